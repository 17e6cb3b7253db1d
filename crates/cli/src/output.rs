//! Writing, and what becomes of it when nobody reads.

use crate::exit;
use crate::page::safe;
use crate::streams::Streams;
use std::io;

/// The streams of a call, with the first fault of standard output.
pub(crate) struct Output<'a> {
    pub(crate) streams: Streams<'a>,
    fault: Option<io::Error>,
}

impl<'a> Output<'a> {
    pub(crate) fn new(streams: Streams<'a>) -> Self {
        Self { streams, fault: None }
    }

    /// Writes to standard output and sends it on its way. After a fault nothing more is written.
    pub(crate) fn out(&mut self, text: &str) {
        if self.fault.is_none() && !text.is_empty() {
            let stdout = &mut self.streams.stdout;
            self.fault = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).err();
        }
    }

    /// Writes to standard error. A fault there can be told to nobody.
    pub(crate) fn err(&mut self, text: &str) {
        let _ = self.streams.stderr.write_all(text.as_bytes()).and_then(|()| self.streams.stderr.flush());
    }

    /// Writes text for another program as it is; on a terminal without what would steer it.
    pub(crate) fn program(&mut self, text: &str) {
        if !self.streams.stdout_is_terminal {
            return self.out(text);
        }
        let lines: Vec<String> = text.lines().map(safe).collect();
        self.out(&format!("{}\n", lines.join("\n")));
    }

    /// Writes what is all of a command's result.
    pub(crate) fn all(&mut self, text: &str) -> i32 {
        self.out(text);
        exit::DONE
    }

    /// Whether to colour standard output, standard error.
    pub(crate) fn colours(&self) -> (bool, bool) {
        let set = |name: &str| (self.streams.env)(name).filter(|value| !value.is_empty());
        let wanted = set("NO_COLOR").is_none()
            && set("TERM").is_none_or(|term| term != "dumb")
            && (!cfg!(windows) || set("WT_SESSION").is_some());
        (wanted && self.streams.stdout_is_terminal, wanted && self.streams.stderr_is_terminal)
    }

    /// The code of the program: that of the call. A reader that has gone is no fault, a full disk is one.
    pub(crate) fn end(mut self, code: i32) -> i32 {
        match self.fault.take() {
            Some(fault) if fault.kind() != io::ErrorKind::BrokenPipe => {
                self.err(&format!("zoomuser: standard output could not be written: {fault}\n"));
                if code == exit::DONE { exit::DEFECT } else { code }
            }
            _ => code,
        }
    }
}
