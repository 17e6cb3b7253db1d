//! Compares what the library reported with what the sandbox did and what the proxy forwarded.

use crate::cell::{Cell, Exchange};
use crate::worker::{Facts, MAX_RETRIES};
use std::time::Duration;
use support::chaos_proxy::Side;
use support::fault::Kind;
use support::records;
use zoomuser::Status;
use zoomuser::internal::Outcome;

/// A violated guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Violation {
    /// Success, but the user was not changed or no complete response had arrived.
    FalseSuccess,
    /// A complete response arrived and was not reported.
    LostAnswer,
    /// The call exceeded its time limit.
    Hang,
    /// The library panicked.
    Panic,
    /// The sandbox received more updates than the library reports, or one without a token.
    Unbalanced,
    /// A connection fault has the wrong status, or one that is visible at once was reported as a timeout.
    Misnamed,
    /// A transient failure was not retried successfully.
    NotRepeated,
}

/// How much of the response arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// It is incomplete or altered.
    Damaged,
    /// The head is complete, the body is not.
    Head,
    /// It is complete, but bytes that TLS ignores were altered.
    Changed,
    /// It is complete.
    Whole,
}

/// A call may exceed its limit by this time.
const GRACE: Duration = Duration::from_secs(5);

/// Whether the result is inconclusive because the machine was too busy: the call timed out although no fault blocked it, or
/// before it read the head of a rejection that had arrived.
pub(crate) fn is_inconclusive(cell: &Cell, facts: &Facts) -> bool {
    let Some(outcome) = &facts.outcome else { return false };
    let fired = facts.traffic.iter().any(|traffic| traffic.has_fired());
    let arrival = arrival(cell, facts);
    let unread = arrival == Arrival::Head && cell.exchange == Exchange::Rejection && outcome.response().is_none();
    let kept = fired && !cell.repeats && matches!(arrival, Arrival::Damaged | Arrival::Head) && !unread;
    outcome.status() == Status::Timeout && !kept
}

/// The violations of a cell.
pub(crate) fn find(cell: &Cell, facts: &Facts) -> Vec<Violation> {
    let Some(outcome) = &facts.outcome else { return vec![Violation::Panic] };
    let arrival = arrival(cell, facts);
    let attempts = u64::from(outcome.attempts());
    let max_attempts = if cell.repeats { u64::from(MAX_RETRIES) + 1 } else { 1 };
    let has_token =
        cell.exchange != Exchange::Token || cell.repeats || matches!(arrival, Arrival::Whole | Arrival::Changed);
    let may_succeed = cell.repeats || matches!(arrival, Arrival::Whole | Arrival::Changed);
    let checks = [
        (outcome.is_ok() && !(facts.changed && may_succeed), Violation::FalseSuccess),
        (is_lost(cell, outcome, arrival), Violation::LostAnswer),
        (facts.elapsed > facts.limit + GRACE, Violation::Hang),
        (
            facts.updates > attempts || attempts > max_attempts || (facts.updates > 0 && !has_token),
            Violation::Unbalanced,
        ),
        (!cell.repeats && is_misnamed(cell, facts, outcome, arrival), Violation::Misnamed),
        (cell.repeats && !outcome.is_ok(), Violation::NotRepeated),
    ];
    checks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, violation)| violation).collect()
}

/// Whether a response arrived that is not in the outcome.
fn is_lost(cell: &Cell, outcome: &Outcome, arrival: Arrival) -> bool {
    let refused = outcome.status() == Status::Rejected && outcome.response().map(|r| r.http_status()) == Some(400);
    match (cell.exchange, arrival) {
        (Exchange::Rejection, Arrival::Head) => !refused,
        (Exchange::Rejection, Arrival::Whole) => {
            let code = outcome.response().and_then(|response| response.api_code());
            !refused || code != Some(300) || !outcome.warnings().is_empty()
        }
        (_, Arrival::Whole) => !outcome.is_ok(),
        _ => false,
    }
}

/// Whether a connection fault has the wrong status, or was reported as a timeout.
fn is_misnamed(cell: &Cell, facts: &Facts, outcome: &Outcome, arrival: Arrival) -> bool {
    if arrival == Arrival::Whole || (arrival, cell.exchange) == (Arrival::Head, Exchange::Rejection) {
        return false;
    }
    let status = outcome.status();
    let is_closed = cell.fault.is_some_and(|fault| matches!(fault.kind, Kind::Cut | Kind::Reset));
    let is_fault =
        matches!(status, Status::Connect | Status::Tls | Status::Io) || (status == Status::Timeout && !is_closed);
    // Altered bytes that TLS ignores may pass, but then the outcome must be right.
    let passed = arrival == Arrival::Changed && is_reported(cell, facts, outcome);
    !is_fault && !passed
}

fn is_reported(cell: &Cell, facts: &Facts, outcome: &Outcome) -> bool {
    match cell.exchange {
        Exchange::Rejection => outcome.status() == Status::Rejected,
        _ => outcome.is_ok() && facts.changed,
    }
}

/// How much of the response on the connection with the fault arrived.
fn arrival(cell: &Cell, facts: &Facts) -> Arrival {
    let Some(traffic) = facts.traffic.first() else { return Arrival::Damaged };
    let sides = [&traffic.request, &traffic.answer];
    if !cell.tls {
        return http(&traffic.answer.forwarded);
    }
    let is_complete = records::split(&traffic.answer.received).0.len() >= cell.answer_records;
    let all = |matches: fn(&Side) -> bool| is_complete && sides.iter().all(|side| matches(side));
    if all(|side| side.forwarded.starts_with(&side.received)) {
        Arrival::Whole
    } else if all(|side| records::significant(&side.forwarded).starts_with(&records::significant(&side.received))) {
        Arrival::Changed
    } else {
        Arrival::Damaged
    }
}

/// How much of an HTTP response arrived.
fn http(answer: &[u8]) -> Arrival {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return Arrival::Damaged };
    let (head, body) = answer.split_at(end + 4);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.trim().parse().expect("the sandbox counts"));
    if body.len() >= length { Arrival::Whole } else { Arrival::Head }
}
