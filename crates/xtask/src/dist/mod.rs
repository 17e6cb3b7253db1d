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

use crate::files::fresh;
use artifacts::{Kind, folder};
use release::{again, sbom, signatures, sums};
use std::path::PathBuf;
use windows::cpu::{Cpu, X64, X86};

/// One kind of release artifact; returns what this machine could not build, each with what is missing.
struct Part {
    name: &'static str,
    build: fn(&Wanted<'_>) -> Result<Vec<String>, String>,
}

const PARTS: &[Part] = &[
    Part {
        name: "linux",
        build: |wanted| {
            let systems = linux::SYSTEMS.map(|one| (one.name, one));
            build(wanted, systems, linux::System::missing, |one| one.archive(&one.library(Kind::Release)?))
        },
    },
    Part {
        name: "windows",
        build: |wanted| build(wanted, [&X86, &X64].map(|one| (one.name, one)), Cpu::missing, windows::archive),
    },
    Part {
        name: "wheels",
        build: |wanted| {
            let wheels = wheels::WHEELS.map(|one| (one.tag, one));
            build(wanted, wheels, wheels::Wheel::missing, wheels::Wheel::build)
        },
    },
    // Behind the archives, whose contents they have.
    Part { name: "packages", build: |_| packages::build(&packages::natives::built(), &folder()) },
    Part { name: "components", build: |_| Ok(sbom::write_lists()?.into_iter().collect()) },
];

/// Which systems of a part are built.
struct Wanted<'a> {
    part: &'static str,
    names: &'a [&'a str],
}

impl Wanted<'_> {
    /// Whether the part is built at all: it is asked for by name, or one of its systems.
    fn is_any(&self) -> bool {
        self.names.is_empty() || self.names.iter().any(|name| self.fits(name))
    }

    /// Whether a name means this part or a system of it, `linux` or `linux-x86_64`.
    fn fits(&self, name: &str) -> bool {
        name.strip_prefix(self.part).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    fn has(&self, system: &str) -> bool {
        let whole = format!("{}-{system}", self.part);
        self.names.is_empty() || self.names.iter().any(|name| *name == self.part || *name == whole)
    }
}

/// Builds what this machine can, and returns what is missing for the rest.
fn build<T: 'static, const N: usize>(
    wanted: &Wanted<'_>,
    all: [(&'static str, &'static T); N],
    missing: fn(&T) -> Option<String>,
    build: fn(&T) -> Result<PathBuf, String>,
) -> Result<Vec<String>, String> {
    let chosen: Vec<&T> = all.iter().filter(|(name, _)| wanted.has(name)).map(|(_, one)| *one).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        return Err(format!("{} has {}, not what was asked for", wanted.part, known.join(", ")));
    }
    let mut left_out = Vec::new();
    for one in chosen {
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
    let fits = |name: &&str| PARTS.iter().any(|part| Wanted { part: part.name, names }.fits(name));
    if let Some(unknown) = names.iter().find(|name| !fits(name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        return Err(format!("there is no part {unknown}; there are {}", known.join(", ")));
    }
    build_parts(names)?;
    if is_check { again::check(names) } else { Ok(()) }
}

fn build_parts(names: &[&str]) -> Result<(), String> {
    if names.is_empty() {
        // What an earlier commit left must not be handed out.
        fresh(&folder())?;
        fresh(&package::put_together())?;
    }
    let mut skipped = Vec::new();
    let wanted = PARTS.iter().map(|part| (part, Wanted { part: part.name, names }));
    for (part, wanted) in wanted.filter(|(_, wanted)| wanted.is_any()) {
        println!("\n== {}", part.name);
        skipped.extend((part.build)(&wanted)?.into_iter().map(|why| format!("{}: {why}", part.name)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_built_whole_or_for_one_system() {
        let wanted = |names: &'static [&str]| Wanted { part: "linux", names };
        assert!(wanted(&[]).is_any() && wanted(&[]).has("i686"));
        assert!(wanted(&["windows", "linux"]).has("i686"));
        let one = wanted(&["linux-x86_64"]);
        assert!(one.is_any() && one.has("x86_64") && !one.has("x86_64-musl"));
        assert!(!wanted(&["windows"]).is_any());
    }
}
