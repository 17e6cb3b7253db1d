//! Sends a request and reads the heads of its response: those of interim responses, and the final one.

use super::content_coding::BodyEncoding;
use super::framing::{self, Body};
use super::http_stream::HttpStream;
use super::reuse::{self, CloseReason};
use crate::http_head::{HeadError, MOST_LINES, MalformedLine, RawHead, Scanner, warnings};
use crate::net::connection::progress::Progress;
use crate::response;
use crate::response::error::Error;
use crate::response::status::Status;

/// The longest head, in bytes, also of each interim response.
const MAX_HEAD_LEN: usize = 64 * 1024;

/// A final head.
#[derive(Debug)]
pub(crate) struct Head {
    /// Its length in bytes.
    pub(crate) length: usize,
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) encoding: BodyEncoding,
    /// What the caller sees of it.
    pub(crate) shown: response::head::Head,
    /// Why the connection cannot be reused, if the heads say so or the request was not sent whole.
    pub(crate) close: Option<CloseReason>,
}

/// Sends a request and receives the final head, which may come before the request was sent: then the rest is not sent, unless
/// the head says success. `is_head` says whether the request is HEAD. Malformed lines of interim responses become warnings, in
/// which `secrets` are redacted.
pub(crate) fn receive(
    stream: &mut HttpStream,
    message: &[u8],
    is_head: bool,
    secrets: &[&str],
    progress: &mut Progress<'_>,
) -> Result<Head, Error> {
    let mut reader = HeadReader { is_head, secrets, ..HeadReader::default() };
    let mut unsent = message;
    loop {
        match reader.read(stream.received())? {
            Found::Final(mut head) => {
                stream.consume(head.length);
                progress.warn(warnings(&reader.malformed, "interim response", secrets));
                if !unsent.is_empty() || !stream.is_flushed() {
                    if (200..300).contains(&head.status) {
                        send_rest(stream, unsent, head.status, progress)?;
                    } else {
                        head.close = head.close.or(Some(CloseReason::Unsent));
                    }
                }
                return Ok(head);
            }
            Found::Interim(length) => stream.consume(length),
            Found::Incomplete => {
                unsent = stream.write(unsent, progress)?;
                if stream.read_more(progress)? == 0 {
                    let why = match progress.answered {
                        true => "the connection was closed in the middle of the response head",
                        false => "the connection was closed without a response",
                    };
                    return Err(Error::new(Status::Io, why));
                }
                progress.answered = true;
            }
        }
    }
}

/// Sends the rest of a request to which the server has already reported success. That counts only once it has the request.
fn send_rest(
    stream: &mut HttpStream,
    mut unsent: &[u8],
    status: u16,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    loop {
        unsent = stream.write(unsent, progress)?;
        if unsent.is_empty() && stream.is_flushed() {
            return Ok(());
        }
        if stream.is_full() || stream.read_more(progress)? == 0 {
            let why = format!("the server reported success (HTTP {status}) and did not accept the whole request");
            return Err(Error::new(Status::Io, why));
        }
    }
}

#[derive(Debug, Default)]
struct HeadReader<'a> {
    /// Whether the request is HEAD.
    is_head: bool,
    secrets: &'a [&'a str],
    scanner: Scanner,
    /// Why the connection cannot be reused, if so.
    close: Option<CloseReason>,
    /// Malformed lines of interim responses.
    malformed: Vec<MalformedLine>,
}

#[derive(Debug)]
enum Found {
    Incomplete,
    /// An interim response of this length.
    Interim(usize),
    Final(Head),
}

impl HeadReader<'_> {
    /// Reads the head at the start of what was received so far.
    fn read(&mut self, received: &[u8]) -> Result<Found, Error> {
        let malformed = |why| malformed(&why, http_status(received));
        let Some(length) = self.scanner.end(received, MAX_HEAD_LEN).map_err(malformed)? else {
            return Ok(Found::Incomplete);
        };
        self.scanner = Scanner::default();
        let bytes = received.get(..length).unwrap_or_default();
        let head = RawHead::read(bytes).map_err(malformed)?;
        self.close = self.close.or(reuse::check(self.is_head, &head).err());
        match head.status {
            101 => {
                let why = "the response (HTTP 101) switches to another protocol, and no request asks for that";
                Err(Error::new(Status::Unexpected, why).with_hint(CHANGED_HINT))
            }
            100..=199 => {
                let lengths = head.list("content-length");
                if lengths.iter().any(|length| length != b"0") {
                    return Err(ambiguous(head.status, "Content-Length", "a value, which no interim response has"));
                }
                if head.values("transfer-encoding").next().is_some() {
                    return Err(ambiguous(head.status, "Transfer-Encoding", "a value, which no interim response has"));
                }
                if !lengths.is_empty() {
                    self.close = self.close.or(Some(CloseReason::UnexpectedBody));
                }
                // All interim responses together have at most as many lines as one head.
                let room = MOST_LINES.saturating_sub(self.malformed.len());
                self.malformed.extend(head.malformed.into_iter().take(room));
                Ok(Found::Interim(length))
            }
            status => {
                let body = framing::body(self.is_head, &head).map_err(|(name, why)| ambiguous(status, name, why))?;
                let shown = response::head::Head::of(bytes, &head, self.secrets);
                let encoding = match body {
                    Body::None | Body::Length(0) => BodyEncoding::default(),
                    _ => BodyEncoding::of(bytes, &head),
                };
                Ok(Found::Final(Head { length, status, body, encoding, shown, close: self.close }))
            }
        }
    }
}

const CHANGED_HINT: &str = "a proxy or filter in between may have changed the response";

