//! `cargo xtask test`: the steps of the test suite, and what was skipped.

mod descendants;
mod runner;
mod step;
mod steps;

use crate::command::is_there;
use runner::Ended;
use std::time::Instant;
use step::Step;
use steps::STEPS;

/// Steps of many minutes, which run only when they are asked for by name: they build for other systems, or from scratch, or
/// are part of another step.
const LONG: [&str; 11] = [
    "recipes",
    "dist-aarch64",
    "dist-armv7",
    "dist-i686",
    "dist-musl",
    "dist-packages",
    "dist-again",
    "dist-wheels",
    "wine-x64",
    "wine-x86",
    "wine-page",
];

/// Runs the steps of these names, or whose names begin so, or all. One step writes to the terminal; several run as
/// processes of their own, side by side.
pub(crate) fn run_all(names: &[&str]) -> Result<(), String> {
    let is_name = |name: &str| STEPS.iter().any(|step| step.name == name);
    let fits = |step: &Step, name: &str| step.name == name || (!is_name(name) && step.name.starts_with(name));
    let wanted = |step: &&Step| names.is_empty() || names.iter().any(|name| fits(step, name));
    let steps: Vec<&Step> = STEPS.iter().filter(wanted).collect();
    let (mut runnable, mut skipped) = (Vec::new(), Vec::new());
    for step in &steps {
        let missing: Vec<_> = step.needs.iter().filter(|(program, _)| !is_there(program)).collect();
        if names.is_empty() && LONG.contains(&step.name) {
            skipped.push(format!("{}: takes long (cargo xtask test {})", step.name, step.name));
        } else if missing.is_empty() {
            runnable.push(*step);
        } else {
            skipped.extend(missing.iter().map(|(program, get)| format!("{}: {program} is missing ({get})", step.name)));
        }
    }
    // In the process of each step too: Ctrl-C ends it before this one could find what it started.
    descendants::end_on_signals()?;
    let ended = match steps.as_slice() {
        [] => {
            let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            return Err(format!("no such test; there are {}", known.join(", ")));
        }
        [_] => runnable.into_iter().map(run_here).collect(),
        _ => runner::run(&runnable)?,
    };
    skipped.extend(ended.iter().flat_map(|one| one.skipped.iter().cloned()));
    println!();
    for line in &skipped {
        println!("skipped: {line}");
    }
    let failed: Vec<&Ended> = ended.iter().filter(|one| !one.passed).collect();
    println!("{} passed, {} failed, {} skipped", ended.len() - failed.len(), failed.len(), skipped.len());
    // Once more, so that the end of a long output says why.
    failed.iter().for_each(|one| one.show_log());
    let failed: Vec<&str> = failed.iter().map(|one| one.name).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// Runs a step in this process.
fn run_here(step: &Step) -> Ended {
    println!("\n== {}: {}", step.name, step.what);
    let started = Instant::now();
    let result = (step.run)();
    match &result {
        Ok(_) => println!("== {}: passed in {:.1} s", step.name, started.elapsed().as_secs_f32()),
        Err(why) => println!("== {}: FAILED: {why}", step.name),
    }
    let passed = result.is_ok();
    let skipped = result.unwrap_or_default().into_iter().map(|why| format!("{}: {why}", step.name)).collect();
    Ended { name: step.name, passed, skipped, log: None }
}
