//! What the records of a journal amount to.

use super::record::{Open, Point, Position, Record, Sent, Stop};
use crate::outcome::Counts;
use std::collections::BTreeSet;

/// The largest number of rows of a run.
pub const MAX_ROWS: u64 = 100_000_000;

/// What the records so far amount to. It grows with the rows in flight, not with the rows of the run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) rows: u64,
    /// All rows below are done.
    pub(super) below: u64,
    /// The rows above that are done.
    pub(super) above: BTreeSet<u64>,
    /// The rows that were sent and are not done since.
    pub(super) sent: BTreeSet<u64>,
    /// Rows below may be sent.
    pub(super) may: u64,
    pub(super) counts: Counts,
    pub(super) plan: Position,
    /// The boot id of the last process that wrote.
    pub(super) boot: String,
    /// The last record, if it is this one.
    pub(super) stop: Option<Stop>,
}

impl State {
    pub(super) fn new(open: &Open) -> Self {
        Self { rows: open.rows, boot: open.boot.clone(), ..Self::default() }
    }

    /// What a point says.
    pub(super) fn at(rows: u64, point: &Point) -> Result<Self, &'static str> {
        let state = Self {
            rows,
            below: point.below,
            above: point.also.iter().copied().collect(),
            sent: point.sent.iter().copied().collect(),
            may: point.may,
            counts: point.counts,
            plan: point.plan,
            boot: point.boot.clone(),
            stop: None,
        };
        let all = [point.below, point.may, point.plan.row];
        let is_within = all.into_iter().all(|row| row <= rows) && point.plan.row <= point.below;
        let is_above = point.also.iter().all(|row| (point.below + 1..rows).contains(row));
        let is_known = point.sent.iter().all(|row| *row < point.may);
        let is_counted = state.counts.total() == state.done_rows();
        if is_within && is_above && is_known && is_counted {
            Ok(state)
        } else {
            Err("its numbers contradict each other")
        }
    }

    /// The point that says it.
    pub(super) fn point(&self, journal: u64) -> Point {
        Point {
            below: self.below,
            also: self.above.iter().copied().collect(),
            sent: self.sent.iter().copied().collect(),
            may: self.may,
            counts: self.counts,
            plan: self.plan,
            journal,
            boot: self.boot.clone(),
        }
    }

    pub(super) fn is_done(&self, row: u64) -> bool {
        row < self.below || self.above.contains(&row)
    }

    /// Whether a row that is done may have been sent a second time: one that did not succeed.
    pub(super) fn may_have_repeated(&self) -> bool {
        self.counts.iter().any(|(outcome, rows)| rows > 0 && !outcome.is_success())
    }

    pub(super) fn done_rows(&self) -> u64 {
        self.below.saturating_add(self.above.len() as u64)
    }

    /// Adds a record.
    ///
    /// # Errors
    ///
    /// It contradicts those before; the state is unchanged.
    pub(super) fn apply(&mut self, record: &Record) -> Result<(), &'static str> {
        match record {
            Record::Open(_) => return Err("a journal is opened once"),
            Record::Resume(resume) => {
                if resume.in_doubt.iter().any(|row| *row >= self.may) {
                    return Err("a row in doubt was never allowed to be sent");
                }
                self.sent.extend(&resume.in_doubt);
                self.boot.clone_from(&resume.boot);
            }
            Record::May { to } if *to > self.rows => return Err("there is no such row"),
            Record::May { to } => self.may = self.may.max(*to),
            Record::Sent(sent) => self.send(sent)?,
            Record::Done(done) => {
                if done.row >= self.rows {
                    return Err("there is no such row");
                }
                if self.is_done(done.row) != done.was.is_some() {
                    return Err("`was` is given exactly for a row that was done before");
                }
                if let Some(was) = done.was {
                    self.counts.remove(was);
                }
                self.counts.add(done.outcome);
                self.sent.remove(&done.row);
                if done.row >= self.below {
                    self.above.insert(done.row);
                }
                while self.above.remove(&self.below) {
                    self.below += 1;
                }
            }
            Record::Point(point) => *self = Self::at(self.rows, point)?,
            Record::Stop(_) => {}
        }
        self.stop = if let Record::Stop(stop) = record { Some(stop.clone()) } else { None };
        Ok(())
    }

    fn send(&mut self, sent: &Sent) -> Result<(), &'static str> {
        if sent.row >= self.may {
            return Err("the row was not allowed to be sent");
        }
        self.sent.insert(sent.row);
        Ok(())
    }

    /// The rows that may have been sent without being recorded as done. If `is_complete` is false, records may be missing at
    /// the end.
    pub(super) fn in_doubt(&self, is_complete: bool) -> Vec<u64> {
        let mut rows = self.sent.clone();
        // What a process wrote before it ended in order is on the disk.
        if !is_complete && self.stop.is_none() {
            rows.extend((self.below..self.may).filter(|row| !self.above.contains(row)));
        }
        rows.into_iter().collect()
    }
}
