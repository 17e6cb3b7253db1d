//! Tables: CSV, JSON Lines and XLSX, read row by row.

mod builder;
mod cell;
mod columns;
mod csv;
mod damage;
mod json_lines;
mod names;
mod options;
mod records;
mod text;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use options::{Part, TableFormat, TableOptions, TableSource};

use crate::row::{InputError, Layout, Row, Rows};
use csv::Csv;
use json_lines::JsonLines;
use names::Names;
use std::fs::File;
use std::io::{Cursor, Read};
use text::{Text, unreadable};

/// A table that is read row by row.
pub struct Table<'a> {
    layout: Layout,
    rows: Format<'a>,
    part: Option<Part>,
    is_empty: bool,
}

enum Format<'a> {
    Csv(Csv<'a>),
    JsonLines(JsonLines<'a>),
    #[cfg(feature = "xlsx")]
    Xlsx(xlsx::Xlsx),
}

/// Opens a table and reads its header.
///
/// # Errors
///
/// The file cannot be read, or its header has a column that is no field.
///
/// ```
/// use zoomuser_bulk::row::Rows;
/// use zoomuser_bulk::table::{TableOptions, TableSource, open_table};
/// let file = &b"email,dept\nada@example.com,Research\n"[..];
/// let mut table = open_table(TableSource::Stream("-".to_owned(), Box::new(file)), &TableOptions::default())?;
/// let row = table.next_row()?.expect("one row");
/// assert_eq!((row.line, row.user_id.as_str(), row.patch.contains("dept")), (2, "ada@example.com", true));
/// # Ok::<(), zoomuser_bulk::row::InputError>(())
/// ```
pub fn open_table<'a>(source: TableSource<'a>, options: &TableOptions) -> Result<Table<'a>, InputError> {
    let names = Names::new(&options.map, &options.ignore_columns)?;
    let (name, mut source): (String, Box<dyn Read + 'a>) = match source {
        TableSource::Stream(name, stream) => (name, stream),
        TableSource::Path(path) => {
            let file = File::open(&path).map_err(|why| refusal(unreadable(&why)))?;
            let about = file.metadata().map_err(|why| refusal(unreadable(&why)))?;
            if about.is_dir() {
                return Err(refusal("the file is a folder".to_owned()));
            }
            if !about.is_file() {
                return Err(refusal("the file can be read only once: use - and standard input".to_owned()));
            }
            (path.display().to_string(), Box::new(file))
        }
    };
    let mut head = Vec::new();
    source.by_ref().take(8).read_to_end(&mut head).map_err(|why| refusal(unreadable(&why)))?;
    let format = match options.format {
        Some(format) => format,
        None => format(&head, &name)?,
    };
    let source = Box::new(Cursor::new(head).chain(source));
    let mut layout = Layout { name, has_encoding: options.encoding.is_some(), ..Layout::default() };
    if options.sheet.is_some() && format != TableFormat::Xlsx {
        return Err(refusal("--sheet: only a workbook (XLSX) has sheets: leave it out".to_owned()));
    }
    if options.delimiter.is_some() && format != TableFormat::Csv {
        return Err(refusal("--delimiter: only CSV has delimiters: leave it out".to_owned()));
    }
    let rows = match format {
        TableFormat::Xlsx => xlsx(source, options, &names, &mut layout)?,
        TableFormat::Csv => {
            let text = Text::open(source, options.encoding.as_deref(), &mut layout.notes)?;
            Format::Csv(Csv::open(text, options, &names, &mut layout)?)
        }
        TableFormat::JsonLines => {
            let text = Text::open(source, options.encoding.as_deref(), &mut layout.notes)?;
            if text.rest().trim_start().starts_with('[') {
                let message = "a JSON array: expected an object in each line, as jq -c '.[]' makes them".to_owned();
                return Err(InputError { line: 1, message });
            }
            Format::JsonLines(JsonLines::new(text, names))
        }
    };
    Ok(Table { layout, rows, part: options.part, is_empty: true })
}

fn refusal(message: String) -> InputError {
    InputError { line: 0, message }
}

#[cfg(feature = "xlsx")]
fn xlsx<'a>(
    source: Box<dyn Read + 'a>,
    options: &TableOptions,
    names: &Names,
    layout: &mut Layout,
) -> Result<Format<'a>, InputError> {
    if options.encoding.is_some() {
        return Err(refusal("--encoding: a workbook (XLSX) has no encoding of its own: leave it out".to_owned()));
    }
    xlsx::Xlsx::open(source, options, names, layout).map(Format::Xlsx)
}

#[cfg(not(feature = "xlsx"))]
fn xlsx<'a>(_: Box<dyn Read + 'a>, _: &TableOptions, _: &Names, _: &mut Layout) -> Result<Format<'a>, InputError> {
    Err(refusal("this build reads no workbooks (XLSX): save the sheet as CSV UTF-8".to_owned()))
}

/// The format by the content, else by the ending of the name.
fn format(head: &[u8], name: &str) -> Result<TableFormat, InputError> {
    if head.starts_with(b"PK\x03\x04") {
        return Ok(TableFormat::Xlsx);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        let message = "an old Excel workbook (XLS) or one with a password: save it as XLSX or as CSV UTF-8";
        return Err(refusal(message.to_owned()));
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "csv" | "tsv" | "txt" => return Ok(TableFormat::Csv),
        "jsonl" | "ndjson" | "json" => return Ok(TableFormat::JsonLines),
        "xlsx" | "xlsm" => {
            let message =
                "the file's name ends as that of a workbook, its content is none: name its format with --format";
            return Err(refusal(message.to_owned()));
        }
        _ => {}
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let is_json = text.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['));
    Ok(if is_json { TableFormat::JsonLines } else { TableFormat::Csv })
}

impl Rows for Table<'_> {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        loop {
            let row = match &mut self.rows {
                Format::Csv(csv) => csv.next_row(),
                Format::JsonLines(lines) => lines.next_row(&mut self.layout),
                #[cfg(feature = "xlsx")]
                Format::Xlsx(sheet) => sheet.next_row(),
            }?;
            if let (Some(part), Some(row)) = (self.part, &row) {
                if !part.has(&row.user_id) {
                    continue;
                }
            }
            match &row {
                Some(_) => self.is_empty = false,
                None if self.is_empty => self.layout.notes.extend(self.part.take().map(|part| part.empty_note())),
                None => {}
            }
            return Ok(row);
        }
    }
}

impl std::fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("layout", &self.layout).finish_non_exhaustive()
    }
}
