//! CSV: comma-separated values, also with another delimiter.

use super::builder::RowBuilder;
use super::columns::Columns;
use super::names::Names;
use super::options::TableOptions;
use super::records::{Record, Records};
use super::text::Text;
use crate::row::{InputError, Layout, Row};

/// The delimiters that are found by themselves, and their names.
const DELIMITERS: [(u8, &str); 4] = [(b',', ","), (b';', ";"), (b'\t', "TAB"), (b'|', "|")];

/// A table in CSV.
pub(super) struct Csv<'a> {
    records: Records<'a>,
    record: Record,
    builder: RowBuilder,
}

impl<'a> Csv<'a> {
    /// Reads the header; adds to `layout` what it says.
    pub(super) fn open(
        mut text: Text<'a>,
        options: &TableOptions,
        names: &Names,
        layout: &mut Layout,
    ) -> Result<Self, InputError> {
        let delimiter = delimiter(&mut text, options.delimiter, layout)?;
        let mut records = Records::new(text, delimiter);
        let mut record = Record::default();
        if !records.next(&mut record)? {
            let message = "the file is empty: expected a header line and rows".to_owned();
            return Err(InputError { line: 0, message });
        }
        layout.columns = record.cells().map(str::to_owned).collect();
        layout.delimiter = Some(char::from(delimiter));
        let columns = Columns::read(layout.columns.clone(), record.line, names, &mut layout.notes)?;
        Ok(Self { records, record, builder: RowBuilder::new(columns, options.clear.clone()) })
    }

    pub(super) fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        let has_next = self.records.next(&mut self.record)?;
        Ok(has_next.then(|| self.builder.record(&self.record)))
    }
}

/// The delimiter: the one given, that of a line `sep=;`, or the most frequent one of the header line.
fn delimiter(text: &mut Text<'_>, given: Option<char>, layout: &mut Layout) -> Result<u8, InputError> {
    let refuse = |message: &str| Err(InputError { line: 0, message: message.to_owned() });
    let given = match given.map(u8::try_from) {
        None => None,
        Some(Ok(byte)) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\r' | b'\n') => {
            Some(byte)
        }
        Some(_) => return refuse("--delimiter: expected one ASCII character such as , ; | or a TAB"),
    };
    while !text.rest().contains('\n') && !text.is_complete() && text.rest().len() < super::records::MAX_RECORD {
        text.fill()?;
    }
    let rest = text.rest();
    let first = rest.lines().next().unwrap_or_default();
    if let Some(named) = first.strip_prefix("sep=").or_else(|| first.strip_prefix("\"sep=")?.strip_suffix('"')) {
        let &[byte] = named.as_bytes() else {
            return Err(InputError { line: 1, message: "expected one character after sep=".to_owned() });
        };
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        text.consume(length);
        if given.is_none() {
            layout.notes.push(format!("delimiter {} (from the line sep=)", name(byte)));
        }
        return Ok(given.unwrap_or(byte));
    }
    if let Some(given) = given {
        return Ok(given);
    }
    let header = rest.trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default();
    // What is in quotes is no delimiter.
    let outside: Vec<&str> = header.split('"').step_by(2).collect();
    let count = |byte: u8| outside.iter().map(|part| memchr::memchr_iter(byte, part.as_bytes()).count()).sum::<usize>();
    let most = DELIMITERS.map(|(byte, _)| count(byte)).into_iter().max().unwrap_or_default();
    let found = DELIMITERS.iter().find(|(byte, _)| count(*byte) == most).map_or(b',', |(byte, _)| *byte);
    if most > 0 {
        layout.notes.push(format!("delimiter {} (found in the header line)", name(found)));
    }
    Ok(found)
}

fn name(delimiter: u8) -> String {
    let known = DELIMITERS.iter().find(|(byte, _)| *byte == delimiter);
    known.map_or_else(|| char::from(delimiter).to_string(), |(_, name)| (*name).to_owned())
}
