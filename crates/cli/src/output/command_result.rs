//! The result of a command: the outcome of the library's call, and what the command adds.

use super::redactor::Redactor;
use super::sent::SentRequest;
use super::user_diff::UserDiff;
use crate::args::common_args::TOKEN_HINT;
use crate::exit;
use std::time::Duration;
use zoomuser::internal::Outcome;
use zoomuser::{Confirmation, InputError, Problem, Status};

/// What a command reports.
pub(crate) struct CommandResult {
    /// The outcome of the library's call, or of the error that kept the command from it.
    pub(crate) outcome: Outcome,
    /// Whether the command line could be parsed.
    pub(crate) is_parsed: bool,
    /// Redacts the secrets that the command read.
    pub(crate) redactor: Redactor,
    /// The user id that was given.
    pub(crate) user: Option<String>,
    /// A hint that replaces the library's; or "".
    pub(crate) hint: String,
    /// Warnings besides the library's.
    pub(crate) warnings: Vec<Problem>,
    pub(crate) elapsed: Duration,
    /// The requests that were sent, if known.
    pub(crate) sent: Option<Vec<SentRequest>>,
    /// Whether the requests went to a temporary sandbox.
    pub(crate) in_sandbox: bool,
    /// Whether the response is shown even without `--verbose`.
    pub(crate) shows_answer: bool,
    /// Whether the command is `plan`.
    pub(crate) is_plan: bool,
    /// The user in the sandbox before and after.
    pub(crate) user_diff: Option<UserDiff>,
}

impl CommandResult {
    /// The status; `None` if the command line could not be parsed.
    pub(crate) fn status(&self) -> Option<Status> {
        self.is_parsed.then(|| self.outcome.status())
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> i32 {
        let differs = self.outcome.fields().iter().any(|field| field.outcome != Confirmation::Already);
        match self.status() {
            None => exit::COMMAND_LINE,
            Some(Status::Ok) if self.is_plan && differs => exit::DIFFERS,
            Some(status) => exit::code(status),
        }
    }

    /// What to do about a failure, or "".
    pub(crate) fn hint(&self) -> &str {
        if self.hint.is_empty() { self.outcome.hint() } else { &self.hint }
    }

    pub(crate) fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.warnings.iter().chain(self.outcome.warnings())
    }
}

impl From<Outcome> for CommandResult {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            is_parsed: true,
            redactor: Redactor::none(),
            user: None,
            hint: String::new(),
            warnings: Vec::new(),
            elapsed: Duration::ZERO,
            sent: None,
            in_sandbox: false,
            shows_answer: false,
            is_plan: false,
            user_diff: None,
        }
    }
}

impl From<InputError> for CommandResult {
    fn from(error: InputError) -> Self {
        let hint = if error.status() == Status::MissingToken { TOKEN_HINT } else { "" };
        Self { hint: hint.to_owned(), ..Outcome::from(&error).into() }
    }
}
