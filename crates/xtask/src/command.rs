//! Running other programs.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zoomuser_sandbox::Sandbox;

/// Variables with the key that signs a release, and with its password. Only this program reads them.
pub(crate) const SIGNING_KEY: &str = "ZOOMUSER_MINISIGN_KEY";
pub(crate) const SIGNING_PASSWORD: &str = "ZOOMUSER_MINISIGN_PASSWORD";

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A command in the project's folder, without what tests must not meet by chance: the settings of proxies, and the
/// folders in which cargo lets the programs that it runs look for libraries; and without the key of a release.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null()).env_remove("LD_LIBRARY_PATH");
    for name in ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "HTTP_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    for name in [SIGNING_KEY, SIGNING_PASSWORD] {
        command.env_remove(name);
    }
    command
}

/// A command that is ended after so many seconds; the caller adds the words of its command line.
pub(crate) fn timed(seconds: u32) -> Command {
    let mut timed = command("timeout");
    timed.args(["--kill-after=5", &seconds.to_string()]);
    timed
}

/// A word of a command line that ends with a path.
pub(crate) fn flag(front: &str, path: &Path) -> OsString {
    [front.as_ref(), path.as_os_str()].into_iter().collect()
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The compiler of that cargo.
pub(crate) fn rustc() -> PathBuf {
    std::env::var_os("RUSTC").map_or_else(|| "rustc".into(), PathBuf::from)
}

/// Runs a command; its output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// Runs a command and gives back what it wrote to its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let shown = show(command);
    let output = command.output();
    let output = output.map_err(|error| format!("`{shown}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed ({})", output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{shown}` wrote something else than text"))
}

/// Whether a program is there.
pub(crate) fn is_there(program: &str) -> bool {
    command(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// A sandbox of its own for the caller.
pub(crate) fn start_sandbox() -> Result<Sandbox, String> {
    Sandbox::start().map_err(|error| format!("the sandbox does not start: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_sees_the_key_of_a_release() {
        for started in [command("gcc"), cargo(), timed(1)] {
            for name in [SIGNING_KEY, SIGNING_PASSWORD] {
                assert!(started.get_envs().any(|change| change == (OsStr::new(name), None)), "{name}");
            }
        }
    }
}
