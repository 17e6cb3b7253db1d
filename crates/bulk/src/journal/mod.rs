//! The journal of a run: what was sent and how it ended.
//!
//! A record is written before what it allows is done. After a crash it is known of each row whether it was sent; the few rows
//! of which it is not known are in doubt, and are named.

mod boot_id;
mod line;
mod record;
pub(crate) mod records;
pub(crate) mod resume;
mod state;
mod stop_reason;
mod storage;
#[cfg(test)]
mod tests;

pub use boot_id::boot_id;
pub use record::{Done, FORMAT, Open, Point, Position, Record, Resume, Sent, Stop};
pub use state::MAX_ROWS;
pub use stop_reason::StopReason;

use crate::outcome::Counts;
use crate::run_folder::{RunError, RunFile, RunFolder, RunLock, private_file};
use records::Ending;
use state::State;
use std::collections::BTreeSet;
use std::path::PathBuf;
use storage::Storage;

/// How many rows beyond one that is sent may be sent before the disk is waited for again.
const BLOCK: u64 = if cfg!(test) { 16 } else { 512 };
/// A point is due after so many rows.
pub const POINT_ROWS: u64 = 1_000;

/// A journal being written. It locks its run.
pub struct Journal {
    storage: Box<dyn Storage>,
    path: PathBuf,
    /// The length of what was written.
    end: u64,
    state: State,
    rows_since_point: u64,
    /// After an error nothing is written any more: the next record would stand behind an incomplete one.
    is_broken: bool,
    _lock: RunLock,
}

/// How far a run had come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// What the run is.
    pub open: Open,
    /// All rows below are done.
    pub below: u64,
    /// The rows above that are done.
    pub done_above: BTreeSet<u64>,
    /// The rows that may have been sent without their outcome being recorded, ascending. Those that are done were sent a
    /// second time.
    pub in_doubt: Vec<u64>,
    /// The rows that are done, by outcome.
    pub counts: Counts,
    /// A place in the plan at or before the row `below`.
    pub plan: Position,
    /// Why the last process stopped; `None` if it did not end in order.
    pub stop: Option<Stop>,
}

impl Progress {
    /// Whether the row is done.
    pub fn is_done(&self, row: u64) -> bool {
        row < self.below || self.done_above.contains(&row)
    }
}

impl Journal {
    /// Locks the run and begins its journal.
    ///
    /// # Errors
    ///
    /// The run has a journal, another process has it locked, or the file cannot be written.
    pub fn create(folder: &RunFolder, open: Open) -> Result<Self, RunError> {
        if open.rows > MAX_ROWS {
            return Err(RunError::Unusable(format!("{} rows; a run may have {MAX_ROWS}", open.rows)));
        }
        let lock = folder.lock(&open.at)?;
        let storage = Box::new(folder.create_file(RunFile::Journal)?);
        let path = folder.file(RunFile::Journal);
        let state = State::new(&open);
        let mut journal = Self { storage, path, end: 0, state, rows_since_point: 0, is_broken: false, _lock: lock };
        journal.write(&Record::Open(open).line_after(String::new()))?;
        journal.sync()?;
        // The disk has to know the name of the file too.
        private_file::sync_folder(folder.path()).map_err(|error| RunError::io("write", folder.path(), &error))?;
        Ok(journal)
    }

    /// Locks the run and goes on with its journal. `boot_id` is that of this system ([`boot_id()`]), `now` the time in RFC
    /// 3339.
    ///
    /// # Errors
    ///
    /// The journal is missing or damaged, another process has the run locked, or the file cannot be written.
    pub fn resume(folder: &RunFolder, boot_id: &str, now: &str) -> Result<(Self, Progress), RunError> {
        let lock = folder.lock(now)?;
        let path = folder.file(RunFile::Journal);
        let io = |error| RunError::io("open", &path, &error);
        let file = private_file::open(&path).map_err(io)?;
        let loaded = resume::load(&file, &path, boot_id)?;
        let (mut state, in_doubt, end) = (loaded.state, loaded.in_doubt, loaded.end);
        // Processes that are killed soon, one after the other, come to a point too.
        let rows_since_point = loaded.rows_since_point;
        let progress = Progress {
            open: loaded.open,
            below: state.below,
            done_above: state.above.clone(),
            in_doubt: in_doubt.clone(),
            counts: state.counts,
            plan: state.plan,
            stop: state.stop.take(),
        };
        let storage = Box::new(file);
        let mut journal = Self { storage, path, end, state, rows_since_point, is_broken: false, _lock: lock };
        if loaded.ending != Ending::NoLineEnd {
            journal.storage.truncate(end).map_err(|error| journal.failed(&error))?;
        }
        let start = if loaded.ending == Ending::NoLineEnd { "\n" } else { "" };
        let resume = Record::Resume(Resume { boot: boot_id.to_owned(), at: now.to_owned(), in_doubt });
        // Other processes may be killed in the same boot: what is in doubt now has to be known then.
        journal.add(start, &resume)?;
        journal.sync()?;
        Ok((journal, progress))
    }

