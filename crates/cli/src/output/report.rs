//! Prints the result of a command, as text or as one JSON object.

use super::command_result::CommandResult;
use super::json::{line, some};
use super::page::{Page, Style};
use super::sent::{SentRequest, message};
use super::{Output, confirmations};
use crate::args::common_args::OutputOptions;
use serde_json::{Value, json};
use std::time::SystemTime;
use zoomuser::internal::duration::at_most;
use zoomuser::internal::outcome_json;
use zoomuser::{Check, CheckOutcome, Problem, Response, Status};

/// Prints the result of a command and returns its exit code.
pub(crate) fn show(result: &CommandResult, options: OutputOptions, output: &mut Output<'_>) -> i32 {
    if options.json {
        output.out(&line(&json(result)));
        return result.exit();
    }
    if result.outcome.is_ok() && options.quiet {
        return result.exit();
    }
    let colors = output.colors();
    let (mut out, mut err) = (Page::new(colors.0, &result.redactor), Page::new(colors.1, &result.redactor));
    show_exchange(result, options, &mut out);
    show_checks(result.outcome.checks(), &mut out);
    if let Some(text) = result.outcome.rendered() {
        output.program(text);
    } else if let Some(user) = result.outcome.user() {
        confirmations::show_user(user, &mut out);
    } else if result.outcome.is_ok() {
        out.line(Style::Good, &headline(result));
    } else {
        show_failure(result, &mut err);
    }
    confirmations::show(
        result.outcome.fields(),
        result.is_plan,
        if result.outcome.is_ok() { &mut out } else { &mut err },
    );
    for warning in result.warnings() {
        err.line(Style::Plain, &format!("warning: {warning}"));
    }
    // If nothing was sent, nothing can have changed.
    if let (Some(diff), true) = (&result.user_diff, result.outcome.attempts() > 0) {
        if result.outcome.is_ok() {
            out.line(Style::Plain, "");
        }
        diff.show(&mut out);
    }
    output.out(&out.into_text());
    output.err(&err.into_text());
    result.exit()
}

/// Shows the requests and the response, with `--verbose` or `--sandbox`.
fn show_exchange(result: &CommandResult, options: OutputOptions, page: &mut Page<'_>) {
    let sent = result.sent.as_deref().unwrap_or_default();
    for (i, request) in sent.iter().enumerate() {
        let which = if sent.len() > 1 { format!(" ({} of {})", i + 1, sent.len()) } else { String::new() };
        let title = if result.in_sandbox { "Sent to the sandbox" } else { "Sent" };
        page.line(Style::Title, &format!("{title}{which}"));
        request.show(page);
        page.line(Style::Plain, "");
    }
    if let (Some(response), true) = (result.outcome.response(), result.shows_answer || options.verbose > 0) {
        page.line(Style::Title, "Received");
        let first = format!("HTTP {} {}", response.http_status(), response.reason());
        message(&first, response.headers(), response.body(), page);
        page.line(Style::Plain, "");
    }
}

/// `jane@example.com: the user is updated (HTTP 204, 123 ms, tracking id ...)`
fn headline(result: &CommandResult) -> String {
    let mut facts = Vec::new();
    if let Some(response) = result.outcome.response() {
        let http = format!("HTTP {}", response.http_status());
        if !result.outcome.message().ends_with(&http) {
            facts.push(http);
        }
        facts.push(format!("{} ms", result.elapsed.as_millis()));
        if result.outcome.attempts() > 1 {
            facts.push(format!("{} attempts", result.outcome.attempts()));
        }
        if !response.tracking_id().is_empty() {
            facts.push(format!("tracking id {}", response.tracking_id()));
        }
    }
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{}{facts}", subject(result), result.outcome.message())
}

/// The user id, or the program's name if the command line is wrong.
fn subject(result: &CommandResult) -> String {
    match (&result.user, result.status()) {
        (_, None) => "zoomuser: ".to_owned(),
        (Some(user), _) => format!("{user}: "),
        (None, _) => String::new(),
    }
}

