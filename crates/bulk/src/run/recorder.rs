//! Where a run records its progress.

use crate::journal::StopReason;
use crate::plan::planned_row::PlannedRow;
use crate::row_end::RowEnd;
use std::io;
use std::time::SystemTime;

/// Where a run records its progress.
pub trait Recorder: Send {
    /// The request of a row is about to be sent, when [`commit`](Self::commit) has returned. Nothing may be sent after an error.
    ///
    /// # Errors
    ///
    /// It could not be recorded.
    fn sending(&mut self, row: &PlannedRow, now: SystemTime) -> io::Result<()>;

    /// A row has ended.
    ///
    /// # Errors
    ///
    /// It could not be recorded.
    fn ended(&mut self, row: &PlannedRow, end: &RowEnd, now: SystemTime) -> io::Result<()>;

    /// Records what was given, if it is not recorded yet. Called before requests are sent and before ends are reported.
    ///
    /// # Errors
    ///
    /// It could not be recorded.
    fn commit(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The run has ended.
    ///
    /// # Errors
    ///
    /// It could not be recorded.
    fn stopped(&mut self, reason: StopReason, now: SystemTime) -> io::Result<()>;
}

/// Records nothing: for runs without a folder.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRecord;

impl Recorder for NoRecord {
    fn sending(&mut self, _row: &PlannedRow, _now: SystemTime) -> io::Result<()> {
        Ok(())
    }

    fn ended(&mut self, _row: &PlannedRow, _end: &RowEnd, _now: SystemTime) -> io::Result<()> {
        Ok(())
    }

    fn stopped(&mut self, _reason: StopReason, _now: SystemTime) -> io::Result<()> {
        Ok(())
    }
}
