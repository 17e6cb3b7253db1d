//! The log of the library, handed to a callback of the program.

use crate::boundary::{Fault, guard_status};
use crate::text::{Text, Unit};
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::cell::Cell;
use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use zoomuser_core::Status;

/**
Receives a line of the log: its level (1 error, 2 warning, 3 info, 4 debug, 5 trace), the line without an end of line,
UTF-8, valid during the call only, and the pointer given to zoom_set_log_callback.
*/
pub type zoom_log_callback = Option<unsafe extern "system" fn(level: i32, line: *const c_char, user_data: *mut c_void)>;

/// Where lines go. Never freed, because another thread may be about to call it; each knows the one before it, so that a
/// leak checker finds them all.
struct Sink {
    callback: zoom_log_callback,
    user_data: *mut c_void,
    _before: *mut Sink,
}

static SINK: AtomicPtr<Sink> = AtomicPtr::new(ptr::null_mut());

thread_local! {
    /// Whether this thread is inside the callback.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Other crates may show what must not be shown.
        metadata.target().starts_with("zoomuser") && !SINK.load(Ordering::Acquire).is_null()
    }

    fn log(&self, record: &Record<'_>) {
        // SAFETY: a sink is never freed and never changed after it was stored.
        let sink = unsafe { SINK.load(Ordering::Acquire).as_ref() };
        let Some((sink, callback)) = sink.and_then(|sink| Some((sink, sink.callback?))) else { return };
        if !self.enabled(record.metadata()) || INSIDE.replace(true) {
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
        // SAFETY: who set the callback promised that it may be called so on any thread, with this pointer.
        unsafe { callback(level, Unit::of(&line), sink.user_data) };
        INSIDE.set(false);
    }

    fn flush(&self) {}
}

/**
Hands the log of the library to a callback, for the whole process: lines up to `level` (0 none, 1 errors, 2 warnings,
3 a line for each attempt and each request for a token, 4 with user ids, 5 with the values of fields). No level shows a
token or another secret. `callback` NULL or `level` 0 ends it. Returns ZOOM_E_INVALID_ARGUMENT for another level.

The callback is called on the thread whose call is logged, during that call, and by several threads at the same time. It
must return, and neither throw nor longjmp. Lines that it causes itself, by calling this library, are left out. After the
callback was replaced a line may still reach it from a call that was running.
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
        // The second time it refuses. A program in Rust that links this library may have a logger of its own, which stays.
        let _ = log::set_logger(&Logger);
        let sink = Box::into_raw(Box::new(Sink { callback, user_data, _before: SINK.load(Ordering::Acquire) }));
        SINK.store(sink, Ordering::Release);
        log::set_max_level(if callback.is_some() { filter } else { LevelFilter::Off });
        Ok(())
    })
}
