//! Whether a failed call concerns more rows than its own.

use std::time::{Duration, SystemTime};
use zoomuser::Status;
use zoomuser::internal::Outcome;
use zoomuser::internal::error_mapping::NO_LICENSE_LEFT;
use zoomuser::internal::rate_limit::Window;

/// Whom a failed call concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// At most its own row.
    Row,
    /// Every row: the token is invalid or lacks a scope, or there is none.
    Token,
    /// Every row until this time: the account's requests of the day are used up.
    Day(SystemTime),
    /// Every row that needs a license.
    NoLicense,
}

/// A token without the scopes of the request.
const SCOPES: [i64; 2] = [4700, 4711];
/// The library's own rate limiter refuses a request for a longer time only when the day is full.
const SHORT_WAIT: Duration = Duration::from_secs(120);
const DAY: Duration = Duration::from_secs(86_400);

impl Fault {
    pub(crate) fn of(call: &Outcome, now: SystemTime) -> Self {
        match call.status() {
            Status::Unauthorized | Status::MissingToken => Self::Token,
            Status::RateLimited => Self::of_limit(call, now),
            Status::Ok => Self::Row,
            _ if is_missing_scope(call) => Self::Token,
            _ if call.hint() == NO_LICENSE_LEFT => Self::NoLicense,
            _ => Self::Row,
        }
    }

    fn of_limit(call: &Outcome, now: SystemTime) -> Self {
        let wait = call.retry_after(now);
        let is_full = match call.response() {
            Some(response) => {
                let limit = response.rate_limit();
                limit.refused && limit.window == Some(Window::Day) && limit.is_accounts
            }
            None => wait.is_some_and(|wait| wait > SHORT_WAIT),
        };
        if is_full { Self::Day(now + wait.unwrap_or(DAY).min(DAY)) } else { Self::Row }
    }
}

/// Whether the token lacks a scope of the request.
pub(crate) fn is_missing_scope(call: &Outcome) -> bool {
    call.response().and_then(|response| response.api_code()).is_some_and(|code| SCOPES.contains(&code))
}
