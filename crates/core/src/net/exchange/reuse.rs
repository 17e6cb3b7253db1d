//! Whether a response allows its connection to be reused (RFC 9112, sections 6 and 9).

use super::framing::has_no_body;
use crate::http_head::RawHead;

/// Why a connection is not reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CloseReason {
    /// The server sent `Connection: close`.
    Close,
    /// HTTP/1.0 without `keep-alive`.
    Version,
    /// A malformed line, so the server may see another end of the response.
    MalformedLine,
    /// A body is announced where none is allowed; it may arrive late.
    UnexpectedBody,
    /// Several lengths, or an invalid one.
    Length,
    /// A transfer coding other than only chunked, or with a length, or in HTTP/1.0.
    Coding,
    /// The body ends when the connection closes.
    NoLength,
    /// The response came before the request was sent.
    Unsent,
}

impl CloseReason {
    /// The reason for the log.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Close => "the server closes it",
            Self::Version => "the response is HTTP/1.0 without keep-alive",
            Self::MalformedLine => "the head of the response has a malformed line",
            Self::UnexpectedBody => "the head announces a body where there is none",
            Self::Length => "Content-Length is not one number",
            Self::Coding => "Transfer-Encoding is not chunked alone",
            Self::NoLength => "the body ends only when it closes",
            Self::Unsent => "the response came before the whole request was sent",
        }
    }
}

/// Whether the connection can be reused after the response with this head; in doubt it is not. `is_head` says whether the
/// request was HEAD. The connection itself checks for data beyond the response.
pub(crate) fn check(is_head: bool, head: &RawHead<'_>) -> Result<(), CloseReason> {
    let connection = head.list("connection");
    let (lengths, codings) = (head.list("content-length"), head.list("transfer-encoding"));
    let is_number = |length: &Vec<u8>| !length.is_empty() && length.iter().all(u8::is_ascii_digit);
    let is_zero = |length: &Vec<u8>| length.iter().all(|byte| *byte == b'0');
    let is_bodiless = is_head || has_no_body(head.status);
    let checks = [
        (connection.iter().any(|option| option == b"close"), CloseReason::Close),
        (head.minor == 0 && !connection.iter().any(|option| option == b"keep-alive"), CloseReason::Version),
        (!head.malformed.is_empty(), CloseReason::MalformedLine),
        (lengths.len() > 1 || !lengths.iter().all(is_number), CloseReason::Length),
        (is_bodiless && !(lengths.iter().all(is_zero) && codings.is_empty()), CloseReason::UnexpectedBody),
        (
            !codings.is_empty() && (codings != [b"chunked"] || !lengths.is_empty() || head.minor == 0),
            CloseReason::Coding,
        ),
        (!is_bodiless && lengths.is_empty() && codings.is_empty(), CloseReason::NoLength),
    ];
    checks.into_iter().find(|(is_so, _)| *is_so).map_or(Ok(()), |(_, end)| Err(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_reused_only_after_an_unambiguous_response() {
        for (is_head, head, expected) in [
            (false, "1.1 204 x", Ok(())),
            (false, "1.1 204 x\r\nContent-Length: 0", Ok(())),
            (false, "1.1 204 x\r\nContent-Length: 45", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 204 x\r\nTransfer-Encoding: chunked", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 204 x\r\nTransfer-Encoding:", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 204 x\r\nContent-Length: 0\r\nTransfer-Encoding: chunked", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 204 x\r\nContent-Length: 0\r\nContent-Length: 0", Err(CloseReason::Length)),
            (false, "1.1 204 x\r\nContent-Length: 0, 45", Err(CloseReason::Length)),
            (false, "1.1 204 x\r\nContent-Length: +0", Err(CloseReason::Length)),
            (false, "1.1 204 x\r\nContent-Length:", Err(CloseReason::Length)),
            (false, "1.1 304 x", Ok(())),
            (false, "1.1 304 x\r\nContent-Length: 45", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 304 x\r\nTransfer-Encoding: gzip", Err(CloseReason::UnexpectedBody)),
            (true, "1.1 200 x", Ok(())),
            (true, "1.1 200 x\r\nContent-Length: 0", Ok(())),
            (true, "1.1 200 x\r\nContent-Length: 45", Err(CloseReason::UnexpectedBody)),
            (true, "1.1 404 x\r\nTransfer-Encoding: chunked", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 103 x\r\nContent-Length: 45", Err(CloseReason::UnexpectedBody)),
            (false, "1.1 200 x\r\nContent-Length: 45", Ok(())),
            (false, "1.1 200 x\r\nContent-Length: 45\r\nContent-Length: 45", Err(CloseReason::Length)),
            (false, "1.1 200 x\r\nContent-Length: 45, 45", Err(CloseReason::Length)),
            (false, "1.1 200 x\r\nContent-Length: 0x2d", Err(CloseReason::Length)),
            (false, "1.1 200 x\r\nTransfer-Encoding: chunked", Ok(())),
            (false, "1.1 200 x\r\ntransfer-encoding: CHUNKED", Ok(())),
            (false, "1.1 200 x\r\nTransfer-Encoding: chunked\r\nContent-Length: 45", Err(CloseReason::Coding)),
            (false, "1.1 200 x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked", Err(CloseReason::Coding)),
            (false, "1.1 200 x\r\nTransfer-Encoding: gzip, chunked", Err(CloseReason::Coding)),
            (false, "1.1 200 x\r\nTransfer-Encoding: identity\r\nContent-Length: 45", Err(CloseReason::Coding)),
            (false, "1.1 200 x\r\nTransfer-Encoding: gzip", Err(CloseReason::Coding)),
            (false, "1.1 200 x", Err(CloseReason::NoLength)),
            (false, "1.1 200 x\r\nContent-Length: 5\r\nConnection: close", Err(CloseReason::Close)),
            (false, "1.1 204 x\r\nconnection: Keep-Alive , CLOSE", Err(CloseReason::Close)),
            (false, "1.1 204 x\r\nConnection: keep-alive\r\nConnection: close", Err(CloseReason::Close)),
            (false, "1.1 204 x\r\nConnection: x-close", Ok(())),
            (false, "1.0 204 x", Err(CloseReason::Version)),
            (false, "1.0 204 x\r\nConnection: Keep-Alive", Ok(())),
            (false, "1.0 204 x\r\nConnection: keep-alive, close", Err(CloseReason::Close)),
            (false, "1.0 200 x\r\nContent-Length: 5\r\nConnection: keep-alive", Ok(())),
            (false, "1.0 200 x\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive", Err(CloseReason::Coding)),
            (false, "1.1 204 x\r\nX-A : b", Err(CloseReason::MalformedLine)),
            (false, "1.1 204 x\r\nX-A: b\r\n c", Err(CloseReason::MalformedLine)),
            (false, "1.1 204 \u{1}", Err(CloseReason::MalformedLine)),
        ] {
            let bytes = format!("HTTP/{head}\r\n\r\n");
            let head = RawHead::read(bytes.as_bytes()).expect("a head");
            assert_eq!(check(is_head, &head), expected, "{bytes}");
        }
    }
}
