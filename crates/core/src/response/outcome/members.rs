//! The members of an outcome by name, for languages that ask for them with a string. A row here is all that a member
//! needs: the C header has a macro for each, and the getters of the C API know exactly these names.

use super::{Outcome, json};
use crate::response::doctor_check::Check;
use crate::response::problem::Problem;
use crate::response::response::Response;
use crate::response::retry_after::whole_ms;
use crate::response::user::field_outcome::FieldOutcome;
use crate::response::user::page::UserPage;
use crate::response::user::user::User;
use serde_json::Value;
use std::borrow::Cow;
use std::time::{Duration, SystemTime};

/// A text of an outcome; "" where the outcome has none.
#[derive(Debug)]
pub struct TextMember {
    /// The name, e.g. `message`.
    pub name: &'static str,
    /// What it is, in one line.
    pub help: &'static str,
    /// Reads it.
    pub get: for<'a> fn(&'a Outcome) -> Cow<'a, str>,
}

/// A number of an outcome.
#[derive(Debug)]
pub struct NumberMember {
    /// The name, e.g. `attempts`.
    pub name: &'static str,
    /// What it is, in one line.
    pub help: &'static str,
    /// Reads it.
    pub get: fn(&Outcome) -> Option<i64>,
}

/// A list of an outcome: rows of texts.
#[derive(Debug)]
pub struct ListMember {
    /// The name, e.g. `problems`.
    pub name: &'static str,
    /// What it is, in one line.
    pub help: &'static str,
    /// The names of the texts in a row, each of which is in [`COLUMNS`].
    pub columns: &'static [&'static str],
    /// Reads the rows.
    pub rows: for<'a> fn(&'a Outcome) -> Vec<Vec<Cow<'a, str>>>,
}

macro_rules! text {
    ($name:literal, $help:literal, $get:expr) => {
        TextMember { name: $name, help: $help, get: $get }
    };
}

macro_rules! number {
    ($name:literal, $help:literal, $get:expr) => {
        NumberMember { name: $name, help: $help, get: $get }
    };
}

macro_rules! list {
    ($name:literal, $help:literal, [$($column:literal),+], $rows:expr) => {
        ListMember { name: $name, help: $help, columns: &[$($column),+], rows: $rows }
    };
}

/// The texts.
pub const TEXTS: &[TextMember] = &[
    text!("message", "what happened, in one line; never empty", |o| o.message().into()),
    text!("hint", "what to do about it", |o| o.hint().into()),
    text!("api_message", "Zoom's error message", |o| of_response(o, Response::api_message)),
    text!("tracking_id", "Zoom's tracking id, for its support", |o| of_response(o, Response::tracking_id)),
    text!("reason", "reason phrase of the HTTP status line", |o| of_response(o, Response::reason)),
    text!("head", "head of the response as received: status line, headers, empty line", |o| of_response(
        o,
        Response::head
    )),
    text!("rendered", "after a render function: the request as text", |o| o.rendered().unwrap_or_default().into()),
    text!("user", "after get_user: the user as Zoom's JSON text", |o| o.user().map_or("", User::json).into()),
    text!("next_page_token", "after list_users: the token of the next page; empty after the last", |o| {
        o.page().map_or("", UserPage::next_page_token).into()
    }),
    text!("json", "the whole result as a JSON object", |o| Value::Object(json::outcome(o)).to_string().into()),
];

/// The numbers.
pub const NUMBERS: &[NumberMember] = &[
    number!("http_status", "HTTP status of the response", |o| Some(o.response()?.http_status().into())),
    number!("api_code", "Zoom's error code", |o| o.response()?.api_code()),
    number!("attempts", "how many times the library tried to send the request", |o| Some(o.attempts().into())),
    number!("waited_ms", "time spent waiting for the rate limiter, a token or a retry", |o| Some(milliseconds(
        o.waited()
    ))),
    number!("retry_after_ms", "how long to wait from now, if Zoom or its rate limits say so", |o| {
        o.retry_after(SystemTime::now()).and_then(|wait| i64::try_from(whole_ms(wait)).ok())
    }),
    number!("total_records", "after list_users: the users on all pages", |o| {
        o.page()?.total_records().and_then(|users| i64::try_from(users).ok())
    }),
];

