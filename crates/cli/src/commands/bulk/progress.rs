//! How far a plan or a run has come: one line on a terminal, else a line each 10 % and each minute.

use crate::args::common_args::OutputOptions;
use crate::output::Output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);
/// Fewer rows need no line each 10 %.
const MANY: u64 = 100;
/// A terminal is written to at most so often in a second.
const REFRESH_HZ: u8 = 10;

pub(crate) struct Progress {
    /// On a terminal.
    bar: Option<ProgressBar>,
    is_silent: bool,
    /// What is done to rows: `planned`, `done`.
    verb: &'static str,
    total: u64,
    last_tenth: u64,
    last_line: Instant,
}

impl Progress {
    pub(crate) fn new(output: &Output<'_>, options: OutputOptions, total: u64, verb: &'static str) -> Self {
        let is_silent = options.quiet || options.json;
        let is_shown = output.streams.stderr_is_terminal && !is_silent;
        Self { bar: is_shown.then(|| bar(total)), is_silent, verb, total, last_tenth: 0, last_line: Instant::now() }
    }

    /// So many rows are done, and what else there is to say; returns the line to be printed, if one is due.
    pub(crate) fn at(&mut self, rows: u64, more: &str) -> Option<String> {
        let text = format!("{rows} of {} rows {}{more}", self.total, self.verb);
        if let Some(bar) = &self.bar {
            bar.set_position(rows);
            bar.set_message(format!("{}{more}", self.verb));
            return None;
        }
        let tenth = rows.saturating_mul(10).checked_div(self.total).unwrap_or_default();
        let is_due = (tenth > self.last_tenth && self.total >= MANY) || self.last_line.elapsed() >= MINUTE;
        if self.is_silent || !is_due {
            return None;
        }
        (self.last_tenth, self.last_line) = (tenth, Instant::now());
        Some(format!("{text}\n"))
    }

    /// Removes the line from the terminal while something else is printed.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    pub(crate) fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(REFRESH_HZ));
    let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} rows {msg}");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
