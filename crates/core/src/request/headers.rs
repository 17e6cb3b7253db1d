//! The headers of a custom request.

use crate::response::error::InputError;
use std::fmt;

use crate::http_head::is_token_byte;

/// The headers of a [`Request`](crate::Request), in the caller's order. A name may occur twice where HTTP permits it.
///
/// `Debug` shows the credentials in `Authorization` as asterisks.
///
/// ```
/// let mut headers = zoomuser::Headers::parse("Accept: text/csv\nX-Trace: 7\n")?;
/// headers.add("Accept-Language", "de")?;
/// assert!(headers.contains("accept"));
/// assert_eq!(headers.iter().count(), 3);
/// # Ok::<(), zoomuser::InputError>(())
/// ```
#[derive(Clone, Default)]
pub struct Headers {
    lines: Vec<(String, String)>,
}

/// The maximum number of headers, and of bytes in all of them together.
const MAX_HEADERS: usize = 100;
const MAX_TOTAL_BYTES: usize = 32 * 1024;

/// The shortest credentials that are accepted, in bytes: shorter ones could not be redacted in a response without redacting
/// unrelated text.
const MIN_CREDENTIALS_LEN: usize = 4;

/// Headers for framing or for the connection, which only this library may write.
const RESERVED: &[&str] = &[
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Expect",
    "TE",
    "Trailer",
    "Upgrade",
    "Keep-Alive",
    "Proxy-Connection",
    "Proxy-Authorization",
];

/// Request headers that RFC 9110 and RFC 9111 define as a single value, not as a list.
const SINGLE: &[&str] = &[
    "Authorization",
    "Content-Type",
    "User-Agent",
    "Content-Location",
    "Content-Range",
    "Date",
    "From",
    "If-Modified-Since",
    "If-Range",
    "If-Unmodified-Since",
    "Max-Forwards",
    "Range",
    "Referer",
];

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses lines `Name: value` that end with LF or CRLF. The last line end may be missing; empty lines are ignored.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) with the number of the line, as [`add`](Self::add).
    pub fn parse(lines: &str) -> Result<Self, InputError> {
        let mut headers = Self::new();
        for (i, line) in lines.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let added = match line.split_once(':') {
                Some((name, value)) => headers.put(name, value),
                None => Err("expected Name: value".to_owned()),
            };
            added.map_err(|why| refused(&format!("line {}: {why}", i + 1)))?;
        }
        Ok(headers)
    }

    /// Adds a header. White space around the value is removed.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) if the name is not a token (RFC 9110), the value is not one
    /// line, the header is one that only this library may write (`Host`, `Content-Length`, `Connection` and others), or it may
    /// occur only once.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), InputError> {
        self.put(name, value).map_err(|why| refused(&why))
    }

    /// The headers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is a header of this name, case-insensitive.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The credentials in `Authorization`, which follow the scheme.
    pub(crate) fn credentials(&self) -> Option<&str> {
        self.get(AUTHORIZATION).map(|value| split(value).1)
    }

    /// The headers, with `text` in place of the credentials.
    pub(crate) fn with_credentials<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, [&'a str; 2])> {
        self.iter().map(move |(name, value)| {
            let is_secret = name.eq_ignore_ascii_case(AUTHORIZATION);
            (name, if is_secret { [split(value).0, text] } else { [value, ""] })
        })
    }

    /// The error never contains the header's text, which may be a misplaced secret.
    fn put(&mut self, name: &str, value: &str) -> Result<(), String> {
        let value = value.trim_matches([' ', '\t']);
        if name.is_empty() || !name.bytes().all(is_token_byte) {
            return Err("expected a name of letters, digits and -, without blanks".to_owned());
        }
        if value.chars().any(|c| c.is_control() && c != '\t') {
            return Err("the value holds a control character, e.g. the end of a line".to_owned());
        }
        let named = |names: &[&'static str]| names.iter().copied().find(|own| own.eq_ignore_ascii_case(name));
        if let Some(name) = named(RESERVED) {
            return Err(format!("{name}: this header is set by the library: leave it out"));
        }
        if let Some(name) = named(SINGLE).filter(|name| self.contains(name)) {
            return Err(format!("{name}: this header is given twice"));
        }
        if name.eq_ignore_ascii_case(AUTHORIZATION) && split(value).1.len() < MIN_CREDENTIALS_LEN {
            return Err(format!(
                "{AUTHORIZATION}: expected a scheme and credentials of at least {MIN_CREDENTIALS_LEN} characters"
            ));
        }
        let length = |(name, value): (&str, &str)| name.len() + value.len() + 4;
        if self.lines.len() == MAX_HEADERS
            || self.iter().map(length).sum::<usize>() + length((name, value)) > MAX_TOTAL_BYTES
        {
            return Err(format!("expected at most {MAX_HEADERS} headers of {MAX_TOTAL_BYTES} bytes together"));
        }
        self.lines.push((name.to_owned(), value.to_owned()));
        Ok(())
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.with_credentials("********").map(|(name, value)| (name, value.concat()))).finish()
    }
}

