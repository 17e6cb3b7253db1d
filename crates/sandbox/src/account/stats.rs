//! Counters of the sandbox.

/// Counters since the start or the last reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Updates received, including rejected ones.
    pub updates: u64,
    /// Requests for one user rejected by the limits of the plan.
    pub refused: u64,
    /// Requests for one user admitted on this day (UTC).
    pub used_today: u32,
    /// The maximum number of requests for users in any second.
    pub peak_per_second: usize,
    /// Updates received while another update of the same user was in progress.
    pub concurrent_updates: u64,
    /// Token requests.
    pub token_requests: u64,
    /// The maximum number of requests for the list of users in any second.
    pub peak_lists_per_second: usize,
    /// Requests for the list of users rejected by the limits of the plan.
    pub refused_lists: u64,
}

/// The updates of one user since the start or the last reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserUpdates {
    /// The user's id.
    pub id: String,
    /// The user's e-mail address.
    pub email: String,
    /// Updates answered with 204.
    pub accepted: u64,
    /// Those of them that changed a value.
    pub changed: u64,
}
