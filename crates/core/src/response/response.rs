//! An HTTP response: status, headers, body, and the error in it.
//!
//! Zoom's errors are JSON (`{code, message}` with or without `errors`) or the same in XML; its token service's are
//! `{reason, error}`; gateways in front of Zoom send HTML, text or an empty body.

use super::body::error_body::{BodyFormat, ErrorBody};
use super::error::Error;
use super::head::Head;
use super::rate_limit::RateLimit;
use super::retry_after;
use super::status::Status;
use crate::redact::{redact, redact_cut};
use crate::response::body::error_body::FieldError;
use std::time::{Duration, SystemTime};
use zeroize::Zeroize;

/// An HTTP response as received. Secrets of the call that it repeats, such as the access token, are replaced by asterisks.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// use zoomuser::{Content, Headers, Request};
/// let response = client.send(&Request::new("GET", "users/me", Headers::new(), Content::None)?)?;
/// println!("{} {}", response.http_status(), response.header("content-type").unwrap_or(""));
/// println!("{}", String::from_utf8_lossy(response.body()));
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Response {
    http_status: u16,
    head: Head,
    body: Vec<u8>,
    incomplete: Option<Error>,
    received: SystemTime,
    api_code: Option<i64>,
    api_message: String,
    field_errors: Vec<FieldError>,
    /// Warnings about the response.
    notes: Vec<String>,
    /// Why the body could not be read, if so.
    unread: Option<String>,
    format: BodyFormat,
}

/// A `Date` agrees with this machine's clock if it differs by no more: it has no fractions of a second.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(2);

impl Response {
    /// Parses a response. `incomplete` is why the body is truncated; `secrets` are redacted everywhere.
    #[cfg(test)]
    pub(crate) fn new(
        http_status: u16,
        head: &[u8],
        body: Vec<u8>,
        incomplete: Option<Error>,
        secrets: &[&str],
    ) -> Self {
        Self::with_head(http_status, Head::read(head, secrets), body, incomplete, secrets)
    }

    /// A response whose head is parsed.
    pub(crate) fn with_head(
        http_status: u16,
        head: Head,
        mut body: Vec<u8>,
        incomplete: Option<Error>,
        secrets: &[&str],
    ) -> Self {
        for secret in secrets {
            redact(&mut body, secret);
            if incomplete.is_some() {
                redact_cut(&mut body, secret);
            }
        }
        // Redacted again, because a secret that is escaped in the body appears only after decoding.
        let error = ErrorBody::read(&body).redacted(secrets, incomplete.is_some());
        Self {
            http_status,
            head,
            body,
            incomplete,
            received: SystemTime::now(),
            api_code: error.code,
            api_message: error.message,
            field_errors: error.field_errors,
            notes: Vec::new(),
            unread: None,
            format: error.format,
        }
    }

    /// Adds a warning.
    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Warnings about the response.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Records why the body could not be read.
    pub(crate) fn unread_because(self, why: String) -> Self {
        Self { unread: Some(why), ..self }
    }

    /// Why the body could not be read, if so.
    pub(crate) fn unread(&self) -> Option<&str> {
        self.unread.as_deref()
    }

    /// Removes a body that may contain a secret.
    pub(crate) fn without_body(mut self) -> Self {
        // The title of a page contains no token and tells whose page it is; so do its words, unless it repeats a token.
        let names_token = self.body.windows(12).any(|part| part.eq_ignore_ascii_case(b"access_token"));
        let is_harmless = self.format == BodyFormat::Title || (self.is_page() && !names_token);
        self.body.zeroize();
        let why = "it is not shown, because an access token may stand in it";
        self.incomplete = Some(Error::new(Status::Unexpected, why));
        if !is_harmless {
            self.api_message.clear();
        }
        self.field_errors.clear();
        self
    }

    /// Puts the warnings about interim responses before its own.
    pub(crate) fn with_warnings(mut self, mut warnings: Vec<String>) -> Self {
        warnings.append(&mut self.head.warnings);
        self.head.warnings = warnings;
        self
    }

    /// Warnings about malformed lines of the head.
    pub(crate) fn warnings(&self) -> &[String] {
        &self.head.warnings
    }

    /// The HTTP status, e.g. 204.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The reason phrase, e.g. `Bad Request`; often "".
    pub fn reason(&self) -> &str {
        &self.head.reason
    }

    /// The head as received: status line, headers and an empty line, decoded as ISO 8859-1.
    pub fn head(&self) -> &str {
        &self.head.text
    }

    /// The headers in order, with names as received and values decoded as ISO 8859-1.
    pub fn headers(&self) -> &[(String, String)] {
        &self.head.headers
    }

    /// The first header of this name, case-insensitive.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body, at most its first 1 MiB.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Why the body is incomplete, if it is.
    pub fn incomplete(&self) -> Option<&str> {
        self.incomplete.as_ref().map(Error::message)
    }

