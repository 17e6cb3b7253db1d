//! The routes `/v2/users` and `/v2/users/{id}`.

use crate::account::errors::ApiError;
use crate::account::limits;
use crate::account::list;
use crate::account::reply::{self, reply};
use crate::account::state::{State, lock};
use crate::account::tokens::{LIST, READ, UPDATE};
use crate::account::users::User;
use crate::account::validate::Validated;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::text;

/// The endpoint of a path.
pub(crate) enum Endpoint {
    Users,
    User(String),
    /// The id is not valid percent-encoded UTF-8.
    InvalidId,
    /// The licenses of the account.
    PlanUsage,
    Token,
    Unknown,
}

impl Endpoint {
    pub(crate) fn of(path: &str) -> Endpoint {
        let segments: Vec<_> = path.split('/').skip(1).collect();
        match segments.as_slice() {
            ["oauth", "token"] => Endpoint::Token,
            ["v2", "users"] => Endpoint::Users,
            ["v2", "users", id] => Endpoint::user(id),
            ["v2", "accounts", account, "users"] if !account.is_empty() => Endpoint::Users,
            ["v2", "accounts", account, "users", id] if !account.is_empty() => Endpoint::user(id),
            ["v2", "accounts", account, "plans", "usage"] if !account.is_empty() => Endpoint::PlanUsage,
            _ => Endpoint::Unknown,
        }
    }

    fn user(segment: &str) -> Endpoint {
        match text::percent_decoded(segment) {
            Some(id) if id.is_empty() => Endpoint::Unknown,
            Some(id) => Endpoint::User(id),
            None => Endpoint::InvalidId,
        }
    }
}

/// Updates a user. Also returns the number of the change, 0 if there is none.
pub(crate) fn update(state: &State, request: &Request, id: &str, validated: Validated) -> (Response, u64) {
    let done = check_token(state, request, Some(UPDATE)).and_then(|()| {
        let mut users = lock(&state.users);
        users.find_or_create(id).ok_or_else(|| ApiError::no_user(id))?;
        users.update(id, validated?)
    });
    match done {
        Ok(change) => (reply::no_content(), change),
        Err(error) => (error.answer(request.format()), 0),
    }
}

pub(crate) fn read(state: &State, request: &Request, id: &str) -> Response {
    let user = check_token(state, request, Some(READ))
        .and_then(|()| lock(&state.users).find_or_create(id).map(User::read).ok_or_else(|| ApiError::no_user(id)));
    match user {
        Ok(user) => reply::json(200, &user),
        Err(error) => error.answer(request.format()),
    }
}

pub(crate) fn plan_usage(state: &State, request: &Request) -> Response {
    match check_token(state, request, None) {
        Ok(()) => reply::json(200, &lock(&state.users).usage()),
        Err(error) => error.answer(request.format()),
    }
}

pub(crate) fn list(state: &State, request: &Request) -> Response {
    let page = check_token(state, request, Some(LIST))
        .and_then(|()| list::page(&lock(&state.users), request.query(), state.page_clock()));
    match page {
        Ok(page) => reply(200, limits::headers(limits::MEDIUM), reply::JSON, page.to_string()),
        Err(error) => error.answer(request.format()),
    }
}

/// Checks the token, and whether the app has the scope that the request needs.
fn check_token(state: &State, request: &Request, scope: Option<&'static str>) -> Result<(), ApiError> {
    let (scheme, token) = request.header("authorization").and_then(|value| value.split_once(' ')).unwrap_or_default();
    match token {
        _ if !scheme.eq_ignore_ascii_case("bearer") => Err(ApiError::bad_token()),
        "expired-token" => Err(ApiError::new(401, 124, "Access token is expired.")),
        "noscope-token" => Err(ApiError::documented(400, 4711, "")),
        token if state.accepts(token) => match scope {
            Some(scope) if lock(&state.service).missing_scopes.contains(scope) => Err(ApiError::no_scope(scope)),
            _ => Ok(()),
        },
        _ => Err(ApiError::bad_token()),
    }
}
