//! A request: method, path and query, headers and body, of an update or as a caller wants it.

use super::encoding::{Body, Encoding, encode};
use super::fields::{Place, place};
use super::form::Form;
use super::headers::{Headers, is_token_byte};
use super::patch::UserPatch;
use super::value::Wire;
use crate::answer::error::Error;
use crate::answer::status::Status;
use std::fmt::Write;

/// The longest path and query, in bytes.
const LONGEST_TARGET: usize = 8 * 1024;
/// The longest body of an update: far beyond what 33 fields can hold within their limits.
const LONGEST_UPDATE: usize = 1024 * 1024;
/// The longest body of any request; Zoom takes pictures of a few megabytes.
const LONGEST_BODY: usize = 16 * 1024 * 1024;
const LONGEST_METHOD: usize = 32;

/// The content type of bytes that come without one.
const JSON: &str = "application/json";

/// What a request carries.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// Nothing.
    None,
    /// These bytes; `application/json` unless a header says otherwise. Empty bytes are nothing.
    Bytes(&'a [u8]),
    /// This form, which brings its content type.
    Form(&'a Form),
}

/// A request, complete but for the host and the token.
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    target: String,
    headers: Headers,
    body: Option<Body>,
    is_repeatable: bool,
}

impl Request {
    /// A request as its caller wants it. Nothing is rewritten.
    ///
    /// * `method`: any token of RFC 9110, in the caller's case, but for `CONNECT` and `TRACE`.
    /// * `path_and_query`: with `/` at its beginning below the origin of the base URL (`/v2/users/me`), else below the
    ///   base URL itself (`users/me`). Printable ASCII without blanks and `#`, at most 8 KiB.
    /// * `headers`: those given replace the library's `Authorization`, `Accept`, `User-Agent` and `Content-Type`.
    /// * `content`: at most 16 MiB; none with `GET` and `HEAD`.
    pub fn new(method: &str, path_and_query: &str, headers: Headers, content: Content<'_>) -> Result<Self, Error> {
        check_method(method).map_err(|why| refused("method", &why))?;
        check_target(path_and_query).map_err(|why| refused("path_and_query", &why))?;
        let body = match content {
            Content::None | Content::Bytes([]) => None,
            Content::Bytes(bytes) => Some(Body { content_type: JSON.to_owned(), bytes: bytes.to_vec() }),
            Content::Form(form) if form.parts().is_empty() => {
                return Err(refused("form", "expected at least one part"));
            }
            Content::Form(_) if headers.contains("Content-Type") => {
                let why = "Content-Type: a form brings its own, which names the boundary: leave it out";
                return Err(refused("headers", why));
            }
            Content::Form(form) => Some(form.body()),
        };
        let length = body.as_ref().map_or(0, |body| body.bytes.len());
        if length > LONGEST_BODY {
            return Err(refused("body", &format!("expected at most {LONGEST_BODY} bytes, got {length}")));
        }
        if body.is_some() && matches!(method, "GET" | "HEAD") {
            return Err(refused("body", &format!("expected none: it has no meaning with {method}")));
        }
        let is_repeatable = matches!(method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS");
        Ok(Self { method: method.to_owned(), target: path_and_query.to_owned(), headers, body, is_repeatable })
    }

    /// The update of one user. `sub_account` is for master accounts, else "".
    pub fn update_user(user_id: &str, patch: &UserPatch, encoding: Encoding, sub_account: &str) -> Result<Self, Error> {
        let target = user_target(user_id, sub_account, |query| push_query(query, patch, |_| true))?;
        let body = encode(patch, encoding);
        let length = body.bytes.len();
        if length > LONGEST_UPDATE {
            return Err(refused("fields", &format!("expected at most {LONGEST_UPDATE} bytes of body, got {length}")));
        }
        // Every patch sets absolute values, so that sending it twice does what sending it once does.
        Ok(Self { method: "PATCH".to_owned(), target, headers: Headers::new(), body: Some(body), is_repeatable: true })
    }

    /// The reading of one user: of the login that `patch` means, if it has a `login_type`.
    pub fn get_user(user_id: &str, patch: &UserPatch, sub_account: &str) -> Result<Self, Error> {
        let target = user_target(user_id, sub_account, |query| push_query(query, patch, |name| name == "login_type"))?;
        Ok(Self { method: "GET".to_owned(), target, headers: Headers::new(), body: None, is_repeatable: true })
    }

    /// The HTTP method.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path and query: below the origin where it begins with `/`, else below the base URL.
    pub fn path_and_query(&self) -> &str {
        &self.target
    }

    /// The caller's headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// Makes it a request for another path and query.
    pub(crate) fn redirect(&mut self, path_and_query: String) {
        self.target = path_and_query;
    }

    /// Whether sending it twice does what sending it once does.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }
}

fn refused(what: &str, why: &str) -> Error {
    Error::new(Status::InvalidArgument, format!("{what}: {why}"))
}

fn check_method(method: &str) -> Result<(), String> {
    if method.is_empty() || method.len() > LONGEST_METHOD || !method.bytes().all(is_token_byte) {
        return Err(format!("expected one word such as GET or POST, of at most {LONGEST_METHOD} characters"));
    }
    match method.to_ascii_uppercase().as_str() {
        "CONNECT" | "TRACE" => Err("CONNECT and TRACE are not sent".to_owned()),
        _ => Ok(()),
    }
}

fn check_target(target: &str) -> Result<(), String> {
    if target.is_empty() {
        return Err("expected a path such as users/me or /v2/users/me, got an empty text".to_owned());
    }
    if target.len() > LONGEST_TARGET {
        return Err(format!("expected at most {LONGEST_TARGET} bytes of path and query"));
    }
    if !target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
        return Err("expected printable ASCII characters without blanks and #: percent-encode all others".to_owned());
    }
    let scheme = target.split_once("://").map_or("", |(scheme, _)| scheme);
    if ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
        return Err(
            "expected a path such as users/me or /v2/users/me, got a URL: its host goes into base_url".to_owned()
        );
    }
    Ok(())
}

