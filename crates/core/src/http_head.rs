//! Parses the head of a response. A line that violates the grammar of RFC 9112 is ignored with a warning, unless it could
//! change where the response ends: then the head is refused.

use crate::redact::redact_any_case;
use std::borrow::Cow;

/// The maximum number of lines after the status line.
pub(crate) const MOST_LINES: usize = 128;

/// The headers that determine where a response ends and whether its connection is kept.
const FRAMING: [&str; 3] = ["Content-Length", "Transfer-Encoding", "Connection"];

/// A complete head.
#[derive(Debug)]
pub(crate) struct RawHead<'a> {
    /// The digit after `HTTP/1.`.
    pub(crate) minor: u8,
    pub(crate) status: u16,
    /// The reason phrase.
    pub(crate) reason: &'a [u8],
    pub(crate) fields: Vec<Field<'a>>,
    /// Lines that violate the grammar.
    pub(crate) malformed: Vec<MalformedLine>,
}

/// A header.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Cow<'a, [u8]>,
}

/// Why a head is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HeadError {
    NotHttp,
    TooLong,
    TooManyLines,
    /// A malformed line may change where the response ends: its header, and what is wrong with it.
    Framing(&'static str, &'static str),
    /// A line of white space, which some parsers take for the end of the head.
    BlankLine,
}

/// A line that violates the grammar without consequences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MalformedLine {
    /// The line number; the status line is 1.
    pub(crate) line: usize,
    /// The header's name, or "".
    name: String,
    why: &'static str,
}

/// Longer names are not repeated in a warning.
const MAX_NAME_LEN: usize = 64;

/// How many malformed lines of one head get a warning of their own.
const MAX_WARNINGS: usize = 8;

impl MalformedLine {
    fn new(line: usize, name: &str, why: &'static str) -> Self {
        let name = if name.len() <= MAX_NAME_LEN { name } else { "" };
        Self { line, name: name.to_owned(), why }
    }

    /// The warning about this line in `whose` head, with secrets redacted.
    fn warning(&self, whose: &str, secrets: &[&str]) -> String {
        let Self { line, why, .. } = self;
        let mut name = self.name.clone().into_bytes();
        for secret in secrets {
            redact_any_case(&mut name, secret);
        }
        let name = String::from_utf8_lossy(&name);
        let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
        format!("line {line}{name} of the {whose} head {why}; a proxy or filter in between may have written it")
    }
}

/// Warnings about the malformed lines of one head.
pub(crate) fn warnings(malformed: &[MalformedLine], whose: &str, secrets: &[&str]) -> Vec<String> {
    let mut told: Vec<String> = malformed.iter().take(MAX_WARNINGS).map(|line| line.warning(whose, secrets)).collect();
    if let Some(more @ 1..) = malformed.len().checked_sub(MAX_WARNINGS) {
        told.push(format!("{more} more lines of the {whose} head break the grammar of HTTP"));
    }
    told
}

/// Finds the end of a head in bytes received so far.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    /// Where the search for the next line end continues.
    at: usize,
    /// Where the current line begins.
    line: usize,
    /// The number of lines so far, without leading empty ones.
    lines: usize,
}

impl Scanner {
    /// The length of the head if it is complete. `bytes` is all of it received so far; `most` is its maximum length.
    pub(crate) fn end(&mut self, bytes: &[u8], most: usize) -> Result<Option<usize>, HeadError> {
        while let Some(found) = bytes.get(self.at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n')) {
            let end = self.at + found;
            let line = trimmed(bytes.get(self.line..end).unwrap_or_default());
            (self.at, self.line) = (end + 1, end + 1);
            if end + 1 > most {
                return Err(HeadError::TooLong);
            }
            match (line.is_empty(), self.lines) {
                (true, 0) => continue,
                (true, _) => return Ok(Some(end + 1)),
                (false, 0) if status_line(line).is_none() => return Err(HeadError::NotHttp),
                (false, 1..) if is_blank(line) => return Err(HeadError::BlankLine),
                (false, _) => {}
            }
            self.lines += 1;
            if self.lines > MOST_LINES + 1 {
                return Err(HeadError::TooManyLines);
            }
        }
        self.at = bytes.len();
        let begun = bytes.get(self.line..).unwrap_or_default();
        if self.lines == 0 && !is_beginning(begun) {
            return Err(HeadError::NotHttp);
        }
        if bytes.len() > most { Err(HeadError::TooLong) } else { Ok(None) }
    }
}

