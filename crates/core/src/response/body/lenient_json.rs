//! A lenient JSON parser, for response bodies that the strict one refuses: one bad byte must not lose a whole response.
//!
//! Invalid UTF-8, unpaired surrogates, control characters in strings, unknown escapes, unknown literals, extra commas and
//! bytes after the object all occur in practice. What cannot be parsed becomes U+FFFD, never `null`, which could be taken
//! for a value that was set.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Values nested deeper than this are replaced; serde_json's limit is 128 levels.
const MAX_DEPTH: usize = 100;

/// The replacement for a value that cannot be parsed.
const UNREADABLE: &str = "\"\u{fffd}\"";

/// The prefix of the member names that serde_json uses internally for raw values and numbers.
const RESERVED: &str = "$serde_json::private::";

/// The members of the object at the beginning of a body, parsed strictly if possible, else leniently.
pub(crate) fn members(body: &[u8]) -> Option<Map<String, Value>> {
    if let Ok(members) = serde_json::from_slice(body) {
        return Some(members);
    }
    serde_json::from_str(&Lenient::read(body)?.text).ok()
}

/// An object as valid JSON text.
pub(crate) struct Lenient {
    pub(crate) text: String,
    /// Whether more JSON follows, so that it is unknown which of the two counts.
    pub(crate) is_followed: bool,
}

impl Lenient {
    /// Parses the object at the beginning of a body; `None` if there is none or it is truncated.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let body = String::from_utf8_lossy(body);
        let mut reader = Reader { rest: body.trim_start_matches('\u{feff}'), text: String::new() };
        reader.skip_blanks();
        if reader.peek() != Some('{') {
            return None;
        }
        reader.value(0)?;
        let after = reader.rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
        Some(Self { is_followed: after.starts_with(['{', '[']), text: reader.text })
    }
}

