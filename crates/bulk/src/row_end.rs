//! How one row ended, with the response that decided it.

use crate::outcome::RowOutcome;
use std::time::Duration;
use zoomuser::internal::Outcome;
use zoomuser::{Confirmation, Problem, Status};

/// How one row ended, with the response that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowEnd {
    /// The outcome.
    pub outcome: RowOutcome,
    /// The status of the call.
    pub status: Status,
    /// The HTTP status, if Zoom answered.
    pub http_status: Option<u16>,
    /// The code in Zoom's error response.
    pub api_code: Option<i64>,
    /// One line of English.
    pub message: String,
    /// What to do, or "".
    pub hint: String,
    /// Zoom's tracking id, or "".
    pub tracking_id: String,
    /// The attempts to send the request.
    pub attempts: u32,
    /// The time spent waiting for the rate limit and between attempts.
    pub waited: Duration,
    /// The time that the row took, waits included.
    pub took: Duration,
}

impl RowEnd {
    /// A row that ended without a call.
    pub fn without_call(outcome: RowOutcome, status: Status, message: impl Into<String>) -> Self {
        Self {
            outcome,
            status,
            http_status: None,
            api_code: None,
            message: message.into(),
            hint: String::new(),
            tracking_id: String::new(),
            attempts: 0,
            waited: Duration::ZERO,
            took: Duration::ZERO,
        }
    }

    /// A row that the check refused.
    pub(crate) fn refused(problems: &[Problem]) -> Self {
        let message = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Self::without_call(RowOutcome::Refused, Status::CheckFailed, message)
    }

    /// The end of a row by the call that was made for it.
    pub(crate) fn of_call(call: &Outcome) -> Self {
        let response = call.response();
        Self {
            outcome: outcome_of(call),
            status: call.status(),
            http_status: response.map(|response| response.http_status()),
            api_code: response.and_then(|response| response.api_code()),
            message: call.message().to_owned(),
            hint: call.hint().to_owned(),
            tracking_id: response.map_or("", |response| response.tracking_id()).to_owned(),
            attempts: call.attempts(),
            waited: call.waited(),
            took: Duration::ZERO,
        }
    }

    /// Whether the same row may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.outcome == RowOutcome::Failed && self.status.is_retryable()
    }
}

fn outcome_of(call: &Outcome) -> RowOutcome {
    let any = |outcome| call.fields().iter().any(|field| field.outcome == outcome);
    match call.status() {
        Status::Ok if call.fields().is_empty() => RowOutcome::Sent,
        Status::Ok if call.attempts() == 0 => RowOutcome::Already,
        Status::Ok if any(Confirmation::Differs) => RowOutcome::Sent,
        Status::Ok if any(Confirmation::Unverifiable) => RowOutcome::Unverifiable,
        Status::Ok => RowOutcome::Applied,
        Status::NotApplied => RowOutcome::Ignored,
        Status::CheckFailed | Status::InvalidArgument => RowOutcome::Refused,
        _ => RowOutcome::Failed,
    }
}
