//! Text for programs: JSON in which nothing steers a terminal, so that looking at the output does no harm.

use crate::page::is_steering;
use serde_json::Value;
use std::fmt::Write;

/// A result as one line.
pub(crate) fn line(json: &Value) -> String {
    format!("{}\n", visible(json))
}

/// A result that is a list as a whole, with one item a line.
pub(crate) fn lines(items: impl Iterator<Item = Value>) -> String {
    format!("[\n{}\n]\n", items.map(|item| visible(&item)).collect::<Vec<_>>().join(",\n"))
}

/// A text, or `null` where it is empty.
pub(crate) fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Compact JSON with `\uXXXX` for what steers a terminal. That stands in its texts only, so that escaping it is enough.
pub(crate) fn visible(json: &Value) -> String {
    let mut out = String::new();
    for c in json.to_string().chars() {
        if c.is_control() || is_steering(c) {
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
    fn every_text_survives_and_none_steers() {
        for text in ["", "a\"b\\c", "\x1b[2J\r\n\0", "\u{9b}\u{202e}\u{feff}\u{7f}", "ü😀"] {
            let json = visible(&text.into());
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            assert!(json.chars().all(|c| !c.is_control() && !is_steering(c)));
        }
    }
}
