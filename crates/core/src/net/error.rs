//! Errors of an exchange.

use crate::response::error::Error;
use crate::response::response::Response;

/// Why there is no complete response, and what is known of the request.
#[derive(Debug, Clone)]
pub(crate) struct TransportError {
    pub(crate) error: Error,
    /// The response as far as it was received, if its head is complete.
    pub(crate) response: Option<Response>,
    /// A reused connection turned out to be closed, or stayed silent, before the first byte of a response.
    pub(crate) stale: bool,
    /// Part of the request was written, so it may have arrived.
    pub(crate) written: bool,
}

impl From<Error> for Box<TransportError> {
    fn from(error: Error) -> Self {
        Self::new(TransportError { error, response: None, stale: false, written: false })
    }
}
