//! Pending and deactivated users, whose values do not change although Zoom answers 204.

use crate::{client, findings, methods};
use support::{patch, sandbox, told};
use zoomuser::internal::Outcome;
use zoomuser::{CallOptions, Confirmation, Status};
use zoomuser_sandbox::{Response, Sandbox};

/// Answers of a reading of a user in this state, whose `dept` never changes.
fn reading(status: &str) -> Response {
    let body = format!(r#"{{"id":"u","dept":"a","status":{status}}}"#);
    Response::http(200, &[("Content-Type", "application/json")], &body)
}

fn updated() -> Response {
    Response::http(204, &[], "")
}

/// An update with `confirm` of a user who is in the first state before it and in the second after it.
fn verified(sandbox: &Sandbox, before: &str, after: &str) -> Outcome {
    sandbox.reset();
    for answer in [reading(before), updated(), reading(after), reading(after), reading(after)] {
        sandbox.script(answer);
    }
    client(sandbox, &[("confirm", "on")]).update_user("u", &patch(r#"{"dept":"b"}"#))
}

const ACTIVATE: &str = "PUT /users/{userId}/status with action activate";

#[test]
fn a_deactivated_user_is_told_before_sending() {
    let sandbox = sandbox();
    let set = patch(r#"{"dept":"b"}"#);
    let outcome = verified(&sandbox, "\"inactive\"", "\"inactive\"");
    assert_eq!(outcome.status(), Status::NotApplied, "{}", outcome.message());
    assert_eq!(findings(&outcome), [("dept", Confirmation::Ignored)]);
    assert!(told(&outcome).contains("deactivated"), "{}", told(&outcome));
    assert!(outcome.hint().contains(ACTIVATE), "{}", outcome.hint());

    sandbox.script(reading("\"inactive\""));
    let plan = client(&sandbox, &[]).plan("u", &set);
    assert!(plan.is_ok() && told(&plan).contains("deactivated"), "{}", told(&plan));

    sandbox.script(reading("\"Inactive\""));
    sandbox.script(updated());
    let outcome = client(&sandbox, &[("only_changes", "on")]).update_user("u", &set);
    assert!(outcome.is_ok() && told(&outcome).contains("deactivated"), "{}", told(&outcome));
    assert!(outcome.message().contains("deactivated"), "{}", outcome.message());
    assert_ne!(outcome.message(), "the user is updated");
}

#[test]
fn only_changes_says_that_a_pending_user_does_not_show_them_yet() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("only_changes", "on")]);
    let outcome = client.update_user("pending@example.com", &patch(r#"{"dept":"x"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    assert!(outcome.message().starts_with("Zoom answered 204, but the user is pending"), "{}", outcome.message());
    assert!(outcome.message().contains("does not show"), "{}", outcome.message());
    assert_eq!(outcome.response().map(|response| response.http_status()), Some(204));
    // A group takes pending users as well.
    let outcome = client.update_user("pending@example.com", &patch(r#"{"group_id":"g7"}"#));
    assert_eq!((outcome.status(), outcome.message()), (Status::Ok, "the user is updated"));
    // A refusal and a call that sends nothing keep their outcomes.
    let outcome = client.update_user("pending@example.com", &patch(r#"{"dept":""}"#));
    assert_eq!((outcome.message(), outcome.attempts()), ("nothing differs; nothing was sent", 0));
    sandbox.script(reading("\"pending\""));
    sandbox.script(Response::http(400, &[], r#"{"code":2034,"message":"No seat."}"#));
    let outcome = client.update_user("u", &patch(r#"{"type":2}"#));
    assert_eq!(outcome.status(), Status::Rejected, "{}", outcome.message());
    assert!(!outcome.message().contains("pending"), "{}", outcome.message());
    // Options of the call count like those of the client.
    let call = CallOptions { only_changes: Some(true), ..CallOptions::default() };
    let outcome =
        crate::client(&sandbox, &[]).update_user_with("pending@example.com", &patch(r#"{"dept":"y"}"#), &call);
    assert!(outcome.is_ok() && outcome.message().contains("pending"), "{}", outcome.message());
}

#[test]
fn the_hint_is_that_of_the_state() {
    const CASES: [(&str, &str, &[&str], &str); 6] = [
        ("\"pending\"", "\"pending\"", &["invitation"], "activate"),
        ("\"active\"", "\"inactive\"", &[ACTIVATE], "invitation"),
        ("\"inactive\"", "\"active\"", &[ACTIVATE], "invitation"),
        ("\"pending\"", "\"inactive\"", &[ACTIVATE, "invitation"], "compare"),
        ("\"active\"", "\"active\"", &["compare old, new and seen"], "activate"),
        ("null", "7", &["compare old, new and seen"], "activate"),
    ];
    // Side by side, because each waits for a change that does not come.
    std::thread::scope(|scope| {
        for (before, after, says, not) in CASES {
            scope.spawn(move || {
                let sandbox = sandbox();
                let outcome = verified(&sandbox, before, after);
                assert_eq!(outcome.status(), Status::NotApplied, "{before} {after}: {}", outcome.message());
                let hint = outcome.hint();
                assert!(says.iter().all(|says| hint.contains(says)), "{before} {after}: {hint}");
                assert!(!hint.contains(not), "{before} {after}: {hint}");
                let warnings = told(&outcome);
                for (state, word) in [("inactive", "deactivated"), ("pending", "pending")] {
                    assert_eq!(warnings.contains(word), before.contains(state) || after.contains(state), "{warnings}");
                }
                assert_eq!(methods(&sandbox), ["GET", "PATCH", "GET", "GET", "GET"]);
            });
        }
    });
}

#[test]
fn a_state_that_nobody_knows_is_named() {
    let sandbox = sandbox();
    for (status, named) in [
        ("\"archived\"", Some("\"archived\"")),
        ("\"a\\nb\"", Some("not known")),
        ("\"active\"", None),
        ("\"\"", None),
        ("null", None),
    ] {
        sandbox.script(reading(status));
        let plan = client(&sandbox, &[]).plan("u", &patch(r#"{"dept":"b"}"#));
        let warnings = told(&plan);
        match named {
            Some(named) => assert!(warnings.contains(named) && warnings.contains("status"), "{status}: {warnings}"),
            None => assert_eq!(warnings, "", "{status}"),
        }
        assert!(plan.is_ok() && !warnings.contains('\n'));
    }
}
