//! The log: one line for each attempt. Of an update without the user at info, with it at debug, with the fields at trace;
//! of a caller's own request, which may hold anything, neither path nor content at any level.

use super::journey::Purpose;
use super::secret::Secret;
use super::transport::Broken;
use crate::answer::hide::hide_in;
use crate::answer::response::Response;
use crate::update::request::Request;
use std::time::Duration;

type Ending = Result<Response, Box<Broken>>;

/// An attempt of the call. Somebody may have given a secret as a field or as the user's id, so they are hidden here, too.
pub(crate) fn attempt(
    request: &Request,
    purpose: Purpose,
    number: u32,
    ending: &Ending,
    took: Duration,
    secrets: [&Secret; 2],
) {
    log::info!("{}: {} in {} ms, attempt {number}", what(request, purpose), ended(ending), took.as_millis());
    if let (Purpose::Update, Some(body)) = (purpose, request.body()) {
        let (method, target, bytes) = (request.method(), request.path_and_query(), &body.bytes);
        let target = target.strip_prefix('/').unwrap_or(target);
        let path = target.split('?').next().unwrap_or_default();
        let veiled = |text: &str| secrets.iter().fold(text.to_owned(), |text, secret| veiled(text, secret.expose()));
        let (path, target, body_text) = (veiled(path), veiled(target), veiled(&String::from_utf8_lossy(bytes)));
        log::debug!("{method} /{path}: attempt {number}, {} bytes of {}", bytes.len(), body.content_type);
        log::trace!("{method} /{target}: the body is {body_text:?}");
    }
}

/// A text without the secret.
fn veiled(mut text: String, secret: &str) -> String {
    hide_in(&mut text, secret);
    text
}

/// A redirect that is followed.
pub(crate) fn redirect(request: &Request, purpose: Purpose, origin: &str) {
    log::info!("{} goes on at {origin}", what(request, purpose));
}

/// A request for a token.
pub(crate) fn token_request(ending: &Ending, took: Duration) {
    log::info!("POST for a token: {} in {} ms", ended(ending), took.as_millis());
}

/// A repetition to come.
pub(crate) fn again(what: &str, pause: Duration, number: u32, most: u32) {
    log::info!("{what} once more in {} ms, repetition {number} of {most}", pause.as_millis());
}

/// How an attempt ended. What is logged here is seen by anybody who may read logs: no body, no header but one.
fn ended(ending: &Ending) -> String {
    match ending {
        Ok(response) => {
            let code = response.api_code().map(|code| format!(", code {code}")).unwrap_or_default();
            format!("HTTP {}{code}, tracking id {:?}", response.http_status(), response.tracking_id())
        }
        Err(broken) => format!("{}: {}", broken.error.status().name(), broken.error.message()),
    }
}

/// A request without ids.
fn what(request: &Request, purpose: Purpose) -> String {
    match purpose {
        Purpose::Update | Purpose::Read => format!("{} {}", request.method(), anonymous(request.path_and_query())),
        Purpose::Own => request.method().to_owned(),
    }
}

/// The path of an update with a word in place of each id: `/users/{userId}`.
fn anonymous(target: &str) -> String {
    let mut before = "";
    let mut shown = String::new();
    for segment in target.split('?').next().unwrap_or_default().split('/').filter(|segment| !segment.is_empty()) {
        shown.push('/');
        shown.push_str(match before {
            "users" => "{userId}",
            "accounts" => "{accountId}",
            _ => segment,
        });
        before = segment;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_not_shown() {
        assert_eq!(anonymous("users/ada@example.com?login_type=1"), "/users/{userId}");
        assert_eq!(anonymous("accounts/a1/users/ada@example.com"), "/accounts/{accountId}/users/{userId}");
        assert_eq!(anonymous("/users/users"), "/users/{userId}");
        assert_eq!(anonymous(""), "");
    }
}
