//! The head of an answer: its status line and headers as they came.

use super::hide::hide_any_case;

/// What a head says besides the status. Texts are read as ISO 8859-1.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The whole head as it came, with the empty line at its end.
    pub(super) text: String,
    /// The words after the status.
    pub(super) reason: String,
    /// Names and values in their order.
    pub(super) headers: Vec<(String, String)>,
}

/// As many as the HTTP library takes.
const MOST_HEADERS: usize = 128;

impl Head {
    /// Reads a complete head; of anything else there is only the text. The secrets are hidden.
    pub(super) fn read(bytes: &[u8], secrets: &[&str]) -> Self {
        let shown = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            for secret in secrets {
                hide_any_case(&mut bytes, secret);
            }
            latin1(&bytes)
        };
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Response::new(&mut headers);
        // Read before anything is hidden, which could break the form of the head.
        if !head.parse(bytes).is_ok_and(|status| status.is_complete()) {
            return Self { text: shown(bytes), ..Self::default() };
        }
        Self {
            text: shown(bytes),
            reason: reason(bytes).map(shown).unwrap_or_default(),
            headers: head.headers.iter().map(|line| (shown(line.name.as_bytes()), shown(line.value))).collect(),
        }
    }
}

/// What follows the status in the first line: the parser leaves out what is not ASCII.
fn reason(head: &[u8]) -> Option<&[u8]> {
    let line = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty())?;
    line.trim_ascii().splitn(3, |byte| *byte == b' ').nth(2)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_kept_as_it_came() {
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
    fn secrets_are_hidden_in_every_line() {
        let bytes = b"HTTP/1.1 400 Tok-1\r\nTOK-1: a tok-1\r\ntok-1: app-2\r\n\r\n";
        let head = Head::read(bytes, &["tok-1", "app-2"]);
        assert_eq!(head.text, "HTTP/1.1 400 *****\r\n*****: a *****\r\n*****: *****\r\n\r\n");
        assert!(!format!("{head:?}").to_lowercase().contains("tok"));
        let head = Head::read(b"HTTP/1.1 400 A\r\nB: 1\r\n\r\n", &["HTTP"]);
        assert_eq!((head.reason.as_str(), head.headers.len()), ("A", 1), "a secret that breaks the form");
    }
}
