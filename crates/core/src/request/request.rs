//! A request: method, path and query, headers and body.

use super::encoding::Body;
use super::form::Form;
use super::headers::Headers;
use super::user_id;
use super::validate::CheckedPatch;
use super::value::{Wire, WireField};
use crate::http_head::is_token_byte;
use crate::percent::{encoded, encoded_segment};
use crate::response::error::InputError;
use crate::response::problem::Problem;
use crate::response::rate_limit::RateLabel;

/// The longest path and query, in bytes.
const MAX_TARGET_LEN: usize = 8 * 1024;
/// The longest body of an update, far beyond what all fields can contain within their limits.
const MAX_UPDATE_LEN: usize = 1024 * 1024;
/// The longest body of a custom request; Zoom accepts pictures of a few megabytes.
const MAX_BODY_LEN: usize = 16 * 1024 * 1024;
const MAX_METHOD_LEN: usize = 32;

/// The default content type.
const JSON: &str = "application/json";

/// The body of a custom [`Request`].
///
/// ```
/// use zoomuser::{Content, Headers, Request};
/// let body = Content::Bytes(br#"{"action":"activate"}"#);
/// let request = Request::new("PUT", "users/ada@example.com/status", Headers::new(), body)?;
/// # Ok::<(), zoomuser::InputError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// No body.
    None,
    /// Bytes, with the content type `application/json` unless a header sets another. Empty bytes are no body.
    Bytes(&'a [u8]),
    /// A form, which sets the content type.
    Form(&'a Form),
}

/// A custom request for [`Client::send`](crate::Client::send): everything but the host and the token.
///
/// ```
/// use zoomuser::{Content, Headers, Request};
/// let request = Request::new("GET", "users?status=active", Headers::new(), Content::None)?;
/// assert_eq!((request.method(), request.path_and_query()), ("GET", "users?status=active"));
/// # Ok::<(), zoomuser::InputError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    target: String,
    headers: Headers,
    body: Option<Body>,
    is_repeatable: bool,
    warnings: Vec<Problem>,
}

