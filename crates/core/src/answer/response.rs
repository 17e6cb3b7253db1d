//! Zoom's answer: status, headers, body, and what its error forms say.
//!
//! Zoom's errors come as JSON (`{code, message}` with or without `errors`), from its token service as
//! `{reason, error}`, as an XML twin of the first form, and from the servers in front of it as HTML or nothing.

use super::error::Error;
use super::head::Head;
use super::hide::{hide, hide_begun, hide_in};
use super::rate_limit::RateLimit;
use super::retry_after;
use super::status::Status;
use serde_json::Value;
use std::time::{Duration, SystemTime};
use zeroize::Zeroize;

/// One complaint of Zoom about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field as Zoom names it, e.g. `user_info.email`.
    pub field: String,
    /// Zoom's text.
    pub message: String,
}

/// An HTTP answer as it arrived.
///
/// Where the answer repeats a secret of the call, e.g. the access token, asterisks of the same length stand for it.
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
}

impl Response {
    /// Takes an answer apart. `incomplete` says why the body is not all there; `secrets` are hidden wherever they stand.
    pub(crate) fn new(
        http_status: u16,
        head: &[u8],
        mut body: Vec<u8>,
        incomplete: Option<Error>,
        secrets: &[&str],
    ) -> Self {
        for secret in secrets {
            hide(&mut body, secret);
            if incomplete.is_some() {
                hide_begun(&mut body, secret);
            }
        }
        // Once more: escaped in the body, a secret is there only after decoding.
        let said = Said::read(&body).without(secrets);
        Self {
            http_status,
            head: Head::read(head, secrets),
            body,
            incomplete,
            received: SystemTime::now(),
            api_code: said.code,
            api_message: said.message,
            field_errors: said.field_errors,
        }
    }

    /// The same without a body in which a secret may stand.
    pub(crate) fn without_body(mut self) -> Self {
        self.body.zeroize();
        let why = "it is not shown, because an access token may stand in it";
        self.incomplete = Some(Error::new(Status::Unexpected, why));
        self.api_message.clear();
        self.field_errors.clear();
        self
    }

    /// The HTTP status, e.g. 204.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The words that the server put after the HTTP status, e.g. `Bad Request`; often "".
    pub fn reason(&self) -> &str {
        &self.head.reason
    }

    /// The head as it came: status line, headers and an empty line, as ISO 8859-1.
    pub fn head(&self) -> &str {
        &self.head.text
    }

    /// The headers in the order of the answer, names as they came, values as ISO 8859-1.
    pub fn headers(&self) -> &[(String, String)] {
        &self.head.headers
    }

    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body, at most its first mebibyte.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Why the body is not all there, if it is not.
    pub fn incomplete(&self) -> Option<&str> {
        self.incomplete.as_ref().map(Error::message)
    }

    /// The same with the status it has by itself.
    pub(crate) fn fault(&self) -> Option<&Error> {
        self.incomplete.as_ref()
    }

    /// Zoom's own error code, e.g. 300. Its meaning depends on the HTTP status and the message too.
    pub fn api_code(&self) -> Option<i64> {
        self.api_code
    }

    /// Zoom's own error message, or the title of the page that a server in front of it sent, or "".
    pub fn api_message(&self) -> &str {
        &self.api_message
    }

    /// What Zoom says of single fields.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.field_errors
    }

    /// The id that Zoom's support asks for, or "".
    pub fn tracking_id(&self) -> &str {
        self.header("x-zm-trackingid").unwrap_or_default()
    }

    /// How long Zoom asks to wait, seen from `now`: `Retry-After` in any of its forms, or to the end of the day where a
    /// daily limit is reached and no time is given.
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let given = self.header("retry-after").and_then(|value| retry_after::parse(value, self.received));
        let daily = || self.rate_limit().is_daily().then(|| retry_after::until_midnight(self.received));
        let wait = given.or_else(daily)?;
        Some((self.received + wait).duration_since(now).unwrap_or_default())
    }

    /// What the answer says of Zoom's rate limits.
    pub fn rate_limit(&self) -> RateLimit {
        RateLimit::read(self.http_status, |name| self.header(name), &self.api_message)
    }
}