/// Shows each check on a line, those of one server together.
fn show_checks(checks: &[Check], page: &mut Page<'_>) {
    let mut url = "";
    for check in checks {
        if check.url != url {
            url = &check.url;
            if !url.is_empty() {
                page.line(Style::Title, url);
            }
        }
        let indent = if url.is_empty() { "" } else { "  " };
        let style = match check.outcome {
            CheckOutcome::Ok => Style::Good,
            CheckOutcome::Failed => Style::Bad,
            CheckOutcome::Warning => Style::Title,
            CheckOutcome::Skipped => Style::Plain,
        };
        let (outcome, name) = (check.outcome.name(), check.name);
        page.line(style, &format!("{indent}{outcome:7}  {name:11}  {}", check.message));
        if !check.hint.is_empty() {
            page.line(Style::Plain, &format!("{indent}{:22}try: {}", "", check.hint));
        }
    }
}

fn show_failure(result: &CommandResult, page: &mut Page<'_>) {
    // The library's message repeats the first problem; all of them follow here.
    let message = match result.status() {
        Some(status) if !result.outcome.problems().is_empty() => status.text(),
        _ => result.outcome.message(),
    };
    page.line(Style::Bad, &format!("{}{message}", subject(result)));
    for problem in result.outcome.problems() {
        page.line(Style::Plain, &format!("  {problem}"));
    }
    let response = result.outcome.response();
    for error in response.map(Response::field_errors).unwrap_or_default() {
        page.line(Style::Plain, &format!("  {}: {}", error.field, error.message));
    }
    if !result.hint().is_empty() {
        page.line(Style::Plain, &format!("  try: {}", result.hint()));
    }
    if let Some(wait) = response.and_then(|response| response.retry_after(SystemTime::now())) {
        page.line(Style::Plain, &format!("  Zoom asks to wait: {}", at_most(wait)));
    }
    if result.outcome.attempts() > 1 {
        page.line(Style::Plain, &format!("  attempts: {}", result.outcome.attempts()));
    }
    if let Some(id) = response.map(Response::tracking_id).filter(|id| !id.is_empty()) {
        page.line(Style::Plain, &format!("  tracking id: {id}"));
    }
}

/// The members of the library's JSON, some with the command's own values, and more.
/// `zoomuser help json` lists them.
fn json(result: &CommandResult) -> Value {
    let mut members = outcome_json::outcome(&result.outcome);
    let mut set = |name: &str, value| {
        members.insert(name.to_owned(), value);
    };
    set("status", result.status().map(Status::code).into());
    set("name", result.status().map(Status::name).into());
    set("hint", some(result.hint()).into());
    let warning = |warning: &Problem| json!({"field": warning.field, "message": warning.message});
    set("warnings", result.warnings().map(warning).collect());
    set("exit_code", result.exit().into());
    set("user_id", result.user.as_deref().into());
    set("elapsed_ms", u64::try_from(result.elapsed.as_millis()).unwrap_or(u64::MAX).into());
    if let Some(sent) = &result.sent {
        set("sent", sent.iter().map(SentRequest::json).collect());
    }
    if let Some(diff) = &result.user_diff {
        set("before", diff.before.clone().into());
        set("after", diff.after.clone().into());
    }
    if result.is_plan {
        let effects = result
            .outcome
            .fields()
            .iter()
            .flat_map(|field| confirmations::effects(field).into_iter().map(move |what| (&field.field, what)));
        set("effects", effects.map(|(field, message)| json!({"field": field, "message": message})).collect());
    }
    let mut json = Value::Object(members);
    result.redactor.redact_json(&mut json);
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use zoomuser::internal::{FlatClient as Client, Options};
    use zoomuser::{InputError, UserPatch};

    #[test]
    fn the_json_has_the_members_of_the_library() {
        let mut patch = UserPatch::new();
        patch.set("email", "x");
        patch.set("phone_country", "XX");
        let client = Client::new(Options::default());
        let mut ok = UserPatch::new();
        ok.set("dept", "x");
        for outcome in [client.check(&patch), client.check(&ok), client.update_user("me", &ok)] {
            let members = outcome_json::outcome(&outcome);
            let ours = json(&outcome.into());
            for (name, value) in &members {
                assert_eq!(ours.get(name), Some(value), "{name}");
            }
        }
    }

    #[test]
    fn the_json_of_a_command_error_has_no_values_of_a_call() {
        let error = json(&CommandResult { is_parsed: false, ..InputError::new(Status::InvalidArgument, "why").into() });
        let known: Vec<_> = error.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).collect();
        let known = serde_json::to_string(&known).unwrap();
        assert_eq!(
            known,
            r#"[["ok",false],["message","why"],["problems",[]],["warnings",[]],["attempts",0],["waited_ms",0],["fields",[]],["checks",[]],["exit_code",2],["elapsed_ms",0]]"#
        );
    }
}
