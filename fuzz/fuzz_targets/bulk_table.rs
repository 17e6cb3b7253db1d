//! A table: whatever it contains, it is read to its end or refused in one line, and written again it is the same.
//!
//! The first byte chooses the format and the encoding, the rest is the file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser_bulk::check::check;
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::row::{Row, Rows, Source};
use zoomuser_bulk::table::{Table, TableFormat, TableOptions, TableSource, open_table};
use zoomuser_fuzz::is_one_line;

fn open<'a>(bytes: &'a [u8], options: &TableOptions) -> Option<Table<'a>> {
    match open_table(TableSource::Stream("-".to_owned(), Box::new(bytes)), options) {
        Ok(table) => Some(table),
        Err(why) => {
            assert!(is_one_line(&why.to_string()), "{why:?}");
            None
        }
    }
}

/// Every row, and whether the table was read to its end.
fn rows(table: &mut Table<'_>) -> (Vec<Row>, bool) {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        match table.next_row() {
            Ok(Some(row)) => {
                assert!(rows.last().is_none_or(|last| last.line < row.line));
                for problem in row.problems.iter().chain(&row.warnings) {
                    assert!(is_one_line(&problem.to_string()), "{problem:?}");
                }
                rows.push(row);
            }
            Ok(None) => return (rows, true),
            Err(why) => {
                assert!(is_one_line(&why.to_string()), "{why:?}");
                return (rows, false);
            }
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let [choice, bytes @ ..] = bytes else { return };
    let format = if choice % 2 == 0 { TableFormat::Csv } else { TableFormat::JsonLines };
    let encoding = [None, None, Some("windows-1252"), Some("utf-16le"), Some("shift_jis"), Some("gb18030")];
    let encoding = encoding[usize::from(choice / 2) % encoding.len()].map(str::to_owned);
    let options =
        TableOptions { format: Some(format), encoding, clear: Some("CLEAR".to_owned()), ..Default::default() };
    let Some(mut table) = open(bytes, &options) else { return };
    let (found, is_complete) = rows(&mut table);
    let report = open(bytes, &options).map(|mut table| check(&mut table, Duplicates::default()));
    let report = report.expect("as before");
    assert_eq!(report.rows, found.len() as u64);
    assert_eq!(report.is_ok(), report.problems.is_empty());
    assert!(report.notes.iter().all(|note| is_one_line(note)), "{:?}", report.notes);
    // Written again by another program, the good rows are the same.
    if format == TableFormat::JsonLines || !is_complete || !report.is_ok() {
        return;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&table.layout().columns).expect("a header");
    for row in &found {
        let Source::Cells(cells) = &row.source else { panic!("cells") };
        writer.write_record(cells).expect("a row");
    }
    let again = writer.into_inner().expect("written");
    if again.contains(&0) {
        return; // It would be taken for UTF-16.
    }
    let options = TableOptions { encoding: None, delimiter: Some(','), ..options };
    let mut table = open(&again, &options).expect("the same header");
    let (same, is_complete) = rows(&mut table);
    assert!(is_complete);
    let shown = |rows: &[Row]| rows.iter().map(|row| format!("{} {:?}", row.user_id, row.source)).collect::<Vec<_>>();
    assert_eq!(shown(&same), shown(&found));
});
