//! Counters of the sandbox.

/// Counters since the start or the last reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Updates received, including rejected ones.
    pub updates: u64,
    /// Requests rejected by the limits of the plan.
    pub refused: u64,
    /// Requests admitted on this day (UTC).
    pub used_today: u32,
    /// The maximum number of requests for users in any second.
    pub peak_per_second: usize,
    /// Updates received while another update of the same user was in progress.
    pub concurrent_updates: u64,
    /// Token requests.
    pub token_requests: u64,
}
