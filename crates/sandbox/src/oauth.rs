//! Server-to-Server OAuth: `POST /oauth/token`.

use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::fresh;
use crate::json::{Json, object};
use crate::reply;
use crate::request::Request;
use crate::state::{State, lock};
use crate::text;

const CLIENT: &str = "sandbox-client:sandbox-secret";
const ACCOUNT: &str = "sandbox-account";
const LIFETIME_S: u32 = 3599;

pub(crate) fn token(state: &State, request: &Request) -> Answer {
    let credentials = request.header("authorization").and_then(text::basic_credentials);
    if credentials.as_deref() != Some(CLIENT) {
        return refused("Invalid client_id or client_secret", "invalid_client");
    }
    let mut form = text::form_pairs(request.query());
    form.extend(text::form_pairs(&String::from_utf8_lossy(&request.body)));
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if value("grant_type") != Some("account_credentials") {
        return refused("unsupported grant type", "unsupported_grant_type");
    }
    if value("account_id") != Some(ACCOUNT) {
        return refused("The account id is missing or wrong", "invalid_request");
    }
    issued(state, request.tls)
}

/// An error of the token endpoint.
pub(crate) fn refused(reason: &str, error: &str) -> Answer {
    reply::json(400, &object([("reason", reason.into()), ("error", error.into())]))
}

fn issued(state: &State, tls: bool) -> Answer {
    let token = format!("sandbox-{}", fresh::hex());
    let now = Instant::now();
    let mut tokens = lock(&state.tokens);
    tokens.retain(|_, end| now < *end);
    tokens.insert(token.clone(), now + Duration::from_secs(LIFETIME_S.into()));
    let api_url = if tls { &state.https_url } else { &state.http_url };
    let body = object([
        ("access_token", token.into()),
        ("token_type", "bearer".into()),
        ("expires_in", Json::Int(LIFETIME_S.into())),
        ("scope", "user:read:user:admin user:read:list_users:admin user:update:user:admin".into()),
        ("api_url", api_url.as_str().into()),
    ]);
    reply::json(200, &body)
}
