//! Responses with the headers that every response of Zoom has: date, tracking id, rate limits.

use crate::account::limits::{self, Headers};
use crate::clock;
use crate::http::response::Response;
use crate::json::Json;
use crate::random;

pub(crate) const JSON: &str = "application/json;charset=UTF-8";
pub(crate) const XML: &str = "application/xml;charset=UTF-8";

/// A response with these headers; default rate-limit headers are added unless `extra` has some.
pub(crate) fn reply(status: u16, extra: Headers, content_type: &str, body: impl AsRef<[u8]>) -> Response {
    let mut headers = vec![
        ("Date".to_owned(), clock::http_date(clock::now())),
        ("x-zm-trackingid".to_owned(), format!("v=2.0;clid=us04;rid=WEB_{}", random::hex())),
    ];
    if !extra.iter().any(|(name, _)| name == "X-RateLimit-Category") {
        headers.extend(limits::headers(limits::LIGHT));
    }
    if !content_type.is_empty() {
        headers.push(("Content-Type".to_owned(), content_type.to_owned()));
    }
    headers.extend(extra);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Response::http(status, &headers, body)
}

/// The response to a successful update.
pub(crate) fn no_content() -> Response {
    empty(204)
}

pub(crate) fn empty(status: u16) -> Response {
    reply(status, Headers::new(), "", "")
}

pub(crate) fn json(status: u16, body: &Json) -> Response {
    reply(status, Headers::new(), JSON, body.to_string())
}
