//! What the command line has of its surroundings.

pub use crate::log::LineFilter;
use log::LevelFilter;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use zoomuser::send::wait::Interrupt;

/// The surroundings of one command line.
pub struct Streams<'a> {
    /// Read for `--token-stdin` only.
    pub stdin: &'a mut dyn Read,
    /// Results.
    pub stdout: &'a mut dyn Write,
    /// Failures and warnings.
    pub stderr: &'a mut dyn Write,
    /// Whether a terminal shows standard output, so that colours are of use.
    pub stdout_is_terminal: bool,
    /// Whether a terminal shows standard error.
    pub stderr_is_terminal: bool,
    /// The value of an environment variable.
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
    /// Shows the library's log up to a level, each line after it went through a filter that hides secrets.
    pub start_log: &'a dyn Fn(LevelFilter, LineFilter),
    /// Asks the host program whether to end; `None` where Ctrl-C ends the process.
    pub interrupt: Option<Interrupt>,
}

impl Streams<'_> {
    /// Hands this process's own streams and environment to `run`.
    pub fn of_process<T>(run: impl FnOnce(Streams<'_>) -> T) -> T {
        let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
        let terminals = (stdout.is_terminal(), stderr.is_terminal());
        run(Streams {
            stdin: &mut stdin.lock(),
            stdout: &mut stdout.lock(),
            stderr: &mut stderr.lock(),
            stdout_is_terminal: terminals.0,
            stderr_is_terminal: terminals.1,
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
