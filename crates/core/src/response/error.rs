//! The error of one step, without a response.

use super::problem::Problem;
use super::status::Status;
use std::fmt;
use std::time::SystemTime;

/// An input that was refused: a status, a one-line message and a hint. It never contains a secret.
///
/// ```
/// let error = zoomuser::UserPatch::new().set_json("feature", "{").unwrap_err();
/// assert_eq!(error.status(), zoomuser::Status::InvalidJson);
/// assert_eq!(error.problem().field, "feature");
/// assert!(error.message().starts_with("feature: "));
/// // Converts to `zoomuser::Error`, so that `?` works for both.
/// let error: zoomuser::Error = error.into();
/// # let _ = error;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    status: Status,
    problem: Problem,
    message: String,
    hint: &'static str,
    is_transient: bool,
    again_at: Option<SystemTime>,
}

/// Its short name where no other error is meant.
pub(crate) type Error = InputError;

impl InputError {
    /// The error of a step that names no input. The message must be one line without secrets, as in all errors.
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self::of(status, "", message)
    }

    /// The error of an argument, option or field: its name, and what was expected.
    pub fn of(status: Status, field: impl Into<String>, message: impl Into<String>) -> Self {
        let problem = Problem::new(field, message);
        Self { status, message: problem.to_string(), problem, hint: "", is_transient: false, again_at: None }
    }

    /// An argument or option with an invalid value.
    pub fn refused(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::of(Status::InvalidArgument, field, message)
    }

    /// Adds a hint.
    #[must_use]
    pub fn with_hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Marks the cause as one that may be gone at the next attempt, where the status does not tell.
    #[must_use]
    pub(crate) fn transient(self, is_transient: bool) -> Self {
        Self { is_transient, ..self }
    }

    /// Whether the error is marked as [`transient`](Self::transient).
    pub(crate) fn is_transient(&self) -> bool {
        self.is_transient
    }

    /// Adds when the call may be repeated: the rate limit allows no request before.
    #[must_use]
    pub(crate) fn not_before(self, at: SystemTime) -> Self {
        Self { again_at: Some(at), ..self }
    }

    /// When the call may be repeated, if that is known.
    pub(crate) fn again_at(&self) -> Option<SystemTime> {
        self.again_at
    }

    /// The status, never [`Status::Ok`].
    pub fn status(&self) -> Status {
        self.status
    }

    /// One line: the argument, option or step, and what was expected or happened.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The argument, option or field by its name, "" if none is at fault, and what was expected or happened.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// What to do, in one line, or "" if the message says it all.
    pub fn hint(&self) -> &'static str {
        self.hint
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InputError {}