/// The status in a head that cannot be read as a whole.
fn http_status(bytes: &[u8]) -> Option<u16> {
    let line = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty())?;
    std::str::from_utf8(line.get(9..12)?).ok()?.parse().ok()
}

fn ambiguous(status: u16, name: &str, why: &str) -> Error {
    let what = format!("the response (HTTP {status}) cannot be trusted: its header {name} has {why}");
    Error::new(Status::Unexpected, what).with_hint(CHANGED_HINT)
}

fn malformed(why: &HeadError, status: Option<u16>) -> Error {
    let refused = |what: String| Error::new(Status::Unexpected, what);
    match why {
        HeadError::NotHttp => refused("the response is not HTTP".to_owned()),
        HeadError::TooLong => refused("the head of the response is longer than 64 KiB".to_owned()),
        HeadError::TooManyLines => refused(format!("the head of the response has more than {MOST_LINES} lines")),
        HeadError::Framing(name, why) => ambiguous(status.unwrap_or_default(), name, why),
        HeadError::BlankLine => {
            let status = status.unwrap_or_default();
            let what = format!("the response (HTTP {status}) cannot be trusted: its head has a line of blanks");
            refused(what).with_hint(CHANGED_HINT)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The final head in a response that comes in pieces of this size, and what follows it.
    fn read(response: &[u8], piece: usize, is_head: bool) -> Result<Option<(Head, Vec<u8>)>, String> {
        let mut reader = HeadReader { is_head, ..HeadReader::default() };
        let mut received = Vec::new();
        let mut found = None;
        for part in response.chunks(piece) {
            received.extend_from_slice(part);
            while found.is_none() {
                match reader.read(&received).map_err(|error| error.message().to_owned())? {
                    Found::Incomplete => break,
                    Found::Interim(length) => drop(received.drain(..length)),
                    Found::Final(head) => {
                        received.drain(..head.length);
                        found = Some(head);
                    }
                }
            }
        }
        Ok(found.map(|head| (head, received)))
    }

    #[test]
    fn a_final_head_is_found_behind_interim_ones() {
        let interim = "HTTP/1.1 100 x\r\n\r\nHTTP/1.1 103 x\r\nLink: y\r\n\r\n";
        for (before, head, rest, body, close) in [
            ("", "HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n", "", Body::None, None),
            ("", "\r\nHTTP/1.0 204 x\n\n", "", Body::None, Some(CloseReason::Version)),
            ("", "HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\n", "hello", Body::None, Some(CloseReason::UnexpectedBody)),
            ("", "HTTP/1.1 400 x\r\ncontent-length: 5\r\n\r\n", "hello", Body::Length(5), None),
            (interim, "HTTP/1.1 400 x\r\nTransfer-Encoding: chunked\r\n\r\n", "0\r\n", Body::Chunked, None),
            (
                "HTTP/1.1 103 x\r\nA : b\r\n\r\n",
                "HTTP/1.1 204 x\r\n\r\n",
                "",
                Body::None,
                Some(CloseReason::MalformedLine),
            ),
            ("", "HTTP/1.1 400 x\r\n\r\n", "to the end", Body::UntilClose, Some(CloseReason::NoLength)),
        ] {
            let response = [before, head, rest].concat();
            for piece in [1, 7, 1_000] {
                let (found, left) = read(response.as_bytes(), piece, false).expect("valid").expect("a head");
                assert_eq!(found.shown.text, head, "{response:?} by {piece}");
                assert_eq!((left.as_slice(), found.body, found.close), (rest.as_bytes(), body, close), "{response:?}");
            }
        }
        assert!(read(b"HTTP/1.1 400 x\r\nX-A: b\r\n", 7, false).expect("valid").is_none());
    }

    #[test]
    fn what_is_refused_is_named() {
        for (response, expected) in [
            (
                "HTTP/1.1 204 x\r\nContent-Length : 5\r\n\r\n",
                "(HTTP 204) cannot be trusted: its header Content-Length has a blank",
            ),
            (
                "HTTP/1.1 400 x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "Content-Length has two values that differ",
            ),
            ("HTTP/1.1 103 x\r\nContent-Length: 27\r\n\r\n", "(HTTP 103) cannot be trusted: its header Content-Length"),
            ("HTTP/1.1 100 x\r\nTransfer-Encoding: chunked\r\n\r\n", "its header Transfer-Encoding has a value"),
            ("HTTP/1.1 101 x\r\nUpgrade: y\r\n\r\n", "(HTTP 101) switches to another protocol"),
            ("HTTP/1.1 204 x\r\n \r\n\r\n", "(HTTP 204) cannot be trusted: its head has a line of blanks"),
            ("SSH-2.0\r\n", "the response is not HTTP"),
        ] {
            for piece in [1, 7, 1_000] {
                let why = read(response.as_bytes(), piece, false).expect_err(response);
                assert!(why.contains(expected), "{response:?}: {why}");
            }
        }
    }

    #[test]
    fn every_head_has_the_limit_for_itself() {
        let interim = format!("HTTP/1.1 103 x\r\n{}\r\n", "Link: abcdefghijklmnopq\r\n".repeat(100));
        let response = format!("{}HTTP/1.1 204 x\r\n\r\n", interim.repeat(60));
        assert!(response.len() > MAX_HEAD_LEN);
        for piece in [4096, response.len()] {
            assert!(
                read(response.as_bytes(), piece, false).expect("valid").is_some_and(|(head, _)| head.status == 204)
            );
        }
        let long = format!("HTTP/1.1 204 x\r\nA: {}\r\n\r\n", "x".repeat(MAX_HEAD_LEN));
        assert!(read(long.as_bytes(), 4096, false).expect_err("too long").contains("64 KiB"));
    }
}
