//! The arguments of plans and runs of many users.

use super::common_args::{once, refuse_twice};
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
        self.run.set_canary(text).map_err(|expected| format!("--canary: expected {expected}"))
    }

    pub(super) fn set_stop_at(&mut self, text: &str) -> Result<(), String> {
        self.run.set_stop_at(text).map_err(|expected| format!("--stop-at: expected {expected}"))
    }

    pub(super) fn set_max_time(&mut self, text: &str) -> Result<(), String> {
        refuse_twice(&self.run.max_time, "--max-time")?;
        self.run.set_max_time(text).map_err(|expected| format!("--max-time: expected {expected}"))
    }

    pub(super) fn set_max_loss(&mut self, text: &str) -> Result<(), String> {
        let max =
            MaxLoss::parse(text).ok_or("--max-loss: expected a number of rows or a percentage, e.g. 37 or 20%")?;
        once(&mut self.max_loss, max, "--max-loss: given twice")
    }

    pub(super) fn set_jobs(&mut self, text: &str) -> Result<(), String> {
        refuse_twice(&self.run.jobs, "--jobs")?;
        self.run.set_jobs(text).map_err(|expected| format!("--jobs: expected {expected}"))
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
