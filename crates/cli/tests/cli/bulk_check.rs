//! `bulk check`: every problem with its line and column, and nothing is sent.

use crate::program::{File, command, line, run, with_stdin};

const GOOD: &str = "email,dept\nada@example.com,Research\n";

#[test]
fn every_problem_has_its_line_and_column() {
    let file = File::new("broken.csv", "email;User Type;dept\na@b.org;Licensed;x\nA@b.org;Gold;y\n;1;z\nc@d.org;1\n");
    let ran = run(&["bulk", "check", &file.0]);
    let name = &file.0;
    let expected = format!(
        "{name}: delimiter ; (found in the header line)\n\
         {name}:3: User Type: expected Basic, Licensed or No Meetings License, or the number of the type\n\
         {name}:3: lines 2 and 3 have the same user: merge the rows, or take them in their order with --duplicates in-order\n\
         {name}:4: email: expected an id or an e-mail address, got an empty text\n\
         {name}:5: expected 3 cells as in the header, got 2: is it cut off?\n\
         {name}: 4 rows, 3 bad; 4 problems, 0 warnings; nothing was sent\n"
    );
    assert_eq!((ran.code, ran.out.as_str(), ran.err), (3, "", expected));
    let ran = run(&["bulk", "check", &file.0, "--json", "--duplicates", "in-order"]);
    let json = ran.json();
    assert_eq!((ran.code, json["ok"].as_bool(), json["exit_code"].as_i64()), (3, Some(false), Some(3)));
    assert_eq!(
        (json["rows"].as_u64(), json["bad_rows"].as_u64(), json["problem_count"].as_u64()),
        (Some(4), Some(3), Some(3))
    );
    assert_eq!(
        json["problems"][1],
        serde_json::json!({"line": 4, "field": "email", "message": "expected an id or an e-mail address, got an empty text"})
    );
}

#[test]
fn a_good_file_ends_with_0() {
    let file = File::new("good.csv", GOOD);
    let ran = run(&["bulk", "check", &file.0]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, format!("{}: 1 row, 0 bad; 0 problems, 0 warnings; nothing was sent\n", file.0));
    let ran = run(&["bulk", "check", &file.0, "--quiet"]);
    assert_eq!((ran.code, ran.both().as_str()), (0, ""));
    let ran = with_stdin(command(&["bulk", "check", "-"]), GOOD);
    assert_eq!((ran.code, ran.err.as_str()), (0, "-: delimiter , (found in the header line)\n"));
}

#[test]
fn the_flags_say_how_the_file_is_read() {
    let words = [
        "bulk",
        "check",
        "-",
        "--format",
        "csv",
        "--delimiter",
        "tab",
        "--encoding",
        "windows-1252",
        "--map",
        "Abteilung=dept",
        "--ignore-column",
        "Notiz",
        "--clear",
        "LEER",
        "--json",
    ];
    let ran = with_stdin(command(&words), b"id\tAbteilung\tNotiz\nx\tB\xfcro\ty\nz\tLEER\t\n");
    assert_eq!(ran.code, 0, "{}", ran.both());
    assert_eq!(ran.json()["rows"].as_u64(), Some(2));
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem() {
    let ran = line("bulk check /nowhere/users.csv");
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("/nowhere/users.csv: the file cannot be read: "), "{}", ran.err);
    let ran = with_stdin(command(&["bulk", "check", "-"]), "email,dpt\na@b.org,x\n");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("-:1: column 2 (dpt): no such field; the nearest is dept; say"), "{}", ran.err);
    assert_eq!(line("bulk check").code, 2);
}
