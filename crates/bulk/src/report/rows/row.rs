//! One row of the table.

use super::command::command;
use crate::outcome::RowOutcome;
use crate::plan::planned_row::{Change, PlannedRow, Step};
use crate::report::page::escape::escaped;
use crate::report::page::number::duration;
use crate::report::privacy::{HIDDEN, Private, Values};
use crate::report::verdict::meaning;
use crate::results::RowResult;
use serde_json::Value;
use std::fmt::Write;
use zoomuser::internal::percent::encoded;

/// The longest value that is shown, in characters.
const MAX_VALUE: usize = 300;

/// One row of the table.
pub(super) fn html(row: &RowResult, plan: &PlannedRow, private: &Private, values: Values) -> String {
    let done = &row.done;
    let word = done.outcome.word();
    let user = private.user(&row.user_id);
    let change = match &plan.step {
        Step::Send(change) => Some(change),
        Step::End(_) => None,
    };
    let mut answer = vec![format!("<code>{}</code>", escaped(&row.status_name()))];
    answer.extend(done.http_status.map(|status| format!("HTTP {status}")));
    answer.extend(done.api_code.map(|code| format!("code {code}")));
    let message = match (done.message.as_str(), change) {
        ("", Some(change)) => fields(change),
        ("", None) => meaning(done.outcome).to_owned(),
        (message, _) if done.outcome.is_success() => change.map_or_else(|| message.to_owned(), fields),
        (message, _) => private.text(message),
    };
    let mut html = format!(
        "<tr class=\"o-{word}\" data-outcome=\"{word}\"><td class=\"n\">{}</td><td><bdi>{}</bdi></td><td><span \
         class=\"badge\"><i class=\"key\"></i>{word}</span></td><td>{}</td><td><details><summary>{}</summary>\n",
        row.line,
        escaped(user),
        answer.join("<br>"),
        escaped(&message)
    );
    if let Some(change) = change {
        html.push_str(&changes(change, &done.ignored, values));
    }
    html.push_str("<dl class=\"detail\">");
    let mut item = |name: &str, html_of_value: &str| {
        let _ = write!(html, "<dt>{name}</dt><dd>{html_of_value}</dd>");
    };
    item("Outcome", &format!("{word}: {}", meaning(done.outcome)));
    if !done.message.is_empty() {
        item("Message", &escaped(&private.text(&done.message)));
    }
    if !done.hint.is_empty() {
        item("What to do", &escaped(&private.text(&done.hint)));
    }
    if done.attempts > 0 {
        let (took, waited) = (duration(done.took_ms), duration(done.waited_ms));
        item("Attempts", &format!("{} in {took}, of which {waited} waiting", done.attempts));
    }
    if let Some(id) = plan.id.as_ref().filter(|_| !private.hides_user()) {
        item("Zoom's id", &format!("<code>{}</code>", escaped(id)));
    }
    if !done.tracking_id.is_empty() {
        item("Tracking id", &format!("<code>{}</code>", escaped(&done.tracking_id)));
    }
    if let Some(change) = change {
        let is_sent = done.attempts > 0 || done.outcome == RowOutcome::InDoubt;
        let name = if is_sent { "Sent" } else { "Not sent" };
        let target = if private.hides_user() { user.to_owned() } else { encoded(user) };
        let request = format!("PATCH /users/{target}\n{}", body(change, values));
        item(name, &format!("<pre>{}</pre>", escaped(&request)));
        if let Some(command) = command(Some(row.user_id.as_str()).filter(|_| !private.hides_user()), change, values) {
            item("The same by hand", &format!("<pre class=\"command\">{}</pre>", escaped(&command)));
        }
    }
    html.push_str("</dl></details></td></tr>\n");
    html
}

/// The names of the fields.
fn fields(change: &Change) -> String {
    change.send.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The fields with old and new values.
fn changes(change: &Change, ignored: &[String], values: Values) -> String {
    let mut html = "<table class=\"change\"><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Old</th><th \
                    scope=\"col\">New</th></tr></thead><tbody>"
        .to_owned();
    for (field, json) in &change.send {
        let new = serde_json::from_str(json.get()).unwrap_or_default();
        let old = match (values.shows(field), change.old(field), &change.old) {
            (false, _, _) => HIDDEN.to_owned(),
            (true, Some(old), _) => shown(old),
            (true, None, Some(_)) => "(not shown by Zoom)".to_owned(),
            (true, None, None) => "(not read)".to_owned(),
        };
        let mut new = if values.shows(field) { shown(&new) } else { HIDDEN.to_owned() };
        if change.losses.contains(field) {
            new.push_str(" (takes something away)");
        }
        if ignored.contains(field) {
            new.push_str(" (ignored by Zoom)");
        }
        let (field, old, new) = (escaped(field), escaped(&old), escaped(&new));
        let _ = write!(
            html,
            "<tr><th scope=\"row\"><code>{field}</code></th><td data-name=\"Old\"><bdi>{old}</bdi></td><td \
             data-name=\"New\"><bdi>{new}</bdi></td></tr>"
        );
    }
    for field in &change.kept {
        let _ = write!(
            html,
            "<tr><th scope=\"row\"><code>{}</code></th><td colspan=\"2\">kept: somebody changed it</td></tr>",
            escaped(field)
        );
    }
    html.push_str("</tbody></table>");
    html
}

/// A value for people: texts without quotes.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) if text.is_empty() => "(empty)".to_owned(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    cut(text)
}

fn cut(text: String) -> String {
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The body of the request.
fn body(change: &Change, values: Values) -> String {
    let member = |(name, json): &(String, Box<serde_json::value::RawValue>)| {
        let value = if values.shows(name) { json.get() } else { HIDDEN };
        format!("{}:{value}", Value::from(name.as_str()))
    };
    format!("{{{}}}", change.send.iter().map(member).collect::<Vec<_>>().join(","))
}
