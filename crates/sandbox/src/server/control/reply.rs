//! Responses of the control endpoint, and the numbers in its paths and queries.

use crate::http::request::Request;
use crate::http::response::Response;
use crate::json::{Json, object};
use crate::text;

pub(super) fn done() -> Response {
    Response::http(204, &[], "")
}

pub(super) fn refused(status: u16, message: &str) -> Response {
    json(status, &object([("message", message.into())]))
}

pub(super) fn json(status: u16, body: &Json) -> Response {
    let headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    Response::http(status, &headers, body.to_string())
}

/// A member of the query.
pub(super) fn query(request: &Request, name: &str) -> Option<String> {
    text::form_pairs(request.query()).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// A number in the query, or this one if there is none.
pub(super) fn query_number(request: &Request, name: &str, default: u64) -> Result<u64, Response> {
    match query(request, name) {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| refused(400, &format!("{name}: expected a number."))),
    }
}

/// The rows after the one of the number `after` in the query.
pub(super) fn after(request: &Request, rows: impl FnOnce(u64) -> Vec<Json>) -> Response {
    query_number(request, "after", 0).map_or_else(|answer| answer, |after| json(200, &Json::List(rows(after))))
}

/// The members of a JSON object.
pub(super) fn members(body: &[u8]) -> Result<Vec<(String, Json)>, Response> {
    match Json::parse(body) {
        Some(Json::Object(members)) => Ok(members),
        _ => Err(refused(400, "The body must be a JSON object.")),
    }
}
