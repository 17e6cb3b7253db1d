//! The control endpoint `/_sandbox/...`: requests, stats, users, scripted responses, limits. Not recorded, needs no token.

use std::sync::atomic::Ordering;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::account::state::{State, lock};
use crate::account::stats::{Stats, UserUpdates};
use crate::account::users::User;
use crate::http::answer::Answer;
use crate::http::record::{Recorded, Verdict};
use crate::http::request::Request;
use crate::json::{Json, object, texts};
use crate::text;

/// The response, if the request is for the control endpoint.
pub(crate) fn answer(state: &State, request: &Request) -> Option<Answer> {
    let path = request.path().strip_prefix("/_sandbox/")?;
    let done = match (request.method.as_str(), path) {
        ("GET", "requests") => json(200, &Json::List(lock(&state.log).all().iter().map(recorded).collect())),
        ("GET", "requests/last") => last_request(state),
        ("GET", "connections") => {
            let count = i64::try_from(state.connections.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
            json(200, &object([("connections", count.into())]))
        }
        ("GET", "stats") => json(200, &stats(state.stats())),
        ("GET", "users") => {
            let users = lock(&state.users).all().iter().map(User::stored).collect();
            json(200, &Json::List(users))
        }
        ("GET", "updates") => json(200, &Json::List(lock(&state.users).updates().iter().map(updates).collect())),
        ("POST", "page_tokens/expire") => {
            state.expire_page_tokens();
            Answer::http(204, &[], "")
        }
        ("PUT", "limits") => set_limits(state, &request.body),
        ("PUT", "oauth") => set_oauth(state, &request.body),
        ("POST", "oauth/revoke") => {
            lock(&state.tokens).revoke();
            Answer::http(204, &[], "")
        }
        ("GET", "ca") => Answer::http(200, &[("Content-Type", "application/x-pem-file")], &state.ca_pem),
        ("POST", "reset") => {
            state.reset();
            Answer::http(204, &[], "")
        }
        ("POST", "script") => script(state, &request.body),
        (method, path) => match path.strip_prefix("users/").and_then(text::percent_decoded) {
            Some(id) => user(state, request, method, &id),
            None => refused(404, "Unknown control path."),
        },
    };
    Some(done)
}

fn user(state: &State, request: &Request, method: &str, id: &str) -> Answer {
    match method {
        "GET" => match lock(&state.users).find(id).map(User::stored) {
            Some(user) => json(200, &user),
            None => refused(404, "Unknown user."),
        },
        "PUT" => match Json::parse(&request.body) {
            Some(Json::Object(members)) => {
                let (user, new) = lock(&state.users).put(id, &members);
                json(if new { 201 } else { 200 }, &user)
            }
            _ => refused(400, "The body must be a JSON object."),
        },
        _ => refused(405, "Only GET and PUT."),
    }
}

fn stats(stats: Stats) -> Json {
    let number = |count: u64| Json::Int(i64::try_from(count).unwrap_or(i64::MAX));
    object([
        ("updates", number(stats.updates)),
        ("refused", number(stats.refused)),
        ("used_today", number(stats.used_today.into())),
        ("peak_per_second", number(stats.peak_per_second as u64)),
        ("concurrent_updates", number(stats.concurrent_updates)),
        ("token_requests", number(stats.token_requests)),
        ("peak_lists_per_second", number(stats.peak_lists_per_second as u64)),
        ("refused_lists", number(stats.refused_lists)),
    ])
}

fn updates(user: &UserUpdates) -> Json {
    let number = |count: u64| Json::Int(i64::try_from(count).unwrap_or(i64::MAX));
    object([
        ("id", user.id.as_str().into()),
        ("email", user.email.as_str().into()),
        ("accepted", number(user.accepted)),
        ("changed", number(user.changed)),
    ])
}

/// `{"plan": "pro"}`, or custom limits: of requests for one user, with `lists_per_second` of those for the list, and with
/// `licenses` the paid licenses of the account.
fn set_limits(state: &State, body: &[u8]) -> Answer {
    const MEMBERS: [&str; 6] = ["plan", "per_second", "per_day", "used_today", "lists_per_second", "licenses"];
    let Some(Json::Object(members)) = Json::parse(body) else { return refused(400, "The body must be a JSON object.") };
    for (name, value) in &members {
        let number = value.int().and_then(|number| u32::try_from(number).ok());
        match (name.as_str(), value, number) {
            ("plan", Json::Text(plan), _) if state.set_plan(plan) => {}
            ("per_second", _, Some(number)) => lock(&state.limits).per_second = Some(number),
            ("per_day", _, Some(number)) => lock(&state.limits).per_day = Some(number),
            ("used_today", _, Some(number)) => lock(&state.limits).set_used_today(number),
            ("lists_per_second", _, Some(number)) => lock(&state.list_limits).per_second = Some(number),
            ("licenses", _, Some(number)) => lock(&state.users).set_licenses(number as usize),
            (name, ..) if MEMBERS.contains(&name) => return refused(400, "Invalid value."),
            _ => return refused(400, "Unknown member."),
        }
    }
    Answer::http(204, &[], "")
}

/// Sets `lifetime_s`, `delay_ms`, `api_url` and `scope` of the tokens issued from now on.
fn set_oauth(state: &State, body: &[u8]) -> Answer {
    let Some(Json::Object(members)) = Json::parse(body) else { return refused(400, "The body must be a JSON object.") };
    let mut service = lock(&state.service);
    for (name, value) in &members {
        let number = value.int().and_then(|number| u32::try_from(number).ok());
        match (name.as_str(), value, number) {
            ("lifetime_s", _, Some(number)) => service.lifetime_s = number,
            ("delay_ms", _, Some(number)) => service.delay = Duration::from_millis(number.into()),
            ("api_url", Json::Text(url), _) => service.api_url = Some(url.clone()),
            ("scope", Json::Text(scope), _) => service.scope.clone_from(scope),
            ("lifetime_s" | "delay_ms" | "api_url" | "scope", ..) => return refused(400, "Invalid value."),
            _ => return refused(400, "Unknown member."),
        }
    }
    Answer::http(204, &[], "")
}

fn last_request(state: &State) -> Answer {
    match lock(&state.log).last() {
        Some(last) => Answer::http(200, &[("Content-Type", "application/octet-stream")], &last.raw),
        None => refused(404, "No request was recorded."),
    }
}

/// Queues one response or a list of them.
fn script(state: &State, body: &[u8]) -> Answer {
    let answers = match Json::parse(body) {
        Some(Json::List(items)) => items.iter().map(scripted).collect(),
        Some(item) => scripted(&item).map(|answer| vec![answer]),
        None => Err("The body must be JSON."),
    };
    match answers {
        Ok(answers) => {
            lock(&state.script).extend(answers);
            Answer::http(204, &[], "")
        }
        Err(why) => refused(400, why),
    }
}

fn scripted(item: &Json) -> Result<Answer, &'static str> {
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
    Ok(Answer {
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
    Ok(Answer::http(status, &headers.ok_or("A header value must be a string.")?, body).bytes)
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

fn recorded(request: &Recorded) -> Json {
    let headers = request.headers.iter().map(|(name, value)| texts(&[name.clone(), value.clone()]));
    let (verdict, reasons, ignored): (_, &[String], &[String]) = match &request.verdict {
        Verdict::NotValidated => ("none", &[], &[]),
        Verdict::Accepted { ignored } => ("accepted", &[], ignored),
        Verdict::Refused { reasons } => ("refused", reasons, &[]),
    };
    object([
        ("method", request.method.as_str().into()),
        ("target", request.target.as_str().into()),
        ("headers", Json::List(headers.collect())),
        ("body", STANDARD.encode(&request.body).into()),
        ("raw", STANDARD.encode(&request.raw).into()),
        ("reads", i64::from(request.reads).into()),
        ("connection", i64::try_from(request.connection).unwrap_or(i64::MAX).into()),
        ("tls", request.tls.into()),
        ("verdict", verdict.into()),
        ("reasons", texts(reasons)),
        ("ignored", texts(ignored)),
    ])
}

fn refused(status: u16, message: &str) -> Answer {
    json(status, &object([("message", message.into())]))
}

fn json(status: u16, body: &Json) -> Answer {
    Answer::http(status, &[("Content-Type", "application/json")], body.to_string())
}
