//! Time limits, cancellation and the number of requests.

use crate::{app, assert_check, assert_failed, checked, examined};
use std::thread;
use std::time::{Duration, Instant};
use support::{http_options, with};
use zoomuser::CheckOutcome::Skipped;
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, CancelToken, Status};
use zoomuser_sandbox::Response;

/// Longer than any test may take.
const LONG: Duration = Duration::from_secs(600);

#[test]
fn it_ends_with_the_deadline() {
    let sandbox = support::sandbox();
    sandbox.set_tokens(Duration::from_secs(3_600), LONG);
    let started = Instant::now();
    let outcome = examined(with(app(&sandbox), &[("deadline_ms", "300")]));
    assert!(started.elapsed() < Duration::from_secs(60));
    assert_eq!(outcome.status(), Status::Timeout, "{:?}", outcome.checks());
    let failed = outcome.checks().iter().find(|check| check.status == Status::Timeout).expect("one failed");
    assert_eq!(failed.name, "response");
    assert!(failed.message.contains("deadline_ms is 300 ms"), "{failed:?}");
    assert_check(&outcome, "token", Skipped, "none: ");
}

#[test]
fn it_can_be_cancelled() {
    let sandbox = support::sandbox();
    sandbox.script(Response { delay: LONG, ..Response::default() });
    let client = Client::new(with(http_options(&sandbox), &[("deadline_ms", "600000"), ("timeout_ms", "600000")]));
    let cancel = CancelToken::new();
    let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
    let outcome = thread::scope(|scope| {
        let examination = scope.spawn(|| client.doctor_with(&call));
        while sandbox.requests().is_empty() {
            thread::yield_now();
        }
        cancel.cancel();
        examination.join().expect("no panic")
    });
    let outcome = checked(outcome);
    assert_failed(&outcome, "response", "cancelled");
    assert_eq!(outcome.status(), Status::Cancelled);
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn nothing_is_repeated() {
    let sandbox = support::sandbox();
    let options = with(app(&sandbox), &[("max_retries", "5"), ("account_id", "broken")]);
    assert_eq!(examined(options).status(), Status::Server);
    assert_eq!(sandbox.stats().token_requests, 1);
    sandbox.reset();
    sandbox.script(Response::http(503, &[], ""));
    let options = with(http_options(&sandbox), &[("max_retries", "5")]);
    assert_eq!(examined(options).status(), Status::Server);
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn a_client_keeps_its_connection_beside_it() {
    let sandbox = support::sandbox();
    let client = Client::new(http_options(&sandbox));
    assert!(client.get_user("me").is_ok());
    assert!(client.doctor().is_ok());
    assert!(client.get_user("me").is_ok());
    assert_eq!(sandbox.connections(), 2, "one of the client, one of the doctor");
}