/// Whether a first line may begin so.
fn is_beginning(line: &[u8]) -> bool {
    const START: &[u8] = b"HTTP/1.";
    START.starts_with(line) || line.starts_with(START) || line == b"\r"
}

/// Whether a line that is not empty looks so, so that some may take it for the end of the head.
fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

/// A line without its CR.
fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Minor version, status and reason.
fn status_line(line: &[u8]) -> Option<(u8, u16, &[u8])> {
    let [minor @ (b'0' | b'1'), b' ', rest @ ..] = line.strip_prefix(b"HTTP/1.")? else { return None };
    let (digits, rest) = rest.split_at_checked(3)?;
    let status = std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_digit))?.parse().ok()?;
    let reason = if rest.is_empty() { rest } else { rest.strip_prefix(b" ")? };
    (status >= 100).then_some((minor - b'0', status, reason))
}

impl<'a> RawHead<'a> {
    /// Parses a head up to its empty line.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, HeadError> {
        let mut lines = bytes.split(|byte| *byte == b'\n').map(trimmed).skip_while(|line| line.is_empty());
        let (minor, status, reason) = lines.next().and_then(status_line).ok_or(HeadError::NotHttp)?;
        let mut head = Self { minor, status, reason, fields: Vec::new(), malformed: Vec::new() };
        if has_control(reason) {
            refuse_framing(reason, CONTROL)?;
            head.malformed.push(MalformedLine::new(1, "", "has a control character"));
        }
        // Whether the previous line is in `fields`, for a line that continues it.
        let mut is_kept = false;
        for (line, number) in lines.zip(2..) {
            if line.is_empty() {
                return Ok(head);
            }
            if is_blank(line) {
                return Err(HeadError::BlankLine);
            }
            if matches!(line.first(), Some(b' ' | b'\t')) {
                head.fold(line, number, is_kept)?;
                is_kept &=
                    head.malformed.last().is_none_or(|malformed| malformed.line != number || malformed.why == FOLDED);
                continue;
            }
            is_kept = head.add(line, number)?;
        }
        Err(HeadError::NotHttp)
    }

    /// Adds a line; returns whether it was accepted as a header.
    fn add(&mut self, line: &'a [u8], number: usize) -> Result<bool, HeadError> {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let (name, value) = (parts.next().unwrap_or_default(), parts.next());
        let bare = name.trim_ascii_end();
        let (why, problem) = match value {
            None => (NO_COLON, "has no colon and was ignored"),
            Some(_) if bare.is_empty() => (NO_NAME, "has no header name and was ignored"),
            Some(_) if has_control(line) => (CONTROL, "has a control character and was ignored"),
            Some(_) if bare.len() < name.len() => (BLANK, "has a blank before its colon and was ignored"),
            Some(_) if !name.iter().copied().all(is_token_byte) => {
                (NAME, "has a character in its name that is not allowed there and was ignored")
            }
            Some(value) => {
                let name = std::str::from_utf8(name).unwrap_or_default();
                self.fields.push(Field { name, value: Cow::Borrowed(value.trim_ascii()) });
                return Ok(true);
            }
        };
        refuse_framing(line, why)?;
        let name = std::str::from_utf8(bare).unwrap_or_default();
        let is_shown = value.is_some() && bare.iter().copied().all(is_token_byte);
        self.malformed.push(MalformedLine::new(number, if is_shown { name } else { "" }, problem));
        Ok(false)
    }

    /// Joins a folded line to the header that it continues (RFC 9112, 5.2), if there is one.
    fn fold(&mut self, line: &'a [u8], number: usize, is_kept: bool) -> Result<(), HeadError> {
        refuse_framing(line, FOLD)?;
        let mut malformed = MalformedLine::new(number, "", "continues no header and was ignored");
        if let Some(field) = self.fields.last_mut().filter(|_| is_kept) {
            if let Some(name) = framing_name(field.name.as_bytes()) {
                return Err(HeadError::Framing(name, FOLD));
            }
            malformed = MalformedLine::new(number, field.name, FOLDED);
            if has_control(line) {
                self.fields.pop();
                malformed.why = "has a control character; its header was ignored";
            } else {
                let value = field.value.to_mut();
                value.push(b' ');
                value.extend_from_slice(line.trim_ascii());
            }
        }
        self.malformed.push(malformed);
        Ok(())
    }

    /// The values of a header, in order.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        let has_name = move |field: &&Field<'_>| field.name.eq_ignore_ascii_case(name);
        self.fields.iter().filter(has_name).map(|field| &*field.value)
    }

    /// The members of a list header, in lower case.
    pub(crate) fn list(&self, name: &str) -> Vec<Vec<u8>> {
        let members = self.values(name).flat_map(|value| value.split(|byte| *byte == b','));
        members.map(|member| member.trim_ascii().to_ascii_lowercase()).collect()
    }
}

