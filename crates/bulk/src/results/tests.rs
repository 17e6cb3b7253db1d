//! Tests of what is written from a plan and a journal.

use super::*;
use crate::journal::{Done, Journal, Position, Sent, StopReason};
use crate::row::Source;
use crate::run_folder::tests::{Temporary, put};
use std::fs;

const BOOT: &str = "boot-0";

fn plan(columns: &str, users: &[&str]) -> String {
    let mut plan = format!(
        "{{\"format\":\"1.0\",\"rows\":{},\"columns\":{columns},\"delimiter\":\";\",\"name\":\"users.csv\",\"new\":1}}\n",
        users.len()
    );
    for (n, user) in users.iter().enumerate() {
        let line = n + 2;
        plan.push_str(&format!(
            "{{\"n\":{n},\"line\":{line},\"user\":\"{user}\",\"fields\":{{\"dept\":\"D{n}\",\"type\":1}}}}\n"
        ));
    }
    plan
}

/// A journal of eight rows that end in different ways.
fn run(temporary: &Temporary, columns: &str, source: impl Fn(usize) -> Source) -> RunFolder {
    let folder = temporary.run();
    let users = ["ada@example.com", "=cmd()", "+49", "x\u{1}<&>", "e@x.org", "f@x.org", "g@x.org", "h@x.org"];
    let shown: Vec<String> = users.iter().map(|user| user.replace('\u{1}', "\\u0001")).collect();
    put(&folder, RunFile::Plan, &plan(columns, &shown.iter().map(String::as_str).collect::<Vec<_>>()));
    let mut input = InputWriter::create(&folder).expect("made");
    (0..users.len()).for_each(|row| input.write(&source(row)).expect("written"));
    input.finish().expect("written");
    let open = Open {
        run: folder.name(),
        rows: 8,
        boot: BOOT.to_owned(),
        at: "2026-11-30T10:00:00Z".to_owned(),
        ..Open::default()
    };
    let mut journal = Journal::create(&folder, open).expect("made");
    let sent: Vec<Sent> = (0..6).map(|row| Sent { row, attempt: 1, ..Sent::default() }).collect();
    journal.sent(&sent).expect("written");
    let failed = Done {
        status: Some(42),
        http_status: Some(404),
        api_code: Some(1001),
        message: "-no such user,\n \"x\"\u{2}".to_owned(),
        hint: "check the id".to_owned(),
        tracking_id: "v=2.0;clid=aw1".to_owned(),
        attempts: 2,
        waited_ms: 1500,
        took_ms: 2750,
        ..Done::new(1, RowOutcome::Failed)
    };
    let applied = Done {
        status: Some(0),
        http_status: Some(204),
        attempts: 1,
        took_ms: 112,
        ..Done::new(0, RowOutcome::Applied)
    };
    let ignored = Done { status: Some(47), ..Done { row: 3, outcome: RowOutcome::Ignored, ..applied.clone() } };
    let unknown = Done { status: Some(12345), ..Done::new(2, RowOutcome::Failed) };
    journal.done(&[unknown, failed]).expect("written");
    journal.point(Position::default()).expect("written");
    let refused = Done { message: "dept: too long".to_owned(), ..Done::new(6, RowOutcome::Refused) };
    journal.done(&[applied, ignored, refused, Done::new(5, RowOutcome::Skipped)]).expect("written");
    journal.stop(StopReason::Interrupted, "2026-11-30T10:01:00Z").expect("written");
    folder
}

fn cells(row: usize) -> Source {
    let first = ["ada@example.com", "=cmd()", "'+49", "x", "e", "f", "g;\"h\"", "h"];
    Source::Cells(vec![first[row].to_owned(), format!("D{row}"), "old".to_owned(), "\u{e9}\n".to_owned()])
}

const COLUMNS: &str = r##"["user_id","dept","#message","@note"]"##;

fn text(folder: &RunFolder, file: RunFile) -> String {
    fs::read_to_string(folder.file(file)).expect("there")
}

#[test]
fn every_row_is_in_the_results() {
    let temporary = Temporary::new("results");
    let folder = run(&temporary, COLUMNS, cells);
    let results = Results::read(&folder, BOOT).expect("read");
    results.write_results().expect("written");
    let expected = "\
line,user_id,outcome,status,http_status,api_code,message,hint,tracking_id,attempts,waited_ms
2,ada@example.com,applied,OK,204,,,,,1,0
3,'=cmd(),failed,NOT_FOUND,404,1001,\"'-no such user,
 \"\"x\"\"\u{2}\",check the id,v=2.0;clid=aw1,2,1500
4,'+49,failed,12345,,,,,,0,0
5,x\u{1}<&>,ignored,NOT_APPLIED,204,,,,,1,0
6,e@x.org,in-doubt,,,,the run ended between sending the request and recording the response,\"resume the run, or read the user to see whether it was changed\",,0,0
7,f@x.org,skipped,,,,,,,0,0
8,g@x.org,refused,,,,dept: too long,,,0,0
9,h@x.org,not-tried,,,,,,,0,0
";
    assert_eq!(text(&folder, RunFile::Results), expected);
}

