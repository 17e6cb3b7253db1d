//! Invalid header lines are ignored with a warning, unless they could affect the framing of the response.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use support::{app_options, http_options, https_options, patch, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::{Response, Sandbox};

/// A malformed line, what its warning names, and what the header `A` before it is then.
const IGNORED: [(&str, &str, &str); 9] = [
    ("X-Filter : on\r\n", "(X-Filter)", "1"),
    ("X-Filter\t: on\r\n", "(X-Filter)", "1"),
    (" folded\r\n", "(A)", "1 folded"),
    ("X-Filter: \u{1}on\r\n", "control character", "1"),
    ("X-Filter: on\roff\r\n", "control character", "1"),
    ("X-Fil\u{7f}ter: on\r\n", "control character", "1"),
    (": nameless\r\n", "no header name", "1"),
    ("no colon\r\n", "no colon", "1"),
    ("X Filter: on\r\n", "not allowed", "1"),
];

/// A malformed line of a header that frames the response, and the message about it.
const REFUSED: [(&str, &str); 8] = [
    ("Content-Length : 0\r\n", "Content-Length has a blank before its colon"),
    ("Transfer-Encoding : chunked\r\n", "Transfer-Encoding has a blank before its colon"),
    ("Connection : close\r\n", "Connection has a blank before its colon"),
    ("Content-Length:\r\n 0\r\n", "Content-Length has a second line"),
    ("Transfer-Encoding: \u{b}chunked\r\n", "Transfer-Encoding has a control character"),
    ("X: a\rContent-Length: 5\r\n", "Content-Length has a control character"),
    (":Content-Length: 5\r\n", "Content-Length has a colon before its name"),
    ("Content-Length 5\r\n", "Content-Length has no colon after its name"),
];

fn update(client: &Client) -> Outcome {
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

fn warnings(outcome: &Outcome) -> Vec<String> {
    outcome.warnings().iter().map(ToString::to_string).collect()
}

#[test]
fn a_malformed_line_of_the_api_is_ignored() {
    let sandbox = sandbox();
    for client in [Client::new(http_options(&sandbox)), Client::new(https_options(&sandbox))] {
        for (line, named, a) in IGNORED {
            sandbox.script(Response::raw(format!("HTTP/1.1 204 No Content\r\nA: 1\r\n{line}B: 2\r\n\r\n")));
            let outcome = update(&client);
            assert_eq!(outcome.status(), Status::Ok, "{line:?}: {}", outcome.message());
            let warnings = warnings(&outcome);
            assert!(
                matches!(warnings.as_slice(), [only] if only.starts_with("line 3 ") && only.contains(named)),
                "{line:?}: {warnings:?}"
            );
            let response = outcome.response().expect("a response");
            assert_eq!((response.header("a"), response.header("b")), (Some(a), Some("2")), "{line:?}");
            assert!(response.head().contains(line) && response.headers().len() == 2, "{:?}", response.headers());
        }
    }
}

#[test]
fn a_malformed_line_does_not_hide_a_refusal() {
    let sandbox = sandbox();
    let client = Client::new(http_options(&sandbox));
    let body = r#"{"code":2034,"message":"No seats."}"#;
    for (line, _, _) in IGNORED {
        let head = format!("HTTP/1.1 400 Bad Request\r\nContent-Length: {}\r\nA: 1\r\n{line}\r\n", body.len());
        sandbox.script(Response::raw(head + body));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Rejected, "{line:?}: {}", outcome.message());
        assert_eq!(outcome.response().and_then(|response| response.api_code()), Some(2034));
        assert_eq!(outcome.warnings().len(), 1, "{line:?}");
    }
}

