use std::time::{Duration, Instant};

use rustls::StreamOwned;
use rustls::version::{TLS12, TLS13};
use zoomuser_sandbox::{Response, Sandbox};

use crate::client::{Client, request, sandbox, socket, tls_session};

#[test]
fn requests_are_recorded_byte_for_byte() {
    let sandbox = sandbox();
    let sent = "PATCH /v2/users/m%65?login_type=1 HTTP/1.1\r\nhOsT:  h \r\nX-Twice: 1\r\nX-Twice: 2\r\n\
                Content-Length: 2\r\n\r\n{}";
    for tls in [false, true] {
        let mut client = if tls { Client::tls(&sandbox) } else { Client::plain(&sandbox) };
        client.write(sent);
        client.reply();
        let recorded = sandbox.requests().pop().unwrap();
        assert_eq!(String::from_utf8_lossy(&recorded.raw), sent);
        assert_eq!((recorded.method.as_str(), recorded.target.as_str()), ("PATCH", "/v2/users/m%65?login_type=1"));
        assert_eq!(recorded.headers.iter().filter(|(name, _)| name == "X-Twice").count(), 2);
        assert_eq!((recorded.body.as_slice(), recorded.reads, recorded.tls), (b"{}".as_slice(), 1, tls));
    }
    let connections: Vec<_> = sandbox.requests().iter().map(|request| request.connection).collect();
    assert_eq!((connections, sandbox.connections()), (vec![1, 2], 2));
    assert!(!format!("{:?}", sandbox.requests()).contains("X-Twice"));
}

#[test]
fn two_tls_writes_are_two_reads() {
    let sandbox = sandbox();
    let mut client = Client::tls(&sandbox);
    client.write("PATCH /v2/users/me HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n");
    client.write("{}");
    client.reply();
    client.get("/v2/users/me");
    let reads: Vec<_> = sandbox.requests().iter().map(|request| request.reads).collect();
    assert_eq!(reads, [2, 1]);
}