    /// Why the body is incomplete, with the status of that failure.
    pub(crate) fn fault(&self) -> Option<&Error> {
        self.incomplete.as_ref()
    }

    /// Zoom's error code, e.g. 300. Its meaning also depends on the HTTP status and the message.
    pub fn api_code(&self) -> Option<i64> {
        self.api_code
    }

    /// Zoom's error message, or the first words of a gateway's page or text, or "".
    pub fn api_message(&self) -> &str {
        &self.api_message
    }

    /// Zoom's errors about single fields.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.field_errors
    }

    /// The tracking id that Zoom support asks for, or "".
    pub fn tracking_id(&self) -> &str {
        self.header("x-zm-trackingid").unwrap_or_default()
    }

    /// Whether Zoom sent it: it has a tracking id or one of Zoom's codes. Gateways that answer in JSON use the HTTP status as
    /// code, which Zoom does only for 429.
    pub fn is_from_zoom(&self) -> bool {
        let is_own_code = |code| code != i64::from(self.http_status) || code == 429;
        !self.tracking_id().is_empty() || self.api_code.is_some_and(is_own_code)
    }

    /// Whether Zoom's token service sent it.
    pub(crate) fn is_from_token_service(&self) -> bool {
        self.is_from_zoom() || self.format == BodyFormat::TokenService
    }

    /// Whether the body is an HTML page, which Zoom's API never sends.
    pub(crate) fn is_page(&self) -> bool {
        let is_html = self.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("text/html"));
        matches!(self.format, BodyFormat::Title | BodyFormat::Text) && (is_html || self.format == BodyFormat::Title)
    }

    /// How long Zoom asks to wait from `now`: `Retry-After` in any format, or until midnight UTC if a daily limit is reached
    /// and no time is given.
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let sent = self.server_time();
        let given = self.header("retry-after").and_then(|value| retry_after::parse(value, sent));
        let wait = match (given, self.rate_limit().is_daily()) {
            (given, false) => given?,
            (None, true) => retry_after::until_reset(sent),
            // A daily limit does not end at once: a time that is over was computed by another clock.
            (Some(wait), true) if wait.is_zero() => retry_after::TRY_AGAIN,
            (Some(wait), true) => wait,
        };
        Some((self.received + wait).duration_since(now).unwrap_or_default())
    }

    /// When the server sent it, by the server's clock: the header `Date`, unless it agrees with this machine's clock, which
    /// is more precise.
    fn server_time(&self) -> SystemTime {
        let date = self.header("date").and_then(|date| httpdate::parse_http_date(date).ok());
        let is_other = |date: &SystemTime| match self.received.duration_since(*date) {
            Ok(ahead) => ahead > CLOCK_TOLERANCE,
            Err(behind) => behind.duration() > CLOCK_TOLERANCE,
        };
        date.filter(is_other).unwrap_or(self.received)
    }

    /// The server's clock at `now`.
    pub(crate) fn server_now(&self, now: SystemTime) -> SystemTime {
        self.server_time() + now.duration_since(self.received).unwrap_or_default()
    }

    /// Zoom's rate limits as the response states them.
    #[doc(hidden)]
    pub fn rate_limit(&self) -> RateLimit {
        RateLimit::read(self.http_status, |name| self.header(name), &self.api_message, self.server_time())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that is fast does not make today's midnight tomorrow's.
    #[test]
    fn a_daily_limit_ends_at_the_servers_midnight() {
        const MIDNIGHT_S: u64 = 1_737_331_200; // 2025-01-20 00:00:00 UTC
        let wait_s = |after_midnight_s: i64, headers: &str| {
            let head = format!("HTTP/1.1 429 -\r\n{headers}\r\n\r\n");
            let mut response =
                Response::new(429, head.as_bytes(), b"{\"code\":429,\"message\":\"daily\"}".to_vec(), None, &[]);
            response.received = crate::clock::moment(MIDNIGHT_S.saturating_add_signed(after_midnight_s));
            response.retry_after(response.received).map(|wait| wait.as_secs())
        };
        let midnight = "Retry-After: 2025-01-20T00:00:00Z";
        for (fast_s, headers, expected_s) in [
            (-20, midnight.to_owned(), 20),
            (-20, String::new(), 20),
            (10, midnight.to_owned(), 60),
            (10, String::new(), 60),
            (1_200, midnight.to_owned(), 60),
            (1_200, String::new(), 85_200),
            (43_200, "Retry-After: 0".to_owned(), 60),
            (10, format!("{midnight}\r\nDate: Sun, 19 Jan 2025 23:59:40 GMT"), 20),
            (1_200, "Date: Sun, 19 Jan 2025 23:59:40 GMT".to_owned(), 20),
            (-1_200, "Date: Mon, 20 Jan 2025 06:00:00 GMT".to_owned(), 64_800),
            (-20, "Date: Sun, 19 Jan 2025 23:59:39 GMT".to_owned(), 20),
        ] {
            assert_eq!(wait_s(fast_s, &headers), Some(expected_s), "{fast_s} {headers}");
        }
    }

    fn response(body: &[u8]) -> Response {
        Response::new(400, b"", body.to_vec(), None, &[])
    }

    #[test]
    fn every_error_format_is_parsed() {
        let plain = response(br#"{"code":300,"message":"No."}"#);
        assert_eq!((plain.api_code(), plain.api_message()), (Some(300), "No."));

        let fields = response(
            br#"{"code":"300","message":"Validation Failed.","errors":[{"field":"type","message":"Invalid field."},{"field":"pmi"},3]}"#,
        );
        assert_eq!(fields.api_code(), Some(300));
        let errors: Vec<_> = fields.field_errors().iter().map(|e| (e.field.as_str(), e.message.as_str())).collect();
        assert_eq!(errors, [("type", "Invalid field."), ("pmi", "")]);

        let token = response(br#"{"reason":"Invalid client_id","error":"invalid_client"}"#);
        assert_eq!((token.api_code(), token.api_message()), (None, "Invalid client_id (invalid_client)"));
        assert_eq!(response(br#"{"error":"invalid_client"}"#).api_message(), "invalid_client");

        let xml = response(
            b"<?xml version=\"1.0\"?>\n<result><code>300</code><message>No &amp; no.</message>\
              <errors><field>type</field><message>Bad</message></errors></result>",
        );
        assert_eq!((xml.api_code(), xml.api_message()), (Some(300), "No & no."));
        assert_eq!(xml.field_errors(), [FieldError { field: "type".into(), message: "Bad".into() }]);
    }

    #[test]
    fn other_bodies_have_no_error_and_are_kept() {
        let deep = "[".repeat(100_000);
        for body in ["", "[1]", "{", "<result", "null", deep.as_str()] {
            let read = response(body.as_bytes());
            assert_eq!((read.api_code(), read.api_message(), read.field_errors()), (None, "", &[][..]), "{body:.20}");
            assert_eq!(read.body(), body.as_bytes());
        }
        for (body, title) in [
            ("<html><head><TITLE> 502 Bad\nGateway </title></head></html>", "502 Bad Gateway"),
            ("<html><code>300</code></html>", "300"),
            ("error code: 1010\n", "error code: 1010"),
            ("<!DOCTYPE html><title>never closed", ""),
            ("<title></title>", ""),
            ("<p>\u{130}<title>\u{130}</title>", "\u{130}"),
        ] {
            assert_eq!(response(body.as_bytes()).api_message(), title, "{body}");
        }
        let binary: Vec<u8> = (0..=255).collect();
        assert_eq!(response(&binary).body(), binary);
    }

    #[test]
    fn the_token_is_redacted_everywhere() {
        let head = b"HTTP/1.1 400 Bad Request\r\nX-Echo: Bearer tok-123\r\n\r\n";
        let read = Response::new(400, head, b"{\"message\":\"tok-123tok-123 tok-12\"}".to_vec(), None, &["tok-123"]);
        assert_eq!(read.header("x-echo"), Some("Bearer *******"));
        assert_eq!(read.api_message(), "************** tok-12");
        assert!(!format!("{read:?}").contains("tok-123"));

        let token = "tok/SECRET=1";
        for body in [
            r#"{"code":300,"message":"a tok\/SECRET\u003d1","errors":[{"field":"tok\/SECRET=1","message":"tok\u002fSECRET=1"}]}"#,
            "<result><code>1</code><message>a tok&#47;SECRET=1</message></result>",
        ] {
            let read = Response::new(400, b"", body.as_bytes().to_vec(), None, &[token]);
            assert_eq!(read.api_message(), "a ************");
            assert!(!format!("{:?}", read.field_errors()).contains("SECRET"));
        }
        let cut = || Some(Error::new(Status::Io, "cut"));
        let read = Response::new(400, b"", b"<p>the token is tok&#47;SECR".to_vec(), cut(), &[token]);
        assert_eq!(read.api_message(), "the token is ********");
        let body = b"{\"message\":\"\xff tok\\/SECRET\\u003d1 \\ud83d\"}".to_vec();
        let read = Response::new(400, b"", body, None, &[token]);
        assert_eq!(read.api_message(), "\u{fffd} ************ \u{fffd}");
        let read = Response::new(400, b"", b"the token is tok/SECR".to_vec(), cut(), &[token]);
        assert_eq!(read.body(), b"the token is ********");
        let read = Response::new(400, b"", b"the token is tok/SECR".to_vec(), None, &[token]);
        assert_eq!(read.body(), b"the token is tok/SECR", "whole, so it is another word");
    }
}
