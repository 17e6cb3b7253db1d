//! The arguments of plans and runs of many users.

use super::common_args::once;
use std::time::Duration;
use zoomuser_bulk::loss_guard::MaxLoss;
use zoomuser_bulk::recorded::Retry;
use zoomuser_bulk::report::{ReportOptions, Values};
use zoomuser_bulk::run::options::RunOptions;

#[derive(Debug, Default)]
pub(crate) struct RunArgs {
    /// The folder of the run.
    pub(crate) folder: Option<String>,
    pub(crate) no_read: bool,
    pub(crate) skip_bad_rows: bool,
    /// The file of the plan.
    pub(crate) out: Option<String>,
    pub(crate) max_loss: Option<MaxLoss>,
    pub(crate) retry: Option<Retry>,
    pub(crate) yes: bool,
    pub(crate) junit: Option<String>,
    pub(crate) report: ReportOptions,
    /// The options of the run.
    pub(crate) run: RunOptions,
}

impl RunArgs {
    pub(super) fn set_canary(&mut self, text: &str) -> Result<(), String> {
        self.run.canary = text.parse().map_err(|_| "--canary: expected a number of rows, e.g. 3")?;
        Ok(())
    }

    pub(super) fn set_stop_at(&mut self, text: &str) -> Result<(), String> {
        const EXPECTED: &str = "--stop-at: expected a percentage from 0% to 100%, or off";
        self.run.stop_at = match text {
            "off" => None,
            _ => {
                let percent = text.strip_suffix('%').unwrap_or(text).parse().ok();
                Some(percent.filter(|percent| *percent <= 100).ok_or(EXPECTED)?)
            }
        };
        Ok(())
    }

    pub(super) fn set_max_time(&mut self, text: &str) -> Result<(), String> {
        let time = duration(text).ok_or("--max-time: expected a time such as 90s, 50m or 2h")?;
        once(&mut self.run.max_time, time, "--max-time: given twice")
    }

    pub(super) fn set_max_loss(&mut self, text: &str) -> Result<(), String> {
        let max =
            MaxLoss::parse(text).ok_or("--max-loss: expected a number of rows or a percentage, e.g. 37 or 20%")?;
        once(&mut self.max_loss, max, "--max-loss: given twice")
    }

    pub(super) fn set_jobs(&mut self, text: &str) -> Result<(), String> {
        let jobs = text.parse().ok().filter(|jobs| (1..=64).contains(jobs));
        once(&mut self.run.jobs, jobs.ok_or("--jobs: expected a number from 1 to 64")?, "--jobs: given twice")
    }

    pub(super) fn set_values(&mut self, word: &str) -> Result<(), String> {
        let values = Values::of_word(word);
        self.report.values = values.ok_or_else(|| format!("--values: expected one of {}", Values::WORDS.join(", ")))?;
        Ok(())
    }

    pub(super) fn set_retry(&mut self, word: &str) -> Result<(), String> {
        let retry =
            Retry::of_word(word).ok_or_else(|| format!("--retry: expected one of {}", Retry::WORDS.join(", ")))?;
        once(&mut self.retry, retry, "--retry: given twice")
    }
}

/// A number of seconds, or a number with s, m or h.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = match text.strip_suffix(['s', 'm', 'h']) {
        Some(number) => (number, text.chars().last()?),
        None => (text, 's'),
    };
    let seconds = number.parse::<u64>().ok()?;
    let factor = match unit {
        'h' => 3_600,
        'm' => 60,
        _ => 1,
    };
    seconds.checked_mul(factor).map(Duration::from_secs)
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
