//! `connect_to` changes the address to connect to and nothing else.

use crate::update;
use support::{https_options, options, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Sandbox;

fn port(url: &str) -> &str {
    url.rsplit_once(':').expect("a port").1
}

fn at(sandbox: &Sandbox, base_url: &str, connect_to: &str) -> Client {
    Client::new(with(https_options(sandbox), &[("base_url", base_url), ("connect_to", connect_to)]))
}

#[test]
fn names_stay_those_of_the_host() {
    let sandbox = sandbox();
    let url = sandbox.https_url();
    for place in ["127.0.0.1", "localhost"] {
        let rule = format!("other:1=127.0.0.1:1,API.zoom.us:443={place}:{}", port(&url));
        let client = at(&sandbox, "https://api.zoom.us/v2", &rule);
        assert_eq!(update(&client).0, Status::Ok);
        assert_eq!(update(&client).0, Status::Ok);
        let arrived = sandbox.requests().pop().expect("a request");
        assert!(arrived.tls && arrived.headers.contains(&("Host".to_owned(), "api.zoom.us".to_owned())));
    }
    assert_eq!(sandbox.connections(), 2, "connections are kept as usual");
    // The certificate is good for 127.0.0.1, which is not who was asked for.
    let rule = format!("api.example.com:443=127.0.0.1:{}", port(&url));
    let (status, message) = update(&at(&sandbox, "https://api.example.com/v2", &rule));
    assert_eq!(status, Status::Tls);
    assert!(message.contains("another host name"), "{message}");
    // Another port is another place.
    let rule = format!("localhost:1=127.0.0.1:1,127.0.0.1:{}=127.0.0.1:1", port(&url));
    assert_eq!(update(&at(&sandbox, &sandbox.base_url(), &rule)).0, Status::Ok);
}

#[test]
fn plain_http_stays_on_this_machine() {
    let sandbox = sandbox();
    let http = sandbox.http_url();
    let rule = format!("localhost:80=127.0.0.1:{}", port(&http));
    let base = options(&[("base_url", "http://localhost/v2"), ("token", sandbox.token())]);
    assert_eq!(update(&Client::new(with(base.clone(), &[("connect_to", &rule)]))).0, Status::Ok);
    let away = with(base, &[("connect_to", "localhost:80=192.0.2.1:80"), ("connect_timeout_ms", "2000")]);
    let (status, message) = update(&Client::new(away));
    assert_eq!(status, Status::InvalidArgument, "{message}");
    assert!(options(&[]).set("base_url", "http://api.zoom.us").is_err());
}

#[test]
fn a_proxy_is_asked_for_the_other_place() {
    let sandbox = sandbox();
    let rule = format!("api.zoom.us:443=127.0.0.1:{}", port(&sandbox.https_url()));
    let settings = [("base_url", "https://api.zoom.us/v2"), ("connect_to", &rule), ("proxy", &sandbox.http_url())];
    assert_eq!(update(&Client::new(with(https_options(&sandbox), &settings))).0, Status::Ok);
    let requests = sandbox.requests();
    assert_eq!(requests[0].method, "CONNECT");
    assert_eq!(requests[0].target, format!("127.0.0.1:{}", port(&sandbox.https_url())));
    assert!(requests[1].headers.contains(&("Host".to_owned(), "api.zoom.us".to_owned())));
}

#[test]
fn a_place_that_is_not_there_is_reported() {
    let sandbox = sandbox();
    let closed = support::ClosedPort::new();
    let rule = format!("api.zoom.us:443=127.0.0.1:{}", port(&closed.url()));
    let (status, message) = update(&at(&sandbox, "https://api.zoom.us/v2", &rule));
    assert_eq!((status, message.as_str()), (Status::Connect, "no connection could be made: Connection refused"));
    let (status, _) = update(&at(&sandbox, "https://api.zoom.us/v2", "api.zoom.us:443=no-such-host.invalid:1"));
    assert_eq!(status, Status::Dns);
}