/// Path and query of a user; `sub_account` is for master accounts, else "".
fn user_target(user_id: &str, sub_account: &str, push_query: impl FnOnce(&mut String)) -> Result<String, Error> {
    let mut target = String::with_capacity(64);
    if !sub_account.is_empty() {
        target.push_str("accounts/");
        push_segment(&mut target, sub_account, "sub_account_id")?;
        target.push('/');
    }
    target.push_str("users/");
    push_segment(&mut target, user_id, "user_id")?;
    push_query(&mut target);
    if target.len() > LONGEST_TARGET {
        return Err(refused("user_id", &format!("expected at most {LONGEST_TARGET} bytes of path and query")));
    }
    Ok(target)
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

fn push_query(query: &mut String, patch: &UserPatch, wanted: impl Fn(&str) -> bool) {
    let mut mark = '?';
    for (name, value) in patch.iter().filter(|(name, _)| place(name) == Place::Query && wanted(name)) {
        query.push(std::mem::replace(&mut mark, '&'));
        query.push_str(name);
        query.push('=');
        match value.wire(super::fields::field(name).map(|field| &field.kind)) {
            Wire::Text(text) => push_escaped(query, text, b""),
            Wire::Json(json) => match serde_json::from_str::<String>(&json) {
                Ok(text) => push_escaped(query, &text, b""),
                Err(_) => push_escaped(query, &json, b""),
            },
        }
    }
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
        let path = |id: &str| request(id, "{}").expect(id).target;
        assert_eq!(path("zJKyaiAyTNC-MWjiWC18KQ"), "users/zJKyaiAyTNC-MWjiWC18KQ");
        assert_eq!(path("a/../b"), "users/a%2F..%2Fb");
        assert_eq!(path("a b"), "users/a%20b");
        assert_eq!(path("x+y@z.org"), "users/x%2By@z.org");
        assert_eq!(path("50%"), "users/50%25");
        assert_eq!(path("?q"), "users/%3Fq");
        assert_eq!(path("#f"), "users/%23f");
        assert_eq!(path("me"), "users/me");
        assert_eq!(path("ü@é.org"), "users/%C3%BC@%C3%A9.org");
        assert_eq!(path("..."), "users/...");
        assert_eq!(path(&"x".repeat(300)).len(), 306);
        for bad in ["", ".", "..", "a\r\nX: y", "a\0", "a\n", "\u{85}"] {
            let error = request(bad, "{}").expect_err(bad);
            assert_eq!(error.status(), Status::InvalidArgument);
            assert!(error.message().starts_with("user_id: "));
        }
    }

    #[test]
    fn a_master_account_names_the_sub_account() {
        let patch = UserPatch::new();
        let path = |account: &str| Request::update_user("me", &patch, Encoding::Json, account).map(|r| r.target);
        assert_eq!(path("a/b"), Ok("accounts/a%2Fb/users/me".to_owned()));
        assert!(path("..").is_err_and(|error| error.message().starts_with("sub_account_id: ")));
    }

    #[test]
    fn query_names_go_into_the_query() {
        let request =
            request("me", r#"{"login_type":100,"dept":"d","remove_tsp_credentials":"a&b=c d"}"#).expect("valid");
        assert_eq!(request.target, "users/me?login_type=100&remove_tsp_credentials=a%26b%3Dc%20d");
        assert_eq!(request.body.expect("a body").bytes, br#"{"dept":"d"}"#);
    }

    #[test]
    fn reading_names_the_login_that_is_meant() {
        let mut patch = UserPatch::new();
        patch.set_all_json(r#"{"dept":"d","remove_tsp_credentials":true,"login_type":"100"}"#).expect("valid");
        let request = Request::get_user("a/b", &patch, "m").expect("valid");
        assert_eq!((request.method(), request.target.as_str()), ("GET", "accounts/m/users/a%2Fb?login_type=100"));
        assert!(request.body().is_none() && request.is_repeatable());
        assert!(Request::get_user("..", &patch, "").is_err_and(|error| error.message().starts_with("user_id: ")));
    }

    fn raw(method: &str, path: &str, content: Content<'_>) -> Result<Request, String> {
        Request::new(method, path, Headers::new(), content).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_path_is_taken_as_given_or_refused() {
        let long = format!("/{}", "x".repeat(LONGEST_TARGET - 1));
        for path in
            ["/v2/users/:userId?a=b&c", "users/a%2Fb", "/../%zz/./\"<>\\^`{|}", "//x", "?q", "*", "a://b", &long]
        {
            assert_eq!(raw("GET", path, Content::None).expect(path).target, path);
        }
        let longer = format!("{long}x");
        for path in ["", "a b", "a\tb", "/a\r\nX: y", "a\0", "/ü", "/#f", "\u{7f}", "HTTPS://x/", "http://x", &longer]
        {
            let why = raw("GET", path, Content::None).expect_err(path);
            assert!(why.starts_with("path_and_query: expected "), "{why}");
        }
    }

    #[test]
    fn a_method_is_a_token() {
        for method in ["GET", "get", "PURGE", "M-SEARCH", "X"] {
            assert_eq!(raw(method, "x", Content::None).expect(method).method, method);
        }
        for method in ["", "GET x", "G\r\n", "GÉT", "CONNECT", "Trace", &"A".repeat(33)] {
            assert!(raw(method, "x", Content::None).is_err_and(|why| why.starts_with("method: ")), "{method:?}");
        }
    }

    #[test]
    fn a_body_is_never_dropped_in_silence() {
        for method in ["GET", "HEAD"] {
            assert!(raw(method, "x", Content::Bytes(b"x")).is_err_and(|why| why.starts_with("body: expected none")));
            assert!(raw(method, "x", Content::Bytes(b"")).is_ok());
        }
        let body = raw("DELETE", "x", Content::Bytes(b"x")).expect("valid").body.expect("a body");
        assert_eq!((body.content_type.as_str(), body.bytes.as_slice()), ("application/json", &b"x"[..]));
        let huge = vec![0; LONGEST_BODY + 1];
        assert!(raw("PUT", "x", Content::Bytes(&huge)).is_err_and(|why| why.starts_with("body: expected at most")));
        let mut form = Form::new();
        assert!(raw("PUT", "x", Content::Form(&form)).is_err_and(|why| why.starts_with("form: ")));
        form.add("", "").expect("valid");
        let typed = Headers::parse("content-type: multipart/form-data").expect("valid");
        let error = Request::new("PUT", "x", typed, Content::Form(&form)).expect_err("two content types");
        assert!(error.message().starts_with("headers: Content-Type: a form brings its own"));
    }

    #[test]
    fn only_idempotent_methods_are_repeated() {
        let repeatable = |method| raw(method, "x", Content::None).expect(method).is_repeatable();
        assert!(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].into_iter().all(repeatable));
        assert!(!["POST", "PATCH", "get", "PURGE"].into_iter().any(repeatable));
        assert!(request("me", "{}").expect("valid").is_repeatable());
    }
}
