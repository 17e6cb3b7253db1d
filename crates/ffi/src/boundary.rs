//! The boundary between C and Rust: no panic crosses it, and every pointer is checked for NULL.

pub mod fork_mark;
pub mod handle;
pub mod pin_module;
pub mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};
use zoomuser_core::{InputError, Status};

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
            // Dropping a payload may panic too; that second payload is leaked.
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                std::mem::forget(payload);
            }
            on_panic
        }
    }
}

/// Runs the body of a function that returns a status.
pub(crate) fn guard_status(body: impl FnOnce() -> Result<(), Fault>) -> i32 {
    guard(Status::Panic.code(), || match body() {
        Ok(()) => Status::Ok.code(),
        Err(fault) => fault.status().code(),
    })
}

/// Why a function failed.
pub(crate) type Fault = InputError;

/// The error for a required pointer that is NULL.
pub(crate) fn null(what: &str) -> Fault {
    Fault::new(Status::Null, format!("{what}: expected a pointer, got NULL"))
}

/// Dereferences a pointer to one of the library's objects.
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

/// Gives the caller ownership of an object.
pub(crate) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Drops an object that the caller owned; NULL is a no-op.
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
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

    static ASKED: AtomicBool = AtomicBool::new(false);
    static ASKED_RESULTS: AtomicU32 = AtomicU32::new(0);
    static ASKED_LOCKED: AtomicBool = AtomicBool::new(false);

    pub(crate) fn panic_if_asked() {
        assert!(!ASKED.swap(false, Ordering::SeqCst), "a panic that a test asked for");
    }

    pub(crate) fn panic_if_asked_locked() {
        assert!(!ASKED_LOCKED.swap(false, Ordering::SeqCst), "a panic that a test asked for, with a handle locked");
    }

    /// Makes the next call of any function panic. Test builds only, like the functions below.
    #[unsafe(no_mangle)]
    extern "system" fn zoom_test_panic() {
        ASKED.store(true, Ordering::SeqCst);
    }

    pub(crate) fn panic_if_asked_result() {
        let asked = ASKED_RESULTS.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |times| times.checked_sub(1));
        assert!(asked.is_err(), "a panic that a test asked for, while a result was built");
    }

    /// Makes the next `times` results panic while they are built.
    #[unsafe(no_mangle)]
    extern "system" fn zoom_test_panic_result(times: u32) {
        ASKED_RESULTS.store(times, Ordering::SeqCst);
    }

    /// Makes the next call that locks a handle panic while it holds it.
    #[unsafe(no_mangle)]
    extern "system" fn zoom_test_panic_locked() {
        ASKED_LOCKED.store(true, Ordering::SeqCst);
    }
}
