//! The results of successful calls.

use crate::response::outcome::Outcome;
use crate::response::user::field_outcome::FieldOutcome;

/// The accessors that results and errors share.
macro_rules! call_accessors {
    () => {
        /// One line that says how the call ended, with Zoom's own message if there was one.
        pub fn message(&self) -> &str {
            self.0.message()
        }

        /// Warnings, e.g. about a deprecated field.
        pub fn warnings(&self) -> &[crate::response::problem::Problem] {
            self.0.warnings()
        }

        /// The number of attempts to send the request, including redirects and retries but not token requests.
        pub fn attempts(&self) -> u32 {
            self.0.attempts()
        }

        /// The time spent waiting for the rate limit, for a token that another thread requests, and between attempts.
        pub fn waited(&self) -> std::time::Duration {
            self.0.waited()
        }

        /// How long to wait before repeating the call, if Zoom or its rate limits say so.
        pub fn retry_after(&self) -> Option<std::time::Duration> {
            self.0.retry_after(std::time::SystemTime::now())
        }

        /// Zoom's last response, if there was one; the token service's if it gave no token.
        pub fn response(&self) -> Option<&crate::response::response::Response> {
            self.0.response()
        }
    };
}
pub(crate) use call_accessors;

/// A successful update: Zoom answered 204, completely received. With `only_changes`, nothing may have differed, so that
/// nothing was sent; with `confirm`, the new values were seen by reading the user.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").confirm(true).build()?;
/// let updated = client.update_user("ada@example.com", &zoomuser::UserPatch::new().dept("Research"))?;
/// for field in updated.fields() {
///     println!("{}: {}", field.field, field.outcome.name());
/// }
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Updated(pub(crate) Outcome);

impl Updated {
    call_accessors!();

    /// The outcome of each field, in the order of the patch; empty without `confirm` and `only_changes`.
    pub fn fields(&self) -> &[FieldOutcome] {
        self.0.fields()
    }
}

/// What an update would change, found by reading the user.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// let plan = client.plan("ada@example.com", &zoomuser::UserPatch::new().dept("Research"))?;
/// println!("{}", plan.message());
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan(pub(crate) Outcome);

impl Plan {
    call_accessors!();

    /// Each field of the patch, with its current value and the value that is set.
    pub fn fields(&self) -> &[FieldOutcome] {
        self.0.fields()
    }
}
