//! The control endpoint `/_sandbox/...` and its page. Its requests are not recorded and need no token.

mod faults;
mod guard;
mod page;
mod reply;
mod requests;
mod script;
mod settings;
pub(crate) mod snapshot;
mod users;

use crate::account::state::{State, lock};
use crate::http::request::Request;
use crate::http::response::Response;
use crate::text;
pub(crate) use page::PAGE;
use reply::{done, json, refused};

/// What a request to the control endpoint gets.
pub(crate) enum Controlled {
    Response(Response),
    /// The stream of events, after the exchange of this number.
    Events(u64),
}

/// Whether the request is for the control endpoint.
pub(crate) fn is_for(request: &Request) -> bool {
    request.path() == "/_sandbox" || request.path().starts_with(PAGE)
}

/// The response, if the request is for the control endpoint.
pub(crate) fn answer(state: &State, request: &Request) -> Option<Controlled> {
    let path = request.path();
    if path == "/_sandbox" {
        return Some(Controlled::Response(Response::http(307, &[("Location", PAGE)], "")));
    }
    let path = path.strip_prefix(PAGE)?;
    if let Err(why) = guard::check(request) {
        return Some(Controlled::Response(refused(403, &why)));
    }
    let segments: Option<Vec<String>> = path.split('/').map(text::percent_decoded).collect();
    let Some(segments) = segments else {
        return Some(Controlled::Response(refused(400, "The path is not percent-encoded UTF-8.")));
    };
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    if (request.method.as_str(), segments.as_slice()) == ("GET", &["events"]) {
        return Some(Controlled::Events(requests::last_event(request)));
    }
    Some(Controlled::Response(route(state, request, &segments)))
}

fn route(state: &State, request: &Request, path: &[&str]) -> Response {
    let body = &request.body;
    match (request.method.as_str(), path) {
        ("GET", [""]) => page::page(),
        ("GET", ["state"]) => json(200, &snapshot::snapshot(state)),
        ("GET", ["requests"]) => requests::all(state),
        ("GET", ["requests", "last"]) => requests::last(state),
        ("GET", ["exchanges"]) => requests::exchanges(state, request),
        ("GET", ["exchanges", number]) => requests::exchange(state, number),
        ("POST", ["exchanges", number, "replay"]) => requests::replay(state, number),
        ("GET", ["connections"]) => json(200, &snapshot::connections(state)),
        ("GET", ["stats"]) => json(200, &snapshot::stats(&state.stats())),
        ("GET", ["clients"]) => json(200, &snapshot::clients(state)),
        ("GET", ["runs"]) => json(200, &snapshot::runs(state)),
        ("GET", ["users"]) => users::all(state, request),
        ("PUT", ["users"]) => users::load(state, body),
        ("GET", ["users", id]) => users::one(state, id),
        ("PUT", ["users", id]) => users::put(state, id, body),
        (_, ["users", _]) => refused(405, "Only GET and PUT."),
        ("GET", ["updates"]) => users::updates(state),
        ("GET", ["changes"]) => users::changes(state, request),
        ("POST", ["changes", number, "undo"]) => users::take_back(state, number),
        ("POST", ["page_tokens", "expire"]) => {
            state.expire_page_tokens();
            done()
        }
        ("GET", ["limits"]) => json(200, &snapshot::limits(state)),
        ("PUT", ["limits"]) => settings::set_limits(state, body),
        ("PUT", ["oauth"]) => settings::set_oauth(state, body),
        ("POST", ["oauth", "revoke"]) => {
            lock(&state.tokens).revoke_all();
            done()
        }
        ("GET", ["tokens"]) => json(200, &lock(&state.tokens).json()),
        ("DELETE", ["tokens", number]) => settings::revoke(state, number),
        ("GET", ["scopes"]) => json(200, &lock(&state.service).scopes_json()),
        ("PUT", ["scopes"]) => settings::set_scopes(state, body),
        ("GET", ["faults"]) => json(200, &lock(&state.fault_rules).json()),
        ("POST", ["faults"]) => faults::add(state, body),
        ("DELETE", ["faults"]) => {
            lock(&state.fault_rules).clear();
            done()
        }
        ("DELETE", ["faults", number]) => faults::remove(state, number),
        ("GET", ["ca"]) => Response::http(200, &[("Content-Type", "application/x-pem-file")], &state.ca_pem),
        ("POST", ["reset"]) => {
            state.reset();
            done()
        }
        ("POST", ["script"]) => script::queue(state, body),
        _ => refused(404, "Unknown control path, or another method: docs/sandbox.md lists them."),
    }
}