#[test]
fn a_malformed_line_that_may_frame_the_response_is_refused_by_name() {
    let sandbox = sandbox();
    for client in [Client::new(http_options(&sandbox)), Client::new(https_options(&sandbox))] {
        for (line, named) in REFUSED {
            sandbox.script(Response::raw(format!("HTTP/1.1 204 No Content\r\nA: 1\r\n{line}\r\n")));
            let outcome = update(&client);
            assert_eq!(outcome.status(), Status::Unexpected, "{line:?}: {}", outcome.message());
            assert!(
                outcome.message().contains(named) && outcome.message().contains("HTTP 204"),
                "{}",
                outcome.message()
            );
            assert!(outcome.hint().contains("proxy or filter"), "{}", outcome.hint());
        }
        for (lines, named) in [
            ("Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length has two values that differ"),
            ("Content-Length: five\r\n", "Content-Length has something other than a whole number"),
            ("Transfer-Encoding: chunked;x\r\n", "Transfer-Encoding has something after the word chunked"),
        ] {
            sandbox.script(Response::raw(format!("HTTP/1.1 400 Bad Request\r\n{lines}\r\nhello")));
            let outcome = update(&client);
            assert_eq!(outcome.status(), Status::Unexpected, "{lines:?}: {}", outcome.message());
            assert!(outcome.message().contains(named), "{}", outcome.message());
        }
    }
}

#[test]
fn an_interim_response_with_a_body_is_refused() {
    let sandbox = sandbox();
    let client = Client::new(http_options(&sandbox));
    for line in ["Content-Length: 27", "Transfer-Encoding: chunked"] {
        let inner = "HTTP/1.1 204 No Content\r\n\r\n";
        sandbox.script(Response::raw(format!(
            "HTTP/1.1 103 Early Hints\r\n{line}\r\n\r\n{inner}HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
        )));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Unexpected, "{line}: {}", outcome.message());
    }
    sandbox.script(Response::raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"));
    let outcome = update(&client);
    assert_eq!(outcome.status(), Status::Unexpected, "{}", outcome.message());
    sandbox.script(Response::raw("HTTP/1.1 103 Early Hints\r\nX-Bad : 1\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));
    let outcome = update(&client);
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert!(warnings(&outcome).concat().contains("(X-Bad) of the interim response head"), "{:?}", outcome.warnings());
}

#[test]
fn every_interim_response_has_the_limit_of_a_head_for_itself() {
    let sandbox = sandbox();
    let interim = format!("HTTP/1.1 103 Early Hints\r\n{}\r\n", "Link: <https://zoom.us/>\r\n".repeat(100));
    for client in [Client::new(http_options(&sandbox)), Client::new(https_options(&sandbox))] {
        for count in [40, 400] {
            let heads = interim.repeat(count);
            sandbox.script(Response::raw(heads + "HTTP/1.1 204 No Content\r\n\r\n"));
            let outcome = update(&client);
            assert_eq!(outcome.status(), Status::Ok, "{count}: {}", outcome.message());
        }
    }
}

#[test]
fn a_malformed_line_of_the_token_service_is_ignored() {
    let sandbox = sandbox();
    let body = format!(r#"{{"access_token":"{}","token_type":"bearer","expires_in":3600}}"#, sandbox.token());
    for ((line, named, _), number) in IGNORED.into_iter().zip(0..) {
        let account = format!("{}-malformed-{number}", support::account(&sandbox));
        let client = Client::new(app_options(&sandbox, &[("account_id", &account)]));
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nA: 1\r\n{line}\r\n", body.len());
        sandbox.script(Response::raw(head + &body));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Ok, "{line:?}: {}", outcome.message());
        let warnings = warnings(&outcome);
        assert!(
            matches!(warnings.as_slice(), [only] if only.starts_with("the token service: line 4 ") && only.contains(named)),
            "{line:?}: {warnings:?}"
        );
    }
    for ((line, named), number) in REFUSED.into_iter().zip(0..) {
        let account = format!("{}-refused-{number}", support::account(&sandbox));
        let client = Client::new(app_options(&sandbox, &[("account_id", &account)]));
        sandbox.script(Response::raw(format!("HTTP/1.1 200 OK\r\nA: 1\r\n{line}\r\n{body}")));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Unexpected, "{line:?}: {}", outcome.message());
        assert!(outcome.message().contains(named) && !format!("{outcome:?}").contains(sandbox.token()), "{outcome:?}");
    }
}

/// A proxy for one tunnel, which it opens with these words.
fn proxy(sandbox: &Sandbox, words: String) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = sandbox.https_url().replace("https://localhost", "127.0.0.1").replace("https://", "");
    let thread = thread::spawn(move || {
        let (mut client, _) = listener.accept().expect("a connection");
        let (mut asked, mut part) = (Vec::new(), [0; 4096]);
        while !asked.ends_with(b"\r\n\r\n") {
            let count = client.read(&mut part).expect("a request");
            assert!(count > 0, "the client is gone");
            asked.extend_from_slice(part.get(..count).unwrap_or_default());
        }
        client.write_all(words.as_bytes()).expect("sent");
        let server = TcpStream::connect(server).expect("the sandbox");
        let copy = |from: &TcpStream, to: &TcpStream| {
            let (mut from, mut to) = (from, to);
            _ = io::copy(&mut from, &mut to);
            _ = to.shutdown(Shutdown::Write);
        };
        thread::scope(|scope| {
            scope.spawn(|| copy(&client, &server));
            copy(&server, &client);
            _ = client.shutdown(Shutdown::Both);
        });
    });
    (url, thread)
}

