//! Headers: each is a field, is left out, or is refused in one line that says what to do.
//!
//! The first line is headers with TAB between them; each further line is a header of `map` and a field, with TAB between them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser_bulk::row::Rows;
use zoomuser_bulk::table::{TableOptions, TableSource, open_table};
use zoomuser_fuzz::is_one_line;

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let headers: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let map = lines.filter_map(|line| line.split_once('\t')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).expect("a header");
    writer.write_record(headers.iter().map(|_| "x")).expect("a row");
    let bytes = writer.into_inner().expect("written");
    let options = TableOptions { map, delimiter: Some(','), encoding: Some("utf-8".to_owned()), ..Default::default() };
    let source = TableSource::Stream("u.csv".to_owned(), Box::new(bytes.as_slice()));
    let mut table = match open_table(source, &options) {
        Ok(table) => table,
        Err(why) => return assert!(is_one_line(&why.to_string()), "{why:?}"),
    };
    assert_eq!(table.layout().columns, headers);
    let row = table.next_row().expect("read").expect("a row");
    assert!(row.patch.names().all(|name| zoomuser::internal::schema::field(name).is_some()));
    assert!(row.problems.iter().chain(&row.warnings).all(|problem| is_one_line(&problem.to_string())), "{row:?}");
    assert!(table.next_row().expect("read").is_none());
});
