//! The log: each attempt has one line at debug when it begins and one at info when it has ended. Updates are logged without
//! the user at info, with the user at debug, and with the fields at trace. Custom requests may hold anything, so neither
//! their path nor their content is logged at any level.

use super::error::TransportError;
use crate::redact::redact_in;
use crate::request::purpose::Purpose;
use crate::request::request::Request;
use crate::response::response::Response;
use crate::secret::Secret;
use std::time::Duration;

type ExchangeResult = Result<Response, Box<TransportError>>;

/// An attempt begins. A caller may have passed a secret as a field or as the user id by mistake, so secrets are redacted.
pub(crate) fn begins(request: &Request, purpose: Purpose, number: u32, secrets: [&Secret; 2]) {
    if !log::log_enabled!(log::Level::Debug) {
        return;
    }
    let (Purpose::Update, Some(body)) = (purpose, request.body()) else {
        log::debug!("{}: attempt {number}", describe_request(request, purpose));
        return;
    };
    let (method, target, bytes) = (request.method(), request.path_and_query(), &body.bytes);
    let target = target.strip_prefix('/').unwrap_or(target);
    let path = target.split('?').next().unwrap_or_default();
    let redacted = |text: &str| secrets.iter().fold(text.to_owned(), |text, secret| redacted(text, secret.expose()));
    let path = redacted(path);
    log::debug!("{method} /{path}: attempt {number}, {} bytes of {}", bytes.len(), body.content_type);
    if log::log_enabled!(log::Level::Trace) {
        let (target, body_text) = (redacted(target), redacted(&String::from_utf8_lossy(bytes)));
        log::trace!("{method} /{target}: the body is {body_text:?}");
    }
}

/// An attempt has ended.
pub(crate) fn attempt(request: &Request, purpose: Purpose, number: u32, result: &ExchangeResult, took: Duration) {
    log::info!(
        "{}: {} in {} ms, attempt {number}",
        describe_request(request, purpose),
        describe_result(result),
        took.as_millis()
    );
}

/// The text without the secret.
fn redacted(mut text: String, secret: &str) -> String {
    redact_in(&mut text, secret);
    text
}

/// A redirect that is followed.
pub(crate) fn redirect(request: &Request, purpose: Purpose, origin: &str) {
    log::info!("{} is redirected to {origin}", describe_request(request, purpose));
}

/// A request for a token.
pub(crate) fn token_request(result: &ExchangeResult, took: Duration) {
    log::info!("POST for a token: {} in {} ms", describe_result(result), took.as_millis());
}

/// A retry will follow.
pub(crate) fn retry(what: &str, pause: Duration, number: u32, max_retries: u32) {
    log::info!("{what}: retry {number} of {max_retries} in {} ms", pause.as_millis());
}

/// How an attempt ended. Logs are widely readable, so this has no body, and no header but the tracking id.
fn describe_result(result: &ExchangeResult) -> String {
    match result {
        Ok(response) => {
            let code = response.api_code().map(|code| format!(", code {code}")).unwrap_or_default();
            format!("HTTP {}{code}, tracking id {:?}", response.http_status(), response.tracking_id())
        }
        Err(broken) => format!("{}: {}", broken.error.status().name(), broken.error.message()),
    }
}

/// A request without ids.
fn describe_request(request: &Request, purpose: Purpose) -> String {
    match purpose {
        Purpose::Update | Purpose::Read | Purpose::List => {
            format!("{} {}", request.method(), anonymous(request.path_and_query()))
        }
        Purpose::Own => request.method().to_owned(),
    }
}

/// The path with a placeholder for each id: `/users/{userId}`.
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
