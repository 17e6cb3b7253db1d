//! A strict HTTP/1 request parser.

use std::io;

use crate::http::record::{Recorded, Verdict};
use crate::http::wire::Wire;

const MAX_HEAD_SIZE: usize = 64 * 1024;
const MAX_BODY_SIZE: usize = 1024 * 1024;
/// Including chunk framing.
const MAX_CHUNKED_SIZE: usize = 4 * MAX_BODY_SIZE;
const MAX_HEADERS: usize = 256;

/// The format of an error body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) connection: u64,
    pub(crate) tls: bool,
    raw: Vec<u8>,
    reads: u32,
    http_1_1: bool,
    head_len: usize,
}

/// Why no request could be read.
pub(crate) enum ReadError {
    /// The client closed the connection, or it was idle for too long.
    Closed,
    /// The request is invalid: status and message of the response.
    Refused(u16, &'static str),
}

impl From<io::Error> for ReadError {
    fn from(_: io::Error) -> ReadError {
        ReadError::Closed
    }
}

enum Framing {
    Length(usize),
    Chunked,
}

impl Request {
    /// A request without anything in it.
    pub(crate) fn sample() -> Request {
        Request {
            method: "GET".to_owned(),
            target: "/".to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            connection: 0,
            tls: false,
            raw: Vec::new(),
            reads: 0,
            http_1_1: true,
            head_len: 0,
        }
    }

    /// Reads a head. It stays in the buffer of the wire until `read_body` or `end`.
    pub(crate) fn read_head(wire: &mut Wire, connection: u64) -> Result<Request, ReadError> {
        loop {
            if let Some(request) = parse_head(wire, connection)? {
                return Ok(request);
            }
            if wire.buffer().len() > MAX_HEAD_SIZE {
                return Err(ReadError::Refused(431, "The request head is too long."));
            }
            if wire.fill()? == 0 {
                return Err(ReadError::Closed);
            }
        }
    }

    /// Reads the body and removes the request from the buffer.
    pub(crate) fn read_body(&mut self, wire: &mut Wire) -> Result<(), ReadError> {
        let framing = self.framing()?;
        let mut sent_continue = !self.expects_continue();
        loop {
            let received = &wire.buffer()[self.head_len..];
            let found = match framing {
                Framing::Length(length) => received.get(..length).map(|body| (body.to_vec(), length)),
                Framing::Chunked => dechunk(received)?,
            };
            if let Some((body, length)) = found {
                self.body = body;
                self.take(wire, self.head_len + length);
                return Ok(());
            }
            if received.len() > MAX_CHUNKED_SIZE {
                return Err(TOO_LARGE);
            }
            if !sent_continue {
                wire.write(b"HTTP/1.1 100 Continue\r\n\r\n")?;
                sent_continue = true;
            }
            if wire.fill()? == 0 {
                return Err(ReadError::Closed);
            }
        }
    }

    /// Removes what was received so far, for a response that does not wait for the body.
    pub(crate) fn end(&mut self, wire: &mut Wire) {
        self.take(wire, usize::MAX);
        self.body = self.raw[self.head_len.min(self.raw.len())..].to_vec();
    }

    fn take(&mut self, wire: &mut Wire, length: usize) {
        (self.raw, self.reads) = wire.take(length);
    }

    fn framing(&self) -> Result<Framing, ReadError> {
        let lengths: Vec<_> = self.values("content-length").collect();
        let codings: Vec<_> = self.values("transfer-encoding").collect();
        match (lengths.as_slice(), codings.as_slice()) {
            ([], []) => Ok(Framing::Length(0)),
            ([length], []) => match length.parse::<usize>() {
                Ok(length) if length > MAX_BODY_SIZE => Err(TOO_LARGE),
                Ok(length) if !lengths[0].starts_with('+') => Ok(Framing::Length(length)),
                _ => Err(ReadError::Refused(400, "The Content-Length is not a number.")),
            },
            ([], [coding]) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
            ([], _) => Err(ReadError::Refused(501, "The Transfer-Encoding is not known.")),
            (_, []) => Err(ReadError::Refused(400, "There is more than one Content-Length.")),
            _ => Err(ReadError::Refused(400, "There are both Content-Length and Transfer-Encoding.")),
        }
    }

