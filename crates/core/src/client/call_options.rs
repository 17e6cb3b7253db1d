//! The options of one call.

use crate::limits::deadline::{CancelToken, Interrupt};
use crate::request::headers::Headers;
use std::fmt;
use std::sync::Arc;

/// Options for one call, which override the client's.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// use zoomuser::{CallOptions, CancelToken, UserPatch};
///
/// let cancel = CancelToken::new();
/// let call = CallOptions::new().cancel_token(&cancel).confirm(true);
/// // Another thread ends the call with `cancel.cancel()`.
/// client.update_user_with("ada@example.com", &UserPatch::new().dept("Research"), &call)?;
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    #[doc(hidden)]
    pub cancel: CancelToken,
    #[doc(hidden)]
    pub interrupt: Option<Interrupt>,
    #[doc(hidden)]
    pub confirm: Option<bool>,
    #[doc(hidden)]
    pub only_changes: Option<bool>,
    /// Whether the call is part of a bulk run: other calls of the account go before it.
    #[doc(hidden)]
    pub is_bulk: bool,
    /// Headers of the update, beside those of every request.
    #[doc(hidden)]
    pub headers: Headers,
}

impl CallOptions {
    /// No overrides.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels the call within 20 ms of [`CancelToken::cancel`], which any thread may call.
    #[must_use]
    pub fn cancel_token(mut self, token: &CancelToken) -> Self {
        self.cancel = token.clone();
        self
    }

    /// Cancels the call when `interrupt` returns true. It is called on the thread of the call, at most every 20 ms.
    #[must_use]
    pub fn interrupt(mut self, interrupt: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.interrupt = Some(Arc::new(interrupt));
        self
    }

    /// Overrides [`ClientBuilder::confirm`](crate::ClientBuilder::confirm).
    #[must_use]
    pub fn confirm(mut self, on: bool) -> Self {
        self.confirm = Some(on);
        self
    }

    /// Overrides [`ClientBuilder::only_changes`](crate::ClientBuilder::only_changes).
    #[must_use]
    pub fn only_changes(mut self, on: bool) -> Self {
        self.only_changes = Some(on);
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions").field("cancel", &self.cancel).finish_non_exhaustive()
    }
}
