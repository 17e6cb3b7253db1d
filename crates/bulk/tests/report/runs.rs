//! Run folders as runs leave them.

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use zoomuser::Status;
use zoomuser_bulk::journal::{Done, Journal, Open, Sent, StopReason};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::plan_file::{PlanHeader, PlanWriter};
use zoomuser_bulk::plan::planned_row::{Change, PlannedRow, Step};
use zoomuser_bulk::report::{ReportOptions, write_report};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::row::Layout;
use zoomuser_bulk::run_folder::{RunFile, RunFolder, sha256};

const BOOT: &str = "boot-0";
const NOW: &str = "2026-11-30T10:00:00Z";
/// A user who tries to be markup, and closes whatever element it is in.
pub(crate) const EVIL: &str =
    "</bdi></td></script></style><script>alert(1)</script><img src=x onerror=\"document.title='evil'\">'\"@example.com";

/// An empty folder, removed with what is in it.
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zoomuser-report-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).expect("made");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A run being written.
pub(crate) struct Written {
    folder: RunFolder,
    journal: Journal,
}

/// A row that sends these fields, given as JSON.
pub(crate) fn row(user: &str, fields: &str, old: Option<&str>) -> PlannedRow {
    let fields: Map<String, Value> = serde_json::from_str(fields).expect("an object");
    let raw = |value: &Value| RawValue::from_string(value.to_string()).expect("JSON");
    let send = fields.iter().map(|(name, value)| (name.clone(), raw(value))).collect();
    let old = old.map(|old| serde_json::from_str(old).expect("an object"));
    let step = Step::Send(Change { send, old, ..Change::default() });
    PlannedRow { row: 0, line: 0, user_id: user.to_owned(), id: None, step }
}

/// Begins a run of these rows.
pub(crate) fn begin(temporary: &Temporary, rows: impl Iterator<Item = PlannedRow>) -> Written {
    let folder = RunFolder::create_beside(&temporary.path().join("users.csv")).expect("made");
    let layout = Layout { name: "users.csv".to_owned(), ..Layout::default() };
    let file = folder.create_file(RunFile::Plan).expect("made");
    let mut plan = PlanWriter::new(file, PlanHeader::new(&layout, "", NOW)).expect("begun");
    for (row, planned) in (0..).zip(rows) {
        plan.write(&PlannedRow { row, line: row + 2, ..planned }).expect("written");
    }
    let rows = plan.finish().expect("written").rows;
    let open = Open {
        run: folder.name(),
        plan: sha256(folder.open_file(RunFile::Plan).expect("there")).expect("read"),
        rows,
        boot: BOOT.to_owned(),
        at: NOW.to_owned(),
        version: "0.1.0".to_owned(),
        rate: 30_000,
        ..Open::default()
    };
    let journal = Journal::create(&folder, open).expect("made");
    Written { folder, journal }
}

/// How a row ended that was sent.
pub(crate) fn done(row: u64, outcome: RowOutcome, at_ms: u64) -> Done {
    let (status, http_status) = match outcome {
        RowOutcome::Failed => (Status::NotFound, Some(404)),
        RowOutcome::Ignored => (Status::NotApplied, Some(204)),
        RowOutcome::Refused => (Status::CheckFailed, None),
        _ => (Status::Ok, Some(204)),
    };
    let attempts = u32::from(http_status.is_some());
    let took_ms = 90 + row * 37 % 60;
    Done { status: Some(status.code()), http_status, attempts, took_ms, at_ms, ..Done::new(row, outcome) }
}

/// A row that Zoom refused.
pub(crate) fn failed(row: u64, at_ms: u64) -> Done {
    Done {
        api_code: Some(1001),
        message: "Zoom: User does not exist: someone@example.com.".to_owned(),
        hint: "check the user id; deleted users cannot be changed".to_owned(),
        tracking_id: "v=2.0;clid=aw1;rid=WEB_3f1c".to_owned(),
        ..done(row, RowOutcome::Failed, at_ms)
    }
}

impl Written {
    pub(crate) fn sent(&mut self, rows: std::ops::Range<u64>) {
        let sent: Vec<Sent> = rows.map(|row| Sent { row, attempt: 1, ..Sent::default() }).collect();
        self.journal.sent(&sent).expect("written");
    }

