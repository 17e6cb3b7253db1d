//! Percent-encoding (RFC 3986) and its form variant.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// Everything except RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same without `@`, which RFC 3986 allows in a path, and Zoom's documentation shows so.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'@');

/// Decodes; invalid escapes are kept. `None` if the result is not UTF-8.
pub fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// Encodes everything except RFC 3986's unreserved characters.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// [`encoded`] for a segment of a path, in which `@` is kept.
pub(crate) fn encoded_segment(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, RESERVED_IN_PATH)
}

/// The decoded pairs of a query or of `application/x-www-form-urlencoded`.
///
/// # Errors
///
/// A decoded text is not UTF-8.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let decode = |text: &str| decoded(&text.replace('+', " ")).ok_or("a percent-encoded text is not UTF-8".to_owned());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decode(name)?, decode(value)?))
    };
    text.split('&').filter(|piece| !piece.is_empty()).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded() {
        for (text, plain) in [("a%20b", "a b"), ("%c3%BC", "ü"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("%2525", "%25")]
        {
            assert_eq!(decoded(text).as_deref(), Some(plain));
        }
        assert_eq!(decoded("%ff"), None);
        assert_eq!(decoded(&encoded("ü /?&=+%\n")).as_deref(), Some("ü /?&=+%\n"));
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(pairs("a=b+c&&d&e=%26=x"), Ok(vec![pair("a", "b c"), pair("d", ""), pair("e", "&=x")]));
        assert!(pairs("a=%ff").is_err());
    }
}
