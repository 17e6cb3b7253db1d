//! When a run will end: from the calls that are left and what the rate allows, not from the past.

use std::time::Duration;
use zoomuser::internal::FlatClient;

const DAY: Duration = Duration::from_secs(86_400);

/// What the account's rate allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Forecast {
    per_second: Option<f64>,
    per_day: Option<u64>,
}

impl Forecast {
    pub(crate) fn new(client: &FlatClient) -> Self {
        Self { per_second: client.rate_per_second(), per_day: client.requests_per_day() }
    }

    /// The time that so many calls need at least; `None` without a rate limit.
    pub(crate) fn time(&self, calls: u64) -> Option<Duration> {
        let turns = Duration::try_from_secs_f64(calls as f64 / self.per_second?).ok()?;
        let days = self.per_day.and_then(|per_day| calls.checked_div(per_day)).unwrap_or_default();
        Some(turns.max(DAY.saturating_mul(days.try_into().unwrap_or(u32::MAX))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_and_the_day_decide() {
        let time = |per_second, per_day, calls| Forecast { per_second, per_day }.time(calls).map(|time| time.as_secs());
        assert_eq!(time(Some(80.0), None, 10_000), Some(125));
        assert_eq!(time(Some(30.0), None, 900), Some(30));
        assert_eq!(time(Some(4.0), Some(6_000), 5_999), Some(1_499));
        assert_eq!(time(Some(4.0), Some(6_000), 100_000), Some(16 * 86_400));
        assert_eq!(time(None, None, 100), None);
    }
}
