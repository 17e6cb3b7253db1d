//! The retries of one request, for updates and for token requests: what was tried, and the pause before the next attempt.

use crate::limits::call_stats::CallStats;
use crate::limits::deadline::{Deadline, WaitError};
use crate::limits::retry::{self, Attempt, AttemptOutcome, RetryDecision};
use crate::net::error::TransportError;
use crate::net::request_log;
use crate::response::error::Error;
use crate::response::response::Response;
use std::time::SystemTime;

pub(crate) type ExchangeResult = Result<Response, Box<TransportError>>;

/// The retries of one request so far.
pub(crate) struct Retries<'a> {
    /// The request, for the log.
    what: &'a str,
    deadline: &'a Deadline,
    max_retries: u32,
    retries: u32,
    /// Redirects followed since the last retry.
    pub(crate) redirects: u32,
    replaced: bool,
    /// Whether another token was requested.
    pub(crate) renewed: bool,
}

impl<'a> Retries<'a> {
    pub(crate) fn new(what: &'a str, max_retries: u32, deadline: &'a Deadline) -> Self {
        Self { what, deadline, max_retries, retries: 0, redirects: 0, replaced: false, renewed: false }
    }

    /// Decides what follows an attempt, and waits if a retry does. `repeatable` is false for a request that may not reach
    /// the server twice.
    pub(crate) fn next(
        &mut self,
        result: &ExchangeResult,
        repeatable: bool,
        can_renew: bool,
        stats: &mut CallStats,
    ) -> Result<RetryDecision, WaitError> {
        let (seen, written) = match result {
            Ok(response) => (AttemptOutcome::of_answer(response, SystemTime::now()), true),
            Err(broken) => {
                let (status, is_transient) = (broken.error.status(), broken.error.is_transient());
                (AttemptOutcome::TransportError { status, is_transient, stale: broken.stale }, broken.written)
            }
        };
        let attempt = Attempt {
            seen,
            repeatable: repeatable || !written,
            can_renew: can_renew && !self.renewed,
            replaced: self.replaced,
            redirects: self.redirects,
            retries: self.retries,
            max_retries: self.max_retries,
            left: self.deadline.left().unwrap_or_default(),
        };
        let decision = retry::next(&attempt, stats.jitter());
        match decision {
            RetryDecision::GiveUp => {}
            RetryDecision::Replace => self.replaced = true,
            RetryDecision::Renew => self.renewed = true,
            RetryDecision::Follow => self.redirects += 1,
            RetryDecision::Again(pause) => {
                self.retries += 1;
                self.redirects = 0;
                request_log::retry(self.what, pause, self.retries, self.max_retries);
                stats.sleep(pause, self.deadline)?;
            }
        }
        Ok(decision)
    }
}

/// The result of a call whose wait was interrupted: after a timeout that of the last attempt, otherwise an error with its
/// response.
pub(crate) fn interrupted(stop: WaitError, doing: &str, last: Option<ExchangeResult>) -> ExchangeResult {
    match (stop, last) {
        (WaitError::TimedOut { .. }, Some(last)) => last,
        (stop, last) => broken(stop.into_error(doing), last.and_then(response_of)),
    }
}

/// A request that was sent and failed.
pub(crate) fn broken(error: Error, response: Option<Response>) -> ExchangeResult {
    Err(Box::new(TransportError { error, response, stale: false, written: true }))
}

/// The response, also if it is incomplete.
pub(crate) fn response_of(result: ExchangeResult) -> Option<Response> {
    result.map_or_else(|broken| broken.response, Some)
}
