//! Which rows that have ended are tried again when a run is resumed.

use crate::outcome::RowOutcome;

/// Which rows that have ended are tried again when a run is resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retry {
    /// None.
    Nothing,
    /// Those that failed for a reason that may pass.
    #[default]
    Retryable,
    /// All that failed.
    Failed,
}

impl Retry {
    /// The words of the command line, in the order of the variants.
    pub const WORDS: [&str; 3] = ["nothing", "retryable", "failed"];

    /// The value of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Nothing, Self::Retryable, Self::Failed];
        Self::WORDS.iter().zip(all).find(|(known, _)| **known == word).map(|(_, retry)| retry)
    }

    pub(super) fn wants(self, outcome: RowOutcome, is_retryable: bool) -> bool {
        match outcome {
            RowOutcome::NotTried => true,
            RowOutcome::Failed => self == Self::Failed || (self == Self::Retryable && is_retryable),
            RowOutcome::Ignored | RowOutcome::Drifted => self == Self::Failed,
            _ => false,
        }
    }
}
