//! The table that maps the error responses of Zoom's token service to a status and a hint.

use super::status::Status;

/// One row of the table: the responses that it matches, and the status and hint for them.
#[derive(Debug)]
pub struct TokenErrorMapping {
    /// The range of HTTP statuses, inclusive.
    pub http: (u16, u16),
    /// Whether the response must be the token service's: with a reason and an error, a code, or a tracking id.
    pub is_from_token_service: bool,
    /// A part of the message in lower case; "" matches all.
    pub says: &'static str,
    /// The status reported to the caller.
    pub status: Status,
    /// What to do.
    pub hint: &'static str,
}

const fn row(http: (u16, u16), says: &'static str, status: Status, hint: &'static str) -> TokenErrorMapping {
    let is_from_token_service = matches!(status, Status::Unauthorized | Status::Forbidden);
    TokenErrorMapping { http, is_from_token_service, says, status, hint }
}

const ANY: (u16, u16) = (400, 499);
const CLIENT: &str = "check client_id and client_secret: they are on the page App Credentials of the app";
const APP_TYPE: &str = "use the credentials of a Server-to-Server OAuth app: other app types get no token this way";
const ACCOUNT: &str = "check account_id: it is on the page App Credentials of the app, above client_id";
const INACTIVE: &str = "activate the app: an administrator of the account or Zoom has deactivated it";
const FRONT: &str = "find out what answers there: a proxy, a firewall or a captive portal; check token_url and the \
     option proxy, and whether a filter blocks the option user_agent";
const SCOPE: &str = "give the app the scope user:update:user:admin (classic name user:write:admin), then repeat";

/// The table. The first matching row counts. The token service sends a reason and an error instead of a code.
pub static TOKEN_ERROR_MAPPINGS: &[TokenErrorMapping] = &[
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
    row((429, 429), "", Status::RateLimited, "request fewer tokens: share one with the option token_cache"),
    row(ANY, "", Status::Unauthorized, "check account_id, client_id, client_secret and token_url"),
    row((500, 599), "", Status::Server, "repeat the call later"),
    row((0, 999), "", Status::Unexpected, FRONT),
];

/// The first row of [`TOKEN_ERROR_MAPPINGS`] that matches a response without a token.
pub(crate) fn token_error_mapping(
    http_status: u16,
    said: &str,
    is_from_token_service: bool,
) -> &'static TokenErrorMapping {
    const UNEXPECTED: &TokenErrorMapping = &row((0, u16::MAX), "", Status::Unexpected, "");
    let said = said.to_lowercase();
    TOKEN_ERROR_MAPPINGS
        .iter()
        .find(|row| {
            (row.http.0..=row.http.1).contains(&http_status)
                && said.contains(row.says)
                && (is_from_token_service || !row.is_from_token_service)
        })
        .unwrap_or(UNEXPECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_the_token_service_are_mapped() {
        for (http, said, hint) in [
            (400, "Invalid client_id or client_secret (invalid_client)", CLIENT),
            (401, "Invalid client_id or client_secret (invalid_client)", CLIENT),
            (400, "unsupported grant type (unsupported_grant_type)", APP_TYPE),
            (400, "Bad Request (invalid_request)", ACCOUNT),
            (400, "The account id is missing or wrong (invalid_request)", ACCOUNT),
            (400, "The app has been disabled (invalid_client)", INACTIVE),
            (400, "Invalid access token, does not contain scopes:[user:update:user:admin].", SCOPE),
        ] {
            assert_eq!(token_error_mapping(http, said, true).hint, hint, "{said}");
        }
        assert_eq!(token_error_mapping(503, "", false).status, Status::Server);
        assert_eq!(token_error_mapping(200, "", true).status, Status::Unexpected);
        assert_eq!(token_error_mapping(429, "", false).status, Status::RateLimited);
        for http in [400, 401, 403, 404] {
            assert_eq!(token_error_mapping(http, "access denied for this client", false).status, Status::Unexpected);
        }
    }

    #[test]
    fn every_row_is_reachable() {
        for (i, row) in TOKEN_ERROR_MAPPINGS.iter().enumerate() {
            let found = token_error_mapping(row.http.1, row.says, row.is_from_token_service);
            assert!(std::ptr::eq(found, row), "row {i} {row:?} is hidden by {found:?}");
        }
    }
}
