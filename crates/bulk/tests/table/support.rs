//! Reads a table from memory.

use zoomuser_bulk::check::{CheckReport, check};
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::row::{InputError, Row, Rows};
use zoomuser_bulk::table::{TableOptions, TableSource, open_table};

pub(crate) fn source<'a>(name: &str, bytes: &'a [u8]) -> TableSource<'a> {
    TableSource::Stream(name.to_owned(), Box::new(bytes))
}

/// What `bulk check` says about a file.
pub(crate) fn checked(name: &str, bytes: &[u8], options: &TableOptions) -> CheckReport {
    match open_table(source(name, bytes), options) {
        Ok(mut table) => check(&mut table, Duplicates::default()),
        Err(why) => why.into(),
    }
}

/// Every row, and the notes about the file.
pub(crate) fn rows(name: &str, bytes: &[u8], options: &TableOptions) -> Result<(Vec<Row>, Vec<String>), InputError> {
    let mut table = open_table(source(name, bytes), options)?;
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        rows.push(row);
    }
    Ok((rows, table.layout().notes.clone()))
}

/// Options from the flags of the command line, e.g. `--clear - --map A=dept`.
pub(crate) fn options(flags: &str) -> TableOptions {
    let mut options = TableOptions::default();
    let words: Vec<&str> = flags.split_whitespace().collect();
    for pair in words.chunks(2) {
        let value = pair[1].to_owned();
        match pair[0] {
            "--map" => {
                let (header, field) = pair[1].split_once('=').expect("COLUMN=FIELD");
                options.map.push((header.to_owned(), field.to_owned()));
            }
            "--ignore-column" => options.ignore_columns.push(value),
            "--clear" => options.clear = Some(value),
            "--delimiter" => options.delimiter = value.chars().next(),
            "--encoding" => options.encoding = Some(value),
            "--sheet" => options.sheet = Some(value),
            other => panic!("{other}"),
        }
    }
    options
}
