//! `zoomuser bulk plan`, `apply`, `resume`, `undo`, `report` and `forget`.

use crate::program::{Ran, TOKEN, Zoom, command};
use std::fs;
use std::path::PathBuf;
use zoomuser_sandbox::Sandbox;

const USERS: &str = "email,id,first_name,dept,type\nada@example.com,A,Ada,Sales,1\nbob@example.com,B,Bob,Sales,2\n\
    eve@example.com,E,Eve,Research,1\n";
const TABLE: &str = "email,dept,type\nada@example.com,Research,2\nbob@example.com,Sales,2\nkim@example.com,Sales,1\n";

/// A sandbox with three users, and a folder with users.csv.
struct Office {
    zoom: Zoom,
    folder: PathBuf,
}

impl Office {
    fn new(name: &str, table: &str) -> Self {
        let sandbox = Sandbox::builder().token(TOKEN).users_csv(USERS).start().expect("the sandbox starts");
        let folder = std::env::temp_dir().join(format!("zoomuser-bulk-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("users.csv"), table).expect("a table");
        Self { zoom: Zoom { sandbox }, folder }
    }

    fn bulk(&self, words: &str) -> Ran {
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut command = command(&["bulk"]);
        command.args(&words).current_dir(&self.folder).env("ZOOM_TOKEN", TOKEN);
        let is_offline = ["check", "report", "forget"].contains(&words[0]);
        if words.contains(&"--sandbox") {
            command.env_remove("ZOOM_TOKEN").args(["--option", "plan=none"]);
        } else if !is_offline {
            command.args(["--option", "plan=none", "--max-retries", "0"]);
            command.args(["--base-url", &self.zoom.sandbox.base_url(), "--system-roots", "off"]);
            command.arg("--ca-file").arg(self.zoom.sandbox.ca_file());
        }
        command.output().expect("the program runs").into()
    }

    fn updates(&self) -> u64 {
        self.zoom.sandbox.updates().iter().map(|user| user.accepted).sum()
    }

    fn user(&self, id: &str) -> String {
        self.zoom.sandbox.user(id).expect("a user")
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn the_loop_of_an_administrator() {
    let office = Office::new("loop", TABLE);
    let plan = office.bulk("plan users.csv");
    assert_eq!(plan.code, 12, "{}", plan.err);
    let lines: Vec<&str> = plan.out.lines().collect();
    assert_eq!(lines[0], "users.csv:2: ada@example.com: dept \"Sales\" -> \"Research\", type 1 -> 2");
    assert!(
        lines[1].starts_with("users.csv:4: kim@example.com: failed: reading the user: no such user"),
        "{}",
        plan.out
    );
    assert_eq!(lines[2], "users.csv: 3 rows: 1 to change, 1 already, 1 failed; nothing was sent");
    assert_eq!(lines[3..], ["  fields: dept (1), type (1)", "  licenses: takes a Licensed seat (1)", lines[5]]);
    assert!(lines[5].contains("free licenses") && office.updates() == 0);

    let apply = office.bulk("apply users.csv --yes");
    assert_eq!(apply.code, 12, "{}", apply.err);
    let end = "3 rows: 1 sent, 1 already, 1 failed; mend and apply again: users.csv.run-1/failed.csv; \
        report: users.csv.run-1/report.html\n";
    assert_eq!((apply.out.as_str(), office.updates()), (end, 1));
    assert!(office.user("A").contains("\"dept\":\"Research\""));
    let failed = office.text("users.csv.run-1/failed.csv");
    assert!(failed.starts_with("email,dept,type,#line,#status,#message,#hint\nkim@example.com,Sales,1,4,NOT_FOUND,"));
    let summary: serde_json::Value = serde_json::from_str(&office.text("users.csv.run-1/summary.json")).expect("JSON");
    assert_eq!((&summary["rows"], &summary["outcomes"]["sent"], &summary["exit"]), (&3.into(), &1.into(), &12.into()));

    // The mended file runs only the failure.
    fs::write(office.folder.join("mended.csv"), failed.replace("kim@", "eve@")).expect("a file");
    let again = office.bulk("apply mended.csv --yes");
    assert_eq!((again.code, office.updates()), (0, 2), "{}{}", again.out, again.err);

    let undo = office.bulk("undo users.csv.run-1 --yes");
    assert_eq!((undo.code, office.updates()), (0, 3), "{}{}", undo.out, undo.err);
    assert!(office.user("A").contains("\"dept\":\"Sales\""));
    assert_eq!(office.bulk("plan users.csv --json").code, 12);
    assert_eq!(office.bulk("forget users.csv.run-1").code, 0);
    assert!(!office.folder.join("users.csv.run-1").exists());
}

#[test]
fn a_plan_in_a_file_is_applied_later() {
    let office = Office::new("plan-file", "email,dept\nada@example.com,Research\neve@example.com,Sales\n");
    assert_eq!(office.bulk("plan users.csv --out users.plan").code, 11);
    office.zoom.sandbox.put_user("E", r#"{"dept":"Elsewhere"}"#);
    let ran = office.bulk("apply users.plan --yes");
    assert_eq!((ran.code, office.updates()), (12, 1), "{}", ran.err);
    assert!(ran.out.starts_with("2 rows: 1 sent, 1 drifted; mend and apply again: users.plan.run-1/failed.jsonl"));
    assert!(office.user("A").contains("Research") && office.user("E").contains("Elsewhere"));
}

#[test]
fn a_plan_never_replaces_the_file_of_users() {
    let office = Office::new("plan-out", TABLE);
    let ran = office.bulk("plan users.csv --out users.csv");
    assert_eq!((ran.code, office.text("users.csv").as_str()), (3, TABLE), "{}", ran.err);
    assert!(ran.err.contains("--out users.csv: it is the file of users: name another file"), "{}", ran.err);
}

#[test]
fn junit_never_replaces_the_file_of_users() {
    let office = Office::new("junit", TABLE);
    let ran = office.bulk("apply users.csv --yes --junit ./users.csv");
    assert_eq!((ran.code, office.updates(), office.text("users.csv").as_str()), (3, 0, TABLE), "{}", ran.err);
    assert!(ran.err.contains("--junit ./users.csv: it is the file of users: name another file"), "{}", ran.err);
}

#[test]
fn parts_are_of_a_table_and_not_of_a_plan() {
    let office = Office::new("part", "email,dept\nada@example.com,X\nbob@example.com,X\neve@example.com,X\n");
    let rows = |part: &str| {
        let ran = office.bulk(&format!("apply users.csv --yes --part {part}"));
        ran.out.split(' ').next().and_then(|rows| rows.parse::<u64>().ok()).unwrap_or_else(|| panic!("{}", ran.both()))
    };
    assert_eq!((["1/3", "2/3", "3/3"].map(rows), office.updates()), ([1, 1, 1], 3));
    let wrong = office.bulk("check users.csv --part 3/2");
    assert_eq!(
        (wrong.code, wrong.err.contains("--part: expected a part and their number")),
        (2, true),
        "{}",
        wrong.err
    );

    fs::write(office.folder.join("one.csv"), "email,dept\nada@example.com,Y\n").expect("a table");
    let empty: Vec<_> = (1..=2).map(|part| office.bulk(&format!("check one.csv --part {part}/2"))).collect();
    let note = |ran: &Ran| ran.both().contains("/2 has none of the rows");
    assert_eq!(
        empty.iter().filter(|ran| ran.code == 3 && note(ran)).count(),
        1,
        "{}",
        empty[0].both() + &empty[1].both()
    );

    assert_eq!(office.bulk("plan one.csv --out plan.jsonl").code, 11);
    let ran = office.bulk("apply plan.jsonl --yes --part 1/2");
    assert_eq!((ran.code, office.updates()), (3, 3), "{}", ran.err);
    assert!(ran.err.contains("plan.jsonl: the file is a plan"), "{}", ran.err);
}

#[test]
fn a_plan_with_rows_that_cannot_be_sent_is_applied_if_asked() {
    let office = Office::new("skip", "email,dept,type\nada@example.com,Research,77\neve@example.com,Sales,1\n");
    assert_eq!(office.bulk("plan users.csv --skip-bad-rows --out plan.jsonl").code, 12);
    let ran = office.bulk("apply plan.jsonl --yes --json");
    assert_eq!((ran.code, office.updates()), (3, 0), "{}", ran.both());
    let last: serde_json::Value = serde_json::from_str(ran.out.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&last["event"], &last["exit"]), (&"refused".into(), &3.into()));
    let ran = office.bulk("apply plan.jsonl --yes --skip-bad-rows");
    assert_eq!((ran.code, office.updates()), (12, 1), "{}", ran.both());
}

#[test]
fn an_undo_stays_with_its_server_and_says_what_it_does_not_put_back() {
    let office = Office::new("undo-server", "email,dept\nada@example.com,Research\n");
    assert_eq!(office.bulk("apply users.csv --yes --no-read").code, 0);
    let undo = office.bulk("undo users.csv --yes");
    assert_eq!((undo.code, office.updates()), (12, 1), "{}", undo.out);
    assert!(undo.out.starts_with("1 row: 1 skipped;"), "{}", undo.out);
    let other = Office::new("undo-other", TABLE);
    let run = office.folder.join("users.csv.run-1");
    let ran = other.bulk(&format!("undo {} --yes", run.display()));
    assert_eq!((ran.code, other.updates()), (3, 0), "{}", ran.err);
    assert!(ran.err.contains("the run belongs to another server or account"), "{}", ran.err);
    // Undoing twice changes nothing the second time.
    assert_eq!(office.bulk("apply users.csv --yes").code, 0);
    office.zoom.sandbox.put_user("A", r#"{"dept":"Sales"}"#);
    assert_eq!(office.bulk("apply users.csv --yes").code, 0);
    for updates in [3, 3] {
        let ran = office.bulk("undo users.csv --yes");
        assert_eq!((ran.code, office.updates()), (0, updates), "{}", ran.out);
    }
}

#[test]
fn a_row_with_too_many_cells_stays_wrong_until_it_is_mended() {
    let office =
        Office::new("cells", "email,dept,job_title\nada@example.com,Sales, Marketing,Boss\nbob@example.com,New,\n");
    assert_eq!(office.bulk("apply users.csv --yes --skip-bad-rows").code, 12);
    let again = office.bulk("check users.csv.run-1/failed.csv");
    assert_eq!(again.code, 3, "{}", office.text("users.csv.run-1/failed.csv"));
    let next = office.bulk("apply users.csv.run-1/failed.csv --yes --skip-bad-rows");
    assert!(office.folder.join("users.csv.run-2").exists(), "{}", next.out);
}

#[test]
fn nothing_is_sent_without_consent() {
    let office = Office::new("consent", TABLE);
    let ran = office.bulk("apply users.csv");
    assert_eq!((ran.code, office.updates()), (2, 0));
    assert!(ran.err.contains("give --yes to go on without a question; nothing was sent"), "{}", ran.err);
    assert!(!office.folder.join("users.csv.run-1").exists(), "a run that was not begun leaves no folder");
}

#[test]
fn a_plan_that_takes_too_much_away_is_refused() {
    let rows: String = (0..12).map(|n| format!("u{n}@example.com,\n")).collect();
    let office = Office::new("loss", "email,type\nbob@example.com,1\n");
    let ran = office.bulk("apply users.csv --yes --max-loss 0");
    assert_eq!((ran.code, office.updates()), (13, 0));
    let why = "1 of 1 rows take a license, Zoom Phone or a text away from a user, more than the 0 allowed (lines 2); if that \
        is meant, approve it with --max-loss 1; nothing was sent";
    assert!(ran.err.contains(why), "{}", ran.err);
    assert_eq!(office.bulk("apply users.csv --yes --max-loss 1").code, 0);
    fs::write(office.folder.join("users.csv"), format!("email,dept\n{rows}")).expect("a file");
    assert_eq!(office.bulk("apply users.csv --yes").code, 0, "rows that set nothing");
}

#[test]
fn a_file_with_problems_sends_nothing() {
    let office = Office::new("problems", "email,type\nada@example.com,77\nbob@example.com,1\n");
    let ran = office.bulk("apply users.csv --yes");
    assert_eq!((ran.code, office.updates()), (3, 0));
    assert!(ran.err.starts_with("users.csv: delimiter") && ran.err.contains("users.csv:2: type: "), "{}", ran.err);
    let ran = office.bulk("apply users.csv --yes --skip-bad-rows");
    assert_eq!((ran.code, office.updates()), (12, 1), "{}", ran.err);
    assert!(office.text("users.csv.run-1/results.csv").contains("2,ada@example.com,refused,CHECK_FAILED"));
}

#[test]
fn a_run_goes_on() {
    let office = Office::new("resume", TABLE);
    let stopped = office.bulk("apply users.csv --yes --max-time 0s");
    assert_eq!((stopped.code, office.updates()), (14, 0), "{}", stopped.err);
    assert!(stopped.out.contains("3 not-tried; stopped: the time for the run is over;"), "{}", stopped.out);
    assert!(stopped.out.ends_with("go on with: zoomuser bulk resume users.csv.run-1\n"), "{}", stopped.out);
    for which in ["", "users.csv", "users.csv.run-1"] {
        let ran = office.bulk(&format!("resume {which} --yes"));
        assert_eq!((ran.code, office.updates()), (12, 1), "{which}: {}", ran.err);
    }
    let junit = office.bulk("report users.csv.run-1 --junit results.xml");
    assert_eq!(junit.code, 0, "{}", junit.err);
    assert!(office.text("results.xml").contains("<testsuite name=\"NOT_FOUND\""), "{}", office.text("results.xml"));
    assert_eq!(office.bulk("resume nothing --yes").code, 3);
}

#[test]
fn a_run_leaves_a_report() {
    let office = Office::new("report", "email,dept,host_key\nada@example.com,R&D <b>,482913\nbob@example.com,Sales,\n");
    assert_eq!(office.bulk("apply users.csv --yes --max-loss 100%").code, 0);
    let page = office.text("users.csv.run-1/report.html");
    assert!(page.contains("All 2 rows succeeded.") && page.contains("R&amp;D &lt;b&gt;"), "{page}");
    let has = |page: &str| ["ada@example.com", "R&amp;D", "482913"].map(|text| page.contains(text));
    assert_eq!(has(&page), [true, true, false]);
    for (flags, expected) in [
        ("--values changed", [true, true, false]),
        ("--values all", [true, true, true]),
        ("--values none", [true, false, false]),
        ("--values none --mask-users", [false; 3]),
    ] {
        let ran = office.bulk(&format!("report users.csv -o page.html {flags}"));
        assert_eq!((ran.code, has(&office.text("page.html"))), (0, expected), "{flags}: {}", ran.err);
        assert!(ran.out.ends_with("; report: page.html\n"), "{}", ran.out);
    }
    assert_eq!(office.text("users.csv.run-1/report.html"), page, "the report of the folder stays");
    assert_eq!(office.bulk("report users.csv").code, 0);
    assert_eq!(office.text("users.csv.run-1/report.html"), page, "the same journal, the same report");
    let ran = office.bulk("report users.csv --values some");
    assert_eq!((ran.code, ran.err.lines().next()), (2, Some("zoomuser: --values: expected one of all, changed, none")));
    let ran = office.bulk("report users.csv -o nowhere/page.html");
    assert!(ran.code == 3 && ran.err.contains("nowhere/page.html"), "{} {}", ran.code, ran.err);
}

#[test]
fn junit_is_xml_whatever_the_users_are() {
    let office = Office::new("junit", "email,dept\n<&\"'@example.com,x\n]]>@example.com,y\n");
    let ran = office.bulk("apply users.csv --yes --no-read --junit junit.xml");
    assert_eq!(ran.code, 12, "{}", ran.err);
    let xml = office.text("junit.xml");
    for name in ["\"line 2: &lt;&amp;&quot;'@example.com\"", "\"line 3: ]]&gt;@example.com\""] {
        assert!(xml.contains(name), "{name} is missing in {xml}");
    }
    assert_eq!((xml.matches("<testcase").count(), xml.matches("<failure").count()), (2, 2), "{xml}");
}

#[test]
fn a_sandbox_has_the_users_of_the_file() {
    let office = Office::new("sandbox", "email;Department\nkim@example.com;Research\n");
    let ran = office.bulk("apply users.csv --sandbox");
    assert_eq!((ran.code, office.updates()), (0, 0), "{}", ran.err);
    assert_eq!(
        ran.out,
        "1 row: 1 sent; results: users.csv.sandbox.run-1/results.csv; report: users.csv.sandbox.run-1/report.html\n"
    );
}

#[test]
fn events_are_json_lines() {
    let office = Office::new("json", TABLE);
    let ran = office.bulk("apply users.csv --yes --json");
    let events: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event["event"].as_str().expect("an event")).collect();
    assert_eq!(kinds, ["plan", "row", "row", "row", "summary"], "{}", ran.out);
    assert!(events.iter().all(|event| event["message"].is_string()));
    assert_eq!((&events[4]["exit"], &events[4]["outcomes"]["already"]), (&12.into(), &1.into()));
}
