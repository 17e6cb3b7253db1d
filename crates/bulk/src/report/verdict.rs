//! How a run stands, in a few words.

use super::page::number::{counted, grouped};
use crate::journal::StopReason;
use crate::outcome::{Counts, RowOutcome};
use crate::results::Results;
use zoomuser::internal::render::quoting::sh;

/// How a run stands.
pub(super) struct Verdict {
    /// One sentence.
    pub(super) sentence: String,
    /// The command that goes on with the run, if rows are left.
    pub(super) command: Option<String>,
    /// The class of its color.
    pub(super) class: &'static str,
}

impl Verdict {
    pub(super) fn of(results: &Results) -> Self {
        let counts = results.counts();
        let good = succeeded(&counts);
        let bad = counts.iter().filter(|(outcome, rows)| *rows > 0 && !outcome.is_success());
        let bad: Vec<String> = bad.map(|(outcome, rows)| format!("{} {}", grouped(rows), words(outcome))).collect();
        let mut sentence = match (counts.total(), bad.as_slice()) {
            (0, _) => "The plan has no rows".to_owned(),
            (1, []) => "The row succeeded".to_owned(),
            (total, []) => format!("All {} succeeded", counted(total, "row")),
            (total, bad) => format!("{} of {} succeeded; {}", grouped(good), counted(total, "row"), bad.join(", ")),
        };
        let is_open = counts.get(RowOutcome::NotTried) + counts.get(RowOutcome::InDoubt) > 0;
        match results.stop() {
            None => sentence.push_str(NOT_ENDED),
            Some(stop) => sentence.push_str(ended(stop.why)),
        }
        sentence.push('.');
        let name = sh(&results.open().run).ok();
        let command = name.filter(|_| is_open).map(|name| format!("zoomuser bulk resume {name}"));
        let class = match (results.stop(), bad.is_empty()) {
            (None, _) => "open",
            (Some(_), true) => "good",
            (Some(_), false) => "bad",
        };
        Self { sentence, command, class }
    }
}

const NOT_ENDED: &str =
    ". The run has not ended: it is still running, and rows in doubt are under way, or it was killed";

/// The rows that succeeded.
fn succeeded(counts: &Counts) -> u64 {
    counts.iter().filter(|(outcome, _)| outcome.is_success()).map(|(_, rows)| rows).sum()
}

fn words(outcome: RowOutcome) -> &'static str {
    match outcome {
        RowOutcome::InDoubt => "in doubt",
        RowOutcome::NotTried => "not tried",
        outcome => outcome.word(),
    }
}

fn ended(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Finished => "",
        StopReason::Interrupted => ". The run was interrupted",
        StopReason::Threshold => ". The run was stopped: too many rows failed",
        StopReason::Day => ". The run ended early: the account's requests of the day are used up",
        StopReason::Time => ". The run ended early: its time was over",
        StopReason::Token => ". The run was stopped: Zoom does not accept the token for this",
        StopReason::Canary => ". The run was stopped: a row of the trial failed",
        StopReason::License => ". The account has no license left for the rows that were not tried",
        StopReason::Error => ". The run was stopped by an error of the program or the machine",
    }
}

/// What an outcome means.
pub(super) fn meaning(outcome: RowOutcome) -> &'static str {
    match outcome {
        RowOutcome::Sent => "Zoom accepted the change; the user was not read afterwards",
        RowOutcome::Applied => "Zoom accepted the change, and reading the user shows it",
        RowOutcome::Already => "the user had the values already; nothing was sent",
        RowOutcome::Ignored => "Zoom accepted the change, but reading the user does not show it",
        RowOutcome::Unverifiable => "Zoom accepted the change; reading never shows these fields",
        RowOutcome::Refused => "the check found an error; nothing was sent",
        RowOutcome::Failed => "Zoom or the network refused the change",
        RowOutcome::Drifted => "the user no longer had the values of the plan; nothing was sent",
        RowOutcome::Kept => "somebody changed the values after the run; they were left alone",
        RowOutcome::Skipped => "left out by an option",
        RowOutcome::InDoubt => "sent, but the run ended before the response was recorded",
        RowOutcome::NotTried => "the run ended before the row, or has not come to it",
    }
}
