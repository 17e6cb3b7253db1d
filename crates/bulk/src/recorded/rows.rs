//! The rows of a run folder: those that are not done, then those that are tried again.

use super::retry::Retry;
use crate::journal::{Position, Progress, boot_id};
use crate::outcome::RowOutcome;
use crate::plan::plan_file::PlanReader;
use crate::plan::planned_row::{PlannedRow, Step};
use crate::results::Results;
use crate::run_folder::{RunError, RunFolder};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zoomuser::Status;

/// Every so many rows, the place of a row in the plan is kept.
const DISTANCE: u64 = 256;

/// Places in the plan, from which reading may begin when the run is resumed.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions(Arc<Mutex<VecDeque<Position>>>);

impl From<Position> for Positions {
    fn from(position: Position) -> Self {
        Self(Arc::new(Mutex::new(VecDeque::from([position]))))
    }
}

impl Positions {
    fn add(&self, position: Position) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(position);
    }

    /// The last place at or before a row; earlier ones are dropped.
    pub(super) fn before(&self, row: u64) -> Position {
        let mut positions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while positions.get(1).is_some_and(|next| next.row <= row) {
            positions.pop_front();
        }
        positions.front().copied().filter(|first| first.row <= row).unwrap_or_default()
    }
}

/// Rows that have ended and may be tried again, with their outcomes.
#[derive(Debug, Clone, Default)]
pub(super) struct Ended(Arc<Mutex<BTreeMap<u64, RowOutcome>>>);

impl Ended {
    pub(super) fn contains(&self, row: u64) -> bool {
        self.lock().contains_key(&row)
    }

    pub(super) fn insert(&self, row: u64, outcome: RowOutcome) {
        self.lock().insert(row, outcome);
    }

    pub(super) fn remove(&self, row: u64) -> Option<RowOutcome> {
        self.lock().remove(&row)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, RowOutcome>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rows that are tried again when all others have ended.
pub(super) struct Again {
    pub(super) folder: RunFolder,
    pub(super) retry: Retry,
    /// Where they are kept for the recorder.
    pub(super) rows: Ended,
}

/// The rows of a run folder.
pub(super) struct FolderRows {
    reader: PlanReader,
    positions: Positions,
    /// What was done before, and what of it is tried again.
    resumed: Option<(Progress, Again)>,
    again: Option<(PlanReader, BTreeSet<u64>)>,
}

impl FolderRows {
    pub(super) fn new(reader: PlanReader, positions: Positions) -> Self {
        Self { reader, positions, resumed: None, again: None }
    }

    /// Without the rows that are done, but with those of them that are tried again, at the end.
    pub(super) fn resumed(self, done: Progress, again: Again) -> Self {
        Self { resumed: Some((done, again)), ..self }
    }

    fn next_row(&mut self) -> Result<Option<PlannedRow>, RunError> {
        loop {
            let (row, offset) = self.reader.position();
            let Some(planned) = self.reader.next_row()? else { return self.next_again() };
            if row % DISTANCE == 0 {
                self.positions.add(Position { row, offset });
            }
            if !self.resumed.as_ref().is_some_and(|(done, _)| done.is_done(row)) {
                return Ok(Some(planned));
            }
        }
    }

    /// The results of a long run take seconds to read: that waits until the other rows have been begun.
    fn next_again(&mut self) -> Result<Option<PlannedRow>, RunError> {
        let Some((done, again)) = &self.resumed else { return Ok(None) };
        let (reader, rows) = match &mut self.again {
            Some(again) => again,
            none => none.insert(again.find(done)?),
        };
        while let Some(first) = rows.first().copied() {
            let Some(planned) = reader.next_row()? else { break };
            if planned.row == first {
                rows.pop_first();
                // A row that failed while the plan was made is in failed.csv: another plan has to read its user again.
                if matches!(planned.step, Step::Send(_)) {
                    return Ok(Some(planned));
                }
            }
        }
        Ok(None)
    }
}

impl Again {
    fn find(&self, done: &Progress) -> Result<(PlanReader, BTreeSet<u64>), RunError> {
        let open = || PlanReader::open(&self.folder);
        let mut rows = BTreeMap::new();
        for ended in Results::read(&self.folder, &boot_id())?.unsuccessful()? {
            let ended = ended?;
            let is_retryable = ended.status.and_then(Status::from_code).is_some_and(Status::is_retryable);
            // A row that was being sent a second time has to be sent again.
            let is_wanted = self.retry.wants(ended.outcome, is_retryable) || done.in_doubt.contains(&ended.row);
            if done.is_done(ended.row) && is_wanted {
                rows.insert(ended.row, ended.outcome);
            }
        }
        without_overtaken(open, &mut rows)?;
        rows.iter().for_each(|(row, outcome)| self.rows.insert(*row, *outcome));
        Ok((open()?, rows.into_keys().collect()))
    }
}

impl Iterator for FolderRows {
    type Item = Result<PlannedRow, String>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().map_err(|error| error.to_string()).transpose()
    }
}

/// Leaves out rows of which a later row has changed the same fields of the user: trying them again would undo that.
fn without_overtaken(
    mut open: impl FnMut() -> Result<PlanReader, RunError>,
    rows: &mut BTreeMap<u64, RowOutcome>,
) -> Result<(), RunError> {
    let Some(first) = rows.first_key_value().map(|(row, _)| *row) else { return Ok(()) };
    let mut users: HashMap<String, Vec<(u64, Vec<String>)>> = HashMap::new();
    let mut reader = open()?;
    while let Some(row) = reader.next_row()? {
        if rows.contains_key(&row.row) {
            users.entry(row.user_key()).or_default().push((row.row, fields(&row)));
        }
    }
    let mut reader = open()?;
    while let Some(row) = reader.next_row()? {
        // Rows that are tried again keep their order among themselves.
        if row.row <= first || rows.contains_key(&row.row) {
            continue;
        }
        let Some(earlier) = users.get(&row.user_key()) else { continue };
        let changed = fields(&row);
        for (overtaken, set) in earlier.iter().filter(|(earlier, _)| *earlier < row.row) {
            if set.iter().any(|field| changed.contains(field)) {
                rows.remove(overtaken);
            }
        }
    }
    Ok(())
}

fn fields(row: &PlannedRow) -> Vec<String> {
    match &row.step {
        Step::Send(change) => change.send.iter().map(|(name, _)| name.clone()).collect(),
        Step::End(_) => Vec::new(),
    }
}
