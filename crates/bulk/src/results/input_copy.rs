//! input.jsonl: the rows as they were given, one line each.

use crate::row::Source;
use crate::run_folder::error::shown;
use crate::run_folder::{RunError, RunFile, RunFolder};
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

/// Writes the rows as they were given, from which failed.csv is made later.
#[derive(Debug)]
pub struct InputWriter {
    file: BufWriter<File>,
    path: PathBuf,
}

impl InputWriter {
    /// Makes input.jsonl.
    ///
    /// # Errors
    ///
    /// It exists or cannot be made.
    pub fn create(folder: &RunFolder) -> Result<Self, RunError> {
        let file = BufWriter::new(folder.create_file(RunFile::Input)?);
        Ok(Self { file, path: folder.file(RunFile::Input) })
    }

    /// Adds the next row.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write(&mut self, source: &Source) -> Result<(), RunError> {
        let line = match source {
            Source::Cells(cells) => Value::from(cells.as_slice()).to_string(),
            // Outside of texts, where JSON escapes them, line ends mean nothing.
            Source::Json(object) => object.replace(['\n', '\r'], " "),
            Source::Program => "null".to_owned(),
        };
        writeln!(self.file, "{line}").map_err(|error| self.failed(&error))
    }

    /// Completes the file, and waits for the disk.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<(), RunError> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &io::Error) -> RunError {
        RunError::io("write", &self.path, error)
    }
}

/// Reads the rows in order.
pub(super) struct InputReader {
    file: BufReader<File>,
    path: PathBuf,
    text: String,
}

impl InputReader {
    pub(super) fn open(folder: &RunFolder) -> Result<Self, RunError> {
        let file = BufReader::new(folder.open_file(RunFile::Input)?);
        Ok(Self { file, path: folder.file(RunFile::Input), text: String::new() })
    }

    /// Passes over a row.
    pub(super) fn skip(&mut self) -> Result<(), RunError> {
        self.text.clear();
        let read = self.file.read_line(&mut self.text).map_err(|error| RunError::io("read", &self.path, &error))?;
        if read == 0 { Err(self.damaged()) } else { Ok(()) }
    }

    pub(super) fn next_row(&mut self) -> Result<Value, RunError> {
        self.skip()?;
        serde_json::from_str(&self.text).map_err(|_| self.damaged())
    }

    fn damaged(&self) -> RunError {
        RunError::Damaged(format!(
            "{}: a row is missing or is not JSON; the failed rows cannot be written",
            shown(&self.path)
        ))
    }
}
