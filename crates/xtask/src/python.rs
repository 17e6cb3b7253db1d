//! The Python package: lints, types, tests, and a wheel tried in an empty environment.

use crate::command::{command, output, root, run, target_dir};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What of the project is Python.
const SOURCES: &[&str] = &["crates/python/python", "tests/python", "tests/bench/python", "examples/python"];

/// The step of the suite.
pub(crate) fn check() -> Result<Vec<String>, String> {
    same_metadata()?;
    if !has_venv() {
        return Ok(vec!["everything: the module venv is missing (apt-get install python3-venv)".to_owned()]);
    }
    let tools = Environment::make("tools")?;
    run(tools.pip().args(["-r", "tests/python/requirements.txt", "-r", "tests/bench/python/requirements.txt"]))?;
    run(tools.program("ruff").args(["check", "--quiet", "."]))?;
    run(tools.program("ruff").args(["format", "--quiet", "--check", "."]))?;

    let wheel = tools.wheel(&root().join("crates/python"), "dev")?;
    run(tools.pip().args(["--force-reinstall", "--no-deps"]).arg(wheel))?;
    run(tools.program("mypy").args(SOURCES))?;
    run(tools.program("stubtest").arg("zoomuser._zoomuser"))?;
    run(tools.python().args(["-m", "pytest", "--quiet", "tests/python"]))?;
    run(tools.python().args(["-m", "pytest", "--quiet", "--parallel-threads=4", "tests/python"]))?;

    as_a_user()?;
    Ok(Vec::new())
}

/// `pip install .` into an environment that has nothing else, and a first program.
fn as_a_user() -> Result<(), String> {
    let empty = Environment::make("empty")?;
    run(empty.pip().args(["--force-reinstall", "."]).env("CARGO_TARGET_DIR", target_dir()))?;
    // Not in the project's folder: what runs is what was installed.
    let elsewhere = empty.folder.clone();
    let first = "from zoomuser.testing import Sandbox\n\
                 with Sandbox() as zoom, zoom.client() as client:\n    \
                 assert client.update_user('jane@example.com', dept='Research').ok\n    \
                 assert zoom.user('jane@example.com')['dept'] == 'Research'\n";
    run(empty.python().current_dir(&elsewhere).args(["-c", first]))?;
    let words = ["update", "jane@example.com", "dept=Research", "--sandbox"];
    run(empty.program("zoomuser").current_dir(&elsewhere).args(words).stdout(Stdio::null()))?;
    run(empty.python().current_dir(&elsewhere).args(["-m", "zoomuser"]).args(words).stdout(Stdio::null()))
}

/// The two files pyproject.toml differ in the places only.
fn same_metadata() -> Result<(), String> {
    let metadata = |path: &str| {
        let text = fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))?;
        let lines =
            text.lines().skip_while(|line| *line != "[build-system]").take_while(|line| *line != "[tool.maturin]");
        Ok::<_, String>(lines.filter(|line| !line.starts_with("readme")).collect::<Vec<_>>().join("\n"))
    };
    if metadata("pyproject.toml")? != metadata("crates/python/pyproject.toml")? {
        return Err("pyproject.toml and crates/python/pyproject.toml do not say the same of the package".to_owned());
    }
    Ok(())
}

fn has_venv() -> bool {
    output(command("python3").args(["-c", "import venv, ensurepip"]).stderr(Stdio::null())).is_ok()
}

/// A virtual environment below the target folder.
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    pub(crate) fn make(name: &str) -> Result<Self, String> {
        let folder = target_dir().join("python").join(name);
        run(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        Ok(Self { folder })
    }

    fn bin(&self, program: &str) -> PathBuf {
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
        let mut build = self.program("maturin");
        build.args(["build", "--quiet", "--profile", profile, "--out"]).arg(&out);
        build.arg("--interpreter").arg(self.bin("python")).env("CARGO_TARGET_DIR", target_dir());
        run(build.current_dir(project))?;
        let mut wheels = fs::read_dir(&out).map_err(|error| error.to_string())?.filter_map(Result::ok);
        wheels.next().map(|entry| entry.path()).ok_or_else(|| "maturin made no wheel".to_owned())
    }
}
