//! The table that reads the refusals of Zoom's token service.

use super::status::Status;

/// One row of the table: an answer it fits, and what that answer means.
#[derive(Debug)]
pub struct TokenRefusal {
    /// The HTTP statuses, first to last.
    pub http: (u16, u16),
    /// A part of the service's words in lower case; "" fits all.
    pub says: &'static str,
    /// What it is to the caller.
    pub status: Status,
    /// What to do about it.
    pub remedy: &'static str,
}

const fn row(http: (u16, u16), says: &'static str, status: Status, remedy: &'static str) -> TokenRefusal {
    TokenRefusal { http, says, status, remedy }
}

const ANY: (u16, u16) = (400, 499);
const CLIENT: &str = "check client_id and client_secret: they stand on the page App Credentials of the app";
const APP_TYPE: &str =
    "take the credentials of an app of the type Server-to-Server OAuth: other types get no token this way";
const ACCOUNT: &str = "check account_id: it stands on the page App Credentials of the app, beside client_id";
const INACTIVE: &str = "activate the app: an account's administrator or Zoom has switched it off";
const SCOPE: &str = "give the app the scope user:update:user:admin (classic name user:write:admin), then repeat";

/// The table. The first row that fits counts. The service answers with a reason and an error instead of a code.
pub static TOKEN_REFUSALS: &[TokenRefusal] = &[
    row(ANY, "scope", Status::Forbidden, SCOPE),
    row(ANY, "disabled", Status::Unauthorized, INACTIVE),
    row(ANY, "deactivated", Status::Unauthorized, INACTIVE),
    row(ANY, "not activated", Status::Unauthorized, INACTIVE),
    row(ANY, "inactive", Status::Unauthorized, INACTIVE),
    row(ANY, "grant", Status::Unauthorized, APP_TYPE),
    row(ANY, "unauthorized_client", Status::Unauthorized, APP_TYPE),
    row(ANY, "account", Status::Unauthorized, ACCOUNT),
    row(ANY, "invalid_request", Status::Unauthorized, ACCOUNT),
    row(ANY, "client", Status::Unauthorized, CLIENT),
    row((407, 407), "", Status::Proxy, "a proxy asks for a name and a password: give them in the option proxy"),
    row((429, 429), "", Status::RateLimited, "ask for fewer tokens: share one by the option token_cache"),
    row(ANY, "", Status::Unauthorized, "check account_id, client_id, client_secret and token_url"),
    row((500, 599), "", Status::Server, "repeat the call later"),
    row((0, 999), "", Status::Unexpected, "check token_url and what stands between this machine and Zoom"),
];

/// What an answer without a token means: the first row of [`TOKEN_REFUSALS`] that fits.
pub(crate) fn token_refusal(http_status: u16, said: &str) -> &'static TokenRefusal {
    const UNEXPECTED: &TokenRefusal = &row((0, u16::MAX), "", Status::Unexpected, "");
    let said = said.to_lowercase();
    TOKEN_REFUSALS
        .iter()
        .find(|row| (row.http.0..=row.http.1).contains(&http_status) && said.contains(row.says))
        .unwrap_or(UNEXPECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_services_words_are_understood() {
        for (http, said, remedy) in [
            (400, "Invalid client_id or client_secret (invalid_client)", CLIENT),
            (401, "Invalid client_id or client_secret (invalid_client)", CLIENT),
            (400, "unsupported grant type (unsupported_grant_type)", APP_TYPE),
            (400, "Bad Request (invalid_request)", ACCOUNT),
            (400, "The account id is missing or wrong (invalid_request)", ACCOUNT),
            (400, "The app has been disabled (invalid_client)", INACTIVE),
            (400, "Invalid access token, does not contain scopes:[user:update:user:admin].", SCOPE),
        ] {
            assert_eq!(token_refusal(http, said).remedy, remedy, "{said}");
        }
        assert_eq!(token_refusal(503, "").status, Status::Server);
        assert_eq!(token_refusal(200, "").status, Status::Unexpected);
        assert_eq!(token_refusal(429, "").status, Status::RateLimited);
    }

    #[test]
    fn no_row_is_hidden_by_an_earlier_one() {
        for (i, row) in TOKEN_REFUSALS.iter().enumerate() {
            let found = token_refusal(row.http.1, row.says);
            assert!(std::ptr::eq(found, row), "row {i} {row:?} is hidden by {found:?}");
        }
    }
}
