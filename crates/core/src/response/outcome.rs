//! The flat result of every call, after success and after failure: [`Outcome`].

pub mod json;
pub mod members;

use super::doctor_check::{Check, CheckOutcome};
use super::error::Error;
use super::error_mapping::{FRONT, error_mapping};
use super::problem::Problem;
use super::response::Response;
use super::retry_after;
use super::status::Status;
use super::token_error_mapping::token_error_mapping;
use super::user::field_outcome::FieldOutcome;
use super::user::page::UserPage;
use super::user::user::User;
use crate::text::one_line;
use std::time::{Duration, SystemTime};

/// The result of a call. Only [`Status::Ok`] is success.
#[derive(Debug, Clone)]
#[must_use = "a failed call is reported only here"]
pub struct Outcome {
    status: Status,
    message: String,
    hint: &'static str,
    /// Replaces the hint if an id in the request looks mistyped.
    hint_for_ids: Option<String>,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    attempts: u32,
    waited: Duration,
    again_at: Option<SystemTime>,
    response: Option<Response>,
    rendered: Option<String>,
    user: Option<User>,
    page: Option<UserPage>,
    fields: Vec<FieldOutcome>,
    checks: Vec<Check>,
}

impl Outcome {
    fn bare(status: Status, message: String) -> Self {
        Self {
            status,
            message: one_line(&message),
            hint: "",
            hint_for_ids: None,
            problems: Vec::new(),
            warnings: Vec::new(),
            attempts: 0,
            waited: Duration::ZERO,
            again_at: None,
            response: None,
            rendered: None,
            user: None,
            page: None,
            fields: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// A step failed after the head of a response had been received.
    pub(crate) fn failed_with(error: &Error, response: Response) -> Self {
        Self { response: Some(response), ..Self::from(error) }
    }

    /// The validation found no errors.
    pub(crate) fn validated(warnings: Vec<Problem>) -> Self {
        let message = match warnings.len() {
            0 => "the check found nothing; nothing was sent".to_owned(),
            1 => "the check found 1 warning; nothing was sent".to_owned(),
            n => format!("the check found {n} warnings; nothing was sent"),
        };
        Self { warnings, ..Self::bare(Status::Ok, message) }
    }

    /// The validation found errors; nothing is sent.
    pub fn refused(problems: Vec<Problem>, warnings: Vec<Problem>) -> Self {
        let message = match problems.as_slice() {
            [] => "the check failed".to_owned(),
            [only] => only.to_string(),
            [first, rest @ ..] => format!("{first} (and {} more)", rest.len()),
        };
        Self { problems, warnings, ..Self::bare(Status::CheckFailed, message) }
    }

    /// Adds an error that was found besides those of the validation.
    pub(crate) fn with_problem(mut self, problem: Problem) -> Self {
        self.problems.insert(0, problem);
        self
    }

    /// A request was rendered and not sent.
    pub(crate) fn rendered_as(text: String, warnings: Vec<Problem>) -> Self {
        let message = "the request is rendered; nothing was sent".to_owned();
        Self { rendered: Some(text), warnings, ..Self::bare(Status::Ok, message) }
    }

    /// The response to an update: only 204 is success.
    pub(crate) fn answered(response: Response) -> Self {
        let http = response.http_status();
        if http == 204 {
            return Self { response: Some(response), ..Self::bare(Status::Ok, "the user is updated".to_owned()) };
        }
        let mapping = error_mapping(&response);
        if !response.is_from_zoom() {
            let what = format!("something in front of Zoom answered{} with HTTP {http}", by_server(&response));
            return Self::error_response(response, mapping.status, &what, "", mapping.hint);
        }
        let what = format!("{} (HTTP {http}", mapping.status.text());
        Self::error_response(response, mapping.status, &what, ")", mapping.hint)
    }

    /// The response to a custom request: success is any 2xx, completely received.
    pub(crate) fn answered_to(method: &str, response: Response) -> Self {
        let http = response.http_status();
        if (200..300).contains(&http) {
            if let Some(fault) = response.fault() {
                let why = format!("Zoom answered {method} with HTTP {http}, but not completely: {}", fault.message());
                return Self::failed_with(&Error::new(fault.status(), why).with_hint(fault.hint()), response);
            }
            // Not from the API: a captive portal, for instance.
            if response.is_page() && !response.is_from_zoom() {
                return Self::not_from_zoom(&format!("{method}: "), response);
            }
            let message = format!("Zoom answered {method} with HTTP {http}");
            return Self { response: Some(response), ..Self::bare(Status::Ok, message) };
        }
        let mapping = error_mapping(&response);
        let hint = if mapping.is_about_updates() { "" } else { mapping.hint };
        let what = match response.is_from_zoom() {
            true => format!("Zoom answered {method} with HTTP {http}"),
            false => format!("something in front of Zoom answered{} {method} with HTTP {http}", by_server(&response)),
        };
        Self::error_response(response, mapping.status, &what, "", hint)
    }

    /// Another server answered with a page in place of Zoom.
    pub(crate) fn not_from_zoom(doing: &str, response: Response) -> Self {
        let http = response.http_status();
        let what = format!("{doing}something in front of Zoom answered{} with HTTP {http}", by_server(&response));
        Self::error_response(response, Status::Unexpected, &what, "", FRONT)
    }

    /// The token service answered without a token.
    pub(crate) fn without_token(response: Response) -> Self {
        let http = response.http_status();
        let is_from_token_service = response.is_from_token_service();
        let mapping = token_error_mapping(http, response.api_message(), is_from_token_service);
        if !is_from_token_service && (response.is_page() || http >= 300) {
            let server = by_server(&response);
            let what =
                format!("no token: something in front of Zoom's token service answered{server} with HTTP {http}");
            return Self::error_response(response, mapping.status, &what, "", mapping.hint);
        }
        let what = format!("the token service gave no token (HTTP {http}");
        Self::error_response(response, mapping.status, &what, ")", mapping.hint)
    }

    /// An error response: `what`, Zoom's code, `end`, and Zoom's message.
    fn error_response(response: Response, status: Status, what: &str, end: &str, hint: &'static str) -> Self {
        let mut message = format!("{what}{}", describe(&response, end));
        let now = SystemTime::now();
        if let Some(wait) = response.retry_after(now).filter(|_| matches!(response.http_status(), 429 | 503)) {
            message.push_str(&format!("; retry after {}", retry_after::written_up(now + wait)));
        }
        let mut outcome = Self { hint, ..Self::bare(status, message) };
        if let Some(why) = response.incomplete() {
            outcome.warnings.push(Problem::new("", format!("the response body is incomplete: {why}")));
        }
        outcome.response = Some(response);
        outcome
    }

    /// Puts warnings before its own, without duplicates.
    pub fn with_warnings(mut self, mut warnings: Vec<Problem>) -> Self {
        self.warnings.retain(|own| !warnings.contains(own));
        warnings.append(&mut self.warnings);
        self.warnings = warnings;
        self
    }

    /// Adds the warnings about ids in the request that look mistyped; after a 404 the first of them leads the hint.
    pub(crate) fn with_id_warnings(mut self, warnings: &[Problem]) -> Self {
        let is_404 = self.response.as_ref().is_some_and(|response| response.http_status() == 404);
        if let (Some(first), true) = (warnings.first(), is_404 || self.status == Status::NotFound) {
            let end = if self.hint.is_empty() { String::new() } else { format!("; else {}", self.hint) };
            self.hint_for_ids = Some(format!("{first}{end}"));
        }
        self.with_warnings(warnings.to_vec())
    }

    pub(crate) fn with_stats(mut self, attempts: u32, waited: Duration) -> Self {
        self.attempts = attempts;
        self.waited = waited;
        self
    }

    /// Replaces status, message and hint with what reading the user found.
    pub(crate) fn ended_as(self, status: Status, message: &str, hint: &'static str) -> Self {
        Self { status, message: one_line(message), hint, hint_for_ids: None, ..self }
    }

    pub(crate) fn with_message(self, message: &str) -> Self {
        Self { message: one_line(message), ..self }
    }

    pub(crate) fn with_fields(self, fields: Vec<FieldOutcome>) -> Self {
        Self { fields, ..self }
    }

    /// A user was read.
    pub(crate) fn read(user: User, response: Response) -> Self {
        let message = "the user is read".to_owned();
        Self { user: Some(user), response: Some(response), ..Self::bare(Status::Ok, message) }
    }

    /// A page of users was read.
    pub(crate) fn listed(page: UserPage, response: Response) -> Self {
        let message = "a page of users is read".to_owned();
        Self { page: Some(page), response: Some(response), ..Self::bare(Status::Ok, message) }
    }

    /// Changes the page of users.
    pub(crate) fn with_page(mut self, change: impl FnOnce(&mut UserPage)) -> Self {
        self.page.as_mut().map(change);
        self
    }

    /// A user was read; no update was needed.
    pub(crate) fn unsent(message: String) -> Self {
        Self::bare(Status::Ok, message)
    }

    /// The doctor's checks, with the status of the first that failed.
    pub(crate) fn diagnosed(checks: Vec<Check>) -> Self {
        let count = |outcome| checks.iter().filter(|check| check.outcome == outcome).count();
        let counts = CheckOutcome::ALL.map(|outcome| (count(outcome), outcome.name()));
        let counted = counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}"));
        let summary = counted.collect::<Vec<_>>().join(", ");
        let diagnosed = match checks.iter().find(|check| check.outcome == CheckOutcome::Failed) {
            None => Self::bare(Status::Ok, format!("nothing failed ({summary})")),
            Some(first) => {
                let message = format!("{}: {} ({summary})", first.subject(), first.message);
                Self { hint: first.hint, ..Self::bare(first.status, message) }
            }
        };
        Self { checks, ..diagnosed }
    }

    /// The status.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether the call succeeded.
    pub fn is_ok(&self) -> bool {
        self.status == Status::Ok
    }

    /// One line of English, with Zoom's own message if there was one.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do, in one line, or "" if nothing is known.
    pub fn hint(&self) -> &str {
        self.hint_for_ids.as_deref().unwrap_or(self.hint)
    }

    /// The validation errors that stopped the call before anything was sent.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The warnings, which did not stop the call.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The number of attempts to send the request, including redirects and retries but not token requests; 0 if the call
    /// ended before the first.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The time spent waiting for the rate limit, for a token that another thread requests, and between attempts.
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// How long to wait from `now` before repeating the call, if Zoom or its rate limits say so.
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let own = self.again_at.map(|at| at.duration_since(now).unwrap_or_default());
        own.or_else(|| self.response.as_ref()?.retry_after(now))
    }

