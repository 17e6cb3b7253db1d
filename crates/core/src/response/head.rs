//! The head of a response: status line and headers as received.

use crate::http_head::{Field, RawHead, warnings};
use crate::redact::{contains_any_case, redact_any_case};
use std::borrow::Cow;

/// A parsed head, without the status. Texts are decoded as ISO 8859-1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// The whole head as received, with the empty line at its end.
    pub(crate) text: String,
    /// The reason phrase.
    pub(crate) reason: String,
    /// Names and values, in order.
    pub(crate) headers: Vec<(String, String)>,
    /// Warnings about malformed lines.
    pub(crate) warnings: Vec<String>,
}

impl Head {
    /// Parses a complete head; of anything else only the text is kept. Secrets are redacted.
    #[cfg(test)]
    pub(crate) fn read(bytes: &[u8], secrets: &[&str]) -> Self {
        // Parsed before redaction, which could break the syntax of the head.
        match RawHead::read(bytes) {
            Ok(head) => Self::of(bytes, &head, secrets),
            Err(_) => Self { text: shown(bytes, secrets), ..Self::default() },
        }
    }

    /// A head with these bytes. Secrets are redacted.
    pub(crate) fn of(bytes: &[u8], head: &RawHead<'_>, secrets: &[&str]) -> Self {
        let is_folded = |field: &Field<'_>| matches!(field.value, Cow::Owned(_));
        let has_secret =
            head.fields.iter().any(is_folded) || secrets.iter().any(|secret| contains_any_case(bytes, secret));
        let secrets_in_it = if has_secret { secrets } else { &[] };
        let shown = |bytes: &[u8]| shown(bytes, secrets_in_it);
        Self {
            text: shown(bytes),
            reason: shown(head.reason.trim_ascii_end()),
            headers: head.fields.iter().map(|field| (shown(field.name.as_bytes()), shown(&field.value))).collect(),
            warnings: warnings(&head.malformed, "response", secrets),
        }
    }
}

/// Bytes as text, without the secrets.
fn shown(bytes: &[u8], secrets: &[&str]) -> String {
    let mut bytes = bytes.to_vec();
    for secret in secrets {
        redact_any_case(&mut bytes, secret);
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => text,
        Ok(text) => latin1(text.as_bytes()),
        Err(error) => latin1(error.as_bytes()),
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_kept_as_received() {
        let bytes = b"HTTP/1.1 400 Bad  Request\r\nX-b: 1\r\nx-A:2 \r\nX-B: \xe4\r\n\r\n";
        let head = Head::read(bytes, &[]);
        assert_eq!(head.text, "HTTP/1.1 400 Bad  Request\r\nX-b: 1\r\nx-A:2 \r\nX-B: ä\r\n\r\n");
        assert_eq!(head.reason, "Bad  Request");
        let headers: Vec<_> = head.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(headers, [("X-b", "1"), ("x-A", "2"), ("X-B", "ä")]);
        for (line, reason) in
            [("HTTP/1.1 204", ""), ("HTTP/1.0 204 ", ""), ("HTTP/1.1 200 OK", "OK"), ("HTTP/1.1 200 \u{e4}", "Ã¤")]
        {
            assert_eq!(Head::read(format!("{line}\r\n\r\n").as_bytes(), &[]).reason, reason, "{line}");
        }
    }

    #[test]
    fn a_malformed_line_is_only_in_the_text() {
        let head = Head::read(b"HTTP/1.1 204 x\r\nX-A : tok-1\r\nX-B: 1\r\n\r\n", &["tok-1"]);
        assert_eq!(head.text, "HTTP/1.1 204 x\r\nX-A : *****\r\nX-B: 1\r\n\r\n");
        assert_eq!(head.headers, [("X-B".to_owned(), "1".to_owned())]);
        assert!(matches!(head.warnings.as_slice(), [only] if only.contains("line 2 (X-A) of the response head")));
    }

    #[test]
    fn secrets_are_redacted_in_every_line() {
        let bytes = b"HTTP/1.1 400 Tok-1\r\nTOK-1: a tok-1\r\ntok-1: app-2\r\n\r\n";
        let head = Head::read(bytes, &["tok-1", "app-2"]);
        assert_eq!(head.text, "HTTP/1.1 400 *****\r\n*****: a *****\r\n*****: *****\r\n\r\n");
        assert!(!format!("{head:?}").to_lowercase().contains("tok"));
        let head = Head::read(b"HTTP/1.1 400 A\r\nB: 1\r\n\r\n", &["HTTP"]);
        assert_eq!((head.reason.as_str(), head.headers.len()), ("A", 1), "a secret that breaks the form");
    }
}
