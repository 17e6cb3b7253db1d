//! The end of the sandbox, as seen by whoever waits.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

#[derive(Default)]
pub(crate) struct Stop {
    stopped: Mutex<bool>,
    bell: Condvar,
}

impl Stop {
    pub(crate) fn now(&self) {
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    pub(crate) fn is_now(&self) -> bool {
        self.wait(Duration::ZERO)
    }

    /// Waits at most so long; true if the sandbox ends.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        *self.bell.wait_timeout_while(stopped, time, |stopped| !*stopped).unwrap_or_else(PoisonError::into_inner).0
    }
}
