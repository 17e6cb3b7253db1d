//! The requests that came, the exchanges, and how to repeat one.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::account::state::{State, lock};
use crate::http::record::{Recorded, Verdict};
use crate::http::request::Request;
use crate::http::response::Response;
use crate::json::{Json, count, object, texts};
use crate::server::control::reply::{after, json, refused};

/// How long a repeated request waits for more of its response.
const REPLAY_TIMEOUT: Duration = Duration::from_secs(2);

pub(super) fn all(state: &State) -> Response {
    json(200, &Json::List(lock(&state.log).all().iter().map(recorded).collect()))
}

pub(super) fn last(state: &State) -> Response {
    match lock(&state.log).last() {
        Some(last) => Response::http(200, &[("Content-Type", "application/octet-stream")], &last.raw),
        None => refused(404, "No request was recorded."),
    }
}

/// The exchanges after the one of the number `after`.
pub(super) fn exchanges(state: &State, request: &Request) -> Response {
    after(request, |number| {
        let (exchanges, _) = lock(&state.exchanges).after(number, usize::MAX);
        exchanges.iter().map(|exchange| exchange.summary()).collect()
    })
}

pub(super) fn exchange(state: &State, number: &str) -> Response {
    match number.parse().ok().and_then(|number| lock(&state.exchanges).find(number)) {
        Some(exchange) => json(200, &exchange.detail()),
        None => refused(404, "There is no exchange of this number, or it is no longer kept."),
    }
}

/// Sends the bytes of a request again, to the port without TLS.
pub(super) fn replay(state: &State, number: &str) -> Response {
    let Some(exchange) = number.parse().ok().and_then(|number| lock(&state.exchanges).find(number)) else {
        return refused(404, "There is no exchange of this number, or it is no longer kept.");
    };
    if exchange.request.method == "CONNECT" {
        return refused(400, "A CONNECT cannot be repeated.");
    }
    let address = state.http_url.trim_start_matches("http://").to_owned();
    // Its own thread, because the response may be slow.
    let replayed = exchange.number;
    let sender = move || send(&address, &exchange.request.raw);
    match thread::Builder::new().name("sandbox-replay".to_owned()).spawn(sender) {
        Ok(_) => json(202, &object([("replayed", count(replayed))])),
        Err(_) => refused(503, "This machine has no thread left."),
    }
}

/// Ends when the sandbox closes the connection, at the latest with the sandbox.
fn send(address: &str, request: &[u8]) -> io::Result<()> {
    let mut socket = TcpStream::connect(address)?;
    socket.set_read_timeout(Some(REPLAY_TIMEOUT))?;
    socket.write_all(request)?;
    let mut buffer = [0; 8192];
    while socket.read(&mut buffer)? > 0 {}
    Ok(())
}

/// The number of the last exchange that a reader of the events has.
pub(super) fn last_event(request: &Request) -> u64 {
    request.header("last-event-id").and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

fn recorded(request: &Recorded) -> Json {
    let headers = request.headers.iter().map(|(name, value)| texts(&[name.clone(), value.clone()]));
    let (reasons, ignored): (&[String], &[String]) = match &request.verdict {
        Verdict::NotValidated => (&[], &[]),
        Verdict::Accepted { ignored } => (&[], ignored),
        Verdict::Refused { reasons } => (reasons, &[]),
    };
    object([
        ("method", request.method.as_str().into()),
        ("target", request.target.as_str().into()),
        ("headers", Json::List(headers.collect())),
        ("body", STANDARD.encode(&request.body).into()),
        ("raw", STANDARD.encode(&request.raw).into()),
        ("reads", i64::from(request.reads).into()),
        ("connection", count(request.connection)),
        ("tls", request.tls.into()),
        ("verdict", request.verdict.name().into()),
        ("reasons", texts(reasons)),
        ("ignored", texts(ignored)),
    ])
}
