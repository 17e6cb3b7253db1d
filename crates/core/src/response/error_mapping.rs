//! The table that maps Zoom's error responses (HTTP status, code and message) to a status and a hint.

use super::rate_limit::Window;
use super::response::Response;
use super::status::Status;
use std::fmt;

/// One row of the table: the responses that it matches, and the status and hint for them.
#[derive(Debug)]
pub struct ErrorMapping {
    /// The range of HTTP statuses, inclusive.
    pub http: (u16, u16),
    /// Zoom's code; `None` matches with and without a code.
    pub code: Option<i64>,
    /// A further condition.
    pub by: Condition,
    /// What Zoom's message must contain.
    pub says: MessagePattern,
    /// The status reported to the caller.
    pub status: Status,
    /// What to do; "" if nothing is known.
    pub hint: &'static str,
}

/// A condition besides HTTP status, code and message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// None.
    Any,
    /// The response has no code. If there is one, the message does not decide: it may be in the account's language.
    Uncoded,
    /// The response is Zoom's and has no code.
    ZoomUncoded,
    /// The response is not Zoom's: it has neither a code nor a tracking id.
    NotZoom,
    /// A daily limit is reached.
    DailyLimit,
    /// The limit of concurrent requests is reached.
    ConcurrencyLimit,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "",
            Self::Uncoded => "without a code",
            Self::ZoomUncoded => "Zoom's, without a code",
            Self::NotZoom => "not Zoom's",
            Self::DailyLimit => "daily limit",
            Self::ConcurrencyLimit => "limit of concurrent requests",
        })
    }
}

/// What a message must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessagePattern {
    /// Anything.
    Anything,
    /// These words, case-insensitive.
    Words(&'static str),
    /// The word `scope`, or in any language a list such as `[user:update:user:admin]`.
    Scopes,
}

impl MessagePattern {
    /// Whether a lower-case message matches.
    fn matches(self, message: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Words(words) => message.contains(words),
            Self::Scopes => message.contains("scope") || message.split('[').skip(1).any(is_scope),
        }
    }
}

impl fmt::Display for MessagePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Anything => "",
            Self::Words(words) => words,
            Self::Scopes => "scope, or a list such as `[user:update:user:admin]`",
        })
    }
}

/// Whether a text begins with a scope, e.g. `user:write:admin`.
fn is_scope(text: &str) -> bool {
    let name = text.trim_start().split([']', ',', ' ']).next().unwrap_or_default();
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    name.contains(':') && name.split(':').all(is_part)
}

impl ErrorMapping {
    /// Whether the hint is about changing a user.
    pub(crate) fn is_about_updates(&self) -> bool {
        match self.status {
            _ if self.by == Condition::NotZoom => false,
            Status::Forbidden | Status::NotFound | Status::Rejected => self.hint != NO_API,
            Status::Unexpected => false,
            _ => self.code.is_some() && self.hint != TOKEN,
        }
    }
}

const fn row(
    http: (u16, u16),
    code: Option<i64>,
    says: &'static str,
    status: Status,
    hint: &'static str,
) -> ErrorMapping {
    let says = if says.is_empty() { MessagePattern::Anything } else { MessagePattern::Words(says) };
    let by =
        if code.is_none() && matches!(says, MessagePattern::Words(_)) { Condition::Uncoded } else { Condition::Any };
    ErrorMapping { http, code, by, says, status, hint }
}

/// A row with a condition.
const fn by(http: (u16, u16), by: Condition, status: Status, hint: &'static str) -> ErrorMapping {
    ErrorMapping { http, code: None, by, says: MessagePattern::Anything, status, hint }
}

/// A row for messages about scopes.
const fn scopes(code: Option<i64>) -> ErrorMapping {
    let by = if code.is_none() { Condition::ZoomUncoded } else { Condition::Any };
    ErrorMapping { http: ANY, code, by, says: MessagePattern::Scopes, status: Status::Forbidden, hint: SCOPE }
}

const ANY: (u16, u16) = (400, 499);
/// The hint for a token that may not change users.
pub(crate) const SCOPE: &str =
    "give the app the scope user:update:user:admin (classic name user:write:admin), then get a new token";
/// The hint for a token that may not read users.
pub(crate) const READ_SCOPE: &str =
    "give the app the scope user:read:user:admin (classic user:read:admin or user:write:admin), then get a new token";
