//! The request: method, path, query, headers and body of one update.

use super::encoding::{Body, Encoding, encode};
use super::fields::{Place, place};
use super::patch::UserPatch;
use super::value::Wire;
use crate::answer::error::Error;
use crate::answer::status::Status;
use std::fmt::Write;

/// The longest path and query, in bytes, and the longest body: far beyond what 33 fields can hold within their limits.
const LONGEST_TARGET: usize = 8 * 1024;
const LONGEST_BODY: usize = 1024 * 1024;

/// A request, complete but for the host and the token.
#[derive(Debug, Clone)]
pub struct Request {
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the base URL, percent-encoded, e.g. `/users/ada@example.com`.
    pub path: String,
    /// The query without `?`, percent-encoded; "" if there is none.
    pub query: String,
    /// The body.
    pub body: Body,
}

impl Request {
    /// The update of one user. `sub_account` is for master accounts, else "".
    pub fn update_user(user_id: &str, patch: &UserPatch, encoding: Encoding, sub_account: &str) -> Result<Self, Error> {
        let mut path = String::with_capacity(64);
        if !sub_account.is_empty() {
            path.push_str("/accounts/");
            push_segment(&mut path, sub_account, "sub_account_id")?;
        }
        path.push_str("/users/");
        push_segment(&mut path, user_id, "user_id")?;
        let (query, body) = (query(patch), encode(patch, encoding));
        let fail = |why: String| Err(Error::new(Status::InvalidArgument, why));
        if path.len() + query.len() > LONGEST_TARGET {
            return fail(format!("user_id: expected at most {LONGEST_TARGET} bytes of path and query"));
        }
        if body.bytes.len() > LONGEST_BODY {
            return fail(format!("fields: expected at most {LONGEST_BODY} bytes of body, got {}", body.bytes.len()));
        }
        Ok(Self { method: "PATCH", path, query, body })
    }
}

/// Adds one path segment that decodes to `text`, whatever is in it.
///
/// `@` stays as it is: RFC 3986 allows it in a segment and Zoom's documentation shows it so.
fn push_segment(path: &mut String, text: &str, what: &str) -> Result<(), Error> {
    let fail = |why: &str| Err(Error::new(Status::InvalidArgument, format!("{what}: {why}")));
    if text.is_empty() {
        return fail("expected an id or an e-mail address, got an empty text");
    }
    if matches!(text, "." | "..") {
        return fail("expected an id or an e-mail address, got a path");
    }
    if text.chars().any(char::is_control) {
        return fail("expected an id or an e-mail address, got a control character, e.g. the end of a line");
    }
    push_escaped(path, text, b"@");
    Ok(())
}

/// Percent-encodes everything but RFC 3986's unreserved characters and those in `also`.
pub(crate) fn push_escaped(out: &mut String, text: &str, also: &[u8]) {
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn query(patch: &UserPatch) -> String {
    let mut query = String::new();
    for (name, value) in patch.iter().filter(|(name, _)| place(name) == Place::Query) {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        match value.wire(super::fields::field(name).map(|field| &field.kind)) {
            Wire::Text(text) => push_escaped(&mut query, text, b""),
            Wire::Json(json) => match serde_json::from_str::<String>(&json) {
                Ok(text) => push_escaped(&mut query, &text, b""),
                Err(_) => push_escaped(&mut query, &json, b""),
            },
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(user_id: &str, json: &str) -> Result<Request, Error> {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        Request::update_user(user_id, &patch, Encoding::Json, "")
    }

    #[test]
    fn the_user_id_is_one_segment() {
        let path = |id: &str| request(id, "{}").expect(id).path;
        assert_eq!(path("zJKyaiAyTNC-MWjiWC18KQ"), "/users/zJKyaiAyTNC-MWjiWC18KQ");
        assert_eq!(path("a/../b"), "/users/a%2F..%2Fb");
        assert_eq!(path("a b"), "/users/a%20b");
        assert_eq!(path("x+y@z.org"), "/users/x%2By@z.org");
        assert_eq!(path("50%"), "/users/50%25");
        assert_eq!(path("?q"), "/users/%3Fq");
        assert_eq!(path("#f"), "/users/%23f");
        assert_eq!(path("me"), "/users/me");
        assert_eq!(path("ü@é.org"), "/users/%C3%BC@%C3%A9.org");
        assert_eq!(path("..."), "/users/...");
        assert_eq!(path(&"x".repeat(300)).len(), 307);
        for bad in ["", ".", "..", "a\r\nX: y", "a\0", "a\n", "\u{85}"] {
            let error = request(bad, "{}").expect_err(bad);
            assert_eq!(error.status(), Status::InvalidArgument);
            assert!(error.message().starts_with("user_id: "));
        }
    }

    #[test]
    fn a_master_account_names_the_sub_account() {
        let patch = UserPatch::new();
        let path = |account: &str| Request::update_user("me", &patch, Encoding::Json, account).map(|r| r.path);
        assert_eq!(path("a/b"), Ok("/accounts/a%2Fb/users/me".to_owned()));
        assert!(path("..").is_err_and(|error| error.message().starts_with("sub_account_id: ")));
    }

    #[test]
    fn query_names_go_into_the_query() {
        let request =
            request("me", r#"{"login_type":100,"dept":"d","remove_tsp_credentials":"a&b=c d"}"#).expect("valid");
        assert_eq!(request.query, "login_type=100&remove_tsp_credentials=a%26b%3Dc%20d");
        assert_eq!(request.body.bytes, br#"{"dept":"d"}"#);
    }
}
