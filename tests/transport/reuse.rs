//! A connection is reused only after a response with unambiguous framing.

use std::sync::Arc;
use support::scripted_server::{Script, ScriptedServer, identity};
use support::{options, patch, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};

/// What would be a success, if it were taken for an answer.
const SUCCESS: &str = "HTTP/1.1 204 No Content\r\nX-A: 12345678901\r\n\r\n";

type Identity = (String, Arc<rustls::ServerConfig>);

/// A client of a server, with the CA certificate of the server in a file.
fn client_of(server: &ScriptedServer, ca_file: &str, more: &[(&str, &str)]) -> Client {
    let pairs = [
        ("base_url", server.url()),
        ("token", "token-1".to_owned()),
        ("ca_file", ca_file.to_owned()),
        ("system_roots", "off".to_owned()),
        ("proxy", "off".to_owned()),
        ("max_retries", "0".to_owned()),
        ("plan", "none".to_owned()),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Client::new(with(options(&pairs), more))
}

fn request(client: &Client, method: &str) -> Outcome {
    match method {
        "PATCH" => client.update_user("me", &patch(r#"{"dept":"d"}"#)),
        "get_user" => client.get_user("me"),
        _ => {
            let request = Request::new(method, "users/me", Headers::new(), Content::Bytes(b""));
            client.send(&request.expect("valid"))
        }
    }
}

/// The first request by `method`, and then an update that the server refuses. Says on how many connections.
fn two_requests(method: &str, script: Script, identity: Option<&Identity>, ca_file: &str) -> (Outcome, Outcome, usize) {
    let server = ScriptedServer::start(script, identity);
    let client = client_of(&server, ca_file, &[]);
    let first = request(&client, method);
    server.send_idle();
    let second = request(&client, "PATCH");
    let connections = server.connections();
    drop(client);
    (first, second, connections)
}

/// Every transport and what its clients trust.
fn transports() -> ([Option<Identity>; 2], support::folder::Folder, String) {
    let folder = support::folder::Folder::new();
    let tls = identity();
    let ca_file = folder.write("ca.pem", &tls.0);
    ([None, Some(tls)], folder, ca_file)
}

/// Responses after which more may come that belongs to them.
const NOT_REUSABLE: [(&str, &str); 24] = [
    ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: 45\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: gzip\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nContent-Length: 45\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: 0, 45\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: x\r\n\r\n"),
    ("PATCH", "HTTP/1.1 304 Not Modified\r\nContent-Length: 45\r\n\r\n"),
    ("PATCH", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nconnection: x, CLOSE\r\n\r\n"),
    ("PATCH", "HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n"),
    ("PATCH", "HTTP/1.0 204 No Content\r\n\r\n"),
    ("PATCH", "HTTP/1.1 103 Early Hints\r\nContent-Length: 0\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"),
    ("PATCH", "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
    (
        "PATCH",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    ),
    ("PATCH", "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
    ("PATCH", "HTTP/1.0 400 Bad Request\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("GET", "HTTP/1.1 204 No Content\r\nContent-Length: 45\r\n\r\n"),
    ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
    ("get_user", "HTTP/1.1 304 Not Modified\r\nContent-Length: 45\r\n\r\n"),
    ("DELETE", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 45\r\n\r\n"),
    ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ("HEAD", "HTTP/1.1 404 Not Found\r\nContent-Length: 45\r\n\r\n"),
];

#[test]
fn the_rest_of_a_response_is_not_taken_for_the_next_one() {
    let (transports, _folder, ca_file) = transports();
    for identity in &transports {
        for (method, first) in NOT_REUSABLE {
            for (idle, late) in [("", SUCCESS), (SUCCESS, ""), ("", "0\r\n\r\n"), ("", "")] {
                let script = Script { first: first.into(), idle: idle.into(), late: late.into() };
                let (one, two, connections) = two_requests(method, script, identity.as_ref(), &ca_file);
                let what = format!("{method} {first:?}, then {idle:?} {late:?}: {}; {}", one.message(), two.message());
                assert_eq!(two.response().and_then(|r| r.api_code()), Some(2034), "{what}");
                assert_eq!((two.status(), connections), (Status::Rejected, 2), "{what}");
                assert!(one.response().is_some(), "{what}");
            }
        }
    }
}

#[test]
fn late_bytes_end_a_connection_that_could_be_used_again() {
    let (transports, _folder, ca_file) = transports();
    for identity in &transports {
        for (method, first) in [
            ("PATCH", "HTTP/1.1 204 No Content\r\n\r\n"),
            ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"),
            ("PATCH", "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}"),
            ("PATCH", "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
            ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
            ("HEAD", "HTTP/1.1 200 OK\r\n\r\n"),
        ] {
            for idle in [SUCCESS, "\r\n", "x", "HTTP/1.1 103 Early Hints\r\n\r\n"] {
                let script = Script { first: first.into(), idle: idle.into(), late: Vec::new() };
                let (_, two, connections) = two_requests(method, script, identity.as_ref(), &ca_file);
                assert_eq!((two.status(), connections), (Status::Rejected, 2), "{method} {first:?}, then {idle:?}");
            }
        }
    }
}

#[test]
fn a_connection_is_used_again_where_the_response_has_ended() {
    let (transports, _folder, ca_file) = transports();
    for identity in &transports {
        for (method, first) in [
            ("PATCH", "HTTP/1.1 204 No Content\r\n\r\n"),
            ("PATCH", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"),
            ("PATCH", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 x\r\n\r\n"),
            ("PATCH", "HTTP/1.0 204 No Content\r\nConnection: Keep-Alive\r\n\r\n"),
            ("PATCH", "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"),
            ("PATCH", "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
            ("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
            ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        ] {
            let script = Script { first: first.into(), ..Script::default() };
            let (one, two, connections) = two_requests(method, script, identity.as_ref(), &ca_file);
            let what = format!("{method} {first:?}: {}; {}", one.message(), two.message());
            assert_eq!((two.status(), connections), (Status::Rejected, 1), "{what}");
        }
    }
}

#[test]
fn a_token_response_leaves_its_connection_by_the_same_rule() {
    let (transports, folder, ca_file) = transports();
    let body = r#"{"access_token":"token-1","token_type":"bearer","expires_in":3600}"#;
    let length = body.len();
    let chunks = format!("{length:x}\r\n{body}\r\n0\r\n\r\n");
    for identity in &transports {
        for first in [
            format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Length: {length}\r\n\r\n{body}"),
            format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"),
            format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: x, chunked\r\n\r\n{chunks}"),
        ] {
            let script = Script { first: first.clone().into(), idle: Vec::new(), late: SUCCESS.into() };
            let server = ScriptedServer::start(script, identity.as_ref());
            let (name, token_url) = (folder.text().to_owned(), format!("{}/oauth/token", server.url()));
            let app = [
                ("token", ""),
                ("account_id", name.as_str()),
                ("client_id", "id"),
                ("client_secret", "a-secret"),
                ("token_url", &token_url),
            ];
            let client = client_of(&server, &ca_file, &app);
            // The update comes in the same call as the token, so what is late has to come with it.
            server.allow_idle();
            let outcome = request(&client, "PATCH");
            let connections = server.connections();
            drop(client);
            assert_eq!((outcome.status(), connections), (Status::Rejected, 2), "{first:?}: {}", outcome.message());
        }
    }
}
