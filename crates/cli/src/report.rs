//! The report: for people in lines, for programs as one JSON object.

use crate::doctor;
use crate::ending::Ending;
use crate::findings;
use crate::json::{line, some};
use crate::output::Output;
use crate::page::{Page, Style};
use crate::sent::{Sent, message};
use crate::veil::Veil;
use crate::way::Manner;
use serde_json::{Value, json};
use std::time::SystemTime;
use zoomuser::answer::outcome::Problem;
use zoomuser::{Client, Options, Response, Status, UserPatch, answer};

/// Tells how a command ended; the result is the exit code.
pub(crate) fn show(ending: &Ending, manner: Manner, veil: &Veil, output: &mut Output<'_>) -> i32 {
    if manner.json {
        output.out(&line(&json(ending, veil)));
        return ending.exit();
    }
    if ending.is_ok() && manner.quiet {
        return ending.exit();
    }
    let colours = output.colours();
    let (mut out, mut err) = (Page::new(colours.0, veil), Page::new(colours.1, veil));
    show_exchange(ending, manner, &mut out);
    doctor::show(ending.checks(), &mut out);
    if let Some(text) = ending.rendered() {
        output.program(text);
    } else if let Some(user) = ending.read_user() {
        findings::show_user(user, &mut out);
    } else if ending.is_ok() {
        out.line(Style::Good, &headline(ending));
    } else {
        show_failure(ending, &mut err);
    }
    findings::show(ending.fields(), ending.is_plan, if ending.is_ok() { &mut out } else { &mut err });
    for warning in ending.warnings() {
        err.line(Style::Plain, &format!("warning: {warning}"));
    }
    // Where nothing was sent, nothing can have changed.
    if let (Some(users), true) = (&ending.users, ending.attempts() > 0) {
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
    let sent = ending.sent.as_deref().unwrap_or_default();
    for (i, request) in sent.iter().enumerate() {
        let which = if sent.len() > 1 { format!(" ({} of {})", i + 1, sent.len()) } else { String::new() };
        let title = if ending.in_sandbox { "Sent to the sandbox" } else { "Sent" };
        page.line(Style::Title, &format!("{title}{which}"));
        request.show(page);
        page.line(Style::Plain, "");
    }
    if let (Some(response), true) = (ending.response(), ending.shows_answer || manner.verbose > 0) {
        page.line(Style::Title, "Received");
        let first = format!("HTTP {} {}", response.http_status(), response.reason());
        message(&first, response.headers(), response.body(), page);
        page.line(Style::Plain, "");
    }
}

/// `jane@example.com: the user is updated (HTTP 204, 123 ms, tracking id ...)`
fn headline(ending: &Ending) -> String {
    let mut facts = Vec::new();
    if let Some(response) = ending.response() {
        let http = format!("HTTP {}", response.http_status());
        if !ending.message().ends_with(&http) {
            facts.push(http);
        }
        facts.push(format!("{} ms", ending.elapsed.as_millis()));
        if ending.attempts() > 1 {
            facts.push(format!("{} attempts", ending.attempts()));
        }
        if !response.tracking_id().is_empty() {
            facts.push(format!("tracking id {}", response.tracking_id()));
        }
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{}{facts}", subject(ending), ending.message())
}

/// Whom a line is about.
fn subject(ending: &Ending) -> String {
    match (&ending.user, ending.status()) {
        (_, None) => "zoomuser: ".to_owned(),
        (Some(user), _) => format!("{user}: "),
        (None, _) => String::new(),
    }
}

fn show_failure(ending: &Ending, page: &mut Page<'_>) {
    // The library's message repeats the first problem; all of them follow here.
    let message = match ending.status() {
        Some(status) if ending.problems().next().is_some() => status.text(),
        _ => ending.message(),
    };
    page.line(Style::Bad, &format!("{}{message}", subject(ending)));
    for problem in ending.problems() {
        page.line(Style::Plain, &format!("  {problem}"));
    }
    let response = ending.response();
    for error in response.map(Response::field_errors).unwrap_or_default() {
        page.line(Style::Plain, &format!("  {}: {}", error.field, error.message));
    }
    if !ending.remedy().is_empty() {
        page.line(Style::Plain, &format!("  try: {}", ending.remedy()));
    }
    if let Some(wait) = response.and_then(|response| response.retry_after(SystemTime::now())) {
        page.line(Style::Plain, &format!("  Zoom asks to wait: {} s", wait.as_millis().div_ceil(1000)));
    }
    if ending.attempts() > 1 {
        page.line(Style::Plain, &format!("  attempts: {}", ending.attempts()));
    }
    if let Some(id) = response.map(Response::tracking_id).filter(|id| !id.is_empty()) {
        page.line(Style::Plain, &format!("  tracking id: {id}"));
    }
}

/// The library's members, changed where the command line knows more, and the command line's own.
/// `zoomuser help json` lists them.
fn json(ending: &Ending, veil: &Veil) -> Value {
    let mut members = match &ending.outcome {
        Ok(outcome) => answer::json::outcome(outcome),
        // Its members for a call that was stopped at once.
        Err(_) => answer::json::outcome(&Client::new(Options::default()).check(&UserPatch::new())),
    };
    let mut set = |name: &str, value| {
        members.insert(name.to_owned(), value);
    };
    set("status", ending.status().map(Status::code).into());
    set("name", ending.status().map(Status::name).into());
    set("message", ending.message().into());
    set("remedy", some(ending.remedy()).into());
    set("problems", problems(ending.problems()));
    set("warnings", problems(ending.warnings()));
    set("exit_code", ending.exit().into());
    set("user_id", ending.user.as_deref().into());
    set("elapsed_ms", u64::try_from(ending.elapsed.as_millis()).unwrap_or(u64::MAX).into());
    if let Some(sent) = &ending.sent {
        set("sent", sent.iter().map(Sent::json).collect());
    }
    if let Some(users) = &ending.users {
        set("before", users.before.clone().into());
        set("after", users.after.clone().into());
    }
    if ending.is_plan {
        let effects = ending
            .fields()
            .iter()
            .flat_map(|field| findings::effects(field).into_iter().map(move |what| (&field.field, what)));
        set("effects", effects.map(|(field, message)| json!({"field": field, "message": message})).collect());
    }
    let mut json = Value::Object(members);
    veil.hide_in(&mut json);
    json
}

fn problems<'a>(problems: impl Iterator<Item = &'a Problem>) -> Value {
    problems.map(|problem| json!({"field": problem.field, "message": problem.message})).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ending::Fault;

    #[test]
    fn the_json_is_that_of_the_library_and_more() {
        let mut patch = UserPatch::new();
        patch.set("email", "x");
        patch.set("phone_country", "XX");
        let client = Client::new(Options::default());
        let mut ok = UserPatch::new();
        ok.set("dept", "x");
        for outcome in [client.check(&patch), client.check(&ok), client.update_user("me", &ok)] {
            let members = answer::json::outcome(&outcome);
            let ours = json(&outcome.into(), &Veil::none());
            for (name, value) in &members {
                assert_eq!(ours.get(name), Some(value), "{name}");
            }
        }
    }

    #[test]
    fn the_json_of_a_fault_has_nothing_of_the_call_it_is_made_from() {
        let fault = json(&Fault { status: None, message: "why".to_owned() }.into(), &Veil::none());
        let known: Vec<_> = fault.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).collect();
        let known = serde_json::to_string(&known).unwrap();
        assert_eq!(
            known,
            r#"[["ok",false],["message","why"],["problems",[]],["warnings",[]],["attempts",0],["waited_ms",0],["fields",[]],["checks",[]],["exit_code",2],["elapsed_ms",0]]"#
        );
    }
}
