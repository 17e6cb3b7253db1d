//! The time, as a run sees it.

use std::time::{Duration, Instant, SystemTime};

/// The time, as a run sees it. Tests have their own.
pub trait Clock: Send {
    /// The calendar.
    fn now(&self) -> SystemTime;

    /// A time that never goes back, from any beginning.
    fn steady(&self) -> Duration;

    /// Lets time pass.
    fn sleep(&self, duration: Duration);
}

/// The system's clocks.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock(Instant);

impl Default for SystemClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn steady(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}
