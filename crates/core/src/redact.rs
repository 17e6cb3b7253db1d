//! Redacts secrets in text and bytes.

/// The shortest secret that is redacted: shorter ones would match unrelated text, and no real secret is that short.
const MIN_SECRET_LEN: usize = 4;

/// Replaces every occurrence of `secret` with as many asterisks.
pub(crate) fn redact(text: &mut [u8], secret: &str) {
    redact_where(text, secret, <[u8]>::eq);
}

/// [`redact`], case-insensitive, for heads, whose header names are.
pub(crate) fn redact_any_case(text: &mut [u8], secret: &str) {
    redact_where(text, secret, <[u8]>::eq_ignore_ascii_case);
}

fn redact_where(text: &mut [u8], secret: &str, is_same: impl Fn(&[u8], &[u8]) -> bool) {
    let secret = secret.as_bytes();
    if secret.len() < MIN_SECRET_LEN {
        return;
    }
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| position(rest, secret, &is_same)) {
        let start = from + found;
        from = start + secret.len();
        if let Some(part) = text.get_mut(start..from) {
            part.fill(b'*');
        }
    }
}

/// Whether `secret` occurs, case-insensitive, so that it would be redacted.
pub(crate) fn contains_any_case(text: &[u8], secret: &str) -> bool {
    secret.len() >= MIN_SECRET_LEN && position(text, secret.as_bytes(), &<[u8]>::eq_ignore_ascii_case).is_some()
}

/// Where `secret` begins. Few places have its first byte, so that is compared first.
fn position(text: &[u8], secret: &[u8], is_same: &impl Fn(&[u8], &[u8]) -> bool) -> Option<usize> {
    let first = secret.first()?.to_ascii_lowercase();
    let begins = |part: &[u8]| part.first().is_some_and(|byte| byte.to_ascii_lowercase() == first);
    text.windows(secret.len()).position(|part| begins(part) && is_same(part, secret))
}

/// [`redact`] in a `String`.
pub(crate) fn redact_in(text: &mut String, secret: &str) {
    if secret.len() >= MIN_SECRET_LEN && text.contains(secret) {
        *text = text.replace(secret, &"*".repeat(secret.len()));
    }
}

/// Replaces the beginning of `secret` at the end of a truncated text.
pub(crate) fn redact_cut(text: &mut [u8], secret: &str) {
    let secret = secret.as_bytes();
    for length in (MIN_SECRET_LEN..secret.len()).rev() {
        let begun = secret.get(..length).unwrap_or_default();
        if text.ends_with(begun) {
            let start = text.len() - length;
            if let Some(part) = text.get_mut(start..) {
                part.fill(b'*');
            }
            return;
        }
    }
}
