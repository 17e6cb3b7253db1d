//! Requests that were sent, for `--verbose`, `--sandbox` and JSON.

use super::page::{Page, Style};
use super::redactor::REDACTED;
use serde_json::{Value, json};
use zoomuser::Request;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Recorded;

/// A request without its credentials.
pub(crate) struct SentRequest {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl SentRequest {
    /// A request that the sandbox received.
    pub(crate) fn recorded(recorded: &Recorded) -> Self {
        let line = format!("{} {} HTTP/1.1", recorded.method, recorded.target);
        Self::new(line, recorded.headers.clone(), recorded.body.clone())
    }

    /// A request as the client sends it.
    pub(crate) fn prepared(client: &Client, request: &Request) -> Self {
        let (line, headers) = client.request_head(request);
        Self::new(line, headers, request.body().map(|body| body.bytes.clone()).unwrap_or_default())
    }

    fn new(line: String, mut headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        for (name, value) in &mut headers {
            if name.eq_ignore_ascii_case("authorization") {
                let scheme = value.split_once(' ').map_or(String::new(), |(scheme, _)| format!("{scheme} "));
                *value = format!("{scheme}{REDACTED}");
            }
        }
        Self { line, headers, body }
    }

    /// The members are those of a response in the library's JSON.
    pub(crate) fn json(&self) -> Value {
        let headers = self.headers.iter().map(|(name, value)| json!({"name": name, "value": value}));
        let body = std::str::from_utf8(&self.body);
        json!({
            "request_line": self.line,
            "headers": headers.collect::<Value>(),
            "body": body.ok(),
            "body_hex": body.is_err().then(|| hex(&self.body, "")),
        })
    }

    pub(crate) fn show(&self, page: &mut Page<'_>) {
        message(&self.line, &self.headers, &self.body, page);
    }
}

fn hex(bytes: &[u8], between: &str) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
}

/// Shows an HTTP message: first line, headers, body.
pub(crate) fn message(first: &str, headers: &[(String, String)], body: &[u8], page: &mut Page<'_>) {
    page.line(Style::Plain, &format!("  {first}"));
    for (name, value) in headers {
        page.line(Style::Plain, &format!("  {name}: {value}"));
    }
    if !body.is_empty() {
        page.line(Style::Plain, "");
        show_body(body, page);
    }
}

/// Shows the beginning of a body, as text or as hexadecimal digits.
fn show_body(body: &[u8], page: &mut Page<'_>) {
    const MAX_SHOWN_BYTES: usize = 16 * 1024;
    const BYTES_PER_LINE: usize = 32;
    let shown = body.get(..MAX_SHOWN_BYTES).unwrap_or(body);
    match std::str::from_utf8(shown) {
        Ok(text) => page.block(text),
        // Truncated inside a character: the rest is text.
        Err(why) if why.error_len().is_none() && shown.len() < body.len() => {
            page.block(&String::from_utf8_lossy(shown.get(..why.valid_up_to()).unwrap_or_default()));
        }
        Err(_) => {
            for bytes in shown.chunks(BYTES_PER_LINE) {
                page.line(Style::Plain, &format!("  {}", hex(bytes, " ")));
            }
        }
    }
    if shown.len() < body.len() {
        page.line(Style::Plain, &format!("  ... {} bytes more; --json shows them all", body.len() - shown.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::redactor::Redactor;
    use zoomuser::UserPatch;
    use zoomuser::internal::Options;

    #[test]
    fn a_prepared_request_has_host_path_and_query() {
        let mut patch = UserPatch::new();
        patch.set("dept", "R&D");
        patch.set("login_type", 100);
        let client = Client::new(Options::default());
        let sent = SentRequest::prepared(&client, &client.prepare("a b", &patch).unwrap());
        let redactor = Redactor::none();
        let mut page = Page::new(false, &redactor);
        sent.show(&mut page);
        assert_eq!(
            page.into_text(),
            format!(
                "  PATCH /v2/users/a%20b?login_type=100 HTTP/1.1\n  Host: api.zoom.us\n  Authorization: Bearer ********\n  \
                 Accept: application/json\n  Accept-Encoding: identity\n  Accept-Language: en\n  User-Agent: zoomuser/{}\n  Content-Type: application/json\n  \
                 Content-Length: 14\n\n  {{\"dept\":\"R&D\"}}\n",
                zoomuser::VERSION
            )
        );
    }

    #[test]
    fn bodies_are_text_or_hex() {
        let json = |body: &[u8]| SentRequest { line: String::new(), headers: vec![], body: body.to_vec() }.json();
        assert_eq!((&json(b"a")["body"], &json(b"a")["body_hex"]), (&"a".into(), &Value::Null));
        assert_eq!((&json(b"\xff\0")["body"], &json(b"\xff\0")["body_hex"]), (&Value::Null, &"ff00".into()));
    }

    #[test]
    fn long_and_binary_bodies_are_bounded() {
        let redactor = Redactor::none();
        let shown = |body: &[u8]| {
            let mut page = Page::new(false, &redactor);
            show_body(body, &mut page);
            page.into_text()
        };
        assert_eq!(shown(&[0, 255]), "  00 ff\n");
        let long = shown("ü".repeat(10_000).as_bytes());
        assert!(long.len() < 17_000 && long.ends_with("... 3616 bytes more; --json shows them all\n"));
        let long = shown(format!("a{}", "ü".repeat(10_000)).as_bytes());
        assert!(long.starts_with("  aü") && long.contains("bytes more"));
    }
}
