//! TLS is always verified.

use std::io::Write;
use std::net::TcpListener;
use std::thread;
use support::{https_options, options, patch, sandbox, with};
use zoomuser::{Client, Status};

fn update(client: &Client) -> (Status, String) {
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    (outcome.status(), outcome.message().to_owned())
}

#[test]
fn the_sandbox_is_trusted_through_its_ca_file_only() {
    let sandbox = sandbox();
    assert_eq!(update(&Client::new(https_options(&sandbox))).0, Status::Ok);
    // Besides the system's authorities too.
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
    // 127.0.0.2 is this machine too, but no name of the certificate.
    let url = sandbox.base_url().replace("localhost", "127.0.0.1");
    assert_eq!(update(&Client::new(with(https_options(&sandbox), &[("base_url", &url)]))).0, Status::Ok);
    let other = zoomuser_sandbox::Sandbox::start().expect("another sandbox");
    let ca_of_other = other.ca_file().to_str().expect("text");
    let (status, _) = update(&Client::new(with(https_options(&sandbox), &[("ca_file", ca_of_other)])));
    assert_eq!(status, Status::Tls);
}

#[test]
fn a_server_without_tls_is_told() {
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
