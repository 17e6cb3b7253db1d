//! Keeps the rows of one user in order: never two at a time.

use crate::plan::planned_row::PlannedRow;
use std::collections::{HashSet, VecDeque};

/// The most rows that wait for an earlier row of their user.
const MAX_WAITING: usize = 256;

/// Keeps the rows of one user in order: never two at a time.
#[derive(Debug, Default)]
pub(crate) struct UserQueue {
    busy: HashSet<String>,
    waiting: VecDeque<PlannedRow>,
}

impl UserQueue {
    /// Takes a row; returns it if it may begin now.
    pub(crate) fn enter(&mut self, row: PlannedRow) -> Option<PlannedRow> {
        let user = row.user_key();
        if self.busy.contains(&user) || self.waiting.iter().any(|waiting| waiting.user_key() == user) {
            self.waiting.push_back(row);
            return None;
        }
        self.busy.insert(user);
        Some(row)
    }

    /// A row that had begun has ended.
    pub(crate) fn leave(&mut self, row: &PlannedRow) {
        self.busy.remove(&row.user_key());
    }

    /// A row that has ended begins again, before the later rows of its user.
    pub(crate) fn put_back(&mut self, row: PlannedRow) {
        self.waiting.push_front(row);
    }

    /// The first row that waited and may begin now.
    pub(crate) fn next(&mut self) -> Option<PlannedRow> {
        let free = self.waiting.iter().position(|row| !self.busy.contains(&row.user_key()))?;
        let row = self.waiting.remove(free)?;
        self.busy.insert(row.user_key());
        Some(row)
    }

    /// Whether so many rows wait that no further one may come.
    pub(crate) fn is_full(&self) -> bool {
        self.waiting.len() >= MAX_WAITING
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::planned_row::{Change, Step};

    fn row(row: u64, user_id: &str) -> PlannedRow {
        PlannedRow { row, line: row + 2, user_id: user_id.to_owned(), id: None, step: Step::Send(Change::default()) }
    }

    #[test]
    fn the_rows_of_a_user_follow_each_other() {
        let mut queue = UserQueue::default();
        let enter = |queue: &mut UserQueue, n, user| queue.enter(row(n, user)).map(|row| row.row);
        assert_eq!(enter(&mut queue, 0, "a@x"), Some(0));
        assert_eq!(enter(&mut queue, 1, "A@x"), None);
        assert_eq!(enter(&mut queue, 2, "b@x"), Some(2));
        assert_eq!(enter(&mut queue, 3, "a@X"), None);
        assert!(queue.next().is_none());
        queue.leave(&row(0, "a@x"));
        // A further row does not overtake the one that waits.
        assert_eq!(enter(&mut queue, 4, "a@x"), None);
        for expected in [1, 3, 4] {
            assert_eq!(queue.next().map(|row| row.row), Some(expected));
            assert!(queue.next().is_none());
            queue.leave(&row(0, "A@X"));
        }
        assert!(queue.waiting.is_empty() && !queue.is_full());
    }

    #[test]
    fn a_row_that_is_put_back_goes_first() {
        let mut queue = UserQueue::default();
        let first = queue.enter(row(0, "a@x")).expect("it begins");
        assert!(queue.enter(row(1, "a@x")).is_none());
        queue.leave(&first);
        queue.put_back(first);
        for expected in [0, 1] {
            assert_eq!(queue.next().map(|row| row.row), Some(expected));
            queue.leave(&row(0, "a@x"));
        }
    }
}
