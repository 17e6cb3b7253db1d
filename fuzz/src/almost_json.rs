//! JSON errors with the faults that occur in practice, around a code and a message that must be found.

use std::fmt::Write;

/// A Zoom error in almost valid JSON.
pub struct AlmostJson {
    pub bytes: Vec<u8>,
    pub code: i64,
}

/// Values that strict parsers reject, or turn into floating point numbers.
const VALUES: &[&[u8]] = &[
    b"1e400", b"-1.7976931348623159e308", b"1E-999999999", b"123456789012345678901234567890", b"\"\\ud83d\"",
    b"\"\\ude00\\ud83d\"", b"\"\\ud83d\\u0041\"", b"\"\xfc\xe9\"", b"\"\xf0\x9f\x98\"", b"\"line\nbreak\0\"", b"NaN", b"-Infinity",
    b"True", b"01", b"{\"$serde_json::private::Number\":\"1\"}", b"{\"$serde_json::private::RawValue\":[]}", b"\"\\q\\u12\"",
    b"[1,,2,]", b"\"\\ud83d\\ude00\"", b"null",
];

/// What may come after the object.
const AFTER: &[&[u8]] = &[b"", b"\n", b"\0\0", b" trailing", b"}", b"{\"code\":1001}", b"\xff\xfe", b"]]>"];

/// Chooses by bytes.
#[must_use]
pub fn body(choices: &[u8]) -> AlmostJson {
    let mut choices = choices.iter().copied();
    let mut next = || usize::from(choices.next().unwrap_or_default());
    let code = [300, 124, 1001, 2300, 4711, 200][next() % 6];
    let after = AFTER[next() % AFTER.len()];
    let message = [&b"message"[..], b"message \\ud83d", b"message \xfc", b"message\nof two"][next() % 4];
    let mut bytes = if next() % 8 == 1 { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
    bytes.push(b'{');
    let count = next() % 6;
    for i in 0..count {
        bytes.extend_from_slice(format!("\"x{i}\":").as_bytes());
        match next() {
            choice @ 250.. => {
                let depth = 100 * (choice - 249);
                bytes.extend(std::iter::repeat_n(b'[', depth).chain(std::iter::repeat_n(b']', depth)));
            }
            choice => bytes.extend_from_slice(VALUES[choice % VALUES.len()]),
        }
        bytes.push(b',');
    }
    let mut rest = String::new();
    _ = write!(rest, "\"code\":{code},\"errors\":[{{\"field\":\"dept\"}}],\"message\":\"");
    bytes.extend_from_slice(rest.as_bytes());
    bytes.extend_from_slice(message);
    bytes.extend_from_slice(b"\"}");
    bytes.extend_from_slice(after);
    AlmostJson { bytes, code }
}
