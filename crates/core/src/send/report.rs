//! The log: one line for each attempt, without the user at info, with it at debug, with the fields at trace.

use super::transport::Broken;
use crate::answer::response::Response;
use crate::update::request::Request;
use std::time::Duration;

type Ending = Result<Response, Box<Broken>>;

/// An attempt of the call.
pub(crate) fn attempt(request: &Request, number: u32, ending: &Ending, took: Duration) {
    let Request { method, path, query, body } = request;
    log::info!("{method} {}: {} in {} ms, attempt {number}", anonymous(path), ended(ending), took.as_millis());
    log::debug!("{method} {path}: attempt {number}, {} bytes of {}", body.bytes.len(), body.content_type);
    log::trace!("{method} {path}: query {query:?}, body {:?}", String::from_utf8_lossy(&body.bytes));
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

/// A path with a word in place of each id: `/users/{userId}`.
fn anonymous(path: &str) -> String {
    let mut before = "";
    let mut shown = String::new();
    for segment in path.split('/').skip(1) {
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
        assert_eq!(anonymous("/users/ada@example.com"), "/users/{userId}");
        assert_eq!(anonymous("/accounts/a1/users/ada@example.com"), "/accounts/{accountId}/users/{userId}");
        assert_eq!(anonymous("/users/users"), "/users/{userId}");
        assert_eq!(anonymous(""), "");
    }
}
