//! How a table is read.

use crate::run_folder::user_hash;
use std::io::Read;
use std::path::PathBuf;

/// How a table is read. The default finds format, delimiter and encoding in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// The format; else the content and the ending of the file's name decide.
    pub format: Option<TableFormat>,
    /// The delimiter of CSV, an ASCII character; else it is found in the header line.
    pub delimiter: Option<char>,
    /// The encoding of text by its label, e.g. `windows-1252`; else UTF-8, or UTF-16 if the content shows it.
    pub encoding: Option<String>,
    /// The sheet of a workbook; else the first.
    pub sheet: Option<String>,
    /// Headers, and the field that each means.
    pub map: Vec<(String, String)>,
    /// Headers of columns to leave out.
    pub ignore_columns: Vec<String>,
    /// The word in a cell that clears the field.
    pub clear: Option<String>,
    /// The rows of this part of the users only; else all.
    pub part: Option<Part>,
}

impl TableOptions {
    /// Sets the delimiter: one character, or `tab`.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_delimiter(&mut self, text: &str) -> Result<(), &'static str> {
        let mut chars = text.chars();
        self.delimiter = match (chars.next(), chars.next()) {
            (Some(one), None) => Some(one),
            _ if text.eq_ignore_ascii_case("tab") || text == "\\t" => Some('\t'),
            _ => return Err("one character, or tab"),
        };
        Ok(())
    }

    /// Sets the word that clears a field.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_clear(&mut self, word: &str) -> Result<(), &'static str> {
        let word = word.trim();
        if word.is_empty() {
            return Err("a word that no cell has otherwise");
        }
        self.clear = Some(word.to_owned());
        Ok(())
    }

    /// Sets the part of the users: `2/4` is the second of four.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_part(&mut self, text: &str) -> Result<(), &'static str> {
        self.part = Some(Part::parse(text).ok_or("a part and their number, e.g. 2/4")?);
        Ok(())
    }
}

/// A part of the users of a table, for runs of one table on several machines. All rows of one user, as the table names them,
/// are in the same part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// From 1.
    number: u64,
    of: u64,
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        let (number, of) = (number.trim().parse().ok()?, of.trim().parse().ok()?);
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    pub(super) fn empty_note(self) -> String {
        format!("part {}/{} has none of the rows", self.number, self.of)
    }

    pub(super) fn has(self, user_id: &str) -> bool {
        user_hash(user_id) % self.of == self.number - 1
    }
}

/// The format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values, also with another delimiter.
    Csv,
    /// JSON Lines: an object in each line.
    JsonLines,
    /// An Excel workbook.
    Xlsx,
}

impl TableFormat {
    /// The names of the formats that this build reads, in the order of the variants.
    pub const NAMES: &[&str] = if cfg!(feature = "xlsx") { &["csv", "jsonl", "xlsx"] } else { &["csv", "jsonl"] };

    /// The format of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let all = [Self::Csv, Self::JsonLines, Self::Xlsx];
        Self::NAMES.iter().zip(all).find(|(known, _)| **known == name).map(|(_, format)| format)
    }
}

/// Where a table comes from.
pub enum TableSource<'a> {
    /// A file.
    Path(PathBuf),
    /// A stream such as standard input, and its name for messages.
    Stream(String, Box<dyn Read + 'a>),
}

impl std::fmt::Debug for TableSource<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Self::Stream(name, _) => f.debug_tuple("Stream").field(name).finish(),
        }
    }
}
