//! TLS is always verified.

use crate::update;
use std::io::Write;
use std::net::TcpListener;
use std::thread;
use support::chaos_proxy::{ChaosProxy, Traffic};
use support::fault::{Direction, Fault, Kind};
use support::{https_options, options, patch, records, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::Sandbox;

#[test]
fn the_sandbox_is_trusted_through_its_ca_file_only() {
    let sandbox = sandbox();
    assert_eq!(update(&Client::new(https_options(&sandbox))).0, Status::Ok);
    // Also in addition to the system roots.
    assert_eq!(update(&Client::new(with(https_options(&sandbox), &[("system_roots", "on")]))).0, Status::Ok);
    let stranger = options(&[("base_url", &sandbox.base_url()), ("token", sandbox.token()), ("proxy", "off")]);
    let (status, message) = update(&Client::new(stranger));
    assert_eq!(status, Status::Tls);
    assert_eq!(
        message,
        "no TLS connection: the server's certificate comes from no trusted authority: it was issued by \"zoomuser sandbox CA\""
    );
    assert!(sandbox.requests().len() == 2, "nothing reached the server that was not trusted");
}

#[test]
fn the_name_must_fit() {
    let sandbox = sandbox();
    let url = sandbox.base_url().replace("localhost", "127.0.0.1");
    assert_eq!(update(&Client::new(with(https_options(&sandbox), &[("base_url", &url)]))).0, Status::Ok);
    let other = Sandbox::start().expect("another sandbox");
    let ca_of_other = other.ca_file().to_str().expect("text");
    let (status, _) = update(&Client::new(with(https_options(&sandbox), &[("ca_file", ca_of_other)])));
    assert_eq!(status, Status::Tls);
}

#[test]
fn a_server_without_tls_is_reported() {
    let sandbox = sandbox();
    let url = sandbox.http_base_url().replace("http://", "https://");
    let (status, message) = update(&Client::new(with(https_options(&sandbox), &[("base_url", &url)])));
    assert_eq!(status, Status::Tls, "{message}");

    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let url = format!("https://127.0.0.1:{}/v2", listener.local_addr().expect("an address").port());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").expect("written");
    });
    let (status, message) = update(&Client::new(with(https_options(&sandbox), &[("base_url", &url)])));
    assert_eq!(status, Status::Tls, "{message}");
    server.join().expect("no panic");
}

/// Makes an update through a chaos proxy; also returns the traffic.
fn through(sandbox: &Sandbox, fault: Option<Fault>, max_retries: &str) -> (Outcome, Vec<Traffic>) {
    let chaos_proxy = ChaosProxy::start(&sandbox.https_url(), fault);
    let url = format!("https://{}/v2", chaos_proxy.address());
    let pairs = [("base_url", url.as_str()), ("max_retries", max_retries), ("keep", "off")];
    let client = Client::new(with(https_options(sandbox), &pairs));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    (outcome, chaos_proxy.finish())
}

#[test]
fn a_handshake_that_breaks_off_is_repeated() {
    let sandbox = sandbox();
    for kind in [Kind::Cut, Kind::Reset] {
        for (direction, at) in [(Direction::Request, 0), (Direction::Response, 0), (Direction::Response, 200)] {
            let fault = Some(Fault { direction, kind, at });
            let (outcome, _) = through(&sandbox, fault, "0");
            assert_eq!(outcome.status(), Status::Connect, "{fault:?}: {}", outcome.message());
            assert!(outcome.message().starts_with("no TLS connection: "), "{}", outcome.message());
            let (outcome, traffic) = through(&sandbox, fault, "1");
            assert_eq!((outcome.status(), outcome.attempts(), traffic.len()), (Status::Ok, 2, 2), "{fault:?}");
        }
    }
}

#[test]
fn an_answer_counts_whatever_follows_it() {
    let sandbox = sandbox();
    let (_, traffic) = through(&sandbox, None, "0");
    let (records, _) = records::split(&traffic[0].answer.received);
    // The last record is the response; a duplicate of it cannot be decrypted.
    let fault = Fault { direction: Direction::Response, kind: Kind::DuplicateRecord, at: records.len() - 1 };
    let (outcome, _) = through(&sandbox, Some(fault), "0");
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    // A fault before the last record is reported.
    let (outcome, _) = through(&sandbox, Some(Fault { at: records.len() - 2, ..fault }), "0");
    assert_eq!(outcome.status(), Status::Tls, "{}", outcome.message());
}
