//! The rules that stop a run.

use super::options::RunOptions;
use crate::journal::StopReason;
use crate::outcome::RowOutcome;
use std::time::Duration;

/// The rows of which the percentage of failures is taken at the earliest.
const MIN_ROWS: u64 = 50;

/// The rules that stop a run: failures, canary, time.
#[derive(Debug)]
pub(crate) struct Rules {
    stop_at: Option<u32>,
    ends_at: Option<Duration>,
    /// Rows of the canary that were not begun yet, and those that were confirmed.
    canary_left: u64,
    confirmed: u64,
    is_canary: bool,
    tried: u64,
    failed: u64,
}

impl Rules {
    /// `now` is the run's steady time.
    pub(crate) fn new(options: &RunOptions, now: Duration) -> Self {
        Self {
            stop_at: options.stop_at,
            ends_at: options.max_time.map(|time| now.saturating_add(time)),
            canary_left: options.canary,
            confirmed: 0,
            is_canary: options.canary > 0,
            tried: 0,
            failed: 0,
        }
    }

    pub(crate) fn is_time_over(&self, now: Duration) -> bool {
        self.ends_at.is_some_and(|end| now >= end)
    }

    /// Whether no row may begin until the canary has ended.
    pub(crate) fn waits_for_canary(&self) -> bool {
        self.is_canary && self.canary_left == 0
    }

    /// A call begins; returns whether its row is one of the canary's.
    pub(crate) fn begin_row(&mut self) -> bool {
        if self.is_canary {
            self.canary_left = self.canary_left.saturating_sub(1);
        }
        self.is_canary
    }

    /// A row is put off: it is begun again later.
    pub(crate) fn put_back(&mut self, is_canary: bool) {
        self.canary_left += u64::from(is_canary);
    }

    /// A call has ended; returns why the run stops, if it does.
    pub(crate) fn ended(&mut self, outcome: RowOutcome, is_canary: bool) -> Option<StopReason> {
        self.tried += 1;
        self.failed += u64::from(matches!(outcome, RowOutcome::Failed | RowOutcome::Ignored | RowOutcome::Refused));
        let is_confirmed = matches!(outcome, RowOutcome::Applied | RowOutcome::Already);
        if is_canary && !is_confirmed {
            return Some(StopReason::Canary);
        }
        self.confirmed += u64::from(is_canary);
        let most = u64::from(self.stop_at?);
        let is_over = self.tried >= MIN_ROWS && self.failed.saturating_mul(100) > self.tried.saturating_mul(most);
        is_over.then_some(StopReason::Threshold)
    }

    /// Why a rule stopped the run, in one line.
    pub(crate) fn message(&self, reason: StopReason) -> String {
        match reason {
            StopReason::Canary => "reading did not confirm a row of the canary".to_owned(),
            _ => format!(
                "{} of {} rows failed, more than the {} % allowed",
                self.failed,
                self.tried,
                self.stop_at.unwrap_or_default()
            ),
        }
    }

    /// No call runs and no row can begin: ends the canary, and returns how many rows were confirmed, if any.
    pub(crate) fn pass_canary(&mut self) -> Option<u64> {
        let is_canary = std::mem::take(&mut self.is_canary);
        Some(self.confirmed).filter(|rows| is_canary && *rows > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(options: RunOptions) -> Rules {
        Rules::new(&options, Duration::from_secs(1))
    }

    #[test]
    fn failures_stop_a_run() {
        let run = |failures: u64, rows: u64| {
            let mut rules = rules(RunOptions::default());
            let outcome = |row| if row < failures { RowOutcome::Failed } else { RowOutcome::Sent };
            // The failures come last.
            (0..rows).rev().map(|row| rules.ended(outcome(row), false)).find_map(|stop| stop)
        };
        assert_eq!(run(49, 49), None);
        assert_eq!(run(10, 50), None, "exactly 20 %");
        assert_eq!(run(11, 50), Some(StopReason::Threshold));
        let mut never = rules(RunOptions { stop_at: None, ..RunOptions::default() });
        assert!((0..1_000).all(|_| never.ended(RowOutcome::Failed, false).is_none()));
    }

    #[test]
    fn the_canary_goes_first() {
        let mut rules = rules(RunOptions { canary: 2, ..RunOptions::default() });
        assert!(rules.begin_row() && !rules.waits_for_canary());
        assert!(rules.begin_row() && rules.waits_for_canary());
        assert_eq!(rules.ended(RowOutcome::Applied, true), None);
        for unconfirmed in [RowOutcome::Ignored, RowOutcome::Unverifiable, RowOutcome::Sent] {
            assert_eq!(rules.ended(unconfirmed, true), Some(StopReason::Canary));
        }
        assert_eq!((rules.pass_canary(), rules.pass_canary(), rules.begin_row()), (Some(1), None, false));
    }

    #[test]
    fn the_time_ends() {
        let rules = rules(RunOptions { max_time: Some(Duration::from_secs(2)), ..RunOptions::default() });
        assert_eq!([2, 3, 4].map(|s| rules.is_time_over(Duration::from_secs(s))), [false, true, true]);
    }
}
