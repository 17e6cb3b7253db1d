//! How many calls are made at a time.

use std::time::Duration;

/// The most calls at a time.
pub(crate) const MAX_JOBS: usize = 64;
/// The latency that is assumed before the first response.
const FIRST_LATENCY_S: f64 = 0.2;
/// Calls at a time before the first response, if there is no rate limit; and the fewest if there is one.
const FIRST_JOBS: f64 = 4.0;
/// The weight of a new latency in the average.
const WEIGHT: f64 = 0.1;
/// Calls beyond those that rate and latency need, so that one is always ready to be sent.
const SPARE: f64 = 2.0;
/// And calls for this time, which waiting for the disk may take.
const SPARE_S: f64 = 0.1;
/// Without a rate limit: calls at a time for each millisecond of latency, and the fewest.
const UNLIMITED_PER_MS: f64 = 1.0;
const UNLIMITED_MIN: f64 = 2.0;
/// Without a rate limit, the threads are given as many rows in advance as they need for this time. Rows are recorded and handed
/// over together then, which costs less than one by one.
const AHEAD_S: f64 = 0.002;

/// How many calls are made at a time: as many as the rate needs at the latency that is measured.
#[derive(Debug, Clone)]
pub(crate) struct Concurrency {
    per_second: Option<f64>,
    most: usize,
    /// Whether the caller has named that.
    is_fixed: bool,
    /// The average latency; `None` before the first response.
    latency_s: Option<f64>,
}

impl Concurrency {
    pub(crate) fn new(per_second: Option<f64>, jobs: Option<usize>) -> Self {
        let most = jobs.unwrap_or(MAX_JOBS).clamp(1, MAX_JOBS);
        Self { per_second, most, is_fixed: jobs.is_some(), latency_s: None }
    }

    /// A call needed this time, without its waits for the rate limit.
    pub(crate) fn learn(&mut self, latency: Duration) {
        let latency_s = latency.as_secs_f64();
        let average_s = self.latency_s.unwrap_or(latency_s);
        self.latency_s = Some(average_s + (latency_s - average_s) * WEIGHT);
    }

    /// The rows that are given to the threads at a time: those of the calls, and some in advance.
    pub(crate) fn target(&self) -> usize {
        let calls = self.calls();
        let ahead = match (self.per_second, self.latency_s) {
            (None, Some(latency_s)) if !self.is_fixed => calls as f64 * AHEAD_S / latency_s.max(f64::MIN_POSITIVE),
            _ => 0.0,
        };
        calls.saturating_add(ahead as usize).min(MAX_JOBS)
    }

    /// The calls at a time.
    pub(crate) fn calls(&self) -> usize {
        let needed = match (self.per_second, self.latency_s) {
            (Some(rate), Some(latency_s)) => rate * (latency_s + SPARE_S) + SPARE,
            (Some(rate), None) => (rate * FIRST_LATENCY_S).max(FIRST_JOBS),
            (None, Some(latency_s)) => (latency_s * 1_000.0 * UNLIMITED_PER_MS).max(UNLIMITED_MIN),
            (None, None) => FIRST_JOBS,
        };
        // A latency is not negative, and the conversion saturates.
        (needed.ceil() as usize).clamp(1, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_latency_decide() {
        let after = |per_second, jobs, latency_ms| {
            let mut concurrency = Concurrency::new(per_second, jobs);
            (0..200).for_each(|_| concurrency.learn(Duration::from_millis(latency_ms)));
            (concurrency.calls(), concurrency.target())
        };
        for (per_second, jobs, expected) in
            [(Some(4.0), None, 4), (Some(30.0), None, 6), (Some(80.0), None, 16), (None, None, 4), (None, Some(2), 2)]
        {
            assert_eq!(Concurrency::new(per_second, jobs).calls(), expected, "{per_second:?} {jobs:?}");
        }
        for (per_second, jobs, latency_ms, expected) in [
            (Some(80.0), None, 300, 34),
            (Some(80.0), Some(4), 300, 4),
            (Some(80.0), None, 5_000, MAX_JOBS),
            (Some(4.0), None, 100, 3),
            (None, None, 1, 2),
            (None, None, 200, MAX_JOBS),
            (None, Some(1), 200, 1),
            (None, Some(4), 1, 2),
        ] {
            let (found, rows) = after(per_second, jobs, latency_ms);
            assert!(rows == found || latency_ms == 1, "{per_second:?} {jobs:?} {latency_ms}: {rows}");
            assert!(found.abs_diff(expected) <= 1, "{per_second:?} {jobs:?} {latency_ms}: {found}");
        }
        assert_eq!(after(None, Some(4), 0).1, 2);
        assert_eq!(after(None, None, 0).1, MAX_JOBS);
    }
}
