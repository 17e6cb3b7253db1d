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
