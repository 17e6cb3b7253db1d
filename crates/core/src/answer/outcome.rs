//! How a call ended, all of it: one [`Outcome`] for every call, after success and after failure.

use super::check::{Check, CheckOutcome};
use super::error::{Error, refusal};
use super::field_outcome::FieldOutcome;
use super::response::Response;
use super::retry_after;
use super::status::Status;
use super::token_refusal::token_refusal;
use super::user::User;
use std::fmt;
use std::ops::Deref;
use std::time::{Duration, SystemTime};

/// Something the check has to say of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field, with its member where it has some (`phone_numbers[0].label`); "" for the patch as a whole.
    pub field: String,
    /// What was expected, in one line.
    pub message: String,
}

impl Problem {
    /// A problem of `field`.
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.field, self.message) }
    }
}

/// How a call ended. Success is [`Status::Ok`] and nothing else.
#[derive(Debug, Clone)]
#[must_use = "an update that failed says so here and nowhere else"]
pub struct Outcome {
    status: Status,
    message: String,
    remedy: &'static str,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    attempts: u32,
    waited: Duration,
    again_at: Option<SystemTime>,
    response: Option<Response>,
    rendered: Option<String>,
    user: Option<User>,
    fields: Vec<FieldOutcome>,
    checks: Vec<Check>,
}

