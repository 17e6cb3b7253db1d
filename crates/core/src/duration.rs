//! Durations for messages: in seconds up to an hour, then in hours or days.

use std::time::Duration;

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// "90 s", "26 h 5 min", "1063 days 2 h", rounded down: for the time that is left or has passed.
#[must_use]
pub fn at_least(duration: Duration) -> String {
    written(duration.as_secs())
}

/// The same, rounded up: for the time after which a wait is over.
#[must_use]
pub fn at_most(duration: Duration) -> String {
    let seconds = duration.as_secs().saturating_add(u64::from(duration.subsec_nanos() > 0));
    let step = if seconds < HOUR {
        1
    } else if seconds < 2 * DAY {
        60
    } else {
        HOUR
    };
    written(seconds.div_ceil(step).saturating_mul(step))
}

fn written(seconds: u64) -> String {
    let (large, small) = if seconds < HOUR {
        (format!("{seconds} s"), String::new())
    } else if seconds < 2 * DAY {
        (format!("{} h", seconds / HOUR), part(seconds % HOUR / 60, "min"))
    } else {
        (format!("{} days", seconds / DAY), part(seconds % DAY / HOUR, "h"))
    };
    large + &small
}

fn part(number: u64, unit: &str) -> String {
    if number == 0 { String::new() } else { format!(" {number} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_durations_are_in_days() {
        for (ms, least, most) in [
            (0, "0 s", "0 s"),
            (1, "0 s", "1 s"),
            (90_500, "90 s", "91 s"),
            (3_599_000, "3599 s", "3599 s"),
            (3_599_001, "3599 s", "1 h"),
            (3_600_000, "1 h", "1 h"),
            (3_661_000, "1 h 1 min", "1 h 2 min"),
            (172_799_000, "47 h 59 min", "2 days"),
            (172_800_001, "2 days", "2 days 1 h"),
            (91_850_216_000, "1063 days 1 h", "1063 days 2 h"),
        ] {
            let duration = Duration::from_millis(ms);
            assert_eq!((at_least(duration).as_str(), at_most(duration).as_str()), (least, most), "{ms} ms");
        }
        assert!(at_most(Duration::MAX).ends_with(" h"), "{}", at_most(Duration::MAX));
    }
}
