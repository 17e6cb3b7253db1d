//! What came of an exchange: an answer, or what it means that there is none.

use super::link::{Link, Trace};
use super::{Broken, Lane, MOST_BODY, Target};
use crate::answer::error::Error;
use crate::answer::fault;
use crate::answer::response::Response;
use crate::answer::status::Status;
use std::io::{self, Read};
use ureq::http;

/// Reads the body of an answer; says whether it is all there. Once the head has come, the answer counts: what goes
/// wrong in the body is told with it.
pub(super) fn receive(answer: http::Response<ureq::Body>, link: &Link, target: &Target<'_>) -> (Response, bool) {
    let head = link.take_head();
    let (parts, mut body) = answer.into_parts();
    let mut bytes = Vec::new();
    let read = body.as_reader().take(MOST_BODY as u64 + 1).read_to_end(&mut bytes);
    let cut = |why: String| Some(Error::new(Status::Io, why));
    let incomplete = match read {
        Ok(_) if bytes.len() > MOST_BODY => {
            bytes.truncate(MOST_BODY);
            cut(format!("only its first {MOST_BODY} bytes were read"))
        }
        Ok(_) if link.is_torn() => cut("the connection ended without TLS's word for it".to_owned()),
        Ok(_) => None,
        Err(error) => match link.fault() {
            Some(fault) => Some(fault),
            None if is_malformed(&error) => cut(format!("it is not well formed after {} bytes", bytes.len())),
            None => cut(format!("the connection was closed after {} bytes", bytes.len())),
        },
    };
    link.unmask(&mut bytes);
    let complete = incomplete.is_none();
    let secrets = [target.credentials.expose(), target.hidden.expose()];
    (Response::new(parts.status.as_u16(), &head, bytes, incomplete, &secrets), complete)
}

/// Whether reading a body failed because of what came, not because nothing more came.
fn is_malformed(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(ureq::Error::Protocol(_)))
}

/// What it means that ureq gave up.
pub(super) fn broken(error: &ureq::Error, trace: &Trace, lane: &Lane) -> Broken {
    let Trace { connected, written, answered, .. } = *trace;
    let in_proxy = lane.proxied && connected && !trace.way.tunnelled;
    let error = match trace.fault.clone() {
        Some(fault) if in_proxy && fault.status() == Status::Io => {
            Error::new(Status::Proxy, format!("no tunnel through the proxy: {fault}"))
        }
        Some(fault) => fault,
        None if in_proxy => fault::PROXY_CLOSED.error(""),
        None => meaning(error, answered),
    };
    let error = match lane.proxy_origin {
        // Somebody who set no proxy should know where it comes from.
        Some(origin) if error.status() == Status::Proxy => {
            Error::new(Status::Proxy, format!("{error} (the proxy is named by {origin})")).with_remedy(error.remedy())
        }
        _ => error,
    };
    let stale = !connected && !answered && error.status() == Status::Io;
    Broken { error, response: None, stale, written }
}

fn meaning(error: &ureq::Error, answered: bool) -> Error {
    match error {
        ureq::Error::Io(_) if answered => {
            Error::new(Status::Io, "the connection was closed in the middle of the answer's head")
        }
        ureq::Error::Io(_) => Error::new(Status::Io, "the connection was closed without an answer"),
        ureq::Error::Protocol(_) if error.to_string().contains("too many headers") => {
            Error::new(Status::Unexpected, "the head of the answer has more than 128 lines")
        }
        ureq::Error::LargeResponseHeader(..) => {
            Error::new(Status::Unexpected, "the head of the answer is longer than 64 KiB")
        }
        ureq::Error::Protocol(_) => Error::new(Status::Unexpected, "the answer is not HTTP"),
        // Nothing else is to be expected of a request that was built here.
        _ => Error::new(Status::Internal, "the HTTP library gave up for an unexpected reason"),
    }
}
