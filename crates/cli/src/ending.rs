//! How a command ended: the outcome of the library, or why it did not come to that.

use crate::exit;
use crate::sent::Sent;
use crate::users::Users;
use std::time::Duration;
use zoomuser::answer::outcome::Problem;
use zoomuser::{Error, Outcome, Response, Status};

/// All there is to tell.
#[derive(Default)]
pub(crate) struct Ending {
    /// The user that the command named.
    pub(crate) user: Option<String>,
    /// The library's status; `None` where the command line itself is wrong.
    pub(crate) status: Option<Status>,
    pub(crate) message: String,
    /// What to do about it, or "".
    pub(crate) remedy: String,
    pub(crate) problems: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
    pub(crate) attempts: u32,
    pub(crate) waited: Duration,
    pub(crate) elapsed: Duration,
    pub(crate) response: Option<Response>,
    /// The requests that went out, where they are known.
    pub(crate) sent: Option<Vec<Sent>>,
    /// The sandbox's user before and after.
    pub(crate) users: Option<Users>,
}

impl Ending {
    /// The command line could not be understood.
    pub(crate) fn command_line(message: String) -> Self {
        Self { message, ..Self::default() }
    }

    /// A step before the call failed.
    pub(crate) fn failed(status: Status, message: impl Into<String>) -> Self {
        Self { status: Some(status), message: message.into(), ..Self::default() }
    }

    /// A call came to its end.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        Self {
            remedy: outcome.remedy().to_owned(),
            problems: outcome.problems().to_vec(),
            warnings: outcome.warnings().to_vec(),
            attempts: outcome.attempts(),
            waited: outcome.waited(),
            response: outcome.response().cloned(),
            ..Self::failed(outcome.status(), outcome.message())
        }
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.status == Some(Status::Ok)
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> i32 {
        self.status.map_or(exit::COMMAND_LINE, exit::code)
    }
}

impl From<Error> for Ending {
    fn from(error: Error) -> Self {
        Self::failed(error.status(), error.message())
    }
}
