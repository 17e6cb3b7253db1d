//! The Linux archives: unpacked and built against, and the C tests with them, on this machine and emulated.

use super::c::{self, Library, Machine};
use super::{consumers, packages};
use crate::command::{command, run, target_dir};
use crate::dist::artifacts::Kind;
use crate::dist::dist;
use crate::dist::linux::{System, X86_64};
use crate::files::fresh;
use crate::install::Built;
use crate::suite::step::no_skips;

/// The step for glibc on this machine.
pub(crate) fn check_here() -> Result<Vec<String>, String> {
    if let Some(missing) = X86_64.missing() {
        return Ok(vec![missing]);
    }
    let library = X86_64.library(Kind::Release)?;
    let archive = X86_64.archive(&library)?;
    let folder = target_dir().join("unpacked");
    fresh(&folder)?;
    run(command("tar").args(["--strip-components=1", "--extract", "--file"]).arg(&archive).arg("-C").arg(&folder))?;
    run(command("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(&folder))?;
    let mut left_out = consumers::check_prefix(&folder, &target_dir().join("unpacked-consumers"))?;
    left_out.extend(packages::check(&["bookworm"])?);
    c_tests(&X86_64, library)?;
    Ok(left_out)
}

/// The step that builds the archive twice.
pub(crate) fn check_again() -> Result<Vec<String>, String> {
    if let Some(missing) = X86_64.missing() {
        return Ok(vec![missing]);
    }
    X86_64.archive(&X86_64.library(Kind::Release)?)?;
    no_skips(dist(&["--check", "linux-x86_64"]))
}

/// The step for another system.
pub(crate) fn check_elsewhere(system: &System) -> Result<Vec<String>, String> {
    if let Some(missing) = system.missing().or_else(|| system.cannot_run()) {
        return Ok(vec![missing]);
    }
    c_tests(system, system.library(Kind::Release)?).map(|()| Vec::new())
}

/// The C tests and examples with a library of this system.
fn c_tests(system: &System, library: Built) -> Result<(), String> {
    let panicking = system.library(Kind::Panicking)?.folder;
    let machine = Some(Machine { compiler: system.c_compiler()?, emulator: system.emulator() });
    c::check_library(
        &Library { usual: library.folder, panicking, static_libs: library.static_libs, machine },
        system.name,
    )
}
