//! Broken files, each with its message.

use crate::support::{checked, options};

/// A file: its name, its flags, its content, and what is said about it.
type Broken = (&'static str, &'static str, &'static [u8], &'static str);

const FILES: &[Broken] = &[
    // The header.
    ("u.csv", "", b"", "the file is empty: expected a header line and rows"),
    ("u.csv", "", b"\n\r\n", "the file is empty: expected a header line and rows"),
    ("u.csv", "", b"email,dept\n", "no rows: expected at least one"),
    ("u.csv", "", b"email,dept\n,\n\n", "no rows: expected at least one"),
    (
        "u.csv",
        "",
        b"ada@example.com,Research\n",
        "line 1: the first line has an e-mail address; expected a header line with the names of the columns, e.g. email, dept",
    ),
    (
        "u.csv",
        "",
        b"dept,location\nA,B\n",
        "line 1: no column names the user: expected user_id, id or email, or --map 'COLUMN=user_id'",
    ),
    (
        "u.csv",
        "",
        b"email,id\na@b.org,x\n",
        "line 1: no column has a field to change: expected e.g. dept or first_name (see zoomuser fields)",
    ),
    (
        "u.csv",
        "",
        b"email,dpt\na@b.org,x\n",
        "line 1: column 2 (dpt): no such field; the nearest is dept; say what it is with --map 'dpt=FIELD', or leave it out with --ignore-column 'dpt'",
    ),
    (
        "u.csv",
        "",
        b"email,Abteilung\na@b.org,x\n",
        "line 1: column 2 (Abteilung): no such field; say what it is with --map 'Abteilung=FIELD', or leave it out with --ignore-column 'Abteilung'",
    ),
    (
        "u.csv",
        "",
        b"email,password\na@b.org,x\n",
        "line 1: column 2 (password): this call does not change it: change it with PUT /users/{userId}/password (scope user:update:password:admin, classic name user:write:admin); say what it is with --map 'password=FIELD', or leave it out with --ignore-column 'password'",
    ),
    (
        "u.csv",
        "",
        b"email,Title\na@b.org,x\n",
        "line 1: column 2 (Title): no such field; did you mean job_title?; say what it is with --map 'Title=FIELD', or leave it out with --ignore-column 'Title'",
    ),
    (
        "u.csv",
        "",
        b"email,phone_numbers.Pager\na@b.org,x\n",
        "line 1: column 2 (phone_numbers.Pager): no such label; expected one of Mobile, Office, Home, Fax; say what it is with --map 'phone_numbers.Pager=FIELD', or leave it out with --ignore-column 'phone_numbers.Pager'",
    ),
    (
        "u.csv",
        "",
        b"email,custom_attributes.\na@b.org,x\n",
        "line 1: column 2 (custom_attributes.): no such field; the nearest is custom_attributes; say what it is with --map 'custom_attributes.=FIELD', or leave it out with --ignore-column 'custom_attributes.'",
    ),
    (
        "u.csv",
        "",
        b"email,feature.zoom_phone\na@b.org,true\n",
        "line 1: column 2 (feature.zoom_phone): this call does not change it: set the field feature to {\"zoom_phone\": true} or {\"zoom_phone\": false}; say what it is with --map 'feature.zoom_phone=FIELD', or leave it out with --ignore-column 'feature.zoom_phone'",
    ),
    ("u.csv", "", b"email,dept,Department\na@b.org,x,y\n", "line 1: columns 2 and 3 are both dept: remove one of them"),
    ("u.csv", "", b"email,dept,dept\na@b.org,x,y\n", "line 1: columns 2 and 3 are both dept: remove one of them"),
    ("u.csv", "", b"E-Mail,email,dept\na@b.org,x,y\n", "line 1: columns 1 and 2 are both email: remove one of them"),
    (
        "u.csv",
        "",
        b"email,phone_numbers,phone_numbers.Fax\na@b.org,[],\n",
        "line 1: the columns phone_numbers and phone_numbers.Fax exclude each other: the first replaces all items, the second changes one",
    ),
    (
        "u.csv",
        "",
        b"email,Last Login(UTC)\na@b.org,x\n",
        "line 1: no column has a field to change: expected e.g. dept or first_name (see zoomuser fields)",
    ),
    (
        "u.csv",
        "--map Dep=dept",
        b"email,dept\na@b.org,x\n",
        "line 1: --map Dep: no such column; the columns are email, dept",
    ),
    ("u.csv", "--map Dep=dpt", b"email,Dep\na@b.org,x\n", "--map Dep: dpt: no such field; the nearest is dept"),
    ("u.csv", "--map Dep=status", b"email,Dep\na@b.org,x\n", "--map Dep: status cannot be changed"),
    (
        "u.csv",
        "--map Dep=location",
        b"email,Dep,location\na@b.org,x,y\n",
        "line 1: columns 2 and 3 are both location: remove one of them",
    ),
    ("u.csv", "", b"sep=\nemail,dept\na@b.org,x\n", "line 1: expected one character after sep="),
    (
        "u.csv",
        "--delimiter x",
        b"email,dept\na@b.org,x\n",
        "--delimiter: expected one ASCII character such as , ; | or a TAB",
    ),
    // Records.
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,x\nb@b.org\n",
        "line 3: expected 2 cells as in the header, got 1: is it cut off?",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,x,y\n",
        "line 2: expected 2 cells as in the header, got 3: is a delimiter not in quotes?",
    ),
    (
        "u.csv",
        "",
        b"email,dept,location\na@b.org,x,y\nb@b.org,Rese",
        "line 3: expected 3 cells as in the header, got 2: is it cut off?",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,\"x\nb@b.org,y\n",
        "line 2: the quote that begins a cell here does not end: add the closing quote, and write a quote inside the cell twice",
    ),
    (
        "u.csv",
        "",
        b"email,dept\n\na@b.org,\"x\r\ny\"\nb@b.org,\"y\"\" \n",
        "line 5: the quote that begins a cell here does not end: add the closing quote, and write a quote inside the cell twice",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,\"O\"Brien\"\n",
        "line 2: dept: text after the closing quote: write a quote inside a quoted cell twice",
    ),
    (
        "u.csv",
        "",
        b"email,\"dept\n",
        "line 1: the quote that begins a cell here does not end: add the closing quote, and write a quote inside the cell twice",
    ),
    ("u.csv", "", b"email,dept,\na@b.org,x,y\n", "line 2: cell 3 has no header"),
    // Encodings.
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,x\nb@b.org,M\xfcller\n",
        "line 3: byte 10 of the line is FC, which is not UTF-8: save the file as UTF-8, or name its encoding, probably --encoding windows-1252, macintosh or shift_jis",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,\xc3",
        "line 2: the file ends within the character at byte 9 of the line: it is truncated",
    ),
    ("u.csv", "", b"\xff\xfe\0\0e\0\0\0", "the file is UTF-32: save it as UTF-8"),
    (
        "u.csv",
        "",
        b"\xff\xfee\0m\0a\0i\0l\0,\0d\0e\0p\0t\0\n\0a",
        "line 2: byte 1 of the line, counted in UTF-8, is not valid UTF-16LE: save the file as UTF-8, or name its encoding with --encoding",
    ),
    (
        "u.csv",
        "--encoding utf-99",
        b"email,dept\na@b.org,x\n",
        "--encoding: utf-99 is unknown; expected a name such as utf-8, utf-16le, windows-1252, macintosh or shift_jis",
    ),
    (
        "u.csv",
        "--encoding shift_jis",
        b"email,dept\na@b.org,\x81\n",
        "line 2: byte 9 of the line, counted in UTF-8, is not valid Shift_JIS: save the file as UTF-8, or name its encoding with --encoding",
    ),
    // Users.
    ("u.csv", "", b"email,dept\n,x\n", "line 2: email: expected an id or an e-mail address, got an empty text"),
    (
        "u.csv",
        "",
        b"User ID,E-Mail,dept\n , ,x\n",
        "line 2: User ID: expected an id or an e-mail address, got an empty text",
    ),
    ("u.csv", "", b"email,dept\n{userId},x\n", "line 2: email: expected an id or an e-mail address, got a placeholder"),
    (
        "u.csv",
        "",
        b"email,dept\neyJhbGciOi.eyJhdWQi.c2ln,x\n",
        "line 2: email: expected an id or an e-mail address, got what looks like an access token: are the arguments swapped?",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,x\nc@b.org,y\nA@B.org,z\n",
        "line 4: lines 2 and 4 have the same user: merge the rows, or take them in their order with --duplicates in-order",
    ),
    (
        "u.csv",
        "",
        b"id,email,dept\n,a@b.org,x\nA@b.org,,y\n",
        "line 3: lines 2 and 3 have the same user: merge the rows, or take them in their order with --duplicates in-order",
    ),
    (
        "u.csv",
        "",
        b"id,dept\n2.55189E+09,x\n",
        "line 2: id: a number that a spreadsheet rounded (E+): format the column as text and enter the digits again",
    ),
    (
        "u.csv",
        "",
        b"id,dept\n#N/A,x\n",
        "line 2: id: the error or placeholder of a spreadsheet in place of the value: correct the cell in the spreadsheet",
    ),
    // Values.
    (
        "u.csv",
        "",
        b"email,First Name\na@b.org,0123456789012345678901234567890123456789012345678901234567890123456789\n",
        "line 2: First Name: expected at most 64 characters, got 70",
    ),
    (
        "u.csv",
        "",
        b"email,User Type\na@b.org,Premium\n",
        "line 2: User Type: expected Basic, Licensed or No Meetings License, or the number of the type",
    ),
    (
        "u.csv",
        "",
        b"email,PMI\na@b.org,123-456\n",
        "line 2: PMI: expected a whole number from 1000000000 to 9999999999",
    ),
    (
        "u.csv",
        "",
        b"email,PMI\na@b.org,1.23E+09\n",
        "line 2: PMI: a number that a spreadsheet rounded (E+): format the column as text and enter the digits again",
    ),
    ("u.csv", "", b"email,use_pmi\na@b.org,WAHR\n", "line 2: use_pmi: expected true or false, got text"),
    ("u.csv", "", b"email,host_key\na@b.org,12345\n", "line 2: host_key: expected 6 to 10 characters, got 5"),
    (
        "u.csv",
        "",
        b"email;host_key\na@b.org;4,41E+11\n",
        "line 2: host_key: a number that a spreadsheet rounded (E+): format the column as text and enter the digits again",
    ),
    (
        "u.csv",
        "",
        b"email,host_key\na@b.org,'0123456\n",
        "line 2: host_key: begins with ', with which a spreadsheet marks text: take the ' off",
    ),
    (
        "u.csv",
        "",
        b"email,host_key\na@b.org,\"=\"\"0123456\"\"\"\n",
        "line 2: host_key: a formula that a spreadsheet is to show as text: write the text alone, without = and quotes",
    ),
    (
        "u.csv",
        "",
        b"email,host_key\na@b.org,2024-01-31\n",
        "line 2: host_key: a date, which a spreadsheet makes of some numbers: format the column as text and enter the value again",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,#REF!\n",
        "line 2: dept: the error or placeholder of a spreadsheet in place of the value: correct the cell in the spreadsheet",
    ),
    (
        "u.csv",
        "",
        b"email,dept\na@b.org,#######\n",
        "line 2: dept: the error or placeholder of a spreadsheet in place of the value: correct the cell in the spreadsheet",
    ),
    (
        "u.csv",
        "",
        b"email,custom_attributes\na@b.org,\"[{\"\"kee\"\":\"\"k\"\"}]\"\n",
        "line 2: custom_attributes[0].kee: no such member; expected key, name, value",
    ),
    (
        "u.csv",
        "",
        b"email,custom_attributes\na@b.org,\"{\"\"key\"\":\"\"k\"\"}\"\n",
        "line 2: custom_attributes: expected an array of objects: put the object in [ ]",
    ),
    ("u.csv", "", b"email,division_ids\na@b.org,d1\n", "line 2: division_ids: expected an array of texts, got text"),
    (
        "u.csv",
        "",
        b"email,phone_numbers.Mobile\na@b.org,5550100\n",
        "line 2: phone_numbers.Mobile: expected the country in two letters, a blank and the number, e.g. GB 5550100",
    ),
    (
        "u.csv",
        "",
        b"email,phone_numbers.Mobile\na@b.org,GB 4.41E+11\n",
        "line 2: phone_numbers.Mobile: a number that a spreadsheet rounded (E+): format the column as text and enter the digits again",
    ),
    (
        "u.csv",
        "",
        b"email,type,zoom_one_type\na@b.org,2,16\n",
        "line 2: type: set only one of type and zoom_one_type in a call",
    ),
    (
        "u.csv",
        "",
        b"email,phone_number\na@b.org,5550100\n",
        "line 2: phone_number: needs phone_country in the same call",
    ),
    (
        "u.csv",
        "",
        b"email,linkedin_url\na@b.org,https://example.com\n",
        "line 2: linkedin_url: expected a URL that contains linkedin.com",
    ),
    (
        "u.csv",
        "--clear -",
        b"email,pmi\na@b.org,-\n",
        "line 2: pmi: cannot be cleared; expected 1000000000 to 9999999999",
    ),
    (
        "u.csv",
        "--clear -",
        b"email,host_key\na@b.org,-\n",
        "line 2: host_key: cannot be cleared; expected 6 to 10 characters, digits",
    ),
    (
        "u.csv",
        "--clear -",
        b"email,feature\na@b.org,-\n",
        "line 2: feature: cannot be cleared; expected object {zoom_phone}",
    ),
    // JSON Lines.
    ("u.jsonl", "", b"", "no rows: expected at least one"),
    (
        "u.jsonl",
        "",
        b"[{\"id\":\"x\"}]\n",
        "line 1: a JSON array: expected an object in each line, as jq -c '.[]' makes them",
    ),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"dept\":\"y\"}\n{\"id\":\"z\",\n",
        "line 2: expected a JSON object such as {\"name\": \"value\"}: it ends too early, column 10",
    ),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"dept\":\"y\"}\n7\n",
        "line 2: expected a JSON object such as {\"name\": \"value\"}: it is something else, column 1",
    ),
    ("u.jsonl", "", b"{\"id\":\"x\",\"dept\":\"y\",\"dept\":\"z\"}\n", "line 1: the name dept stands twice"),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"dept\":\"y\",\"Department\":\"z\"}\n",
        "line 1: Department: dept is set by another name too: remove one of them",
    ),
    ("u.jsonl", "", b"{\"dept\":\"y\"}\n", "line 1: no user: expected a member user_id, id or email"),
    ("u.jsonl", "", b"{\"id\":7,\"dept\":\"y\"}\n", "line 1: id: expected an id or e-mail address as JSON text"),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"dpt\":\"y\"}\n",
        "line 1: dpt: no such field; the nearest is dept; say what it is with --map 'dpt=FIELD', or leave it out with --ignore-column 'dpt'",
    ),
    ("u.jsonl", "", b"{\"id\":\"x\",\"type\":\"2\"}\n", "line 1: type: expected a whole number, got text"),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"zoom_one_type\":576460752303423489}\n",
        "line 1: zoom_one_type: expected one of 0, 16, 32, 64, 128, 33554432, 134217728, 268435456, 536870912, 1073741824, 4294967296, 8589934592, 17179869184, 34359738368, 68719476736, 137438953472, 274877906944, 549755813888, 1099511627776, 2199023255552, 4398046511104, 18014398509481984, 72057594037927936, 144115188075855872, 576460752303423488",
    ),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"custom_attributes.k\":7}\n",
        "line 1: custom_attributes.k: expected JSON text, or null to remove it",
    ),
    (
        "u.jsonl",
        "",
        b"{\"id\":\"x\",\"custom_attributes.k\":\"v\",\"custom_attributes\":[]}\n",
        "line 1: custom_attributes: set the whole array or its items, not both",
    ),
    ("u.jsonl", "--delimiter ;", b"{\"id\":\"x\"}\n", "--delimiter: only CSV has delimiters: leave it out"),
    ("u.jsonl", "--sheet A", b"{\"id\":\"x\"}\n", "--sheet: only a workbook (XLSX) has sheets: leave it out"),
    // Other files.
    (
        "u.xls",
        "",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel workbook (XLS) or one with a password: save it as XLSX or as CSV UTF-8",
    ),
    (
        "u.xlsx",
        "",
        b"PK\x03\x04 and no more",
        "the workbook cannot be read (invalid Zip archive: Could not find EOCD): save it anew as XLSX, or as CSV UTF-8",
    ),
    (
        "u.xlsx",
        "",
        b"email,dept\n",
        "the file's name ends as that of a workbook, its content is none: name its format with --format",
    ),
];

#[test]
fn every_broken_file_has_its_message() {
    let mut wrong = String::new();
    let is_read = |name: &str| cfg!(feature = "xlsx") || !name.ends_with(".xlsx");
    for (name, flags, content, expected) in FILES.iter().filter(|(name, ..)| is_read(name)) {
        let report = checked(name, content, &options(flags));
        let found: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        let found = found.join(" / ");
        if found != *expected {
            let content = String::from_utf8_lossy(content);
            wrong += &format!("{name} {flags} {content:?}\n  expected {expected}\n  found    {found}\n");
        }
        assert!(!found.contains('\n') && report.problem_count > 0, "{found}");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
