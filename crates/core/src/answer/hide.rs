//! Blackens a secret wherever a text repeats it.

/// The shortest secret that is searched for: shorter ones would blacken innocent text, and no real one is so short.
const SHORTEST: usize = 4;

/// Replaces every occurrence of `secret` by as many asterisks.
pub(super) fn hide(text: &mut [u8], secret: &str) {
    hide_where(text, secret, <[u8]>::eq);
}

/// [`hide`] in any case of letters, for heads, whose names have none.
pub(super) fn hide_any_case(text: &mut [u8], secret: &str) {
    hide_where(text, secret, <[u8]>::eq_ignore_ascii_case);
}

fn hide_where(text: &mut [u8], secret: &str, is_same: impl Fn(&[u8], &[u8]) -> bool) {
    let secret = secret.as_bytes();
    if secret.len() < SHORTEST {
        return;
    }
    let mut from = 0;
    while let Some(found) =
        text.get(from..).and_then(|rest| rest.windows(secret.len()).position(|part| is_same(part, secret)))
    {
        let start = from + found;
        from = start + secret.len();
        if let Some(part) = text.get_mut(start..from) {
            part.fill(b'*');
        }
    }
}

/// [`hide`] in text.
pub(crate) fn hide_in(text: &mut String, secret: &str) {
    if secret.len() >= SHORTEST && text.contains(secret) {
        *text = text.replace(secret, &"*".repeat(secret.len()));
    }
}

/// Replaces the beginning of `secret` with which a text breaks off.
pub(super) fn hide_begun(text: &mut [u8], secret: &str) {
    let secret = secret.as_bytes();
    for length in (SHORTEST..secret.len()).rev() {
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
