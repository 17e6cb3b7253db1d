//! The two clocks: one that never jumps and that all processes of the machine read alike, and that of the calendar.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Microseconds since a moment that is the same for every process until the machine starts anew.
#[cfg(unix)]
pub(crate) fn steady_us() -> u64 {
    use rustix::time::{ClockId, clock_gettime};
    let now = clock_gettime(ClockId::Monotonic);
    let (seconds, nanoseconds) = (u64::try_from(now.tv_sec), u64::try_from(now.tv_nsec));
    seconds.unwrap_or(0).saturating_mul(1_000_000).saturating_add(nanoseconds.unwrap_or(0) / 1_000)
}

/// Microseconds since a moment that is the same for every process until the machine starts anew.
#[cfg(windows)]
pub(crate) fn steady_us() -> u64 {
    // Since Windows XP neither of the two fails.
    let count = winsafe::QueryPerformanceCounter().unwrap_or(0);
    let a_second = winsafe::QueryPerformanceFrequency().unwrap_or(1).max(1);
    u64::try_from(i128::from(count) * 1_000_000 / i128::from(a_second)).unwrap_or(0)
}

/// Seconds since 1970, UTC.
pub(crate) fn unix_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

/// A moment of the calendar.
pub(crate) fn moment(unix_s: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_secs(unix_s)).unwrap_or(UNIX_EPOCH)
}

/// Microseconds, as far as they fit.
pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steady_clock_only_goes_on() {
        let first = steady_us();
        let second = steady_us();
        assert!(first > 0 && second >= first && second - first < 60_000_000);
        assert!(unix_s() > 1_700_000_000);
    }
}
