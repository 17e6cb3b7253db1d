//! Why something failed: the error of a step, and the table that reads Zoom's refusals.

use super::status::Status;
use std::fmt;

/// Why a step failed: a status and one line of English. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    status: Status,
    message: String,
    remedy: &'static str,
}

impl Error {
    /// An error of a step; the message is one line and holds no secret.
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), remedy: "" }
    }

    /// The same error with what to do about it.
    #[must_use]
    pub fn with_remedy(self, remedy: &'static str) -> Self {
        Self { remedy, ..self }
    }

    /// The status, never [`Status::Ok`].
    pub fn status(&self) -> Status {
        self.status
    }

    /// One line: the argument, option or step, and what was expected or what happened.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, in one line, or "" where the message says it all.
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// One row of the table: an answer it fits, and what that answer means.
#[derive(Debug)]
pub struct Refusal {
    /// The HTTP statuses, first to last.
    pub http: (u16, u16),
    /// Zoom's code; `None` fits every answer.
    pub code: Option<i64>,
    /// A part of Zoom's message in lower case; "" fits every message.
    pub says: &'static str,
    /// What it is to the caller.
    pub status: Status,
    /// What to do about it; "" where nothing is known.
    pub remedy: &'static str,
}

impl Refusal {
    /// Whether the remedy speaks of changing a user.
    pub(crate) fn is_about_updates(&self) -> bool {
        matches!(self.status, Status::Forbidden | Status::NotFound | Status::Rejected)
            || (self.code.is_some() && self.remedy != TOKEN)
    }
}

const fn row(http: (u16, u16), code: Option<i64>, says: &'static str, status: Status, remedy: &'static str) -> Refusal {
    Refusal { http, code, says, status, remedy }
}

const ANY: (u16, u16) = (400, 499);
/// What changing a user needs.
pub(crate) const SCOPE: &str =
    "give the app the scope user:update:user:admin (classic name user:write:admin), then take a new token";
/// What reading a user needs.
pub(crate) const READ_SCOPE: &str =
    "give the app the scope user:read:user:admin (classic name user:read:admin), then take a new token";
const SEAT: &str = "no seat of the wanted kind is free: take one from another user or buy more, then repeat";
const TOKEN: &str = "the token has expired or was withdrawn: take a new one";
const ACCOUNT: &str = "check the user id, and that the token belongs to the account of this user";

/// The table. The first row that fits counts. Codes are not unique: status, code and message decide together.
///
/// Rows with a code come from Zoom's description of the operation or from reports of its users; rows without one
/// catch the rest of their HTTP status.
pub static REFUSALS: &[Refusal] = &[
    row(ANY, Some(124), "", Status::Unauthorized, TOKEN),
    row(ANY, Some(4711), "", Status::Forbidden, SCOPE),
    row(ANY, None, "does not contain scopes", Status::Forbidden, SCOPE),
    row(ANY, Some(4700), "scope", Status::Forbidden, SCOPE),
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
    row((400, 400), Some(200), "zoom room", Status::Rejected, "a Zoom Room's user keeps its type: leave type out"),
    row(
        (400, 400),
        Some(200),
        "no meetings license",
        Status::Rejected,
        "give the user a meeting licence first, or leave pmi and use_pmi out",
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
        "a value has the wrong JSON type, e.g. text where Zoom wants a number; check=strict finds it before sending",
    ),
    row((400, 400), Some(300), "password", Status::Rejected, "use another endpoint: PUT /users/{userId}/password"),
    row(
        (400, 400),
        Some(300),
        "invalid word",
        Status::Rejected,
        "Zoom forbids a word in the name: choose another name",
    ),
    row(
        (400, 400),
        Some(300),
        "zoom events",
        Status::Rejected,
        "wait until the user's event is over or hand it to somebody else",
    ),
    row(
        (400, 400),
        Some(300),
        "basic plan",
        Status::Rejected,
        "Zoom One is the account's base plan and cannot be switched off for one user",
    ),
    row((400, 400), Some(1000), "", Status::Rejected, "the user has not accepted the invitation yet: wait until then"),
    row(
        (400, 400),
        Some(1108),
        "",
        Status::Rejected,
        "the account does not meet the conditions for changing this user's type",
    ),
    row((400, 400), Some(1109), "", Status::Rejected, "give the user a paid licence first"),
    row((400, 400), Some(2033), "", Status::Rejected, SEAT),
    row((400, 400), Some(2034), "", Status::Rejected, SEAT),
    row((400, 400), Some(2038), "", Status::Rejected, SEAT),
    row((400, 400), Some(2039), "", Status::Rejected, SEAT),
    row((400, 400), Some(3412), "", Status::Rejected, SEAT),
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
    row((401, 401), None, "", Status::Unauthorized, TOKEN),
    row(
        (403, 403),
        None,
        "",
        Status::Forbidden,
        "the token's user may not do this: use an administrator's token with the scope user:update:user:admin",
    ),
    row(
        (404, 404),
        None,
        "",
        Status::NotFound,
        "check the user id and base_url: Zoom's own answer to an unknown user has code 1001",
    ),
    row(
        (400, 400),
        None,
        "ssl certificate",
        Status::Tls,
        "the server wants a client certificate, or does not accept the one sent: see cert_file and key_file",
    ),
    row((407, 407), None, "", Status::Proxy, "a proxy asks for a name and a password: give them in the option proxy"),
    row((408, 408), None, "", Status::Server, "repeat the call"),
    row((413, 413), None, "", Status::Rejected, "send less in one call"),
    row((415, 415), None, "", Status::Rejected, "send the update with encoding=json"),
    row(
        (429, 429),
        None,
        "",
        Status::RateLimited,
        "send fewer updates a second, or wait as long as retry_after_ms says",
    ),
    row(ANY, None, "", Status::Rejected, ""),
    row(
        (500, 599),
        None,
        "",
        Status::Server,
        "repeat the call later; give the tracking id to Zoom's support if it goes on",
    ),
    row(
        (300, 399),
        None,
        "",
        Status::Unexpected,
        "set base_url to where the API is; only 307 and 308 are followed, and only to Zoom or to the same host",
    ),
    row((0, 999), None, "", Status::Unexpected, "check base_url and what stands between this machine and Zoom"),
];