/// The lists.
pub const LISTS: &[ListMember] = &[
    list!("problems", "validation errors; nothing was sent", ["field", "message"], |o| problems(o.problems())),
    list!("warnings", "warnings", ["field", "message"], |o| problems(o.warnings())),
    list!("field_errors", "Zoom's error messages about single fields", ["field", "message"], |o| {
        let errors = o.response().map(Response::field_errors).unwrap_or_default();
        errors.iter().map(|e| vec![e.field.as_str().into(), e.message.as_str().into()]).collect()
    }),
    list!("headers", "headers of the response", ["name", "value"], |o| {
        let headers = o.response().map(Response::headers).unwrap_or_default();
        headers.iter().map(|(name, value)| vec![name.as_str().into(), value.as_str().into()]).collect()
    }),
    list!(
        "fields",
        "after plan, and with confirm or only_changes: how each field of the patch compares with the user",
        ["field", "outcome", "old", "new", "seen"],
        |o| o.fields().iter().map(field).collect()
    ),
    list!("user", "after get_user: each member of the user", ["name", "value"], |o| {
        let members = o.user().into_iter().flat_map(User::iter);
        members.map(|(name, value)| vec![name.into(), plain(value)]).collect()
    }),
    list!(
        "users",
        "after list_users: each user, and any other member of it by Zoom's name",
        ["id", "email", "json"],
        |o| { o.page().map(UserPage::users).unwrap_or_default().iter().map(listed).collect() }
    ),
    list!("checks", "after doctor: each check", ["name", "url", "outcome", "message", "hint"], |o| {
        o.checks().iter().map(check).collect()
    }),
];

/// The names of the texts in the rows of [`LISTS`], and what each is.
pub const COLUMNS: &[(&str, &str)] = &[
    ("field", "name of the field; empty if the message concerns the whole request"),
    ("message", "what was found, in one line"),
    ("name", "name of a header, a member or a check"),
    ("value", "its value; JSON if it is not text"),
    (
        "outcome",
        "fields: applied, already, ignored, unverifiable, differs; checks: ok, warning, failed, skipped; rows: e.g. sent, failed, in-doubt",
    ),
    ("old", "value before the update; JSON if it is not text"),
    ("new", "value in the patch"),
    ("seen", "value after the update"),
    ("url", "the server that a check is about"),
    ("hint", "what to do about it"),
    ("id", "Zoom's id of a user; a pending user has none"),
    ("email", "e-mail address of a user"),
    ("json", "a user as Zoom's JSON text"),
];

fn of_response(outcome: &Outcome, get: fn(&Response) -> &str) -> Cow<'_, str> {
    outcome.response().map(get).unwrap_or_default().into()
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn problems(problems: &[Problem]) -> Vec<Vec<Cow<'_, str>>> {
    problems.iter().map(|p| vec![p.field.as_str().into(), p.message.as_str().into()]).collect()
}

fn field(f: &FieldOutcome) -> Vec<Cow<'_, str>> {
    let [old, seen] = [&f.old, &f.seen].map(|value| value.as_ref().map(plain).unwrap_or_default());
    vec![f.field.as_str().into(), f.outcome.name().into(), old, plain(&f.new), seen]
}

fn listed(user: &User) -> Vec<Cow<'_, str>> {
    let [id, email] = ["id", "email"].map(|name| user.text(name).unwrap_or_default().into());
    vec![id, email, user.json().into()]
}

fn check(c: &Check) -> Vec<Cow<'_, str>> {
    [c.name, c.url.as_str(), c.outcome.name(), c.message.as_str(), c.hint].map(Cow::from).to_vec()
}

/// A string without its quotes, any other value as JSON.
pub fn plain(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| value.to_string().into(), Cow::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_is_described_once_and_used() {
        let described: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
        let used: BTreeSet<&str> = LISTS.iter().flat_map(|list| list.columns).copied().collect();
        assert_eq!(described.iter().copied().collect::<BTreeSet<_>>(), used);
        assert_eq!(described.len(), used.len());
    }

    #[test]
    fn the_json_object_has_every_member_but_the_head() {
        let json = json::outcome(&Outcome::unsent("nothing was sent".to_owned()));
        let page = UserPage::parse(br#"{"users":[]}"#).expect("a page");
        let listed = json::outcome(&Outcome::listed(page, Response::new(200, b"", Vec::new(), None, &[])));
        let texts = TEXTS.iter().map(|text| text.name).filter(|name| !matches!(*name, "head" | "json"));
        let names = texts.chain(NUMBERS.iter().map(|number| number.name)).chain(LISTS.iter().map(|list| list.name));
        for name in names {
            let is_of_page = matches!(name, "users" | "next_page_token" | "total_records");
            assert_eq!((json.contains_key(name), listed.contains_key(name)), (!is_of_page, true), "{name}");
        }
    }
}
