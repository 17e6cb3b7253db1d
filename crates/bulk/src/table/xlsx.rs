//! Excel workbooks (XLSX).
//!
//! calamine lends the cells of a sheet from its workbook, so that a thread has both and hands over row by row. The thread ends
//! with the table.

use super::builder::RowBuilder;
use super::cell::{Cell, Form};
use super::columns::Columns;
use super::names::Names;
use super::options::TableOptions;
use super::records::{MAX_CELLS, MAX_RECORD};
use crate::row::{InputError, Layout, Row};
use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};
use std::io::{Cursor, Read, copy, sink};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use zip::ZipArchive;
use zoomuser::internal::quoted;

type Bytes = Cursor<Vec<u8>>;
type Workbook = calamine::Xlsx<Bytes>;

/// The largest workbook as it is in the file, and unpacked.
const MAX_PACKED: u64 = 256 << 20;
const MAX_UNPACKED: u64 = 1 << 30;
/// Rows that are read ahead.
const AHEAD: usize = 64;

/// The cells of a row, from the first column on.
#[derive(Debug)]
struct SheetRow {
    /// Its number in the sheet, from 1.
    number: u64,
    cells: Vec<(String, Form)>,
}

/// `None` at the end of the sheet.
type Message = Result<Option<SheetRow>, InputError>;

/// A sheet of a workbook.
pub(super) struct Xlsx {
    rows: Receiver<Message>,
    builder: RowBuilder,
}

impl Xlsx {
    /// Reads the header of the sheet.
    pub(super) fn open(
        source: Box<dyn Read + '_>,
        options: &TableOptions,
        names: &Names,
        layout: &mut Layout,
    ) -> Result<Self, InputError> {
        let mut bytes = Vec::new();
        let read = source.take(MAX_PACKED + 1).read_to_end(&mut bytes);
        read.map_err(|why| refusal(super::text::unreadable(&why)))?;
        if bytes.len() as u64 > MAX_PACKED {
            return Err(refusal("the workbook is larger than 256 MiB: save the sheet as CSV UTF-8".to_owned()));
        }
        check_size(&bytes, MAX_UNPACKED)?;
        let workbook = Workbook::new(Cursor::new(bytes)).map_err(|why| damaged(&why))?;
        let sheet = sheet(&workbook, options.sheet.as_deref(), &mut layout.notes)?;
        let (sender, rows) = sync_channel(AHEAD);
        let spawned =
            thread::Builder::new().name("zoomuser-xlsx".to_owned()).spawn(move || send(workbook, &sheet, &sender));
        spawned.map_err(|why| refusal(format!("a thread to read the workbook cannot be started: {why}")))?;
        let Some(header) = receive(&rows)? else {
            return Err(refusal("the sheet is empty: expected a header row and rows".to_owned()));
        };
        layout.columns = header.cells.into_iter().map(|(text, _)| text).collect();
        let columns = Columns::read(layout.columns.clone(), header.number, names, &mut layout.notes)?;
        Ok(Self { rows, builder: RowBuilder::new(columns, options.clear.clone()) })
    }

    pub(super) fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        let Some(SheetRow { number, mut cells }) = receive(&self.rows)? else { return Ok(None) };
        // Empty cells at the end are not in the file.
        let columns = self.builder.columns.len();
        let used = cells.iter().rposition(|(text, _)| !text.is_empty()).map_or(0, |at| at + 1);
        cells.resize(used.max(columns), (String::new(), Form::Text));
        let cells_of_row = cells.iter().map(|(text, form)| Cell { text, form: *form });
        Ok(Some(self.builder.row(number, cells.len(), cells_of_row)))
    }
}

fn refusal(message: String) -> InputError {
    InputError { line: 0, message }
}

fn damaged(why: &dyn std::fmt::Display) -> InputError {
    refusal(format!(
        "the workbook cannot be read ({}): save it anew as XLSX, or as CSV UTF-8",
        quoted(&why.to_string())
    ))
}

/// Refuses a workbook that is small packed and huge unpacked. What the archive says about sizes is not trusted.
fn check_size(bytes: &[u8], mut left: u64) -> Result<(), InputError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| damaged(&why))?;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|why| damaged(&why))?;
        let mut head = Vec::new();
        file.by_ref().take(1024).read_to_end(&mut head).map_err(|why| damaged(&why))?;
        let size = head.len() as u64 + copy(&mut file.take(left + 1), &mut sink()).map_err(|why| damaged(&why))?;
        if size > left {
            return Err(refusal("the workbook is larger than 1 GiB unpacked: save the sheet as CSV UTF-8".to_owned()));
        }
        left -= size;
        // calamine reserves memory for as many texts.
        if declared_texts(&head) > size {
            return Err(damaged(&"it declares more texts than it has"));
        }
    }
    Ok(())
}