    pub(crate) fn done(&mut self, done: &[Done]) {
        self.journal.done(done).expect("written");
    }

    /// Ends the process, and goes on with the next one.
    pub(crate) fn resumed(self) -> Self {
        let Self { folder, journal } = self;
        drop(journal);
        let (journal, _) = Journal::resume(&folder, BOOT, "2026-11-30T12:00:00Z").expect("resumed");
        Self { folder, journal }
    }

    pub(crate) fn stop(&mut self, why: StopReason) {
        self.journal.stop(why, "2026-11-30T12:01:00Z").expect("written");
    }

    /// The report of the run as it stands, and where it is.
    pub(crate) fn report(&self, options: &ReportOptions) -> (String, PathBuf) {
        let results = Results::read(&self.folder, BOOT).expect("read");
        let path = self.folder.file(RunFile::Report);
        write_report(&results, 12, options, &path).expect("written");
        (fs::read_to_string(&path).expect("there"), path)
    }
}

/// A run with a row of every kind, resumed once.
pub(crate) fn mixed(temporary: &Temporary) -> Written {
    let change = r#"{"dept":"Research & <b>Development</b>","type":2}"#;
    let old = r#"{"dept":"Sales","type":1}"#;
    let private = r#"{"host_key":"482913","phone_numbers":[{"country":"GB","number":"5550100"}],"pronouns":""}"#;
    let end = r#"{"n":0,"line":2,"user":"h@example.com","end":"already","status":0,"http":null,"code":null,"message":"the user has these values already","hint":""}"#;
    let rows = vec![
        row("ada@example.com", change, Some(old)),
        row(EVIL, change, Some(r#"{"dept":"</script><script>alert(2)</script>","type":1}"#)),
        row("someone@example.com", private, Some(r#"{"pronouns":"they"}"#)),
        row("d@example.com", r#"{"type":1}"#, Some(r#"{"type":2}"#)),
        row("e@example.com", change, None),
        row("f@example.com", change, None),
        row("g@example.com", change, Some(old)),
        PlannedRow::of_json(end).expect("a row"),
        row("i@example.com", change, Some(old)),
    ];
    let mut run = begin(temporary, rows.into_iter());
    run.sent(0..5);
    run.done(&[done(0, RowOutcome::Applied, 130), Done { took_ms: 1_700, waited_ms: 1_500, ..failed(2, 1_900) }]);
    let evil = Done {
        message: format!("Zoom: no such user {EVIL} {{{{rows}}}}"),
        hint: "<i>mend it</i>".to_owned(),
        tracking_id: "<u>".to_owned(),
        ..failed(1, 2_000)
    };
    run.done(&[evil, Done { fields: vec!["type".to_owned()], ..done(3, RowOutcome::Sent, 2_100) }]);
    run.done(&[Done { ignored: vec!["dept".to_owned()], ..done(4, RowOutcome::Ignored, 2_400) }]);
    let mut run = run.resumed();
    run.sent(6..7);
    let refused = Done { message: "dept: longer than 128".to_owned(), ..done(5, RowOutcome::Refused, 10) };
    run.done(&[refused, Done { attempts: 0, http_status: None, took_ms: 0, ..done(7, RowOutcome::Already, 11) }]);
    run.stop(StopReason::Interrupted);
    run
}

/// A run of many rows, of which every `each`-th failed.
pub(crate) fn many(temporary: &Temporary, count: u64, each: u64) -> Written {
    let change = r#"{"dept":"Research","job_title":"Engineer"}"#;
    let old = Some(r#"{"dept":"Sales","job_title":"Engineer II"}"#);
    let mut run = begin(temporary, (0..count).map(|n| row(&format!("user{n}@example.com"), change, old)));
    for first in (0..count).step_by(100) {
        let rows = first..(first + 100).min(count);
        run.sent(rows.clone());
        let end =
            |row| if row % each == each - 1 { failed(row, row * 34) } else { done(row, RowOutcome::Sent, row * 34) };
        run.done(&rows.map(end).collect::<Vec<_>>());
    }
    run.stop(StopReason::Finished);
    run
}
