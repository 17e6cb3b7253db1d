//! Runs steps side by side, each as a process of its own that writes to a log.

use super::step::Step;
use crate::command::{command, target_dir};
use crate::files::{about, fresh};
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

/// How many lines of the log of a failed step are shown.
const SHOWN: usize = 60;

/// A step that has ended.
pub(super) struct Ended {
    pub(super) name: &'static str,
    pub(super) passed: bool,
    /// What it left out, each with the way to enable it.
    pub(super) skipped: Vec<String>,
    /// `None` if it wrote to the terminal.
    pub(super) log: Option<PathBuf>,
}

impl Ended {
    /// The step as the log of its process shows it.
    fn read(name: &'static str, passed: bool, log: PathBuf) -> Self {
        let text = text(&log);
        let skipped = text.lines().filter_map(|line| line.strip_prefix("skipped: "));
        // Programs that the step runs may write such lines too.
        let skipped = skipped.filter(|line| line.starts_with(&format!("{name}: "))).map(str::to_owned).collect();
        Self { name, passed, skipped, log: Some(log) }
    }

    /// Prints the end of its log.
    pub(super) fn show_log(&self) {
        let Some(log) = &self.log else { return };
        println!("\n-- {}: the end of {}", self.name, log.display());
        println!("{}\n--", last_lines(&text(log)));
    }
}

