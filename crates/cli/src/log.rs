//! The library's log on standard error.

use log::{LevelFilter, Log, Metadata, Record};
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// Redacts secrets in a line.
pub type LineFilter = Box<dyn Fn(&str) -> String + Send>;

static FILTER: Mutex<Option<LineFilter>> = Mutex::new(None);

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Other crates may log secrets.
        metadata.target().starts_with("zoomuser")
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let line = format!("{}: {}", record.level().as_str().to_ascii_lowercase(), record.args());
        let filter = FILTER.lock().unwrap_or_else(PoisonError::into_inner);
        let line = filter.as_ref().map_or_else(String::new, |filter| filter(&line));
        let line = crate::text::escape(&line);
        // Errors writing to stderr are ignored: there is nowhere to report them.
        let _ = writeln!(io::stderr(), "{line}");
    }

    fn flush(&self) {}
}

/// Starts writing the library's log to standard error.
pub(crate) fn to_stderr(level: LevelFilter, filter: LineFilter) {
    *FILTER.lock().unwrap_or_else(PoisonError::into_inner) = Some(filter);
    // Fails if the host program has set a logger, which is then used instead.
    let _ = log::set_logger(&Logger);
    log::set_max_level(level);
}
