//! The headers that a caller gives a request.

use crate::answer::error::Error;
use crate::answer::status::Status;
use std::fmt;

/// Headers in the caller's order. A name may stand twice where HTTP permits it.
///
/// `Debug` shows the credentials of `Authorization` as asterisks.
#[derive(Clone, Default)]
pub struct Headers {
    lines: Vec<(String, String)>,
}

/// How many headers are taken, and how many bytes all of them may have.
const MOST: usize = 100;
const LONGEST: usize = 32 * 1024;

/// The shortest credentials that are taken, in bytes: shorter ones could not be hidden in an answer without hiding
/// innocent text.
const SHORTEST_CREDENTIALS: usize = 4;

/// Headers that frame the message or belong to the connection: this library writes them itself, or never.
const OWN: &[&str] = &[
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

/// Headers of requests that RFC 9110 and RFC 9111 define as one value, not as a list.
const ONCE: &[&str] = &[
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

    /// Reads lines `Name: value` that end with LF or CRLF; the last end may be missing, empty lines count for nothing.
    pub fn parse(lines: &str) -> Result<Self, Error> {
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

    /// Adds a header. The name is a token of RFC 9110; the value is one line, whose blanks at both ends mean nothing and
    /// go. Refused are the headers that this library writes itself (`Host`, `Content-Length`, `Connection` ...).
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.put(name, value).map_err(|why| refused(&why))
    }

    /// The headers, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is a header of this name, in any case.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The secret part of `Authorization`: what follows its scheme.
    pub(crate) fn credentials(&self) -> Option<&str> {
        self.get(AUTHORIZATION).map(|value| split(value).1)
    }

    /// The headers with other text in place of the credentials.
    pub(crate) fn with_credentials<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, [&'a str; 2])> {
        self.iter().map(move |(name, value)| {
            let is_secret = name.eq_ignore_ascii_case(AUTHORIZATION);
            (name, if is_secret { [split(value).0, text] } else { [value, ""] })
        })
    }

    /// Why a header is refused is said without its text, which may be a secret in the wrong place.
    fn put(&mut self, name: &str, value: &str) -> Result<(), String> {
        let value = value.trim_matches([' ', '\t']);
        if name.is_empty() || !name.bytes().all(is_token_byte) {
            return Err("expected a name of letters, digits and -, without blanks".to_owned());
        }
        if value.chars().any(|c| c.is_control() && c != '\t') {
            return Err("the value holds a control character, e.g. the end of a line".to_owned());
        }
        let named = |names: &[&'static str]| names.iter().copied().find(|own| own.eq_ignore_ascii_case(name));
        if let Some(name) = named(OWN) {
            return Err(format!("{name}: this header is not the caller's: leave it out"));
        }
        if let Some(name) = named(ONCE).filter(|name| self.contains(name)) {
            return Err(format!("{name}: this header is given twice"));
        }
        if name.eq_ignore_ascii_case(AUTHORIZATION) && split(value).1.len() < SHORTEST_CREDENTIALS {
            return Err(format!(
                "{AUTHORIZATION}: expected a scheme and credentials of at least {SHORTEST_CREDENTIALS} characters"
            ));
        }
        let length = |(name, value): (&str, &str)| name.len() + value.len() + 4;
        if self.lines.len() == MOST || self.iter().map(length).sum::<usize>() + length((name, value)) > LONGEST {
            return Err(format!("expected at most {MOST} headers of {LONGEST} bytes together"));
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

/// The value of `Authorization`, in front of its credentials and from there on. One word is credentials.
fn split(value: &str) -> (&str, &str) {
    let credentials = value.split_once([' ', '\t']).map_or(value, |(_, rest)| rest.trim_start_matches([' ', '\t']));
    value.split_at(value.len() - credentials.len())
}

/// Whether a byte may stand in a token of RFC 9110: a method, the name of a header.
pub(crate) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn refused(why: &str) -> Error {
    Error::new(Status::InvalidArgument, format!("headers: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_their_order() {
        let headers = Headers::parse("Accept:text/html\r\nx-A:  b c\t\n\nX-a:\r\nX-Ü: ").map(|_| ());
        assert_eq!(headers, Err(refused("line 5: expected a name of letters, digits and -, without blanks")));
        let headers = Headers::parse("Accept:text/html\r\nx-A:  b: c\t\n\nX-a:\r\n").expect("valid");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("Accept", "text/html"), ("x-A", "b: c"), ("X-a", "")]);
        assert_eq!(Headers::parse("").expect("none").iter().count(), 0);
    }

    #[test]
    fn what_breaks_the_message_is_refused_without_its_text() {
        for (lines, why) in [
            ("SECRET", "line 1: expected Name: value"),
            ("A: b\nSECRET x: y", "line 2: expected a name of letters, digits and -, without blanks"),
            (": SECRET", "line 1: expected a name of letters, digits and -, without blanks"),
            (" folded: SECRET", "line 1: expected a name of letters, digits and -, without blanks"),
            ("A: SECRET\rX: y", "line 1: the value holds a control character, e.g. the end of a line"),
            ("A: SECRET\0", "line 1: the value holds a control character, e.g. the end of a line"),
            ("A: SECRET\u{85}", "line 1: the value holds a control character, e.g. the end of a line"),
            ("hOST: SECRET", "line 1: Host: this header is not the caller's: leave it out"),
            ("content-type: a\nContent-Type: b", "line 2: Content-Type: this header is given twice"),
            (
                "Authorization: Bearer abc",
                "line 1: Authorization: expected a scheme and credentials of at least 4 characters",
            ),
        ] {
            let error = Headers::parse(lines).expect_err(lines);
            assert_eq!(error.message(), format!("headers: {why}"));
        }
        for own in OWN {
            Headers::new().add(&own.to_lowercase(), "x").expect_err(own);
        }
        let mut many = Headers::new();
        many.add("A", &"x".repeat(LONGEST)).expect_err("too long");
        for _ in 0..MOST {
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
