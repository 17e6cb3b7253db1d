//! One connection: request after request until somebody ends it.

use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::answer::Answer;
use crate::api::{self, Place};
use crate::control;
use crate::errors::ApiError;
use crate::fault;
use crate::judge;
use crate::limits::Limit;
use crate::oauth;
use crate::proxy;
use crate::record::Verdict;
use crate::request::{self, Request, Trouble};
use crate::state::{Changing, State, lock};
use crate::wire::Wire;

/// What follows a request.
enum Next<'a> {
    /// The second lasts until the answer begins.
    Answer(Answer, Option<Changing<'a>>),
    Tunnel,
}

/// Serves the connection to its end.
pub(crate) fn serve(state: &State, wire: &mut Wire, connection: u64) {
    loop {
        let goes_on = match next(state, wire, connection) {
            Ok(Next::Answer(mut answer, changing)) => {
                // Done before it is said: the next change may come as soon as the client knows.
                let paused = wire.pause(std::mem::take(&mut answer.delay), &state.stop);
                drop(changing);
                paused.and_then(|()| wire.send(&answer, &state.stop))
            }
            Ok(Next::Tunnel) => {
                wire.send(&proxy::opened(), &state.stop).and_then(|_| wire.start_tls(state.tls.clone())).map(|()| true)
            }
            Err(Trouble::Gone) => return,
            Err(Trouble::Refused(status, message)) => {
                lock(&state.log).push(request::unreadable(wire, connection, message));
                wire.send(&Answer::http(status, &[], format!("{message}\n")).last(), &state.stop)
            }
        };
        if !matches!(goes_on, Ok(true)) {
            return;
        }
    }
}

/// The connections accepted so far, this one included.
pub(crate) fn number(state: &State) -> u64 {
    state.connections.fetch_add(1, Ordering::Relaxed) + 1
}

fn next<'a>(state: &'a State, wire: &mut Wire, connection: u64) -> Result<Next<'a>, Trouble> {
    let mut request = Request::read_head(wire, connection)?;
    let place = Place::of(request.path());
    match &place {
        Place::User(id) if fault::is_early(id) && lock(&state.script).is_empty() => request.end(wire),
        _ => request.read_body(wire)?,
    }
    Ok(decide(state, &request, &place))
}

fn decide<'a>(state: &'a State, request: &Request, place: &Place) -> Next<'a> {
    if let Some(answer) = control::answer(state, request) {
        return Next::Answer(ended(answer, request), None);
    }
    let judged = match place {
        Place::User(_) if request.method == "PATCH" => Some(judge::judge(request)),
        _ => None,
    };
    let verdict = judged.as_ref().map_or(Verdict::NotJudged, judge::verdict);
    lock(&state.log).push(request.recorded(verdict));
    let changing = match place {
        Place::User(id) => match admit(state, request, id) {
            Ok(changing) => changing,
            Err(limit) => {
                let answer = lock(&state.limits).restate(ApiError::rate(limit).answer(request.form()));
                return Next::Answer(ended(answer, request), None);
            }
        },
        _ => None,
    };
    let asked = lock(&state.script).pop_front().or_else(|| match place {
        Place::User(id) => fault::answer(state, request, id),
        _ => None,
    });
    if let Some(mut answer) = asked {
        answer.close |= !request.keep_alive();
        return Next::Answer(lock(&state.limits).restate(answer), changing);
    }
    let answer = match (request.method.as_str(), place, judged) {
        ("CONNECT", ..) => match proxy::tunnel(state, request) {
            Ok(()) => return Next::Tunnel,
            Err(answer) => answer,
        },
        (_, Place::User(id), Some(judged)) => api::change(state, request, id, judged),
        ("GET", Place::User(id), None) => api::read(state, request, id),
        ("GET", Place::Users, _) => api::list(state, request),
        ("POST", Place::Token, _) => oauth::token(state, request),
        (_, Place::Nowhere, _) => ApiError::no_endpoint().answer(request.form()),
        (_, Place::BrokenId, _) => {
            ApiError::new(400, 300, "The user id is not percent-encoded UTF-8.").answer(request.form())
        }
        _ => ApiError::wrong_method().answer(request.form()),
    };
    Next::Answer(lock(&state.limits).restate(ended(answer, request)), changing)
}

/// Counts a request for a user, and says whether the limits let it through.
fn admit<'a>(state: &'a State, request: &Request, id: &str) -> Result<Option<Changing<'a>>, Limit> {
    let is_change = request.method == "PATCH";
    state.updates.fetch_add(u64::from(is_change), Ordering::SeqCst);
    let (arrived, one_at_a_time) = {
        let mut limits = lock(&state.limits);
        (limits.arrive(Instant::now()), limits.one_at_a_time)
    };
    arrived?;
    if !is_change {
        return Ok(None);
    }
    match Changing::begin(state, id) {
        None if one_at_a_time => Err(Limit::Concurrent),
        changing => Ok(changing),
    }
}

/// Says that the connection ends, if the client wants it to.
fn ended(answer: Answer, request: &Request) -> Answer {
    if request.keep_alive() || answer.close { answer } else { answer.last() }
}
