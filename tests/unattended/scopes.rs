//! An added scope takes effect in a running job: a token without it is renewed once, and not again for a minute.

use crate::shared::dept;
use std::sync::{Arc, Mutex};
use support::folder::Folder;
use support::{app_options, http_options, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};
use zoomuser_sandbox::{Response, Sandbox};

/// The ways in which Zoom says that a scope is missing.
const REFUSALS: [(u16, &str); 6] = [
    (400, r#"{"code":4711,"message":"Invalid access token, does not contain scopes:[user:update:user:admin]."}"#),
    (401, r#"{"code":4711,"message":"Das Zugriffstoken reicht nicht aus."}"#),
    (403, r#"{"code":4711,"message":""}"#),
    (401, r#"{"code":4700,"message":"The access token has no scopes."}"#),
    (400, r#"{"code":104,"message":"Invalid access token, does not contain scopes:[user:update:user]."}"#),
    (403, r#"{"code":200,"message":"No permission."}"#),
];

/// A user whose update fails for a missing scope with every token.
const NEVER: &str = "error-400-4711@sandbox.test";

fn refusal((http, body): (u16, &str)) -> Response {
    Response::http(http, &[("Content-Type", "application/json")], body)
}

/// A request of the caller's own, which is not repeated for other reasons.
fn own() -> Request {
    Request::new("POST", "users/jane", Headers::new(), Content::None).expect("a request")
}

fn warned(outcome: &Outcome) -> bool {
    outcome.warnings().iter().any(|warning| warning.field == "token" && warning.message.starts_with("not renewed: "))
}

/// A client that gets its tokens from a callback, which gives a new one only after a refusal, and what it was asked.
fn calling_back(sandbox: &Sandbox) -> (Client, Arc<Mutex<Vec<bool>>>) {
    let asked: Arc<Mutex<Vec<bool>>> = Arc::default();
    let (seen, token) = (Arc::clone(&asked), sandbox.token().to_owned());
    let source: zoomuser::TokenSource = Arc::new(move |ask| {
        seen.lock().expect("no panic").push(ask.refused);
        Ok(if ask.refused { token.clone() } else { "noscope-token".to_owned() })
    });
    (Client::with_source(with(http_options(sandbox), &[("token", "")]), Some(source)), asked)
}

#[test]
fn a_token_that_lacks_a_scope_is_renewed_once() {
    for (number, kind) in REFUSALS.into_iter().enumerate() {
        let sandbox = support::sandbox();
        let client = Client::new(app_options(&sandbox, &[]));
        let first = client.update_user("jane@example.com", &dept());
        assert_eq!(first.status(), Status::Ok, "{}", first.message());
        sandbox.script(refusal(kind));
        let outcome = match number % 3 {
            0 => client.update_user("jane@example.com", &dept()),
            1 => client.get_user("jane@example.com"),
            _ => client.send(&own()),
        };
        assert_eq!(outcome.attempts(), 2, "{kind:?}: {}", outcome.message());
        assert!(outcome.is_ok() || number % 3 == 2, "{kind:?}: {}", outcome.message());
        assert_eq!(sandbox.stats().token_requests, 2, "{kind:?}");
    }
}

#[test]
fn a_new_token_that_lacks_it_too_is_not_renewed_again() {
    let sandbox = support::sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    let outcome = client.update_user(NEVER, &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Forbidden, 2), "{}", outcome.message());
    assert_eq!(outcome.response().and_then(|response| response.api_code()), Some(4711));
    assert_eq!(sandbox.stats().token_requests, 2);
    // Neither this client nor another of the same app asks again.
    for client in [&client, &Client::new(app_options(&sandbox, &[]))] {
        let outcome = client.update_user(NEVER, &dept());
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Forbidden, 1), "{}", outcome.message());
        assert!(warned(&outcome), "{:?}", outcome.warnings());
        assert_eq!(sandbox.stats().token_requests, 2);
    }
    // A token that Zoom refuses as a token is renewed all the same.
    sandbox.revoke_tokens();
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 3);
}

#[test]
fn threads_that_lack_it_together_get_one_new_token() {
    let sandbox = support::sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    std::thread::scope(|scope| {
        for number in 0..16 {
            let client = &client;
            scope.spawn(move || {
                let outcome = client.update_user(&format!("error-400-4711+{number}@sandbox.test"), &dept());
                assert_eq!(outcome.status(), Status::Forbidden, "{}", outcome.message());
                assert!(outcome.attempts() <= 2);
            });
        }
    });
    assert_eq!(sandbox.stats().token_requests, 2);
}

#[test]
fn the_cache_does_not_give_the_same_token_back() {
    let (sandbox, folder) = (support::sandbox(), Folder::new());
    let cache = folder.file("token");
    let client = Client::new(app_options(&sandbox, &[("token_cache", &cache)]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    let old = std::fs::read_to_string(&cache).expect("there");
    sandbox.script(refusal(REFUSALS[0]));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 2);
    assert_ne!(std::fs::read_to_string(&cache).expect("there"), old);
    assert!(outcome.warnings().is_empty(), "{:?}", outcome.warnings());
}

#[test]
fn a_callback_is_asked_for_another_token_once() {
    let sandbox = support::sandbox();
    let (client, asked) = calling_back(&sandbox);
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert_eq!(*asked.lock().expect("no panic"), [false, true]);
    let outcome = client.update_user(NEVER, &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Forbidden, 2), "{}", outcome.message());
    assert_eq!(*asked.lock().expect("no panic"), [false, true, false, true]);
    // The new one lacked it, too: for a minute there is no point in asking again.
    let outcome = client.update_user(NEVER, &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Forbidden, 1), "{}", outcome.message());
    assert!(warned(&outcome), "{:?}", outcome.warnings());
    assert_eq!(*asked.lock().expect("no panic"), [false, true, false, true, false]);
}

#[test]
fn a_renewal_that_fails_leaves_zooms_answer() {
    let sandbox = support::sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    sandbox.script(refusal(REFUSALS[0]));
    sandbox.script(Response::http(503, &[], ""));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Forbidden, 1), "{}", outcome.message());
    assert!(warned(&outcome), "{:?}", outcome.warnings());
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "the old token serves what it may");
}

#[test]
fn what_no_new_token_can_help_is_not_sent_again() {
    let sandbox = support::sandbox();
    // A token that cannot be renewed.
    let client = support::client(&sandbox);
    let outcome = client.update_user(NEVER, &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Forbidden, 1), "{}", outcome.message());
    // A page from a proxy or gateway.
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    sandbox.script(Response::http(403, &[("Content-Type", "text/html")], "<html>Forbidden</html>"));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!(outcome.attempts(), 1, "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 1);
}
