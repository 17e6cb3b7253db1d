//! The records of CSV.
//!
//! Strict where a lenient reader would move cells into other columns: a quote that does not end is an error with its line.

use super::text::Text;
use crate::row::InputError;
use memchr::{memchr, memchr_iter, memchr2};

/// The longest record, in bytes.
pub(super) const MAX_RECORD: usize = 1 << 20;
/// The largest number of cells in a record.
pub(super) const MAX_CELLS: usize = 1000;

/// The cells of one record; its memory is used again for the next.
#[derive(Debug, Default)]
pub(super) struct Record {
    text: String,
    ends: Vec<usize>,
    /// The line at which it begins.
    pub(super) line: u64,
    /// The cell that has text after its closing quote, from 0.
    pub(super) stray: Option<usize>,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }

    /// Whether the record has no text at all, as the empty rows of a spreadsheet have.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.stray = None;
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// What was found at the beginning of a text.
enum Parsed {
    /// A record of so many bytes, with its line end.
    Record(usize),
    /// The text ends before the record does.
    Open,
    /// The quote at this byte does not end.
    Quote(usize),
}

/// Reads the records of a text.
pub(super) struct Records<'a> {
    text: Text<'a>,
    delimiter: u8,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: Text<'a>, delimiter: u8) -> Self {
        Self { text, delimiter }
    }

    /// Reads the next record that is not blank; returns whether there is one.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, InputError> {
        loop {
            let is_complete = self.text.is_complete();
            let rest = self.text.rest();
            if rest.is_empty() && is_complete {
                return Ok(false);
            }
            match parse(rest, self.delimiter, is_complete, record) {
                Parsed::Record(length) => {
                    record.line = self.text.line();
                    if length > MAX_RECORD {
                        return Err(too_long(record.line));
                    }
                    if record.len() > MAX_CELLS {
                        let message = format!("the row has {} cells; at most {MAX_CELLS} are read", record.len());
                        return Err(InputError { line: record.line, message });
                    }
                    self.text.consume(length);
                    if !record.is_blank() {
                        return Ok(true);
                    }
                }
                Parsed::Open if rest.len() > MAX_RECORD => return Err(too_long(self.text.line())),
                Parsed::Open => self.text.fill()?,
                Parsed::Quote(at) => {
                    let before = rest.get(..at).unwrap_or_default();
                    let line = self.text.line() + memchr_iter(b'\n', before.as_bytes()).count() as u64;
                    let message = "the quote that begins a cell here does not end: add the closing quote, and write a \
                                   quote inside the cell twice";
                    return Err(InputError { line, message: message.to_owned() });
                }
            }
        }
    }
}

fn too_long(line: u64) -> InputError {
    let message = "the row that begins here is longer than 1 MiB; probably a quote in it does not end".to_owned();
    InputError { line, message }
}

/// Parses one record. `is_complete` says that nothing follows the text.
fn parse(text: &str, delimiter: u8, is_complete: bool, record: &mut Record) -> Parsed {
    record.clear();
    let bytes = text.as_bytes();
    let line = match memchr(b'\n', bytes) {
        Some(at) => at,
        None if is_complete => bytes.len(),
        None => return Parsed::Open,
    };
    let first = text.get(..line).unwrap_or_default();
    if memchr(b'"', first.as_bytes()).is_some() {
        return parse_quoted(text, delimiter, is_complete, record);
    }
    let first = first.strip_suffix('\r').unwrap_or(first);
    let mut start = 0;
    for end in memchr_iter(delimiter, first.as_bytes()).chain([first.len()]) {
        record.text.push_str(first.get(start..end).unwrap_or_default());
        record.end_cell();
        start = end + 1;
    }
    Parsed::Record((line + 1).min(bytes.len()))
}