const FOLDED: &str = "continues the header before it and was joined to it";

const BLANK: &str = "a blank before its colon";
const CONTROL: &str = "a control character in its line";
const FOLD: &str = "a second line";
const NAME: &str = "a character beside its name";
const NO_COLON: &str = "no colon after its name";
const NO_NAME: &str = "a colon before its name";

fn refuse_framing(line: &[u8], why: &'static str) -> Result<(), HeadError> {
    // Some parsers take CR and other control characters for the end of a line.
    let parts = line.split(u8::is_ascii_control);
    match parts.chain([line]).find_map(framing_name) {
        Some(name) => Err(HeadError::Framing(name, why)),
        None => Ok(()),
    }
}

/// The framing header that a malformed line may be meant as: its name without invalid characters is compared.
fn framing_name(line: &[u8]) -> Option<&'static str> {
    let tokens = |bytes: &[u8]| -> Vec<u8> { bytes.iter().copied().filter(|byte| is_token_byte(*byte)).collect() };
    let is_named = |bytes: &[u8], name: &&str| bytes.eq_ignore_ascii_case(name.as_bytes());
    let mut parts = line.splitn(3, |byte| *byte == b':');
    let first = tokens(parts.next().unwrap_or_default());
    // A colon before the name, or none after it.
    let second = if first.is_empty() { tokens(parts.next().unwrap_or_default()) } else { Vec::new() };
    let words: Vec<u8> = line.trim_ascii().iter().copied().take_while(|byte| is_token_byte(*byte)).collect();
    FRAMING.into_iter().find(|name| [&first, &second, &words].iter().any(|part| is_named(part, name)))
}

