//! Files that are read.

use crate::support::{checked, options, rows};
use std::collections::HashSet;
use zoomuser_bulk::row::{Merge, PhoneNumber, Row, Source};
use zoomuser_bulk::table::TableOptions;

/// The fields that a row sets, as they are sent.
pub(crate) fn fields(row: &Row) -> String {
    let fields = row.patch.wire();
    let shown = fields.iter().map(|field| format!("{}={:?}", field.name, field.value));
    format!("{} {}: {}", row.line, row.user_id, shown.collect::<Vec<_>>().join(" "))
}

fn read(name: &str, flags: &str, content: &[u8]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (rows, notes) = rows(name, content, &options(flags)).expect("read");
    let warnings = rows.iter().flat_map(|row| row.problems.iter().chain(&row.warnings)).map(ToString::to_string);
    (rows.iter().map(fields).collect(), notes, warnings.collect())
}

#[test]
fn one_table_in_every_delimiter_line_end_and_encoding() {
    const ROWS: [&[&str]; 3] =
        [&["E-Mail", "First Name", "dept"], &["zoe@example.com", "Zoë", "R, D; x|y"], &["b@c.org", "Bö", "\"Q\""]];
    let expected = [
        "2 zoe@example.com: first_name=Text(\"Zoë\") dept=Text(\"R, D; x|y\")",
        "3 b@c.org: first_name=Text(\"Bö\") dept=Text(\"\\\"Q\\\"\")",
    ];
    for delimiter in [",", ";", "\t", "|"] {
        for line_end in ["\n", "\r\n", "\r"] {
            for last in [line_end, ""] {
                let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
                let lines = ROWS.map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(delimiter));
                let text = lines.join(line_end) + last;
                let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
                let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
                for (flags, bytes) in [
                    ("", text.as_bytes().to_vec()),
                    ("", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
                    ("", [b"\xff\xfe".to_vec(), utf16(u16::to_le_bytes)].concat()),
                    ("", [b"\xfe\xff".to_vec(), utf16(u16::to_be_bytes)].concat()),
                    ("", utf16(u16::to_le_bytes)),
                    ("", utf16(u16::to_be_bytes)),
                    ("--encoding windows-1252", latin),
                ] {
                    let (rows, notes, warnings) = read("u.csv", flags, &bytes);
                    assert_eq!(rows, expected, "{delimiter:?} {line_end:?} {flags} {:?}", &bytes[..4]);
                    let name = if delimiter == "\t" { "TAB" } else { delimiter };
                    assert!(notes.contains(&format!("delimiter {name} (found in the header line)")), "{notes:?}");
                    assert_eq!(warnings, [""; 0]);
                }
            }
        }
    }
}

#[test]
fn the_delimiter_may_be_named() {
    let named = read("-", "", b"sep=;\r\nid;dept\r\nx;a,b,c\r\n");
    assert_eq!(named.0, ["3 x: dept=Text(\"a,b,c\")"]);
    assert_eq!(named.1, ["delimiter ; (from the line sep=)"]);
    assert_eq!(read("-", "--delimiter ^", b"id^dept\nx^a,b\n").0, ["2 x: dept=Text(\"a,b\")"]);
}