/// What an answer other than 204 means: the first row of [`REFUSALS`] that fits.
pub(crate) fn refusal(http_status: u16, code: Option<i64>, message: &str) -> &'static Refusal {
    const UNEXPECTED: &Refusal = &row((0, u16::MAX), None, "", Status::Unexpected, "");
    let message = message.to_lowercase();
    REFUSALS
        .iter()
        .find(|row| {
            (row.http.0..=row.http.1).contains(&http_status)
                && (row.code.is_none() || row.code == code)
                && message.contains(row.says)
        })
        .unwrap_or(UNEXPECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_mean_what_the_table_says() {
        let status = |http, code, message| refusal(http, code, message).status;
        for http in [200, 201, 202, 203, 205, 206, 301, 302, 303, 304, 307, 308, 100, 101, 600, 999] {
            assert_eq!(status(http, Some(0), "anything"), Status::Unexpected, "{http}");
        }
        assert_eq!(status(400, Some(300), "Validation Failed."), Status::Rejected);
        assert_eq!(status(400, Some(1010), "User does not belong to this account."), Status::NotFound);
        assert_eq!(status(400, Some(1120), ""), Status::NotFound);
        assert_eq!(status(404, Some(1001), "User does not exist"), Status::NotFound);
        assert_eq!(status(404, None, ""), Status::NotFound);
        assert_eq!(status(401, Some(124), "Access token is expired."), Status::Unauthorized);
        assert_eq!(status(400, Some(124), "Invalid access token."), Status::Unauthorized);
        for http in [400, 401, 403] {
            assert_eq!(
                status(http, Some(4711), "Invalid access token, does not contain scopes:[x]"),
                Status::Forbidden
            );
        }
        assert_eq!(status(400, Some(104), "Invalid access token, does not contain scopes:[x]"), Status::Forbidden);
        assert_eq!(status(401, Some(4700), "Token cannot be empty."), Status::Unauthorized);
        assert_eq!(status(401, Some(4700), "Token has no scopes"), Status::Forbidden);
        assert_eq!(status(429, Some(429), ""), Status::RateLimited);
        assert_eq!(status(503, None, ""), Status::Server);
        assert!(refusal(400, Some(4100), "").remedy.contains("vanity_name"));
    }

    #[test]
    fn no_row_is_hidden_by_an_earlier_one() {
        for (i, row) in REFUSALS.iter().enumerate() {
            let found = refusal(row.http.1, row.code, row.says);
            assert!(std::ptr::eq(found, row), "row {i} {row:?} is hidden by {found:?}");
        }
    }
}