#[test]
fn failed_rows_have_the_columns_of_the_input() {
    let temporary = Temporary::new("failed");
    let folder = run(&temporary, COLUMNS, cells);
    let results = Results::read(&folder, BOOT).expect("read");
    assert_eq!(results.write_failed().expect("written"), Some(folder.file(RunFile::FailedCsv)));
    let expected = "\
user_id;dept;'@note;#line;#status;#message;#hint
'=cmd();D1;\"\u{e9}
\";3;NOT_FOUND;\"'-no such user,
 \"\"x\"\"\u{2}\";check the id
'+49;D2;\"\u{e9}
\";4;12345;;
x;D3;\"\u{e9}
\";5;NOT_APPLIED;;
e;D4;\"\u{e9}
\";6;in-doubt;the run ended between sending the request and recording the response;resume the run, or read the user to see whether it was changed
\"g;\"\"h\"\"\";D6;\"\u{e9}
\";8;refused;dept: too long;
";
    assert_eq!(text(&folder, RunFile::FailedCsv), expected);
}

#[test]
fn failed_rows_of_json_and_of_programs_are_json() {
    let temporary = Temporary::new("failed-json");
    let rows = |object: bool| {
        move |row: usize| match object {
            true => Source::Json(format!(
                "{{\"id\": \"u{row}\",\n\"pmi\":12345678901234567890.0,\"#hint\":\"old\",\"dept\":null}}"
            )),
            false => Source::Program,
        }
    };
    let first = [true, false].map(|object| {
        let folder = run(&temporary, "[]", rows(object));
        let results = Results::read(&folder, BOOT).expect("read");
        assert_eq!(results.write_failed().expect("written"), Some(folder.file(RunFile::FailedJsonLines)));
        let text = text(&folder, RunFile::FailedJsonLines);
        assert_eq!(text.lines().count(), 5);
        text.lines().last().expect("a line").to_owned()
    });
    let added = "\"#line\":8,\"#status\":\"refused\",\"#message\":\"dept: too long\",\"#hint\":\"\"}";
    assert_eq!(first[0], format!("{{\"id\":\"u6\",\"pmi\":12345678901234567890.0,\"dept\":null,{added}"));
    assert_eq!(first[1], format!("{{\"user_id\":\"g@x.org\",\"dept\":\"D6\",\"type\":1,{added}"));
}

#[test]
fn the_summary_counts_every_row() {
    let temporary = Temporary::new("summary");
    let folder = run(&temporary, COLUMNS, cells);
    let results = Results::read(&folder, BOOT).expect("read");
    results.write_summary(14).expect("written");
    let expected = r#"{
  "format": "1.0",
  "run": "users.csv.run-1",
  "source": "users.csv",
  "rows": 8,
  "outcomes": {
    "sent": 0,
    "applied": 1,
    "already": 0,
    "ignored": 1,
    "unverifiable": 0,
    "refused": 1,
    "failed": 2,
    "drifted": 0,
    "kept": 0,
    "skipped": 1,
    "in-doubt": 1,
    "not-tried": 1
  },
  "exit": 14,
  "started": "2026-11-30T10:00:00Z",
  "ended": "2026-11-30T10:01:00Z",
  "why": "interrupted"
}
"#;
    assert_eq!(text(&folder, RunFile::Summary), expected);
    assert_eq!(results.counts().total(), 8);
}

#[test]
fn junit_has_a_suite_for_each_status() {
    let temporary = Temporary::new("junit");
    let folder = run(&temporary, COLUMNS, cells);
    let results = Results::read(&folder, BOOT).expect("read");
    results.write_junit(&folder.file(RunFile::Junit)).expect("written");
    let text = text(&folder, RunFile::Junit);
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="users.csv.run-1" tests="8" failures="5" errors="0" skipped="2" time="2.974">
  <testsuite name="12345" tests="1" failures="1" errors="0" skipped="0" time="0.000">
    <testcase classname="users.csv" name="line 4: +49" time="0.000"><failure type="failed" message=""></failure></testcase>
  </testsuite>
  <testsuite name="NOT_APPLIED" tests="1" failures="1" errors="0" skipped="0" time="0.112">
    <testcase classname="users.csv" name="line 5: x&#xfffd;&lt;&amp;&gt;" time="0.112"><failure type="ignored" message=""></failure></testcase>
  </testsuite>
  <testsuite name="NOT_FOUND" tests="1" failures="1" errors="0" skipped="0" time="2.750">
    <testcase classname="users.csv" name="line 3: =cmd()" time="2.750"><failure type="failed" message="-no such user,&#10; &quot;x&quot;&#xfffd;">check the id</failure></testcase>
  </testsuite>
  <testsuite name="OK" tests="1" failures="0" errors="0" skipped="0" time="0.112">
    <testcase classname="users.csv" name="line 2: ada@example.com" time="0.112"/>
  </testsuite>
"#;
    assert!(text.starts_with(&expected.replace("&#xfffd;", "\u{fffd}")), "{text}");
    assert!(text.ends_with("<skipped message=\"skipped\"/></testcase>\n  </testsuite>\n</testsuites>\n"), "{text}");
}

