//! Receives the body of a response, decoded by ureq-proto.

use super::filter::Filter;
use super::framing::Body;
use super::http_stream::HttpStream;
use crate::net::connection::progress::Progress;
use crate::response::error::Error;
use crate::response::status::Status;
use ureq_proto::client::state::RecvBody;
use ureq_proto::client::{Call, RecvResponseResult, SendRequestResult};
use ureq_proto::http::Request;

/// The longest body that is read, in bytes.
pub(crate) const MAX_BODY_LEN: usize = 1024 * 1024;

/// How much is decoded at once.
const PIECE_LEN: usize = 8 * 1024;

/// A received body.
#[derive(Debug, Default)]
pub(crate) struct ReceivedBody {
    pub(crate) bytes: Vec<u8>,
    /// Why it is incomplete.
    pub(crate) incomplete: Option<Error>,
    /// Whether the connection has ended.
    pub(crate) is_end: bool,
}

/// Receives a body of this form. With `is_secret`, ureq-proto cannot read it, because that logs what it reads.
pub(crate) fn receive(
    stream: &mut HttpStream,
    form: Body,
    is_secret: bool,
    progress: &mut Progress<'_>,
) -> ReceivedBody {
    let mut body = ReceivedBody::default();
    if matches!(form, Body::None | Body::Length(0)) {
        return body;
    }
    let Some(mut decoder) = decoder(form) else {
        body.incomplete = Some(Error::new(Status::Internal, "the HTTP library has no decoder for the body"));
        return body;
    };
    let mut filter = Filter::new(form == Body::Chunked, is_secret);
    let mut filtered = 0;
    loop {
        stream.change(filtered, |input| filter.apply(input));
        if !body.decode(stream, &mut decoder) || (form != Body::UntilClose && decoder.can_proceed()) {
            break;
        }
        filtered = stream.received().len();
        match stream.read_more(progress) {
            Ok(1..) => {}
            Ok(0) => {
                body.end(&decoder, filtered, progress.truncated);
                break;
            }
            Err(error) => {
                body.incomplete = Some(error);
                break;
            }
        }
    }
    filter.unmask(&mut body.bytes);
    body
}

/// What decodes a body of this form: a call of ureq-proto in the state that receives a body. It gets there by a request and a
/// head that tell it nothing but the form, so that [`framing`](super::framing) alone decides where a response ends.
fn decoder(form: Body) -> Option<Call<RecvBody>> {
    let framing = match form {
        Body::Length(length) => format!("Content-Length: {length}\r\n"),
        Body::Chunked => "Transfer-Encoding: chunked\r\n".to_owned(),
        Body::None | Body::UntilClose => String::new(),
    };
    let mut call = Call::new(Request::new(())).ok()?.proceed();
    call.write(&mut [0; 64]).ok()?;
    let SendRequestResult::RecvResponse(mut call) = call.proceed().ok()?? else { return None };
    call.try_response(format!("HTTP/1.1 200\r\n{framing}\r\n").as_bytes(), false).ok()?;
    let RecvResponseResult::RecvBody(mut call) = call.proceed()? else { return None };
    // What comes before a malformed chunk is kept.
    call.stop_on_chunk_boundary(true);
    Some(call)
}

impl ReceivedBody {
    /// Decodes what was received; `false` if the body can only be incomplete.
    fn decode(&mut self, stream: &mut HttpStream, decoder: &mut Call<RecvBody>) -> bool {
        let mut piece = [0; PIECE_LEN];
        while let Ok((used, decoded)) = decoder.read(stream.received(), &mut piece) {
            stream.consume(used);
            self.bytes.extend_from_slice(piece.get(..decoded).unwrap_or_default());
            if self.bytes.len() > MAX_BODY_LEN {
                self.bytes.truncate(MAX_BODY_LEN);
                self.cut(format!("only its first {MAX_BODY_LEN} bytes were read"));
                return false;
            }
            if used == 0 && !stream.is_full() {
                return true;
            }
            if used == 0 {
                break;
            }
        }
        self.cut(format!("it is not well formed after {} bytes", self.bytes.len()));
        false
    }

    /// The connection has ended; `left` bytes are not decoded.
    fn end(&mut self, decoder: &Call<RecvBody>, left: usize, is_truncated: bool) {
        self.is_end = true;
        // The last chunk is the end, even without the empty line behind it.
        let is_whole = decoder.can_proceed() || (decoder.is_ended_chunked() && left == 0);
        if !is_whole {
            self.cut(format!("the connection was closed after {} bytes", self.bytes.len()));
        } else if is_truncated {
            self.cut("the connection was closed without TLS close_notify".to_owned());
        }
    }