    /// Zoom's last response, if there was one; the token service's if it gave no token.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// The rendered request, after a call that renders.
    pub fn rendered(&self) -> Option<&str> {
        self.rendered.as_deref()
    }

    /// The user, after a successful read.
    pub fn user(&self) -> Option<&User> {
        self.user.as_ref()
    }

    /// The page, after a successful call that lists users.
    pub fn page(&self) -> Option<&UserPage> {
        self.page.as_ref()
    }

    /// The users of the page, without a copy.
    pub fn into_users(self) -> Vec<User> {
        self.page.map(UserPage::into_users).unwrap_or_default()
    }

    /// The result for each field that was set, in the order of the patch: after a plan, and after an update with `confirm`
    /// or `only_changes`.
    pub fn fields(&self) -> &[FieldOutcome] {
        &self.fields
    }

    /// The doctor's checks, in order.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// Status, message and hint as an error.
    pub(crate) fn error(&self) -> Error {
        Error::new(self.status, self.message.as_str()).with_hint(self.hint)
    }
}

impl From<&Error> for Outcome {
    /// The outcome of a call that failed before a request was sent.
    fn from(error: &Error) -> Self {
        let mut message = error.message().to_owned();
        if let Some(at) = error.again_at() {
            message.push_str(&format!("; retry after {}", retry_after::written_up(at)));
        }
        Self { hint: error.hint(), again_at: error.again_at(), ..Self::bare(error.status(), message) }
    }
}

