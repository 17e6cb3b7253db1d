//! plan.jsonl: a header, then the rows in their order.

use super::planned_row::PlannedRow;
use crate::row::Layout;
use crate::run_folder::{RunError, RunFile, RunFolder};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The format of the file. A reader accepts any minor version of its major version.
const FORMAT: &str = "1.0";
const MAJOR: &str = "1";
/// The digits that the header keeps free for the number of rows, which is known at the end.
const ROWS_WIDTH: usize = 20;

/// What a plan is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanHeader {
    /// The number of rows.
    pub rows: u64,
    /// The name of the file, or `-`.
    pub name: String,
    /// The columns of the file; empty if it was no table.
    pub columns: Vec<String>,
    /// The delimiter of the columns.
    pub delimiter: Option<char>,
    /// Whether an option named the encoding of the file.
    pub has_encoding: bool,
    /// The run that the plan undoes, or "".
    pub undo_of: String,
    /// When the plan was made, in RFC 3339.
    pub at: String,
}

impl PlanHeader {
    /// The header of a plan for the rows of a table.
    pub fn new(layout: &Layout, undo_of: &str, at: &str) -> Self {
        Self {
            rows: 0,
            name: layout.name.clone(),
            columns: layout.columns.clone(),
            delimiter: layout.delimiter,
            has_encoding: layout.has_encoding,
            undo_of: undo_of.to_owned(),
            at: at.to_owned(),
        }
    }

    fn to_json(&self) -> String {
        let mut members = json!({
            "format": FORMAT,
            "name": self.name,
            "columns": self.columns,
            "delimiter": self.delimiter,
            "at": self.at,
        });
        if let Some(members) = members.as_object_mut() {
            if !self.undo_of.is_empty() {
                members.insert("undo_of".to_owned(), self.undo_of.clone().into());
            }
            if self.has_encoding {
                members.insert("has_encoding".to_owned(), true.into());
            }
        }
        let members = members.to_string();
        format!("{{\"rows\":{:ROWS_WIDTH$},{}", self.rows, members.trim_start_matches('{'))
    }

    fn of_json(line: &str) -> Option<Self> {
        let members: Map<String, Value> = serde_json::from_str(line).ok()?;
        let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        if text("format").split('.').next() != Some(MAJOR) {
            return None;
        }
        let columns = members.get("columns").and_then(Value::as_array).into_iter().flatten();
        Some(Self {
            rows: members.get("rows")?.as_u64()?,
            name: text("name"),
            columns: columns.map(|column| column.as_str().unwrap_or_default().to_owned()).collect(),
            delimiter: text("delimiter").chars().next(),
            has_encoding: members.get("has_encoding").is_some_and(|on| on == true),
            undo_of: text("undo_of"),
            at: text("at"),
        })
    }
}

/// Writes a plan.
#[derive(Debug)]
pub struct PlanWriter {
    file: BufWriter<File>,
    header: PlanHeader,
}

impl PlanWriter {
    /// Begins a plan in an empty file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn new(file: File, header: PlanHeader) -> io::Result<Self> {
        let mut file = BufWriter::new(file);
        writeln!(file, "{}", header.to_json())?;
        Ok(Self { file, header })
    }

    /// Adds the next row.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write(&mut self, row: &PlannedRow) -> io::Result<()> {
        self.header.rows += 1;
        writeln!(self.file, "{}", row.to_json())
    }

    /// Completes the header, and waits for the disk.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn finish(mut self) -> io::Result<PlanHeader> {
        self.file.seek(SeekFrom::Start(0))?;
        write!(self.file, "{}", self.header.to_json())?;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(self.header)
    }
}

/// Reads a plan in order.
#[derive(Debug)]
pub struct PlanReader {
    file: BufReader<File>,
    path: PathBuf,
    header: PlanHeader,
    /// The row that is next, and the offset of its line.
    next: u64,
    offset: u64,
    line: String,
}

impl PlanReader {
    /// Opens the plan of a run, and reads its header.
    ///
    /// # Errors
    ///
    /// It is missing, cannot be read, or is no plan of this format.
    pub fn open(folder: &RunFolder) -> Result<Self, RunError> {
        Self::new(folder.open_file(RunFile::Plan)?, &folder.file(RunFile::Plan))
    }

