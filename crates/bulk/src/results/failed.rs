//! failed.csv or failed.jsonl: the rows to mend and apply again, as they were given.

use super::input_copy::InputReader;
use super::{Results, RowResult};
use crate::formula::{guarded, guarded_cell};
use crate::plan::planned_row::{PlannedRow, Step};
use crate::run_folder::private_file::{self, ReplaceError};
use crate::run_folder::{RunError, RunFile};
use serde_json::{Map, Value};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

/// The columns that are added. A reader ignores columns and members that begin with `#`.
const ADDED: [&str; 4] = ["#line", "#status", "#message", "#hint"];

impl Results {
    /// Writes the rows that failed, with the columns and the delimiter of the input, or as JSON Lines if it had none. Returns
    /// the file; `None` if no row failed, and then there is no such file.
    ///
    /// # Errors
    ///
    /// The results cannot be read or the file cannot be written.
    pub fn write_failed(&self) -> Result<Option<PathBuf>, RunError> {
        let is_csv = !self.header.columns.is_empty();
        let (kind, other) = match is_csv {
            true => (RunFile::FailedCsv, RunFile::FailedJsonLines),
            false => (RunFile::FailedJsonLines, RunFile::FailedCsv),
        };
        let path = self.folder.file(kind);
        let is_needed = self.counts.iter().any(|(outcome, rows)| rows > 0 && outcome.is_problem());
        let _ = fs::remove_file(self.folder.file(other));
        if !is_needed {
            // An earlier end of the run may have left one.
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(RunError::io("delete", &path, &error)),
                _ => Ok(None),
            };
        }
        private_file::replace(&path, |file| if is_csv { self.failed_csv(file) } else { self.failed_json_lines(file) })?;
        Ok(Some(path))
    }

    fn failed_csv(&self, file: &mut dyn Write) -> Result<(), ReplaceError> {
        if self.header.has_encoding {
            // So that it is read as UTF-8 also with the option that named the encoding of the input.
            file.write_all("\u{feff}".as_bytes())?;
        }
        let delimiter = self.header.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).unwrap_or(b',');
        let mut csv = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(file);
        let is_own = |column: &&String| !column.trim_start().starts_with('#');
        let columns = self.header.columns.iter().filter(is_own).map(|column| guarded(column).into_owned());
        csv.write_record(columns.chain(ADDED.map(str::to_owned))).map_err(io::Error::from)?;
        self.each_to_mend(|row, source, _| {
            let cells = match &source {
                Value::Array(cells) => cells.as_slice(),
                _ => &[],
            };
            let own = self.header.columns.iter().enumerate().filter(|(_, column)| is_own(column));
            let cells = own.map(|(i, _)| cells.get(i).and_then(Value::as_str).unwrap_or_default());
            let [line, rest @ ..] = added(row);
            let texts = cells.map(|cell| guarded_cell(cell).into_owned()).chain([line]);
            let texts = texts.chain(rest.map(|text| guarded(&text).into_owned()));
            // A row with too many cells keeps them, and is refused again until it is mended.
            let stray = source.as_array().into_iter().flatten().skip(self.header.columns.len());
            let stray = stray.map(|cell| guarded_cell(cell.as_str().unwrap_or_default()).into_owned());
            csv.write_record(texts.chain(stray)).map_err(io::Error::from)?;
            Ok(())
        })?;
        Ok(csv.flush()?)
    }

    fn failed_json_lines(&self, file: &mut dyn Write) -> Result<(), ReplaceError> {
        self.each_to_mend(|row, source, plan| {
            let mut members = match source {
                Value::Object(members) => members,
                _ => of_program(row, plan),
            };
            members.retain(|name, _| !name.starts_with('#'));
            let [line, rest @ ..] = ADDED;
            members.insert(line.to_owned(), row.line.into());
            let [_, texts @ ..] = added(row);
            members.extend(rest.into_iter().map(str::to_owned).zip(texts.map(Value::from)));
            Ok(writeln!(file, "{}", Value::Object(members))?)
        })
    }

    /// Calls `write` with each row to mend, the row as it was given, and the row of the plan.
    fn each_to_mend(
        &self,
        mut write: impl FnMut(&RowResult, Value, PlannedRow) -> Result<(), ReplaceError>,
    ) -> Result<(), ReplaceError> {
        let (mut rows, mut input) = (self.iter()?, InputReader::open(&self.folder)?);
        while let Some(row) = rows.next_row() {
            let (row, plan) = row?;
            if row.done.outcome.is_problem() {
                write(&row, input.next_row()?, plan)?;
            } else {
                input.skip()?;
            }
        }
        Ok(())
    }
}

/// The cells that are added.
fn added(row: &RowResult) -> [String; 4] {
    let status = Some(row.status_name()).filter(|name| !name.is_empty());
    let status = status.unwrap_or_else(|| row.done.outcome.word().to_owned());
    [row.line.to_string(), status, row.done.message.clone(), row.done.hint.clone()]
}

/// A row that a program gave: its user, and the fields of the plan.
fn of_program(row: &RowResult, plan: PlannedRow) -> Map<String, Value> {
    let mut members = Map::from_iter([("user_id".to_owned(), Value::from(row.user_id.as_str()))]);
    if let Step::Send(change) = plan.step {
        let value = |text: &str| serde_json::from_str(text).unwrap_or_default();
        members.extend(change.send.iter().map(|(name, json)| (name.clone(), value(json.get()))));
    }
    members
}
