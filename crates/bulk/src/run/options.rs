//! The options of a run.

use std::time::Duration;

/// The options of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunOptions {
    /// The most calls at a time, up to 64; `None` for as many as rate and latency need.
    pub jobs: Option<usize>,
    /// Rows that are sent first and confirmed by reading; all of them must be applied. 0 for none.
    pub canary: u64,
    /// The run stops if more than this percentage of at least 50 rows failed; `None` never stops it.
    pub stop_at: Option<u32>,
    /// After this time no row is begun.
    pub max_time: Option<Duration>,
    /// Wait for the next day (UTC) if the account's requests of the day are used up.
    pub wait_day: bool,
    /// Read each user again before the update, and leave out those that no longer have the plan's values.
    pub strict: bool,
    /// Whether each row is confirmed by reading; `None` for what the client's options say.
    pub confirm: Option<bool>,
    /// Whether rows that failed for a reason that may pass are tried once more at the end.
    pub second_pass: bool,
}

impl RunOptions {
    /// Sets the number of rows that are sent first.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_canary(&mut self, text: &str) -> Result<(), &'static str> {
        self.canary = text.parse().map_err(|_| "a number of rows, e.g. 3")?;
        Ok(())
    }

    /// Sets the percentage of failures that stops the run: `20%`, `20` or `off`.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_stop_at(&mut self, text: &str) -> Result<(), &'static str> {
        self.stop_at = match text {
            "off" => None,
            _ => {
                let percent = text.strip_suffix('%').unwrap_or(text).parse().ok().filter(|percent| *percent <= 100);
                Some(percent.ok_or("a percentage from 0% to 100%, or off")?)
            }
        };
        Ok(())
    }

    /// Sets the time after which no row is begun: seconds, or a number with `s`, `m` or `h`.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_max_time(&mut self, text: &str) -> Result<(), &'static str> {
        self.max_time = Some(duration(text).ok_or("seconds, or a time such as 90s, 50m or 2h")?);
        Ok(())
    }

    /// Sets the most calls at a time.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn set_jobs(&mut self, text: &str) -> Result<(), &'static str> {
        let jobs = text.parse().ok().filter(|jobs| (1..=64).contains(jobs));
        self.jobs = Some(jobs.ok_or("a number from 1 to 64")?);
        Ok(())
    }
}

/// Seconds, or a number with s, m or h.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = match text.strip_suffix(['s', 'm', 'h']) {
        Some(number) => (number, text.chars().last()?),
        None => (text, 's'),
    };
    let factor = match unit {
        'h' => 3_600,
        'm' => 60,
        _ => 1,
    };
    number.parse::<u64>().ok()?.checked_mul(factor).map(Duration::from_secs)
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            jobs: None,
            canary: 0,
            stop_at: Some(20),
            max_time: None,
            wait_day: false,
            strict: false,
            confirm: None,
            second_pass: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        let seconds = |text| duration(text).map(|time| time.as_secs());
        assert_eq!(["90", "2s", "50m", "3h"].map(seconds), [Some(90), Some(2), Some(3_000), Some(10_800)]);
        assert_eq!(["", "s", "1d", "-1s", "1.5h", "99999999999999999999h", "1é"].map(seconds), [None; 7]);
    }
}