/// The hint of the errors of an account whose licenses of a kind are used up.
pub const NO_LICENSE_LEFT: &str =
    "no license of this kind is free: take one from another user or buy more, then repeat the call";
const TOKEN: &str = "the token has expired or was revoked: get a new one";
const ACCOUNT: &str = "check the user id, and that the token belongs to the account of this user";
/// The hint for an account without API access.
const NO_API: &str = "Zoom's REST API is not enabled for this account: ask Zoom support to enable it, and check in the \
     Marketplace that the app is activated and is not a JWT app, which Zoom retired in 2023";
const BASE_URL: &str = "check base_url: Zoom's is https://api.zoom.us/v2, without anything after v2; Zoom's own response for \
     an unknown user has code 1001";
/// The hint for a response that is not Zoom's.
pub(crate) const FRONT: &str = "find out what answers there: a proxy, a firewall or a captive portal; check base_url and the \
     option proxy, and whether a filter blocks the option user_agent";
const FRONT_LATER: &str = "repeat the call later; if the error persists, find out what answers there: check base_url and the \
     option proxy, and whether a filter blocks the option user_agent";

/// The table. The first matching row counts. Codes are not unique: status, code and message decide together.
///
/// Rows with a code come from Zoom's documentation of the operation or from user reports; rows without one match the rest
/// of their HTTP status.
pub static ERROR_MAPPINGS: &[ErrorMapping] = &[
    row(ANY, Some(124), "", Status::Unauthorized, TOKEN),
    row(ANY, Some(4711), "", Status::Forbidden, SCOPE),
    scopes(Some(104)),
    scopes(Some(4700)),
    scopes(None),
    row(ANY, Some(4700), "", Status::Unauthorized, "give a token of an app that has the scope user:update:user:admin"),
    row(ANY, Some(1001), "", Status::NotFound, ACCOUNT),
    row(
        ANY,
        Some(1010),
        "",
        Status::NotFound,
        "the user is not on this account: use a token of the user's own account",
    ),
    row(
        ANY,
        Some(1120),
        "",
        Status::NotFound,
        "the invitation was never accepted and has expired: invite the user again",
    ),
    row(
        (400, 400),
        Some(200),
        "administrator",
        Status::Rejected,
        "use the token of an account administrator for names, host_key, pmi and vanity_name",
    ),
    row(ANY, Some(200), "rest api", Status::Forbidden, NO_API),
    row(ANY, Some(200), "api not enabled", Status::Forbidden, NO_API),
    row(ANY, Some(200), "api is not enabled", Status::Forbidden, NO_API),
    row(ANY, None, "api not enabled", Status::Forbidden, NO_API),
    row(ANY, Some(2300), "", Status::Unexpected, BASE_URL),
    row((400, 400), Some(200), "zoom room", Status::Rejected, "a Zoom Room's user keeps its type: leave type out"),
    row(
        (400, 400),
        Some(200),
        "no meetings license",
        Status::Rejected,
        "give the user a meeting license first, or leave pmi and use_pmi out",
    ),
    row(
        (400, 400),
        Some(300),
        "at the same time",
        Status::Rejected,
        "set only one of type, plan_united_type and zoom_one_type in a call",
    ),
    row(
        (400, 400),
        Some(300),
        "json object",
        Status::Rejected,
        "a value has the wrong JSON type, e.g. text where Zoom expects a number; check=strict finds it before sending",
    ),
    row((400, 400), Some(300), "password", Status::Rejected, "use another endpoint: PUT /users/{userId}/password"),
    row(
        (400, 400),
        Some(300),
        "invalid word",
        Status::Rejected,
        "the name contains a word that Zoom forbids: choose another name",
    ),
    row(
        (400, 400),
        Some(300),
        "zoom events",
        Status::Rejected,
        "wait until the user's event is over or assign it to another host",
    ),
    row(
        (400, 400),
        Some(300),
        "basic plan",
        Status::Rejected,
        "Zoom One is the account's base plan and cannot be turned off for one user",
    ),
    row((400, 400), Some(1000), "", Status::Rejected, "the user has not accepted the invitation yet: wait until then"),
    row(
        (400, 400),
        Some(1108),
        "",
        Status::Rejected,
        "the account does not meet the conditions for changing this user's type",
    ),
    row((400, 400), Some(1109), "", Status::Rejected, "give the user a paid license first"),
    row((400, 400), Some(2033), "", Status::Rejected, NO_LICENSE_LEFT),
    row((400, 400), Some(2034), "", Status::Rejected, NO_LICENSE_LEFT),
    row((400, 400), Some(2038), "", Status::Rejected, NO_LICENSE_LEFT),
    row((400, 400), Some(2039), "", Status::Rejected, NO_LICENSE_LEFT),
    row((400, 400), Some(3412), "", Status::Rejected, NO_LICENSE_LEFT),
    row(
        (400, 400),
        Some(4100),
        "",
        Status::Rejected,
        "another user has this personal link: choose another vanity_name",
    ),
    row(
        (409, 409),
        Some(1005),
        "",
        Status::Rejected,
        "use another endpoint: e-mail addresses change by PUT /users/{userId}/email",
    ),
    row(
        (400, 400),
        None,
        "ssl certificate",
        Status::Tls,
        "the server requires a client certificate or does not accept the one that was sent: see cert_file and key_file",
    ),
    by((401, 401), Condition::NotZoom, Status::Unexpected, FRONT),
    row((401, 401), None, "", Status::Unauthorized, TOKEN),
    by((403, 403), Condition::NotZoom, Status::Unexpected, FRONT),
    row(
        (403, 403),
        None,
        "",
        Status::Forbidden,
        "the token's user may not do this: use an administrator's token with the scope user:update:user:admin",
    ),
    by((404, 404), Condition::NotZoom, Status::Unexpected, FRONT),
    by((404, 404), Condition::ZoomUncoded, Status::Unexpected, BASE_URL),
    row((407, 407), None, "", Status::Proxy, "a proxy asks for a name and a password: give them in the option proxy"),
    row((408, 408), None, "", Status::Server, "repeat the call"),
    row((413, 413), None, "", Status::Rejected, "send less in one call"),
    row((415, 415), None, "", Status::Rejected, "send the update with encoding=json"),
    by(
        (429, 429),
        Condition::DailyLimit,
        Status::RateLimited,
        "the daily limit is used up: repeat the call after retry_after_ms, when the next day begins",
    ),
    by(
        (429, 429),
        Condition::ConcurrencyLimit,
        Status::RateLimited,
        "repeat the call; let no other program change the same user at the same time",
    ),
    row((429, 429), None, "", Status::RateLimited, "send fewer requests per second, or wait for retry_after_ms"),
    by(ANY, Condition::NotZoom, Status::Rejected, FRONT),
    row(ANY, None, "", Status::Rejected, ""),
    by((500, 599), Condition::NotZoom, Status::Server, FRONT_LATER),
    row(
        (500, 599),
        None,
        "",
        Status::Server,
        "repeat the call later; if the error persists, give the tracking id to Zoom support",
    ),
    by((0, 399), Condition::NotZoom, Status::Unexpected, FRONT),
    row(
        (300, 399),
        None,
        "",
        Status::Unexpected,
        "set base_url to the URL of the API; only 307 and 308 are followed, and only to Zoom or to the same host",
    ),
    row(
        (0, 999),
        None,
        "",
        Status::Unexpected,
        "check base_url, and proxies and filters between this machine and Zoom",
    ),
];

