//! How well the rate of a plan is kept and used, and how soon a client recovers: `cargo bench --bench pacing`.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

mod crowd;
mod judge;
mod processes;
mod recovery;
mod threads;

use std::process::ExitCode;

fn main() -> ExitCode {
    // `cargo test` builds and runs benchmarks too; then there is nothing to measure.
    if !std::env::args().any(|word| word == "--bench") {
        return ExitCode::SUCCESS;
    }
    let parts = [threads::measure, processes::shared, processes::alone, recovery::measure, crowd::measure];
    let missed = parts.iter().filter(|measure| !measure()).count();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A cell of a table that says whether a goal was reached.
fn verdict(is_reached: bool) -> &'static str {
    if is_reached { "" } else { " (missed)" }
}
