//! The connection pool: reuse, threads, dead connections, and one write per request.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;
use support::{client, http_options, https_options, patch, sandbox, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, Status, UserPatch};
use zoomuser_sandbox::Response;

fn dept() -> UserPatch {
    patch(r#"{"dept":"d"}"#)
}

#[test]
fn a_connection_is_kept_and_used_again() {
    let sandbox = sandbox();
    for (client, tls) in [(client(&sandbox), false), (Client::new(https_options(&sandbox)), true)] {
        let before = sandbox.connections();
        for _ in 0..10 {
            assert_eq!(client.update_user("jane@example.com", &dept()).status(), Status::Ok);
            assert_eq!(client.update_user("error-400-300@sandbox.test", &dept()).status(), Status::Rejected);
        }
        assert_eq!(sandbox.connections() - before, 1, "tls: {tls}");
        let request = sandbox.requests().pop().expect("a request");
        assert_eq!((request.tls, request.reads), (tls, 1), "head and body leave in one write");
    }
}

#[test]
fn keep_off_makes_a_connection_each() {
    let sandbox = sandbox();
    let client = Client::new(with(https_options(&sandbox), &[("keep", "off")]));
    for _ in 0..3 {
        assert_eq!(client.update_user("jane@example.com", &dept()).status(), Status::Ok);
    }
    assert_eq!(sandbox.connections(), 3);
}

#[test]
fn idle_connections_are_closed_when_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let base_url = format!("http://{}/v2", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().expect("a connection");
            stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
            let mut buffer = [0; 8192];
            assert!(stream.read(&mut buffer).expect("a request") > 0);
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("written");
            assert_eq!(stream.read(&mut buffer).expect("the end"), 0, "closed without another request");
        }
    });
    let client = zoomuser::Client::builder().base_url(&base_url).token("a-token").build().expect("a client");
    for _ in 0..2 {
        client.update_user("jane@example.com", &dept()).expect("an update");
        client.close_idle_connections();
    }
    server.join().expect("a new connection for each update");
}

#[test]
fn a_kept_connection_that_died_is_replaced_without_a_word() {
    let sandbox = sandbox();
    for client in [client(&sandbox), Client::new(https_options(&sandbox))] {
        assert_eq!(client.update_user("jane@example.com", &dept()).status(), Status::Ok);
        // Answers and then closes, as a server does whose idle time is over.
        sandbox.script(Response { close: true, ..Response::raw("HTTP/1.1 204 No Content\r\n\r\n") });
        assert_eq!(client.update_user("jane@example.com", &dept()).status(), Status::Ok);
        let outcome = client.update_user("jane@example.com", &dept());
        assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
        // A kept connection that closes without an answer is taken for such a close: once more on a new one.
        sandbox.script(Response { close: true, ..Response::default() });
        let outcome = client.update_user("jane@example.com", &dept());
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
        // The new one is believed.
        sandbox.script(Response { close: true, ..Response::default() });
        sandbox.script(Response { close: true, ..Response::default() });
        let outcome = client.update_user("jane@example.com", &dept());
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Io, 2), "{}", outcome.message());
    }
}

#[test]
fn one_client_serves_many_threads() {
    let sandbox = sandbox();
    let client = Client::new(https_options(&sandbox));
    thread::scope(|scope| {
        for number in 0..8 {
            let client = &client;
            scope.spawn(move || {
                for round in 0..20 {
                    let (user, status) = match (number + round) % 3 {
                        0 => ("jane@example.com", 204),
                        1 => ("error-404-1001@sandbox.test", 404),
                        _ => ("error-400-2034@sandbox.test", 400),
                    };
                    let outcome = client.update_user(user, &dept());
                    assert_eq!(outcome.response().map(|r| r.http_status()), Some(status), "{}", outcome.message());
                }
            });
        }
    });
    assert!(sandbox.connections() <= 16, "{}", sandbox.connections());
}

#[test]
fn the_one_call_keeps_its_connection() {
    let sandbox = sandbox();
    let options = format!(r#"{{"base_url":"{}"}}"#, sandbox.http_base_url());
    for _ in 0..5 {
        let outcome = zoomuser::internal::update_user(
            sandbox.token(),
            "jane@example.com",
            &dept(),
            &options,
            &CallOptions::default(),
        );
        assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    }
    assert_eq!(sandbox.connections(), 1);
    let other = zoomuser::internal::update_user(
        "another-token",
        "jane@example.com",
        &dept(),
        &options,
        &CallOptions::default(),
    );
    assert_eq!((other.status(), sandbox.connections()), (Status::Unauthorized, 2), "another token, another connection");
    for _ in 0..3 {
        for number in 0..10 {
            let (token, user) = (format!("token-{number}"), "jane@example.com");
            let outcome = zoomuser::internal::update_user(&token, user, &dept(), &options, &CallOptions::default());
            assert_eq!(outcome.status(), Status::Unauthorized, "{}", outcome.message());
        }
    }
    assert_eq!(sandbox.connections(), 12, "each of ten tokens in rotation has one connection");
    zoomuser::internal::cleanup();
    let outcome = zoomuser::internal::update_user(
        sandbox.token(),
        "jane@example.com",
        &dept(),
        &options,
        &CallOptions::default(),
    );
    assert_eq!((outcome.status(), sandbox.connections()), (Status::Ok, 13));
}

#[test]
fn a_token_is_given_once() {
    let outcome =
        zoomuser::internal::update_user("token-a", "me", &dept(), r#"{"token":"token-b"}"#, &CallOptions::default());
    assert_eq!(outcome.status(), Status::InvalidArgument);
    let sandbox = sandbox();
    let options = format!(r#"{{"base_url":"{}","token":"{}","keep":"off"}}"#, sandbox.http_base_url(), sandbox.token());
    let outcome = zoomuser::internal::update_user("", "jane@example.com", &dept(), &options, &CallOptions::default());
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let client = Client::new(http_options(&sandbox));
    assert_eq!(client.options().encoding(), zoomuser::internal::encoding::Encoding::Json);
}
