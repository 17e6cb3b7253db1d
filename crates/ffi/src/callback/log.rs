//! The library's log, passed to a callback.

use crate::boundary::text::{Text, Unit};
use crate::boundary::{Fault, guard_status};
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::cell::Cell;
use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use zoomuser_bulk::post_to_owner;
use zoomuser_core::Status;

/**
Receives a log line: its level (1 error, 2 warning, 3 info, 4 debug, 5 trace), its text in UTF-8 without a line
ending, valid only during the call, and the pointer passed to zoom_set_log_callback.
*/
pub type zoom_log_callback = Option<unsafe extern "system" fn(level: i32, line: *const c_char, user_data: *mut c_void)>;

/// The receiver of log lines. Never freed, because another thread may be about to call it; each points to its predecessor, so
/// that a leak checker finds them all.
struct Sink {
    callback: zoom_log_callback,
    user_data: *mut c_void,
    _previous: *mut Sink,
}

static SINK: AtomicPtr<Sink> = AtomicPtr::new(ptr::null_mut());

thread_local! {
    /// Whether this thread is running the callback.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Other crates may log secrets.
        metadata.target().starts_with("zoomuser") && !SINK.load(Ordering::Acquire).is_null()
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) || INSIDE.get() {
            return;
        }
        let level = match record.level() {
            Level::Error => 1,
            Level::Warn => 2,
            Level::Info => 3,
            Level::Debug => 4,
            Level::Trace => 5,
        };
        let line = Text::new(&record.args().to_string().replace(['\r', '\n'], " "));
        // The threads of a bulk run are no threads of the program.
        post_to_owner(move || call(level, &line));
    }

    fn flush(&self) {}
}

fn call(level: i32, line: &Text) {
    // SAFETY: a sink is never freed and never changed after it was stored.
    let sink = unsafe { SINK.load(Ordering::Acquire).as_ref() };
    let Some((sink, callback)) = sink.and_then(|sink| Some((sink, sink.callback?))) else { return };
    if !INSIDE.replace(true) {
        // SAFETY: the caller of zoom_set_log_callback promised that any thread may call it with this pointer.
        unsafe { callback(level, Unit::of(line), sink.user_data) };
        INSIDE.set(false);
    }
}

/**
Sets the callback that receives the library's log, for the whole process: lines up to `level` (0 none, 1 errors, 2
warnings, 3 a line for each attempt and each token request, 4 with user ids, 5 with field values). No level logs a
token or another secret. A NULL `callback` or `level` 0 stops logging. Returns ZOOM_E_INVALID_ARGUMENT for any other
level.

The library calls it on the thread whose call is logged, during that call; several threads may call it at the same
time. It must return, and must neither throw nor longjmp. If it calls this library, those calls are not logged. A
call that is running when the callback is replaced may still pass a line to the old one.
*/
#[unsafe(no_mangle)]
pub extern "system" fn zoom_set_log_callback(level: i32, callback: zoom_log_callback, user_data: *mut c_void) -> i32 {
    guard_status(|| {
        let filter = match level {
            0 => LevelFilter::Off,
            1 => LevelFilter::Error,
            2 => LevelFilter::Warn,
            3 => LevelFilter::Info,
            4 => LevelFilter::Debug,
            5 => LevelFilter::Trace,
            _ => return Err(Fault::new(Status::InvalidArgument, "level: expected 0 to 5")),
        };
        // Fails from the second time on, and in a Rust program that has set a logger of its own, which stays in place.
        let _ = log::set_logger(&Logger);
        let sink = Box::into_raw(Box::new(Sink { callback, user_data, _previous: SINK.load(Ordering::Acquire) }));
        SINK.store(sink, Ordering::Release);
        log::set_max_level(if callback.is_some() { filter } else { LevelFilter::Off });
        Ok(())
    })
}