#[test]
fn zooms_export_is_read() {
    let content = b"Email,First Name,Last Name,Department,Manager,Job Title,Location,User Type,PMI,User Status,Role,Last Login(UTC),Creation Date\n\
        ada@example.com,Ada,,Research,bob@example.com,Analyst,London,Licensed,123-456-7890,active,Member,2024-01-01,2020-01-01\n\
        bob@example.com,,,,,,,basic,123 456 7890,,,,\n";
    let (rows, notes, warnings) = read("users.csv", "", content);
    assert_eq!(
        rows,
        [
            "2 ada@example.com: first_name=Text(\"Ada\") dept=Text(\"Research\") manager=Text(\"bob@example.com\") \
             job_title=Text(\"Analyst\") location=Text(\"London\") type=Json(\"2\") pmi=Json(\"1234567890\")",
            "3 bob@example.com: type=Json(\"1\") pmi=Json(\"1234567890\")",
        ]
    );
    let left_out = "left out, since an update cannot change it: User Status, Role, Last Login(UTC), Creation Date";
    assert_eq!(notes, ["delimiter , (found in the header line)", left_out]);
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn the_first_name_of_the_user_counts() {
    let content =
        b"email,id,User_ID,dept,#line,Abteilung,x y,\nc@d.org,b,a,1,9,L,i,\nc@d.org,b,,2,9,,i,\nc@d.org,,,3,9,,i,\n";
    let flags = "--map Abteilung=location --ignore-column X-Y";
    let (rows, notes, _) = read("u.csv", flags, content);
    assert_eq!(
        rows,
        ["2 a: dept=Text(\"1\") location=Text(\"L\")", "3 b: dept=Text(\"2\")", "4 c@d.org: dept=Text(\"3\")"]
    );
    assert_eq!(notes, ["delimiter , (found in the header line)"]);
}

#[test]
fn cells_are_left_set_or_cleared() {
    let content = b"id,dept,use_pmi,division_ids,custom_attributes.Shoe size,phone_numbers.mobile\n\
        a,CLEAR,TRUE,CLEAR,CLEAR,CLEAR\nb, ,false,\"[\"\"d\"\"]\",44,gb 555 0100\n";
    let (rows, _) = rows("u.csv", content, &options("--clear CLEAR")).expect("read");
    let merges: Vec<_> = rows.iter().map(|row| row.merges.clone()).collect();
    let shown: Vec<String> = rows.iter().map(fields).collect();
    assert_eq!(
        shown,
        [
            "2 a: dept=Text(\"\") use_pmi=Json(\"true\") division_ids=Json(\"[]\")",
            "3 b: use_pmi=Json(\"false\") division_ids=Json(\"[\\\"d\\\"]\")",
        ]
    );
    let key = "Shoe size".to_owned();
    let label = "Mobile".to_owned();
    let number = PhoneNumber { country: "GB".to_owned(), number: "555 0100".to_owned() };
    assert_eq!(
        merges,
        [
            vec![
                Merge::Attribute { key: key.clone(), value: None },
                Merge::Phone { label: label.clone(), number: None }
            ],
            vec![Merge::Attribute { key, value: Some("44".to_owned()) }, Merge::Phone { label, number: Some(number) }],
        ]
    );
}

#[test]
fn the_guard_against_formulas_is_taken_off_and_told_once() {
    let (rows, _, warnings) = read("u.csv", "", b"id,dept,location\n'-a,'=1+1,'+\nb,'-x,'@y\nc,'t Hooft,=z\n");
    assert_eq!(
        rows,
        [
            "2 -a: dept=Text(\"=1+1\") location=Text(\"+\")",
            "3 b: dept=Text(\"-x\") location=Text(\"@y\")",
            "4 c: dept=Text(\"'t Hooft\") location=Text(\"=z\")"
        ]
    );
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("id: the ' before = + - @"));
}

#[test]
fn warnings_do_not_stop_a_row() {
    let report = checked("u.csv", b"id,dept,phone_number,phone_country\na,2.5E+09,1,US\nb,,,\n", &options(""));
    let warnings: Vec<String> = report.warnings.iter().map(ToString::to_string).collect();
    assert!(report.is_ok() && report.rows == 2, "{report:?}");
    assert_eq!(
        warnings,
        [
            "line 2: dept: a number that a spreadsheet rounded (E+): format the column as text and enter the digits again",
            "line 3: changes nothing: no cell has a value for a field",
        ]
    );
    assert_eq!(report.notes.len(), 3, "{:?}", report.notes);
    assert_eq!(report.notes[1], "column phone_number is deprecated by Zoom: use phone_numbers");
}

