//! `/_sandbox/...`: looking at requests, books and users, queueing answers, setting limits. Never recorded, needs no token.

use std::sync::atomic::Ordering;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::answer::Answer;
use crate::json::{Json, object, texts};
use crate::record::{Books, Recorded, Verdict};
use crate::request::Request;
use crate::state::{State, lock};
use crate::text;
use crate::users::User;

/// The answer, if the request is for the control endpoint.
pub(crate) fn answer(state: &State, request: &Request) -> Option<Answer> {
    let path = request.path().strip_prefix("/_sandbox/")?;
    let done = match (request.method.as_str(), path) {
        ("GET", "requests") => json(200, &Json::List(lock(&state.log).all().iter().map(recorded).collect())),
        ("GET", "requests/last") => last_request(state),
        ("GET", "connections") => {
            let count = i64::try_from(state.connections.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
            json(200, &object([("connections", count.into())]))
        }
        ("GET", "books") => json(200, &books(state.books())),
        ("PUT", "limits") => set_limits(state, &request.body),
        ("PUT", "oauth") => set_oauth(state, &request.body),
        ("POST", "oauth/revoke") => {
            lock(&state.tokens).clear();
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
            None => refused(404, "There is no such control path."),
        },
    };
    Some(done)
}

fn user(state: &State, request: &Request, method: &str, id: &str) -> Answer {
    match method {
        "GET" => match lock(&state.users).find(id).map(User::stored) {
            Some(user) => json(200, &user),
            None => refused(404, "There is no such user."),
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

fn books(books: Books) -> Json {
    let number = |count: u64| Json::Int(i64::try_from(count).unwrap_or(i64::MAX));
    object([
        ("updates", number(books.updates)),
        ("refused", number(books.refused)),
        ("used_today", number(books.used_today.into())),
        ("peak_per_second", number(books.peak_per_second as u64)),
        ("side_by_side", number(books.side_by_side)),
        ("token_requests", number(books.token_requests)),
    ])
}

/// `{"plan": "pro"}`, or numbers of one's own.
fn set_limits(state: &State, body: &[u8]) -> Answer {
    const MEMBERS: [&str; 4] = ["plan", "per_second", "per_day", "used_today"];
    let Some(Json::Object(members)) = Json::parse(body) else { return refused(400, "The body must be a JSON object.") };
    let mut limits = lock(&state.limits);
    for (name, value) in &members {
        let number = value.int().and_then(|number| u32::try_from(number).ok());
        match (name.as_str(), value, number) {
            ("plan", Json::Text(plan), _) if limits.set_plan(plan) => {}
            ("per_second", _, Some(number)) => limits.per_second = Some(number),
            ("per_day", _, Some(number)) => limits.per_day = Some(number),
            ("used_today", _, Some(number)) => limits.set_used_today(number),
            (name, ..) if MEMBERS.contains(&name) => return refused(400, "A value is wrong."),
            _ => return refused(400, "There is an unknown member."),
        }
    }
    Answer::http(204, &[], "")
}

/// `lifetime_s`, `delay_ms`, `api_url` and `scope` of tokens to come.
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
            ("lifetime_s" | "delay_ms" | "api_url" | "scope", ..) => return refused(400, "A value is wrong."),
            _ => return refused(400, "There is an unknown member."),
        }
    }
    Answer::http(204, &[], "")
}

fn last_request(state: &State) -> Answer {
    match lock(&state.log).last() {
        Some(last) => Answer::http(200, &[("Content-Type", "application/octet-stream")], &last.raw),
        None => refused(404, "There was no request."),
    }
}

/// Queues one answer, or each of a list.
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
    let members = item.members().ok_or("An answer must be an object.")?;
    if members.iter().any(|(name, _)| !MEMBERS.contains(&name.as_str())) {
        return Err("An answer has an unknown member.");
    }
    let bytes = match (bytes(item, "bytes", "bytes_base64")?, item.get("status")) {
        (Some(bytes), None) => bytes,
        (None, Some(status)) => http_bytes(item, status)?,
        (None, None) => Vec::new(),
        _ => return Err("Either bytes or status."),
    };
    let number = |name| match item.get(name) {
        None => Ok(None),
        Some(value) => value.int().and_then(|n| u64::try_from(n).ok()).map(Some).ok_or("A number is wrong."),
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
    let status = status.int().and_then(|status| u16::try_from(status).ok()).ok_or("The status is wrong.")?;
    let headers = match item.get("headers") {
        None => &[],
        Some(headers) => headers.members().ok_or("headers must be an object.")?,
    };
    let headers: Option<Vec<_>> =
        headers.iter().map(|(name, value)| value.text().map(|value| (name.as_str(), value))).collect();
    let body = bytes(item, "body", "body_base64")?.unwrap_or_default();
    Ok(Answer::http(status, &headers.ok_or("A header must be text.")?, body).bytes)
}

/// Bytes given as text or as base64.
fn bytes(item: &Json, plain: &str, encoded: &str) -> Result<Option<Vec<u8>>, &'static str> {
    match (item.get(plain), item.get(encoded)) {
        (None, None) => Ok(None),
        (Some(Json::Text(text)), None) => Ok(Some(text.clone().into_bytes())),
        (None, Some(Json::Text(text))) => STANDARD.decode(text).map(Some).map_err(|_| "This is not base64."),
        _ => Err("Bytes must be given as one text."),
    }
}

fn recorded(request: &Recorded) -> Json {
    let headers = request.headers.iter().map(|(name, value)| texts(&[name.clone(), value.clone()]));
    let (judged, reasons, ignored): (_, &[String], &[String]) = match &request.judged {
        Verdict::NotJudged => ("no", &[], &[]),
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
        ("judged", judged.into()),
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
