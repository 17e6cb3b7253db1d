//! Records a run in its journal.

use super::rows::{Ended, Positions};
use crate::journal::{Done, Journal, POINT_ROWS, Sent, StopReason};
use crate::outcome::RowOutcome;
use crate::plan::planned_row::{PlannedRow, Step};
use crate::row_end::RowEnd;
use crate::run::recorder::Recorder;
use crate::run_folder::{RunError, user_hash};
use std::collections::{HashMap, HashSet};
use std::io;
use std::time::{Duration, SystemTime};
use zoomuser::internal::retry_after::written;

/// The longest time between two points.
const POINT_TIME: Duration = Duration::from_secs(10);

/// Records a run in its journal.
pub(super) struct JournalRecorder {
    journal: Journal,
    positions: Positions,
    /// Rows that have ended and may be tried again, with their outcomes.
    ended: Ended,
    /// How often rows were sent that were sent more than once, or may be.
    attempts: HashMap<u64, u32>,
    /// Rows that another process may have sent.
    in_doubt: HashSet<u64>,
    point_at: Option<SystemTime>,
    /// When this process began the run or took it over.
    began: SystemTime,
    /// What is not written yet, and the time of it.
    done: Vec<Done>,
    sent: Vec<Sent>,
    now: SystemTime,
}

impl JournalRecorder {
    pub(super) fn new(
        journal: Journal,
        positions: Positions,
        ended: Ended,
        in_doubt: Vec<u64>,
        began: SystemTime,
    ) -> Self {
        let attempts = in_doubt.iter().map(|row| (*row, 1)).collect();
        let in_doubt = in_doubt.into_iter().collect();
        let (done, sent, now) = (Vec::new(), Vec::new(), began);
        Self { journal, positions, ended, attempts, in_doubt, point_at: None, began, done, sent, now }
    }

    fn record_point(&mut self, now: SystemTime) -> Result<(), RunError> {
        let last = *self.point_at.get_or_insert(now);
        // A calendar that was set back counts as time that passed.
        let is_time = now.duration_since(last).map_or(true, |passed| passed >= POINT_TIME);
        if self.journal.rows_since_point() >= POINT_ROWS || (is_time && self.journal.rows_since_point() > 0) {
            self.point_at = Some(now);
            self.journal.point(self.positions.before(self.journal.below()))?;
        }
        Ok(())
    }
}

impl Recorder for JournalRecorder {
    fn sending(&mut self, row: &PlannedRow, now: SystemTime) -> io::Result<()> {
        let before = self.attempts.get(&row.row).copied();
        let attempt = before.unwrap_or_else(|| self.ended.contains(row.row).into()) + 1;
        let (user, again) = (user_hash(&row.user_id), self.in_doubt.contains(&row.row));
        self.sent.push(Sent { row: row.row, user, attempt, again });
        self.now = now;
        Ok(())
    }

    fn ended(&mut self, row: &PlannedRow, end: &RowEnd, now: SystemTime) -> io::Result<()> {
        let fields = match &row.step {
            Step::Send(change) => change.send.iter().map(|(name, _)| name.clone()).collect(),
            Step::End(_) => Vec::new(),
        };
        let at_ms = now.duration_since(self.began).unwrap_or_default().as_millis().try_into().unwrap_or(u64::MAX);
        let done = Done { was: self.ended.remove(row.row), at_ms, fields, ..Done::of(row.row, end) };
        self.done.push(done);
        if end.is_retryable() || end.outcome == RowOutcome::NotTried {
            self.ended.insert(row.row, end.outcome);
            *self.attempts.entry(row.row).or_default() += 1;
        }
        self.now = now;
        Ok(())
    }

    fn commit(&mut self) -> io::Result<()> {
        if self.done.is_empty() && self.sent.is_empty() {
            return Ok(());
        }
        let recorded = self.journal.record(std::mem::take(&mut self.done), &self.sent);
        self.sent.clear();
        recorded.and_then(|()| self.record_point(self.now)).map_err(io::Error::other)
    }

    fn stopped(&mut self, reason: StopReason, now: SystemTime) -> io::Result<()> {
        self.commit()?;
        let position = self.positions.before(self.journal.below());
        self.journal.point(position).map_err(io::Error::other)?;
        self.journal.stop(reason, &written(now)).map_err(io::Error::other)
    }
}