    /// The number of rows.
    pub fn rows(&self) -> u64 {
        self.state.rows
    }

    /// All rows below are done.
    pub fn below(&self) -> u64 {
        self.state.below
    }

    /// Whether the row is done.
    pub fn is_done(&self, row: u64) -> bool {
        self.state.is_done(row)
    }

    /// The rows that are done, by outcome.
    pub fn counts(&self) -> Counts {
        self.state.counts
    }

    /// The rows that ended since the last point. At [`POINT_ROWS`], or 10 s after the last one, a point is due.
    pub fn rows_since_point(&self) -> u64 {
        self.rows_since_point
    }

    /// Rows may be sent as soon as this has returned. Waits for the disk for each block of rows, and for each row that was
    /// done before.
    ///
    /// # Errors
    ///
    /// The file cannot be written, and nothing may be sent any more; or there is no such row.
    pub fn sent(&mut self, rows: &[Sent]) -> Result<(), RunError> {
        self.record(Vec::new(), rows)
    }

    /// Rows have ended.
    ///
    /// # Errors
    ///
    /// The file cannot be written, and nothing may be sent any more; or `was` is not given for a row that was done before.
    pub fn done(&mut self, rows: &[Done]) -> Result<(), RunError> {
        self.record(rows.to_vec(), &[])
    }

    /// Rows have ended, and others may be sent, by one write: [`done`](Self::done) and [`sent`](Self::sent).
    ///
    /// # Errors
    ///
    /// As these.
    pub fn record(&mut self, done: Vec<Done>, sent: &[Sent]) -> Result<(), RunError> {
        let mut text = String::new();
        let ended = done.len() as u64;
        for done in done {
            self.apply(&mut text, &Record::Done(done))?;
        }
        let last = sent.iter().map(|sent| sent.row).max();
        let is_new_block = last.is_some_and(|last| last >= self.state.may);
        if let (true, Some(last)) = (is_new_block, last) {
            self.apply(&mut text, &Record::May { to: last.saturating_add(BLOCK).min(self.state.rows) })?;
        }
        let is_again = sent.iter().any(|sent| self.state.is_done(sent.row));
        for sent in sent {
            self.apply(&mut text, &Record::Sent(*sent))?;
        }
        self.write(&text)?;
        self.rows_since_point += ended;
        if is_new_block || is_again { self.sync() } else { Ok(()) }
    }

    /// Writes down how far the run has come, and waits for the disk. `plan` is a place in the plan at or before the row
    /// [`below`](Self::below).
    ///
    /// # Errors
    ///
    /// The file cannot be written, and nothing may be sent any more.
    pub fn point(&mut self, plan: Position) -> Result<(), RunError> {
        let point = Point { plan, ..self.state.point(self.end) };
        self.add("", &Record::Point(point))?;
        self.rows_since_point = 0;
        self.sync()
    }

    /// Ends the journal in order, and waits for the disk.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn stop(&mut self, why: StopReason, now: &str) -> Result<(), RunError> {
        self.add("", &Record::Stop(Stop { why, at: now.to_owned() }))?;
        self.sync()
    }

    /// Writes a record, `start` before it.
    fn add(&mut self, start: &str, record: &Record) -> Result<(), RunError> {
        let mut text = start.to_owned();
        self.apply(&mut text, record)?;
        self.write(&text)
    }

    /// Applies a record, and adds its line to those to be written.
    fn apply(&mut self, text: &mut String, record: &Record) -> Result<(), RunError> {
        if let Err(problem) = self.state.apply(record) {
            // Those before it are applied already, but are not written.
            self.is_broken |= !text.trim().is_empty();
            return Err(RunError::Unusable(format!("{problem}: {record:?}")));
        }
        *text = record.line_after(std::mem::take(text));
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), RunError> {
        if self.is_broken {
            let message = "cannot be written since an earlier error; stop, and resume the run later";
            return Err(RunError::Unusable(format!("{}: {message}", crate::run_folder::error::shown(&self.path))));
        }
        if let Err(error) = self.storage.append(text.as_bytes(), self.end) {
            self.is_broken = true;
            // If this fails too, an incomplete line remains, which a reader drops.
            let _ = self.storage.truncate(self.end);
            return Err(self.failed(&error));
        }
        self.end += text.len() as u64;
        Ok(())
    }

    fn sync(&mut self) -> Result<(), RunError> {
        let synced = self.storage.sync();
        // What an earlier write left in memory may be lost now, and a later success would not say so.
        self.is_broken |= synced.is_err();
        synced.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> RunError {
        RunError::io("write", &self.path, error)
    }
}
