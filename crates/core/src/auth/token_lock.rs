//! The lock of whoever requests a token.

use super::settings::AuthSettings;
use super::shared_tokens::SharedTokens;
use crate::limits::deadline::{Deadline, WaitError};
use crate::limits::private_file::Locked;
use crate::response::outcome::Outcome;

/// The lock of whoever requests a token; it is unlocked when this is dropped.
pub(crate) enum Lock<'a> {
    /// There is nothing to lock, or it cannot be locked.
    None,
    File(#[expect(dead_code, reason = "it is only held")] Locked),
    Shared {
        tokens: &'a dyn SharedTokens,
        app: &'a AuthSettings,
        value: String,
        wait: Deadline,
    },
}

/// Why there is no lock.
pub(crate) enum Unlockable {
    /// The call was stopped.
    Stopped(WaitError),
    /// Another process or machine has it.
    Busy,
    /// The call must end.
    Ended(Box<Outcome>),
}

impl Lock<'_> {
    /// The value of a lock that machines share, for the store, which unlocks; else "".
    pub(crate) fn take(&mut self) -> String {
        match self {
            Self::Shared { value, .. } => std::mem::take(value),
            _ => String::new(),
        }
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        if let Self::Shared { tokens, app, value, wait } = self {
            if !value.is_empty() {
                tokens.unlock(app, value, wait);
            }
        }
    }
}
