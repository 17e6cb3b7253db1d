//! Why a run ended, and its exit code.

use crate::journal::StopReason;
use crate::outcome::{Counts, RowOutcome};

/// Why a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The reason.
    pub reason: StopReason,
    /// The reason in one line, for people.
    pub message: String,
}

impl Stop {
    pub(crate) fn new(reason: StopReason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }
}

/// The exit code of the command line after a run: 0 if every row succeeded, 12 if rows failed, 13 if a rule stopped the
/// run, 14 if it ended early and can be resumed, 4 without a usable token.
pub fn exit_code(reason: StopReason, counts: &Counts) -> i32 {
    let is_good = |(outcome, rows): (RowOutcome, u64)| rows == 0 || outcome.is_success();
    match reason {
        StopReason::Finished if counts.iter().all(is_good) => 0,
        StopReason::Finished | StopReason::License => 12,
        StopReason::Threshold | StopReason::Canary => 13,
        StopReason::Interrupted | StopReason::Day | StopReason::Time => 14,
        StopReason::Token => 4,
        StopReason::Error => 1,
    }
}