    /// Reads the header. `path` is for messages.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no plan of this format.
    pub fn new(file: File, path: &Path) -> Result<Self, RunError> {
        let mut reader = Self {
            file: BufReader::new(file),
            path: path.to_owned(),
            header: PlanHeader::default(),
            next: 0,
            offset: 0,
            line: String::new(),
        };
        reader.read_line()?;
        reader.header = PlanHeader::of_json(&reader.line)
            .ok_or_else(|| reader.damaged(&format!("the first line is no header of format {MAJOR}")))?;
        Ok(reader)
    }

    /// What the plan is.
    pub fn header(&self) -> &PlanHeader {
        &self.header
    }

    /// The next row, and the offset of its line.
    pub fn position(&self) -> (u64, u64) {
        (self.next, self.offset)
    }

    /// Goes to a row whose line begins at this offset.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn go_to(&mut self, row: u64, offset: u64) -> Result<(), RunError> {
        if row > 0 {
            self.file.seek(SeekFrom::Start(offset)).map_err(|error| RunError::io("read", &self.path, &error))?;
            (self.next, self.offset) = (row, offset);
        }
        Ok(())
    }

    /// The next row.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a line is none of a plan.
    pub fn next_row(&mut self) -> Result<Option<PlannedRow>, RunError> {
        if self.next >= self.header.rows {
            return Ok(None);
        }
        self.read_line()?;
        let row = PlannedRow::of_json(&self.line).filter(|row| row.row == self.next);
        let row = row.ok_or_else(|| self.damaged(&format!("row {} is not readable", self.next)))?;
        self.next += 1;
        Ok(Some(row))
    }

    fn read_line(&mut self) -> Result<(), RunError> {
        self.line.clear();
        let read = self.file.read_line(&mut self.line).map_err(|error| RunError::io("read", &self.path, &error))?;
        self.offset += read as u64;
        Ok(())
    }

    fn damaged(&self, problem: &str) -> RunError {
        RunError::Damaged(format!("{}: {problem}; make a new plan", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::RowOutcome;
    use crate::plan::planned_row::Step;
    use crate::row_end::RowEnd;
    use zoomuser::Status;

    fn row(row: u64) -> PlannedRow {
        let end = RowEnd::without_call(RowOutcome::Already, Status::Ok, "");
        PlannedRow { row, line: row + 2, user_id: format!("u{row}"), id: None, step: Step::End(end) }
    }

    #[test]
    fn a_plan_is_read_as_written() {
        let folder = std::env::temp_dir().join(format!("zoomuser-plan-{}", std::process::id()));
        let path = folder.join("plan.jsonl");
        std::fs::create_dir_all(&folder).unwrap();
        let layout = Layout {
            name: "users.csv".to_owned(),
            columns: vec!["a".to_owned()],
            delimiter: Some(';'),
            ..Layout::default()
        };
        let header = PlanHeader::new(&layout, "users.csv.run-1", "2026-01-01T00:00:00Z");
        let mut writer = PlanWriter::new(File::create(&path).unwrap(), header).unwrap();
        (0..3).for_each(|n| writer.write(&row(n)).unwrap());
        let written = writer.finish().unwrap();

        let open = || PlanReader::new(File::open(&path).unwrap(), &path).unwrap();
        let mut reader = open();
        assert_eq!((reader.header(), written.rows), (&written, 3));
        let mut positions = Vec::new();
        let mut users = Vec::new();
        loop {
            positions.push(reader.position());
            let Some(row) = reader.next_row().unwrap() else { break };
            users.push(row.user_id);
        }
        assert_eq!(users, ["u0", "u1", "u2"]);
        let mut reader = open();
        reader.go_to(positions[2].0, positions[2].1).unwrap();
        assert_eq!(reader.next_row().unwrap().map(|row| row.user_id).as_deref(), Some("u2"));
        assert!(reader.next_row().unwrap().is_none());

        std::fs::write(&path, "{\"rows\":1,\"format\":\"2.0\"}\n").unwrap();
        let error = PlanReader::new(File::open(&path).unwrap(), &path).unwrap_err().to_string();
        assert!(error.contains("no header of format 1"), "{error}");
        std::fs::write(&path, "{\"rows\":1,\"format\":\"1.7\"}\nx\n").unwrap();
        let error = open().next_row().unwrap_err().to_string();
        assert!(error.contains("row 0 is not readable; make a new plan"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
