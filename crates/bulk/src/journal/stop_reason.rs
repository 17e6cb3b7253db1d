//! Why a run ended.

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StopReason {
    /// Every row was handled.
    Finished,
    /// A signal or the caller ended it.
    Interrupted,
    /// Too many rows failed.
    Threshold,
    /// The day's requests are used up.
    Day,
    /// The time for the run was over.
    Time,
    /// The token is not accepted, or may not do this.
    Token,
    /// A row of the trial failed.
    Canary,
    /// Rows were not tried because the account has no license left.
    License,
    /// The journal could not be written, or something else went wrong.
    Error,
}

impl StopReason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Finished,
        Self::Interrupted,
        Self::Threshold,
        Self::Day,
        Self::Time,
        Self::Token,
        Self::Canary,
        Self::License,
        Self::Error,
    ];

    /// The word in the journal and in summary.json.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Interrupted => "interrupted",
            Self::Threshold => "threshold",
            Self::Day => "day",
            Self::Time => "time",
            Self::Token => "token",
            Self::Canary => "canary",
            Self::License => "license",
            Self::Error => "error",
        }
    }

    /// The reason of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}