#[test]
fn bodies_come_in_chunks_too() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let head = "PATCH /v2/users/me HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer sandbox-token\r\n\
                Content-Type: application/json\r\n";
    client.write(format!("{head}Transfer-Encoding: chunked\r\n\r\n3;x=y\r\n{{\"d\r\n"));
    client.write("a\r\nept\":\"C\"}\n\r\n0\r\nTrailer: t\r\n\r\n");
    assert_eq!(client.reply().status, 204);
    assert_eq!(sandbox.requests()[0].body, b"{\"dept\":\"C\"}\n");
    client.write(format!("{head}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    assert_eq!(client.reply().status, 100);
    client.write("{}");
    assert_eq!(client.reply().status, 204);
    // Two requests in one write.
    client.write([request("GET", "/v2/users/me", "", ""), request("GET", "/v2/users", "", "")].concat());
    assert_eq!((client.reply().status, client.reply().status), (200, 200));
}

#[test]
fn bad_requests_are_refused() {
    let sandbox = sandbox();
    let long = format!("GET / HTTP/1.1\r\nHost: h\r\nX: {}\r\n\r\n", "x".repeat(70_000));
    let cases = [
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\n\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n", 413),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
        ("PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (long.as_str(), 431),
    ];
    for (sent, status) in cases {
        let mut client = Client::plain(&sandbox);
        client.write(sent);
        let reply = client.reply();
        assert_eq!((reply.status, reply.header("Connection")), (status, Some("close")), "{sent:.80}");
        assert_eq!(client.rest(), (Vec::new(), true), "{sent:.80}");
    }
}

#[test]
fn a_connection_ends_when_the_client_says_so() {
    let sandbox = sandbox();
    for head in
        ["GET /v2/users/me HTTP/1.0\r\n\r\n", "GET /v2/users/me HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n"]
    {
        let mut client = Client::plain(&sandbox);
        client.write(head);
        assert_eq!(client.reply().header("Connection"), Some("close"));
        assert_eq!(client.rest(), (Vec::new(), true));
    }
}

#[test]
fn the_certificate_is_good_for_zoom_and_for_localhost() {
    let sandbox = sandbox();
    for name in ["localhost", "127.0.0.1", "::1", "api.zoom.us", "zoom.us"] {
        for versions in [&[&TLS12], &[&TLS13]] {
            let session = tls_session(&sandbox, name, versions);
            let mut client = Client::over(StreamOwned::new(session, socket(&sandbox.https_url())));
            assert_eq!(client.get("/v2/users/me").status, 200, "{name}");
        }
    }
    let session = tls_session(&sandbox, "example.com", rustls::ALL_VERSIONS);
    let mut stream = StreamOwned::new(session, socket(&sandbox.https_url()));
    assert!(std::io::Write::write_all(&mut stream, b"GET").and_then(|()| std::io::Write::flush(&mut stream)).is_err());
}

#[test]
fn a_tunnel_leads_back_to_the_sandbox() {
    let sandbox = Sandbox::builder().proxy_password("u:p").start().unwrap();
    let connect = |header: &str| format!("CONNECT api.zoom.us:443 HTTP/1.1\r\nHost: api.zoom.us:443\r\n{header}\r\n");
    let mut client = Client::plain(&sandbox);
    client.write(connect(""));
    assert_eq!(client.reply().status, 407);

    let mut tunnel = socket(&sandbox.http_url());
    std::io::Write::write_all(&mut tunnel, connect("Proxy-Authorization: Basic dTpw\r\n").as_bytes()).unwrap();
    let mut answer = [0; 39];
    std::io::Read::read_exact(&mut tunnel, &mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 Connection established\r\n\r\n");
    let session = tls_session(&sandbox, "api.zoom.us", rustls::ALL_VERSIONS);
    assert_eq!(Client::over(StreamOwned::new(session, tunnel)).patch("me", "{}").status, 204);
    let requests = sandbox.requests();
    let methods: Vec<_> = requests.iter().map(|request| (request.method.as_str(), request.tls)).collect();
    assert_eq!(methods, [("CONNECT", false), ("CONNECT", false), ("PATCH", true)]);
    assert_eq!(requests[1].target, "api.zoom.us:443");
}

#[test]
fn scripted_answers_come_in_order_and_as_they_are() {
    let sandbox = sandbox();
    sandbox.script(Response::raw("HTTP/1.1 299 Odd\r\nContent-Length: 1\r\n\r\n!"));
    sandbox.script(Response { delay: Duration::from_millis(30), ..Response::http(500, &[("A", "b")], "no") });
    sandbox.script(Response { close: true, ..Response::http(204, &[], "") });
    let mut client = Client::plain(&sandbox);
    assert!(client.get("/_sandbox/connections").text().starts_with("{\"connections\":1,"));
    assert_eq!(client.patch("me", "nonsense").text(), "!");
    let start = Instant::now();
    let second = client.get("/anything");
    assert_eq!((second.status, second.header("A"), second.text().as_str()), (500, Some("b"), "no"));
    assert!(start.elapsed() >= Duration::from_millis(30));
    assert_eq!(client.get("/v2/users/me").head, "HTTP/1.1 204 No Content\r\n\r\n");
    assert_eq!(client.rest(), (Vec::new(), true));
    assert_eq!(sandbox.requests().len(), 3);
}

#[test]
fn the_ca_file_lives_as_long_as_the_sandbox() {
    let own = std::env::temp_dir().join(format!("zoomuser-sandbox-test-{}.pem", std::process::id()));
    let fresh = sandbox();
    let path = fresh.ca_file().to_owned();
    let pem = std::fs::read_to_string(&path).unwrap();
    assert_eq!(Client::plain(&fresh).get("/_sandbox/ca").text(), pem);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions()) & 0o777,
        0o600
    );
    drop(fresh);
    assert!(!path.exists());
    drop(Sandbox::builder().ca_file(&own).start().unwrap());
    assert!(std::fs::read_to_string(&own).unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    std::fs::remove_file(own).unwrap();
}
