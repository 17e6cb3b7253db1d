//! Open descriptors and threads of this process.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// How long closed descriptors and finished threads may take to disappear.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(10);

/// The number of open descriptors and running threads; 0 without `/proc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resources {
    pub(crate) descriptors: usize,
    pub(crate) threads: usize,
}

impl Resources {
    pub(crate) fn now() -> Self {
        let count = |folder| fs::read_dir(folder).map_or(0, Iterator::count);
        Self { descriptors: count("/proc/self/fd"), threads: count("/proc/self/task") }
    }

    /// Waits until the numbers are these again; returns the last ones after the timeout.
    pub(crate) fn settled(self) -> Self {
        let end = Instant::now() + SETTLE_TIMEOUT;
        loop {
            let now = Self::now();
            if now == self || Instant::now() > end {
                return now;
            }
            thread::yield_now();
        }
    }
}
