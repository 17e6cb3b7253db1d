//! One check of the doctor and its result.

use super::error::Error;
use super::status::Status;
use crate::text::one_line;

/// The result of one check of [`Client::doctor`](crate::Client::doctor).
///
/// ```
/// assert_eq!(zoomuser::CheckOutcome::Skipped.name(), "skipped");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckOutcome {
    /// No problem was found.
    Ok,
    /// Works, but probably not as intended.
    Warning,
    /// It does not work.
    Failed,
    /// The check was not made, or its result cannot be known; the message says why.
    Skipped,
}

impl CheckOutcome {
    pub(crate) const ALL: [Self; 4] = [Self::Failed, Self::Warning, Self::Skipped, Self::Ok];

    /// The name, the same in every language: `ok`, `warning`, `failed` or `skipped`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// One check of [`Client::doctor`](crate::Client::doctor). `docs/doctor.md` explains each.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// for check in client.doctor().iter().filter(|check| check.outcome == zoomuser::CheckOutcome::Failed) {
///     eprintln!("{}: {}; {}", check.name, check.message, check.hint);
/// }
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The name of the check, e.g. `dns`, the same in every language.
    pub name: &'static str,
    /// The base URL of the server that the check is about; "" if it is about none.
    pub url: String,
    /// The result.
    pub outcome: CheckOutcome,
    /// One line of English.
    pub message: String,
    /// What to do, in one line, or "".
    pub hint: &'static str,
    /// The status of a failed check; otherwise [`Status::Ok`].
    pub status: Status,
}

impl Check {
    fn new(name: &'static str, outcome: CheckOutcome, message: &str) -> Self {
        Self { name, url: String::new(), outcome, message: one_line(message), hint: "", status: Status::Ok }
    }

    pub(crate) fn ok(name: &'static str, message: &str) -> Self {
        Self::new(name, CheckOutcome::Ok, message)
    }

    pub(crate) fn warning(name: &'static str, message: &str, hint: &'static str) -> Self {
        Self { hint, ..Self::new(name, CheckOutcome::Warning, message) }
    }

    pub(crate) fn skipped(name: &'static str, why: &str) -> Self {
        Self::new(name, CheckOutcome::Skipped, why)
    }

    pub(crate) fn failed(name: &'static str, error: &Error) -> Self {
        let check = Self::new(name, CheckOutcome::Failed, error.message());
        Self { hint: error.hint(), status: error.status(), ..check }
    }

    pub(crate) fn at(self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self }
    }

    /// The name and the URL, for messages.
    pub(crate) fn subject(&self) -> String {
        match self.url.as_str() {
            "" => self.name.to_owned(),
            url => format!("{} of {url}", self.name),
        }
    }
}
