//! Standard streams and the environment.

pub use crate::log::LineFilter;
use log::LevelFilter;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use zoomuser::Interrupt;

/// What a command line reads and writes.
pub struct Streams<'a> {
    /// Read for `--token-stdin`, and where a file is `-`.
    pub stdin: &'a mut dyn Read,
    /// Results.
    pub stdout: &'a mut dyn Write,
    /// Errors and warnings.
    pub stderr: &'a mut dyn Write,
    /// Whether standard input is a terminal, on which a question can be asked.
    pub stdin_is_terminal: bool,
    /// Whether standard output is a terminal; colors are used only then.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// The value of an environment variable.
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
    /// Starts writing the library's log up to a level; the filter redacts secrets in each line.
    pub start_log: &'a dyn Fn(LevelFilter, LineFilter),
    /// Returns whether the host program wants the command to end; `None` if Ctrl-C ends the process.
    pub interrupt: Option<Interrupt>,
}

impl Streams<'_> {
    /// Calls `run` with the streams and the environment of this process.
    pub fn of_process<T>(run: impl FnOnce(Streams<'_>) -> T) -> T {
        let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
        let terminals = (stdin.is_terminal(), stdout.is_terminal(), stderr.is_terminal());
        run(Streams {
            stdin: &mut stdin.lock(),
            stdout: &mut stdout.lock(),
            stderr: &mut stderr.lock(),
            stdin_is_terminal: terminals.0,
            stdout_is_terminal: terminals.1,
            stderr_is_terminal: terminals.2,
            env: &|name| std::env::var_os(name),
            start_log: &crate::log::to_stderr,
            interrupt: None,
        })
    }
}

impl std::fmt::Debug for Streams<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streams")
            .field("stdout_is_terminal", &self.stdout_is_terminal)
            .field("stderr_is_terminal", &self.stderr_is_terminal)
            .finish_non_exhaustive()
    }
}
