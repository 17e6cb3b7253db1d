//! Excess bytes after a response are never taken for the response to the next request.

use rustls::{ServerConfig, ServerConnection};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use support::scripted_server::identity;
use support::{client, https_options, options, patch, sandbox};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Response;

/// A rejection with this much padding in its head.
fn refusal(padding: usize) -> String {
    format!("HTTP/1.1 400 Bad Request\r\nX-Pad: {}\r\nContent-Length: 2\r\n\r\n{{}}", "p".repeat(padding))
}

/// An unsolicited response.
const EXCESS: &str = "HTTP/1.1 204 No Content\r\n\r\n";

/// What TLS 1.3 adds to a record, and how much of a connection rustls reads at once.
const OVERHEAD: usize = 22;
const READ_AT_ONCE: usize = 4096;

/// Reads one request; `false` at the end of the connection.
fn read_request(stream: &mut impl Read) -> bool {
    let (mut all, mut part) = (Vec::new(), [0; 4096]);
    while !all.ends_with(b"{\"dept\":\"d\"}") {
        match stream.read(&mut part) {
            Ok(count) if count > 0 => all.extend_from_slice(part.get(..count).unwrap_or_default()),
            _ => return false,
        }
    }
    true
}

/// Answers the first request of a connection by two records in one write, the others by a refusal.
fn serve(mut socket: TcpStream, config: Arc<ServerConfig>, padding: usize) {
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    let mut tls = ServerConnection::new(config).expect("a connection");
    if !read_request(&mut rustls::Stream::new(&mut tls, &mut socket)) {
        return;
    }
    let mut out = Vec::new();
    for message in [refusal(padding), EXCESS.to_owned()] {
        tls.writer().write_all(message.as_bytes()).expect("room");
        while tls.wants_write() {
            tls.write_tls(&mut out).expect("memory");
        }
    }
    let mut sent = socket.write_all(&out);
    while sent.is_ok() && read_request(&mut rustls::Stream::new(&mut tls, &mut socket)) {
        sent = rustls::Stream::new(&mut tls, &mut socket).write_all(refusal(0).as_bytes());
    }
}

#[test]
fn an_answer_in_a_record_of_its_own_is_thrown_away_too() {
    let (pem, config) = identity();
    let ca_file = std::env::temp_dir().join(format!("zoomuser-leftovers-{}.pem", std::process::id()));
    std::fs::write(&ca_file, pem).expect("written");
    // The first record ends where a read ends, so that the second one is still in a buffer, decrypted or not.
    let edges = (1..=3).flat_map(|reads| {
        let edge = reads * READ_AT_ONCE - OVERHEAD - refusal(0).len();
        edge - 3..=edge + 3
    });
    for padding in edges {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let url = format!("https://localhost:{}", listener.local_addr().expect("an address").port());
        let config = config.clone();
        let server = thread::spawn(move || {
            for socket in listener.incoming().take(2) {
                let config = config.clone();
                thread::spawn(move || serve(socket.expect("a connection"), config, padding));
            }
        });
        let client = Client::new(options(&[
            ("base_url", &url),
            ("token", "token-1"),
            ("ca_file", ca_file.to_str().expect("text")),
            ("system_roots", "off"),
        ]));
        for _ in 0..2 {
            let outcome = client.update_user("me", &patch(r#"{"dept":"d"}"#));
            assert_eq!(outcome.status(), Status::Rejected, "padding {padding}: {}", outcome.message());
        }
        server.join().expect("two connections: the first was not used again");
    }
    std::fs::remove_file(&ca_file).expect("removed");
}

#[test]
fn a_second_answer_is_thrown_away_with_its_connection() {
    let sandbox = sandbox();
    let patch = patch(r#"{"dept":"d"}"#);
    let paddings: Vec<usize> = (0..60_000).step_by(1_499).collect();
    for client in [client(&sandbox), Client::new(https_options(&sandbox))] {
        for padding in &paddings {
            sandbox.script(Response::raw(refusal(*padding) + EXCESS));
            assert_eq!(client.update_user("jane@example.com", &patch).status(), Status::Rejected, "padding {padding}");
            sandbox.script(Response::raw(refusal(0)));
            let next = client.update_user("jane@example.com", &patch);
            assert_eq!(next.status(), Status::Rejected, "padding {padding}: {}", next.message());
        }
    }
}

#[test]
fn an_answer_that_comes_too_late_is_not_the_next_one() {
    let sandbox = sandbox();
    let patch = patch(r#"{"dept":"d"}"#);
    let options = support::with(https_options(&sandbox), &[("timeout_ms", "1000")]);
    let client = Client::new(options);
    for _ in 0..2 {
        assert_eq!(client.update_user("slow-1200@sandbox.test", &patch).status(), Status::Timeout);
        assert_eq!(client.update_user("error-404-1001@sandbox.test", &patch).status(), Status::NotFound);
    }
}
