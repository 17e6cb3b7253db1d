//! The rows of plan.jsonl: a header, then one object for each row, in the order of the file.

use crate::run_folder::error::shown;
use crate::run_folder::{RunError, RunFile, RunFolder};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

/// The members of the header that are used here.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanHeader {
    /// The number of rows.
    pub(super) rows: u64,
    /// The columns of the input; empty if it was no CSV.
    pub(super) columns: Vec<String>,
    pub(super) delimiter: u8,
    /// The name of the input.
    pub(super) name: String,
}

/// The members of a row that are used here.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanRow {
    pub(super) line: u64,
    pub(super) user: String,
    /// The fields and the values that are sent.
    pub(super) fields: Map<String, Value>,
}

/// Reads a plan in order.
pub(super) struct PlanRows {
    reader: BufReader<File>,
    path: PathBuf,
    text: String,
    next: u64,
}

impl PlanRows {
    pub(super) fn open(folder: &RunFolder) -> Result<(PlanHeader, Self), RunError> {
        let reader = BufReader::new(folder.open_file(RunFile::Plan)?);
        let mut rows = Self { reader, path: folder.file(RunFile::Plan), text: String::new(), next: 0 };
        let members = rows.members()?.unwrap_or_default();
        let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("format").split('.').next() != Some("1") {
            return Err(rows.damaged("the first line is no header of format 1"));
        }
        let header = PlanHeader {
            rows: members
                .get("rows")
                .and_then(Value::as_u64)
                .ok_or_else(|| rows.damaged("the header has no `rows`"))?,
            columns: strings(members.get("columns")),
            delimiter: text("delimiter").bytes().next().filter(u8::is_ascii).unwrap_or(b','),
            name: text("name").to_owned(),
        };
        Ok((header, rows))
    }

    /// The next row; there must be one.
    pub(super) fn next_row(&mut self) -> Result<PlanRow, RunError> {
        let Some(mut members) = self.members()? else { return Err(self.damaged("a row is missing at the end")) };
        let number = |name: &str| members.get(name).and_then(Value::as_u64);
        if number("n") != Some(self.next) {
            return Err(self.damaged("the rows are not in order"));
        }
        self.next += 1;
        let line = number("line").ok_or_else(|| self.damaged("a row has no `line`"))?;
        let user = members.get("user").and_then(Value::as_str).unwrap_or_default().to_owned();
        let fields = match members.remove("fields") {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        Ok(PlanRow { line, user, fields })
    }

    /// The object of the next line.
    fn members(&mut self) -> Result<Option<Map<String, Value>>, RunError> {
        self.text.clear();
        let read = self.reader.read_line(&mut self.text).map_err(|error| RunError::io("read", &self.path, &error))?;
        if read == 0 {
            return Ok(None);
        }
        let parsed = serde_json::from_str(&self.text);
        parsed.map(Some).map_err(|_| self.damaged("a line is not a JSON object"))
    }

    fn damaged(&self, problem: &str) -> RunError {
        let row = if self.next == 0 { String::new() } else { format!(" after row {}", self.next - 1) };
        RunError::Damaged(format!("{}: damaged{row}: {problem}; make a new plan", shown(&self.path)))
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}
