//! The programs from Python's registry that build for other Linux systems, in an environment of their own.

use super::sysroot::Toolchain;
use crate::command::output;
use crate::environment::Environment;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// zig, whose C compiler and linker support every glibc, cargo-zigbuild, maturin, and the wheel checkers.
pub(crate) struct Tools {
    environment: Environment,
    path: OsString,
}

impl Tools {
    /// The tools; they are fetched where they are not there yet.
    pub(crate) fn get() -> Result<Self, String> {
        let environment = Environment::kept("dist", "crates/xtask/src/dist/requirements.txt".as_ref())?;
        let bin = environment.folder.join("bin");
        let others = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([bin].into_iter().chain(env::split_paths(&others)));
        Ok(Self { environment, path: path.map_err(|error| error.to_string())? })
    }

    /// One of the tools. They find each other in `PATH`.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut program = self.environment.program(name);
        program.env("PATH", &self.path);
        program
    }

    /// What takes wheels apart and puts them together.
    pub(crate) fn wheel(&self, words: &[&str]) -> Command {
        let mut wheel = self.program("wheel");
        wheel.args(words).stdout(Stdio::null());
        wheel
    }

    /// One of the tools that call cargo, with the compiler of a target.
    pub(crate) fn builder(&self, name: &str, toolchain: &Toolchain) -> Command {
        let mut program = self.program(name);
        toolchain.prepare(&mut program);
        program
    }

    /// Where zig is, with the sources of the C libraries that it brings.
    pub(crate) fn zig_folder(&self) -> Result<PathBuf, String> {
        let asked = ["-c", "import ziglang; print(ziglang.__path__[0])"];
        Ok(output(self.program("python").args(asked))?.trim().into())
    }

    /// The beginning of a command line: zig's C compiler for a target in zig's words.
    pub(crate) fn c_compiler(&self, target: &str) -> Vec<OsString> {
        let python = self.environment.bin("python").into_os_string();
        [python].into_iter().chain(["-m", "ziglang", "cc", "-target", target].map(OsString::from)).collect()
    }
}
