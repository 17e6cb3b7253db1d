//! The users and their changes.

use crate::account::state::{State, lock};
use crate::account::stats::UserUpdates;
use crate::account::users::User;
use crate::account::users_file;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::json::{Json, count, object};
use crate::server::control::reply::{after, json, members, query, query_number, refused};

/// All users, or with `search` and `limit` some of them.
pub(super) fn all(state: &State, request: &Request) -> Response {
    let limit = match query_number(request, "limit", u64::MAX) {
        Ok(limit) => usize::try_from(limit).unwrap_or(usize::MAX),
        Err(answer) => return answer,
    };
    let text = query(request, "search").unwrap_or_default().to_lowercase();
    let found = lock(&state.users).search(&text, limit).into_iter().map(User::stored).collect();
    json(200, &Json::List(found))
}

/// Takes the users of a CSV file instead.
pub(super) fn load(state: &State, body: &[u8]) -> Response {
    let Ok(text) = std::str::from_utf8(body) else { return refused(400, "The file is not UTF-8.") };
    match users_file::users(text) {
        Ok(mut new) => {
            let mut users = lock(&state.users);
            new.set_licenses(users.licenses());
            users.replace(new);
            json(200, &object([("users", count(users.all().len()))]))
        }
        Err(why) => refused(400, &why),
    }
}

pub(super) fn one(state: &State, id: &str) -> Response {
    match lock(&state.users).find(id).map(User::stored) {
        Some(user) => json(200, &user),
        None => refused(404, "Unknown user."),
    }
}

pub(super) fn put(state: &State, id: &str, body: &[u8]) -> Response {
    if id.is_empty() {
        return refused(400, "The path has no user id.");
    }
    match members(body) {
        Ok(members) => {
            let (user, new) = lock(&state.users).put(id, &members);
            json(if new { 201 } else { 200 }, &user)
        }
        Err(answer) => answer,
    }
}

pub(super) fn updates(state: &State) -> Response {
    let row = |user: &UserUpdates| {
        object([
            ("id", user.id.as_str().into()),
            ("email", user.email.as_str().into()),
            ("accepted", count(user.accepted)),
            ("changed", count(user.changed)),
        ])
    };
    json(200, &Json::List(lock(&state.users).updates().iter().map(row).collect()))
}

/// The changes after the one of the number `after`.
pub(super) fn changes(state: &State, request: &Request) -> Response {
    after(request, |number| {
        let changes = lock(&state.users).changes.after(number, usize::MAX);
        changes.iter().map(|change| change.json()).collect()
    })
}

/// Gives the members of a change their old values.
pub(super) fn take_back(state: &State, number: &str) -> Response {
    match number.parse().ok().and_then(|number| lock(&state.users).take_back(number)) {
        Some(user) => json(200, &user),
        None => refused(404, "There is no change of this number, or its user is gone."),
    }
}
