//! What the doctor looked at, and what it found.

use super::error::Error;
use super::outcome::one_line;
use super::status::Status;

/// How a check of the doctor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckOutcome {
    /// It is as it should be.
    Ok,
    /// It works, but not as somebody may think.
    Warning,
    /// It does not work.
    Failed,
    /// It was not looked at, or cannot be known; the message says why.
    Skipped,
}

impl CheckOutcome {
    pub(crate) const ALL: [Self; 4] = [Self::Failed, Self::Warning, Self::Skipped, Self::Ok];

    /// The word for it, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// One check of the doctor. `docs/doctor.md` explains each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, e.g. `dns`; the same in every language.
    pub name: &'static str,
    /// Below which URL the server is that it is about; "" where it is about none.
    pub url: String,
    /// How it ended.
    pub outcome: CheckOutcome,
    /// One line of English.
    pub message: String,
    /// What to do about it, in one line, or "".
    pub remedy: &'static str,
    /// Of a check that failed, what that is to the caller; else [`Status::Ok`].
    pub status: Status,
}

impl Check {
    fn new(name: &'static str, outcome: CheckOutcome, message: &str) -> Self {
        Self { name, url: String::new(), outcome, message: one_line(message), remedy: "", status: Status::Ok }
    }

    pub(crate) fn ok(name: &'static str, message: &str) -> Self {
        Self::new(name, CheckOutcome::Ok, message)
    }

    pub(crate) fn warning(name: &'static str, message: &str, remedy: &'static str) -> Self {
        Self { remedy, ..Self::new(name, CheckOutcome::Warning, message) }
    }

    pub(crate) fn skipped(name: &'static str, why: &str) -> Self {
        Self::new(name, CheckOutcome::Skipped, why)
    }

    pub(crate) fn failed(name: &'static str, error: &Error) -> Self {
        let check = Self::new(name, CheckOutcome::Failed, error.message());
        Self { remedy: error.remedy(), status: error.status(), ..check }
    }

    pub(crate) fn at(self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self }
    }

    /// The check, and where.
    pub(crate) fn subject(&self) -> String {
        match self.url.as_str() {
            "" => self.name.to_owned(),
            url => format!("{} of {url}", self.name),
        }
    }
}