impl Outcome {
    fn bare(status: Status, message: String) -> Self {
        Self {
            status,
            message: one_line(&message),
            remedy: "",
            problems: Vec::new(),
            warnings: Vec::new(),
            attempts: 0,
            waited: Duration::ZERO,
            again_at: None,
            response: None,
            rendered: None,
            user: None,
            fields: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// A step failed after the head of an answer had come.
    pub(crate) fn failed_with(error: &Error, response: Response) -> Self {
        Self { response: Some(response), ..Self::from(error) }
    }

    /// The check found nothing that stops the call.
    pub(crate) fn checked(warnings: Vec<Problem>) -> Self {
        let message = match warnings.len() {
            0 => "the check found nothing; nothing was sent".to_owned(),
            1 => "the check found 1 warning; nothing was sent".to_owned(),
            n => format!("the check found {n} warnings; nothing was sent"),
        };
        Self { warnings, ..Self::bare(Status::Ok, message) }
    }

    /// The check found errors.
    pub(crate) fn refused(problems: Vec<Problem>, warnings: Vec<Problem>) -> Self {
        let message = match problems.as_slice() {
            [] => "the check failed".to_owned(),
            [only] => only.to_string(),
            [first, rest @ ..] => format!("{first} (and {} more)", rest.len()),
        };
        Self { problems, warnings, ..Self::bare(Status::CheckFailed, message) }
    }

    /// A request was made and not sent.
    pub(crate) fn rendered_as(text: String, warnings: Vec<Problem>) -> Self {
        let message = "the request is rendered; nothing was sent".to_owned();
        Self { rendered: Some(text), warnings, ..Self::bare(Status::Ok, message) }
    }

    /// Zoom answered an update: 204 alone is success.
    pub(crate) fn answered(response: Response) -> Self {
        let http = response.http_status();
        if http == 204 {
            return Self { response: Some(response), ..Self::bare(Status::Ok, "the user is updated".to_owned()) };
        }
        let refusal = refusal(http, response.api_code(), response.api_message());
        let what = format!("{} (HTTP {http}", refusal.status.text());
        Self::refused_by(response, refusal.status, &what, ")", refusal.remedy)
    }

    /// Zoom answered a request of the caller's own: success is any 2xx, completely received.
    pub(crate) fn answered_to(method: &str, response: Response) -> Self {
        let http = response.http_status();
        if (200..300).contains(&http) {
            if let Some(fault) = response.fault() {
                let why = format!("Zoom answered {method} with HTTP {http}, but not completely: {}", fault.message());
                return Self::failed_with(&Error::new(fault.status(), why).with_remedy(fault.remedy()), response);
            }
            let message = format!("Zoom answered {method} with HTTP {http}");
            return Self { response: Some(response), ..Self::bare(Status::Ok, message) };
        }
        let refusal = refusal(http, response.api_code(), response.api_message());
        let remedy = if refusal.is_about_updates() { "" } else { refusal.remedy };
        Self::refused_by(response, refusal.status, &format!("Zoom answered {method} with HTTP {http}"), "", remedy)
    }

    /// The token service answered, but gave no token.
    pub(crate) fn without_token(response: Response) -> Self {
        let http = response.http_status();
        let refusal = token_refusal(http, response.api_message());
        let what = format!("the token service gave no token (HTTP {http}");
        Self::refused_by(response, refusal.status, &what, ")", refusal.remedy)
    }

    /// `what` was refused, with Zoom's code up to `end`, then its words.
    fn refused_by(response: Response, status: Status, what: &str, end: &str, remedy: &'static str) -> Self {
        let mut message = format!("{what}{}", said(&response, end));
        let now = SystemTime::now();
        if let Some(wait) = response.retry_after(now).filter(|_| matches!(response.http_status(), 429 | 503)) {
            message.push_str(&format!("; again from {}", retry_after::written(now + wait)));
        }
        let mut outcome = Self { remedy, ..Self::bare(status, message) };
        if let Some(why) = response.incomplete() {
            outcome.warnings.push(Problem::new("", format!("the body of the answer is not complete: {why}")));
        }
        outcome.response = Some(response);
        outcome
    }

    /// A call that would have to wait too long for Zoom's rate limit, and when the next has a turn.
    pub(crate) fn not_before(error: &Error, at: SystemTime) -> Self {
        let message = format!("{}; again from {}", error.message(), retry_after::written(at));
        Self { again_at: Some(at), ..Self::bare(error.status(), message) }
    }

    pub(crate) fn with_warnings(mut self, mut warnings: Vec<Problem>) -> Self {
        warnings.append(&mut self.warnings);
        self.warnings = warnings;
        self
    }

    pub(crate) fn with_effort(mut self, attempts: u32, waited: Duration) -> Self {
        self.attempts = attempts;
        self.waited = waited;
        self
    }

    /// The same, ended otherwise: what reading the user found decides, not the answer to the update alone.
    pub(crate) fn found(self, status: Status, message: &str, remedy: &'static str) -> Self {
        Self { status, message: one_line(message), remedy, ..self }
    }

    pub(crate) fn with_message(self, message: &str) -> Self {
        Self { message: one_line(message), ..self }
    }

    pub(crate) fn with_fields(self, fields: Vec<FieldOutcome>) -> Self {
        Self { fields, ..self }
    }

    /// Zoom answered with a user.
    pub(crate) fn read(user: User, response: Response) -> Self {
        let message = "the user is read".to_owned();
        Self { user: Some(user), response: Some(response), ..Self::bare(Status::Ok, message) }
    }

    /// A user was read, and no update was to be sent.
    pub(crate) fn unsent(message: String) -> Self {
        Self::bare(Status::Ok, message)
    }

    /// What the doctor found: it ended as the first check that failed.
    pub(crate) fn examined(checks: Vec<Check>) -> Self {
        let count = |outcome| checks.iter().filter(|check| check.outcome == outcome).count();
        let counts = CheckOutcome::ALL.map(|outcome| (count(outcome), outcome.name()));
        let counted = counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}"));
        let summary = counted.collect::<Vec<_>>().join(", ");
        let examined = match checks.iter().find(|check| check.outcome == CheckOutcome::Failed) {
            None => Self::bare(Status::Ok, format!("nothing failed ({summary})")),
            Some(first) => {
                let message = format!("{}: {} ({summary})", first.subject(), first.message);
                Self { remedy: first.remedy, ..Self::bare(first.status, message) }
            }
        };
        Self { checks, ..examined }
    }

    /// How it ended.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether the call did what it was asked: updated or read the user, or found nothing to complain about.
    pub fn is_ok(&self) -> bool {
        self.status == Status::Ok
    }

    /// One line of English, with Zoom's own words where it gave some.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, in one line, or "" where nothing is known.
    pub fn remedy(&self) -> &str {
        self.remedy
    }

    /// What stopped the call before anything was sent.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What did not stop the call.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// How many times the request was sent or tried to be sent, redirects and repetitions counted, requests for a token
    /// not; 0 when the call stopped before.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Time spent waiting for a turn, for a token that another thread gets, or between attempts.
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// How long to wait before the same call has a chance, seen from `now`, where Zoom or its rate limits say so.
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let own = self.again_at.map(|at| at.duration_since(now).unwrap_or_default());
        own.or_else(|| self.response.as_ref()?.retry_after(now))
    }

    /// Zoom's answer, if there was one: the last, where the call was repeated; that of the token service, where it gave
    /// no token.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// The request as text, where rendering was asked for.
    pub fn rendered(&self) -> Option<&str> {
        self.rendered.as_deref()
    }

    /// The user, after a reading that succeeded.
    pub fn user(&self) -> Option<&User> {
        self.user.as_ref()
    }

