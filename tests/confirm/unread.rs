//! A failed read: before the update nothing is sent, after it the 204 is kept, and neither is a success.

use crate::{client, findings, methods};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::{patch, sandbox};
use zoomuser::{CallOptions, Confirmation, Status};
use zoomuser_sandbox::Response;

const USER: &str = r#"{"id":"x","dept":"a","status":"active"}"#;

fn user() -> Response {
    Response::http(200, &[("Content-Type", "application/json")], USER)
}

fn updated() -> Response {
    Response::http(204, &[("x-zm-trackingid", "of-the-update")], "")
}

#[test]
fn no_update_is_sent_for_a_user_who_cannot_be_read() {
    let sandbox = sandbox();
    for option in ["confirm", "only_changes"] {
        let client = client(&sandbox, &[(option, "on")]);
        for (id, status) in [
            ("nobody@example.com", Status::NotFound),
            ("error-400-4711@sandbox.test", Status::Forbidden),
            ("status-503@sandbox.test", Status::Server),
            ("drop@sandbox.test", Status::Io),
            ("html-200@sandbox.test", Status::Unexpected),
        ] {
            sandbox.reset();
            let outcome = client.update_user(id, &patch(r#"{"dept":"x"}"#));
            assert_eq!((outcome.status(), outcome.attempts()), (status, 0), "{id}: {}", outcome.message());
            assert!(outcome.message().ends_with("; no update was sent"), "{}", outcome.message());
            assert!(methods(&sandbox).iter().all(|method| method == "GET"), "{id}");
            assert!(outcome.fields().is_empty());
        }
    }
}

#[test]
fn what_stops_an_update_stops_it_before_reading() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    assert_eq!(client.update_user("me", &patch(r#"{"email":"x"}"#)).status(), Status::CheckFailed);
    assert_eq!(client.update_user("..", &patch(r#"{"dept":"x"}"#)).status(), Status::InvalidArgument);
    assert!(methods(&sandbox).is_empty());
}

#[test]
fn an_update_that_cannot_be_confirmed_is_neither_lost_nor_a_success() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on"), ("deadline_ms", "4000")]);
    let broken = [
        Response::http(500, &[], "{\"code\":500,\"message\":\"No.\"}"),
        Response::http(401, &[], "{\"code\":124,\"message\":\"Invalid access token.\"}"),
        Response::http(200, &[], "[]"),
        Response { reset: true, ..Response::default() },
    ];
    for bad in broken {
        sandbox.reset();
        // Enough for every retry.
        for answer in [user(), updated()].into_iter().chain(std::iter::repeat_n(bad, 12)) {
            sandbox.script(answer);
        }
        let outcome = client.update_user("me", &patch(r#"{"dept":"x","host_key":"123456"}"#));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Unconfirmed, 1), "{}", outcome.message());
        assert!(outcome.message().starts_with("Zoom answered 204, but "), "{}", outcome.message());
        let response = outcome.response().expect("the answer to the update");
        assert_eq!((response.http_status(), response.tracking_id()), (204, "of-the-update"));
        assert!(outcome.warnings().iter().any(|w| w.message.contains("reading the user after the update failed")));
        assert_eq!(findings(&outcome), [("dept", Confirmation::Differs), ("host_key", Confirmation::Unverifiable)]);
        assert_eq!(methods(&sandbox).iter().filter(|method| *method == "PATCH").count(), 1);
    }
}

#[test]
fn what_was_seen_decides_where_there_is_no_time_for_more() {
    let sandbox = sandbox();
    for answer in [user(), updated(), user(), user(), user()] {
        sandbox.script(answer);
    }
    // No pause fits into what is left after the first reading.
    let client = client(&sandbox, &[("confirm", "on"), ("deadline_ms", "490")]);
    let outcome = client.update_user("me", &patch(r#"{"dept":"x"}"#));
    assert_eq!(outcome.status(), Status::NotApplied, "{}", outcome.message());
    assert_eq!(methods(&sandbox), ["GET", "PATCH", "GET"]);
}

#[test]
fn cancelling_while_confirming_says_so_and_keeps_the_answer() {
    let sandbox = sandbox();
    for answer in [user(), updated(), Response { delay: std::time::Duration::from_secs(60), ..user() }] {
        sandbox.script(answer);
    }
    let asked = Arc::new(AtomicUsize::new(0));
    let (seen, count) = (Arc::clone(&asked), sandbox.requests().len());
    assert_eq!(count, 0);
    let sandbox = Arc::new(sandbox);
    let watched = Arc::clone(&sandbox);
    let interrupt = move || {
        seen.fetch_add(1, Ordering::Relaxed);
        watched.requests().len() >= 3
    };
    let call = CallOptions { interrupt: Some(Arc::new(interrupt)), ..CallOptions::default() };
    let outcome = client(&sandbox, &[("confirm", "on")]).update_user_with("me", &patch(r#"{"dept":"x"}"#), &call);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Cancelled, 1), "{}", outcome.message());
    assert_eq!(outcome.response().map(|response| response.http_status()), Some(204));
    assert!(asked.load(Ordering::Relaxed) > 0);
}

#[test]
fn the_token_is_in_nothing_that_reading_brings() {
    let sandbox = sandbox();
    let echo = format!("{{\"dept\":\"{}\",\"id\":\"x\"}}", sandbox.token());
    for answer in [Response::http(200, &[], &echo), updated(), Response::http(200, &[], &echo)] {
        sandbox.script(answer);
    }
    let client = client(&sandbox, &[("confirm", "on"), ("deadline_ms", "490")]);
    let outcome = client.update_user("me", &patch(r#"{"dept":"x"}"#));
    let json = serde_json::Value::Object(zoomuser::internal::outcome_json::outcome(&outcome)).to_string();
    assert!(!format!("{outcome:?}{json}").contains(sandbox.token()), "{json}");
}
