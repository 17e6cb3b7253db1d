//! `cargo xtask dist`: the release artifacts.

pub(crate) mod artifacts;
pub(crate) mod elf;
pub(crate) mod linux;
mod notices;
mod pack;
pub(crate) mod package;
pub(crate) mod packages;
mod release;
pub(crate) mod sizes;
mod sysroot;
mod tools;
pub(crate) mod wheels;
pub(crate) mod windows;

use artifacts::{Kind, folder};
use release::{again, sbom, signatures, sums};
use std::path::PathBuf;
use windows::cpu::{Cpu, X64, X86};

/// One kind of release artifact; returns what this machine could not build, each with what is missing.
struct Part {
    name: &'static str,
    build: fn() -> Result<Vec<String>, String>,
}

const PARTS: &[Part] = &[
    Part {
        name: "linux",
        build: || build(linux::SYSTEMS, linux::System::missing, |one| one.archive(&one.library(Kind::Release)?)),
    },
    Part { name: "windows", build: || build([&X86, &X64], Cpu::missing, windows::archive) },
    Part { name: "wheels", build: || build(wheels::WHEELS, wheels::Wheel::missing, wheels::Wheel::build) },
    // Behind the archives, whose contents they have.
    Part { name: "packages", build: || packages::build(&packages::natives::built(), &folder()) },
    Part { name: "components", build: || Ok(sbom::write_lists()?.into_iter().collect()) },
];

/// Builds what this machine can, and returns what is missing for the rest.
fn build<T: 'static, const N: usize>(
    all: [&'static T; N],
    missing: fn(&T) -> Option<String>,
    build: fn(&T) -> Result<PathBuf, String>,
) -> Result<Vec<String>, String> {
    let mut left_out = Vec::new();
    for one in all {
        match missing(one) {
            Some(missing) => left_out.push(missing),
            None => drop(build(one)?),
        }
    }
    Ok(left_out)
}

/// Builds the parts of these names, or all that this machine can; with `--check` in front, builds them once more elsewhere
/// and compares.
pub(crate) fn dist(words: &[&str]) -> Result<(), String> {
    let (is_check, names) = match words {
        ["--check", names @ ..] => (true, names),
        names => (false, names),
    };
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        return Err(format!("there is no part {unknown}; there are {}", known.join(", ")));
    }
    build_parts(names)?;
    if is_check { again::check(names) } else { Ok(()) }
}

fn build_parts(names: &[&str]) -> Result<(), String> {
    let mut skipped = Vec::new();
    for part in PARTS.iter().filter(|part| names.is_empty() || names.contains(&part.name)) {
        println!("\n== {}", part.name);
        skipped.extend((part.build)()?.into_iter().map(|why| format!("{}: {why}", part.name)));
    }
    sums::sum_artifacts(&folder())?;
    let unsigned = signatures::sign(&folder())?;
    println!();
    for line in skipped.iter().chain(&unsigned) {
        println!("skipped: {line}");
    }
    // A part that was asked for by name must be complete.
    if names.is_empty() || skipped.is_empty() { Ok(()) } else { Err("not everything was built".to_owned()) }
}
