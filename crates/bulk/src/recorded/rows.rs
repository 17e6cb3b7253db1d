//! The rows of a run folder: those that are not done, then those that are tried again.

use crate::journal::{Position, Progress};
use crate::outcome::RowOutcome;
use crate::plan::plan_file::PlanReader;
use crate::plan::planned_row::PlannedRow;
use crate::run_folder::RunError;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

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

/// The rows of a run folder.
pub(super) struct FolderRows {
    reader: PlanReader,
    positions: Positions,
    done: Option<Progress>,
    again: Option<(PlanReader, BTreeMap<u64, RowOutcome>)>,
}

impl FolderRows {
    pub(super) fn new(reader: PlanReader, positions: Positions) -> Self {
        Self { reader, positions, done: None, again: None }
    }

    /// Without the rows that are done.
    pub(super) fn without(self, done: Progress) -> Self {
        Self { done: Some(done), ..self }
    }

    /// And at the end, rows that are done, read by another reader.
    pub(super) fn and(self, reader: PlanReader, rows: BTreeMap<u64, RowOutcome>) -> Self {
        Self { again: Some((reader, rows)), ..self }
    }

    fn next_row(&mut self) -> Result<Option<PlannedRow>, RunError> {
        loop {
            let (row, offset) = self.reader.position();
            let Some(planned) = self.reader.next_row()? else { return self.next_again() };
            if row % DISTANCE == 0 {
                self.positions.add(Position { row, offset });
            }
            if !self.done.as_ref().is_some_and(|done| done.is_done(row)) {
                return Ok(Some(planned));
            }
        }
    }

    fn next_again(&mut self) -> Result<Option<PlannedRow>, RunError> {
        let Some((reader, rows)) = &mut self.again else { return Ok(None) };
        while let Some(last) = rows.last_key_value().map(|(row, _)| *row) {
            let Some(planned) = reader.next_row()? else { break };
            if planned.row > last {
                break;
            }
            if rows.contains_key(&planned.row) {
                return Ok(Some(planned));
            }
        }
        Ok(None)
    }
}

impl Iterator for FolderRows {
    type Item = Result<PlannedRow, String>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().map_err(|error| error.to_string()).transpose()
    }
}

/// Leaves out rows whose user a later row changes: trying them again would undo that.
pub(super) fn without_overtaken(
    mut open: impl FnMut() -> Result<PlanReader, RunError>,
    rows: &mut BTreeMap<u64, RowOutcome>,
) -> Result<(), RunError> {
    let Some(first) = rows.first_key_value().map(|(row, _)| *row) else { return Ok(()) };
    let mut users: HashMap<String, BTreeSet<u64>> = HashMap::new();
    let mut reader = open()?;
    while let Some(row) = reader.next_row()? {
        if rows.contains_key(&row.row) {
            users.entry(row.user_key()).or_default().insert(row.row);
        }
    }
    let mut reader = open()?;
    while let Some(row) = reader.next_row()? {
        if row.row <= first {
            continue;
        }
        if let Some(earlier) = users.get(&row.user_key()) {
            for overtaken in earlier.range(..row.row) {
                rows.remove(overtaken);
            }
        }
    }
    Ok(())
}
