//! Text for messages: one line of limited length, quoted names, suggestions, and errors of the operating system.

use std::io;

/// The longest message, in characters, since it may contain a server's text.
pub(crate) const MAX_MESSAGE_CHARS: usize = 500;

/// Makes one line of a text that may contain a server's message.
pub(crate) fn one_line(text: &str) -> String {
    if text.len() <= MAX_MESSAGE_CHARS && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for (count, c) in text.chars().enumerate() {
        if count == MAX_MESSAGE_CHARS {
            line.push('…');
            break;
        }
        line.push(if breaks_line(c) { ' ' } else { c });
    }
    line
}

/// The bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a character is a control character, a line separator or a mark of writing direction.
pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name given by the caller, for a message: on one line and of limited length.
pub fn quoted(name: &str) -> String {
    const MAX_CHARS: usize = 64;
    let mut text: String = name.chars().take(MAX_CHARS).map(|c| if breaks_line(c) { '\u{fffd}' } else { c }).collect();
    if name.chars().count() > MAX_CHARS {
        text.push('…');
    }
    if text.is_empty() { "\"\"".to_owned() } else { text }
}

/// A name in lower case without `_`, `-` and spaces.
pub(crate) fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', ' '], "")
}

/// The candidate closest to `name`, if it is close enough to be a typo; case, `_` and `-` are ignored.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer names are not compared, since the cost is quadratic in their length.
    const MAX_NAME_LEN: usize = 64;
    if name.len() > MAX_NAME_LEN {
        return None;
    }
    let wanted = plain(name);
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().min(name.len()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The message of an I/O error without the error number and without the period that Windows adds.
pub(crate) fn describe(error: &io::Error) -> String {
    let text = error.to_string();
    let message = text.split_once(" (os error").map_or(text.as_str(), |(message, _)| message);
    message.trim_end_matches('.').to_owned()
}
