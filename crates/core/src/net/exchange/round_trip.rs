//! One exchange: writes a request, receives its response.

use super::content_coding::Unpacked;
use super::http_stream::HttpStream;
use super::reuse::CloseReason;
use super::{body, head};
use crate::limits::no_permit::NoPermit;
use crate::net::connection::progress::Progress;
use crate::net::transport::Destination;
use crate::response::error::Error;
use crate::response::response::Response;
use crate::response::status::Status;

/// A response, from its head on: an error in the body is part of it.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) response: Response,
    /// The call was cancelled in the body.
    pub(crate) cancelled: Option<Error>,
    /// Whether the body was received to its end and the connection is still open.
    pub(crate) is_complete: bool,
    /// Why the connection cannot be reused, if the heads say so.
    pub(crate) close: Option<CloseReason>,
}

/// Sends the bytes of a request and receives the response. `is_head` says whether the request is HEAD.
pub(crate) fn exchange(
    stream: &mut HttpStream,
    message: &[u8],
    is_head: bool,
    target: &Destination<'_>,
    progress: &mut Progress<'_>,
) -> Result<Exchange, Error> {
    if let Some(permit) = target.permit {
        permit.now(progress.call).map_err(NoPermit::into_error)?;
    }
    let secrets = [target.credentials.expose(), target.hidden.expose()];
    let head = head::receive(stream, message, is_head, &secrets, progress);
    if let (Some(permit), Some(written_us)) = (target.permit, progress.written_us) {
        permit.written(written_us);
    }
    let head = head?;
    // At this level ureq-proto logs what it reads, and any response may repeat the token.
    let is_secret = target.secret_body || log::max_level() == log::LevelFilter::Trace;
    let body = body::receive(stream, head.body, is_secret, progress);
    if target.secret_body {
        stream.wipe();
    }
    let mut incomplete = body.incomplete;
    let cancelled = incomplete.clone().filter(|error| error.status() == Status::Cancelled);
    let is_complete = incomplete.is_none() && !body.is_end;
    let unpacked = match body.bytes.is_empty() {
        true => Unpacked::default(),
        false => head.encoding.unpack(body.bytes, body::MAX_BODY_LEN, &secrets),
    };
    let Unpacked { body, note, fault, withheld } = unpacked;
    let unread = fault.clone().filter(|_| withheld);
    if incomplete.is_none() {
        let status = if withheld { Status::Unexpected } else { Status::Io };
        incomplete = fault.map(|why| Error::new(status, why));
    }
    let warnings = std::mem::take(&mut progress.warnings);
    let mut response = Response::with_head(head.status, head.shown, body, incomplete, &secrets).with_warnings(warnings);
    if let Some(note) = note {
        response = response.with_note(note);
    }
    if let Some(why) = unread {
        response = response.unread_because(why);
    }
    Ok(Exchange { response, cancelled, is_complete, close: head.close })
}
