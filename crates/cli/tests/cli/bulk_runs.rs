//! Bulk runs that are interrupted, that two processes want, and whose disk is full.

use crate::program::{Ran, TOKEN, Zoom, command};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the program may take for what it is waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks at the journal.
const POLL: Duration = Duration::from_millis(5);

/// A sandbox, and a folder with a table.
struct Bench {
    zoom: Zoom,
    folder: PathBuf,
}

impl Bench {
    /// With a row for each number, for a user whose id begins with `user`.
    fn new(name: &str, user: &str, rows: usize) -> Self {
        let folder = PathBuf::from(format!("{}/bulk-{name}-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id()));
        // May be left from an earlier process with the same id.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        let mut table = "user_id,dept\n".to_owned();
        (0..rows).for_each(|row| writeln!(table, "{user}+{name}-{row}@sandbox.test,New").expect("a line"));
        fs::write(folder.join("users.csv"), table).expect("written");
        Self { zoom: Zoom::start(), folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().expect("text").to_owned()
    }

    /// `zoomuser bulk ...`, with the default action for SIGINT, which a shell lets a script's background jobs ignore.
    fn bulk(&self, words: &[&str]) -> Command {
        let program = command(&["bulk"]);
        let mut command = Command::new("env");
        if cfg!(target_os = "linux") {
            command.arg("--default-signal=INT");
        }
        command.arg(program.get_program()).args(program.get_args()).args(words).args(self.options());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.env("ZOOM_TOKEN", TOKEN).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn options(&self) -> [String; 6] {
        let url = self.zoom.sandbox.http_base_url();
        ["--yes", "--base-url", &url, "--plan", "none", "--quiet"].map(str::to_owned)
    }

    /// Applies the table, four calls at a time.
    fn apply(&self) -> Running {
        let words = ["apply", &self.path("users.csv"), "--run", &self.path("run"), "--no-read", "--jobs", "4"];
        Running(Some(self.bulk(&words).spawn().expect("the program runs")))
    }

    fn resume(&self) -> Ran {
        self.bulk(&["resume", &self.path("run")]).output().expect("the program runs").into()
    }

    /// Waits until the journal has so many records of a kind.
    fn wait_for(&self, kind: &str, records: usize) {
        let (begin, started) = (format!("{{\"e\":\"{kind}\""), Instant::now());
        loop {
            let journal = fs::read_to_string(self.folder.join("run/journal.jsonl")).unwrap_or_default();
            if journal.lines().filter(|line| line.starts_with(&begin)).count() >= records {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "no {records} records {kind}: {journal}");
            thread::sleep(POLL);
        }
    }

    /// The rows of results.csv with this outcome.
    fn outcomes(&self, outcome: &str) -> usize {
        let results = fs::read_to_string(self.folder.join("run/results.csv")).expect("results");
        results.lines().filter(|line| line.split(',').nth(2) == Some(outcome)).count()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The program while it runs; killed when dropped.
struct Running(Option<Child>);

impl Running {
    fn id(&self) -> u32 {
        self.0.as_ref().expect("it runs").id()
    }

    fn interrupt(&self) {
        let sent = Command::new("kill").args(["-s", "INT", &self.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }

    fn end(mut self) -> Ran {
        let output: Output = self.0.take().expect("it runs").wait_with_output().expect("it ends");
        output.into()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            // Killing one that has ended is an error, which is ignored.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[test]
fn the_first_interrupt_ends_a_run_in_order() {
    const ROWS: usize = 60;
    let bench = Bench::new("once", "slow-200", ROWS);
    let running = bench.apply();
    bench.wait_for("done", 4);
    running.interrupt();
    let ran = running.end();
    assert_eq!(ran.code, 14, "{}", ran.both());
    assert!(ran.both().contains("go on with: zoomuser bulk resume "), "{}", ran.both());
    let sent = bench.outcomes("sent");
    assert_eq!((bench.outcomes("in-doubt"), bench.outcomes("not-tried")), (0, ROWS - sent));
    assert!((4..ROWS).contains(&sent), "{sent}");
    let ran = bench.resume();
    assert_eq!((ran.code, bench.outcomes("sent")), (0, ROWS), "{}", ran.both());
    assert_eq!(bench.zoom.sandbox.stats().updates, ROWS as u64, "no row is sent twice");
}

#[test]
fn the_second_interrupt_ends_it_at_once() {
    const ROWS: usize = 4;
    // So long that the calls cannot end before the second interrupt.
    let bench = Bench::new("twice", "slow-5000", ROWS);
    let running = bench.apply();
    bench.wait_for("sent", ROWS);
    // Signals do not queue: the first one may still be on its way when the second is sent.
    let mut running = running;
    let started = Instant::now();
    while running.0.as_mut().is_some_and(|child| child.try_wait().expect("a child").is_none()) {
        assert!(started.elapsed() < PATIENCE, "it does not end");
        thread::sleep(POLL * 10);
        let _ = Command::new("kill").args(["-s", "INT", &running.id().to_string()]).stderr(Stdio::null()).status();
    }
    let ran = running.end();
    assert_eq!(ran.code, 14, "{}", ran.both());
    let journal = fs::read_to_string(bench.folder.join("run/journal.jsonl")).expect("a journal");
    assert!(!journal.contains("\"done\""), "it did not wait for the calls: {journal}");
    let ran = bench.resume();
    assert_eq!((ran.code, bench.outcomes("sent")), (0, ROWS), "{}", ran.both());
}

#[test]
fn two_processes_do_not_run_it() {
    let bench = Bench::new("two", "slow-1000", 4);
    let running = bench.apply();
    bench.wait_for("sent", 1);
    let second = bench.resume();
    let pid = running.id();
    assert_eq!(second.code, 15, "{}", second.both());
    assert!(second.both().contains(&format!("process {pid} has been running it since ")), "{}", second.both());
    let json = Ran::from(bench.bulk(&["resume", &bench.path("run"), "--json"]).output().expect("the program runs"));
    assert!(json.code == 15 && json.out.contains(r#""exit":15"#), "{}", json.both());
    let ran = running.end();
    assert_eq!((ran.code, bench.outcomes("sent")), (0, 4), "{}", ran.both());
}

/// A script in which the folder of the bench is a small disk of its own; `None` if that is not allowed here. The program is
/// `$0`, its options are `"$@"`.
#[cfg(target_os = "linux")]
fn on_a_small_disk(bench: &Bench, script: &str) -> Option<Output> {
    let mount = "mount -t tmpfs -o size=460k tmpfs \"$DISK\" || exit 99; cp \"$TABLE\" \"$DISK/users.csv\" || exit 98";
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &format!("{mount}; cd \"$DISK\"; {script}")]);
    command.arg(env!("CARGO_BIN_EXE_zoomuser")).args(bench.options()).env("ZOOM_TOKEN", TOKEN);
    fs::create_dir(bench.folder.join("disk")).expect("made");
    command.env("DISK", bench.folder.join("disk")).env("TABLE", bench.folder.join("users.csv"));
    let ran =
        command.output().ok().filter(|output| output.status.code() != Some(99) && output.status.code() != Some(1));
    if ran.is_none() {
        assert!(std::env::var_os("CI").is_none(), "a disk could not be mounted");
        #[expect(clippy::print_stderr, reason = "tests print what they skip")]
        {
            eprintln!("skipped: mounting a disk in a namespace is not allowed, or unshare is missing (util-linux)");
        }
    }
    ran
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_a_run_that_goes_on_later() {
    const ROWS: usize = 1_500;
    let bench = Bench::new("full", "status-204", ROWS);
    // What is left after the plan is not enough for the journal.
    let script = "\"$0\" bulk apply users.csv --run run --no-read --jobs 4 \"$@\"; echo \"code $?\"; \
        head -c 40 run/journal.jsonl; echo; mount -o remount,size=8m \"$DISK\"; \
        \"$0\" bulk resume run \"$@\"; echo \"code $?\"; grep -c ',sent,' run/results.csv; exit 0";
    let Some(ran) = on_a_small_disk(&bench, script) else { return };
    let ran = Ran::from(ran);
    assert!(ran.out.contains("code 1\n{\"e\":\"open\","), "{}", ran.both());
    assert!(ran.out.ends_with(&format!("code 0\n{ROWS}\n")), "{}", ran.both());
    let message = "the run cannot be recorded: cannot write run/journal.jsonl: No space left on device";
    assert!(ran.out.contains(message) && ran.out.contains("zoomuser bulk resume run"), "{}", ran.both());
    let updates = bench.zoom.sandbox.stats().updates;
    assert!((ROWS as u64..ROWS as u64 + 5).contains(&updates), "{updates}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_an_error_before_anything_is_sent() {
    let bench = Bench::new("read-only", "status-204", 5);
    let script =
        "mount -o remount,ro \"$DISK\"; \"$0\" bulk apply users.csv --no-read \"$@\"; echo \"code $?\"; exit 0";
    let Some(ran) = on_a_small_disk(&bench, script) else { return };
    let ran = Ran::from(ran);
    assert_eq!(ran.out, "code 3\n", "{}", ran.both());
    assert!(ran.err.contains("cannot make the folder users.csv.run-1: Read-only file system"), "{}", ran.err);
    assert_eq!(bench.zoom.sandbox.stats().updates, 0);
}