#[test]
fn a_second_attempt_replaces_the_first() {
    let temporary = Temporary::new("second");
    let folder = temporary.run();
    put(&folder, RunFile::Plan, &plan("[]", &["a", "b", "c"]));
    let mut input = InputWriter::create(&folder).expect("made");
    (0..3).for_each(|_| input.write(&Source::Program).expect("written"));
    input.finish().expect("written");
    let open = Open { rows: 3, boot: BOOT.to_owned(), ..Open::default() };
    let mut journal = Journal::create(&folder, open).expect("made");
    let counts = |outcome| Results::read(&folder, BOOT).expect("read").counts().get(outcome);
    assert_eq!((counts(RowOutcome::NotTried), counts(RowOutcome::Failed)), (3, 0));
    journal.sent(&[0, 1, 2].map(|row| Sent { row, ..Sent::default() })).expect("written");
    journal.done(&[0, 1, 2].map(|row| Done::new(row, RowOutcome::Failed))).expect("written");
    assert_eq!((counts(RowOutcome::NotTried), counts(RowOutcome::Failed)), (0, 3));
    journal.done(&[Done { was: Some(RowOutcome::Failed), ..Done::new(1, RowOutcome::NotTried) }]).expect("written");
    assert_eq!((counts(RowOutcome::NotTried), counts(RowOutcome::Failed)), (1, 2));
    journal.done(&[Done { was: Some(RowOutcome::NotTried), ..Done::new(1, RowOutcome::Failed) }]).expect("written");
    let results = Results::read(&folder, BOOT).expect("read");
    assert!(results.write_failed().expect("written").is_some());
    journal.sent(&[0, 2].map(|row| Sent { row, attempt: 2, ..Sent::default() })).expect("written");
    assert_eq!((counts(RowOutcome::InDoubt), counts(RowOutcome::Failed)), (2, 1), "also those that had failed before");
    let again = |row| Done { was: Some(RowOutcome::Failed), ..Done::new(row, RowOutcome::Sent) };
    journal.done(&[again(2), again(0)]).expect("written");
    let results = Results::read(&folder, BOOT).expect("read");
    let outcomes: Vec<RowOutcome> = results.iter().expect("read").map(|row| row.expect("read").done.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Sent, RowOutcome::Failed, RowOutcome::Sent]);
    let rows: Vec<u64> = results.unsuccessful().expect("read").map(|done| done.expect("read").row).collect();
    assert_eq!(rows, [1]);
    journal.done(&[again(1)]).expect("written");
    assert_eq!(Results::read(&folder, BOOT).expect("read").write_failed().expect("deleted"), None);
    assert!(!folder.file(RunFile::FailedJsonLines).exists());
}

#[test]
fn a_plan_that_does_not_fit_is_refused() {
    let temporary = Temporary::new("unfit");
    let folder = run(&temporary, COLUMNS, cells);
    let users = ["a"; 8];
    let whole = plan("[]", &users);
    let lines = |range: std::ops::Range<usize>| {
        whole.lines().skip(range.start).take(range.len()).map(|line| format!("{line}\n"))
    };
    let cases = [
        (plan("[]", &users[..7]), "the plan has 7 rows, the journal is of one with 8"),
        (String::new(), "the first line is no header of format 1"),
        (whole.replace("\"1.0\"", "\"2.0\""), "the first line is no header of format 1"),
        (whole.replace("\"rows\":8", "\"row\":8"), "the first line is no header of format 1"),
        (lines(0..8).collect(), "row 7 is not readable; make a new plan"),
        (lines(0..1).chain(lines(2..9)).collect(), "row 0 is not readable"),
        (whole.replace("{\"n\":3", "\"n\":3"), "row 3 is not readable"),
        (whole.replace("\"line\":5", "\"line\":\"5\""), "row 3 is not readable"),
    ];
    for (plan, expected) in cases {
        fs::write(folder.file(RunFile::Plan), &plan).expect("written");
        let error =
            Results::read(&folder, BOOT).and_then(|results| results.write_results()).expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}");
        assert!(!folder.file(RunFile::Results).exists());
    }
    fs::write(folder.file(RunFile::Plan), whole).expect("written");
    fs::write(folder.file(RunFile::Input), "null\n").expect("written");
    let error = Results::read(&folder, BOOT).and_then(|results| results.write_failed()).expect_err("short").to_string();
    assert!(error.ends_with("a row is missing or is not JSON; the failed rows cannot be written"), "{error}");
}
