//! The report: for people in lines, for programs as one JSON object.

use crate::ending::Ending;
use crate::json::{Object, list, quoted};
use crate::output::Output;
use crate::page::{Page, Style};
use crate::sent::{headers_json, message};
use crate::users::Users;
use crate::veil::Veil;
use std::time::{Duration, SystemTime};
use zoomuser::answer::outcome::Problem;
use zoomuser::{Response, Status};

/// How much is told, and to whom.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// For programs.
    pub(crate) json: bool,
    /// With what went out and what came back.
    pub(crate) verbose: bool,
    /// Nothing on success.
    pub(crate) quiet: bool,
}

/// Tells how a command ended; the result is the exit code.
pub(crate) fn show(ending: &Ending, manner: Manner, veil: &Veil, output: &mut Output<'_>) -> i32 {
    if manner.json {
        output.out(&format!("{}\n", json(ending, veil)));
        return ending.exit();
    }
    if ending.is_ok() && manner.quiet {
        return ending.exit();
    }
    let colours = output.colours();
    let (mut out, mut err) = (Page::new(colours.0, veil), Page::new(colours.1, veil));
    show_exchange(ending, manner, &mut out);
    if ending.is_ok() {
        out.line(Style::Good, &headline(ending));
    } else {
        show_failure(ending, &mut err);
    }
    for warning in &ending.warnings {
        err.line(Style::Plain, &format!("warning: {warning}"));
    }
    // Where nothing was sent, nothing can have changed.
    if let (Some(users), true) = (&ending.users, ending.attempts > 0) {
        if ending.is_ok() {
            out.line(Style::Plain, "");
        }
        users.show(&mut out);
    }
    output.out(&out.into_text());
    output.err(&err.into_text());
    ending.exit()
}

/// What went out and what came back, where it was asked for.
fn show_exchange(ending: &Ending, manner: Manner, page: &mut Page<'_>) {
    let in_sandbox = ending.users.is_some();
    let sent = ending.sent.as_deref().unwrap_or_default();
    for (i, request) in sent.iter().enumerate() {
        let which = if sent.len() > 1 { format!(" ({} of {})", i + 1, sent.len()) } else { String::new() };
        let title = if in_sandbox { "Sent to the sandbox" } else { "Sent" };
        page.line(Style::Title, &format!("{title}{which}"));
        request.show(page);
        page.line(Style::Plain, "");
    }
    if let (Some(response), true) = (&ending.response, in_sandbox || manner.verbose) {
        page.line(Style::Title, "Received");
        message(&format!("HTTP {}", response.http_status()), response.headers(), response.body(), page);
        page.line(Style::Plain, "");
    }
}

