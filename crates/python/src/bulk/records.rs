//! What the functions of `zoomuser.bulk` return: records and a summary, as JSON.

use serde_json::{Map, Value, json};
use zoomuser_bulk::check::{CheckReport, Finding};
use zoomuser_bulk::outcome::Counts;
use zoomuser_bulk::plan::planned_row::{Change, PlannedRow, Step};
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::results::RowResult;

/// Records, and what they amount to.
pub(super) struct Records {
    pub(super) records: Vec<Value>,
    pub(super) summary: Value,
    /// The folder of the run, or "".
    pub(super) run: String,
}

impl Records {
    pub(super) fn to_json(&self) -> String {
        json!({"records": self.records, "summary": self.summary, "run": self.run}).to_string()
    }
}

/// What a check found.
pub(super) fn of_check(report: &CheckReport) -> Records {
    let record = |kind: &str, Finding { line, problem }: &Finding| json!({"line": line, "kind": kind, "field": problem.field, "message": problem.message});
    let problems = report.problems.iter().map(|finding| record("problem", finding));
    let warnings = report.warnings.iter().map(|finding| record("warning", finding));
    let summary = json!({
        "rows": report.rows,
        "bad_rows": report.bad_rows,
        "problem_count": report.problem_count,
        "warning_count": report.warning_count,
        "notes": report.notes,
        "exit": if report.is_ok() { 0 } else { 3 },
    });
    Records { records: problems.chain(warnings).collect(), summary, run: String::new() }
}

/// A row of a plan.
pub(super) fn of_planned_row(row: &PlannedRow) -> Value {
    let (outcome, message, fields) = match &row.step {
        Step::End(end) => (Value::from(end.outcome.word()), end.message.as_str(), Value::Array(Vec::new())),
        Step::Send(change) => (Value::Null, "", fields(change)),
    };
    json!({
        "row": row.row,
        "line": row.line,
        "user_id": row.user_id,
        "outcome": outcome,
        "message": message,
        "fields": fields,
    })
}

fn fields(change: &Change) -> Value {
    let field = |(name, value): &(String, Box<serde_json::value::RawValue>)| {
        let new: Value = serde_json::from_str(value.get()).unwrap_or(Value::Null);
        json!({"field": name, "old": change.old(name), "new": new})
    };
    change.send.iter().map(field).collect()
}

/// What a plan amounts to.
pub(super) fn of_plan(plan: &PlanSummary) -> Value {
    json!({
        "rows": plan.rows,
        "changes": plan.changes,
        "outcomes": outcomes(&plan.ends),
        "fields": plan.fields,
        "licenses": plan.licenses,
        "losses": plan.losses,
        "unreadable": plan.unreadable,
        "unread": plan.unread,
        "warnings": plan.warnings_with_lines().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "exit": plan.exit_code(),
    })
}

fn outcomes(counts: &Counts) -> Map<String, Value> {
    counts.iter().map(|(outcome, rows)| (outcome.word().to_owned(), rows.into())).collect()
}

/// A row of a run.
pub(super) fn of_result(row: &RowResult) -> Value {
    let done = &row.done;
    json!({
        "row": done.row,
        "line": row.line,
        "user_id": row.user_id,
        "outcome": done.outcome.word(),
        "status": row.status_name(),
        "http_status": done.http_status,
        "api_code": done.api_code,
        "message": done.message,
        "hint": done.hint,
        "tracking_id": done.tracking_id,
        "attempts": done.attempts,
        "waited_ms": done.waited_ms,
    })
}