    fn expects_continue(&self) -> bool {
        self.http_1_1 && self.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue"))
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// The target without query, scheme and host.
    pub(crate) fn path(&self) -> &str {
        let target = match self.target.split_once("://") {
            Some((_, rest)) if !self.target.starts_with('/') => rest.find('/').map_or("/", |slash| &rest[slash..]),
            _ => &self.target,
        };
        target.split_once('?').map_or(target, |(path, _)| path)
    }

    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub(crate) fn keep_alive(&self) -> bool {
        let close = self
            .values("connection")
            .flat_map(|value| value.split(','))
            .any(|option| option.trim().eq_ignore_ascii_case("close"));
        self.http_1_1 && !close
    }

    /// JSON if the client accepts it; XML if it sends no `Accept` or accepts only XML.
    pub(crate) fn format(&self) -> Format {
        let accept = self.values("accept").collect::<Vec<_>>().join(",").to_ascii_lowercase();
        let json = accept.contains("json") || accept.contains("*/*");
        if json || !(accept.is_empty() || accept.contains("xml")) { Format::Json } else { Format::Xml }
    }

    pub(crate) fn recorded(&self, verdict: Verdict) -> Recorded {
        Recorded {
            raw: self.raw.clone(),
            method: self.method.clone(),
            target: self.target.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            reads: self.reads,
            connection: self.connection,
            tls: self.tls,
            verdict,
        }
    }
}

/// The record of bytes that are not a valid request.
pub(crate) fn record_invalid(wire: &mut Wire, connection: u64, reason: &str) -> Recorded {
    let (raw, reads) = wire.take(usize::MAX);
    Recorded {
        raw,
        method: String::new(),
        target: String::new(),
        headers: Vec::new(),
        body: Vec::new(),
        reads,
        connection,
        tls: wire.is_tls(),
        verdict: Verdict::Refused { reasons: vec![reason.to_owned()] },
    }
}

const TOO_LARGE: ReadError = ReadError::Refused(413, "The request body is too long.");
const MALFORMED: ReadError = ReadError::Refused(400, "This is not an HTTP request.");

fn parse_head(wire: &Wire, connection: u64) -> Result<Option<Request>, ReadError> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(wire.buffer()) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(MALFORMED),
    };
    let head = &wire.buffer()[..length];
    if head.iter().enumerate().any(|(at, byte)| *byte == b'\n' && (at == 0 || head[at - 1] != b'\r')) {
        return Err(ReadError::Refused(400, "A line of the head does not end with CR LF."));
    }
    if length > MAX_HEAD_SIZE {
        return Err(ReadError::Refused(431, "The request head is too long."));
    }
    let headers = parsed.headers.iter();
    let request = Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        headers: headers
            .map(|header| (header.name.to_owned(), String::from_utf8_lossy(header.value).into_owned()))
            .collect(),
        body: Vec::new(),
        connection,
        tls: wire.is_tls(),
        raw: Vec::new(),
        reads: 0,
        http_1_1: parsed.version == Some(1),
        head_len: length,
    };
    if request.http_1_1 && request.values("host").count() != 1 {
        return Err(ReadError::Refused(400, "There must be one Host header."));
    }
    Ok(Some(request))
}

/// The joined chunks and their encoded length; `None` while incomplete.
fn dechunk(sent: &[u8]) -> Result<Option<(Vec<u8>, usize)>, ReadError> {
    let mut body = Vec::new();
    let mut at = 0;
    loop {
        let (line, size) = match httparse::parse_chunk_size(&sent[at..]) {
            Ok(httparse::Status::Complete(found)) => found,
            Ok(httparse::Status::Partial) if sent.len() - at > MAX_HEAD_SIZE => return Err(MALFORMED),
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(ReadError::Refused(400, "A chunk size is not a number.")),
        };
        at += line;
        let size = usize::try_from(size).map_err(|_| TOO_LARGE)?;
        if size > MAX_BODY_SIZE - body.len() {
            return Err(TOO_LARGE);
        }
        if size == 0 {
            return Ok(trailer_len(&sent[at..])?.map(|length| (body, at + length)));
        }
        let Some(chunk) = sent.get(at..at + size + 2) else { return Ok(None) };
        let (data, end) = chunk.split_at(size);
        if end != b"\r\n" {
            return Err(ReadError::Refused(400, "A chunk does not end where it should."));
        }
        body.extend_from_slice(data);
        at += size + 2;
    }
}

fn trailer_len(sent: &[u8]) -> Result<Option<usize>, ReadError> {
    let mut headers = [httparse::EMPTY_HEADER; 16];
    match httparse::parse_headers(sent, &mut headers) {
        Ok(httparse::Status::Complete((length, _))) => Ok(Some(length)),
        Ok(httparse::Status::Partial) if sent.len() > MAX_HEAD_SIZE => Err(MALFORMED),
        Ok(httparse::Status::Partial) => Ok(None),
        Err(_) => Err(MALFORMED),
    }
}
