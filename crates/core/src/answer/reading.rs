//! What an answer to the reading of a user means.

use super::error::{Error, READ_SCOPE, refusal};
use super::outcome::Outcome;
use super::response::Response;
use super::status::Status;
use super::user::User;

impl Outcome {
    /// Zoom answered a reading: success is a complete 200 whose body is a JSON object, and nothing else.
    pub(crate) fn answered_with_user(response: Response) -> Self {
        let failed = |status, why: &str| Error::new(status, format!("reading the user: {why}"));
        match (response.http_status(), response.fault()) {
            (200, Some(fault)) => {
                let why = format!("the answer is not complete: {}", fault.message());
                Self::failed_with(&failed(fault.status(), &why), response)
            }
            (200, None) => match User::parse(response.body()) {
                Some(user) => Self::read(user, response),
                None => {
                    Self::failed_with(&failed(Status::Unexpected, "expected a JSON object in the answer"), response)
                }
            },
            (204, _) => Self::failed_with(&failed(Status::Unexpected, "expected HTTP 200, got 204"), response),
            (http, _) => {
                let refusal = refusal(http, response.api_code(), response.api_message());
                let refused = Self::answered(response);
                let remedy = match refusal.status {
                    Status::Forbidden => READ_SCOPE,
                    Status::NotFound => refusal.remedy,
                    _ if refusal.is_about_updates() => "",
                    _ => refusal.remedy,
                };
                let message = format!("reading the user: {}", refused.message());
                refused.found(refusal.status, &message, remedy)
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
    fn only_a_whole_200_with_an_object_is_a_user() {
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
    fn a_refusal_says_what_reading_needs() {
        let scope = outcome(400, r#"{"code":4711,"message":"no scopes"}"#, None);
        assert_eq!((scope.status(), scope.remedy()), (Status::Forbidden, READ_SCOPE));
        assert!(scope.message().starts_with("reading the user: "), "{}", scope.message());
        assert!(outcome(404, r#"{"code":1001}"#, None).remedy().contains("user id"));
        assert_eq!(
            outcome(400, r#"{"code":4700,"message":"x"}"#, None).remedy(),
            "",
            "no word of the scope of updates"
        );
        assert!(outcome(401, "", None).remedy().contains("token"));
    }
}
