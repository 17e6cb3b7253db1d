//! Reads the records of a journal in order.

use super::line::{checked, was_complete};
use super::record::Record;
use crate::run_folder::RunError;
use crate::run_folder::error::shown;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

/// The longest line, in bytes. The lines of this library are far shorter.
const MAX_LINE_LEN: u64 = 16 * 1024 * 1024;

/// The records from some offset on.
pub(crate) struct Records<R> {
    reader: R,
    path: PathBuf,
    /// Where the next line begins.
    offset: u64,
    line: Vec<u8>,
    ending: Ending,
}

/// What stands after the last whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing.
    Clean,
    /// A line end is missing, nothing else.
    NoLineEnd,
    /// The beginning of a record, whose writing did not finish.
    Torn,
    /// A record that was complete once.
    Damaged,
}

impl<R: BufRead> Records<R> {
    /// Reads on from `offset`, at which `reader` stands.
    pub(crate) fn new(reader: R, path: &Path, offset: u64) -> Self {
        Self { reader, path: path.to_owned(), offset, line: Vec::new(), ending: Ending::Clean }
    }

    /// The next record and its offset; records of an unknown kind are left out.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is damaged before its last line.
    pub(crate) fn next_record(&mut self) -> Result<Option<(u64, Record)>, RunError> {
        loop {
            let Some(is_ended) = self.read_line()? else { return Ok(None) };
            let offset = self.offset;
            let Some(text) = checked(&self.line) else {
                let is_whole = is_ended || was_complete(&self.line);
                if self.read_line()?.is_some() {
                    return Err(self.damaged(offset, "the checksum of the line is wrong"));
                }
                self.ending = if is_whole { Ending::Damaged } else { Ending::Torn };
                return Ok(None);
            };
            let record = Record::of_line(text).map_err(|problem| self.damaged(offset, problem))?;
            self.offset += self.line.len() as u64 + u64::from(is_ended);
            if !is_ended {
                self.ending = Ending::NoLineEnd;
            }
            if let Some(record) = record {
                return Ok(Some((offset, record)));
            }
        }
    }

    /// Reads a line without its line end; returns whether it had one.
    fn read_line(&mut self) -> Result<Option<bool>, RunError> {
        self.line.clear();
        let length = (&mut self.reader).take(MAX_LINE_LEN).read_until(b'\n', &mut self.line);
        match length {
            Ok(0) => Ok(None),
            Ok(length) if length as u64 == MAX_LINE_LEN => Err(self.damaged(self.offset, "the line is too long")),
            Ok(_) => {
                let is_ended = self.line.last() == Some(&b'\n');
                self.line.truncate(self.line.len() - usize::from(is_ended));
                Ok(Some(is_ended))
            }
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// Where the last whole record ends.
    pub(crate) fn end(&self) -> u64 {
        self.offset
    }

    /// What stands after that; known when all records were read.
    pub(crate) fn ending(&self) -> Ending {
        self.ending
    }

    pub(crate) fn damaged(&self, offset: u64, problem: &str) -> RunError {
        damaged(&self.path, offset, problem)
    }

    fn failed(&self, error: &io::Error) -> RunError {
        RunError::io("read", &self.path, error)
    }
}

/// A journal that cannot be used.
pub(crate) fn damaged(path: &Path, offset: u64, problem: &str) -> RunError {
    RunError::Damaged(format!(
        "{}: damaged at byte {offset}: {problem}; this run cannot be resumed: plan the same file again, which sends only what \
         still differs",
        shown(path)
    ))
}
