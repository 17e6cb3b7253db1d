//! Events in the last second, counted by tenths of a second.

use std::time::Instant;

const TICK_MS: u128 = 100;
const TICKS: u64 = 10;

pub(crate) struct Meter {
    start: Instant,
    /// The tenth of a second of the newest bucket.
    tick: u64,
    buckets: [u32; TICKS as usize],
}

impl Meter {
    pub(crate) fn new(start: Instant) -> Meter {
        Meter { start, tick: 0, buckets: [0; TICKS as usize] }
    }

    pub(crate) fn count(&mut self, now: Instant) {
        let bucket = self.bucket(now);
        *bucket = bucket.saturating_add(1);
    }

    pub(crate) fn last_second(&mut self, now: Instant) -> u32 {
        self.bucket(now);
        self.buckets.iter().sum()
    }

    /// The bucket of this time; older ones are emptied.
    fn bucket(&mut self, now: Instant) -> &mut u32 {
        let passed = now.saturating_duration_since(self.start).as_millis() / TICK_MS;
        let tick = u64::try_from(passed).unwrap_or(u64::MAX).max(self.tick);
        for newer in (self.tick + 1..=tick).rev().take(TICKS as usize) {
            self.buckets[(newer % TICKS) as usize] = 0;
        }
        self.tick = tick;
        &mut self.buckets[(tick % TICKS) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn only_the_last_second_counts() {
        let start = Instant::now();
        let mut meter = Meter::new(start);
        for ms in [0, 50, 450, 950] {
            meter.count(start + Duration::from_millis(ms));
        }
        let at = |meter: &mut Meter, ms| meter.last_second(start + Duration::from_millis(ms));
        assert_eq!([999, 1_000, 1_399, 1_400, 1_899, 1_900].map(|ms| at(&mut meter, ms)), [4, 2, 2, 1, 1, 0]);
        meter.count(start + Duration::from_secs(90));
        assert_eq!(at(&mut meter, 90_500), 1);
    }
}
