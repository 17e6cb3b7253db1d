//! Responses for the next requests, whatever they are for.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::account::state::{State, lock};
use crate::http::response::Response;
use crate::json::Json;
use crate::server::control::reply::{done, refused};

/// Queues one response or a list of them.
pub(super) fn queue(state: &State, body: &[u8]) -> Response {
    let answers = match Json::parse(body) {
        Some(Json::List(items)) => items.iter().map(scripted).collect(),
        Some(item) => scripted(&item).map(|answer| vec![answer]),
        None => Err("The body must be JSON."),
    };
    match answers {
        Ok(answers) => {
            lock(&state.script).extend(answers);
            done()
        }
        Err(why) => refused(400, why),
    }
}

fn scripted(item: &Json) -> Result<Response, &'static str> {
    const MEMBERS: [&str; 11] = [
        "bytes",
        "bytes_base64",
        "status",
        "headers",
        "body",
        "body_base64",
        "delay_ms",
        "cut_after",
        "drip_ms",
        "close",
        "reset",
    ];
    let members = item.members().ok_or("A response must be an object.")?;
    if members.iter().any(|(name, _)| !MEMBERS.contains(&name.as_str())) {
        return Err("A response has an unknown member.");
    }
    let bytes = match (bytes(item, "bytes", "bytes_base64")?, item.get("status")) {
        (Some(bytes), None) => bytes,
        (None, Some(status)) => http_bytes(item, status)?,
        (None, None) => Vec::new(),
        _ => return Err("A response has either bytes or status."),
    };
    let number = |name| match item.get(name) {
        None => Ok(None),
        Some(value) => value.int().and_then(|n| u64::try_from(n).ok()).map(Some).ok_or("Invalid number."),
    };
    let flag = |name| match item.get(name) {
        None => Ok(false),
        Some(value) => value.bool().ok_or("close and reset must be true or false."),
    };
    Ok(Response {
        bytes,
        delay: Duration::from_millis(number("delay_ms")?.unwrap_or(0)),
        cut_after: number("cut_after")?.map(|count| usize::try_from(count).unwrap_or(usize::MAX)),
        drip: number("drip_ms")?.map(Duration::from_millis),
        close: flag("close")?,
        reset: flag("reset")?,
    })
}

fn http_bytes(item: &Json, status: &Json) -> Result<Vec<u8>, &'static str> {
    let status = status.int().and_then(|status| u16::try_from(status).ok()).ok_or("Invalid status.")?;
    let headers = match item.get("headers") {
        None => &[],
        Some(headers) => headers.members().ok_or("headers must be an object.")?,
    };
    let headers: Option<Vec<_>> =
        headers.iter().map(|(name, value)| value.text().map(|value| (name.as_str(), value))).collect();
    let body = bytes(item, "body", "body_base64")?.unwrap_or_default();
    Ok(Response::http(status, &headers.ok_or("A header value must be a string.")?, body).bytes)
}

/// Bytes as a string or as base64.
fn bytes(item: &Json, plain: &str, encoded: &str) -> Result<Option<Vec<u8>>, &'static str> {
    match (item.get(plain), item.get(encoded)) {
        (None, None) => Ok(None),
        (Some(Json::Text(text)), None) => Ok(Some(text.clone().into_bytes())),
        (None, Some(Json::Text(text))) => STANDARD.decode(text).map(Some).map_err(|_| "Invalid base64."),
        _ => Err("Bytes must be one string."),
    }
}
