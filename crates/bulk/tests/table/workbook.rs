//! Workbooks (XLSX).

use crate::good::fields;
use crate::support::{checked, options, rows};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A workbook with these sheets: name, and the XML of the rows.
fn workbook(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name, how).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    };
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut links) = (String::new(), String::new());
    for (at, (name, rows)) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"/>");
        links +=
            &format!("<Relationship Id=\"r{at}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>");
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        add(&format!("xl/worksheets/sheet{at}.xml"), &sheet);
    }
    links += &format!("<Relationship Id=\"s\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/>");
    links += &format!("<Relationship Id=\"t\" Type=\"{DOCUMENT}/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    add(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{list}</sheets></workbook>"),
    );
    add("xl/_rels/workbook.xml.rels", &format!("<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>"));
    // The style 1 is a date.
    let formats = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    add("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{formats}</styleSheet>"));
    add("xl/sharedStrings.xml", strings);
    zip.finish().expect("a workbook").into_inner()
}

const NO_STRINGS: &str = "<sst uniqueCount=\"0\"></sst>";

/// A cell with text.
fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A row of cells with text.
fn texts(row: usize, cells: &[&str]) -> String {
    let cells: String = ('A'..).zip(cells).map(|(column, cell)| text(&format!("{column}{row}"), cell)).collect();
    format!("<row r=\"{row}\">{cells}</row>")
}

#[test]
fn cells_are_read_by_their_type() {
    let rows_xml = [
        texts(2, &["Email", "dept", "pmi", "use_pmi", "host_key", "location"]),
        "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\"><v>2024</v></c><c r=\"C4\"><v>1234567890</v></c>\
         <c r=\"D4\" t=\"b\"><v>1</v></c><c r=\"E4\"><v>123456</v></c></row>"
            .to_owned(),
        "<row r=\"6\"><c r=\"A6\" t=\"str\"><v>b@c.org</v></c><c r=\"B6\"><v>1.5</v></c><c r=\"C6\"><v>1.23E+15</v></c>\
         <c r=\"D6\" t=\"e\"><v>#N/A</v></c><c r=\"E6\" s=\"1\"><v>45000</v></c><c r=\"F6\" s=\"1\"><v>45000</v></c></row>"
            .to_owned(),
    ];
    let strings = "<sst uniqueCount=\"1\"><si><t>ada@example.com</t></si></sst>";
    let bytes = workbook(&[("Users", &rows_xml.concat())], strings);
    let (found, notes) = rows("u.xlsx", &bytes, &options("")).expect("read");
    assert_eq!(notes, [""; 0]);
    assert_eq!(
        fields(&found[0]),
        "4 ada@example.com: dept=Text(\"2024\") pmi=Json(\"1234567890\") use_pmi=Json(\"true\") host_key=Text(\"123456\")"
    );
    let shown = |problems: &[zoomuser::Problem]| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(shown(&found[0].problems), [""; 0]);
    assert_eq!(
        shown(&found[0].warnings),
        [
            "host_key: a number in the spreadsheet, which drops leading zeros: format the column as text and compare the value"
        ]
    );
    const ROUNDED: &str =
        "a number that the spreadsheet may have rounded: format the column as text and enter the value again";
    const DATE: &str = "a date in the spreadsheet: format the column as text and enter the value again";
    assert_eq!(
        shown(&found[1].problems),
        [
            format!("dept: {ROUNDED}"),
            format!("pmi: {ROUNDED}"),
            "use_pmi: an error of the spreadsheet in place of the value: correct the cell in the spreadsheet"
                .to_owned(),
            format!("host_key: {DATE}"),
            format!("location: {DATE}"),
        ]
    );
    assert_eq!((found[1].line, found[1].user_id.as_str(), found.len()), (6, "b@c.org", 2));
}

#[test]
fn the_first_sheet_is_read_unless_another_is_named() {
    let first = [texts(1, &["id", "dept"]), texts(2, &["a", "x"])].concat();
    let second = [texts(1, &["id", "dept"]), texts(2, &["b", "y"]), texts(3, &["c", "z", "too many"])].concat();
    let bytes = workbook(&[("Users", &first), ("More", &second)], NO_STRINGS);
    let (found, notes) = rows("-", &bytes, &options("")).expect("read");
    assert_eq!((found.len(), found[0].user_id.as_str()), (1, "a"));
    assert_eq!(notes, ["sheet Users of Users, More; --sheet names another"]);
    let report = checked("u.xlsx", &bytes, &options("--sheet more"));
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, ["line 3: expected 2 cells as in the header, got 3: is a delimiter not in quotes?"]);
}

#[test]
fn a_broken_workbook_has_its_message() {
    let rows = [texts(1, &["id", "dept"]), texts(2, &["a", "x"])].concat();
    let good = workbook(&[("Users", &rows)], NO_STRINGS);
    let far = format!("{rows}<row r=\"3\">{}</row>", text("ALM3", "x"));
    let open = format!("{rows}<row r=\"3\"><c r=\"A3\"");
    for (bytes, flags, expected) in [
        (good.clone(), "--sheet Other", "--sheet: no such sheet; the workbook has Users"),
        (good.clone(), "--encoding utf-8", "--encoding: a workbook (XLSX) has no encoding of its own: leave it out"),
        (good.clone(), "--delimiter ;", "--delimiter: only CSV has delimiters: leave it out"),
        (good[..good.len() / 2].to_vec(), "", "the workbook cannot be read ("),
        (workbook(&[("Users", "")], NO_STRINGS), "", "the sheet is empty: expected a header row and rows"),
        (workbook(&[("Users", &texts(1, &["id", "dept"]))], NO_STRINGS), "", "no rows: expected at least one"),
        (workbook(&[], NO_STRINGS), "", "the workbook has no sheet with cells"),
        (workbook(&[("Users", &far)], NO_STRINGS), "", "line 3: expected at most 1000 columns and 1 MiB of text"),
        (workbook(&[("Users", &open)], NO_STRINGS), "", "the workbook cannot be read ("),
        (
            workbook(&[("Users", &rows)], "<sst uniqueCount='99999999999999'></sst>"),
            "",
            "the workbook cannot be read (it declares more texts than it has)",
        ),
    ] {
        let report = checked("u.xlsx", &bytes, &options(flags));
        let found = report.problems.first().map(ToString::to_string).unwrap_or_default();
        assert!(found.starts_with(expected), "{found} instead of {expected}");
    }
}