/// The header `Server` in parentheses, or "".
fn by_server(response: &Response) -> String {
    const MAX_CHARS: usize = 40;
    let server: String = response.header("server").unwrap_or_default().trim().chars().take(MAX_CHARS).collect();
    if server.is_empty() { server } else { format!(" ({server})") }
}

/// Zoom's code, `end`, and Zoom's message.
fn describe(response: &Response, end: &str) -> String {
    let mut text = response.api_code().map(|code| format!(", code {code}")).unwrap_or_default();
    text.push_str(end);
    if !response.api_message().is_empty() {
        text.push_str(": ");
        text.push_str(response.api_message());
    }
    if let Some(why) = response.unread() {
        text.push_str(&format!(": Zoom's code and message are unknown, since the body could not be read: {why}"));
    }
    for error in response.field_errors() {
        text.push_str(&format!("; {}: {}", error.field, error.message));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_of_bounded_length() {
        let body = format!("{{\"code\":300,\"message\":\"a\\r\\nb\\u0000c\\u2028d {}\"}}", "x".repeat(2_000));
        let outcome = Outcome::answered(Response::new(400, b"", body.into_bytes(), None, &[]));
        assert!(outcome.message().starts_with("Zoom refused the request (HTTP 400, code 300): a  b c d xxx"));
        assert_eq!(outcome.message().chars().count(), crate::text::MAX_MESSAGE_CHARS + 1);
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
    fn any_complete_2xx_is_success_for_a_custom_request() {
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
    fn hints_about_updates_are_not_given_for_other_requests() {
        let answer = |http, body: &[u8]| Response::new(http, b"", body.to_vec(), None, &[]);
        assert_eq!(Outcome::answered_to("GET", answer(404, br#"{"code":1001}"#)).hint(), "");
        assert_eq!(Outcome::answered_to("GET", answer(400, br#"{"code":2034}"#)).hint(), "");
        let zooms = Response::new(401, b"HTTP/1.1 401 No\r\nx-zm-trackingid: x\r\n\r\n", vec![], None, &[]);
        assert!(Outcome::answered_to("GET", zooms).hint().contains("token"));
        assert!(Outcome::answered_to("GET", answer(401, b"")).hint().contains("proxy"), "not Zoom's");
        let refused =
            Outcome::answered_to("GET", answer(400, br#"{"code":300,"message":"No.","errors":[{"field":"f"}]}"#));
        assert_eq!(refused.message(), "Zoom answered GET with HTTP 400, code 300: No.; f: ");
    }
}
