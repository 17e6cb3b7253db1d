//! Text as URLs and headers write it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Percent-decodes once; nothing if an escape is broken or the result is not UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let [high, low, after @ ..] = after else { return None };
            bytes.push(hex_digit(*high)? << 4 | hex_digit(*low)?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The pairs of a query string or form; a broken escape stays as it is.
pub(crate) fn form_pairs(text: &str) -> Vec<(String, String)> {
    let decoded = |part: &str| {
        let part = part.replace('+', " ");
        percent_decoded(&part).unwrap_or(part)
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// The `user:password` of an `Authorization: Basic` value.
pub(crate) fn basic_credentials(value: &str) -> Option<String> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_exactly_once() {
        assert_eq!(percent_decoded("a%2Fb+c%2525"), Some("a/b+c%25".to_owned()));
        for broken in ["%", "%2", "%zz", "%ff", "%+1"] {
            assert_eq!(percent_decoded(broken), None, "{broken}");
        }
        assert_eq!(form_pairs("a=b+c&d=%26&&e"), [("a", "b c"), ("d", "&"), ("e", "")].map(owned));
    }

    fn owned((name, value): (&str, &str)) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }
}
