//! The error of a call.

use super::updated::call_accessors;
use crate::response::error::Error as InputError;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::status::Status;
use std::fmt;

/// The error of a call: a [`Status`], a one-line message, a hint, and everything known about the call, including Zoom's
/// response if there was one.
///
/// ```
/// use zoomuser::{Client, Status, UserPatch};
///
/// let client = Client::builder().token("an-access-token").build()?;
/// let mut patch = UserPatch::new();
/// patch.set("first_nam", "Ada");
/// let error = client.update_user("ada@example.com", &patch).unwrap_err();
/// assert_eq!(error.status(), Status::CheckFailed);
/// assert_eq!(error.attempts(), 0);
/// assert_eq!(error.problems()[0].field, "first_nam");
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Clone)]
pub struct Error(Box<Outcome>);

impl Error {
    /// A bug in this library.
    pub(crate) fn internal(message: &str) -> Self {
        InputError::new(Status::Internal, message).into()
    }

    /// The kind of failure, never [`Status::Ok`]. The numbers are the same in every language.
    pub fn status(&self) -> Status {
        self.0.status()
    }

    /// Whether the same call may succeed later without any change, e.g. after a rate limit; see
    /// [`retry_after`](Self::retry_after).
    pub fn is_retryable(&self) -> bool {
        self.status().is_retryable()
    }

    /// What to do, in one line; "" if nothing is known.
    pub fn hint(&self) -> &str {
        self.0.hint()
    }

    /// The validation errors; empty if a request was sent. Zoom's errors about single fields are
    /// [`Response::field_errors`](crate::Response::field_errors) of [`response`](Self::response).
    pub fn problems(&self) -> &[Problem] {
        self.0.problems()
    }

    call_accessors!();
}

/// Converts an outcome to a `Result`, for `?`.
///
/// # Errors
///
/// Every outcome but success.
pub fn into_result(outcome: Outcome) -> Result<Outcome, Error> {
    if outcome.is_ok() { Ok(outcome) } else { Err(Error(Box::new(outcome))) }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.message())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("status", &self.status())
            .field("message", &self.message())
            .field("hint", &self.hint())
            .field("problems", &self.problems())
            .field("response", &self.response())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}

impl From<InputError> for Error {
    fn from(error: InputError) -> Self {
        Self(Box::new(Outcome::from(&error)))
    }
}
