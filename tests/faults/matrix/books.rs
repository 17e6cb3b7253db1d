//! The books: what the library reported, held against what the sandbox did and what came through.

use crate::cell::{Cell, Exchange};
use crate::worker::{Facts, REPETITIONS};
use std::time::Duration;
use support::fault::Kind;
use support::middleman::Side;
use support::records;
use zoomuser::{Outcome, Status};

/// What must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    /// Success, and the user was not changed, or no complete answer had come.
    FalseSuccess,
    /// A complete answer came and was not reported.
    LostAnswer,
    /// The call went on beyond its limit.
    Hang,
    /// The library panicked.
    Panic,
    /// More updates came than the library says it sent, or one without a token.
    Unbalanced,
    /// A fault of the connection was told as something else, or one that could be seen at once was waited for.
    Misnamed,
    /// A failure of the moment was not made good by a repetition.
    NotRepeated,
}

/// How far the answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// Not all of it, or not as it was sent.
    Damaged,
    /// Its head, of a body not all.
    Head,
    /// All of it, but for what has no meaning in TLS.
    Changed,
    /// All of it.
    Whole,
}

/// A limit is kept when the call ends so soon after it.
const GRACE: Duration = Duration::from_secs(5);

/// Whether the call was not kept by a fault and yet did not end in time: then the machine was too busy to tell.
pub(crate) fn is_open(cell: &Cell, facts: &Facts) -> bool {
    let Some(outcome) = &facts.outcome else { return false };
    let fired = facts.traffic.iter().any(|traffic| traffic.has_fired());
    let kept = fired && !cell.repeats && matches!(answer(cell, facts), Came::Damaged | Came::Head);
    outcome.status() == Status::Timeout && !kept
}

/// All that is wrong with a cell.
pub(crate) fn judge(cell: &Cell, facts: &Facts) -> Vec<Finding> {
    let Some(outcome) = &facts.outcome else { return vec![Finding::Panic] };
    let came = answer(cell, facts);
    let attempts = u64::from(outcome.attempts());
    let most = if cell.repeats { u64::from(REPETITIONS) + 1 } else { 1 };
    let has_token = cell.exchange != Exchange::Token || cell.repeats || matches!(came, Came::Whole | Came::Changed);
    let may_succeed = cell.repeats || matches!(came, Came::Whole | Came::Changed);
    let checks = [
        (outcome.is_ok() && !(facts.changed && may_succeed), Finding::FalseSuccess),
        (is_lost(cell, outcome, came), Finding::LostAnswer),
        (facts.elapsed > facts.limit + GRACE, Finding::Hang),
        (facts.updates > attempts || attempts > most || (facts.updates > 0 && !has_token), Finding::Unbalanced),
        (!cell.repeats && is_misnamed(cell, facts, outcome, came), Finding::Misnamed),
        (cell.repeats && !outcome.is_ok(), Finding::NotRepeated),
    ];
    checks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, finding)| finding).collect()
}

/// Whether an answer came that is not in the outcome.
fn is_lost(cell: &Cell, outcome: &Outcome, came: Came) -> bool {
    let refused = outcome.status() == Status::Rejected && outcome.response().map(|r| r.http_status()) == Some(400);
    match (cell.exchange, came) {
        (Exchange::Refusal, Came::Head) => !refused,
        (Exchange::Refusal, Came::Whole) => {
            let code = outcome.response().and_then(|response| response.api_code());
            !refused || code != Some(300) || !outcome.warnings().is_empty()
        }
        (_, Came::Whole) => !outcome.is_ok(),
        _ => false,
    }
}

/// Whether a fault of the connection is not told as one, or was only noticed when time was over.
fn is_misnamed(cell: &Cell, facts: &Facts, outcome: &Outcome, came: Came) -> bool {
    if came == Came::Whole || (came, cell.exchange) == (Came::Head, Exchange::Refusal) {
        return false;
    }
    let status = outcome.status();
    let is_closed = cell.fault.is_some_and(|fault| matches!(fault.kind, Kind::Cut | Kind::Reset));
    let is_fault =
        matches!(status, Status::Connect | Status::Tls | Status::Io) || (status == Status::Timeout && !is_closed);
    // What TLS does not look at may pass, but only if it truly did.
    let passed = came == Came::Changed && is_reported(cell, facts, outcome);
    !is_fault && !passed
}

fn is_reported(cell: &Cell, facts: &Facts, outcome: &Outcome) -> bool {
    match cell.exchange {
        Exchange::Refusal => outcome.status() == Status::Rejected,
        _ => outcome.is_ok() && facts.changed,
    }
}

/// How far the answer on the connection with the fault came.
fn answer(cell: &Cell, facts: &Facts) -> Came {
    let Some(traffic) = facts.traffic.first() else { return Came::Damaged };
    let sides = [&traffic.request, &traffic.answer];
    if !cell.tls {
        return http(&traffic.answer.went);
    }
    let is_complete = records::split(&traffic.answer.came).0.len() >= cell.answer_records;
    let all = |came: fn(&Side) -> bool| is_complete && sides.iter().all(|side| came(side));
    if all(|side| side.went.starts_with(&side.came)) {
        Came::Whole
    } else if all(|side| records::meaning(&side.went).starts_with(&records::meaning(&side.came))) {
        Came::Changed
    } else {
        Came::Damaged
    }
}

/// How far an HTTP answer goes.
fn http(answer: &[u8]) -> Came {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return Came::Damaged };
    let (head, body) = answer.split_at(end + 4);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.trim().parse().expect("the sandbox counts"));
    if body.len() >= length { Came::Whole } else { Came::Head }
}
