//! Text for programs: JSON with its members in a fixed order.
//!
//! Characters that could steer a terminal are written as `\uXXXX`, so that looking at the output does no harm.

use crate::page::is_steering;
use crate::veil::Veil;
use std::fmt::{Display, Write};

/// An object that is being written.
pub(crate) struct Object<'a> {
    text: String,
    veil: &'a Veil,
}

impl<'a> Object<'a> {
    pub(crate) fn new(veil: &'a Veil) -> Self {
        Self { text: String::from("{"), veil }
    }

    /// A member whose value is JSON already: a number, `true`, a list.
    pub(crate) fn raw(mut self, name: &str, json: impl Display) -> Self {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        // Writing to a String does not fail.
        let _ = write!(self.text, "\"{name}\":{json}");
        self
    }

    /// A text.
    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        let json = quoted(&self.veil.hide(text));
        self.raw(name, json)
    }

    /// A text, or `null` where it is empty.
    pub(crate) fn some_text(self, name: &str, text: &str) -> Self {
        if text.is_empty() { self.raw(name, "null") } else { self.text(name, text) }
    }

    /// Something, or `null`.
    pub(crate) fn some(self, name: &str, json: Option<impl Display>) -> Self {
        match json {
            Some(json) => self.raw(name, json),
            None => self.raw(name, "null"),
        }
    }

    /// Bytes as text in the member `name`; bytes that are no UTF-8 as hexadecimal digits in `name_hex`.
    pub(crate) fn bytes(self, name: &str, bytes: Option<&[u8]>) -> Self {
        let hex = format!("{name}_hex");
        match bytes.map(|bytes| std::str::from_utf8(bytes).map_err(|_| bytes)) {
            None => self.raw(name, "null").raw(&hex, "null"),
            Some(Ok(text)) => self.text(name, text).raw(&hex, "null"),
            Some(Err(bytes)) => {
                let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
                self.raw(name, "null").text(&hex, &digits)
            }
        }
    }

    pub(crate) fn end(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// A list of what is JSON already.
pub(crate) fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// A list with one item a line, for results that are a list as a whole.
pub(crate) fn lines(items: impl Iterator<Item = String>) -> String {
    format!("[\n{}\n]\n", items.collect::<Vec<_>>().join(",\n"))
}

/// A text in quotes.
pub(crate) fn quoted(text: &str) -> String {
    visible(&serde_json::Value::from(text).to_string())
}

/// JSON without characters that steer a terminal. They stand in its texts only, so that escaping them is enough.
pub(crate) fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_control() || is_steering(c) {
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
            let json = quoted(text);
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            assert!(json.chars().all(|c| !c.is_control() && !is_steering(c)));
        }
    }

    #[test]
    fn bytes_are_text_or_hex() {
        let veil = Veil::none();
        let json = |bytes| Object::new(&veil).bytes("body", bytes).end();
        assert_eq!(json(None), r#"{"body":null,"body_hex":null}"#);
        assert_eq!(json(Some(b"a")), r#"{"body":"a","body_hex":null}"#);
        assert_eq!(json(Some(b"\xff\x00")), r#"{"body":null,"body_hex":"ff00"}"#);
    }
}