/// The same for a record in which some cells may be quoted.
fn parse_quoted(text: &str, delimiter: u8, is_complete: bool, record: &mut Record) -> Parsed {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let is_quoted = bytes.get(at) == Some(&b'"');
        if is_quoted {
            let opening = at;
            at += 1;
            // The text of the cell up to its closing quote.
            loop {
                let Some(length) = bytes.get(at..).and_then(|rest| memchr(b'"', rest)) else {
                    return if is_complete { Parsed::Quote(opening) } else { Parsed::Open };
                };
                record.text.push_str(text.get(at..at + length).unwrap_or_default());
                at += length + 1;
                match bytes.get(at) {
                    Some(b'"') => record.text.push('"'),
                    None if !is_complete => return Parsed::Open,
                    _ => break,
                }
                at += 1;
            }
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = match memchr2(delimiter, b'\n', rest.as_bytes()) {
            Some(length) => length,
            None if is_complete => rest.len(),
            None => return Parsed::Open,
        };
        let ends_record = bytes.get(at + length) != Some(&delimiter);
        let cell = rest.get(..length).unwrap_or_default();
        let cell = if ends_record { cell.strip_suffix('\r').unwrap_or(cell) } else { cell };
        if is_quoted && !cell.trim().is_empty() {
            record.stray.get_or_insert(record.len());
        }
        if !is_quoted || !cell.trim().is_empty() {
            record.text.push_str(cell);
        }
        record.end_cell();
        at += length + 1;
        if ends_record {
            return Parsed::Record(at.min(bytes.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, delimiter: u8) -> Result<Vec<(u64, Vec<String>)>, InputError> {
        let text = Text::open(Box::new(text.as_bytes()), None, &mut Vec::new())?;
        let (mut records, mut record, mut found) = (Records::new(text, delimiter), Record::default(), Vec::new());
        while records.next(&mut record)? {
            found.push((record.line, record.cells().map(str::to_owned).collect()));
        }
        Ok(found)
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn records_are_those_of_rfc_4180() {
        let found = records("a,b\r\n\r\n\"x \"\"y\"\"\r\nz\",\"\"\n,\n5\" pipe,\"c\" \nlast,", b',').expect("records");
        let expected =
            [row(1, &["a", "b"]), row(3, &["x \"y\"\r\nz", ""]), row(6, &["5\" pipe", "c"]), row(7, &["last", ""])];
        assert_eq!(found, expected);
        assert_eq!(records("\n \n;;\n", b';').expect("blank"), []);
        assert_eq!(records("a;\"b\"", b';').expect("no line end"), [row(1, &["a", "b"])]);
    }

    #[test]
    fn a_quote_that_does_not_end_is_found_where_it_begins() {
        let long = format!("a,b\n1,\"{}", "x\n".repeat(1 << 20));
        assert_eq!(records("a,b\n\"1\n\",\"2\n3,4\n", b',').expect_err("open").line, 3);
        assert_eq!(records(&long, b',').expect_err("long").line, 2);
        let text = Text::open(Box::new(&b"\"O\"Brien\",x"[..]), None, &mut Vec::new()).expect("text");
        let mut record = Record::default();
        assert!(Records::new(text, b',').next(&mut record).expect("a record"));
        assert_eq!((record.stray, record.len()), (Some(0), 2));
    }

    #[test]
    fn what_the_csv_crate_writes_is_read_back() {
        // The same cells in each run: a linear congruential generator over the characters that matter.
        let letters = ['a', '"', ',', ';', '\n', '\r', ' ', 'é', '\t', '|', '='];
        let mut state = 1_u32;
        let mut next = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        for delimiter in [b',', b';', b'\t', b'|'] {
            let rows: Vec<Vec<String>> = (0..2000)
                .map(|_| {
                    let cell = |next: &mut dyn FnMut(usize) -> usize| (0..next(6)).map(|_| letters[next(11)]).collect();
                    let first = format!("x{}", next(9));
                    std::iter::once(first).chain((0..3).map(|_| cell(&mut next))).collect()
                })
                .collect();
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).expect("written"));
            let text = String::from_utf8(writer.into_inner().expect("written")).expect("text");
            let found: Vec<_> = records(&text, delimiter).expect("records").into_iter().map(|(_, row)| row).collect();
            assert!(found == rows, "delimiter {delimiter}");
        }
    }
}
