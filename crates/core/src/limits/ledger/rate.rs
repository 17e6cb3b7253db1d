//! The rate that a caller may use, and the spacing and windows that keep it.

/// The rate that one caller may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rate {
    /// Requests a second by the plan.
    pub(crate) per_second: u32,
    /// Requests a day by the plan.
    pub(crate) per_day: Option<u32>,
    /// Percent of both that may be used.
    pub(crate) share: u32,
}

/// The factor by which turns are further apart than the rate requires: a slow request may arrive together with later ones,
/// and the server's window of a second may begin anywhere.
const MARGIN: f64 = 1.016;
/// The factor by which a window is longer than the rate requires. Less than the margin of the turns, so that a turn that was
/// used late does not delay the ones after it for good.
const WINDOW_MARGIN: f64 = 1.0 + (MARGIN - 1.0) * 0.9;
/// The slowest rate, in requests a second.
const MIN_RATE: f64 = 1e-3;

/// Requests a second, and what follows from them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pace(f64);

impl Rate {
    /// The pace under a lower limit of the server (0 for none) and an adaptive share from 0 to 1.
    pub(crate) fn pace(&self, ceiling: u64, adaptive: f64) -> Pace {
        let per_second = match ceiling {
            0 => u64::from(self.per_second),
            seen => u64::from(self.per_second).min(seen),
        };
        Pace((per_second as f64 * f64::from(self.share) / 100.0 * adaptive).max(MIN_RATE))
    }

    /// Requests a day.
    pub(crate) fn per_day(&self) -> Option<u64> {
        self.per_day.map(|day| (u64::from(day) * u64::from(self.share) / 100).max(1))
    }
}

impl Pace {
    /// Microseconds between two turns.
    pub(crate) fn interval_us(self) -> u64 {
        (MARGIN * 1e6 / self.0).ceil() as u64
    }

    /// The number of requests that a window may have, and its length in microseconds.
    pub(crate) fn window(self) -> (usize, u64) {
        let most = self.0.floor().max(1.0);
        (most as usize, (most / self.0 * 1e6 * WINDOW_MARGIN) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRO: Rate = Rate { per_second: 30, per_day: None, share: 100 };

    #[test]
    fn turns_are_a_little_further_apart_than_the_plan_requires() {
        assert_eq!(PRO.pace(0, 1.0).interval_us(), 33_867);
        assert_eq!(PRO.pace(100, 1.0), PRO.pace(0, 1.0), "never more than the plan");
        assert_eq!(PRO.pace(10, 1.0).interval_us(), 101_600);
        assert_eq!(PRO.pace(0, 0.5).interval_us(), 67_734);
        let slow = Rate { per_second: 4, per_day: Some(6_000), share: 1 };
        assert_eq!((slow.pace(0, 1.0).interval_us(), slow.per_day()), (25_400_000, Some(60)));
    }

    #[test]
    fn a_window_is_longer_than_a_second_and_shorter_than_its_turns() {
        for (rate, adaptive, most) in [(30, 1.0, 30), (4, 1.0, 4), (80, 1.0, 80), (30, 0.7, 21), (4, 0.7, 2)] {
            let pace = Rate { per_second: rate, ..PRO }.pace(0, adaptive);
            let (count, length_us) = pace.window();
            assert_eq!(count, most);
            assert!(length_us as f64 > count as f64 / pace.0 * 1e6 && length_us < count as u64 * pace.interval_us());
        }
    }
}
