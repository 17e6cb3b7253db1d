//! Output: text and JSON, standard output and standard error.

pub(crate) mod command_result;
pub(crate) mod confirmations;
pub(crate) mod json;
pub(crate) mod page;
pub(crate) mod redactor;
pub(crate) mod report;
pub(crate) mod sent;
pub(crate) mod user_diff;
pub(crate) mod user_table;

use crate::exit;
use crate::streams::Streams;
use crate::text::escape;
use std::io;

/// The streams, and the first error of standard output.
pub(crate) struct Output<'a> {
    pub(crate) streams: Streams<'a>,
    error: Option<io::Error>,
}

impl<'a> Output<'a> {
    pub(crate) fn new(streams: Streams<'a>) -> Self {
        Self { streams, error: None }
    }

    /// Writes to standard output and flushes it. After an error nothing more is written.
    pub(crate) fn out(&mut self, text: &str) {
        if self.error.is_none() && !text.is_empty() {
            let stdout = &mut self.streams.stdout;
            self.error = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).err();
        }
    }

    /// Whether standard output can be written no more, e.g. because its reader has ended.
    pub(crate) fn is_broken(&self) -> bool {
        self.error.is_some()
    }

    /// Writes to standard error. Errors are ignored: there is nowhere to report them.
    pub(crate) fn err(&mut self, text: &str) {
        let _ = self.streams.stderr.write_all(text.as_bytes()).and_then(|()| self.streams.stderr.flush());
    }

    /// Writes text for another program unchanged, except that control characters are escaped on a terminal.
    pub(crate) fn program(&mut self, text: &str) {
        if !self.streams.stdout_is_terminal {
            return self.out(text);
        }
        let lines: Vec<String> = text.lines().map(escape).collect();
        self.out(&format!("{}\n", lines.join("\n")));
    }

    /// Writes the whole result of a command; returns its exit code.
    pub(crate) fn all(&mut self, text: &str) -> i32 {
        self.out(text);
        exit::DONE
    }

    /// Whether to use colors on standard output and on standard error.
    pub(crate) fn colors(&self) -> (bool, bool) {
        let set = |name: &str| (self.streams.env)(name).filter(|value| !value.is_empty());
        let wanted = set("NO_COLOR").is_none()
            && set("TERM").is_none_or(|term| term != "dumb")
            && (!cfg!(windows) || set("WT_SESSION").is_some());
        (wanted && self.streams.stdout_is_terminal, wanted && self.streams.stderr_is_terminal)
    }

    /// The exit code of the program, from that of the command. A closed pipe is not an error, a full disk is one.
    pub(crate) fn end(mut self, code: i32) -> i32 {
        match self.error.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.err(&format!("zoomuser: standard output could not be written: {error}\n"));
                if code == exit::DONE { exit::DEFECT } else { code }
            }
            _ => code,
        }
    }
}
