//! `cargo xtask bench python`: the Python package beside requests, httpx, aiohttp and a C program on the library.

use super::nginx::Server;
use super::{compile_ours, folder, insist_on};
use crate::command::{root, run};
use crate::environment::Environment;

const NEEDS: &[(&str, &str)] =
    &[("gcc", "gcc"), ("nginx", "nginx-light"), ("openssl", "openssl"), ("python3", "python3-venv")];

/// The whole benchmark; `tests/bench/python/bench.py` measures and prints.
pub(crate) fn run_all() -> Result<(), String> {
    insist_on(NEEDS)?;
    let folder = folder()?;
    let ours = compile_ours(&folder, "zoomuser")?;
    let venv = Environment::kept("bench", &root().join("tests/bench/python/requirements.txt"))?;
    let wheel = venv.wheel(&root().join("crates/python"), "release")?;
    run(venv.pip().args(["--force-reinstall", "--no-deps"]).arg(&wheel))?;
    let server = Server::start(&folder, true)?;
    let mut bench = venv.python();
    bench.arg(root().join("tests/bench/python/bench.py")).arg("--rust").arg(ours);
    bench.arg("--base-url").arg(&server.url).arg("--ca-file").arg(&server.ca_file).arg("--wheel").arg(wheel);
    bench.args(["--server-core", "0"]);
    // Elsewhere than in the project: what is measured is what was installed.
    run(bench.current_dir(folder))
}
