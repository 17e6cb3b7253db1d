//! The context of a token request.

use crate::clock::Clock;
use crate::limits::deadline::Deadline;
use crate::net::transport::Transport;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::secret::Secret;

/// If a token that was requested for a missing scope lacks it too, the next one is requested for that reason only after this
/// time, in seconds.
pub(crate) const SCOPE_RETRY_S: u64 = 60;

/// The token that Zoom has just refused.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    pub(crate) token: Secret,
    /// Zoom accepts the token and says that it lacks a scope.
    pub(crate) lacks_scope: bool,
}

/// The context of a token request.
pub(crate) struct TokenContext<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) wait: &'a Deadline,
    pub(crate) refused: Option<&'a Refused>,
    pub(crate) clock: Clock,
}

impl<'a> TokenContext<'a> {
    /// A context with the clock of the system.
    pub(crate) fn new(transport: &'a dyn Transport, wait: &'a Deadline, refused: Option<&'a Refused>) -> Self {
        Self { transport, wait, refused, clock: Clock::System }
    }

    pub(crate) fn refused_token(&self) -> Option<&Secret> {
        self.refused.map(|refused| &refused.token)
    }

    pub(crate) fn lacks_scope(&self) -> bool {
        self.refused.is_some_and(|refused| refused.lacks_scope)
    }

    /// Refuses to request another token for a scope, if that was done less than a minute ago.
    pub(crate) fn check_scope_retry(&self, asked_s: Option<u64>) -> Result<(), Error> {
        let age_s =
            asked_s.filter(|_| self.lacks_scope()).and_then(|asked_s| self.clock.now().unix_s().checked_sub(asked_s));
        let Some(age_s) = age_s.filter(|age_s| *age_s < SCOPE_RETRY_S) else { return Ok(()) };
        let why = format!(
            "a token that was requested {age_s} s ago lacks the scope too; the next one is requested in {} s at the earliest",
            SCOPE_RETRY_S - age_s
        );
        Err(Error::new(Status::Forbidden, why))
    }
}