struct Reader<'a> {
    rest: &'a str,
    text: String,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Parses one value and writes it as valid JSON.
    fn value(&mut self, depth: usize) -> Option<()> {
        self.skip_blanks();
        match self.peek()? {
            '{' | '[' if depth == MAX_DEPTH => {
                self.skip_nested()?;
                self.text.push_str(UNREADABLE);
            }
            '{' => self.object(depth)?,
            '[' => self.array(depth)?,
            '"' => {
                let text = self.string()?;
                self.write(&text);
            }
            _ => self.word()?,
        }
        Some(())
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.next();
        self.text.push('{');
        let mut is_first = true;
        loop {
            self.skip_blanks();
            match self.peek()? {
                ',' => _ = self.next(),
                '}' => break,
                _ => {
                    let name = self.string()?;
                    self.skip_blanks();
                    if self.next()? != ':' {
                        return None;
                    }
                    let before = self.text.len();
                    if !is_first {
                        self.text.push(',');
                    }
                    self.write(&name);
                    self.text.push(':');
                    self.value(depth + 1)?;
                    if name.starts_with(RESERVED) {
                        self.text.truncate(before);
                    } else {
                        is_first = false;
                    }
                }
            }
        }
        self.next();
        self.text.push('}');
        Some(())
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.next();
        self.text.push('[');
        let mut is_first = true;
        loop {
            self.skip_blanks();
            match self.peek()? {
                ',' => _ = self.next(),
                ']' => break,
                _ => {
                    if !is_first {
                        self.text.push(',');
                    }
                    is_first = false;
                    self.value(depth + 1)?;
                }
            }
        }
        self.next();
        self.text.push(']');
        Some(())
    }

    /// The content of a string.
    fn string(&mut self) -> Option<String> {
        if self.next()? != '"' {
            return None;
        }
        let mut text = String::new();
        loop {
            match self.next()? {
                '"' => return Some(text),
                '\\' => match self.next()? {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'b' => text.push('\u{8}'),
                    'f' => text.push('\u{c}'),
                    'u' => text.push(self.escaped()),
                    other => text.push(other),
                },
                other => text.push(other),
            }
        }
    }

    /// The character of a `\u` escape, or of a surrogate pair of them.
    fn escaped(&mut self) -> char {
        let Some(first) = self.code_unit() else { return char::REPLACEMENT_CHARACTER };
        if let (0xd800..=0xdbff, Some(rest)) = (first, self.rest.strip_prefix("\\u")) {
            let before = std::mem::replace(&mut self.rest, rest);
            if let Some(second @ 0xdc00..=0xdfff) = self.code_unit() {
                let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            self.rest = before;
        }
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        self.rest = self.rest.get(4..)?;
        Some(unit)
    }

    /// A number, `true`, `false` or `null`; any other word is replaced.
    fn word(&mut self) -> Option<()> {
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | ']' | '}' | '[' | '{' | '"');
        let (word, rest) = self.rest.split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
        if word.is_empty() {
            return None;
        }
        self.rest = rest;
        // A RawValue, so that a number is not converted to floating point.
        self.text.push_str(if serde_json::from_str::<&RawValue>(word).is_ok() { word } else { UNREADABLE });
        Some(())
    }

    /// Skips an object or array without recursion.
    fn skip_nested(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                '"' => _ = self.string()?,
                other => {
                    self.next();
                    match other {
                        '{' | '[' => open += 1,
                        '}' | ']' => open = open.saturating_sub(1),
                        _ => {}
                    }
                    if open == 0 {
                        return Some(());
                    }
                }
            }
        }
    }

    fn write(&mut self, text: &str) {
        self.text.push_str(&Value::from(text).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &[u8]) -> Option<String> {
        Lenient::read(body).map(|read| read.text)
    }

    #[test]
    fn invalid_objects_become_valid_ones() {
        for (body, read) in [
            (&b" {\"a\": \"\xfc\", \"b\" :[1 , 1e400]}"[..], "{\"a\":\"\u{fffd}\",\"b\":[1,1e400]}"),
            (
                br#"{"a":"\ud83d","b":"\ude00\ud83d\u0041","c":"\ud83d\ude00"}"#,
                "{\"a\":\"\u{fffd}\",\"b\":\"\u{fffd}\u{fffd}A\",\"c\":\"\u{1f600}\"}",
            ),
            (
                br#"{"a":NaN,"b":-Infinity,"c":01,"d":True,"e":null,}"#,
                "{\"a\":\"\u{fffd}\",\"b\":\"\u{fffd}\",\"c\":\"\u{fffd}\",\"d\":\"\u{fffd}\",\"e\":null}",
            ),
            (b"{\"a\":\"x\ny\\q\\u12\",,\"b\":{}}junk", "{\"a\":\"x\\nyq\u{fffd}12\",\"b\":{}}"),
            (
                br#"{"$serde_json::private::Number":"1","a":{"\u0024serde_json::private::RawValue":2},"b":3}"#,
                "{\"a\":{},\"b\":3}",
            ),
            (b"\xef\xbb\xbf{\"\xff\":true}", "{\"\u{fffd}\":true}"),
        ] {
            let got = text(body).expect("an object");
            assert_eq!(got, read);
            serde_json::from_str::<Map<String, Value>>(&got).expect("valid JSON");
        }
    }

    #[test]
    fn truncated_objects_and_other_values_are_none() {
        for body in [
            "",
            "[]",
            "\"x\"",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":\"x",
            "{\"a\":[1}",
            "{a:1}",
            "<a>",
            "{\"a\" 1}",
            "{\"a\":}",
        ] {
            assert_eq!(text(body.as_bytes()), None, "{body}");
        }
        let deep = "{\"a\":".repeat(100_000);
        assert_eq!(text(deep.as_bytes()), None);
    }

    #[test]
    fn values_nested_too_deeply_are_skipped() {
        let deep = format!("{{\"a\":{}\"]\"{},\"b\":2}}", "[".repeat(100_000), "]".repeat(100_000));
        let members = members(deep.as_bytes()).expect("an object");
        assert_eq!(members.get("b"), Some(&2.into()));
    }

    #[test]
    fn json_after_the_object_is_reported() {
        for (body, is_followed) in
            [("{} x", false), ("{}\0", false), ("{}}", false), ("{} {}", true), ("{}\n[1]", true)]
        {
            assert_eq!(Lenient::read(body.as_bytes()).map(|read| read.is_followed), Some(is_followed), "{body:?}");
        }
    }
}
