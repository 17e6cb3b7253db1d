//! Why there is no plan.

use crate::row::InputError;
use std::fmt;
use zoomuser::Status;
use zoomuser::internal::Outcome;
use zoomuser::internal::status::exit_code;

const RESUMABLE: i32 = 14;

/// Why there is no plan. Nothing was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlanError {
    /// The table cannot be read any further.
    Input(InputError),
    /// The plan, or the temporary file of the users, cannot be written.
    Output(std::io::Error),
    /// Reading users failed for a reason that concerns all of them.
    Call(Box<Outcome>),
    /// The caller stopped it.
    Interrupted,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(f),
            Self::Output(error) => write!(f, "no plan could be made: {error}"),
            Self::Call(outcome) => f.write_str(outcome.message()),
            Self::Interrupted => f.write_str("interrupted; nothing was sent"),
        }
    }
}

impl PlanError {
    /// The exit code of the command line: 14 if the same command may succeed later.
    pub fn exit_code(&self) -> i32 {
        let is_later = |outcome: &Outcome| matches!(outcome.status(), Status::RateLimited | Status::Cancelled);
        match self {
            Self::Interrupted => RESUMABLE,
            Self::Call(outcome) if is_later(outcome) => RESUMABLE,
            Self::Call(outcome) => exit_code(outcome.status()),
            Self::Input(_) => exit_code(Status::CheckFailed),
            Self::Output(_) => exit_code(Status::Io),
        }
    }
}

impl std::error::Error for PlanError {}

impl From<InputError> for PlanError {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}
