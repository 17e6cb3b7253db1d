//! Two rows of one user.

use crate::row::{InputError, Layout, Row, Rows};
use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher;
use zoomuser::Problem;

/// What two rows of one user are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// An error.
    #[default]
    Refuse,
    /// Two changes, in the order of the file.
    InOrder,
}

impl Duplicates {
    /// The words on the command line, in the order of the variants.
    pub const WORDS: [&str; 2] = ["refuse", "in-order"];

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Refuse, Self::InOrder];
        Self::WORDS.iter().zip(all).find(|(known, _)| **known == word).map(|(_, meant)| meant)
    }
}

/// Finds two rows of one user. Of each user it keeps a hash of 64 bits and the line, 16 bytes.
#[derive(Debug, Default)]
pub struct DuplicateFinder {
    /// Keyed at random, so that nobody can choose users of one hash.
    hasher: RandomState,
    lines: HashMap<u64, u64, Unhashed>,
}

impl DuplicateFinder {
    /// Takes the user of a row. Returns the line of an earlier row of the same user; upper and lower case are the same.
    pub fn add(&mut self, user_id: &str, line: u64) -> Option<u64> {
        let user = user_id.trim();
        let hash = if user.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            self.hasher.hash_one(user)
        } else {
            self.hasher.hash_one(user.to_lowercase().as_str())
        };
        match self.lines.entry(hash) {
            Entry::Occupied(earlier) => Some(*earlier.get()),
            Entry::Vacant(place) => {
                place.insert(line);
                None
            }
        }
    }
}

/// The keys are hashes already.
#[derive(Debug, Clone, Copy, Default)]
struct Unhashed(u64);

impl BuildHasher for Unhashed {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        *self
    }
}

impl std::hash::Hasher for Unhashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Rows of which the second of one user has a problem, unless [`Duplicates::InOrder`].
#[derive(Debug)]
pub struct Checked<'r, R: Rows + ?Sized> {
    rows: &'r mut R,
    finder: Option<DuplicateFinder>,
}

impl<'r, R: Rows + ?Sized> Checked<'r, R> {
    /// Judges these rows.
    pub fn new(rows: &'r mut R, duplicates: Duplicates) -> Self {
        Self { rows, finder: (duplicates == Duplicates::Refuse).then(DuplicateFinder::default) }
    }
}

impl<R: Rows + ?Sized> Rows for Checked<'_, R> {
    fn layout(&self) -> &Layout {
        self.rows.layout()
    }

    fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        let Some(mut row) = self.rows.next_row()? else { return Ok(None) };
        if let Some(finder) = self.finder.as_mut().filter(|_| !row.user_id.is_empty()) {
            if let Some(earlier) = finder.add(&row.user_id, row.line) {
                let message = format!(
                    "lines {earlier} and {} have the same user: merge the rows, or take them in their order with \
                     --duplicates in-order",
                    row.line
                );
                row.problems.push(Problem::new("", message));
            }
        }
        Ok(Some(row))
    }
}
