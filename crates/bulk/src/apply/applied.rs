//! What came of a run.

use crate::journal::StopReason;
use crate::outcome::{Counts, RowOutcome};
use crate::results::RowResult;
use std::path::PathBuf;
use zoomuser::internal::Outcome;
use zoomuser::internal::status::exit_code;
use zoomuser::{InputError, Problem, Status};

/// What came of a run, or why it was not begun.
#[derive(Debug)]
pub struct Applied {
    /// Status, message and hint. [`Status::Ok`] only if every row succeeded.
    pub outcome: Outcome,
    /// The exit code of the command line.
    pub exit: i32,
    /// Why the run ended; `None` if it was not begun.
    pub why: Option<StopReason>,
    /// The rows by outcome.
    pub counts: Counts,
    /// The folder of the run.
    pub folder: Option<PathBuf>,
    /// Every row in its order, unless a function was called for each.
    pub rows: Vec<RowResult>,
    /// What looks wrong in the rows, besides the warnings of `outcome`.
    pub warnings: Vec<Problem>,
}

/// A run that was not begun.
impl From<Outcome> for Applied {
    fn from(outcome: Outcome) -> Self {
        let exit = exit_code(outcome.status());
        let (counts, rows, warnings) = (Counts::default(), Vec::new(), Vec::new());
        Self { outcome, exit, why: None, counts, folder: None, rows, warnings }
    }
}

impl Applied {
    /// Adds warnings, without those that are there.
    pub(super) fn with_warnings(mut self, warnings: Vec<Problem>) -> Self {
        for warning in warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        self
    }

    /// The result of a run that ended for this reason with this status, `message` says why.
    pub(super) fn ended(status: Status, message: &str, exit: i32, why: StopReason, counts: Counts) -> Self {
        let open = counts.get(RowOutcome::NotTried) + counts.get(RowOutcome::InDoubt);
        let outcomes = counts.iter().filter(|(_, rows)| *rows > 0);
        let parts: Vec<String> = outcomes.map(|(outcome, rows)| format!("{rows} {}", outcome.word())).collect();
        let word = if counts.total() == 1 { "row" } else { "rows" };
        let mut text = format!("{} {word}: {}", counts.total(), parts.join(", "));
        if open > 0 && why != StopReason::Finished {
            text.push_str(&format!("; stopped: {message}"));
        }
        let outcome = Outcome::from(&InputError::new(status, text).with_hint(hint(status, open)));
        Self { exit, why: Some(why), counts, ..outcome.into() }
    }
}

fn hint(status: Status, open: u64) -> &'static str {
    match status {
        Status::Ok => "",
        Status::Unauthorized | Status::Forbidden | Status::MissingToken => {
            "get a token that Zoom accepts, then resume the run"
        }
        _ if open > 0 => "resume the run, or run the other rows again",
        _ => "mend the rows that failed, and run them again",
    }
}