impl Request {
    /// A custom request, which is sent unchanged.
    ///
    /// * `method`: any token (RFC 9110) except `CONNECT` and `TRACE`; its case is kept.
    /// * `path_and_query`: relative to the base URL (`users/me`), or with a leading `/` to its origin (`/v2/users/me`).
    ///   Printable ASCII without spaces and `#`, at most 8 KiB.
    /// * `headers`: they replace the library's `Authorization`, `Accept`, `Accept-Encoding`, `Accept-Language`,
    ///   `User-Agent` and `Content-Type`.
    /// * `content`: at most 16 MiB; no body with `GET` and `HEAD`.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument), naming the argument.
    pub fn new(method: &str, path_and_query: &str, headers: Headers, content: Content<'_>) -> Result<Self, InputError> {
        check_method(method).map_err(|why| InputError::refused("method", why))?;
        check_target(path_and_query).map_err(|why| InputError::refused("path_and_query", why))?;
        let body = match content {
            Content::None | Content::Bytes([]) => None,
            Content::Bytes(bytes) => Some(Body { content_type: JSON.to_owned(), bytes: bytes.to_vec() }),
            Content::Form(form) if form.parts().is_empty() => {
                return Err(InputError::refused("form", "expected at least one part"));
            }
            Content::Form(_) if headers.contains("Content-Type") => {
                let why = "Content-Type: a form brings its own, which names the boundary: leave it out";
                return Err(InputError::refused("headers", why));
            }
            Content::Form(form) => Some(form.body()),
        };
        let length = body.as_ref().map_or(0, |body| body.bytes.len());
        if length > MAX_BODY_LEN {
            return Err(InputError::refused("body", format!("expected at most {MAX_BODY_LEN} bytes, got {length}")));
        }
        if body.is_some() && matches!(method, "GET" | "HEAD") {
            return Err(InputError::refused("body", format!("expected none: it has no meaning with {method}")));
        }
        let is_repeatable = matches!(method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS");
        let warn = |message: String| Problem::new("path_and_query", format!("the user in it {message}"));
        let warnings = user_id::warnings_in_path(path_and_query).into_iter().map(warn).collect();
        Ok(Self {
            method: method.to_owned(),
            target: path_and_query.to_owned(),
            headers,
            body,
            is_repeatable,
            warnings,
        })
    }

    /// The update of a user. `sub_account` is for master accounts, otherwise "".
    #[doc(hidden)]
    pub fn update_user(user_id: &str, patch: &CheckedPatch<'_>, sub_account: &str) -> Result<Self, InputError> {
        let target = user_target(user_id, sub_account, patch.query())?;
        let body = patch.body();
        let length = body.bytes.len();
        if length > MAX_UPDATE_LEN {
            return Err(InputError::refused(
                "fields",
                format!("expected at most {MAX_UPDATE_LEN} bytes of body, got {length}"),
            ));
        }
        // A patch sets absolute values, so that the request is idempotent.
        let warnings = warnings(user_id, sub_account);
        let (method, headers) = ("PATCH".to_owned(), Headers::new());
        Ok(Self { method, target, headers, body: Some(body), is_repeatable: true, warnings })
    }

    /// The request with these headers.
    pub(crate) fn with_headers(mut self, headers: &Headers) -> Self {
        self.headers.clone_from(headers);
        self
    }

    /// The request that reads a user.
    pub(crate) fn get_user(
        user_id: &str,
        login_type: Option<&WireField<'_>>,
        sub_account: &str,
    ) -> Result<Self, InputError> {
        let target = user_target(user_id, sub_account, login_type.into_iter())?;
        Ok(Self::get(target, warnings(user_id, sub_account)))
    }

    /// The request that lists users, with these query parameters.
    pub(crate) fn list_users(query: &[(&str, &str)], sub_account: &str) -> Result<Self, InputError> {
        let mut target = users_path(sub_account)?;
        let parameters = query.iter().map(|(name, value)| (*name, encoded(value)));
        push_query(&mut target, parameters);
        if target.len() > MAX_TARGET_LEN {
            let why = format!("expected at most {MAX_TARGET_LEN} bytes of path and query, with the filters");
            return Err(InputError::refused("next_page_token", why));
        }
        Ok(Self::get(target, warnings_about("sub_account_id", sub_account)))
    }

    fn get(target: String, warnings: Vec<Problem>) -> Self {
        let (method, headers) = ("GET".to_owned(), Headers::new());
        Self { method, target, headers, body: None, is_repeatable: true, warnings }
    }

    /// The HTTP method.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path and query: relative to the origin if it begins with `/`, otherwise to the base URL.
    pub fn path_and_query(&self) -> &str {
        &self.target
    }

    /// The caller's headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The body.
    #[doc(hidden)]
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// Warnings about ids in the path that look mistyped.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The label under which Zoom counts the request.
    pub(crate) fn rate_label(&self) -> RateLabel {
        RateLabel::of_request(&self.method, &self.target)
    }

    /// Replaces path and query.
    pub(crate) fn redirect(&mut self, path_and_query: String) {
        self.target = path_and_query;
    }

    /// Whether the request is idempotent, so that it may be repeated.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }
}

fn check_method(method: &str) -> Result<(), String> {
    if method.is_empty() || method.len() > MAX_METHOD_LEN || !method.bytes().all(is_token_byte) {
        return Err(format!("expected one word such as GET or POST, of at most {MAX_METHOD_LEN} characters"));
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
    if target.len() > MAX_TARGET_LEN {
        return Err(format!("expected at most {MAX_TARGET_LEN} bytes of path and query"));
    }
    let is_url = target.get(1..).is_some_and(|rest| rest.starts_with("://"));
    if matches!(target.as_bytes(), [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic() && !is_url) {
        return Err(
            "expected a path such as users/me, got one of Windows: the MSYS shell (Git Bash) rewrites words that \
                    begin with /: write users/me without the first /, or set MSYS_NO_PATHCONV=1"
                .to_owned(),
        );
    }
    if user_id::in_path(target).is_some_and(|user| user_id::looks_like_token(&user)) {
        return Err(format!("the user in it: {}", user_id::TOKEN));
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

/// The path of the users; `sub_account` is for master accounts, otherwise "".
fn users_path(sub_account: &str) -> Result<String, InputError> {
    let mut path = String::with_capacity(64);
    if !sub_account.is_empty() {
        path.push_str("accounts/");
        push_segment(&mut path, sub_account, "sub_account_id")?;
        path.push('/');
    }
    path.push_str("users");
    Ok(path)
}

/// The path and query of a user; `sub_account` is for master accounts, otherwise "".
fn user_target<'a>(
    user_id: &str,
    sub_account: &str,
    query: impl Iterator<Item = &'a WireField<'a>>,
) -> Result<String, InputError> {
    let mut target = users_path(sub_account)?;
    target.push('/');
    push_segment(&mut target, user_id, "user_id")?;
    push_query(&mut target, query.map(|field| (field.name, wire_text(&field.value))));
    if target.len() > MAX_TARGET_LEN {
        return Err(InputError::refused(
            "user_id",
            format!("expected at most {MAX_TARGET_LEN} bytes of path and query"),
        ));
    }
    Ok(target)
}

/// Warnings about ids that look mistyped.
fn warnings(user_id: &str, sub_account: &str) -> Vec<Problem> {
    [warnings_about("user_id", user_id), warnings_about("sub_account_id", sub_account)].concat()
}

fn warnings_about(name: &str, id: &str) -> Vec<Problem> {
    user_id::warnings(id).into_iter().map(|message| Problem::new(name, message)).collect()
}

/// Appends `text` as one percent-encoded path segment.
fn push_segment(path: &mut String, text: &str, what: &str) -> Result<(), InputError> {
    if let Some(why) = user_id::refusal(text) {
        return Err(InputError::refused(what, why));
    }
    path.extend(encoded_segment(text));
    Ok(())
}

/// Appends parameters, whose values are encoded.
fn push_query<'a>(target: &mut String, parameters: impl Iterator<Item = (&'a str, String)>) {
    let mut mark = '?';
    for (name, value) in parameters {
        target.push(std::mem::replace(&mut mark, '&'));
        target.push_str(name);
        target.push('=');
        target.push_str(&value);
    }
}

/// The value of a field, encoded for a query.
fn wire_text(value: &Wire) -> String {
    match value {
        Wire::Text(text) => encoded(text),
        Wire::Json(json) => serde_json::from_str::<String>(json).map_or_else(|_| encoded(json), |text| encoded(&text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::patch::UserPatch;
    use crate::request::validate::{CheckMode, validate};

    const DEPT: &str = r#"{"dept":"d"}"#;

    fn update(user_id: &str, json: &str, sub_account: &str) -> Result<Request, InputError> {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        let checked = validate(&patch, Encoding::Json).checked(CheckMode::Warn).expect(json);
        Request::update_user(user_id, &checked, sub_account)
    }

    fn request(user_id: &str, json: &str) -> Result<Request, InputError> {
        update(user_id, json, "")
    }

    #[test]
    fn the_user_id_is_one_segment() {
        let path = |id: &str| request(id, DEPT).expect(id).target;
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
        assert_eq!(path(&"x".repeat(256)).len(), 262);
        for bad in ["", ".", "..", "a\r\nX: y", "a\0", "a\n", "\u{85}", ":userId", "a.b.c", &"x".repeat(257)] {
            let error = request(bad, DEPT).expect_err(bad);
            assert_eq!(error.status(), crate::Status::InvalidArgument);
            assert!(error.message().starts_with("user_id: "));
        }
    }

    #[test]
    fn a_master_account_names_the_sub_account() {
        let path = |account: &str| update("me", DEPT, account).map(|r| r.target);
        assert_eq!(path("a/b"), Ok("accounts/a%2Fb/users/me".to_owned()));
        assert!(path("..").is_err_and(|error| error.message().starts_with("sub_account_id: ")));
    }

    #[test]
    fn query_parameters_go_into_the_query() {
        let request =
            request("me", r#"{"login_type":100,"dept":"d","remove_tsp_credentials":"a&b=c d"}"#).expect("valid");
        assert_eq!(request.target, "users/me?login_type=100&remove_tsp_credentials=a%26b%3Dc%20d");
        assert_eq!(request.body.expect("a body").bytes, br#"{"dept":"d"}"#);
    }

    #[test]
    fn reading_uses_the_login_type() {
        let mut patch = UserPatch::new();
        patch.set_all_json(r#"{"dept":"d","remove_tsp_credentials":true,"login_type":"100"}"#).expect("valid");
        let checked = validate(&patch, Encoding::Json).checked(CheckMode::Warn).expect("valid");
        let request = Request::get_user("a/b", checked.login_type(), "m").expect("valid");
        assert_eq!((request.method(), request.target.as_str()), ("GET", "accounts/m/users/a%2Fb?login_type=100"));
        assert!(request.body().is_none() && request.is_repeatable());
        assert!(Request::get_user("..", None, "").is_err_and(|error| error.message().starts_with("user_id: ")));
    }

    #[test]
    fn the_list_of_users_has_its_parameters_in_the_query() {
        let request = Request::list_users(&[("status", "active"), ("role_id", "a&b")], "m").expect("valid");
        assert_eq!(
            (request.method(), request.target.as_str()),
            ("GET", "accounts/m/users?status=active&role_id=a%26b")
        );
        assert_eq!(request.rate_label(), RateLabel::Medium);
    }

    fn raw(method: &str, path: &str, content: Content<'_>) -> Result<Request, String> {
        Request::new(method, path, Headers::new(), content).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_path_is_sent_unchanged_or_refused() {
        let long = format!("/{}", "x".repeat(MAX_TARGET_LEN - 1));
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
    fn a_body_is_never_dropped_silently() {
        for method in ["GET", "HEAD"] {
            assert!(raw(method, "x", Content::Bytes(b"x")).is_err_and(|why| why.starts_with("body: expected none")));
            assert!(raw(method, "x", Content::Bytes(b"")).is_ok());
        }
        let body = raw("DELETE", "x", Content::Bytes(b"x")).expect("valid").body.expect("a body");
        assert_eq!((body.content_type.as_str(), body.bytes.as_slice()), ("application/json", &b"x"[..]));
        let huge = vec![0; MAX_BODY_LEN + 1];
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
        assert!(request("me", DEPT).expect("valid").is_repeatable());
    }
}
