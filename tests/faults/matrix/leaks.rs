//! What this process holds.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// How long what is closed and ended may take to be gone.
const SETTLING: Duration = Duration::from_secs(10);

/// Open descriptors and running threads; 0 where there is no `/proc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) descriptors: usize,
    pub(crate) threads: usize,
}

impl Held {
    pub(crate) fn now() -> Self {
        let count = |folder| fs::read_dir(folder).map_or(0, Iterator::count);
        Self { descriptors: count("/proc/self/fd"), threads: count("/proc/self/task") }
    }

    /// What is held once it is as before, or stays different.
    pub(crate) fn settled(self) -> Self {
        let end = Instant::now() + SETTLING;
        loop {
            let now = Self::now();
            if now == self || Instant::now() > end {
                return now;
            }
            thread::yield_now();
        }
    }
}
