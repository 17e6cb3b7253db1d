//! Transient failures are retried, rejections are not, and the last response is kept.

use std::thread;
use std::time::{Duration, Instant};
use support::{ClosedPort, http_options, options, patch, sandbox, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{CallOptions, CancelToken, Status, UserPatch};
use zoomuser_sandbox::{Response, Sandbox};

fn dept() -> UserPatch {
    patch(r#"{"dept":"d"}"#)
}

/// A client that repeats and does not keep to a rate.
fn client(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> Client {
    Client::new(with(with(http_options(sandbox), &[("max_retries", "3")]), pairs))
}

fn update(sandbox: &Sandbox, pairs: &[(&str, &str)], user: &str) -> Outcome {
    client(sandbox, pairs).update_user(user, &dept())
}

#[test]
fn faults_of_the_moment_are_repeated() {
    let sandbox = sandbox();
    for user in ["flaky-2-503@sandbox.test", "flaky-1-500@sandbox.test", "flaky-1-429@sandbox.test"] {
        let failures: u32 = user[6..7].parse().expect("a digit");
        let outcome = update(&sandbox, &[], user);
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, failures + 1), "{user}: {}", outcome.message());
    }
    for answer in [
        Response { close: true, ..Response::default() },
        Response { reset: true, ..Response::default() },
        Response { cut_after: Some(9), ..Response::raw("HTTP/1.1 204 No Content\r\n\r\n") },
        Response { delay: Duration::from_secs(60), ..Response::raw("HTTP/1.1 204 No Content\r\n\r\n") },
    ] {
        sandbox.script(answer.clone());
        let outcome = update(&sandbox, &[("timeout_ms", "1000")], "jane@example.com");
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{answer:?}: {}", outcome.message());
    }
}

#[test]
fn the_retries_end_with_the_last_response() {
    let sandbox = sandbox();
    let outcome = update(&sandbox, &[("max_retries", "2")], "flaky-9-503@sandbox.test");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Server, 3));
    assert_eq!(outcome.response().map(|response| response.http_status()), Some(503));
    assert!(outcome.waited() > Duration::ZERO);

    let closed = ClosedPort::new();
    let nowhere = options(&[("base_url", &closed.url()), ("token", "token-1"), ("max_retries", "1")]);
    let outcome = Client::new(nowhere).update_user("me", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Connect, 2));
}

#[test]
fn refusals_are_not_repeated() {
    let sandbox = sandbox();
    for user in [
        "error-400-300@sandbox.test",
        "error-401-124@sandbox.test",
        "error-403-200@sandbox.test",
        "error-404-1001@sandbox.test",
        "error-409-1005@sandbox.test",
        "error-400-4711@sandbox.test",
        "rate-daily@sandbox.test",
        "status-200@sandbox.test",
        "garbage@sandbox.test",
    ] {
        let outcome = update(&sandbox, &[], user);
        assert_eq!(outcome.attempts(), 1, "{user}: {}", outcome.message());
        assert!(!outcome.is_ok());
    }
    assert_eq!(sandbox.requests().len(), 9);
}

#[test]
fn a_certificate_that_is_not_trusted_is_not_tried_again() {
    let sandbox = sandbox();
    let untrusted =
        options(&[("base_url", &sandbox.base_url()), ("token", sandbox.token()), ("proxy", "off"), ("plan", "none")]);
    let outcome = Client::new(untrusted).update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Tls, 1), "{}", outcome.message());
}

#[test]
fn the_server_says_how_long_to_wait() {
    let sandbox = sandbox();
    for header in ["1", "1.0"] {
        sandbox.script(Response::http(503, &[("Retry-After", header)], ""));
        let outcome = update(&sandbox, &[], "jane@example.com");
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2));
        assert!(outcome.waited() >= Duration::from_secs(1), "{:?}", outcome.waited());
    }
    // Longer than there is time for: the answer is the result, at once, and says when.
    for header in ["3600", "2999-01-01T00:00:00Z", "Tue, 01 Jan 2999 00:00:00 GMT"] {
        let started = Instant::now();
        sandbox.script(Response::http(429, &[("Retry-After", header)], ""));
        let outcome = update(&sandbox, &[], "jane@example.com");
        assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1), "{}", outcome.message());
        assert!(outcome.message().contains("retry after 20"), "{}", outcome.message());
        assert!(started.elapsed() < Duration::from_secs(30));
    }
}

#[test]
fn a_daily_limit_says_when_it_ends_even_if_the_server_does_not() {
    let sandbox = sandbox();
    let body = r#"{"code":429,"message":"You have reached the maximum daily rate limit for this API."}"#;
    sandbox.script(Response::http(429, &[("Content-Type", "application/json")], body));
    let outcome = update(&sandbox, &[], "jane@example.com");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1));
    assert!(outcome.message().contains("T00:00:00Z"), "{}", outcome.message());
    assert!(outcome.retry_after(std::time::SystemTime::now()).is_some());
}

#[test]
fn a_wait_that_is_cancelled_leaves_the_last_answer() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[]);
    let cancel = CancelToken::new();
    let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
    sandbox.script(Response::http(503, &[("Retry-After", "50")], "the body"));
    thread::scope(|scope| {
        let running = scope.spawn(|| client.update_user_with("jane@example.com", &dept(), &call));
        while sandbox.requests().is_empty() && !running.is_finished() {
            thread::yield_now();
        }
        // The answer may still be on its way: until the wait begins there is nothing to cancel it in.
        let give_up = Instant::now() + Duration::from_secs(1);
        while Instant::now() < give_up && !running.is_finished() {
            thread::yield_now();
        }
        cancel.cancel();
        let outcome = running.join().expect("no panic");
        assert_eq!(outcome.status(), Status::Cancelled, "{}", outcome.message());
        assert_eq!(outcome.message(), "cancelled while waiting to retry");
        let response = outcome.response().expect("the last answer");
        assert_eq!((response.http_status(), response.body()), (503, &b"the body"[..]));
        assert_eq!(outcome.attempts(), 1);
    });
}

#[test]
fn attempts_and_waiting_are_told_after_a_timeout() {
    let sandbox = sandbox();
    sandbox.script(Response::http(503, &[("Retry-After", "1")], ""));
    sandbox.script(Response { delay: Duration::from_secs(60), ..Response::raw("HTTP/1.1 204 No Content\r\n\r\n") });
    let outcome = update(&sandbox, &[("deadline_ms", "4000")], "jane@example.com");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 2), "{}", outcome.message());
    assert!(outcome.waited() >= Duration::from_secs(1));
    assert!(outcome.message().contains("deadline_ms is 4000 ms"), "{}", outcome.message());
}
