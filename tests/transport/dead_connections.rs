//! Kept connections whose peer has fallen silent, and peers that are only slow.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;
use support::middleman::Middleman;
use support::{http_options, https_options, options, patch, sandbox, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};
use zoomuser_sandbox::Response;

pub(crate) const LANES: usize = 8;

pub(crate) fn update(client: &Client) -> Outcome {
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

/// Updates of different users at the same time.
pub(crate) fn updates(client: &Client) -> Vec<Outcome> {
    let update = |number| {
        let user = format!("flaky-0-{}@sandbox.test", 500 + number);
        client.update_user(&user, &patch(r#"{"dept":"d"}"#))
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..LANES).map(|number| scope.spawn(move || update(number))).collect();
        running.into_iter().map(|call| call.join().expect("no panic")).collect()
    })
}

pub(crate) fn assert_all_ok(outcomes: &[Outcome]) {
    outcomes.iter().for_each(|outcome| assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message()));
}

/// A client with kept connections through the middleman, which then fall silent.
fn silenced(middleman: &Middleman, client: &Client) {
    middleman.gather(LANES);
    assert_all_ok(&updates(client));
    assert_eq!(middleman.clients().len(), LANES);
    middleman.silence();
}

#[test]
fn a_silent_connection_condemns_all_idle_ones_to_its_server() {
    let sandbox = sandbox();
    for tls in [false, true] {
        let url = if tls { sandbox.https_url() } else { sandbox.http_url() };
        let middleman = Middleman::start(&url);
        let scheme = if tls { "https" } else { "http" };
        let base_url = format!("{scheme}://{}/v2", middleman.address());
        let client =
            Client::new(with(https_options(&sandbox), &[("base_url", base_url.as_str()), ("timeout_ms", "2000")]));
        silenced(&middleman, &client);
        let outcome = update(&client);
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
        let others = updates(&client);
        assert_all_ok(&others);
        assert!(others.iter().all(|outcome| outcome.attempts() == 1), "no other call met a silent connection");
    }
}

#[test]
fn threads_on_silent_connections_all_recover() {
    let sandbox = sandbox();
    let middleman = Middleman::start(&sandbox.http_url());
    let base_url = format!("http://{}/v2", middleman.address());
    let client = Client::new(with(http_options(&sandbox), &[("base_url", base_url.as_str()), ("timeout_ms", "2000")]));
    silenced(&middleman, &client);
    let outcomes = updates(&client);
    assert_all_ok(&outcomes);
    assert!(outcomes.iter().all(|outcome| outcome.attempts() <= 2));
}

#[test]
fn what_may_not_arrive_twice_is_not_sent_again() {
    let sandbox = sandbox();
    let middleman = Middleman::start(&sandbox.http_url());
    let base_url = format!("http://{}/v2", middleman.address());
    let client = Client::new(with(http_options(&sandbox), &[("base_url", base_url.as_str()), ("timeout_ms", "1000")]));
    silenced(&middleman, &client);
    let post = Request::new("POST", "users/me/x", Headers::new(), Content::Bytes(b"x")).expect("valid");
    let outcome = client.send(&post);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 1), "{}", outcome.message());
    let outcome = update(&client);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
}

#[test]
fn the_deadline_of_a_call_on_a_silent_connection_is_kept() {
    let sandbox = sandbox();
    let middleman = Middleman::start(&sandbox.http_url());
    let base_url = format!("http://{}/v2", middleman.address());
    let client = Client::new(with(http_options(&sandbox), &[("base_url", base_url.as_str()), ("deadline_ms", "2000")]));
    silenced(&middleman, &client);
    let outcome = update(&client);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 1), "{}", outcome.message());
}

/// Longer than a peer may leave data unacknowledged.
const SLOW: Duration = Duration::from_secs(12);

#[test]
fn a_server_that_acknowledges_may_answer_slowly() {
    let sandbox = sandbox();
    let client = Client::new(http_options(&sandbox));
    assert_eq!(update(&client).status(), Status::Ok);
    sandbox.script(Response { delay: SLOW, ..Response::raw("HTTP/1.1 204 No Content\r\n\r\n") });
    let outcome = update(&client);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
}

#[test]
fn a_server_may_read_a_large_request_slowly() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let body = vec![b'x'; 16 * 1024 * 1024];
    let length = body.len();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        // A server that is busy, not a wait for a state.
        thread::sleep(SLOW);
        let (mut buffer, mut count) = (vec![0; 64 * 1024], 0);
        while count < length {
            match stream.read(&mut buffer) {
                Ok(read @ 1..) => count += read,
                _ => return,
            }
        }
        let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
    });
    let settings = [("base_url", url.as_str()), ("token", "token-1"), ("max_retries", "0"), ("plan", "none")];
    let client = Client::new(options(&settings));
    let post = Request::new("POST", "files", Headers::new(), Content::Bytes(&body)).expect("valid");
    let outcome = client.send(&post);
    server.join().expect("no panic");
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
}
