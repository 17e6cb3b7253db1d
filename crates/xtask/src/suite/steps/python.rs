//! The Python package: lints, types, tests; and installed in an empty environment.

use crate::command::{root, run, target_dir};
use crate::environment::Environment;
use crate::files::read;
use crate::languages;
use std::process::Stdio;

/// What of the project is Python.
const SOURCES: &[&str] = &["crates/python/python", "tests/python", "tests/bench/python", "examples/python"];

/// A first program with the package and nothing else.
pub(crate) const FIRST_PROGRAM: &str = "from zoomuser.testing import Sandbox\n\
    with Sandbox() as zoom, zoom.client() as client:\n    \
    assert client.update_user('jane@example.com', dept='Research').ok\n    \
    assert zoom.user('jane@example.com')['dept'] == 'Research'\n";

/// The step that lints, checks types and tests.
pub(crate) fn check() -> Result<Vec<String>, String> {
    same_metadata()?;
    if let Some(missing) = Environment::missing() {
        return Ok(vec![missing]);
    }
    let tools = Environment::make("tools")?;
    run(tools.pip().args(["-r", "tests/python/requirements.txt", "-r", "tests/bench/python/requirements.txt"]))?;
    run(tools.program("ruff").args(["check", "--quiet", "."]))?;
    run(tools.program("ruff").args(["format", "--quiet", "--check", "."]))?;

    let wheel = tools.wheel(&root().join("crates/python"), "dev")?;
    languages::check_page("crates/python/README.md", "python", wheel.parent().ok_or("a wheel in no folder")?)?;
    run(tools.pip().args(["--force-reinstall", "--no-deps"]).arg(wheel))?;
    run(tools.program("mypy").args(SOURCES))?;
    run(tools.program("stubtest").arg("zoomuser._zoomuser"))?;
    run(tools.python().args(["-m", "pytest", "--quiet", "tests/python"]))?;
    run(tools.python().args(["-m", "pytest", "--quiet", "--parallel-threads=4", "tests/python"]))?;
    Ok(Vec::new())
}

/// The step that runs `pip install .` into an environment that has nothing else, and a first program.
pub(crate) fn check_installed() -> Result<Vec<String>, String> {
    if let Some(missing) = Environment::missing() {
        return Ok(vec![missing]);
    }
    let empty = Environment::make("empty")?;
    // maturin passes its module on through one file of the target folder, which the step `python` uses beside this one.
    run(empty.pip().args(["--force-reinstall", "."]).env("CARGO_TARGET_DIR", target_dir().join("pip")))?;
    try_installed(&empty)?;
    Ok(Vec::new())
}

/// What is installed in an environment changes a user of the sandbox, from Python and from the command line.
pub(crate) fn try_installed(environment: &Environment) -> Result<(), String> {
    // Not in the project's folder: what runs is what was installed.
    let elsewhere = &environment.folder;
    run(environment.python().current_dir(elsewhere).args(["-c", FIRST_PROGRAM]))?;
    let words = ["update", "jane@example.com", "dept=Research", "--sandbox"];
    run(environment.program("zoomuser").current_dir(elsewhere).args(words).stdout(Stdio::null()))?;
    run(environment.python().current_dir(elsewhere).args(["-m", "zoomuser"]).args(words).stdout(Stdio::null()))
}

/// The two files pyproject.toml differ in the places only.
fn same_metadata() -> Result<(), String> {
    let metadata = |path: &str| {
        let text = read(path)?;
        let lines =
            text.lines().skip_while(|line| *line != "[build-system]").take_while(|line| *line != "[tool.maturin]");
        Ok::<_, String>(lines.filter(|line| !line.starts_with("readme")).collect::<Vec<_>>().join("\n"))
    };
    if metadata("pyproject.toml")? != metadata("crates/python/pyproject.toml")? {
        return Err("pyproject.toml and crates/python/pyproject.toml do not say the same of the package".to_owned());
    }
    Ok(())
}
