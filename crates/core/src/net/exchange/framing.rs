//! Where a response ends (RFC 9112, section 6.3).

use crate::http_head::RawHead;

/// What follows the head of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// No body, whatever the head announces.
    None,
    Length(u64),
    Chunked,
    /// Everything until the connection closes.
    UntilClose,
}

/// An ambiguous header, and what is wrong with it.
pub(crate) type FramingError = (&'static str, &'static str);

/// The body of a response: `is_head` says whether it answers a HEAD request.
pub(crate) fn body(is_head: bool, head: &RawHead<'_>) -> Result<Body, FramingError> {
    if is_head || has_no_body(head.status) {
        return Ok(Body::None);
    }
    let codings = head.list("transfer-encoding");
    if codings.iter().any(|coding| coding.starts_with(b"chunked") && coding != b"chunked") {
        return Err(("Transfer-Encoding", "something after the word chunked"));
    }
    match codings.last().map(Vec::as_slice) {
        Some(b"chunked") => return Ok(Body::Chunked),
        // `identity` was the way to write no coding before RFC 7230.
        Some(b"identity" | b"") if codings.len() == 1 => {}
        Some(_) => return Ok(Body::UntilClose),
        None => {}
    }
    let mut lengths = head.list("content-length").into_iter().map(|length| number(&length));
    match lengths.next() {
        None => Ok(Body::UntilClose),
        Some(None) => Err(("Content-Length", "something other than a whole number")),
        Some(Some(length)) if lengths.all(|other| other == Some(length)) => Ok(Body::Length(length)),
        Some(Some(_)) => Err(("Content-Length", "two values that differ")),
    }
}

/// Whether no response with this status has a body.
pub(crate) fn has_no_body(status: u16) -> bool {
    matches!(status, 100..=199 | 204 | 304)
}

/// A text of digits only.
fn number(text: &[u8]) -> Option<u64> {
    let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(text).ok().filter(|_| is_number)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_response_is_where_rfc_9112_says() {
        let length = ("Content-Length", "something other than a whole number");
        let differ = ("Content-Length", "two values that differ");
        let coding = ("Transfer-Encoding", "something after the word chunked");
        for (is_head, head, expected) in [
            (false, "200 x\r\nContent-Length: 5", Ok(Body::Length(5))),
            (false, "200 x\r\nContent-Length: 00", Ok(Body::Length(0))),
            (false, "200 x\r\nContent-Length: 5\r\ncontent-length: 5", Ok(Body::Length(5))),
            (false, "200 x\r\nContent-Length: 5, 5", Ok(Body::Length(5))),
            (false, "200 x\r\nContent-Length: 5, 6", Err(differ)),
            (false, "200 x\r\nContent-Length: 5\r\nContent-Length: 6", Err(differ)),
            (false, "200 x\r\nContent-Length: 5,", Err(differ)),
            (false, "200 x\r\nContent-Length: +5", Err(length)),
            (false, "200 x\r\nContent-Length: -5", Err(length)),
            (false, "200 x\r\nContent-Length: 0x5", Err(length)),
            (false, "200 x\r\nContent-Length: 5 5", Err(length)),
            (false, "200 x\r\nContent-Length:", Err(length)),
            (false, "200 x\r\nContent-Length: 18446744073709551616", Err(length)),
            (false, "200 x", Ok(Body::UntilClose)),
            (false, "200 x\r\nTransfer-Encoding: Chunked", Ok(Body::Chunked)),
            (false, "200 x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5", Ok(Body::Chunked)),
            (false, "200 x\r\nTransfer-Encoding: gzip, chunked", Ok(Body::Chunked)),
            (false, "200 x\r\nTransfer-Encoding: chunked, gzip\r\nContent-Length: 5", Ok(Body::UntilClose)),
            (false, "200 x\r\nTransfer-Encoding: gzip", Ok(Body::UntilClose)),
            (false, "200 x\r\nTransfer-Encoding: xchunked", Ok(Body::UntilClose)),
            (false, "200 x\r\nTransfer-Encoding: chunked;a=b", Err(coding)),
            (false, "200 x\r\nTransfer-Encoding: identity\r\nContent-Length: 5", Ok(Body::Length(5))),
            (true, "200 x\r\nContent-Length: 5, 6", Ok(Body::None)),
            (true, "200 x\r\nTransfer-Encoding: chunked", Ok(Body::None)),
            (false, "204 x\r\nContent-Length: 5", Ok(Body::None)),
            (false, "304 x\r\nTransfer-Encoding: chunked", Ok(Body::None)),
            (false, "205 x\r\nContent-Length: 0", Ok(Body::Length(0))),
        ] {
            let bytes = format!("HTTP/1.1 {head}\r\n\r\n");
            let head = RawHead::read(bytes.as_bytes()).expect("a head");
            assert_eq!(body(is_head, &head), expected, "{bytes}");
        }
    }
}
