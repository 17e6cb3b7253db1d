//! Makes rows of cells.

use super::cell::{Cell, Form, Meaning, set_field, set_item};
use super::columns::Columns;
use super::names::{Key, Target};
use super::records::Record;
use crate::row::{Row, Source};
use std::borrow::Cow;
use zoomuser::Problem;
use zoomuser::internal::encoding::Encoding;
use zoomuser::internal::user_id::{refusal, warnings};
use zoomuser::internal::validate::validate;

/// Makes rows of the cells of one table.
#[derive(Debug)]
pub(super) struct RowBuilder {
    pub(super) columns: Columns,
    clear: Option<String>,
    is_guard_reported: bool,
}

impl RowBuilder {
    pub(super) fn new(columns: Columns, clear: Option<String>) -> Self {
        Self { columns, clear, is_guard_reported: false }
    }

    /// The row of a record of CSV.
    pub(super) fn record(&mut self, record: &Record) -> Row {
        let cells = record.cells().map(|text| Cell { text, form: Form::Csv });
        let mut row = self.row(record.line, record.len(), cells);
        if let Some(column) = record.stray.and_then(|at| self.columns.iter().nth(at)) {
            let message = "text after the closing quote: write a quote inside a quoted cell twice";
            row.problems.insert(0, Problem::new(column.header.as_str(), message));
        }
        row
    }

    /// The row of `count` cells.
    pub(super) fn row<'c>(&mut self, line: u64, count: usize, cells: impl Iterator<Item = Cell<'c>>) -> Row {
        let mut row = Row { line, ..Row::default() };
        let mut source = Vec::with_capacity(count);
        if count != self.columns.len() {
            let fault = if count < self.columns.len() { "is it cut off?" } else { "is a delimiter not in quotes?" };
            let message = format!("expected {} cells as in the header, got {count}: {fault}", self.columns.len());
            row.problems.push(Problem::new("", message));
            row.source = Source::Cells(cells.map(|cell| cell.text.to_owned()).collect());
            return row;
        }
        let mut user: Option<(Key, &str, Cow<'c, str>)> = None;
        for (cell, column) in cells.zip(self.columns.iter()) {
            source.push(cell.text.to_owned());
            let header = column.header.as_str();
            if matches!(column.target, Target::Ignored | Target::ReadOnly) {
                if header.trim().is_empty() && !cell.text.trim().is_empty() {
                    row.problems.push(Problem::new("", format!("cell {} has no header", source.len())));
                }
                continue;
            }
            if let Target::User(key) = column.target {
                if user.as_ref().is_none_or(|(other, ..)| (key as usize) < *other as usize) {
                    if let Meaning::Text(text) = cell.meaning(column, None, &mut self.is_guard_reported, &mut row) {
                        user = Some((key, header, text));
                    }
                }
                continue;
            }
            let meaning = cell.meaning(column, self.clear.as_deref(), &mut self.is_guard_reported, &mut row);
            match (&column.target, meaning) {
                (Target::Field(field), meaning) => set_field(&mut row, field, header, meaning),
                (_, Meaning::Nothing) => {}
                (target, Meaning::Clear) => set_item(&mut row, target, header, None),
                (target, Meaning::Text(text)) => set_item(&mut row, target, header, Some(&text)),
            }
        }
        row.source = Source::Cells(source);
        let (header, text) = user.map_or((self.columns.of_user(), "".into()), |(_, header, text)| (header, text));
        let has_user_problem = row.problems.iter().any(|problem| problem.field == header);
        if !text.is_empty() || !has_user_problem {
            set_user(&mut row, header, &text);
        }
        validate_patch(&mut row, |name| self.columns.of_field(name));
        row
    }
}

/// Sets the user of a row, whose id or address is in this column.
pub(super) fn set_user(row: &mut Row, header: &str, text: &str) {
    text.clone_into(&mut row.user_id);
    if let Some(why) = refusal(text) {
        // A token is never shown.
        row.user_id.clear();
        return row.problems.push(Problem::new(header, why));
    }
    row.warnings.extend(warnings(text).into_iter().map(|why| Problem::new(header, why)));
}

/// Validates the fields of a row. `header` is the column of a field.
pub(super) fn validate_patch<'h>(row: &mut Row, header: impl Fn(&str) -> Option<&'h str>) {
    if row.patch.is_empty() {
        if row.merges.is_empty() && row.problems.is_empty() {
            row.warnings.push(Problem::new("", "changes nothing: no cell has a value for a field"));
        }
        return;
    }
    let report = validate(&row.patch, Encoding::Json);
    let of_column = |problem: Problem| {
        let length = problem.field.find(['.', '[']).unwrap_or(problem.field.len());
        let (name, rest) = problem.field.split_at(length);
        match header(name) {
            Some(header) if header != name => Problem::new(format!("{header}{rest}"), problem.message),
            _ => problem,
        }
    };
    row.problems.extend(report.blocking.into_iter().chain(report.errors).map(of_column));
    // Told once for the column.
    let is_new = |warning: &Problem| !warning.message.starts_with("deprecated by Zoom");
    row.warnings.extend(report.warnings.into_iter().filter(is_new).map(of_column));
}
