//! How a command ended: the outcome of the library, or why it was not asked for one.

use crate::exit;
use crate::sent::Sent;
use crate::users::Users;
use std::time::Duration;
use zoomuser::answer::outcome::Problem;
use zoomuser::{Check, Error, FieldOutcome, Finding, Outcome, Response, Status, User};

/// What stopped a command before the library made an outcome of it.
pub(crate) struct Fault {
    /// `None` where the command line itself is wrong.
    pub(crate) status: Option<Status>,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Self {
        Self { status: Some(status), message: message.into() }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::new(error.status(), error.message())
    }
}

/// All there is to tell.
pub(crate) struct Ending {
    pub(crate) outcome: Result<Outcome, Fault>,
    /// The user that the command named.
    pub(crate) user: Option<String>,
    /// What to do about it, where the command line knows better than the library; or "".
    pub(crate) remedy: String,
    /// What the command line found, beside what the library found.
    pub(crate) problems: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
    pub(crate) elapsed: Duration,
    /// The requests that went out, where they are known.
    pub(crate) sent: Option<Vec<Sent>>,
    /// Whether a sandbox of the command's own took the request.
    pub(crate) in_sandbox: bool,
    /// Whether Zoom's answer is shown even where that is not asked for.
    pub(crate) shows_answer: bool,
    /// Whether the command only asked what an update would do.
    pub(crate) is_plan: bool,
    /// The sandbox's user before and after.
    pub(crate) users: Option<Users>,
}

impl Ending {
    pub(crate) fn status(&self) -> Option<Status> {
        self.outcome.as_ref().map_or_else(|fault| fault.status, |outcome| Some(outcome.status()))
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.status() == Some(Status::Ok)
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> i32 {
        let differs = self.fields().iter().any(|field| field.outcome != Finding::Already);
        match self.status() {
            None => exit::COMMAND_LINE,
            Some(Status::Ok) if self.is_plan && differs => exit::DIFFERS,
            Some(status) => exit::code(status),
        }
    }

    pub(crate) fn message(&self) -> &str {
        self.outcome.as_ref().map_or_else(|fault| &fault.message, Outcome::message)
    }

    /// What to do about it, or "".
    pub(crate) fn remedy(&self) -> &str {
        if self.remedy.is_empty() { self.asked().map_or("", Outcome::remedy) } else { &self.remedy }
    }

    pub(crate) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(self.asked().map_or(&[][..], Outcome::problems))
    }

    pub(crate) fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.warnings.iter().chain(self.asked().map_or(&[][..], Outcome::warnings))
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.asked().map_or(0, Outcome::attempts)
    }

    pub(crate) fn response(&self) -> Option<&Response> {
        self.asked().and_then(Outcome::response)
    }

    /// The request, where the command only shows it.
    pub(crate) fn rendered(&self) -> Option<&str> {
        self.asked().and_then(Outcome::rendered)
    }

    /// What reading found of the fields that were set.
    pub(crate) fn fields(&self) -> &[FieldOutcome] {
        self.asked().map_or(&[], Outcome::fields)
    }

    /// What the doctor found.
    pub(crate) fn checks(&self) -> &[Check] {
        self.asked().map_or(&[], Outcome::checks)
    }

    /// The user, where one was read.
    pub(crate) fn read_user(&self) -> Option<&User> {
        self.asked().and_then(Outcome::user)
    }

    fn asked(&self) -> Option<&Outcome> {
        self.outcome.as_ref().ok()
    }
}

impl From<Result<Outcome, Fault>> for Ending {
    fn from(outcome: Result<Outcome, Fault>) -> Self {
        Self {
            outcome,
            user: None,
            remedy: String::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
            elapsed: Duration::ZERO,
            sent: None,
            in_sandbox: false,
            shows_answer: false,
            is_plan: false,
            users: None,
        }
    }
}

impl From<Outcome> for Ending {
    fn from(outcome: Outcome) -> Self {
        Ok(outcome).into()
    }
}

impl From<Fault> for Ending {
    fn from(fault: Fault) -> Self {
        Err(fault).into()
    }
}
