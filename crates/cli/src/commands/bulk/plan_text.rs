//! A plan as text and as JSON.

use crate::output::json::to_text;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use zoomuser::Problem;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::planned_row::{Change, PlannedRow, Step};
use zoomuser_bulk::plan::summary::PlanSummary;

/// A row that changes something or has failed, in one line; `None` if the user has all values already.
pub(crate) fn row(file: &str, row: &PlannedRow) -> Option<String> {
    let what = match &row.step {
        Step::End(end) if end.outcome == RowOutcome::Already => return None,
        Step::End(end) => format!("{}: {}", end.outcome.word(), end.message),
        Step::Send(change) => fields(change),
    };
    Some(format!("{file}:{}: {}: {what}", row.line, row.user_id))
}

fn fields(change: &Change) -> String {
    let field = |(name, value): &(String, Box<serde_json::value::RawValue>)| {
        let new = serde_json::from_str(value.get()).unwrap_or(Value::Null);
        match &change.old {
            None => format!("{name} {}", to_text(&new)),
            Some(old) => {
                format!("{name} {} -> {}", old.get(name).map_or_else(|| "-".to_owned(), to_text), to_text(&new))
            }
        }
    };
    change.send.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// A row as an event.
pub(crate) fn row_json(row: &PlannedRow) -> Value {
    let mut event = json!({"event": "planned", "row": row.row, "line": row.line, "user_id": row.user_id});
    let Some(members) = event.as_object_mut() else { return event };
    match &row.step {
        Step::End(end) => {
            members.insert("outcome".to_owned(), end.outcome.word().into());
            members.insert("message".to_owned(), end.message.clone().into());
        }
        Step::Send(change) => {
            let field = |(name, value): &(String, Box<serde_json::value::RawValue>)| {
                let new: Value = serde_json::from_str(value.get()).unwrap_or(Value::Null);
                json!({"field": name, "old": change.old(name), "new": new})
            };
            members.insert("outcome".to_owned(), Value::Null);
            members.insert("message".to_owned(), fields(change).into());
            members.insert("fields".to_owned(), change.send.iter().map(field).collect());
        }
    }
    event
}

/// What a plan amounts to, in lines.
pub(crate) fn summary(plan: &PlanSummary, seats: Option<&Result<i64, String>>) -> Vec<String> {
    let mut parts = vec![format!("{} to change", plan.changes)];
    for (outcome, rows) in plan.ends.iter().filter(|(_, rows)| *rows > 0) {
        parts.push(format!("{rows} {}", outcome.word()));
    }
    let mut lines = vec![format!("{}: {}", counted(plan.rows, "row"), parts.join(", "))];
    let list = |counts: &BTreeMap<String, u64>| {
        counts.iter().map(|(what, rows)| format!("{what} ({rows})")).collect::<Vec<_>>().join(", ")
    };
    if !plan.fields.is_empty() {
        lines.push(format!("fields: {}", list(&plan.fields)));
    }
    if !plan.licenses.is_empty() {
        lines.push(format!("licenses: {}", list(&plan.licenses)));
    }
    match (seats, plan.licenses_taken()) {
        (Some(Ok(free)), taken) if i64::try_from(taken).is_ok_and(|taken| taken > *free) => {
            lines.push(format!("warning: the plan takes {taken} licenses, and the account has {free} free"));
        }
        (Some(Ok(free)), _) => lines.push(format!("the account has {free} free licenses")),
        (Some(Err(why)), _) => lines.push(format!("how many licenses are free is not known: {why}")),
        (None, _) => {}
    }
    if plan.losses > 0 {
        let rows = counted(plan.losses, "row");
        lines.push(format!("{rows} take a license, Zoom Phone or a text away from a user"));
    }
    if !plan.unreadable.is_empty() {
        lines.push(format!("cannot be confirmed, since GET never returns it: {}", list(&plan.unreadable)));
    }
    if plan.unread > 0 {
        let rows = counted(plan.unread, "user");
        lines.push(format!("{rows} not read: all fields are sent, and an undo does not know the old values"));
    }
    lines
}

/// The first warnings of a plan, one line each.
pub(crate) fn warnings(file: &str, plan: &PlanSummary) -> Vec<String> {
    const MAX_WARNINGS: usize = 20;
    let shown = plan.warnings.iter().take(MAX_WARNINGS);
    let mut lines: Vec<String> = shown.map(|(line, warning)| format!("{file}:{line}: warning: {warning}")).collect();
    let hidden = plan.warning_count.saturating_sub(lines.len() as u64);
    if hidden > 0 {
        lines.push(format!("{file}: {} not shown", counted(hidden, "more warning")));
    }
    lines
}

/// What a plan amounts to, as an event.
pub(crate) fn summary_json(plan: &PlanSummary, seats: Option<&Result<i64, String>>) -> Value {
    let outcomes: Map<String, Value> =
        plan.ends.iter().map(|(outcome, rows)| (outcome.word().to_owned(), rows.into())).collect();
    json!({
        "event": "plan",
        "message": summary(plan, seats).join("; "),
        "rows": plan.rows,
        "changes": plan.changes,
        "outcomes": outcomes,
        "fields": plan.fields,
        "licenses": plan.licenses,
        "free_licenses": seats.and_then(|seats| seats.as_ref().ok()),
        "losses": plan.losses,
        "unreadable": plan.unreadable,
        "unread": plan.unread,
        "warning_count": plan.warning_count,
        "warnings": plan.warnings.iter().map(warning_json).collect::<Vec<_>>(),
    })
}

fn warning_json((line, warning): &(u64, Problem)) -> Value {
    json!({"line": line, "field": warning.field, "message": warning.message})
}

/// `1 row`, `2 rows`
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
