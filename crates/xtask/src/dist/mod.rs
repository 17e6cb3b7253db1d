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
use windows::cpu::{CPUS, Cpu};

/// One kind of release artifact.
struct Part {
    name: &'static str,
    /// Its systems, each of which can be built alone.
    systems: fn() -> Vec<&'static str>,
    /// How the names of its files end.
    endings: &'static [&'static str],
    /// Returns what this machine could not build, each with what is missing.
    build: fn(&Wanted<'_>) -> Result<Vec<String>, String>,
}

const PARTS: &[Part] = &[
    Part {
        name: "linux",
        systems: || linux::SYSTEMS.map(|one| one.name).to_vec(),
        endings: &[".tar.gz"],
        build: |wanted| {
            let systems = linux::SYSTEMS.map(|one| (one.name, one));
            build(wanted, systems, linux::System::missing, |one| one.archive(&one.library(Kind::Release)?))
        },
    },
    Part {
        name: "windows",
        systems: || CPUS.map(|one| one.name).to_vec(),
        endings: &[".zip"],
        build: |wanted| build(wanted, CPUS.map(|one| (one.name, one)), Cpu::missing, windows::archive),
    },
    Part {
        name: "wheels",
        systems: || wheels::WHEELS.map(|one| one.tag).to_vec(),
        endings: &[".whl"],
        build: |wanted| {
            let wheels = wheels::WHEELS.map(|one| (one.tag, one));
            build(wanted, wheels, wheels::Wheel::missing, wheels::Wheel::build)
        },
    },
    // Behind the archives, whose contents they have.
    Part {
        name: "packages",
        systems: Vec::new,
        endings: &[".deb", ".tgz", ".gem", ".jar", ".nupkg"],
        build: |_| packages::build(&packages::natives::built(), &folder()),
    },
    Part {
        name: "components",
        systems: Vec::new,
        endings: &[".cdx.json"],
        build: |_| Ok(sbom::write_lists()?.into_iter().collect()),
    },
];

/// Which systems of a part are built.
struct Wanted<'a> {
    part: &'static str,
    names: &'a [&'a str],
}

impl Wanted<'_> {
    /// Whether the part is built at all: it is asked for by name, or one of its systems.
    fn is_any(&self) -> bool {
        let is_of_part = |name: &&str| name.split('-').next() == Some(self.part);
        self.names.is_empty() || self.names.iter().any(is_of_part)
    }

    fn has(&self, system: &str) -> bool {
        let whole = format!("{}-{system}", self.part);
        self.names.is_empty() || self.names.iter().any(|name| *name == self.part || *name == whole)
    }
}

impl Part {
    /// What may be asked for: the part, or one of its systems, `linux` or `linux-x86_64`.
    fn names(&self) -> impl Iterator<Item = String> {
        let systems = (self.systems)().into_iter().map(|system| format!("{}-{system}", self.name));
        std::iter::once(self.name.to_owned()).chain(systems)
    }

    /// Whether a file is one that is made of it when this is wanted. Files of a system have its name before their ending.
    fn makes(&self, file: &str, names: &[&str]) -> bool {
        let Some(rest) = self.endings.iter().find_map(|ending| file.strip_suffix(ending)) else { return false };
        let wanted = Wanted { part: self.name, names };
        let systems = (self.systems)();
        let is_of = |system: &&str| rest.ends_with(&format!("-{system}")) || rest.contains(&format!("-{system}."));
        if systems.is_empty() { wanted.is_any() } else { systems.into_iter().any(|one| is_of(&one) && wanted.has(one)) }
    }
}

/// Fails if there is no part or system of one of these names.
fn check_names(names: &[&str]) -> Result<(), String> {
    let known: Vec<String> = PARTS.iter().flat_map(Part::names).collect();
    match names.iter().find(|name| known.iter().all(|known| known != *name)) {
        Some(unknown) => Err(format!("dist: there is no {unknown}; there are {}", known.join(", "))),
        None => Ok(()),
    }
}

/// Whether a file is one that a build of these names makes.
fn is_wanted(file: &str, names: &[&str]) -> bool {
    PARTS.iter().any(|part| part.makes(file, names))
}

/// Builds what this machine can, and returns what is missing for the rest.
fn build<T: 'static, const N: usize>(
    wanted: &Wanted<'_>,
    all: [(&'static str, &'static T); N],
    missing: fn(&T) -> Option<String>,
    build: fn(&T) -> Result<PathBuf, String>,
) -> Result<Vec<String>, String> {
    let mut left_out = Vec::new();
    for (_, one) in all.iter().filter(|(name, _)| wanted.has(name)) {
        match missing(one) {
            Some(missing) => left_out.push(missing),
            None => drop(build(one)?),
        }
    }
    Ok(left_out)
}

/// Builds the parts of these names, or all that this machine can; with `--check` in front, builds them elsewhere and compares
/// them with those that are there.
pub(crate) fn dist(words: &[&str]) -> Result<(), String> {
    let (is_check, names) = match words {
        ["--check", names @ ..] => (true, names),
        names => (false, names),
    };
    check_names(names)?;
    if is_check { again::check(names, &|file| is_wanted(file, names)) } else { build_parts(names) }
}

