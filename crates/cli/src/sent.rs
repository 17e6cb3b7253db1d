//! A request as it went out, without its token.

use crate::page::{Page, Style};
use crate::veil::HIDDEN;
use serde_json::{Value, json};
use zoomuser::{Client, Format, Request};
use zoomuser_sandbox::Recorded;

/// A request.
pub(crate) struct Sent {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sent {
    /// What the sandbox received, byte by byte.
    pub(crate) fn recorded(recorded: &Recorded) -> Self {
        Self::read(&recorded.raw)
    }

    /// What the library sends. A body that is not text is known to the request alone.
    pub(crate) fn prepared(client: &Client, request: &Request) -> Self {
        let rendered = client.render(request, Format::Http);
        let body = request.body().map(|body| body.bytes.clone()).unwrap_or_default();
        Self { body, ..Self::read(rendered.rendered().unwrap_or_default().as_bytes()) }
    }

    fn read(raw: &[u8]) -> Self {
        const END: &[u8] = b"\r\n\r\n";
        let end = raw.windows(END.len()).position(|bytes| bytes == END).unwrap_or(raw.len());
        let (head, body) = raw.split_at(end);
        let head = String::from_utf8_lossy(head).into_owned();
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap_or_default().to_owned();
        let headers = lines.map(|line| match line.split_once(':') {
            Some((name, value)) => header(name, value.trim()),
            None => (line.to_owned(), String::new()),
        });
        Self { line, headers: headers.collect(), body: body.strip_prefix(END).unwrap_or_default().to_vec() }
    }

    /// With the members that the library gives a response.
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

/// A header; the one with the token shows its scheme and that there is a token.
fn header(name: &str, value: &str) -> (String, String) {
    if !name.eq_ignore_ascii_case("authorization") {
        return (name.to_owned(), value.to_owned());
    }
    let scheme = value.split_once(' ').map_or(String::new(), |(scheme, _)| format!("{scheme} "));
    (name.to_owned(), format!("{scheme}{HIDDEN}"))
}

fn hex(bytes: &[u8], between: &str) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
}

/// A message of HTTP: first line, headers, body.
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

/// A body, as far as it is of use to a reader.
fn show_body(body: &[u8], page: &mut Page<'_>) {
    const MOST: usize = 16 * 1024;
    const IN_A_LINE: usize = 32;
    let shown = body.get(..MOST).unwrap_or(body);
    match std::str::from_utf8(shown) {
        Ok(text) => page.block(text),
        // Cut inside a character: the rest is text.
        Err(why) if why.error_len().is_none() && shown.len() < body.len() => {
            page.block(&String::from_utf8_lossy(shown.get(..why.valid_up_to()).unwrap_or_default()));
        }
        Err(_) => {
            for bytes in shown.chunks(IN_A_LINE) {
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
    use crate::veil::Veil;
    use zoomuser::{Options, UserPatch};

    #[test]
    fn what_is_prepared_names_host_path_and_query() {
        let mut patch = UserPatch::new();
        patch.set("dept", "R&D");
        patch.set("login_type", 100);
        let client = Client::new(Options::default());
        let sent = Sent::prepared(&client, &client.prepare("a b", &patch).unwrap());
        let veil = Veil::none();
        let mut page = Page::new(false, &veil);
        sent.show(&mut page);
        assert_eq!(
            page.into_text(),
            format!(
                "  PATCH /v2/users/a%20b?login_type=100 HTTP/1.1\n  Host: api.zoom.us\n  Authorization: Bearer ********\n  \
                 Accept: application/json\n  User-Agent: zoomuser/{}\n  Content-Type: application/json\n  \
                 Content-Length: 14\n\n  {{\"dept\":\"R&D\"}}\n",
                zoomuser::VERSION
            )
        );
    }

    #[test]
    fn bodies_are_text_or_hex() {
        let json = |body: &[u8]| Sent { line: String::new(), headers: vec![], body: body.to_vec() }.json();
        assert_eq!((&json(b"a")["body"], &json(b"a")["body_hex"]), (&"a".into(), &Value::Null));
        assert_eq!((&json(b"\xff\0")["body"], &json(b"\xff\0")["body_hex"]), (&Value::Null, &"ff00".into()));
    }

    #[test]
    fn long_and_binary_bodies_are_bounded() {
        let veil = Veil::none();
        let shown = |body: &[u8]| {
            let mut page = Page::new(false, &veil);
            show_body(body, &mut page);
            page.into_text()
        };
        assert_eq!(shown(&[0, 255]), "  00 ff\n");
        let long = shown("ü".repeat(10_000).as_bytes());
        assert!(long.len() < 17_000 && long.ends_with("... 3616 bytes more; --json shows them all\n"));
        let odd = shown(format!("a{}", "ü".repeat(10_000)).as_bytes());
        assert!(odd.starts_with("  aü") && odd.contains("bytes more"));
    }
}
