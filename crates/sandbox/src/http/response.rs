//! The bytes of a response and how to send them.

use std::time::Duration;

/// The bytes of a response, with the faults to apply when sending it.
///
/// The connection stays open after a complete response; `cut_after`, `close` and `reset` end it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The complete response, head and body.
    pub bytes: Vec<u8>,
    /// The delay before the first byte.
    pub delay: Duration,
    /// Send only this many bytes, then close the connection without a TLS close_notify.
    pub cut_after: Option<usize>,
    /// Send single bytes with this delay after each.
    pub drip: Option<Duration>,
    /// Close the connection after the response.
    pub close: bool,
    /// Close the connection with RST instead of FIN.
    pub reset: bool,
}

impl Response {
    /// Arbitrary bytes, which need not be valid HTTP.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Response {
        Response { bytes: bytes.into(), ..Response::default() }
    }

    /// An HTTP/1.1 response. `Content-Length` is added unless it is in `headers` or the status forbids a body.
    #[must_use]
    pub fn http(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Response {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let bodiless = status < 200 || status == 204 || status == 304;
        if !bodiless && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        Response::raw(bytes)
    }

    /// Replaces the first occurrence of `from`, if there is one.
    pub(crate) fn replaced(mut self, from: &[u8], to: &[u8]) -> Response {
        if let Some(at) = self.bytes.windows(from.len()).position(|part| part == from) {
            self.bytes.splice(at..at + from.len(), to.iter().copied());
        }
        self
    }

    pub(crate) fn closed(mut self) -> Response {
        self.close = true;
        self
    }

    /// Adds `Connection: close` and closes the connection after the response.
    pub(crate) fn with_connection_close(mut self) -> Response {
        if let Some(line) = self.bytes.windows(2).position(|pair| pair == b"\r\n") {
            self.bytes.splice(line..line, *b"\r\nConnection: close");
        }
        self.closed()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}
