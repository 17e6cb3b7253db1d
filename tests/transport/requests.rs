//! Custom requests: complete and truncated responses, methods without bodies, dead connections.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use support::{client, http_options, https_options, options, sandbox, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};
use zoomuser_sandbox::{Response, Sandbox};

fn send(client: &Client, method: &str, body: &[u8]) -> Outcome {
    let request = Request::new(method, "users/jane@example.com", Headers::new(), Content::Bytes(body));
    client.send(&request.expect("valid"))
}

#[test]
fn a_cut_2xx_is_no_success_and_can_be_read() {
    let sandbox = sandbox();
    let whole = "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 10\r\n\r\n0123456789";
    let chunked =
        "HTTP/1.1 200 OK\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n";
    for options in [http_options(&sandbox), https_options(&sandbox)] {
        let client = Client::new(options);
        for answer in [whole, chunked] {
            sandbox.script(Response::raw(answer));
            let outcome = send(&client, "GET", b"");
            assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
            assert_eq!(outcome.response().expect("an answer").body(), b"0123456789");
            let head = answer.find("\r\n\r\n").expect("a head") + 4;
            for length in [head, head + 5, answer.len() - 1] {
                sandbox.script(Response { cut_after: Some(length), ..Response::raw(answer) });
                let outcome = send(&client, "GET", b"");
                assert_eq!(outcome.status(), Status::Io, "{length}: {}", outcome.message());
                let response = outcome.response().expect("an answer");
                assert_eq!((response.http_status(), response.header("x-a")), (200, Some("b")));
                assert!(response.incomplete().is_some() && outcome.message().contains("not completely"));
                assert!(b"0123456789".starts_with(response.body()));
            }
        }
        let big = "x".repeat(1024 * 1024 + 1);
        sandbox.script(Response::http(200, &[], big));
        let outcome = send(&client, "GET", b"");
        assert_eq!((outcome.status(), outcome.response().map(|r| r.body().len())), (Status::Io, Some(1024 * 1024)));
        // TLS has its own end; without it this could be a part.
        sandbox.script(Response { cut_after: Some(19), ..Response::raw("HTTP/1.1 200 OK\r\n\r\npart") });
        let outcome = send(&client, "GET", b"");
        let is_tls = client.options().base_url().starts_with("https");
        assert_eq!(outcome.status(), if is_tls { Status::Io } else { Status::Ok }, "{}", outcome.message());
    }
}

#[test]
fn a_2xx_that_does_not_end_is_a_timeout_with_its_beginning() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("timeout_ms", "300")]));
    let drip = Some(std::time::Duration::from_millis(5));
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    sandbox.script(Response { drip, ..Response::raw(format!("{head}{}", "x".repeat(1000))) });
    let outcome = send(&client, "GET", b"");
    assert_eq!(outcome.status(), Status::Timeout, "{}", outcome.message());
    if let Some(response) = outcome.response() {
        assert_eq!(response.http_status(), 200);
    }
}

#[test]
fn answers_without_a_body_end_at_their_head() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let length = "Content-Length: 5\r\n\r\n";
    for (method, answer, status) in [
        ("HEAD", format!("HTTP/1.1 200 OK\r\n{length}"), Status::Ok),
        ("HEAD", "HTTP/1.1 200 OK\r\n\r\n".to_owned(), Status::Ok),
        ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(), Status::Ok),
        ("GET", "HTTP/1.1 204 No Content\r\n\r\n".to_owned(), Status::Ok),
        ("POST", "HTTP/1.1 204 No Content\r\n\r\n".to_owned(), Status::Ok),
        ("DELETE", format!("HTTP/1.1 304 Not Modified\r\n{length}"), Status::Unexpected),
        (
            "GET",
            "HTTP/1.1 103 Early Hints\r\nX: 1\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".to_owned(),
            Status::Ok,
        ),
        // Without a body there is no code, which alone says that there is no such user.
        ("HEAD", format!("HTTP/1.1 404 Not Found\r\n{length}"), Status::Unexpected),
    ] {
        sandbox.script(Response::raw(answer.as_str()));
        let outcome = send(&client, method, b"");
        assert_eq!(outcome.status(), status, "{method} {answer}: {}", outcome.message());
        let response = outcome.response().expect("an answer");
        assert!(response.body().is_empty() && response.incomplete().is_none());
        let head = answer.rfind("HTTP/1.1").expect("a head");
        assert_eq!(response.head(), &answer[head..], "the last head, interim ones are not the answer's");
    }
    // Where a body is announced it may come all the same: those four connections are not used again.
    assert_eq!(sandbox.connections(), 4, "the others left the connection in order");
}

/// A kept connection that closes without an answer, after the request has arrived there.
fn stale(sandbox: &Sandbox, client: &Client, method: &str) -> Outcome {
    sandbox.script(Response::raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    assert!(send(client, "GET", b"").is_ok());
    sandbox.script(Response { close: true, ..Response::default() });
    sandbox.script(Response::raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    let outcome = send(client, method, b"");
    sandbox.reset();
    outcome
}

#[test]
fn what_may_have_arrived_is_sent_again_only_where_that_changes_nothing() {
    let sandbox = sandbox();
    for options in [http_options(&sandbox), https_options(&sandbox)] {
        for (method, attempts) in [
            ("GET", 2),
            ("HEAD", 2),
            ("PUT", 2),
            ("DELETE", 2),
            ("OPTIONS", 2),
            ("POST", 1),
            ("PATCH", 1),
            ("PURGE", 1),
        ] {
            let outcome = stale(&sandbox, &Client::new(options.clone()), method);
            assert_eq!(outcome.attempts(), attempts, "{method}: {}", outcome.message());
            assert_eq!(outcome.is_ok(), attempts == 2, "{method}: {}", outcome.message());
        }
    }
}

#[test]
fn a_request_of_which_nothing_was_written_is_sent_again_whatever_its_method() {
    let sandbox = sandbox();
    // It takes connections and says nothing, so that no handshake ends.
    let silent = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("https://{}", silent.local_addr().expect("an address"));
    let limits = [("base_url", url.as_str()), ("connect_timeout_ms", "200"), ("max_retries", "1")];
    let outcome = send(&Client::new(with(https_options(&sandbox), &limits)), "POST", b"x");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 2), "{}", outcome.message());
}

#[test]
fn a_large_body_arrives_whole_and_an_early_answer_is_read() {
    let sandbox = sandbox();
    let body: Vec<u8> = (0..1024 * 1024).map(|i| (i % 251) as u8).collect();
    for options in [http_options(&sandbox), https_options(&sandbox)] {
        sandbox.script(Response::http(201, &[], ""));
        let outcome = send(&Client::new(options), "POST", &body);
        assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
        assert!(sandbox.requests().pop().expect("a request").body == body);
    }
    // Answers after the head and reads on, so that the connection does not break.
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut some = [0; 1024];
        let _ = stream.read(&mut some).expect("a head");
        stream.write_all(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n").expect("written");
        let mut rest = [0; 64 * 1024];
        while stream.read(&mut rest).is_ok_and(|count| count > 0) {}
    });
    let client = Client::new(options(&[("base_url", &url), ("token", "tok-12345"), ("keep", "off")]));
    let outcome = send(&client, "POST", &vec![b'x'; 8 * 1024 * 1024]);
    assert_eq!(outcome.response().map(|r| r.http_status()), Some(413), "{}", outcome.message());
    drop(client);
    server.join().expect("no panic");
}
