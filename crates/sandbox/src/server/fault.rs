//! User ids that select a response: `error-400-300@sandbox.test`, `drop@sandbox.test`, ...

use std::time::Duration;

use crate::account::errors::ApiError;
use crate::account::limits::{Headers, Limit};
use crate::account::reply::{self, reply};
use crate::account::state::{State, lock};
use crate::clock;
use crate::http::request::{Format, Request};
use crate::http::response::Response;
use crate::json::object;
use crate::server::oauth;

/// The maximum size of a generated response.
const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// The response that the id selects.
pub(crate) fn answer(state: &State, request: &Request, id: &str) -> Option<Response> {
    let name = id.strip_suffix("@sandbox.test")?;
    // A suffix after a plus sign distinguishes users that select the same response.
    let name = name.split_once('+').map_or(name, |(name, _)| name);
    named(request, name).or_else(|| {
        let (kind, number) = name.split_once('-')?;
        match kind {
            "flaky" => flaky(state, request, id, number),
            "error" => error(request, id, number),
            _ => {
                let number = number.parse().ok()?;
                redirect(state, request, kind, number).or_else(|| numbered(request, kind, number))
            }
        }
    })
}

/// Whether there is a fault of this name.
pub(crate) fn exists(state: &State, name: &str) -> bool {
    let id = format!("{name}+exists@sandbox.test");
    !name.contains(['+', '@']) && answer(state, &Request::sample(), &id).is_some()
}

/// The name of the fault that the id selects.
pub(crate) fn name(id: &str) -> String {
    let name = id.split_once('@').map_or(id, |(name, _)| name);
    name.split_once('+').map_or(name, |(name, _)| name).to_owned()
}

/// Whether the id selects a response that is sent before the body is read.
pub(crate) fn is_early(id: &str) -> bool {
    id == "early@sandbox.test"
}

fn named(request: &Request, name: &str) -> Option<Response> {
    let error = |error: ApiError| error.answer(request.format());
    Some(match name {
        "fields-error" => error(ApiError::validation(vec![
            ("first_name".to_owned(), "Invalid field.".to_owned()),
            ("phone_numbers[0].country".to_owned(), "Invalid field.".to_owned()),
        ])),
        "oauth-error" => oauth::refused("Invalid client_id or client_secret", "invalid_client"),
        "rate-second" => error(ApiError::rate(Limit::Second)),
        "rate-daily" => error(ApiError::rate(Limit::Daily)),
        "rate-concurrent" => error(ApiError::rate(Limit::Concurrent)),
        "rate-seconds" => error(ApiError::rate(Limit::Second).with_header("Retry-After", "1")),
        "rate-date" => {
            let soon = clock::http_date(clock::now() + 1);
            error(ApiError::rate(Limit::Second).with_header("Retry-After", soon))
        }
        "drop" => Response::default().closed(),
        "reset" => Response { reset: true, ..Response::default() },
        "truncate-body" => {
            let whole = ApiError::documented(400, 300, "").answer(Format::Json);
            let cut = whole.bytes.len() - 20;
            Response { cut_after: Some(cut), ..whole }
        }
        "garbage" => Response::raw("\x00\x01 no HTTP at all \x02\x03\r\n\r\nnothing of it\r\n").closed(),
        "early" => ApiError::new(413, 300, "The body is too long.").answer(request.format()).with_connection_close(),
        "http10-204" => Response::raw("HTTP/1.0 204 No Content\r\n\r\n").closed(),
        "echo-token" => echo(request),
        _ => return None,
    })
}

fn numbered(request: &Request, kind: &str, number: u64) -> Option<Response> {
    if let Some(answer) = with_status(kind, number) {
        return Some(answer);
    }
    let size = usize::try_from(number.min(MAX_SIZE)).ok()?;
    Some(match kind {
        "slow" => Response { delay: Duration::from_millis(number), ..success(request) },
        "drip" => Response { drip: Some(Duration::from_millis(number)), ..success(request) },
        "truncate" => Response { cut_after: Some(size), ..reply::no_content() },
        "big" => reply(400, Headers::new(), reply::JSON, big_error(size)),
        "lines" => {
            let lines: String = (1..=size.min(1_000_000)).map(|line| format!("X-Line-{line}: {line}\r\n")).collect();
            Response::raw(format!("HTTP/1.1 204 No Content\r\n{lines}\r\n"))
        }
        "head" => {
            let frame = "HTTP/1.1 204 No Content\r\nX-Fill: \r\n\r\n".len();
            let fill = "x".repeat(size.saturating_sub(frame));
            Response::raw(format!("HTTP/1.1 204 No Content\r\nX-Fill: {fill}\r\n\r\n"))
        }
        _ => return None,
    })
}

