//! An outcome as a JSON object, with the same members in every language.

use crate::response::doctor_check::Check;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::retry_after::whole_ms;
use crate::response::user::field_outcome::FieldOutcome;
use crate::response::user::user::User;
use crate::text::hex;
use serde_json::{Map, Value, json};
use std::time::SystemTime;

/// The members of an outcome; unknown values are `null`. Those about a page of users are only there after a list. A body that is not UTF-8 is in `body_hex` instead of `body`.
pub fn outcome(outcome: &Outcome) -> Map<String, Value> {
    let response = outcome.response();
    let body = response.map(|r| std::str::from_utf8(r.body()).map_err(|_| r.body()));
    let members = json!({
        "ok": outcome.is_ok(),
        "status": outcome.status().code(),
        "name": outcome.status().name(),
        "message": outcome.message(),
        "hint": given(outcome.hint()),
        "problems": problems(outcome.problems()),
        "warnings": problems(outcome.warnings()),
        "attempts": outcome.attempts(),
        "waited_ms": milliseconds(outcome.waited()),
        "http_status": response.map(|r| r.http_status()),
        "reason": response.and_then(|r| given(r.reason())),
        "api_code": response.and_then(|r| r.api_code()),
        "api_message": response.and_then(|r| given(r.api_message())),
        "field_errors": response.map(|r| {
            r.field_errors().iter().map(|e| json!({"field": e.field, "message": e.message})).collect::<Vec<_>>()
        }),
        "tracking_id": response.and_then(|r| given(r.tracking_id())),
        "retry_after_ms": outcome.retry_after(SystemTime::now()).map(whole_ms),
        "headers": response.map(|r| {
            r.headers().iter().map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>()
        }),
        "body": body.and_then(Result::ok),
        "body_hex": body.and_then(Result::err).map(hex),
        "rendered": outcome.rendered(),
        "user": outcome.user().map(user),
        "fields": fields(outcome.fields()),
        "checks": checks(outcome.checks()),
    });
    let mut members = match members {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    if let Some(page) = outcome.page() {
        members.insert("users".to_owned(), page.users().iter().map(user).collect());
        members.insert("next_page_token".to_owned(), page.next_page_token().into());
        members.insert("total_records".to_owned(), page.total_records().into());
    }
    members
}

fn user(user: &User) -> Map<String, Value> {
    user.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

fn fields(fields: &[FieldOutcome]) -> Value {
    let one = |f: &FieldOutcome| json!({"field": f.field, "outcome": f.outcome.name(), "old": f.old, "new": f.new, "seen": f.seen});
    fields.iter().map(one).collect()
}

fn checks(checks: &[Check]) -> Value {
    let one = |c: &Check| json!({"name": c.name, "url": c.url, "outcome": c.outcome.name(), "message": c.message, "hint": given(c.hint)});
    checks.iter().map(one).collect()
}

fn problems(problems: &[Problem]) -> Value {
    problems.iter().map(|p| json!({"field": p.field, "message": p.message})).collect()
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn milliseconds(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
