//! Why there is no plan.

use crate::row::InputError;
use std::fmt;
use zoomuser::internal::Outcome;

/// Why there is no plan. Nothing was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlanError {
    /// The table cannot be read any further.
    Input(InputError),
    /// The plan cannot be written.
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
            Self::Output(error) => write!(f, "the plan cannot be written: {error}"),
            Self::Call(outcome) => f.write_str(outcome.message()),
            Self::Interrupted => f.write_str("interrupted; nothing was sent"),
        }
    }
}

impl std::error::Error for PlanError {}

impl From<InputError> for PlanError {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}
