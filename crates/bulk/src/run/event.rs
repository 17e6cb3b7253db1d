//! What a run reports.

use super::stop::Stop;
use crate::journal::Done;
use crate::results;
use crate::row_end::RowEnd;
use zoomuser::internal::Outcome;

/// What a run reports.
#[derive(Debug, Clone)]
pub enum Event {
    /// A row has ended.
    Row(RowResult),
    /// Every one of the first rows was applied, as reading confirmed; this many rows were sent first.
    CanaryPassed(u64),
    /// All rows were tried; this many are tried once more.
    SecondPass(u64),
}

/// How one row ended.
#[derive(Debug, Clone)]
pub struct RowResult {
    /// The position of the row, from 0.
    pub row: u64,
    /// The line of the file, from 1.
    pub line: u64,
    /// The user, as the file has it.
    pub user_id: String,
    /// How the row ended.
    pub end: RowEnd,
    /// The call that decided it; `None` for a row without a call, and for one of the first pass that is not tried again.
    pub call: Option<Box<Outcome>>,
}

impl From<&RowResult> for results::RowResult {
    fn from(ended: &RowResult) -> Self {
        Self { line: ended.line, user_id: ended.user_id.clone(), done: Done::of(ended.row, &ended.end) }
    }
}

/// What came of letting a run go on.
#[derive(Debug, Clone)]
pub enum Progress {
    /// Something happened.
    Event(Event),
    /// Nothing happened within the time.
    Waiting,
    /// The run has ended, and its last event was taken.
    Ended(Stop),
}
