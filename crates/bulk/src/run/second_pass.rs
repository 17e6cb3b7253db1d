//! Rows that failed for a reason that may pass, and are tried once more at the end.

use crate::plan::planned_row::PlannedRow;
use crate::row_end::RowEnd;
use std::collections::{HashSet, VecDeque};

/// The most rows; further ones end as they are.
const MAX_ROWS: usize = 10_000;

/// Rows that failed for a reason that may pass, and are tried once more at the end.
#[derive(Debug, Default)]
pub(crate) struct SecondPass {
    rows: VecDeque<(PlannedRow, RowEnd)>,
    users: HashSet<String>,
}

impl SecondPass {
    /// Adds a row, with its end unless it is tried again.
    pub(crate) fn add(&mut self, row: PlannedRow, end: RowEnd) {
        self.users.insert(row.user_key());
        self.rows.push_back((row, end));
    }

    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() >= MAX_ROWS
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// The next row to be tried again.
    pub(crate) fn next(&mut self) -> Option<PlannedRow> {
        let (row, _) = self.rows.pop_front()?;
        self.users.remove(&row.user_key());
        Some(row)
    }

    /// The next row that is not tried again, with its end.
    pub(crate) fn give_up(&mut self) -> Option<(PlannedRow, RowEnd)> {
        self.rows.pop_front()
    }

    /// Removes the row whose user a later row changes.
    pub(crate) fn overtaken_by(&mut self, later: &PlannedRow) -> Option<(PlannedRow, RowEnd)> {
        if self.users.is_empty() {
            return None;
        }
        let user = later.user_key();
        if !self.users.remove(&user) {
            return None;
        }
        let overtaken = self.rows.iter().position(|(row, _)| row.user_key() == user)?;
        self.rows.remove(overtaken)
    }
}
