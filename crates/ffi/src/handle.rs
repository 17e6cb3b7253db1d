//! What lies behind a handle: its state, for one thread at a time.

use crate::boundary::Fault;
use crate::text::{Text, Unit};
use std::sync::{Mutex, MutexGuard, TryLockError};
use zoomuser_core::Status;

/// What a handle holds, for one thread at a time.
#[derive(Debug, Default)]
pub(crate) struct Handle<T> {
    state: Mutex<State<T>>,
}

/// The state of a handle, and why its last setter refused.
#[derive(Debug, Default)]
pub(crate) struct State<T> {
    pub(crate) value: T,
    error: Text,
}

impl<T> Handle<T> {
    /// The state, unless another thread is using it or a panic left it half changed.
    pub(crate) fn lock(&self) -> Result<MutexGuard<'_, State<T>>, Fault> {
        let state = self.state.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Fault::new(Status::Busy, "the handle is in use by another thread"),
            TryLockError::Poisoned(_) => Fault::new(Status::Panic, "an earlier call on this handle met a defect"),
        })?;
        #[cfg(feature = "test-panic")]
        crate::boundary::forced::panic_if_asked_locked();
        Ok(state)
    }

    /// Runs a setter and keeps why it refused, for [`error`](Self::error).
    pub(crate) fn set(&self, setter: impl FnOnce(&mut T) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut state = self.lock()?;
        state.error = Text::default();
        let done = setter(&mut state.value);
        if let Err(fault) = &done {
            state.error = Text::new(fault.message());
        }
        done
    }

    /// Why the last setter refused; the pointer lives until the next setter or the end of the handle.
    pub(crate) fn error<U: Unit>(&self) -> *const U {
        match self.lock() {
            Ok(state) => U::of(&state.error),
            Err(_) => U::empty(),
        }
    }
}