    /// What reading shows of the fields that were set, in the order of the patch: after a plan, and after an update with
    /// `verify` or `only_changes`.
    pub fn fields(&self) -> &[FieldOutcome] {
        &self.fields
    }

    /// What the doctor looked at, in order.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// What stopped a call, as the error of a step.
    pub(crate) fn error(&self) -> Error {
        Error::new(self.status, self.message.as_str()).with_remedy(self.remedy)
    }

    /// The outcome as a `Result`, for `?`.
    pub fn into_result(self) -> Result<Self, Failure> {
        if self.is_ok() { Ok(self) } else { Err(Failure(Box::new(self))) }
    }
}

impl From<&Error> for Outcome {
    /// The outcome of a call that a step before it stopped.
    fn from(error: &Error) -> Self {
        Self { remedy: error.remedy(), ..Self::bare(error.status(), error.message().to_owned()) }
    }
}

/// Zoom's code, `end`, and Zoom's words.
fn said(response: &Response, end: &str) -> String {
    let mut said = response.api_code().map(|code| format!(", code {code}")).unwrap_or_default();
    said.push_str(end);
    if !response.api_message().is_empty() {
        said.push_str(": ");
        said.push_str(response.api_message());
    }
    for error in response.field_errors() {
        said.push_str(&format!("; {}: {}", error.field, error.message));
    }
    said
}

/// An [`Outcome`] other than success, as an error.
#[derive(Debug, Clone)]
pub struct Failure(Box<Outcome>);

impl Deref for Failure {
    type Target = Outcome;

    fn deref(&self) -> &Outcome {
        &self.0
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Failure {}

/// The longest message, in characters: a server's words must not flood a dialog box.
const LONGEST_MESSAGE: usize = 500;

/// Makes one line of a text that may hold a server's words.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST_MESSAGE {
            line.push('…');
            break;
        }
        line.push(if breaks_line(c) { ' ' } else { c });
    }
    line
}

/// Whether a character ends a line, or changes the order in which a line is shown.
pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_of_bounded_length() {
        let body = format!("{{\"code\":300,\"message\":\"a\\r\\nb\\u0000c\\u2028d {}\"}}", "x".repeat(2_000));
        let outcome = Outcome::answered(Response::new(400, b"", body.into_bytes(), None, &[]));
        assert!(outcome.message().starts_with("Zoom refused the request (HTTP 400, code 300): a  b c d xxx"));
        assert_eq!(outcome.message().chars().count(), LONGEST_MESSAGE + 1);
    }

    #[test]
    fn only_204_is_success() {
        for http in 0..=999 {
            let outcome = Outcome::answered(Response::new(http, b"", vec![], None, &[]));
            assert_eq!(outcome.is_ok(), http == 204, "{http}");
            assert!(!outcome.message().is_empty());
        }
    }

    #[test]
    fn any_whole_2xx_answers_a_request_of_the_callers_own() {
        for http in 0..=999 {
            let whole = Outcome::answered_to("GET", Response::new(http, b"", vec![], None, &[]));
            assert_eq!(whole.is_ok(), (200..300).contains(&http), "{http}");
            assert!(whole.message().contains("GET") && whole.message().contains(&http.to_string()));
            let fault = Error::new(Status::Io, "cut");
            let cut = Outcome::answered_to("GET", Response::new(http, b"", vec![], Some(fault), &[]));
            assert!(!cut.is_ok());
            assert_eq!(cut.response().map(Response::http_status), Some(http));
            assert!(format!("{} {:?}", cut.message(), cut.warnings()).contains("cut"));
            if whole.is_ok() {
                assert_eq!(cut.status(), Status::Io);
            }
        }
    }

    #[test]
    fn a_remedy_for_updates_is_none_for_other_requests() {
        let answer = |http, body: &[u8]| Response::new(http, b"", body.to_vec(), None, &[]);
        assert_eq!(Outcome::answered_to("GET", answer(404, br#"{"code":1001}"#)).remedy(), "");
        assert_eq!(Outcome::answered_to("GET", answer(400, br#"{"code":2034}"#)).remedy(), "");
        assert!(Outcome::answered_to("GET", answer(401, b"")).remedy().contains("token"));
        let refused =
            Outcome::answered_to("GET", answer(400, br#"{"code":300,"message":"No.","errors":[{"field":"f"}]}"#));
        assert_eq!(refused.message(), "Zoom answered GET with HTTP 400, code 300: No.; f: ");
    }
}
