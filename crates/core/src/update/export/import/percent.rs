//! Percent-encoding as it stands in other people's texts.

use std::fmt::Write;

/// Decodes; an escape that is none stays as it is. `None` where the bytes are no UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit =
            |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// Encodes everything but RFC 3986's unreserved characters.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The pairs of a query or a web form, decoded.
pub(super) fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
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
    fn escapes_are_taken_apart() {
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
