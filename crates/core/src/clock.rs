//! The two clocks: a monotonic one that all processes of the machine share, and the system time.
//!
//! On Linux, [`Instant`] does not advance while the machine is suspended. It measures waits inside a call; values kept
//! across calls are aged with [`Moment`] or [`steady_us`], which include that time.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The seconds of a day.
pub(crate) const DAY_S: u64 = 86_400;

/// A point in time by both clocks. Neither is enough to measure an age: the monotonic one stops while the machine is
/// suspended, and the system time can be set back and forth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    steady: Instant,
    calendar: SystemTime,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self { steady: Instant::now(), calendar: SystemTime::now() }
    }

    /// The time since `earlier`: the longer one of the two clocks.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        let calendar = self.calendar.duration_since(earlier.calendar).unwrap_or_default();
        self.steady.saturating_duration_since(earlier.steady).max(calendar)
    }

    /// The Unix time in seconds.
    pub(crate) fn unix_s(self) -> u64 {
        self.calendar.duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
    }

    /// This moment, with the clocks advanced.
    #[cfg(test)]
    pub(crate) fn after(self, steady: Duration, calendar: Duration) -> Self {
        Self { steady: self.steady + steady, calendar: self.calendar + calendar }
    }
}

/// The present time by both clocks, in microseconds: [`steady_us`] and the Unix time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Now {
    pub(crate) steady_us: u64,
    pub(crate) unix_us: u64,
}

impl Now {
    pub(crate) fn read() -> Self {
        let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { steady_us: steady_us(), unix_us: micros(unix) }
    }

    /// The Unix time in seconds.
    pub(crate) fn unix_s(self) -> u64 {
        self.unix_us / 1_000_000
    }

    /// The day UTC, counted from 1970.
    pub(crate) fn day(self) -> u64 {
        self.unix_s() / DAY_S
    }

    /// The system time.
    pub(crate) fn calendar(self) -> SystemTime {
        UNIX_EPOCH.checked_add(Duration::from_micros(self.unix_us)).unwrap_or(UNIX_EPOCH)
    }
}

/// Where the current time comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Clock {
    System,
    /// Always this moment.
    #[cfg(test)]
    Stopped(Moment),
}

impl Clock {
    pub(crate) fn now(self) -> Moment {
        match self {
            Self::System => Moment::now(),
            #[cfg(test)]
            Self::Stopped(moment) => moment,
        }
    }

    /// Stopped at a Unix time; the monotonic clock is as far ahead of that of other stopped clocks.
    #[cfg(test)]
    pub(crate) fn stopped_at(unix_s: u64) -> Self {
        static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
        Self::Stopped(Moment { steady: *START + Duration::from_secs(unix_s), calendar: moment(unix_s) })
    }
}

/// Microseconds since a point in time that is the same for every process until the machine restarts.
#[cfg(unix)]
pub(crate) fn steady_us() -> u64 {
    use rustix::time::{ClockId, clock_gettime};
    // The monotonic clocks of the other systems advance while the machine is suspended.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let now = clock_gettime(ClockId::Boottime);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let now = clock_gettime(ClockId::Monotonic);
    let (seconds, nanoseconds) = (u64::try_from(now.tv_sec), u64::try_from(now.tv_nsec));
    seconds.unwrap_or(0).saturating_mul(1_000_000).saturating_add(nanoseconds.unwrap_or(0) / 1_000)
}

/// Microseconds since a point in time that is the same for every process until the machine restarts.
#[cfg(windows)]
pub(crate) fn steady_us() -> u64 {
    // Neither fails since Windows XP.
    let count = winsafe::QueryPerformanceCounter().unwrap_or(0);
    let frequency = winsafe::QueryPerformanceFrequency().unwrap_or(1).max(1);
    u64::try_from(i128::from(count) * 1_000_000 / i128::from(frequency)).unwrap_or(0)
}

/// The Unix time in seconds.
pub(crate) fn unix_s() -> u64 {
    Moment::now().unix_s()
}

/// The system time of a Unix time.
pub(crate) fn moment(unix_s: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_secs(unix_s)).unwrap_or(UNIX_EPOCH)
}

/// A duration in microseconds, saturating.
pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_that_advanced_further_counts() {
        let (short, long) = (Duration::from_secs(1), Duration::from_secs(7_200));
        let start = Moment::now();
        assert_eq!(start.since(start), Duration::ZERO);
        assert_eq!(start.after(short, long).since(start), long, "suspended");
        assert_eq!(start.after(long, short).since(start), long, "the calendar was set back");
        assert_eq!(start.since(start.after(short, long)), Duration::ZERO, "the calendar was set back behind it");
    }

    #[test]
    fn the_monotonic_clock_only_advances() {
        let first = steady_us();
        let second = steady_us();
        assert!(first > 0 && second >= first && second - first < 60_000_000);
        assert!(unix_s() > 1_700_000_000);
    }
}
