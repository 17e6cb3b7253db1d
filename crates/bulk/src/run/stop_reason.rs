//! Why a run ended.

use crate::outcome::{Counts, RowOutcome};
use zoomuser::Status;

/// Why a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// Every row was handled.
    Finished,
    /// The caller stopped it.
    Interrupted,
    /// Too many rows failed.
    TooManyFailures,
    /// A row of the canary was not applied.
    Canary,
    /// The account's requests of the day are used up.
    Day,
    /// The time for the run is over.
    Time,
    /// The token is missing, invalid or lacks a scope.
    Token(Status),
    /// The journal or the plan could not be used; the text says why.
    Files(String),
}

impl StopReason {
    /// The word in the journal and in summary.json.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Interrupted => "interrupted",
            Self::TooManyFailures => "failures",
            Self::Canary => "canary",
            Self::Day => "day",
            Self::Time => "time",
            Self::Token(_) => "token",
            Self::Files(_) => "files",
        }
    }

    /// The exit code of the command line: 0 if every row is as wished, 12 if rows failed, 13 if a rule stopped the run, 14
    /// if it can be resumed, 4 without a usable token.
    pub fn exit_code(&self, counts: &Counts) -> i32 {
        let is_as_wished = |(outcome, rows): (RowOutcome, u64)| rows == 0 || outcome.is_success();
        match self {
            Self::Finished if counts.iter().all(is_as_wished) => 0,
            Self::Finished => 12,
            Self::TooManyFailures | Self::Canary => 13,
            Self::Interrupted | Self::Day | Self::Time => 14,
            Self::Token(_) => 4,
            Self::Files(_) => 1,
        }
    }
}
