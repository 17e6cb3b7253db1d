//! Percent-encoding, query strings and Basic credentials.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

/// Percent-decodes once; `None` if an escape is invalid or the result is not UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let is_escape = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    let decoded = text.split('%').skip(1).all(is_escape).then(|| percent_decode_str(text).decode_utf8());
    Some(decoded?.ok()?.into_owned())
}

/// The pairs of a query string or form. A value with an invalid escape stays encoded.
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

/// The `user:password` of a `Basic` authorization header.
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
