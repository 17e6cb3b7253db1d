//! Limits, the token service, tokens and scopes.

use std::fmt::Display;
use std::time::Duration;

use crate::account::state::{State, lock};
use crate::account::tokens::SCOPES;
use crate::http::response::Response;
use crate::json::Json;
use crate::server::control::reply::{done, members, refused};

const NUMBER: &str = "expected a number from 0 to 4294967295";

/// `{"plan": "pro"}`, or custom limits: of requests for one user, with `lists_per_second` of those for the list, and with
/// `licenses` the paid licenses of the account.
pub(super) fn set_limits(state: &State, body: &[u8]) -> Response {
    each_member(body, |name, value| {
        let number = value.int().and_then(|number| u32::try_from(number).ok());
        match (name, value, number) {
            ("plan", Json::Text(plan), _) if state.set_plan(plan) => {}
            ("per_second", _, Some(number)) => lock(&state.limits).per_second = Some(number),
            ("per_day", _, Some(number)) => lock(&state.limits).per_day = Some(number),
            ("used_today", _, Some(number)) => lock(&state.limits).set_used_today(number),
            ("lists_per_second", _, Some(number)) => lock(&state.list_limits).per_second = Some(number),
            ("licenses", _, Some(number)) => lock(&state.users).set_licenses(number as usize),
            ("plan", ..) => return Err("expected free, pro, business or none"),
            ("per_second" | "per_day" | "used_today" | "lists_per_second" | "licenses", ..) => return Err(NUMBER),
            _ => return Err("expected plan, per_second, per_day, used_today, lists_per_second or licenses"),
        }
        Ok(())
    })
}

/// Sets `lifetime_s`, `delay_ms`, `api_url` and `scope` of the tokens issued from now on.
pub(super) fn set_oauth(state: &State, body: &[u8]) -> Response {
    each_member(body, |name, value| {
        let number = value.int().and_then(|number| u32::try_from(number).ok());
        let mut service = lock(&state.service);
        match (name, value, number) {
            ("lifetime_s", _, Some(number)) => service.lifetime_s = number,
            ("delay_ms", _, Some(number)) => service.delay = Duration::from_millis(number.into()),
            ("api_url", Json::Text(url), _) => service.api_url = Some(url.clone()),
            ("scope", Json::Text(scope), _) => service.scope = Some(scope.clone()),
            ("lifetime_s" | "delay_ms", ..) => return Err(NUMBER),
            ("api_url" | "scope", ..) => return Err("expected a string"),
            _ => return Err("expected lifetime_s, delay_ms, api_url or scope"),
        }
        Ok(())
    })
}

/// Gives scopes to the app or takes them away: `{"user:update:user:admin": false}`.
pub(super) fn set_scopes(state: &State, body: &[u8]) -> Response {
    each_member(body, |name, value| {
        let granted = value.bool().ok_or_else(|| "expected true or false".to_owned())?;
        match lock(&state.service).set_scope(name, granted) {
            true => Ok(()),
            false => Err(format!("no such scope; expected {}", SCOPES.join(", "))),
        }
    })
}

pub(super) fn revoke(state: &State, number: &str) -> Response {
    match number.parse().is_ok_and(|number| lock(&state.tokens).revoke(number)) {
        true => done(),
        false => refused(404, "There is no token of this number."),
    }
}

/// Applies the members of a JSON object one by one, up to the first that is wrong.
fn each_member<E: Display>(body: &[u8], apply: impl Fn(&str, &Json) -> Result<(), E>) -> Response {
    let members = match members(body) {
        Ok(members) => members,
        Err(answer) => return answer,
    };
    for (name, value) in &members {
        if let Err(why) = apply(name, value) {
            return refused(400, &format!("{name}: {why}."));
        }
    }
    done()
}
