//! Responses that arrive before the request was sent.

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use support::folder::Folder;
use support::options;
use support::scripted_server::identity;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};

/// More than the buffers of the system take.
const BODY_LEN: usize = 12 * 1024 * 1024;

/// What a server does after its early response.
#[derive(Debug, Clone, Copy)]
enum Then {
    /// Reads nothing more and leaves the connection open.
    Wait,
    Close,
    /// Reads the whole request, and then sends this.
    Read(&'static str),
}

/// Reads the beginning of a request, sends a response, and waits for the end of the call if it is to wait.
fn serve(mut stream: impl Read + Write, response: &str, then: Then, call: &Receiver<()>) {
    let mut part = vec![0; 64 * 1024];
    let count = stream.read(&mut part).expect("a head");
    stream.write_all(response.as_bytes()).and_then(|()| stream.flush()).expect("written");
    match then {
        Then::Wait => drop(call.recv()),
        Then::Close => {}
        Then::Read(last) => {
            let mut is_end = part[..count].ends_with(b"END");
            while !is_end {
                let count = stream.read(&mut part).expect("more");
                assert!(count > 0, "the request has an end");
                is_end = part[..count].ends_with(b"END");
            }
            stream.write_all(last.as_bytes()).and_then(|()| stream.flush()).expect("written");
            let _ = stream.read(&mut part);
        }
    }
}

/// How the server is reached.
#[derive(Debug, Clone, Copy)]
enum Route {
    Http,
    Https,
    /// Over TLS within TLS: through an `https` proxy, which is the server itself.
    Proxy,
}

/// The server's end of a TLS connection over a stream.
fn tls<S: Read + Write>(config: &Arc<ServerConfig>, stream: S) -> StreamOwned<ServerConnection, S> {
    StreamOwned::new(ServerConnection::new(Arc::clone(config)).expect("a connection"), stream)
}

/// Answers CONNECT.
fn open_tunnel(stream: &mut (impl Read + Write)) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("a head");
        head.extend(byte);
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").and_then(|()| stream.flush()).expect("written");
}

/// A large request to a server with this identity.
fn send(response: &str, then: Then, route: Route, (pem, config): &(String, Arc<ServerConfig>)) -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let port = listener.local_addr().expect("an address").port();
    let folder = Folder::new();
    let ca_file = folder.write("ca.pem", pem);
    let url = match route {
        Route::Http => format!("http://127.0.0.1:{port}"),
        Route::Https | Route::Proxy => format!("https://localhost:{port}"),
    };
    let client = Client::new(options(&[
        ("base_url", &url),
        ("token", "token-1"),
        ("ca_file", &ca_file),
        ("system_roots", "off"),
        ("proxy", if matches!(route, Route::Proxy) { &url } else { "off" }),
        ("max_retries", "0"),
        ("deadline_ms", "30000"),
        ("plan", "none"),
    ]));
    let mut body = vec![b'x'; BODY_LEN];
    body.extend_from_slice(b"END");
    let request = Request::new("POST", "users", Headers::new(), Content::Bytes(&body)).expect("valid");
    let (end, call) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let (socket, _) = listener.accept().expect("a connection");
            socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
            match route {
                Route::Http => serve(socket, response, then, &call),
                Route::Https => serve(tls(config, socket), response, then, &call),
                Route::Proxy => {
                    let mut outer = tls(config, socket);
                    open_tunnel(&mut outer);
                    serve(tls(config, outer), response, then, &call);
                }
            }
        });
        let outcome = client.send(&request);
        drop((end, client));
        outcome
    })
}

#[test]
fn a_response_before_the_end_of_the_request_is_read() {
    const REFUSAL: &str = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\n{}";
    const INTERIM: &str = "HTTP/1.1 103 Early Hints\r\n\r\n";
    const CREATED: &str = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
    // More than rustls takes at once.
    let page = format!("HTTP/1.1 413 x\r\nContent-Length: 5000\r\n\r\n{}", "x".repeat(5_000));
    let created_page = format!("HTTP/1.1 201 x\r\nContent-Length: 5000\r\n\r\n{}", "x".repeat(5_000));
    // More than is read at once.
    let lines = format!("X-Line: {}\r\n", "x".repeat(400)).repeat(50);
    let long_head = format!("HTTP/1.1 413 x\r\n{lines}Content-Length: 2\r\n\r\n{{}}");
    let identity = identity();
    for route in [Route::Http, Route::Https, Route::Proxy] {
        for (response, then, expected, http) in [
            (REFUSAL, Then::Wait, Status::Rejected, Some(413)),
            (&page, Then::Wait, Status::Rejected, Some(413)),
            (&long_head, Then::Wait, Status::Rejected, Some(413)),
            // The rest of a request is sent after an interim response, and after one that reports success.
            (INTERIM, Then::Read(CREATED), Status::Ok, Some(201)),
            (CREATED, Then::Read(""), Status::Ok, Some(201)),
            (&created_page, Then::Read(""), Status::Ok, Some(201)),
            // It cannot have been successful with a part.
            (CREATED, Then::Close, Status::Io, None),
        ] {
            let outcome = send(response, then, route, &identity);
            let what = format!("{response:.30}, {then:?}, {route:?}");
            assert_eq!(outcome.status(), expected, "{what}: {}", outcome.message());
            assert_eq!(outcome.response().map(|response| response.http_status()), http, "{what}");
            // A body that was cut would be a warning.
            assert!(outcome.warnings().is_empty(), "{what}: {:?}", outcome.warnings());
        }
    }
}