pub(crate) const AUTHORIZATION: &str = "Authorization";

/// Splits the value of `Authorization` before the credentials. A single word is credentials without a scheme.
fn split(value: &str) -> (&str, &str) {
    let credentials = value.split_once([' ', '\t']).map_or(value, |(_, rest)| rest.trim_start_matches([' ', '\t']));
    value.split_at(value.len() - credentials.len())
}

fn refused(why: &str) -> InputError {
    InputError::refused("headers", why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parsed_in_order() {
        let headers = Headers::parse("Accept:text/html\r\nx-A:  b c\t\n\nX-a:\r\nX-Ü: ").map(|_| ());
        assert_eq!(headers, Err(refused("line 5: expected a name of letters, digits and -, without blanks")));
        let headers = Headers::parse("Accept:text/html\r\nx-A:  b: c\t\n\nX-a:\r\n").expect("valid");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("Accept", "text/html"), ("x-A", "b: c"), ("X-a", "")]);
        assert_eq!(Headers::parse("").expect("none").iter().count(), 0);
    }

    #[test]
    fn invalid_headers_are_refused_without_their_text() {
        for (lines, why) in [
            ("SECRET", "line 1: expected Name: value"),
            ("A: b\nSECRET x: y", "line 2: expected a name of letters, digits and -, without blanks"),
            (": SECRET", "line 1: expected a name of letters, digits and -, without blanks"),
            (" folded: SECRET", "line 1: expected a name of letters, digits and -, without blanks"),
            ("A: SECRET\rX: y", "line 1: the value holds a control character, e.g. the end of a line"),
            ("A: SECRET\0", "line 1: the value holds a control character, e.g. the end of a line"),
            ("A: SECRET\u{85}", "line 1: the value holds a control character, e.g. the end of a line"),
            ("hOST: SECRET", "line 1: Host: this header is set by the library: leave it out"),
            ("content-type: a\nContent-Type: b", "line 2: Content-Type: this header is given twice"),
            (
                "Authorization: Bearer abc",
                "line 1: Authorization: expected a scheme and credentials of at least 4 characters",
            ),
        ] {
            let error = Headers::parse(lines).expect_err(lines);
            assert_eq!(error.message(), format!("headers: {why}"));
        }
        for own in RESERVED {
            Headers::new().add(&own.to_lowercase(), "x").expect_err(own);
        }
        let mut many = Headers::new();
        many.add("A", &"x".repeat(MAX_TOTAL_BYTES)).expect_err("too long");
        for _ in 0..MAX_HEADERS {
            many.add("A", "x").expect("one more");
        }
        many.add("A", "x").expect_err("too many");
    }

    #[test]
    fn credentials_are_what_follows_the_scheme() {
        for (value, scheme, credentials) in [
            ("Bearer <access_token>", "Bearer ", "<access_token>"),
            ("bearer \t tok-secret", "bearer \t ", "tok-secret"),
            ("Digest a=\"b c\", d=secret", "Digest ", "a=\"b c\", d=secret"),
            ("tok-secret", "", "tok-secret"),
        ] {
            let mut headers = Headers::new();
            headers.add("authorization", value).expect(value);
            assert_eq!(headers.credentials(), Some(credentials));
            let other: Vec<_> = headers.with_credentials("X").map(|(_, value)| value.concat()).collect();
            assert_eq!(other, [format!("{scheme}X")]);
            assert!(!format!("{headers:?}").contains(credentials));
        }
    }
}
