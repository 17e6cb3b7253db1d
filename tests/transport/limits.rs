//! DNS resolution, connecting and waiting end at their timeouts and when the call is cancelled.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use support::{ClosedPort, client, options, patch, sandbox};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, CancelToken, Status};

#[test]
fn a_closed_port_is_refused_at_once() {
    let closed = ClosedPort::new();
    let client = Client::new(options(&[("base_url", &closed.url()), ("token", "token-1"), ("max_retries", "0")]));
    let outcome = client.update_user("me", &patch(r#"{"dept":"d"}"#));
    assert_eq!(outcome.status(), Status::Connect);
    assert_eq!(outcome.message(), "no connection could be made: Connection refused");
    assert_eq!(outcome.attempts(), 1);
}

#[test]
fn an_unknown_host_is_a_dns_error() {
    let client = Client::new(options(&[
        ("base_url", "https://no-such-host.invalid/v2"),
        ("token", "token-1"),
        ("proxy", "off"),
        ("max_retries", "0"),
    ]));
    let outcome = client.update_user("me", &patch(r#"{"dept":"d"}"#));
    assert_eq!(outcome.status(), Status::Dns, "{}", outcome.message());
}

#[test]
fn a_server_that_accepts_and_says_nothing_ends_the_handshake_at_the_limit() {
    // The kernel completes the TCP handshake; no process answers the TLS ClientHello.
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("https://127.0.0.1:{}/v2", listener.local_addr().expect("an address").port());
    let client = Client::new(options(&[
        ("base_url", &url),
        ("token", "token-1"),
        ("proxy", "off"),
        ("connect_timeout_ms", "200"),
        ("max_retries", "0"),
    ]));
    let started = Instant::now();
    let outcome = client.update_user("me", &patch(r#"{"dept":"d"}"#));
    assert_eq!(outcome.status(), Status::Timeout, "{}", outcome.message());
    assert_eq!(outcome.message(), "timed out while connecting: connect_timeout_ms is 200 ms");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_call_is_cancelled_from_another_thread() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let cancel = CancelToken::new();
    let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
    thread::scope(|scope| {
        let running =
            scope.spawn(|| client.update_user_with("slow-60000@sandbox.test", &patch(r#"{"dept":"d"}"#), &call));
        // The request has arrived: the call is waiting for its answer.
        while sandbox.requests().is_empty() && !running.is_finished() {
            thread::yield_now();
        }
        let cancelled = Instant::now();
        cancel.cancel();
        let outcome = running.join().expect("no panic");
        assert_eq!(outcome.status(), Status::Cancelled, "{}", outcome.message());
        assert_eq!(outcome.message(), "cancelled while waiting for the response");
        assert!(cancelled.elapsed() < Duration::from_secs(10));
    });
    cancel.reset();
    assert_eq!(client.update_user_with("jane@example.com", &patch(r#"{"dept":"d"}"#), &call).status(), Status::Ok);
}

#[test]
fn the_host_program_may_end_a_call() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    let call =
        CallOptions { interrupt: Some(Arc::new(move || asked.load(Ordering::SeqCst))), ..CallOptions::default() };
    thread::scope(|scope| {
        let running =
            scope.spawn(|| client.update_user_with("slow-60000@sandbox.test", &patch(r#"{"dept":"d"}"#), &call));
        while sandbox.requests().is_empty() && !running.is_finished() {
            thread::yield_now();
        }
        stop.store(true, Ordering::SeqCst);
        assert_eq!(running.join().expect("no panic").status(), Status::Cancelled);
    });
}

#[test]
fn connecting_and_shaking_hands_can_be_cancelled() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("https://127.0.0.1:{}/v2", listener.local_addr().expect("an address").port());
    let client = Client::new(options(&[("base_url", &url), ("token", "token-1"), ("proxy", "off")]));
    let cancel = CancelToken::new();
    let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
    thread::scope(|scope| {
        let running = scope.spawn(|| client.update_user_with("me", &patch(r#"{"dept":"d"}"#), &call));
        // Accepted: the client is in its handshake.
        let _accepted = listener.accept().expect("a connection");
        cancel.cancel();
        let outcome = running.join().expect("no panic");
        assert_eq!((outcome.status(), outcome.message()), (Status::Cancelled, "cancelled while connecting"));
    });
}
