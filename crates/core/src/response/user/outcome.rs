//! The outcomes of reading a user and of listing users.

use super::page::UserPage;
use super::user::User;
use crate::response::error::Error;
use crate::response::error_mapping::{READ_SCOPE, error_mapping};
use crate::response::outcome::Outcome;
use crate::response::response::Response;
use crate::response::status::Status;

/// The hint for a token that may not list users.
const LIST_SCOPE: &str = "give the app the scope user:read:list_users:admin (classic user:read:admin or \
     user:write:admin), then get a new token";
/// The hint for a token of a page that Zoom no longer knows.
const PAGE_TOKEN: &str = "list the users again from the first page: Zoom keeps the token of a page for 15 minutes";

/// What is read, for messages and hints.
struct Reading {
    doing: &'static str,
    scope: &'static str,
}

const ONE_USER: Reading = Reading { doing: "reading the user: ", scope: READ_SCOPE };
const USERS: Reading = Reading { doing: "listing the users: ", scope: LIST_SCOPE };

impl Outcome {
    /// The response to `GET` of a user: success is a complete 200 with a JSON object.
    pub(crate) fn answered_with_user(response: Response) -> Self {
        let parse = |body: &[u8]| User::parse(body).ok_or_else(|| "expected a JSON object in the response".to_owned());
        answered(response, &ONE_USER, parse, Self::read)
    }

    /// The response to `GET` of the users: success is a complete 200 with a page of users.
    pub(crate) fn answered_with_page(response: Response) -> Self {
        let is_page_token = response.api_code() == Some(300)
            && response.api_message().to_ascii_lowercase().contains("page token")
            && response.http_status() == 400;
        if is_page_token {
            let message =
                format!("{}the token of the next page is invalid or has expired (HTTP 400, code 300)", USERS.doing);
            return Self::failed_with(&Error::new(Status::Rejected, message).with_hint(PAGE_TOKEN), response);
        }
        let outcome = answered(response, &USERS, UserPage::parse, Self::listed);
        // The hint of this status is about the id of a user.
        if outcome.status() != Status::NotFound {
            return outcome;
        }
        let message = outcome.message().to_owned();
        outcome.ended_as(Status::NotFound, &message, "")
    }
}

fn answered<T>(
    response: Response,
    reading: &Reading,
    parse: impl FnOnce(&[u8]) -> Result<T, String>,
    read: impl FnOnce(T, Response) -> Outcome,
) -> Outcome {
    let failed = |status, why: &str| Error::new(status, format!("{}{why}", reading.doing));
    match (response.http_status(), response.fault()) {
        (200, Some(fault)) => {
            let why = format!("the response is incomplete: {}", fault.message());
            Outcome::failed_with(&failed(fault.status(), &why), response)
        }
        (200, None) => match parse(response.body()) {
            Ok(parsed) => read(parsed, response),
            Err(_) if response.is_page() && !response.is_from_zoom() => Outcome::not_from_zoom(reading.doing, response),
            Err(why) => Outcome::failed_with(&failed(Status::Unexpected, &why), response),
        },
        (204, _) => Outcome::failed_with(&failed(Status::Unexpected, "expected HTTP 200, got 204"), response),
        _ => {
            let mapping = error_mapping(&response);
            let refused = Outcome::answered(response);
            let hint = match mapping.status {
                Status::Forbidden if mapping.is_about_updates() => reading.scope,
                Status::NotFound => mapping.hint,
                _ if mapping.is_about_updates() => "",
                _ => mapping.hint,
            };
            let message = format!("{}{}", reading.doing, refused.message());
            refused.ended_as(mapping.status, &message, hint)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(http: u16, body: &str, fault: Option<Error>) -> Outcome {
        Outcome::answered_with_user(Response::new(http, b"", body.as_bytes().to_vec(), fault, &[]))
    }

    #[test]
    fn only_a_complete_200_with_an_object_is_a_user() {
        for http in 0..=999 {
            let outcome = outcome(http, r#"{"id":"x"}"#, None);
            assert_eq!((outcome.is_ok(), outcome.user().is_some()), (http == 200, http == 200), "{http}");
            assert_eq!(outcome.response().map(Response::http_status), Some(http));
        }
        for body in ["", "[]", "<html>", "{\"id\":"] {
            assert_eq!(outcome(200, body, None).status(), Status::Unexpected, "{body}");
        }
        let cut = outcome(200, r#"{"id":"x"}"#, Some(Error::new(Status::Io, "cut")));
        assert_eq!((cut.status(), cut.user().is_some()), (Status::Io, false));
    }

    #[test]
    fn the_hint_is_about_reading() {
        let scope = outcome(400, r#"{"code":4711,"message":"no scopes"}"#, None);
        assert_eq!((scope.status(), scope.hint()), (Status::Forbidden, READ_SCOPE));
        assert!(scope.message().starts_with("reading the user: "), "{}", scope.message());
        assert!(outcome(404, r#"{"code":1001}"#, None).hint().contains("user id"));
        assert_eq!(outcome(400, r#"{"code":4700,"message":"x"}"#, None).hint(), "", "no word of the scope of updates");
        let zooms = Response::new(401, b"HTTP/1.1 401 No\r\nx-zm-trackingid: x\r\n\r\n", vec![], None, &[]);
        assert!(Outcome::answered_with_user(zooms).hint().contains("token"));
        assert!(outcome(401, "", None).hint().contains("proxy"), "not Zoom's");
    }

    fn page(http: u16, body: &str) -> Outcome {
        Outcome::answered_with_page(Response::new(http, b"", body.as_bytes().to_vec(), None, &[]))
    }

    #[test]
    fn only_a_complete_200_with_users_is_a_page() {
        for http in 0..=999 {
            let outcome = page(http, r#"{"users":[{"id":"x"}],"next_page_token":"t"}"#);
            assert_eq!((outcome.is_ok(), outcome.page().is_some()), (http == 200, http == 200), "{http}");
        }
        for body in ["", "[]", "<html>", "{}", r#"{"users":{}}"#, r#"{"users":[1]}"#, r#"{"users":["#] {
            let outcome = page(200, body);
            assert_eq!(outcome.status(), Status::Unexpected, "{body}");
            assert!(outcome.message().starts_with("listing the users: ") || body == "<html>", "{}", outcome.message());
        }
    }

    #[test]
    fn the_errors_of_a_list_have_their_own_hints() {
        let old = page(400, r#"{"code":300,"message":"The next page token is invalid or expired."}"#);
        assert_eq!((old.status(), old.hint()), (Status::Rejected, PAGE_TOKEN));
        let scope = page(400, r#"{"code":4711,"message":"no scopes"}"#);
        assert_eq!((scope.status(), scope.hint()), (Status::Forbidden, LIST_SCOPE));
        assert_eq!(page(404, r#"{"code":1001}"#).hint(), "");
    }
}
