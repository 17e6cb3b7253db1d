//! One row: a user, and what is to change.

use zoomuser::{Problem, UserPatch};

/// One row: a user, and what is to change.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The line of the file at which the row begins, from 1; for rows that a program gives, their position, from 1.
    pub line: u64,
    /// The user: an id or an e-mail address.
    pub user_id: String,
    /// The fields to change.
    pub patch: UserPatch,
    /// Items to change within arrays, which Zoom replaces as a whole.
    pub merges: Vec<Merge>,
    /// For an undo: the values of the run. A field is changed only where the user still has them.
    pub only_if: Option<UserPatch>,
    /// Why the row is left out, if it is.
    pub skip: Option<String>,
    /// Why the row must not be sent. `field` of a problem is the column.
    pub problems: Vec<Problem>,
    /// What looks wrong but does not stop the row.
    pub warnings: Vec<Problem>,
    /// The row as it was given.
    pub source: Source,
}

/// A row as it was given, from which failed.csv is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Source {
    /// The cells, as many as there are columns.
    Cells(Vec<String>),
    /// A JSON object in one line.
    Json(String),
    /// The row comes from a program.
    #[default]
    Program,
}

/// An item to change within an array. The other items are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merge {
    /// The value of the custom attribute with this `key`; `None` removes the attribute.
    Attribute {
        /// The attribute's key.
        key: String,
        /// Its new value.
        value: Option<String>,
    },
    /// The phone number with this label; `None` removes the number.
    Phone {
        /// `Mobile`, `Office`, `Home` or `Fax`.
        label: String,
        /// Its new country and number.
        number: Option<PhoneNumber>,
    },
}

/// A phone number, as `GB 5550100` in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// The country, in two letters.
    pub country: String,
    /// The number with its country code, as the cell has it.
    pub number: String,
}

/// Where rows come from, in the order of the file.
pub trait Rows {
    /// What the rows have in common.
    fn layout(&self) -> &Layout;

    /// The next row, also one with problems.
    ///
    /// # Errors
    ///
    /// The source cannot be read any further.
    fn next_row(&mut self) -> Result<Option<Row>, InputError>;
}

/// What the rows of a source have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The name of the file, or `-`.
    pub name: String,
    /// The columns as the header has them; empty for rows of a program and for JSON Lines.
    pub columns: Vec<String>,
    /// Whether an option named the encoding of the file.
    pub has_encoding: bool,
    /// The delimiter of the columns, with which failed.csv is written.
    pub delimiter: Option<char>,
    /// What was found in the head of the file and a person should know: the delimiter, ignored columns.
    pub notes: Vec<String>,
}

/// Why a source cannot be read, in one line with the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    /// The line of the file, from 1; 0 if the whole file is meant.
    pub line: u64,
    /// What was found, what was expected and what to do; without the line.
    pub message: String,
}

impl std::fmt::Display for InputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 { f.write_str(&self.message) } else { write!(f, "line {}: {}", self.line, self.message) }
    }
}

impl std::error::Error for InputError {}
