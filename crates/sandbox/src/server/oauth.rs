//! Server-to-Server OAuth: `POST /oauth/token`.

use std::time::Duration;

use crate::account::errors::ApiError;
use crate::account::limits::Limit;
use crate::account::reply;
use crate::account::state::{State, lock};
use crate::http::request::{Format, Request};
use crate::http::response::Response;
use crate::json::object;
use crate::text;

const CLIENT: &str = "sandbox-client:sandbox-secret";
const ACCOUNT: &str = "sandbox-account";
pub(crate) fn token(state: &State, request: &Request) -> Response {
    let delay = {
        let mut service = lock(&state.service);
        service.requests += 1;
        service.delay
    };
    Response { delay, ..answer(state, request) }
}

fn answer(state: &State, request: &Request) -> Response {
    let authorization = request.header("authorization").unwrap_or_default();
    let credentials = text::basic_credentials(authorization);
    if credentials.as_deref() != Some(CLIENT) {
        return refused("Invalid client_id or client_secret", "invalid_client");
    }
    let mut form = text::form_pairs(request.query());
    form.extend(text::form_pairs(&String::from_utf8_lossy(&request.body)));
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if value("grant_type") != Some("account_credentials") {
        return refused("unsupported grant type", "unsupported_grant_type");
    }
    match value("account_id").map(|account| account.split_once('+').map_or(account, |(account, _)| account)) {
        Some(ACCOUNT) => issued(state, request.tls),
        Some("app-type") => refused("unsupported grant type", "unsupported_grant_type"),
        Some("inactive-app") => refused("The app has been disabled", "invalid_client"),
        Some("no-scope") => ApiError::documented(400, 4711, "").answer(Format::Json),
        Some("limited") => ApiError::rate(Limit::Second).answer(Format::Json),
        Some("broken") => reply::empty(503),
        Some("dropped") => Response::default().closed(),
        Some("page") => Response::http(200, &[("Content-Type", "text/html")], "<html>Log in first.</html>"),
        Some("echo") => refused(&format!("You sent {authorization}, that is {CLIENT}"), "invalid_request"),
        _ => refused("The account id is missing or wrong", "invalid_request"),
    }
}

/// An error of the token endpoint.
pub(crate) fn refused(reason: &str, error: &str) -> Response {
    reply::json(400, &object([("reason", reason.into()), ("error", error.into())]))
}

fn issued(state: &State, tls: bool) -> Response {
    let (lifetime_s, api_url, scope) = {
        let service = lock(&state.service);
        (service.lifetime_s, service.api_url.clone(), service.scope())
    };
    let token = lock(&state.tokens).issue(Duration::from_secs(lifetime_s.into()));
    let own = if tls { &state.https_url } else { &state.http_url };
    let body = object([
        ("access_token", token.into()),
        ("token_type", "bearer".into()),
        ("expires_in", i64::from(lifetime_s).into()),
        ("scope", scope.as_str().into()),
        ("api_url", api_url.as_deref().unwrap_or(own).into()),
    ]);
    reply::json(200, &body)
}
