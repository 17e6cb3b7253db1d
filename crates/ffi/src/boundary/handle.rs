//! The state behind a handle, for one thread at a time.

use crate::boundary::Fault;
use crate::boundary::text::{Text, Unit};
use std::sync::{Mutex, MutexGuard, TryLockError};
use zoomuser_core::Status;

/// A state that one thread at a time can use; a second one is refused.
#[derive(Debug, Default)]
pub(crate) struct Handle<T> {
    state: Mutex<State<T>>,
}

/// The state of a handle, and the error of its last setter.
#[derive(Debug, Default)]
pub(crate) struct State<T> {
    pub(crate) value: T,
    error: Option<Text>,
}

impl<T> Handle<T> {
    /// The state, unless another thread is using it or a panic left it half changed.
    pub(crate) fn lock(&self) -> Result<MutexGuard<'_, State<T>>, Fault> {
        let state = self.state.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Fault::new(Status::Busy, "the object is in use by another thread"),
            TryLockError::Poisoned(_) => Fault::new(Status::Panic, "an earlier call on this object met a defect"),
        })?;
        #[cfg(feature = "test-panic")]
        crate::boundary::forced::panic_if_asked_locked();
        Ok(state)
    }

    /// Runs a setter and keeps its error for [`error`](Self::error).
    pub(crate) fn set(&self, setter: impl FnOnce(&mut T) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut state = self.lock()?;
        state.error = None;
        let done = setter(&mut state.value);
        if let Err(fault) = &done {
            state.error = Some(Text::new(fault.message()));
        }
        done
    }

    /// The error of the last setter; the pointer is valid until the next setter or the end of the handle.
    pub(crate) fn error<U: Unit>(&self) -> *const U {
        match self.lock() {
            Ok(state) => state.error.as_ref().map_or(U::empty(), U::of),
            Err(_) => U::empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_object_is_named_by_no_kind() {
        let handle: Handle<u8> = Handle::default();
        let _held = handle.lock();
        // It may be a form, too.
        assert!(handle.lock().is_err_and(|fault| fault.message() == "the object is in use by another thread"));
    }
}