fn build_parts(names: &[&str]) -> Result<(), String> {
    if names.is_empty() {
        // What an earlier commit left must not be handed out.
        fresh(&folder())?;
        fresh(&package::put_together())?;
    }
    crate::files::folder(&folder())?;
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
    use std::collections::BTreeSet;

    #[test]
    fn a_part_is_built_whole_or_for_one_system() {
        let wanted = |names: &'static [&str]| Wanted { part: "linux", names };
        assert!(wanted(&[]).is_any() && wanted(&[]).has("i686"));
        assert!(wanted(&["windows", "linux"]).has("i686"));
        let one = wanted(&["linux-x86_64"]);
        assert!(one.is_any() && one.has("x86_64") && !one.has("x86_64-musl"));
        assert!(!wanted(&["windows"]).is_any());
    }

    #[test]
    fn a_name_that_is_not_known_is_refused_with_those_that_are() {
        assert_eq!(check_names(&["linux", "linux-i686", "windows-x64", "wheels-win32", "components"]), Ok(()));
        for unknown in ["linus", "linux-i386", "packages-deb", "linux-", ""] {
            let why = check_names(&["linux", unknown]).expect_err("not known");
            assert!(why.starts_with(&format!("dist: there is no {unknown}; there are linux, linux-x86_64, ")), "{why}");
            assert!(
                why.contains(", windows, windows-x86, windows-x64, wheels, wheels-manylinux2014_x86_64, "),
                "{why}"
            );
        }
    }

    #[test]
    fn every_list_of_systems_has_the_same_ones() {
        let archives = linux::SYSTEMS.iter().map(|one| format!("linux-{}", one.name));
        let archives: BTreeSet<String> = archives.chain(CPUS.map(|one| format!("windows-{}", one.name))).collect();
        let natives = packages::natives::NATIVES.iter().map(|native| native.system.to_owned());
        assert_eq!(natives.collect::<BTreeSet<String>>(), archives, "the packages of languages");
        let glibc = linux::SYSTEMS.iter().filter(|one| one.glibc().is_some()).map(|one| format!("linux-{}", one.name));
        let debians = packages::DEBIANS.iter().map(|debian| debian.system.to_owned());
        assert_eq!(debians.collect::<BTreeSet<String>>(), glibc.collect(), "the Debian packages");
        // 32-bit Linux has no wheel.
        let wheels = wheels::WHEELS.map(wheels::Wheel::target);
        let targets = linux::SYSTEMS.iter().filter(|one| !["i686", "armv7"].contains(&one.name)).map(|one| one.target);
        assert_eq!(BTreeSet::from(wheels), targets.chain(CPUS.map(|one| one.target)).collect(), "the wheels");
    }

    #[test]
    fn the_pages_have_every_system() {
        let [linux, windows, release] = ["linux", "windows", "release"].map(|page| {
            let page = crate::files::read(format!("docs/{page}.md")).expect("the page");
            page.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        let (_, table) = linux.split_once("| system | processor |").expect("the table of linux.md");
        let (table, _) = table.split_once("## ").expect("its end");
        let rows: Vec<&str> = table.split("| `").skip(1).filter_map(|row| row.split('`').next()).collect();
        assert_eq!(rows, linux::SYSTEMS.map(|one| one.name), "the table of linux.md");
        for tag in wheels::WHEELS.map(|wheel| wheel.tag.trim_end_matches("_x86_64").trim_end_matches("_aarch64")) {
            assert!(linux.contains(&format!("`{tag}`")), "{tag} in linux.md");
        }
        for cpu in CPUS {
            assert!(windows.contains(&format!("-{}.zip`", cpu.name)), "{} in windows.md", cpu.name);
            assert!(release.contains(&format!("-{}.zip`", cpu.name)), "{} in release.md", cpu.name);
        }
        let mut debian = packages::DEBIANS.map(|debian| debian.architecture);
        debian.sort_unstable();
        let [first @ .., last] = debian;
        assert!(release.contains(&format!("on {} and {last}:", first.join(", "))), "Debian's in release.md");
    }

    #[test]
    fn a_file_belongs_to_its_part_and_system() {
        let wheel = "zoomuser-0.2.0-cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl";
        for (file, names, others) in [
            ("zoomuser-0.2.0-linux-x86_64.tar.gz", ["linux", "linux-x86_64"], ["linux-x86_64-musl", "windows"]),
            ("zoomuser-0.2.0-linux-x86_64-musl.tar.gz", ["linux", "linux-x86_64-musl"], ["linux-x86_64", "packages"]),
            ("zoomuser-0.2.0-windows-x64.zip", ["windows", "windows-x64"], ["windows-x86", "linux"]),
            (wheel, ["wheels", "wheels-manylinux2014_x86_64"], ["wheels-manylinux2014_aarch64", "linux"]),
            ("zoomuser-0.2.0-cp39-abi3-win32.whl", ["wheels", "wheels-win32"], ["wheels-win_amd64", "windows"]),
            ("zoomuser-0.2.0.tgz", ["packages"; 2], ["linux", "components"]),
            ("zoomuser-0.2.0-library.cdx.json", ["components"; 2], ["linux", "packages"]),
        ] {
            assert!(is_wanted(file, &[]), "{file}");
            assert!(names.iter().all(|name| is_wanted(file, &[name])), "{file}");
            assert!(!others.iter().any(|name| is_wanted(file, &[name])), "{file}");
        }
    }
}
