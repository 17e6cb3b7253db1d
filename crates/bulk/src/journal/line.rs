//! One line of a journal: a JSON object whose last member is the CRC-32 of the text before it.

use crate::outcome::Counts;
use itoa::{Buffer, Integer};
use std::fmt::{self, Write};

/// What stands before the checksum.
const CHECKSUM: &str = ",\"c\":\"";
/// The length of the checksum and of what closes the object.
const END_LEN: usize = CHECKSUM.len() + 8 + 2;

/// A line being written, at the end of other lines.
pub(super) struct Line {
    text: String,
    start: usize,
}

impl Line {
    /// A line after those of `text`.
    pub(super) fn new(mut text: String, kind: &str) -> Self {
        let start = text.len();
        text.push_str("{\"e\":\"");
        text.push_str(kind);
        text.push('"');
        Self { text, start }
    }

    pub(super) fn number(mut self, name: &str, number: impl Integer) -> Self {
        self.name(name);
        self.text.push_str(Buffer::new().format(number));
        self
    }

    pub(super) fn number_if(self, name: &str, number: Option<impl Integer>) -> Self {
        match number {
            Some(number) => self.number(name, number),
            None => self,
        }
    }

    pub(super) fn flag(mut self, name: &str) -> Self {
        self.name(name);
        self.text.push_str("true");
        self
    }

    /// 16 hexadecimal digits.
    pub(super) fn hex(mut self, name: &str, number: u64) -> Self {
        self.name(name);
        self.push_format(format_args!("\"{number:016x}\""));
        self
    }

    pub(super) fn text(mut self, name: &str, text: &str) -> Self {
        self.name(name);
        self.push_json(text);
        self
    }

    pub(super) fn text_unless_empty(self, name: &str, text: &str) -> Self {
        if text.is_empty() { self } else { self.text(name, text) }
    }

    pub(super) fn texts_unless_empty(self, name: &str, texts: &[String]) -> Self {
        if texts.is_empty() { self } else { self.list(name, texts, |line, text| line.push_json(text)) }
    }

    pub(super) fn numbers(self, name: &str, numbers: &[u64]) -> Self {
        self.list(name, numbers, |line, number| line.text.push_str(Buffer::new().format(*number)))
    }

    /// The outcomes that there are.
    pub(super) fn counts(mut self, name: &str, counts: &Counts) -> Self {
        self.name(name);
        self.text.push('{');
        let mut separator = "";
        for (outcome, rows) in counts.iter().filter(|(_, rows)| *rows > 0) {
            self.push_format(format_args!("{separator}\"{}\":{rows}", outcome.word()));
            separator = ",";
        }
        self.text.push('}');
        self
    }

    fn list<T>(mut self, name: &str, items: &[T], push: impl Fn(&mut Self, &T)) -> Self {
        self.name(name);
        self.text.push('[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.text.push(',');
            }
            push(&mut self, item);
        }
        self.text.push(']');
        self
    }

    /// The lines, this one with its checksum and line end.
    pub(super) fn end(mut self) -> String {
        let sum = crc32fast::hash(self.text.get(self.start..).unwrap_or_default().as_bytes());
        self.push_format(format_args!("{CHECKSUM}{sum:08x}\"}}\n"));
        self.text
    }

    fn push_format(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a String does not fail.
        let _: fmt::Result = self.text.write_fmt(text);
    }

    fn name(&mut self, name: &str) {
        self.text.push_str(",\"");
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// A text in JSON.
    fn push_json(&mut self, text: &str) {
        if text.bytes().all(|byte| byte >= b' ' && !matches!(byte, b'"' | b'\\')) {
            self.text.push('"');
            self.text.push_str(text);
            self.text.push('"');
        } else {
            self.text.push_str(&serde_json::to_string(text).unwrap_or_default());
        }
    }
}

/// The line without its line end, if its checksum is right.
pub(super) fn checked(line: &[u8]) -> Option<&str> {
    let (text, end) = line.split_at_checked(line.len().checked_sub(END_LEN)?)?;
    let sum = end.strip_prefix(CHECKSUM.as_bytes())?.strip_suffix(b"\"}")?;
    let is_hex = sum.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let sum = std::str::from_utf8(sum).ok().and_then(|sum| u32::from_str_radix(sum, 16).ok())?;
    let is_right = is_hex && sum == crc32fast::hash(text);
    if is_right { std::str::from_utf8(line).ok() } else { None }
}

/// Whether a line without a right checksum was once complete, so that it was damaged later.
pub(super) fn was_complete(line: &[u8]) -> bool {
    let checksum = line.windows(CHECKSUM.len()).position(|window| window == CHECKSUM.as_bytes());
    checksum.is_some_and(|at| line.len() - at >= END_LEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_recognized() {
        let line = Line::new(String::new(), "x").number("n", 1).text("t", "a\n\u{e9}").end();
        let line = line.strip_suffix('\n').expect("ends").as_bytes();
        assert_eq!(checked(line).map(str::as_bytes), Some(line));
        for at in 0..line.len() {
            let mut changed = line.to_vec();
            changed[at] ^= 1;
            assert_eq!(checked(&changed), None, "{at}");
            assert_eq!(checked(&line[..at]), None, "{at}");
        }
    }
}
