//! The PureBasic include and its examples, checked against the header and run by the interpreter of the tests.

use crate::command::{root, run, target_dir};
use crate::environment::Environment;
use crate::native::build_workspace;

const TESTS: &str = "tests/purebasic";

/// The step of the suite.
pub(crate) fn check() -> Result<Vec<String>, String> {
    if let Some(missing) = Environment::missing() {
        return Ok(vec![missing]);
    }
    build_workspace()?;
    let tools = Environment::make("purebasic")?;
    run(tools.pip().args(["-r", "tests/python/requirements.txt", "-r", "tests/purebasic/requirements.txt"]))?;
    run(tools.program("mypy").current_dir(root().join(TESTS)))?;
    run(tools
        .python()
        .args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider", TESTS])
        .env("CARGO_TARGET_DIR", target_dir()))?;
    Ok(Vec::new())
}