/// What a step wrote; a program that it ran may write bytes that are no text.
fn text(log: &Path) -> String {
    fs::read(log).map_or_else(|error| error.to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Runs the steps, as many at a time as there are processors, and prints a line whenever one ends.
pub(super) fn run(steps: &[&'static Step]) -> Result<Vec<Ended>, String> {
    let logs = target_dir().join("test-logs");
    fresh(&logs)?;
    let program = env::current_exe().map_err(|error| error.to_string())?;
    // A step may build this program anew.
    let own = logs.join("xtask");
    fs::hard_link(&program, &own).map_err(about(&own))?;
    let places = thread::available_parallelism().map_or(1, usize::from);
    run_side_by_side(steps, places, move |step| {
        let log = logs.join(step.name).with_extension("log");
        let passed = run_process(&own, step, &log).unwrap_or_else(|why| {
            println!("== {}: {why}", step.name);
            false
        });
        Ended::read(step.name, passed, log)
    })
}

fn run_side_by_side(
    steps: &[&'static Step],
    places: usize,
    run: impl Fn(&Step) -> Ended + Clone + Send + 'static,
) -> Result<Vec<Ended>, String> {
    let listed = |what: &str, steps: &[&Step]| match steps {
        [] => String::new(),
        _ => format!("; {what}: {}", steps.iter().map(|step| step.name).collect::<Vec<_>>().join(", ")),
    };
    let (mut left, mut running, mut ended) = (steps.to_vec(), Vec::<&Step>::new(), Vec::new());
    let (sender, receiver) = mpsc::channel();
    let (began, mut news) = (Instant::now(), String::new());
    loop {
        while let Some(step) = (running.len() < places).then(|| take_next(&mut left, &running)).flatten() {
            running.push(step);
            let (sender, run) = (sender.clone(), run.clone());
            thread::spawn(move || {
                let started = Instant::now();
                let _ = sender.send((run(step), started.elapsed().as_secs_f32()));
            });
        }
        let now = listed("running", &running) + &listed("left", &left);
        println!("== {news}{} of {} done{now} ({} s)", ended.len(), steps.len(), began.elapsed().as_secs());
        if running.is_empty() {
            return Ok(ended);
        }
        let (one, seconds) = receiver.recv().map_err(|error| error.to_string())?;
        let what = if one.passed { "passed" } else { "FAILED" };
        news = format!("{} {what} in {seconds:.0} s; ", one.name);
        if !one.passed {
            one.show_log();
        }
        running.retain(|step| step.name != one.name);
        ended.push(one);
    }
}

/// Takes the first step that may run beside those that are running.
fn take_next(left: &mut Vec<&'static Step>, running: &[&Step]) -> Option<&'static Step> {
    let next = left.iter().position(|step| running.iter().all(|other| step.goes_with(other)))?;
    Some(left.remove(next))
}

/// Runs one step as `cargo xtask test NAME` does, and tells whether it passed.
fn run_process(program: &Path, step: &Step, log: &Path) -> Result<bool, String> {
    let output = File::create(log).map_err(about(log))?;
    let errors = output.try_clone().map_err(about(log))?;
    let status = command(program).args(["test", step.name]).stdout(output).stderr(errors).status();
    let status = status.map_err(about(program))?;
    if let (None, false) = (status.code(), status.success()) {
        println!("== {}: {status}", step.name);
    }
    Ok(status.success())
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(SHOWN)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::step::Cargo;
    use std::sync::{Arc, Condvar, Mutex};
    use std::time::Duration;

    const fn step(name: &'static str, cargo: Cargo) -> Step {
        Step { name, what: "", needs: &[], cargo, run: || Ok(Vec::new()) }
    }

    static BUILD: Step = step("build", Cargo::Compiles);
    static LINT: Step = step("lint", Cargo::Compiles);
    static FIRST: Step = step("first", Cargo::Uses);
    static SECOND: Step = step("second", Cargo::Uses);
    static ELSEWHERE: Step = step("elsewhere", Cargo::Avoids);
    static ARCHIVE: Step = step("archive", Cargo::Releases);
    static WHEEL: Step = step("wheel", Cargo::Releases);

    #[test]
    fn what_compiles_in_the_target_folder_is_alone_there() {
        let mut left = vec![&BUILD, &LINT, &FIRST, &SECOND, &ELSEWHERE];
        let mut next = |running: &[&Step]| take_next(&mut left, running).map(|step| step.name);
        assert_eq!(next(&[]), Some("build"));
        assert_eq!(next(&[&BUILD]), Some("elsewhere"));
        assert_eq!(next(&[&BUILD]), None);
        assert_eq!(next(&[&ELSEWHERE]), Some("lint"));
        assert_eq!(next(&[]), Some("first"));
        assert_eq!(next(&[&FIRST]), Some("second"));
    }

    #[test]
    fn release_artifacts_are_compiled_by_one_step_at_a_time() {
        let mut left = vec![&ARCHIVE, &WHEEL];
        let mut next = |running: &[&Step]| take_next(&mut left, running).map(|step| step.name);
        assert_eq!(next(&[&BUILD, &ELSEWHERE]), Some("archive"));
        assert_eq!(next(&[&ARCHIVE]), None);
        assert_eq!(next(&[&FIRST]), Some("wheel"));
    }

    #[test]
    fn every_step_runs_and_two_run_at_the_same_time() {
        // Neither ends before both run, or a minute has passed.
        let both = Arc::new((Mutex::new(0), Condvar::new()));
        let run = move |step: &Step| {
            let mut met = true;
            if step.cargo == Cargo::Uses {
                let (running, changed) = &*both;
                let mut running = running.lock().expect("no panic");
                *running += 1;
                changed.notify_all();
                let waited = changed.wait_timeout_while(running, Duration::from_secs(60), |running| *running < 2);
                met = waited.is_ok_and(|(_, waited)| !waited.timed_out());
            }
            Ended { name: step.name, passed: met && step.name != "second", skipped: Vec::new(), log: None }
        };
        let ended = run_side_by_side(&[&BUILD, &FIRST, &SECOND, &ELSEWHERE], 2, run).expect("all ended");
        let mut ended: Vec<_> = ended.iter().map(|one| (one.name, one.passed)).collect();
        ended.sort_unstable();
        assert_eq!(ended, [("build", true), ("elsewhere", true), ("first", true), ("second", false)]);
    }

    #[test]
    fn what_a_step_left_out_is_read_from_its_log() {
        let log = target_dir().join("runner-test.log");
        fs::write(&log, b"\xff\nskipped: c: gcc is missing\n0 passed\n").expect("a log");
        let ended = Ended::read("c", true, log);
        assert_eq!(ended.skipped, ["c: gcc is missing"]);
    }

    #[test]
    fn the_end_of_a_log_is_shown() {
        let text = |lines: std::ops::Range<usize>| lines.map(|line| line.to_string()).collect::<Vec<_>>().join("\n");
        assert_eq!(last_lines(&text(0..100)), text(40..100));
        assert_eq!(last_lines("one\n"), "one");
    }
}
