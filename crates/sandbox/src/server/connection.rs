//! Serves the requests of one connection.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::account::errors::ApiError;
use crate::account::limits::{self, Limit};
use crate::account::state::{State, UpdateGuard, lock};
use crate::account::validate;
use crate::http::record::{Recorded, Verdict};
use crate::http::request::{self, ReadError, Request};
use crate::http::response::Response;
use crate::http::wire::Wire;
use crate::monitor::clients;
use crate::monitor::exchange::{Cause, Exchange};
use crate::server::api::{self, Endpoint};
use crate::server::control::{self, Controlled};
use crate::server::events;
use crate::server::fault;
use crate::server::oauth;
use crate::server::proxy;

/// What to do after a request.
enum Next<'a> {
    Response(Decided<'a>),
    /// A response of the control endpoint.
    Control(Response),
    /// The stream of events, after the exchange of this number.
    Events(u64),
    Tunnel(Decided<'a>),
}

/// A response, and why it is this one.
struct Decided<'a> {
    answer: Response,
    cause: Cause,
    change: u64,
    request: Arc<Recorded>,
    started: Instant,
    /// The update is in progress until the response is sent.
    guard: Option<UpdateGuard<'a>>,
}

impl Decided<'_> {
    /// Keeps the exchange, before its response is sent.
    fn keep(&self, state: &State) {
        let client = clients::name(&self.request);
        let mut exchange = Exchange::new(Arc::clone(&self.request), client, self.cause.clone(), &self.answer);
        let now = Instant::now();
        let took = now.saturating_duration_since(self.started);
        (exchange.took_ms, exchange.change) = (u64::try_from(took.as_millis()).unwrap_or(u64::MAX), self.change);
        lock(&state.clients).count(&exchange.client, self.request.method == "PATCH", exchange.status, now);
        lock(&state.runs).count(&self.request, exchange.status, now);
        lock(&state.exchanges).push(exchange);
    }
}

/// Serves the connection until it is closed.
pub(crate) fn serve(state: &State, wire: &mut Wire, connection: u64) {
    loop {
        let stays_open = match next(state, wire, connection) {
            Ok(Next::Response(mut decided)) => {
                // End the update before the response is sent, because the client may send the next one at once.
                let paused = wire.pause(std::mem::take(&mut decided.answer.delay), &state.stop);
                drop(decided.guard.take());
                decided.keep(state);
                paused.and_then(|()| wire.send(&decided.answer, &state.stop))
            }
            Ok(Next::Control(answer)) => wire.send(&answer, &state.stop),
            Ok(Next::Events(after)) => return events::serve(state, wire, after),
            Ok(Next::Tunnel(decided)) => {
                decided.keep(state);
                wire.send(&decided.answer, &state.stop).and_then(|_| wire.start_tls(state.tls.clone())).map(|()| true)
            }
            Err(ReadError::Closed) => return,
            Err(ReadError::Refused(status, message)) => {
                let request = Arc::new(request::record_invalid(wire, connection, message));
                let answer = Response::http(status, &[], format!("{message}\n")).with_connection_close();
                lock(&state.log).push(Arc::clone(&request));
                let started = Instant::now();
                let decided = Decided { answer, cause: Cause::Account, change: 0, request, started, guard: None };
                decided.keep(state);
                wire.send(&decided.answer, &state.stop)
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
    lock(&state.open_connections).count(connection, request.tls, control::is_for(&request));
    Ok(match control::answer(state, &request) {
        Some(Controlled::Response(answer)) => Next::Control(with_keep_alive(answer, &request)),
        Some(Controlled::Events(after)) => Next::Events(after),
        None => decide(state, &request, &endpoint),
    })
}

fn decide<'a>(state: &'a State, request: &Request, endpoint: &Endpoint) -> Next<'a> {
    let started = Instant::now();
    let validated = match endpoint {
        Endpoint::User(_) if request.method == "PATCH" => Some(validate::validate(request)),
        _ => None,
    };
    let verdict = validated.as_ref().map_or(Verdict::NotValidated, validate::verdict);
    let recorded = Arc::new(request.recorded(verdict));
    lock(&state.log).push(Arc::clone(&recorded));
    let decided = |answer, cause, change, guard| Decided { answer, cause, change, request: recorded, started, guard };
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
            return Next::Response(decided(with_keep_alive(answer, request), Cause::Limit(limit.name()), 0, None));
        }
    };
    if let Some((mut answer, cause)) = imposed(state, request, endpoint) {
        answer.close |= !request.keep_alive();
        return Next::Response(decided(lock(limits).update_headers(answer), cause, 0, guard));
    }
    let mut change = 0;
    let answer = match (request.method.as_str(), endpoint, validated) {
        ("CONNECT", ..) => match proxy::tunnel(state, request) {
            Ok(()) => return Next::Tunnel(decided(proxy::opened(), Cause::Account, 0, None)),
            Err(answer) => answer,
        },
        (_, Endpoint::User(id), Some(validated)) => {
            let (answer, number) = api::update(state, request, id, validated);
            change = number;
            answer
        }
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
    let answer = lock(limits).update_headers(with_keep_alive(answer, request));
    Next::Response(decided(answer, Cause::Account, change, guard))
}

/// The response that a test asked for: a queued one, that of a rule, or that of the user id.
fn imposed(state: &State, request: &Request, endpoint: &Endpoint) -> Option<(Response, Cause)> {
    if let Some(answer) = lock(&state.script).pop_front() {
        return Some((answer, Cause::Queued));
    }
    let id = match endpoint {
        Endpoint::User(id) => Some(id.as_str()),
        Endpoint::Users => None,
        _ => return None,
    };
    let ruled = || {
        let mut rules = lock(&state.fault_rules);
        if rules.is_empty() {
            return None;
        }
        let users = lock(&state.users);
        let is_user = |other: &str| id.is_some_and(|id| id.eq_ignore_ascii_case(other) || users.is_same(id, other));
        rules.pick(is_user)
    };
    let of_id = |id: &str| fault::answer(state, request, id).map(|answer| (answer, Cause::Fault(fault::name(id))));
    ruled().as_deref().and_then(of_id).or_else(|| of_id(id?))
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
fn with_keep_alive(answer: Response, request: &Request) -> Response {
    if request.keep_alive() || answer.close { answer } else { answer.with_connection_close() }
}
