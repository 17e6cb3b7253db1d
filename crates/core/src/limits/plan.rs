//! The rate limits of Zoom's plans, for each label of requests.

use crate::response::rate_limit::RateLabel;

/// The plan of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Plan {
    Free,
    #[default]
    Pro,
    Business,
    /// No rate limit.
    None,
}

impl Plan {
    /// All plans, in the order of [`WORDS`](Self::WORDS).
    pub(crate) const ALL: &'static [Self] = &[Self::Free, Self::Pro, Self::Business, Self::None];
    /// The values of the option `plan`.
    pub(crate) const WORDS: &'static [&'static str] = &["free", "pro", "business", "none"];

    /// Its value of the option `plan`.
    pub(crate) fn word(self) -> &'static str {
        let named = Self::ALL.iter().zip(Self::WORDS).find(|(plan, _)| **plan == self);
        named.map_or("", |(_, word)| word)
    }

    /// Requests a second; `None` for no limit.
    pub(crate) fn per_second(self, label: RateLabel) -> Option<u32> {
        match (self, label) {
            (Self::Free, RateLabel::Light) => Some(4),
            (Self::Free, RateLabel::Medium) => Some(2),
            (Self::Pro, RateLabel::Light) => Some(30),
            (Self::Pro, RateLabel::Medium) => Some(20),
            (Self::Business, RateLabel::Light) => Some(80),
            (Self::Business, RateLabel::Medium) => Some(60),
            (Self::None, _) => None,
        }
    }

    /// Requests a day, where that is limited.
    pub(crate) fn per_day(self, label: RateLabel) -> Option<u32> {
        match (self, label) {
            (Self::Free, RateLabel::Light) => Some(6_000),
            (Self::Free, RateLabel::Medium) => Some(2_000),
            (Self::Pro | Self::Business | Self::None, _) => None,
        }
    }
}
