//! `cargo xtask fuzz`: the fuzz targets under `fuzz/`, for a while each.

use crate::command::{command, is_there, output, run, target_dir};
use crate::files;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Default time of a target, in seconds.
const SECONDS: u32 = 20;

/// How long a target runs as a step of the suite: enough for the committed inputs and a look around.
const SECONDS_IN_SUITE: u32 = 8;

/// The program that builds and runs them, and how to get it.
pub(crate) const CARGO_FUZZ: (&str, &str) = ("cargo-fuzz", "cargo install --locked cargo-fuzz@0.13.2");

/// `cargo xtask fuzz [SECONDS] [TARGET...]`.
pub(crate) fn fuzz(words: &[&str]) -> Result<(), String> {
    let (program, get) = CARGO_FUZZ;
    if !is_there(program) {
        return Err(format!("{program} is missing ({get})"));
    }
    match words.split_first() {
        Some((first, targets)) if first.starts_with(|c: char| c.is_ascii_digit()) => {
            let seconds = first.parse().ok().filter(|seconds| *seconds > 0);
            run_targets(seconds.ok_or("expected a number of seconds")?, &[], targets)
        }
        _ => run_targets(SECONDS, &[], words),
    }
}

/// The step of the suite: from the same seed each time, so that it does not depend on the day.
pub(crate) fn step() -> Result<Vec<String>, String> {
    run_targets(SECONDS_IN_SUITE, &["-seed=1"], &[]).map(|()| Vec::new())
}

fn run_targets(seconds: u32, flags: &[&str], wanted: &[&str]) -> Result<(), String> {
    let listed = output(&mut cargo_fuzz("list"))?;
    let known: Vec<&str> = listed.split_whitespace().collect();
    if let Some(unknown) = wanted.iter().find(|target| !known.contains(target)) {
        return Err(format!("{unknown}: no such fuzz target; there are {}", known.join(", ")));
    }
    let targets = if wanted.is_empty() { known.as_slice() } else { wanted };
    let build = |targets: &[&str]| run(cargo_fuzz("build").arg("--target-dir").arg(built()).args(targets));
    // All at once use every processor; cargo-fuzz takes one name or none.
    if wanted.is_empty() {
        build(&[])?;
    } else {
        wanted.chunks(1).try_for_each(build)?;
    }
    for target in targets {
        println!("-- {target}, {seconds} s");
        run_target(target, seconds, flags)?;
    }
    Ok(())
}

/// New inputs of a run stay in the build folder; `fuzz/corpus` contains only inputs chosen by hand.
fn run_target(target: &str, seconds: u32, flags: &[&str]) -> Result<(), String> {
    let built = built();
    let found = built.join("found").join(target);
    files::folder(&found)?;
    let limit = format!("-max_total_time={seconds}");
    let run = cargo_fuzz("run")
        .arg("--target-dir")
        .arg(built)
        .arg(target)
        .arg(found)
        .arg(Path::new("fuzz/corpus").join(target))
        .args(["--", &limit, "-timeout=20"])
        .args(flags)
        .output()
        .map_err(|error| format!("{target}: {error}"))?;
    let said = String::from_utf8_lossy(&run.stderr);
    if !run.status.success() {
        eprintln!("{said}");
        return Err(format!("{target} found something; the input is under fuzz/artifacts/{target}"));
    }
    println!("{}", said.lines().rfind(|line| line.contains("DONE")).unwrap_or_default());
    Ok(())
}

/// Where the targets are built.
fn built() -> PathBuf {
    target_dir().join("fuzz")
}

/// cargo-fuzz with the compiler's unstable options, of which instrumentation is one, also on a stable one.
fn cargo_fuzz(task: &str) -> Command {
    let mut cargo_fuzz = command(CARGO_FUZZ.0);
    cargo_fuzz.args(["fuzz", task]).env("RUSTC_BOOTSTRAP", "1");
    cargo_fuzz
}

#[cfg(test)]
mod tests {
    use crate::command::root;
    use crate::files::{entries, read};

    #[test]
    fn every_target_has_inputs_and_a_row_in_the_page() {
        let page = read("docs/reliability.md").expect("the page");
        let (_, rows) = page.split_once("| target | input | what must hold |").expect("the table");
        let (rows, _) = rows.split_once("\n\n").expect("its end");
        let files = entries(&root().join("fuzz/fuzz_targets")).expect("the targets");
        assert_eq!(files.len(), rows.matches("\n| `").count());
        for file in files {
            let name = file.file_stem().expect("a name").to_string_lossy();
            assert!(rows.contains(&format!("\n| `{name}` | ")), "{name} has no row in docs/reliability.md");
            assert!(root().join("fuzz/corpus").join(&*name).is_dir(), "{name} has no inputs in fuzz/corpus");
        }
    }
}
