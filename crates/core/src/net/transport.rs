//! The interface of a transport: one request, one response.

use super::base_url::BaseUrl;
use super::error::TransportError;
use crate::limits::deadline::Deadline;
use crate::limits::limiter::Permit;
use crate::request::request::Request;
use crate::response::problem::Problem;
use crate::response::response::Response;
use crate::secret::Secret;
use std::fmt;

/// Where a request goes, and its credentials.
#[derive(Debug)]
pub(crate) struct Destination<'a> {
    /// The server; a request path without `/` at its beginning is below the path of this URL.
    pub(crate) base_url: &'a BaseUrl,
    /// The credentials, which follow the scheme in `Authorization`.
    pub(crate) credentials: &'a Secret,
    /// Another secret to redact in the response.
    pub(crate) hidden: &'a Secret,
    /// Whether the response body may hold a secret that is not known yet.
    pub(crate) secret_body: bool,
    /// The permit of the rate limiter, which records when the request is sent.
    pub(crate) permit: Option<&'a Permit>,
}

/// Exchanges requests and responses with a server.
pub(crate) trait Transport: fmt::Debug + Send + Sync {
    /// Sends a request and reads its response before the deadline `wait`.
    fn exchange(
        &self,
        request: &Request,
        target: &Destination<'_>,
        wait: &Deadline,
    ) -> Result<Response, Box<TransportError>>;

    /// Closes the idle connections.
    fn drop_connections(&self);

    /// Problems of this machine's settings, for the warnings of every call.
    fn warnings(&self) -> Vec<Problem> {
        Vec::new()
    }
}