/// The properties of a response that the table matches.
struct Facts<'a> {
    http: u16,
    code: Option<i64>,
    message: &'a str,
    is_from_zoom: bool,
    window: Option<Window>,
}

/// The first row of [`ERROR_MAPPINGS`] that matches a response other than success.
pub(crate) fn error_mapping(response: &Response) -> &'static ErrorMapping {
    let (http, code) = (response.http_status(), response.api_code());
    let is_from_zoom = response.is_from_zoom();
    // The code of a gateway's JSON is not Zoom's.
    let code = code.filter(|_| is_from_zoom);
    let window = response.rate_limit().window.filter(|_| http == 429);
    row_of(&Facts { http, code, message: response.api_message(), is_from_zoom, window })
}

fn row_of(facts: &Facts<'_>) -> &'static ErrorMapping {
    const UNEXPECTED: &ErrorMapping = &row((0, u16::MAX), None, "", Status::Unexpected, "");
    let message = facts.message.to_lowercase();
    let matches = |row: &&ErrorMapping| {
        (row.http.0..=row.http.1).contains(&facts.http)
            && (row.code.is_none() || row.code == facts.code)
            && row.says.matches(&message)
            && match row.by {
                Condition::Any => true,
                Condition::Uncoded => facts.code.is_none(),
                Condition::ZoomUncoded => facts.code.is_none() && facts.is_from_zoom,
                Condition::NotZoom => !facts.is_from_zoom,
                Condition::DailyLimit => facts.window == Some(Window::Day),
                Condition::ConcurrencyLimit => facts.window == Some(Window::Concurrent),
            }
    };
    ERROR_MAPPINGS.iter().find(matches).unwrap_or(UNEXPECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(http: u16, code: Option<i64>, message: &str) -> Facts<'_> {
        Facts { http, code, message, is_from_zoom: true, window: None }
    }

    #[test]
    fn responses_map_to_the_expected_status() {
        let status = |http, code, message| row_of(&facts(http, code, message)).status;
        for http in [200, 201, 202, 203, 205, 206, 301, 302, 303, 304, 307, 308, 100, 101, 600, 999] {
            assert_eq!(status(http, Some(0), "anything"), Status::Unexpected, "{http}");
        }
        assert_eq!(status(400, Some(300), "Validation Failed."), Status::Rejected);
        assert_eq!(status(400, Some(1010), "User does not belong to this account."), Status::NotFound);
        assert_eq!(status(400, Some(1120), ""), Status::NotFound);
        assert_eq!(status(404, Some(1001), "User does not exist"), Status::NotFound);
        assert_eq!(status(404, Some(4130), "Group does not exist"), Status::Rejected);
        assert_eq!(status(404, None, ""), Status::Unexpected);
        assert_eq!(status(404, Some(2300), ""), Status::Unexpected);
        assert_eq!(status(401, Some(124), "Access token is expired."), Status::Unauthorized);
        assert_eq!(status(400, Some(124), "Invalid access token."), Status::Unauthorized);
        for http in [400, 401, 403] {
            assert_eq!(
                status(http, Some(4711), "Invalid access token, does not contain scopes:[x]"),
                Status::Forbidden
            );
        }
        assert_eq!(status(400, Some(104), "Invalid access token, does not contain scopes:[x]"), Status::Forbidden);
        assert_eq!(status(400, None, "Invalid access token, does not contain scopes:[x]"), Status::Forbidden);
        assert_eq!(status(401, Some(4700), "Token cannot be empty."), Status::Unauthorized);
        assert_eq!(status(401, Some(4700), "Token has no scopes"), Status::Forbidden);
        assert_eq!(status(429, Some(429), ""), Status::RateLimited);
        assert_eq!(status(503, None, ""), Status::Server);
        assert!(row_of(&facts(400, Some(4100), "")).hint.contains("vanity_name"));
    }

    #[test]
    fn a_list_of_scopes_is_recognized_in_any_language() {
        for (message, is_one) in [
            ("fehlt: [user:update:user:admin]", true),
            ("\u{30c8} [ user:write, user:write:admin ]", true),
            ("[meeting:write:meeting:admin]", true),
            ("no scope", true),
            ("[1:2]", false),
            ("[note: see the page]", false),
            ("user:write", false),
            ("[]", false),
            ("", false),
        ] {
            assert_eq!(MessagePattern::Scopes.matches(message), is_one, "{message}");
        }
    }

    #[test]
    fn every_row_is_reachable() {
        for (i, row) in ERROR_MAPPINGS.iter().enumerate() {
            let message = match row.says {
                MessagePattern::Words(words) => words,
                MessagePattern::Scopes => "scope",
                MessagePattern::Anything => "",
            };
            let window = match row.by {
                Condition::DailyLimit => Some(Window::Day),
                Condition::ConcurrencyLimit => Some(Window::Concurrent),
                _ => None,
            };
            let is_from_zoom = row.by != Condition::NotZoom;
            let found = row_of(&Facts { is_from_zoom, window, ..facts(row.http.1, row.code, message) });
            assert!(std::ptr::eq(found, row), "row {i} {row:?} is hidden by {found:?}");
        }
    }

    #[test]
    fn other_servers_responses_get_no_hint_about_user_token_or_scopes() {
        for http in 0..=999 {
            let found = row_of(&Facts { is_from_zoom: false, ..facts(http, None, "Access denied") });
            assert!(
                !matches!(found.status, Status::NotFound | Status::Unauthorized | Status::Forbidden),
                "{http} {found:?}"
            );
        }
    }
}
