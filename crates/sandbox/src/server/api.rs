//! The routes `/v2/users` and `/v2/users/{id}`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::account::errors::ApiError;
use crate::account::limits;
use crate::account::reply::{self, reply};
use crate::account::state::{State, lock};
use crate::account::users::User;
use crate::account::validate::Validated;
use crate::http::answer::Answer;
use crate::http::request::Request;
use crate::json::{Json, object};
use crate::text;

/// The endpoint of a path.
pub(crate) enum Endpoint {
    Users,
    User(String),
    /// The id is not valid percent-encoded UTF-8.
    InvalidId,
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

/// Updates a user.
pub(crate) fn update(state: &State, request: &Request, id: &str, validated: Validated) -> Answer {
    let done = check_token(state, request).and_then(|()| {
        let mut users = lock(&state.users);
        users.find_or_create(id).ok_or_else(|| ApiError::no_user(id))?;
        users.update(id, validated?)
    });
    match done {
        Ok(()) => reply::no_content(),
        Err(error) => error.answer(request.format()),
    }
}

pub(crate) fn read(state: &State, request: &Request, id: &str) -> Answer {
    let user = check_token(state, request)
        .and_then(|()| lock(&state.users).find_or_create(id).map(User::read).ok_or_else(|| ApiError::no_user(id)));
    match user {
        Ok(user) => reply::json(200, &user),
        Err(error) => error.answer(request.format()),
    }
}

pub(crate) fn list(state: &State, request: &Request) -> Answer {
    match check_token(state, request).and_then(|()| page(state, request.query())) {
        Ok(page) => reply(200, limits::headers("Medium"), reply::JSON, page.to_string()),
        Err(error) => error.answer(request.format()),
    }
}

fn check_token(state: &State, request: &Request) -> Result<(), ApiError> {
    let (scheme, token) = request.header("authorization").and_then(|value| value.split_once(' ')).unwrap_or_default();
    match token {
        _ if !scheme.eq_ignore_ascii_case("bearer") => Err(ApiError::bad_token()),
        "expired-token" => Err(ApiError::new(401, 124, "Access token is expired.")),
        "noscope-token" => Err(ApiError::documented(400, 4711, "")),
        token if state.accepts(token) => Ok(()),
        _ => Err(ApiError::bad_token()),
    }
}

fn page(state: &State, query: &str) -> Result<Json, ApiError> {
    let pairs = text::form_pairs(query);
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let status = value("status").unwrap_or("active");
    if !["active", "inactive", "pending"].contains(&status) {
        return Err(invalid("status"));
    }
    let size = match value("page_size") {
        None => 30,
        Some(size) => size.parse().ok().filter(|size| (1..=2000).contains(size)).ok_or_else(|| invalid("page_size"))?,
    };
    let start = match value("next_page_token") {
        None | Some("") => 0,
        Some(token) => page_start(token)
            .ok_or_else(|| ApiError::new(400, 300, "The next page token is either invalid or has expired."))?,
    };
    let users = lock(&state.users);
    let found: Vec<_> = users.all().iter().filter(|user| user.has_status(status)).collect();
    let rows: Vec<_> = found.iter().skip(start).take(size).map(|user| user.listed()).collect();
    let next = start.saturating_add(size);
    let next_token = if next < found.len() { page_token(next) } else { String::new() };
    Ok(object([
        ("next_page_token", next_token.into()),
        ("page_size", number(size)),
        ("total_records", number(found.len())),
        ("users", Json::List(rows)),
    ]))
}

fn invalid(name: &str) -> ApiError {
    ApiError::validation(vec![(name.to_owned(), "Invalid field.".to_owned())])
}

fn page_token(start: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("from {start}"))
}

fn page_start(token: &str) -> Option<usize> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    text.strip_prefix("from ")?.parse().ok()
}

fn number(count: usize) -> Json {
    Json::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
