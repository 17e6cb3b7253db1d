//! Wheels, tried: installed in an empty environment, and for ARM with Debian's Python, emulated.

use super::python::{FIRST_PROGRAM, try_installed};
use crate::command::{command, is_there, run, target_dir};
use crate::dist::linux::AARCH64;
use crate::dist::wheels::{MANYLINUX, MANYLINUX_ARM};
use crate::environment::Environment;
use crate::files::{about, files, fresh};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The step of the suite.
pub(crate) fn check() -> Result<Vec<String>, String> {
    if let Some(missing) = MANYLINUX.missing() {
        return Ok(vec![missing]);
    }
    let empty = Environment::make("wheel")?;
    run(empty.pip().args(["--no-index", "--force-reinstall"]).arg(MANYLINUX.build()?))?;
    try_installed(&empty)?;

    let debootstrap = || {
        let get = "apt-get install debootstrap, and be root";
        (!is_there("debootstrap")).then(|| format!("{}: a Python to run is missing ({get})", AARCH64.name))
    };
    if let Some(missing) = MANYLINUX_ARM.missing().or_else(|| AARCH64.cannot_run()).or_else(debootstrap) {
        return Ok(vec![missing]);
    }
    try_on_arm(&MANYLINUX_ARM.build()?)?;
    Ok(Vec::new())
}

/// Unpacks the wheel and runs the first program with it.
fn try_on_arm(wheel: &Path) -> Result<(), String> {
    let system = debian_for_arm()?;
    let package = target_dir().join("python/arm64-package");
    fresh(&package)?;
    run(command("python3").args(["-m", "zipfile", "-e"]).arg(wheel).arg(&package))?;
    let mut python = command("qemu-aarch64-static");
    python.arg("-L").arg(&system).arg(system.join("usr/bin/python3.11"));
    run(python.args(["-W", "error", "-c", FIRST_PROGRAM]).env("PYTHONPATH", &package).current_dir(&package))
}

/// The folder with a Debian for ARM that has Python. It is unpacked and never started, and kept.
fn debian_for_arm() -> Result<PathBuf, String> {
    let kept = target_dir().join("python/arm64-debian");
    if kept.exists() {
        return Ok(kept);
    }
    let unfinished = kept.with_extension("unfinished");
    fresh(&unfinished)?;
    let mut debootstrap = command("debootstrap");
    debootstrap.args(["--foreign", "--arch=arm64", "--variant=minbase", "--include=python3", "bookworm"]);
    run(debootstrap.arg(&unfinished).stdout(Stdio::null()))?;
    let packages = unfinished.join("var/cache/apt/archives");
    for package in files(&packages)?.iter().filter(|file| file.extension().is_some_and(|end| end == "deb")) {
        run(command("dpkg").arg("-x").arg(package).arg(&unfinished))?;
    }
    fs::rename(&unfinished, &kept).map_err(about(&kept))?;
    Ok(kept)
}
