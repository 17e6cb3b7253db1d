//! What became of one field of an update.

use serde_json::Value;

/// What reading says of a field that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// Reading before shows another value; there was no update, or no reading after it.
    Differs,
    /// Reading before shows another value, reading after it the one that was set.
    Applied,
    /// Reading shows the value that was set, before any update.
    Already,
    /// Zoom answered 204, but reading after does not show the value that was set.
    Ignored,
    /// Reading never shows it.
    Unverifiable,
}

impl Finding {
    /// The word for it, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::Applied => "applied",
            Self::Already => "already",
            Self::Ignored => "ignored",
            Self::Unverifiable => "unverifiable",
        }
    }
}

/// One field that was set, and what reading shows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldOutcome {
    /// The field, by the name that sets it.
    pub field: String,
    /// What reading says of it.
    pub outcome: Finding,
    /// What reading showed before; `None` where it showed nothing.
    pub old: Option<Value>,
    /// What was set.
    pub new: Value,
    /// What reading shows after the update; `None` where it shows nothing or was not done.
    pub seen: Option<Value>,
    /// Whether it was in the request, or would be.
    pub sent: bool,
}
