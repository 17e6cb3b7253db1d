//! The interface of a store of tokens that machines share.

use super::oauth::TokenResponse;
use super::settings::AuthSettings;
use crate::limits::deadline::Deadline;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::secret::Secret;
use std::fmt;
use std::time::Duration;

/// The tokens of apps. While the store cannot be used, nothing is found and nothing is kept; an error ends the call.
pub(crate) trait SharedTokens: fmt::Debug + Send + Sync {
    /// The token of an app, and the time since it was issued.
    fn read(&self, app: &AuthSettings, wait: &Deadline) -> Result<Option<(TokenResponse, Duration)>, Box<Error>>;

    /// Becomes the one who requests the next token.
    fn lock(&self, app: &AuthSettings, wait: &Deadline) -> Result<Locking, Box<Error>>;

    /// Keeps a token, in place of whatever is kept if `lock` is held, else unless one is kept that is valid for longer; unlocks.
    fn store(&self, app: &AuthSettings, issued: &TokenResponse, lock: &str, wait: &Deadline);

    /// Unlocks.
    fn unlock(&self, app: &AuthSettings, lock: &str, wait: &Deadline);

    /// Forgets a token that Zoom refused, unless another one has taken its place.
    fn drop_refused(&self, app: &AuthSettings, refused: &Secret, wait: &Deadline);

    /// What a result should say about the store, once.
    fn take_warning(&self) -> Option<Problem>;
}

/// What became of an attempt to lock.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "there is no store without a server"))]
pub(crate) enum Locking {
    /// The lock, by its value.
    Locked(String),
    /// Another machine requests a token.
    Busy,
    /// There is no store at present.
    Alone,
}