/// The number after `uniqueCount=`, as the list of shared texts has it.
fn declared_texts(head: &[u8]) -> u64 {
    let head = String::from_utf8_lossy(head);
    let Some((_, rest)) = head.split_once("uniqueCount") else { return 0 };
    let digits: String =
        rest.trim_start_matches(|c: char| !c.is_ascii_digit()).chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

/// The name of the sheet to read.
fn sheet(workbook: &Workbook, wanted: Option<&str>, notes: &mut Vec<String>) -> Result<String, InputError> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (visible, hidden): (Vec<_>, Vec<_>) = sheets.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let names = || visible.iter().chain(&hidden).map(|sheet| sheet.name.as_str());
    let listed = || names().take(20).map(quoted).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = wanted {
        let found = names().find(|name| name.eq_ignore_ascii_case(wanted)).map(str::to_owned);
        return found.ok_or_else(|| refusal(format!("--sheet: no such sheet; the workbook has {}", listed())));
    }
    let first = names().next().ok_or_else(|| refusal("the workbook has no sheet with cells".to_owned()))?;
    if names().count() > 1 {
        notes.push(format!("sheet {} of {}; --sheet names another", quoted(first), listed()));
    }
    Ok(first.to_owned())
}

fn receive(rows: &Receiver<Message>) -> Message {
    rows.recv().unwrap_or_else(|_| Err(damaged(&"it is damaged")))
}

/// Sends the rows of a sheet until there are no more, or nobody receives them.
fn send(mut workbook: Workbook, sheet: &str, sender: &SyncSender<Message>) {
    let read = send_rows(&mut workbook, sheet, &mut |row| sender.send(Ok(Some(row))).is_ok());
    // It fails if the table is gone.
    let _ = sender.send(read.map(|()| None));
}

fn send_rows(workbook: &mut Workbook, sheet: &str, send: &mut dyn FnMut(SheetRow) -> bool) -> Result<(), InputError> {
    let fail = |why: XlsxError| damaged(&why);
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(fail)?;
    let mut row = SheetRow { number: 0, cells: Vec::new() };
    let mut bytes = 0;
    while let Some(cell) = reader.next_cell().map_err(fail)? {
        let (number, column) = cell.get_position();
        let number = u64::from(number) + 1;
        if number != row.number {
            bytes = 0;
            let is_blank = row.cells.iter().all(|(text, _)| text.trim().is_empty());
            let done = std::mem::replace(&mut row, SheetRow { number, cells: Vec::new() });
            if !is_blank && !send(done) {
                return Ok(());
            }
        }
        let (text, form) = content(cell.get_value());
        if text.is_empty() {
            continue;
        }
        bytes += text.len();
        let column = column as usize;
        if column >= MAX_CELLS || bytes > MAX_RECORD {
            let message = format!("expected at most {MAX_CELLS} columns and 1 MiB of text in a row of the sheet");
            return Err(InputError { line: number, message });
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, (String::new(), Form::Text));
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = (text, form);
        }
    }
    if row.cells.iter().any(|(text, _)| !text.trim().is_empty()) {
        send(row);
    }
    Ok(())
}

/// The text of a cell and its type.
fn content(value: &DataRef<'_>) -> (String, Form) {
    /// A whole number below this has at most 15 digits, which a spreadsheet keeps.
    const EXACT: f64 = 1e15;
    match value {
        DataRef::Empty => (String::new(), Form::Text),
        DataRef::String(text) => (text.clone(), Form::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Form::Text),
        DataRef::Bool(value) => (if *value { "TRUE" } else { "FALSE" }.to_owned(), Form::Text),
        DataRef::Int(number) => {
            let form = if number.unsigned_abs() < EXACT as u64 { Form::Whole } else { Form::Number };
            (number.to_string(), form)
        }
        DataRef::Float(number) => {
            let form = if number.fract() == 0.0 && number.abs() < EXACT { Form::Whole } else { Form::Number };
            (number.to_string(), form)
        }
        DataRef::DateTime(date) => (date.as_f64().to_string(), Form::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Form::Date),
        DataRef::Error(error) => (error.to_string(), Form::Error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            archive.start_file(name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(&[b' '; 5000]).expect("written");
        }
        let bytes = archive.finish().expect("an archive").into_inner();
        assert_eq!(check_size(&bytes, 10_000), Ok(()));
        let why = check_size(&bytes, 9_999).expect_err("too large").message;
        assert_eq!(why, "the workbook is larger than 1 GiB unpacked: save the sheet as CSV UTF-8");
    }
}
