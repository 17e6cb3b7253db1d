//! The protocol of Redis, version 2 (RESP2): commands and replies. Pure.

use std::fmt;

/// The longest line, in bytes: an error or a number.
const MAX_LINE_LEN: usize = 4 * 1024;
/// The longest text, in bytes.
const MAX_TEXT_LEN: usize = 64 * 1024;
/// Elements of one array.
const MAX_ELEMENTS: usize = 64;
/// Arrays in arrays.
const MAX_DEPTH: usize = 4;
/// The longest reply, in bytes.
pub(crate) const MAX_REPLY_LEN: usize = 256 * 1024;

/// A reply, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// `+`: such as `OK`.
    Status(String),
    /// `-`: an error; its first word says which.
    Error(String),
    /// `:`
    Integer(i64),
    /// `$`
    Text(Vec<u8>),
    /// A text or an array that is not there.
    Nil,
    /// `*`
    Array(Vec<Self>),
}

/// Not a reply of this protocol, or one beyond its limits here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reply is not RESP")
    }
}

impl std::error::Error for Malformed {}

/// Adds a command, an array of texts, to what is sent.
pub fn push_command(output: &mut Vec<u8>, parts: &[&[u8]]) {
    let number = |mark: char, length: usize| format!("{mark}{length}\r\n").into_bytes();
    output.extend(number('*', parts.len()));
    for part in parts {
        output.extend(number('$', part.len()));
        output.extend_from_slice(part);
        output.extend_from_slice(b"\r\n");
    }
}

/// Reads the reply at the beginning of `bytes`, and how long it is; `None` if it is not complete.
///
/// # Errors
///
/// [`Malformed`]; more bytes cannot change that.
pub fn read(bytes: &[u8]) -> Result<Option<(Reply, usize)>, Malformed> {
    let mut rest = bytes;
    match reply(&mut rest, 0) {
        Ok(reply) => Ok(Some((reply, bytes.len() - rest.len()))),
        Err(Stop::Incomplete) if bytes.len() > MAX_REPLY_LEN => Err(Malformed),
        Err(Stop::Incomplete) => Ok(None),
        Err(Stop::Malformed) => Err(Malformed),
    }
}

enum Stop {
    Incomplete,
    Malformed,
}

fn reply(rest: &mut &[u8], depth: usize) -> Result<Reply, Stop> {
    let (mark, text) = line(rest)?;
    let words = || String::from_utf8_lossy(text).into_owned();
    match mark {
        b'+' => Ok(Reply::Status(words())),
        b'-' => Ok(Reply::Error(words())),
        b':' => number(text).map(Reply::Integer),
        b'$' => {
            let Some(length) = length(text, MAX_TEXT_LEN)? else { return Ok(Reply::Nil) };
            let (text, after) = rest.split_at_checked(length).ok_or(Stop::Incomplete)?;
            match after {
                [b'\r', b'\n', after @ ..] => {
                    *rest = after;
                    Ok(Reply::Text(text.to_vec()))
                }
                [] | [b'\r'] => Err(Stop::Incomplete),
                _ => Err(Stop::Malformed),
            }
        }
        b'*' => {
            if depth == MAX_DEPTH {
                return Err(Stop::Malformed);
            }
            let Some(length) = length(text, MAX_ELEMENTS)? else { return Ok(Reply::Nil) };
            (0..length).map(|_| reply(rest, depth + 1)).collect::<Result<_, _>>().map(Reply::Array)
        }
        _ => Err(Stop::Malformed),
    }
}

/// The first byte and the rest of a line.
fn line<'a>(rest: &mut &'a [u8]) -> Result<(u8, &'a [u8]), Stop> {
    let Some(end) = rest.iter().take(MAX_LINE_LEN).position(|byte| *byte == b'\n') else {
        return Err(if rest.len() < MAX_LINE_LEN && is_begun(rest) { Stop::Incomplete } else { Stop::Malformed });
    };
    let (line, after) = (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default());
    let [mark, text @ .., b'\r'] = line else { return Err(Stop::Malformed) };
    *rest = after;
    Ok((*mark, text))
}

/// Whether a line may begin so.
fn is_begun(rest: &[u8]) -> bool {
    rest.first().is_none_or(|mark| b"+-:$*".contains(mark))
}

fn number(text: &[u8]) -> Result<i64, Stop> {
    std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).ok_or(Stop::Malformed)
}

/// A length; `None` for -1.
fn length(text: &[u8], most: usize) -> Result<Option<usize>, Stop> {
    match number(text)? {
        -1 => Ok(None),
        length => usize::try_from(length).ok().filter(|length| *length <= most).map(Some).ok_or(Stop::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(bytes: &[u8]) -> Reply {
        // Every beginning is incomplete, and what follows is left alone.
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), Ok(None), "{end} of {:?}", String::from_utf8_lossy(bytes));
        }
        let (reply, length) = read(&[bytes, b"+next\r\n"].concat()).expect("well-formed").expect("complete");
        assert_eq!(length, bytes.len());
        reply
    }

    #[test]
    fn replies_are_read() {
        assert_eq!(complete(b"+OK\r\n"), Reply::Status("OK".to_owned()));
        assert_eq!(complete(b"-ERR no\r\n"), Reply::Error("ERR no".to_owned()));
        assert_eq!(complete(b":-5\r\n"), Reply::Integer(-5));
        assert_eq!(complete(b"$4\r\na\r\nb\r\n"), Reply::Text(b"a\r\nb".to_vec()));
        assert_eq!(complete(b"$0\r\n\r\n"), Reply::Text(Vec::new()));
        assert_eq!(complete(b"$-1\r\n"), Reply::Nil);
        assert_eq!(complete(b"*-1\r\n"), Reply::Nil);
        let nested = complete(b"*3\r\n:1\r\n$-1\r\n*1\r\n+x\r\n");
        let inner = Reply::Array(vec![Reply::Status("x".to_owned())]);
        assert_eq!(nested, Reply::Array(vec![Reply::Integer(1), Reply::Nil, inner]));
    }

    #[test]
    fn what_is_no_reply_or_too_long_is_refused() {
        let long = [&b"+"[..], &b"a".repeat(MAX_LINE_LEN)].concat();
        let deep = b"*1\r\n".repeat(MAX_DEPTH + 1);
        for bytes in [
            &b"HTTP/1.1 400 Bad Request\r\n"[..],
            b"\x15\x03\x03\0\x02\x02\x28",
            b"\r\n",
            b"+OK\n",
            b":1.5\r\n",
            b"$-2\r\n",
            b"$65537\r\n",
            b"$1\r\nabc",
            b"*65\r\n",
            b"*1\r\n?",
            b"%1\r\n",
            &long,
            &deep,
        ] {
            assert_eq!(read(bytes), Err(Malformed), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn commands_are_arrays_of_texts() {
        let mut output = Vec::new();
        push_command(&mut output, &[b"GET", b"a\r\n"]);
        assert_eq!(output, b"*2\r\n$3\r\nGET\r\n$3\r\na\r\n\r\n");
    }
}
