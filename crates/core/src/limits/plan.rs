//! The rate limits of Zoom's plans for requests labeled Light, as updates of users are.

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
    pub(crate) fn per_second(self) -> Option<u32> {
        match self {
            Self::Free => Some(4),
            Self::Pro => Some(30),
            Self::Business => Some(80),
            Self::None => None,
        }
    }

    /// Requests a day, where that is limited.
    pub(crate) fn per_day(self) -> Option<u32> {
        match self {
            Self::Free => Some(6_000),
            Self::Pro | Self::Business | Self::None => None,
        }
    }
}
