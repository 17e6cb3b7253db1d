//! How well the rate of a plan is kept and used, and how soon a client recovers: `cargo bench --bench pacing`,
//! or `cargo bench --bench pacing -- PART...` for some parts.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

mod crowd;
mod judge;
mod processes;
#[cfg(target_os = "linux")]
mod recovery;
mod share;
mod threads;

use std::process::ExitCode;

/// Measures, prints a table, and says whether the goals are reached.
type Part = fn() -> bool;

const PARTS: &[(&str, Part)] = &[
    ("threads", threads::measure),
    ("shared", processes::shared),
    ("alone", processes::alone),
    ("share", share::measure),
    #[cfg(target_os = "linux")]
    ("recovery", recovery::measure),
    ("crowd", crowd::measure),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test` builds and runs benchmarks too; then there is nothing to measure.
    if !words.iter().any(|word| word == "--bench") {
        return ExitCode::SUCCESS;
    }
    let is_named = |name: &str| words.iter().any(|word| word == name);
    let is_any_named = PARTS.iter().any(|(name, _)| is_named(name));
    let chosen = PARTS.iter().filter(|(name, _)| !is_any_named || is_named(name));
    let missed = chosen.filter(|(_, measure)| !measure()).count();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A cell of a table that says whether a goal was reached.
fn verdict(is_reached: bool) -> &'static str {
    if is_reached { "" } else { " (missed)" }
}