/// The responses whose number is an HTTP status.
fn with_status(kind: &str, number: u64) -> Option<Response> {
    let status = u16::try_from(number).ok().filter(|status| (200..600).contains(status))?;
    Some(match kind {
        "status" => reply::empty(status),
        "html" => {
            let page = format!(
                "<!DOCTYPE html>\n<html><head><title>{status}</title></head>\
                 <body><h1>{status}</h1><p>The edge could not serve this.</p></body></html>\n"
            );
            Response::http(status, &[("Server", "edge"), ("Content-Type", "text/html; charset=UTF-8")], page)
        }
        "xml" => typical_error(status).answer(Format::Xml),
        "binary" => {
            let bytes: Vec<u8> = (0..=255).collect();
            reply(status, Headers::new(), "application/octet-stream", bytes)
        }
        _ => return None,
    })
}

/// Redirects, most of them to `jane@example.com`.
fn redirect(state: &State, request: &Request, kind: &str, number: u64) -> Option<Response> {
    let status = u16::try_from(number).ok().filter(|status| (300..400).contains(status))?;
    let scheme = if request.tls { "https" } else { "http" };
    let host = request.header("host").unwrap_or_default();
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    let other = if name == "localhost" { "127.0.0.1" } else { "localhost" };
    let before = match kind {
        "redirect" | "loop" => String::new(),
        "absolute" => format!("{scheme}://{host}"),
        "elsewhere" => format!("{scheme}://{other}:{port}"),
        "outside" => "https://zoom.us.example.com".to_owned(),
        "plain" => state.http_url.replace("127.0.0.1", name),
        _ => return None,
    };
    let path = if kind == "loop" { request.path() } else { "/v2/users/jane@example.com" };
    let query = if request.query().is_empty() { String::new() } else { format!("?{}", request.query()) };
    Some(reply(status, vec![("Location".to_owned(), format!("{before}{path}{query}"))], "", ""))
}

/// `<http>-<code>`
fn error(request: &Request, id: &str, numbers: &str) -> Option<Response> {
    let (status, code) = numbers.split_once('-')?;
    let status = status.parse().ok().filter(|status| (200..600).contains(status))?;
    Some(ApiError::documented(status, code.parse().ok()?, id).answer(request.format()))
}

/// `<n>-<http>`: this status n times, then success.
fn flaky(state: &State, request: &Request, id: &str, numbers: &str) -> Option<Response> {
    let (times, status) = numbers.split_once('-')?;
    let times: u32 = times.parse().ok()?;
    let status = status.parse().ok().filter(|status| (200..600).contains(status))?;
    let mut counts = lock(&state.flaky_counts);
    let count = counts.entry(id.to_owned()).or_default();
    *count = count.saturating_add(1);
    Some(if *count <= times { typical_error(status).answer(request.format()) } else { success(request) })
}

/// A typical error with this status.
fn typical_error(status: u16) -> ApiError {
    match status {
        401 => ApiError::bad_token(),
        404 => ApiError::new(404, 1001, "User does not exist."),
        429 => ApiError::rate(Limit::Second),
        500.. => ApiError::new(status, 500, "The service has a problem."),
        _ => ApiError::documented(status, 300, ""),
    }
}

/// 204 for an update, a minimal user for a read.
fn success(request: &Request) -> Response {
    if request.method == "GET" {
        return reply::json(200, &object([("id", "U2FuZGJveC1GYXVsdHMwMA".into()), ("status", "active".into())]));
    }
    reply::no_content()
}

/// A JSON error of exactly this size, or the smallest possible one.
fn big_error(size: usize) -> String {
    let fill = "x".repeat(size.saturating_sub("{\"code\":300,\"message\":\"\"}".len()));
    object([("code", 300.into()), ("message", fill.into())]).to_string()
}

/// Returns the token, to test whether the client redacts it.
fn echo(request: &Request) -> Response {
    let token = request.header("authorization").unwrap_or_default();
    ApiError::new(400, 300, format!("You sent {token}.")).with_header("X-Echo", token).answer(request.format())
}
