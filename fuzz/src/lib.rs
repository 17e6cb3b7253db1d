//! Shared code of the fuzz targets. The checks here do not use the code that they check.

pub mod almost_json;
pub mod import;
pub mod json;
pub mod outcomes;
pub mod server;

/// The token of every call that gets as far as a request.
pub const TOKEN: &str = "tok-5ecret.0123456789";

/// Whether a text is one line, also for programs that break lines where Unicode says so, and shown in its own order.
pub fn is_one_line(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// Takes a percent-encoded text apart; `None` where an escape is none.
pub fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        decoded.push(u8::try_from(high * 16 + low).ok()?);
    }
    Some(decoded)
}

/// Whether a text is valid in one segment of a path: RFC 3986's unreserved characters, `@` and escapes.
pub fn is_segment(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~@%".contains(&b))
        && !matches!(text, "." | "..")
}
