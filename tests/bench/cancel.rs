//! The time until a call returns after its cancellation or deadline: `cargo bench --bench cancel`.
//!
//! In each phase in which a call may have to wait. The goal is one for the worst of all rounds.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use support::phases::{PHASES, Phase};
use zoomuser::Status;

const ROUNDS: usize = 15;
const DEADLINE: Duration = Duration::from_millis(300);
const GOAL: Duration = Duration::from_millis(200);

/// Median and worst.
struct Figures {
    median: Duration,
    worst: Duration,
}

impl Figures {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self { median: times[times.len() / 2], worst: times[times.len() - 1] }
    }
}

/// Milliseconds with one digit after the point.
fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

/// One phase; says whether the goal is reached.
fn measure(phase: &Phase, hold_lock: &Path) -> bool {
    let cancelled = (0..ROUNDS).map(|_| {
        let cancelled = phase.cancel(hold_lock);
        assert_eq!(cancelled.outcome.message(), phase.cancelled);
        cancelled.took
    });
    let cancelled = Figures::of(cancelled.collect());
    // Where a call does not begin to wait for what comes too late, there is no deadline to miss.
    let late = (phase.late == Status::Timeout).then(|| {
        let late = (0..ROUNDS).map(|_| {
            let late = phase.run_late(DEADLINE, hold_lock);
            assert_eq!(late.outcome.status(), phase.late, "{}: {}", phase.name, late.outcome.message());
            late.overshoot
        });
        Figures::of(late.collect())
    });
    let shown = |pick: fn(&Figures) -> Duration| late.as_ref().map_or_else(|| "-".to_owned(), |late| ms(pick(late)));
    println!(
        "| {} | {} | {} | {} | {} |",
        phase.name,
        ms(cancelled.median),
        ms(cancelled.worst),
        shown(|late| late.median),
        shown(|late| late.worst)
    );
    cancelled.worst <= GOAL && late.is_none_or(|late| late.worst <= GOAL)
}

fn main() -> ExitCode {
    // `cargo test` builds and runs benchmarks too; then there is nothing to measure.
    if !std::env::args().any(|word| word == "--bench") {
        return ExitCode::SUCCESS;
    }
    println!("Milliseconds to the return, {ROUNDS} calls in each phase, goal {} ms:\n", GOAL.as_millis());
    println!("| phase | cancelled: median | worst | deadline exceeded: median | worst |");
    println!("| --- | --- | --- | --- | --- |");
    let hold_lock = Path::new(env!("CARGO_BIN_EXE_hold-lock"));
    let missed = PHASES.iter().filter(|phase| !measure(phase, hold_lock)).count();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
