//! A run of many rows in processes that are killed, and what the sandbox knows of it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::http_options;
use support::own_program::OwnProgram;
use zoomuser::internal::FlatClient;
use zoomuser_bulk::journal::boot_id;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{Retry, freeze, resume};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::{RunError, RunFile, RunFolder};
use zoomuser_bulk::table::{TableOptions, TableSource, open_table};
use zoomuser_sandbox::Sandbox;

/// How long a process may take for what it is waited for.
const PATIENCE: Duration = Duration::from_secs(300);
/// Between two looks at the length of the journal.
const POLL: Duration = Duration::from_micros(200);
/// The most calls at a time.
const MAX_IN_FLIGHT: usize = 64;

/// A run of many rows in processes that are killed.
pub(crate) struct KilledRun {
    sandbox: Sandbox,
    folder: RunFolder,
    program: OwnProgram,
    rows: usize,
    is_begun: bool,
    sent: u64,
    _files: Folder,
}

impl KilledRun {
    /// Freezes a plan. Each row that `is_flaky` fails once for a reason that passes.
    pub(crate) fn new(token: &str, rows: usize, is_flaky: impl Fn(usize) -> bool) -> Self {
        let (mut csv, mut table) = ("email,id,dept\n".to_owned(), "email,dept\n".to_owned());
        for row in 0..rows {
            writeln!(csv, "{},id-{row},Old", email(row)).expect("a line");
            let user = if is_flaky(row) { format!("flaky-1-503+{token}-{row}@sandbox.test") } else { email(row) };
            writeln!(table, "{user},New").expect("a line");
        }
        let sandbox = Sandbox::builder().token(token).users_csv(&csv).start().expect("the sandbox starts");
        let client = Arc::new(FlatClient::new(http_options(&sandbox)));
        let files = Folder::new();
        let folder = RunFolder::create(&files.path().join("run")).expect("a run folder");
        let source = TableSource::Stream("users.csv".to_owned(), Box::new(table.as_bytes()));
        let mut table = open_table(source, &TableOptions::default()).expect("a table");
        let options = PlanOptions::default();
        freeze(&client, &mut table, &Users::Unread, &options, &folder, "", &mut |_| true).expect("a plan");
        let program = OwnProgram::of(env!("CARGO_BIN_EXE_bulk-process"));
        Self { sandbox, folder, program, rows, is_begun: false, sent: 0, _files: files }
    }

    fn start(&self) -> Child {
        let mut command = Command::new(self.program.path());
        command.arg(if self.is_begun { "resume" } else { "begin" }).arg(self.folder.path());
        command.env("TEST_BASE_URL", self.sandbox.http_base_url()).env("TEST_TOKEN", self.sandbox.token());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("the program runs")
    }

    fn journal_length(&self) -> u64 {
        fs::metadata(self.folder.file(RunFile::Journal)).map_or(0, |facts| facts.len())
    }

    /// Runs, and kills the process when the journal has grown by so many bytes. Returns false if it ended before.
    pub(crate) fn kill_after(&mut self, bytes: u64) -> bool {
        let (target, started) = (self.journal_length() + bytes, Instant::now());
        let mut child = self.start();
        let has_ended = loop {
            // A process that did not come to its first record has to begin again.
            if self.journal_length() >= target.max(1) {
                break false;
            }
            if child.try_wait().expect("a child").is_some() {
                break true;
            }
            assert!(started.elapsed() < PATIENCE, "the journal does not grow to {target} bytes");
            thread::sleep(POLL);
        };
        // Fails if the process has ended meanwhile.
        let _ = child.kill();
        let output = child.wait_with_output().expect("it ends");
        self.is_begun = true;
        if has_ended {
            assert!(output.status.success(), "{output:?}");
        }
        !has_ended
    }

    /// Runs to the end.
    pub(crate) fn finish(&mut self) {
        let output = self.start().wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "finished: every row was handled\n");
    }

    /// The journal is readable, no row is lost, and no more are in doubt than calls are made at a time.
    fn check_counts(&mut self) {
        let counts = self.results().counts();
        let count = |outcome| counts.get(outcome);
        let all = [RowOutcome::Sent, RowOutcome::NotTried, RowOutcome::InDoubt, RowOutcome::Failed].map(count);
        assert_eq!((counts.total(), all.iter().sum()), (self.rows as u64, self.rows as u64), "{counts:?}");
        assert!(count(RowOutcome::InDoubt) <= MAX_IN_FLIGHT as u64, "{counts:?}");
        assert!(count(RowOutcome::Sent) >= self.sent, "{counts:?}");
        self.sent = count(RowOutcome::Sent);
    }

    fn results(&self) -> Results {
        Results::read(&self.folder, &boot_id()).expect("a readable journal")
    }

    /// Journal and sandbox agree: what is sent was accepted, what was accepted is sent or in doubt, and what was accepted more
    /// than once was told as in doubt as often.
    pub(crate) fn check_books(&mut self) {
        self.check_counts();
        let told = self.told_in_doubt();
        let results = self.results();
        // Read after the sandbox: no process runs, but the sandbox may still have the last requests of a killed one.
        let books: HashMap<String, u64> =
            self.sandbox.updates().into_iter().map(|user| (user.email, user.accepted)).collect();
        for result in results.iter().expect("results") {
            let result = result.expect("a row");
            let row = result.done.row;
            let accepted = books.get(&result.user_id).copied().unwrap_or(0);
            let doubts = told.get(&row).copied().unwrap_or(0);
            assert!(accepted <= 1 + doubts, "row {row} was accepted {accepted} times, and told as in doubt {doubts}");
            match result.done.outcome {
                _ if result.user_id.starts_with("flaky") => {}
                RowOutcome::Sent => assert!(accepted >= 1, "row {row} was not accepted"),
                RowOutcome::InDoubt => {}
                other => assert_eq!(accepted, 0, "row {row} is {}", other.word()),
            }
        }
    }

    /// How often the journal tells each row as in doubt.
    fn told_in_doubt(&self) -> BTreeMap<u64, u64> {
        let journal = fs::read_to_string(self.folder.file(RunFile::Journal)).expect("a journal");
        let mut told = BTreeMap::new();
        for line in journal.lines().filter(|line| line.starts_with("{\"e\":\"resume\"")) {
            // The last line may be torn.
            let record: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            for row in record["doubt"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64) {
                *told.entry(row).or_default() += 1;
            }
        }
        told
    }

    /// Changes the journal while no process runs.
    pub(crate) fn change_journal(&self, change: impl FnOnce(&mut Vec<u8>)) {
        let path = self.folder.file(RunFile::Journal);
        let mut journal = fs::read(&path).expect("a journal");
        change(&mut journal);
        fs::write(path, journal).expect("written");
    }

    /// Where the line of the journal begins that has this byte.
    pub(crate) fn line_at(&self, at: usize) -> usize {
        let journal = fs::read(self.folder.file(RunFile::Journal)).expect("a journal");
        journal[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
    }

    /// Resumes in this process, without sending anything yet.
    pub(crate) fn resume(&self) -> Result<(), RunError> {
        let client = Arc::new(FlatClient::new(http_options(&self.sandbox)));
        resume(client, &self.folder, Retry::Nothing, RunOptions::default()).map(drop)
    }

    /// Every row is sent, and every user is changed.
    pub(crate) fn check_end(&mut self) {
        let counts = self.results().counts();
        assert_eq!(counts.get(RowOutcome::Sent), self.rows as u64, "{counts:?}");
        self.check_books();
    }
}

fn email(row: usize) -> String {
    format!("user-{row}@example.com")
}
