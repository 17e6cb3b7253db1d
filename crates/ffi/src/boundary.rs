//! The line between C and Rust: no panic crosses it, no pointer is believed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use zoomuser_core::{Error, Status};

/// Runs the body of an exported function; a panic becomes `on_panic`.
pub(crate) fn guard<T>(on_panic: T, body: impl FnOnce() -> T) -> T {
    let guarded = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(feature = "test-panic")]
        forced::panic_if_asked();
        body()
    }));
    match guarded {
        Ok(value) => value,
        Err(payload) => {
            // Dropping a payload may panic once more, with a payload that is then left alone.
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                std::mem::forget(payload);
            }
            on_panic
        }
    }
}

/// Runs a body that ends in a status.
pub(crate) fn guard_status(body: impl FnOnce() -> Result<(), Fault>) -> i32 {
    guard(Status::Panic.code(), || match body() {
        Ok(()) => Status::Ok.code(),
        Err(fault) => fault.status().code(),
    })
}

/// Why a function stops.
pub(crate) type Fault = Error;

/// A pointer that must be given was NULL.
pub(crate) fn null(what: &str) -> Fault {
    Fault::new(Status::Null, format!("{what}: expected a pointer, got NULL"))
}

/// What lies behind a pointer to one of our objects.
///
/// # Safety
/// The caller promises what the header's contract says: NULL, or an object of this library that is not freed yet.
pub(crate) unsafe fn object<'a, T>(pointer: *const T, what: &str) -> Result<&'a T, Fault> {
    // SAFETY: by the contract above the pointer is NULL or points to a live T, and objects are only ever shared.
    unsafe { pointer.as_ref() }.ok_or_else(|| null(what))
}

/// Writes through an out pointer unless it is NULL.
///
/// # Safety
/// The caller promises that `out` is NULL or may be written.
pub(crate) unsafe fn write_out<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not NULL, so by the contract above it may be written; the old content is a plain value.
        unsafe { out.write(value) };
    }
}

/// Hands an object over to the caller.
pub(crate) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Takes an object back and drops it; NULL is a no-op.
///
/// # Safety
/// The caller promises that `pointer` is NULL or came from [`give`] and was not taken back yet.
pub(crate) unsafe fn take_back<T>(pointer: *mut T) {
    if !pointer.is_null() {
        guard((), || {
            // SAFETY: not NULL, so by the contract above it came from Box::into_raw and is ours again.
            drop(unsafe { Box::from_raw(pointer) });
        });
    }
}

#[cfg(feature = "test-panic")]
pub(crate) mod forced {
    use std::sync::atomic::{AtomicBool, Ordering};

    static ASKED: AtomicBool = AtomicBool::new(false);
    static ASKED_LOCKED: AtomicBool = AtomicBool::new(false);

    pub(crate) fn panic_if_asked() {
        assert!(!ASKED.swap(false, Ordering::SeqCst), "a panic that a test asked for");
    }

    pub(crate) fn panic_if_asked_locked() {
        assert!(!ASKED_LOCKED.swap(false, Ordering::SeqCst), "a panic that a test asked for, with a handle locked");
    }

    /// Makes the next call of any function panic. Exists only in builds for tests, as does the next.
    #[unsafe(no_mangle)]
    extern "system" fn zoom_test_panic() {
        ASKED.store(true, Ordering::SeqCst);
    }

    /// Makes the next call that locks a handle panic while it holds it.
    #[unsafe(no_mangle)]
    extern "system" fn zoom_test_panic_locked() {
        ASKED_LOCKED.store(true, Ordering::SeqCst);
    }
}
