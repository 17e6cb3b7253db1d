//! Serves the requests of one connection.

use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::account::errors::ApiError;
use crate::account::limits::{self, Limit};
use crate::account::state::{State, UpdateGuard, lock};
use crate::account::validate;
use crate::http::answer::Answer;
use crate::http::record::Verdict;
use crate::http::request::{self, ReadError, Request};
use crate::http::wire::Wire;
use crate::server::api::{self, Endpoint};
use crate::server::control;
use crate::server::fault;
use crate::server::oauth;
use crate::server::proxy;

/// What to do after a request.
enum Next<'a> {
    /// The update is in progress until the response is sent.
    Answer(Answer, Option<UpdateGuard<'a>>),
    Tunnel,
}

/// Serves the connection until it is closed.
pub(crate) fn serve(state: &State, wire: &mut Wire, connection: u64) {
    loop {
        let stays_open = match next(state, wire, connection) {
            Ok(Next::Answer(mut answer, guard)) => {
                // End the update before the response is sent, because the client may send the next one at once.
                let paused = wire.pause(std::mem::take(&mut answer.delay), &state.stop);
                drop(guard);
                paused.and_then(|()| wire.send(&answer, &state.stop))
            }
            Ok(Next::Tunnel) => {
                wire.send(&proxy::opened(), &state.stop).and_then(|_| wire.start_tls(state.tls.clone())).map(|()| true)
            }
            Err(ReadError::Closed) => return,
            Err(ReadError::Refused(status, message)) => {
                lock(&state.log).push(request::record_invalid(wire, connection, message));
                wire.send(&Answer::http(status, &[], format!("{message}\n")).with_connection_close(), &state.stop)
            }
        };
        if !matches!(stays_open, Ok(true)) {
            return;
        }
    }
}

/// Numbers a connection, from 1.
pub(crate) fn number(state: &State) -> u64 {
    state.connections.fetch_add(1, Ordering::Relaxed) + 1
}

fn next<'a>(state: &'a State, wire: &mut Wire, connection: u64) -> Result<Next<'a>, ReadError> {
    let mut request = Request::read_head(wire, connection)?;
    let endpoint = Endpoint::of(request.path());
    match &endpoint {
        Endpoint::User(id) if fault::is_early(id) && lock(&state.script).is_empty() => request.end(wire),
        _ => request.read_body(wire)?,
    }
    Ok(decide(state, &request, &endpoint))
}

fn decide<'a>(state: &'a State, request: &Request, endpoint: &Endpoint) -> Next<'a> {
    if let Some(answer) = control::answer(state, request) {
        return Next::Answer(with_keep_alive(answer, request), None);
    }
    let validated = match endpoint {
        Endpoint::User(_) if request.method == "PATCH" => Some(validate::validate(request)),
        _ => None,
    };
    let verdict = validated.as_ref().map_or(Verdict::NotValidated, validate::verdict);
    lock(&state.log).push(request.recorded(verdict));
    let (limits, category) = match endpoint {
        Endpoint::Users => (&state.list_limits, limits::MEDIUM),
        _ => (&state.limits, limits::LIGHT),
    };
    let admitted = match endpoint {
        Endpoint::User(id) => admit(state, request, id),
        Endpoint::Users => lock(limits).admit(Instant::now()).map(|()| None),
        _ => Ok(None),
    };
    let guard = match admitted {
        Ok(guard) => guard,
        Err(limit) => {
            let error = ApiError::rate_of(limit, category);
            let answer = lock(limits).update_headers(error.answer(request.format()));
            return Next::Answer(with_keep_alive(answer, request), None);
        }
    };
    let scripted = lock(&state.script).pop_front().or_else(|| match endpoint {
        Endpoint::User(id) => fault::answer(state, request, id),
        _ => None,
    });
    if let Some(mut answer) = scripted {
        answer.close |= !request.keep_alive();
        return Next::Answer(lock(limits).update_headers(answer), guard);
    }
    let answer = match (request.method.as_str(), endpoint, validated) {
        ("CONNECT", ..) => match proxy::tunnel(state, request) {
            Ok(()) => return Next::Tunnel,
            Err(answer) => answer,
        },
        (_, Endpoint::User(id), Some(validated)) => api::update(state, request, id, validated),
        ("GET", Endpoint::User(id), None) => api::read(state, request, id),
        ("GET", Endpoint::Users, _) => api::list(state, request),
        ("GET", Endpoint::PlanUsage, _) => api::plan_usage(state, request),
        ("POST", Endpoint::Token, _) => oauth::token(state, request),
        (_, Endpoint::Unknown, _) => ApiError::no_endpoint().answer(request.format()),
        (_, Endpoint::InvalidId, _) => {
            ApiError::new(400, 300, "The user id is not percent-encoded UTF-8.").answer(request.format())
        }
        _ => ApiError::wrong_method().answer(request.format()),
    };
    Next::Answer(lock(limits).update_headers(with_keep_alive(answer, request)), guard)
}

/// Counts a request for a user and applies the limits.
fn admit<'a>(state: &'a State, request: &Request, id: &str) -> Result<Option<UpdateGuard<'a>>, Limit> {
    let is_update = request.method == "PATCH";
    state.updates.fetch_add(u64::from(is_update), Ordering::SeqCst);
    let (admitted, one_at_a_time) = {
        let mut limits = lock(&state.limits);
        (limits.admit(Instant::now()), limits.one_at_a_time)
    };
    admitted?;
    if !is_update {
        return Ok(None);
    }
    match UpdateGuard::begin(state, id) {
        None if one_at_a_time => Err(Limit::Concurrent),
        guard => Ok(guard),
    }
}

/// Closes the connection after the response if the client asked for that.
fn with_keep_alive(answer: Answer, request: &Request) -> Answer {
    if request.keep_alive() || answer.close { answer } else { answer.with_connection_close() }
}