/// Whether a byte is allowed in a token (RFC 9110), i.e. in a method or header name.
pub(crate) fn is_token_byte(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// Whether there is a control character other than HTAB.
fn has_control(line: &[u8]) -> bool {
    // Without an early end, which keeps the compiler from checking several bytes at once.
    line.iter().fold(false, |found, byte| found | (byte.is_ascii_control() && *byte != b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and values, and the warnings.
    type Read = (Vec<(String, String)>, Vec<String>);

    fn read(lines: &str) -> Result<Read, HeadError> {
        let text = format!("HTTP/1.1 204 x\r\n{lines}\r\n");
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("a byte")).collect();
        assert_eq!(Scanner::default().end(&bytes, 1_000)?, Some(bytes.len()));
        let head = RawHead::read(&bytes)?;
        let fields = head.fields.iter();
        let fields = fields.map(|field| (field.name.to_owned(), String::from_utf8_lossy(&field.value).into_owned()));
        Ok((fields.collect(), warnings(&head.malformed, "response", &[])))
    }

    #[test]
    fn malformed_lines_are_ignored_with_a_warning() {
        for (lines, expected, told) in [
            ("A: 1\r\n", vec![("A", "1")], vec![]),
            ("A:1\nB:\t2 \nC:\r\n", vec![("A", "1"), ("B", "2"), ("C", "")], vec![]),
            ("A: 1\r\nX-Filter : on\r\n", vec![("A", "1")], vec!["line 3 (X-Filter) ", "blank before its colon"]),
            ("X-Filter\t: on\r\nA: 1\r\n", vec![("A", "1")], vec!["line 2 (X-Filter) ", "blank before its colon"]),
            ("A: 1\r\n: on\r\n", vec![("A", "1")], vec!["line 3 of", "no header name"]),
            ("A: 1\r\n : on\r\n", vec![("A", "1 : on")], vec!["line 3 (A) ", "joined"]),
            ("A: 1\r\n\t2\r\n  3\r\n", vec![("A", "1 2 3")], vec!["line 3 (A) ", "joined"]),
            (" 1\r\nA: 1\r\n", vec![("A", "1")], vec!["line 2 of", "continues no header"]),
            ("B : 1\r\n 2\r\nA: 1\r\n", vec![("A", "1")], vec!["line 2 (B) ", "blank"]),
            ("A: 1\r\nB: 1\r\n 2\u{1}\r\n 3\r\n", vec![("A", "1")], vec!["line 4 (B) ", "control"]),
            ("A: 1\r\nno colon\r\n", vec![("A", "1")], vec!["line 3 of", "no colon"]),
            ("A: 1\r\nB: 2\u{0}\r\n", vec![("A", "1")], vec!["line 3 (B) ", "control character"]),
            ("A: 1\r\nB: 2\rC: 3\r\n", vec![("A", "1")], vec!["line 3 (B) ", "control character"]),
            ("A: 1\r\nB\u{7f}: 2\r\n", vec![("A", "1")], vec!["line 3 of", "control character"]),
            ("A: 1\r\nB(c): 2\r\n", vec![("A", "1")], vec!["line 3 of", "not allowed"]),
            ("A: 1\r\nB\u{e4}: 2\r\n", vec![("A", "1")], vec!["line 3 of", "not allowed"]),
            ("A: 1\r\nmy Connection: 2\r\n", vec![("A", "1")], vec!["line 3 of", "not allowed"]),
        ] {
            let (fields, warnings) = read(lines).expect(lines);
            let expected: Vec<_> = expected.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            assert_eq!(fields, expected, "{lines:?}");
            assert_eq!(warnings.is_empty(), told.is_empty(), "{lines:?}: {warnings:?}");
            let first = warnings.first().map_or("", String::as_str);
            assert!(told.iter().all(|part| first.contains(part)), "{lines:?}: {first}");
        }
    }

    #[test]
    fn malformed_framing_headers_are_refused_by_name() {
        for (lines, name, why) in [
            ("Content-Length : 5\r\n", "Content-Length", BLANK),
            ("content-length\t: 5\r\n", "Content-Length", BLANK),
            ("Transfer-Encoding : chunked\r\n", "Transfer-Encoding", BLANK),
            ("CONNECTION : close\r\n", "Connection", BLANK),
            ("Content-Length:\r\n 5\r\n", "Content-Length", FOLD),
            ("Connection: keep-alive,\r\n close\r\n", "Connection", FOLD),
            ("X: a\r\n Transfer-Encoding: chunked\r\n", "Transfer-Encoding", FOLD),
            (" Content-Length: 5\r\n", "Content-Length", FOLD),
            ("Content-Length: 5\u{0}\r\n", "Content-Length", CONTROL),
            ("Transfer-Encoding:\u{b}chunked\r\n", "Transfer-Encoding", CONTROL),
            ("\u{1}Transfer-Encoding: chunked\r\n", "Transfer-Encoding", CONTROL),
            ("Transfer\u{1}-Encoding: chunked\r\n", "Transfer-Encoding", CONTROL),
            ("X: a\rContent-Length: 5\r\n", "Content-Length", CONTROL),
            ("X: a\u{0}Content-Length: 5\r\n", "Content-Length", CONTROL),
            ("\"Content-Length\": 5\r\n", "Content-Length", NAME),
            ("Content-Length\u{a0}: 5\r\n", "Content-Length", NAME),
            (":Content-Length: 5\r\n", "Content-Length", NO_NAME),
            ("Content-Length 5\r\n", "Content-Length", NO_COLON),
            ("Content-Length\r\n", "Content-Length", NO_COLON),
        ] {
            let lines = format!("A: 1\r\n{lines}");
            assert_eq!(read(&lines), Err(HeadError::Framing(name, why)), "{lines:?}");
        }
        for lines in [" \r\n", "A: 1\r\n\t\r\n", "\r\r\n"] {
            assert_eq!(read(lines), Err(HeadError::BlankLine), "{lines:?}");
            let whole = format!("HTTP/1.1 204 x\r\n{lines}\r\n");
            assert_eq!(RawHead::read(whole.as_bytes()).map(drop), Err(HeadError::BlankLine), "{lines:?}");
        }
    }

    #[test]
    fn a_status_line_is_parsed_strictly() {
        for (line, expected) in [
            ("HTTP/1.1 204", Some((1, 204, ""))),
            ("HTTP/1.0 204 ", Some((0, 204, ""))),
            ("HTTP/1.1 400 Bad  Request", Some((1, 400, "Bad  Request"))),
            ("HTTP/1.1 999 x", Some((1, 999, "x"))),
            ("HTTP/1.1 099 x", None),
            ("HTTP/1.1 20", None),
            ("HTTP/1.1 2040", None),
            ("HTTP/1.1 +20 x", None),
            ("HTTP/1.1  204 x", None),
            ("HTTP/1.2 204 x", None),
            ("HTTP/2 204 x", None),
            ("http/1.1 204 x", None),
            (" HTTP/1.1 204 x", None),
            ("ICY 200 OK", None),
        ] {
            let expected = expected.map(|(minor, status, reason)| (minor, status, reason.as_bytes()));
            assert_eq!(status_line(line.as_bytes()), expected, "{line}");
        }
        let head = RawHead::read(b"HTTP/1.1 204 N\x01o\r\n\r\n").expect("a head");
        assert_eq!((head.status, head.malformed.len()), (204, 1));
        assert!(RawHead::read(b"HTTP/1.1 204 x\rContent-Length: 5\r\n\r\n").is_err());
    }

    #[test]
    fn the_end_is_found_in_any_split_of_the_bytes() {
        let head = b"\r\n\r\nHTTP/1.1 204 x\r\nA: b\n\r\n";
        let bytes = [head.as_slice(), b"HTTP/1.1 "].concat();
        let mut scanner = Scanner::default();
        for length in 0..head.len() {
            assert_eq!(scanner.end(&bytes[..length], 100), Ok(None), "{length}");
        }
        assert_eq!(scanner.end(&bytes, 100), Ok(Some(head.len())));
        assert_eq!(Scanner::default().end(&bytes, head.len()), Ok(Some(head.len())));
        assert_eq!(Scanner::default().end(&bytes, head.len() - 1), Err(HeadError::TooLong));
        for wrong in ["x", "HTTP/2", "HTTP/1.1 xyz\r\n", "\rx", "HTTP/1.1 204 x\rHTTP\r\nSSH\r\n\r\n"] {
            let found = Scanner::default().end(wrong.as_bytes(), 100);
            assert_eq!(found.is_err(), !wrong.contains("204"), "{wrong:?}");
        }
        let lines = |count| format!("HTTP/1.1 204 x\r\n{}\r\n", "A: b\r\n".repeat(count));
        assert!(matches!(Scanner::default().end(lines(MOST_LINES).as_bytes(), 9_999), Ok(Some(_))));
        let found = Scanner::default().end(lines(MOST_LINES + 1).as_bytes(), 9_999);
        assert_eq!(found, Err(HeadError::TooManyLines));
    }

    #[test]
    fn a_warning_contains_no_secret() {
        let head = RawHead::read(b"HTTP/1.1 204 x\r\nTok-1234 : 1\r\n\r\n").expect("a head");
        let told = warnings(&head.malformed, "response", &["tok-1234"]);
        assert!(
            matches!(told.as_slice(), [only] if only.starts_with("line 2 (********) of the response head has a blank"))
        );
    }

    #[test]
    fn warnings_are_few_and_short() {
        let text = format!("HTTP/1.1 204 x\r\n{}{} : 1\r\n\r\n", "A : 1\r\n".repeat(99), "n".repeat(999));
        let head = RawHead::read(text.as_bytes()).expect("a head");
        let told = warnings(&head.malformed, "response", &[]);
        assert_eq!((head.malformed.len(), told.len()), (100, 9));
        assert!(told.last().is_some_and(|last| last.starts_with("92 more lines of the response head")), "{told:?}");
        assert!(
            warnings(&head.malformed[99..], "response", &[]).concat().starts_with("line 101 of the"),
            "no long name"
        );
    }
}