/// An update through a proxy that answers CONNECT by these words.
fn through(sandbox: &Sandbox, words: String) -> Outcome {
    let (url, thread) = proxy(sandbox, words);
    let client = Client::new(with(
        https_options(sandbox),
        &[("base_url", "https://api.zoom.us/v2"), ("proxy", &url), ("timeout_ms", "5000"), ("keep", "off")],
    ));
    let outcome = update(&client);
    drop(client);
    thread.join().expect("no panic");
    outcome
}

#[test]
fn a_malformed_line_of_a_proxy_is_ignored() {
    let sandbox = sandbox();
    for (line, named, _) in IGNORED {
        let outcome = through(&sandbox, format!("HTTP/1.1 200 Connection established\r\nA: 1\r\n{line}\r\n"));
        assert_eq!(outcome.status(), Status::Ok, "{line:?}: {}", outcome.message());
        let warnings = warnings(&outcome);
        assert!(
            matches!(warnings.as_slice(), [only] if only.contains(named) && only.contains("of the proxy's response head")),
            "{line:?}: {warnings:?}"
        );
    }
    for (line, named) in REFUSED {
        let outcome = through(&sandbox, format!("HTTP/1.1 200 Connection established\r\nA: 1\r\n{line}\r\n"));
        assert_eq!(outcome.status(), Status::Proxy, "{line:?}: {}", outcome.message());
        let expected = format!("the proxy's response is not HTTP: its header {named}");
        assert!(outcome.message().starts_with(&expected), "{}", outcome.message());
    }
}

#[test]
fn interim_responses_before_the_tunnel_are_passed_over() {
    let sandbox = sandbox();
    let opened = "HTTP/1.1 200 Connection established\r\n\r\n";
    let interim = format!("HTTP/1.1 103 Early Hints\r\n{}\r\n", "Link: <https://zoom.us/>\r\n".repeat(100));
    for before in [
        "HTTP/1.1 100 Continue\r\n\r\n".to_owned(),
        "HTTP/1.1 102 Processing\r\n\r\n".to_owned(),
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 199 x\r\n\r\n".to_owned(),
        interim.repeat(40),
    ] {
        let outcome = through(&sandbox, format!("{before}{opened}"));
        assert_eq!(outcome.status(), Status::Ok, "{before:.40}: {}", outcome.message());
    }
    let outcome = through(&sandbox, format!("HTTP/1.1 101 Switching Protocols\r\n\r\n{opened}"));
    assert_eq!((outcome.status(), outcome.message()), (Status::Proxy, "the proxy refused the connection (HTTP 101)"));
    let outcome = through(&sandbox, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n".to_owned());
    assert_eq!((outcome.status(), outcome.message()), (Status::Proxy, "the proxy refused the connection (HTTP 403)"));
}
