//! A server that never stops sending does not keep a call beyond its limits.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};
use support::{options, patch};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;

/// Longer than any call here may take; a call that takes as long as the flood is one that the flood has kept.
const FLOOD: Duration = Duration::from_secs(20);

/// Serves one connection: reads the head of a request, sends `start`, and then `more` for as long as a flood takes.
fn flood(start: &'static str, more: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("http://{}/v2", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        stream.set_write_timeout(Some(FLOOD)).expect("a limit");
        let _ = stream.read(&mut [0; 4096]);
        let more = more.repeat(64);
        let mut sent = stream.write_all(start.as_bytes());
        let end = Instant::now() + FLOOD;
        while sent.is_ok() && Instant::now() < end {
            sent = stream.write_all(more.as_bytes());
        }
    });
    url
}

#[test]
fn no_flood_outlasts_the_deadline() {
    for (start, more) in [
        ("HTTP/1.1 400 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: x\r\n"),
        ("HTTP/1.1 400 X\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
        ("HTTP/1.1 400 X\r\n\r\n", "x"),
        ("HTTP/1.1 400 X\r\n", "X-Header: x\r\n"),
        ("", "HTTP/1.1 100 Continue\r\n\r\n"),
        ("", "\r\n"),
        ("", "x"),
    ] {
        let url = flood(start, more);
        let client = Client::new(options(&[("base_url", &url), ("token", "token-1"), ("deadline_ms", "500")]));
        let started = Instant::now();
        let outcome = client.update_user("me", &patch(r#"{"dept":"d"}"#));
        assert_ne!(outcome.status(), Status::Ok, "{start:?} {more:?}");
        assert!(started.elapsed() < Duration::from_secs(15), "{start:?} {more:?}: {:?}", started.elapsed());
    }
}