/// What an error body says.
#[derive(Default)]
struct Said {
    code: Option<i64>,
    message: String,
    field_errors: Vec<FieldError>,
}

impl Said {
    fn read(body: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(body) else { return Self::default() };
        match text.trim_start().trim_start_matches('\u{feff}').as_bytes().first() {
            Some(b'{') => Self::from_json(text),
            Some(b'<') => Self::from_xml(text).unwrap_or_else(|| Self::from_html(text)),
            _ => Self::default(),
        }
    }

    fn without(mut self, secrets: &[&str]) -> Self {
        for secret in secrets {
            hide_in(&mut self.message, secret);
            for error in &mut self.field_errors {
                hide_in(&mut error.field, secret);
                hide_in(&mut error.message, secret);
            }
        }
        self
    }

    fn from_json(text: &str) -> Self {
        let Ok(Value::Object(body)) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
            return Self::default();
        };
        let text_of = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
        // {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}
        let message = match (text_of("message"), text_of("error_message"), text_of("reason"), text_of("error")) {
            ("", "", "", error) => error.to_owned(),
            ("", "", reason, "") => reason.to_owned(),
            ("", "", reason, error) => format!("{reason} ({error})"),
            ("", message, _, _) | (message, _, _, _) => message.to_owned(),
        };
        let field_errors = match body.get("errors") {
            Some(Value::Array(errors)) => errors
                .iter()
                .map(|error| FieldError { field: member(error, "field"), message: member(error, "message") })
                .filter(|error| !error.field.is_empty() || !error.message.is_empty())
                .collect(),
            _ => Vec::new(),
        };
        Self { code: body.get("code").and_then(whole_number), message, field_errors }
    }

    fn from_xml(text: &str) -> Option<Self> {
        let document = roxmltree::Document::parse(text).ok()?;
        let root = document.root_element();
        if !root.has_tag_name("result") {
            return None;
        }
        let child = |node: roxmltree::Node<'_, '_>, name: &str| {
            node.children()
                .find(|child| child.has_tag_name(name))
                .and_then(|child| child.text())
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let field_errors = root
            .children()
            .filter(|node| node.has_tag_name("errors"))
            .map(|node| FieldError { field: child(node, "field"), message: child(node, "message") })
            .filter(|error| !error.field.is_empty() || !error.message.is_empty())
            .collect();
        Some(Self { code: child(root, "code").parse().ok(), message: child(root, "message"), field_errors })
    }

    /// The title of a page, which servers in front of Zoom send.
    fn from_html(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        let title = lower.find("<title>").and_then(|at| {
            let start = at + "<title>".len();
            let length = lower.get(start..)?.find("</title>")?;
            text.get(start..start + length)
        });
        Self { message: title.unwrap_or_default().trim().to_owned(), ..Self::default() }
    }
}

fn member(object: &Value, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn whole_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: &[u8]) -> Response {
        Response::new(400, b"", body.to_vec(), None, &[])
    }

    #[test]
    fn every_error_form_is_read() {
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
    fn other_bodies_say_nothing_and_are_kept() {
        let deep = "[".repeat(100_000);
        for body in ["", "<html><code>300</code></html>", "[1]", "{", "<result", "null", deep.as_str()] {
            let read = response(body.as_bytes());
            assert_eq!((read.api_code(), read.api_message(), read.field_errors()), (None, "", &[][..]), "{body:.20}");
            assert_eq!(read.body(), body.as_bytes());
        }
        for (body, title) in [
            ("<html><head><TITLE> 502 Bad\nGateway </title></head></html>", "502 Bad\nGateway"),
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
    fn the_token_is_hidden_wherever_it_stands() {
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
        let read = Response::new(400, b"", b"the token is tok/SECR".to_vec(), cut(), &[token]);
        assert_eq!(read.body(), b"the token is ********");
        let read = Response::new(400, b"", b"the token is tok/SECR".to_vec(), None, &[token]);
        assert_eq!(read.body(), b"the token is tok/SECR", "whole, so it is another word");
    }
}