/// `jane@example.com: the user is updated (HTTP 204, 123 ms, tracking id ...)`
fn headline(ending: &Ending) -> String {
    let mut facts = Vec::new();
    if let Some(response) = &ending.response {
        facts.push(format!("HTTP {}", response.http_status()));
        facts.push(format!("{} ms", milliseconds(ending.elapsed)));
        if ending.attempts > 1 {
            facts.push(format!("{} attempts", ending.attempts));
        }
        if !response.tracking_id().is_empty() {
            facts.push(format!("tracking id {}", response.tracking_id()));
        }
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{}{facts}", subject(ending), ending.message)
}

/// Whom a line is about.
fn subject(ending: &Ending) -> String {
    match (&ending.user, ending.status) {
        (_, None) => "zoomuser: ".to_owned(),
        (Some(user), _) => format!("{user}: "),
        (None, _) => String::new(),
    }
}

fn show_failure(ending: &Ending, page: &mut Page<'_>) {
    // The library's message repeats the first problem; all of them follow here.
    let message = match ending.status {
        Some(status) if !ending.problems.is_empty() => status.text(),
        _ => &ending.message,
    };
    page.line(Style::Bad, &format!("{}{message}", subject(ending)));
    for problem in &ending.problems {
        page.line(Style::Plain, &format!("  {problem}"));
    }
    let response = ending.response.as_ref();
    for error in response.map(Response::field_errors).unwrap_or_default() {
        page.line(Style::Plain, &format!("  {}: {}", error.field, error.message));
    }
    if !ending.remedy.is_empty() {
        page.line(Style::Plain, &format!("  try: {}", ending.remedy));
    }
    if let Some(wait) = response.and_then(|response| response.retry_after(SystemTime::now())) {
        page.line(Style::Plain, &format!("  Zoom asks to wait: {} s", wait.as_millis().div_ceil(1000)));
    }
    if ending.attempts > 1 {
        page.line(Style::Plain, &format!("  attempts: {}", ending.attempts));
    }
    if let Some(id) = response.map(Response::tracking_id).filter(|id| !id.is_empty()) {
        page.line(Style::Plain, &format!("  tracking id: {id}"));
    }
}

/// The members are those of the library's own JSON and some of the command line's. `zoomuser help json` lists them.
fn json(ending: &Ending, veil: &Veil) -> String {
    let response = ending.response.as_ref();
    let field_errors = response.map(|response| {
        list(response.field_errors().iter().map(|e| pair(("field", &e.field), ("message", &e.message), veil)))
    });
    let mut object = Object::new(veil)
        .raw("ok", ending.is_ok())
        .raw("exit_code", ending.exit())
        .some("user_id", ending.user.as_ref().map(|user| quoted(&veil.hide(user))))
        .some("status", ending.status.map(Status::code))
        .some_text("name", ending.status.map_or("", Status::name))
        .text("message", &ending.message)
        .some_text("remedy", &ending.remedy)
        .raw("problems", problems(&ending.problems, veil))
        .raw("warnings", problems(&ending.warnings, veil))
        .raw("attempts", ending.attempts)
        .raw("waited_ms", milliseconds(ending.waited))
        .raw("elapsed_ms", milliseconds(ending.elapsed))
        .some("http_status", response.map(Response::http_status))
        .some("api_code", response.and_then(Response::api_code))
        .some_text("api_message", response.map_or("", Response::api_message))
        .some("field_errors", field_errors)
        .some_text("tracking_id", response.map_or("", Response::tracking_id))
        .some("retry_after_ms", response.and_then(|r| r.retry_after(SystemTime::now())).map(milliseconds))
        .some("headers", response.map(|response| headers_json(response.headers(), veil)))
        .bytes("body", response.map(Response::body));
    if let Some(sent) = &ending.sent {
        object = object.raw("sent", list(sent.iter().map(|request| request.json(veil))));
    }
    if let Some(users) = &ending.users {
        object = object
            .some("before", Users::json(users.before.as_ref(), veil))
            .some("after", Users::json(users.after.as_ref(), veil));
    }
    object.end()
}

fn problems(problems: &[Problem], veil: &Veil) -> String {
    list(problems.iter().map(|problem| pair(("field", &problem.field), ("message", &problem.message), veil)))
}

fn pair(first: (&str, &str), second: (&str, &str), veil: &Veil) -> String {
    Object::new(veil).text(first.0, first.1).text(second.0, second.1).end()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zoomuser::{Client, Options, UserPatch, answer};

    #[test]
    fn the_json_is_that_of_the_library_and_more() {
        let mut patch = UserPatch::new();
        patch.set("email", "x");
        patch.set("phone_country", "XX");
        let client = Client::new(Options::default());
        let mut ok = UserPatch::new();
        ok.set("dept", "x");
        for outcome in [client.check(&patch), client.check(&ok), client.update_user("me", &ok)] {
            let ours: serde_json::Value = serde_json::from_str(&json(&Ending::of(&outcome), &Veil::none())).unwrap();
            for (name, value) in answer::json::outcome(&outcome) {
                assert_eq!(ours.get(&name), Some(&value), "{name}");
            }
        }
    }
}
