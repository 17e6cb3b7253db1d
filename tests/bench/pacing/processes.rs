//! Processes that use one account: with a common `rate_file`, and without.

use crate::judge::{Counting, Judge};
use crate::verdict;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use support::folder::Folder;
use support::own_program::OwnProgram;

/// The length of a run with a common file, and what is measured of it: all of it.
const SHARED: u64 = 15;
const GOAL: f64 = 0.95;
/// The length of a run without, the time to settle, and the goals after it.
const ALONE: u64 = 40;
const SETTLED: Duration = Duration::from_secs(10);
const ALONE_REFUSED: f64 = 0.03;
const ALONE_GOAL: f64 = 0.85;

/// Runs processes with so many threads each, and waits until they have ended.
fn run(judge: &Judge, plan: &str, size: [usize; 2], seconds: u64, rate_file: &str) {
    for mut child in start(judge, plan, size, seconds, [rate_file, ""]) {
        assert!(child.wait().expect("it ends").success());
    }
}

/// Starts processes with so many threads each. They share a file, a server, or nothing.
pub(crate) fn start(
    judge: &Judge,
    plan: &str,
    [processes, threads]: [usize; 2],
    seconds: u64,
    [rate_file, share]: [&str; 2],
) -> Vec<Child> {
    let program = OwnProgram::of(env!("CARGO_BIN_EXE_client-process"));
    let process = || {
        Command::new(program.path())
            .arg("load")
            .env("TEST_BASE_URL", judge.base_url())
            .envs([
                ("TEST_TOKEN", "bench-processes"),
                ("TEST_PLAN", plan),
                ("TEST_RATE_FILE", rate_file),
                ("TEST_SHARE", share),
            ])
            .envs([("TEST_THREADS", threads.to_string()), ("TEST_SECONDS", seconds.to_string())])
            .stdout(Stdio::null())
            .spawn()
            .expect("it runs")
    };
    (0..processes).map(|_| process()).collect()
}

/// With a common file; says whether the goals are reached.
pub(crate) fn shared() -> bool {
    println!(
        "| processes x threads | permitted /s | counted by | headers | share (goal {} %) | refused (goal 0) |",
        GOAL * 100.0
    );
    println!("|{}", " --- |".repeat(6));
    let mut cells = Vec::new();
    for counting in [Counting::Sliding, Counting::Clock] {
        for has_headers in [true, false] {
            cells.extend([1, 2, 4].map(|processes| ("pro", 30, [processes, 8], counting, has_headers)));
        }
    }
    for processes in [1, 2, 4] {
        cells.push(("business", 80, [processes, 16], Counting::Sliding, true));
    }
    cells.push(("free", 4, [4, 8], Counting::Sliding, true));
    cells.push(("pro", 30, [16, 1], Counting::Sliding, true));
    let missed = cells.into_iter().filter(|cell| !with_file(*cell)).count();
    println!();
    missed == 0
}

fn with_file((plan, limit, size, counting, has_headers): (&str, usize, [usize; 2], Counting, bool)) -> bool {
    let (judge, folder) = (Judge::start(limit, counting, has_headers), Folder::new());
    run(&judge, plan, size, SHARED, &folder.file("rate"));
    let (accepted, refused) = judge.between(Duration::ZERO, Duration::from_secs(SHARED));
    let share = accepted as f64 / (limit as u64 * SHARED) as f64;
    let is_reached = share >= GOAL && refused == 0;
    let [processes, threads] = size;
    println!(
        "| {processes} x {threads} | {limit} | {} | {} | {:.1} %{} | {refused} |",
        counting.name(),
        if has_headers { "yes" } else { "no" },
        share * 100.0,
        verdict(is_reached)
    );
    is_reached
}

/// Without a common file; says whether the goals are reached.
pub(crate) fn alone() -> bool {
    println!(
        "| processes x threads, no common file | permitted /s | share after {} s (goal {} %) | refused (goal {} %) |",
        SETTLED.as_secs(),
        ALONE_GOAL * 100.0,
        ALONE_REFUSED * 100.0
    );
    println!("|{}", " --- |".repeat(4));
    let cells = [("pro", 30, [2, 8]), ("pro", 30, [4, 8]), ("pro", 30, [16, 1]), ("business", 80, [4, 16])];
    let missed = cells.into_iter().filter(|cell| !without_file(*cell)).count();
    println!();
    missed == 0
}

fn without_file((plan, limit, size): (&str, usize, [usize; 2])) -> bool {
    let judge = Judge::start(limit, Counting::Sliding, true);
    run(&judge, plan, size, ALONE, "off");
    let length = Duration::from_secs(ALONE);
    let (accepted, refused) = judge.between(SETTLED, length);
    let share = accepted as f64 / (limit as f64 * (length - SETTLED).as_secs_f64());
    let refused = refused as f64 / (accepted + refused) as f64;
    let is_reached = share >= ALONE_GOAL && refused <= ALONE_REFUSED;
    let [processes, threads] = size;
    println!(
        "| {processes} x {threads} | {limit} | {:.1} % | {:.1} %{} |",
        share * 100.0,
        refused * 100.0,
        verdict(is_reached)
    );
    is_reached
}
