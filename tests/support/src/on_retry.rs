//! Does something when a call of this thread has logged that it will retry.

use log::{LevelFilter, Log, Metadata, Record};
use std::cell::RefCell;
use std::sync::Once;

thread_local! {
    static THEN: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        if record.args().to_string().contains(": retry ") {
            if let Some(then) = THEN.with(RefCell::take) {
                then();
            }
        }
    }

    fn flush(&self) {}
}

/// Calls `then` at the first retry of this thread, before its pause. Takes the log of the process.
///
/// # Panics
///
/// If the process has another logger.
pub fn on_retry(then: impl FnOnce() + 'static) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| log::set_logger(&Logger).expect("the only logger"));
    log::set_max_level(LevelFilter::Info);
    THEN.set(Some(Box::new(then)));
}
