//! JSON output. Characters that could control a terminal are escaped.

use crate::text::is_invisible;
use serde_json::Value;
use std::fmt::Write;

/// An object on one line.
pub(crate) fn line(json: &Value) -> String {
    format!("{}\n", to_text(json))
}

/// A list with one item on each line.
pub(crate) fn lines(items: impl Iterator<Item = Value>) -> String {
    format!("[\n{}\n]\n", items.map(|item| to_text(&item)).collect::<Vec<_>>().join(",\n"))
}

/// The text, or `None` if it is empty.
pub(crate) fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Compact JSON. Outside of strings it has no character that needs escaping.
pub(crate) fn to_text(json: &Value) -> String {
    let mut out = String::new();
    for c in json.to_string().chars() {
        if c.is_control() || is_invisible(c) {
            // Writing to a String does not fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_is_the_same_json() {
        for text in ["", "a\"b\\c", "\x1b[2J\r\n\0", "\u{9b}\u{202e}\u{feff}\u{7f}", "ü😀"] {
            let json = to_text(&text.into());
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            assert!(json.chars().all(|c| !c.is_control() && !is_invisible(c)));
        }
    }
}
