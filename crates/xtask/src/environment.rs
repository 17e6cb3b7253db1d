//! Virtual environments of Python.

use crate::command::{command, output, run, target_dir};
use crate::files::{entries, fresh, read, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A virtual environment below the target folder.
pub(crate) struct Environment {
    pub(crate) folder: PathBuf,
}

impl Environment {
    /// Why there can be none, and what to do about it.
    pub(crate) fn missing() -> Option<String> {
        let asked = output(command("python3").args(["-c", "import venv, ensurepip"]).stderr(Stdio::null()));
        asked.is_err().then(|| "everything: the module venv is missing (apt-get install python3-venv)".to_owned())
    }

    pub(crate) fn make(name: &str) -> Result<Self, String> {
        let folder = target_dir().join("python").join(name);
        run(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        Ok(Self { folder })
    }

    /// An environment with what a file of requirements lists. It is kept until the list changes.
    pub(crate) fn kept(name: &str, requirements: &Path) -> Result<Self, String> {
        let list = read(requirements)?;
        let folder = target_dir().join("python").join(name);
        let mark = folder.join("installed.txt");
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == list) {
            return Ok(Self { folder });
        }
        let made = Self::make(name)?;
        run(made.pip().arg("-r").arg(requirements))?;
        write(&mark, &list)?;
        Ok(made)
    }

    pub(crate) fn bin(&self, program: &str) -> PathBuf {
        self.folder.join("bin").join(program)
    }

    pub(crate) fn program(&self, program: &str) -> Command {
        let mut command = command(self.bin(program));
        // maturin and pip look for the environment here.
        command.env("VIRTUAL_ENV", &self.folder);
        command
    }

    /// Python, with every warning an error.
    pub(crate) fn python(&self) -> Command {
        let mut python = self.program("python");
        python.args(["-W", "error"]);
        python
    }

    pub(crate) fn pip(&self) -> Command {
        let mut pip = self.program("python");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        pip
    }

    /// Builds the wheel of one of the two places that pip can be pointed at.
    pub(crate) fn wheel(&self, project: &Path, profile: &str) -> Result<PathBuf, String> {
        let out = self.folder.join("wheels");
        fresh(&out)?;
        let mut build = self.program("maturin");
        build.args(["build", "--quiet", "--profile", profile, "--out"]).arg(&out);
        build.arg("--interpreter").arg(self.bin("python")).env("CARGO_TARGET_DIR", target_dir());
        run(build.current_dir(project))?;
        entries(&out)?.pop().ok_or_else(|| "maturin made no wheel".to_owned())
    }
}