#[test]
fn json_lines_are_exact() {
    let content = b"\xef\xbb\xbf{\"email\":\"a@b.org\",\"zoom_one_type\":576460752303423488,\"pronouns\":null,\"created_at\":\"x\"}\r\n\n\
        {\"id\":\"b\",\"email\":null,\"division_ids\":[\"d\"],\"custom_attributes.k\":null,\"created_at\":\"y\"}";
    let (found, notes) = rows("u.jsonl", content, &options("")).expect("read");
    assert_eq!(
        found.iter().map(fields).collect::<Vec<_>>(),
        [
            "1 a@b.org: zoom_one_type=Json(\"576460752303423488\") pronouns=Json(\"null\")",
            "3 b: division_ids=Json(\"[\\\"d\\\"]\")"
        ]
    );
    assert!(found.iter().all(|row| row.problems.is_empty()), "{found:?}");
    assert_eq!(found[1].merges, [Merge::Attribute { key: "k".to_owned(), value: None }]);
    assert_eq!(notes, ["left out, since an update cannot change it: created_at"]);
    assert!(matches!(&found[1].source, Source::Json(json) if json.starts_with("{\"id\"")));
    let (on_stdin, _) = rows("-", b" {\"id\":\"a\",\"dept\":\"\"}", &options("")).expect("read");
    assert_eq!(on_stdin.iter().map(fields).collect::<Vec<_>>(), ["1 a: dept=Json(\"\\\"\\\"\")"]);
}

#[test]
fn limits_are_errors() {
    let wide = format!("id{}\n", ",#x".repeat(1000));
    let found = checked("u.csv", wide.as_bytes(), &options("")).problems;
    assert_eq!(found[0].to_string(), "line 1: the row has 1001 cells; at most 1000 are read");
    let long = format!("id,dept\na,b\nc,{}\n", "x".repeat(1 << 20));
    let found = checked("u.csv", long.as_bytes(), &options("")).problems;
    assert!(found[0].to_string().starts_with("line 3: the row that begins here is longer than 1 MiB"), "{found:?}");
    let long = format!("{{\"id\":\"a\",\"dept\":\"{}\"}}\n", "x".repeat(1 << 20));
    let found = checked("u.jsonl", long.as_bytes(), &options("")).problems;
    assert!(found[0].to_string().starts_with("line 1: the line is longer than 1 MiB"), "{found:?}");
}

#[test]
fn only_the_first_problems_are_listed() {
    let content = format!("id,type\n{}", "x,9\n".repeat(1500));
    let report = checked("u.csv", content.as_bytes(), &options(""));
    assert_eq!((report.rows, report.bad_rows, report.problems.len(), report.problem_count), (1500, 1500, 1000, 2999));
}

#[test]
fn parts_have_every_row_once_and_the_rows_of_a_user_together() {
    let users: String = (0..200).map(|n| format!("User-{}@example.com,{n}\n", n % 100)).collect();
    let table = format!("email,dept\n{users}");
    let part = |name: &str| {
        let mut options = TableOptions::default();
        options.set_part(name).expect("a part");
        rows("users.csv", table.as_bytes(), &options).expect("rows").0
    };
    let parts: Vec<_> = ["1/3", "2/3", " 3 / 3 "].iter().map(|name| part(name)).collect();
    let mut lines: Vec<u64> = parts.iter().flatten().map(|row| row.line).collect();
    lines.sort_unstable();
    assert_eq!(lines, (2..202).collect::<Vec<_>>());
    let users: Vec<HashSet<&str>> =
        parts.iter().map(|rows| rows.iter().map(|row| row.user_id.as_str()).collect()).collect();
    assert!(users.iter().all(|users| users.len() > 15), "{users:?}");
    assert_eq!(users.iter().map(HashSet::len).sum::<usize>(), 100);
    assert_eq!(part("1/1").len(), 200);
    // Another spelling of a user is in the same part.
    let other = b"email,dept\n USER-7@EXAMPLE.COM ,x\n";
    let mut options = TableOptions::default();
    let number = users.iter().position(|users| users.contains("User-7@example.com")).expect("a part") + 1;
    options.set_part(&format!("{number}/3")).expect("a part");
    assert_eq!(rows("users.csv", other, &options).expect("rows").0.len(), 1);
    for wrong in ["", "2", "0/4", "5/4", "1/0", "a/b", "1/4/2", "-1/4"] {
        assert_eq!(TableOptions::default().set_part(wrong), Err("a part and their number, e.g. 2/4"), "{wrong}");
    }
}