    fn cut(&mut self, why: String) {
        self.incomplete = Some(Error::new(Status::Io, why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::deadline::{CancelToken, Deadline};
    use crate::net::connection::stream::Stream;
    use std::time::Duration;

    /// Pieces that arrive one by one, the next one last, and then the end.
    struct Pieces(Vec<Vec<u8>>);

    impl Stream for Pieces {
        fn read(&mut self, room: &mut [u8], _: &mut Progress<'_>) -> Result<usize, Error> {
            let Some(mut piece) = self.0.pop() else { return Ok(0) };
            let rest = piece.split_off(piece.len().min(room.len()));
            room[..piece.len()].copy_from_slice(&piece);
            if !rest.is_empty() {
                self.0.push(rest);
            }
            Ok(piece.len())
        }

        fn write(&mut self, bytes: &[u8], _: bool, _: &mut Progress<'_>) -> Result<usize, Error> {
            Ok(bytes.len())
        }

        fn is_idle(&mut self) -> bool {
            self.0.is_empty()
        }
    }

    /// The body in these bytes, which arrive in pieces, and whether the stream is idle behind it.
    fn received(bytes: &[u8], piece: usize, form: Body, is_secret: bool) -> (ReceivedBody, bool) {
        let mut stream = HttpStream::new(Box::new(Pieces(bytes.chunks(piece).rev().map(<[u8]>::to_vec).collect())));
        let wait = Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None);
        let body = receive(&mut stream, form, is_secret, &mut Progress::new(&wait));
        (body, stream.is_idle())
    }

    #[test]
    fn a_body_ends_where_its_form_says() {
        for (form, bytes, expected, why, is_idle) in [
            (Body::None, "", "", None, true),
            (Body::None, "x", "", None, false),
            (Body::Length(0), "", "", None, true),
            (Body::Length(5), "hello", "hello", None, true),
            (Body::Length(5), "hello, you", "hello", None, false),
            (Body::Length(5), "hel", "hel", Some("the connection was closed after 3 bytes"), true),
            (Body::UntilClose, "", "", None, true),
            (Body::UntilClose, "hello", "hello", None, true),
            (Body::Chunked, "5\r\nhello\r\n0\r\n\r\n", "hello", None, true),
            (Body::Chunked, "1;a=b\r\nh\r\n04\r\nello\r\n0\r\nX: y\r\n\r\n", "hello", None, true),
            (
                Body::Chunked,
                "5;signature=0123456789abcdef0123456789abcdef\r\nhello\r\n0;x\r\n\r\n",
                "hello",
                None,
                true,
            ),
            (Body::Chunked, "00000000000000000005\r\nhello\r\n0;x\r\n\r\n", "hello", None, true),
            (Body::Chunked, "5\r\nhello\r\n0\r\n\r\nHTTP/1.1", "hello", None, false),
            (Body::Chunked, "5\r\nhello\r\n0\r\n", "hello", None, true),
            (Body::Chunked, "5\r\nhello\r\n0\r\n\r", "hello", Some("the connection was closed after 5 bytes"), false),
            (Body::Chunked, "5\r\nhello\r\n", "hello", Some("the connection was closed after 5 bytes"), true),
            (Body::Chunked, "5\r\nhello\r\nx\r\n", "hello", Some("it is not well formed after 5 bytes"), false),
        ] {
            for (piece, is_secret) in [(1, false), (4, true), (1_000, false), (1_000, true)] {
                let (body, idle) = received(bytes.as_bytes(), piece, form, is_secret);
                assert_eq!(String::from_utf8_lossy(&body.bytes), expected, "{bytes:?} by {piece}");
                assert_eq!(body.incomplete.as_ref().map(Error::message), why, "{bytes:?} by {piece}");
                assert_eq!(idle || piece < 1_000, is_idle || piece < 1_000, "{bytes:?} by {piece}");
            }
        }
    }

    #[test]
    fn the_limits_hold_for_every_form() {
        let long = vec![b'x'; MAX_BODY_LEN + 1];
        let chunk = [format!("{:x}\r\n", long.len()).as_bytes(), &long, b"\r\n0\r\n\r\n"].concat();
        for (form, bytes) in
            [(Body::Length(long.len() as u64), &long), (Body::UntilClose, &long), (Body::Chunked, &chunk)]
        {
            let (body, _) = received(bytes, 100_000, form, false);
            assert_eq!(body.bytes.len(), MAX_BODY_LEN, "{form:?}");
            assert!(body.incomplete.is_some_and(|error| error.message().starts_with("only its first")), "{form:?}");
        }
        for endless in [["5;a=", &"x".repeat(100_000)].concat(), ["0\r\nX: ", &"x".repeat(100_000)].concat()] {
            let (body, _) = received(endless.as_bytes(), 10_000, Body::Chunked, false);
            assert!(body.incomplete.is_some_and(|error| error.message().starts_with("it is not well formed")));
        }
    }

    #[test]
    fn too_long_chunk_extensions_end_the_body() {
        let first = format!("5;{}\r\nhello\r\n", "x".repeat(16_383));
        for (last, content, is_whole) in [
            ("5\r\nhello\r\n0\r\n\r\n", "hellohello", true),
            ("5;\r\nhello\r\n0\r\n\r\n", "hello", false),
            ("5;a\r\nhello\r\n0\r\n\r\n", "hello", false),
            ("5 ;a\r\nhello\r\n0\r\n\r\n", "hello", false),
            ("0;a\r\n\r\n", "hello", false),
        ] {
            for (piece, is_secret) in [(7, false), (100_000, false), (100_000, true)] {
                let (body, _) = received([&first, last].concat().as_bytes(), piece, Body::Chunked, is_secret);
                assert_eq!(String::from_utf8_lossy(&body.bytes), content, "{last:?} by {piece}");
                let why = body.incomplete.as_ref().map(Error::message);
                assert_eq!(why, (!is_whole).then_some("it is not well formed after 5 bytes"), "{last:?} by {piece}");
            }
        }
    }

    #[test]
    fn a_secret_does_not_stay_in_the_buffer() {
        let mut stream = HttpStream::new(Box::new(Pieces(vec![b"6\r\nSECRET\r\n0\r\n\r\nlate".to_vec()])));
        let wait = Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None);
        assert_eq!(receive(&mut stream, Body::Chunked, true, &mut Progress::new(&wait)).bytes, b"SECRET");
        assert_eq!(stream.received(), b"xxxx", "what follows is masked too");
        stream.wipe();
        assert!(stream.received() == [0; 4] && !stream.is_idle());
    }
}
