//! The outcome of reading a user.

use super::user::User;
use crate::response::error::Error;
use crate::response::error_mapping::{READ_SCOPE, error_mapping};
use crate::response::outcome::Outcome;
use crate::response::response::Response;
use crate::response::status::Status;

impl Outcome {
    /// The response to `GET`: success is a complete 200 with a JSON object.
    pub(crate) fn answered_with_user(response: Response) -> Self {
        let failed = |status, why: &str| Error::new(status, format!("reading the user: {why}"));
        match (response.http_status(), response.fault()) {
            (200, Some(fault)) => {
                let why = format!("the response is incomplete: {}", fault.message());
                Self::failed_with(&failed(fault.status(), &why), response)
            }
            (200, None) => match User::parse(response.body()) {
                Some(user) => Self::read(user, response),
                None if response.is_page() && !response.is_from_zoom() => {
                    Self::not_from_zoom("reading the user: ", response)
                }
                None => {
                    Self::failed_with(&failed(Status::Unexpected, "expected a JSON object in the response"), response)
                }
            },
            (204, _) => Self::failed_with(&failed(Status::Unexpected, "expected HTTP 200, got 204"), response),
            _ => {
                let mapping = error_mapping(&response);
                let refused = Self::answered(response);
                let hint = match mapping.status {
                    Status::Forbidden if mapping.is_about_updates() => READ_SCOPE,
                    Status::NotFound => mapping.hint,
                    _ if mapping.is_about_updates() => "",
                    _ => mapping.hint,
                };
                let message = format!("reading the user: {}", refused.message());
                refused.ended_as(mapping.status, &message, hint)
            }
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
}
