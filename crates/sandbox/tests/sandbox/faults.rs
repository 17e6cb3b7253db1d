use std::io::ErrorKind;
use std::time::{Duration, Instant};

use crate::client::{Client, Reply, request, sandbox};

fn ask(client: &mut Client, name: &str) -> Reply {
    client.patch(&format!("{name}@sandbox.test"), "{}")
}

#[test]
fn documented_errors_come_by_id() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let pairs = [
        (400, 200),
        (400, 300),
        (400, 1000),
        (400, 1010),
        (400, 1108),
        (400, 1109),
        (400, 1120),
        (400, 2033),
        (400, 2034),
        (400, 2038),
        (400, 2039),
        (400, 3412),
        (400, 4100),
        (400, 4700),
        (400, 4711),
        (401, 124),
        (404, 1001),
        (409, 1005),
        (429, 429),
    ];
    for (status, code) in pairs {
        let reply = ask(&mut client, &format!("error-{status}-{code}"));
        assert_eq!(reply.status, status);
        assert!(reply.text().starts_with(&format!("{{\"code\":{code},\"message\":\"")), "{}", reply.text());
        assert!(!reply.text().contains("asked for"), "{}", reply.text());
    }
    assert!(ask(&mut client, "error-418-7").text().contains("asked for error 7"));
    assert_eq!(ask(&mut client, "error-400-300").text(), client.get("/v2/users/error-400-300@sandbox.test").text());
    for unknown in ["error-99-1", "error-400", "nothing", "status-1000", "slow-x", "redirect-200"] {
        assert_eq!(ask(&mut client, unknown).status, 404, "{unknown}");
    }
}

#[test]
fn bodies_of_every_kind() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let empty = ask(&mut client, "status-503");
    assert_eq!((empty.status, empty.body.len()), (503, 0));
    let html = ask(&mut client, "html-502");
    assert!(
        html.header("Content-Type").unwrap().starts_with("text/html") && html.text().starts_with("<!DOCTYPE html>")
    );
    assert!(ask(&mut client, "xml-404").text().starts_with("<result><code>1001</code>"));
    assert_eq!(ask(&mut client, "binary-400").body, (0..=255).collect::<Vec<u8>>());
    assert!(ask(&mut client, "oauth-error").text().starts_with("{\"reason\":"));
    assert_eq!(ask(&mut client, "fields-error").text().matches("\"field\"").count(), 2);
    assert_eq!(ask(&mut client, "big-1500000").body.len(), 1_500_000);
    let echo = ask(&mut client, "echo-token");
    assert!(echo.text().contains("Bearer sandbox-token"));
    assert_eq!(echo.header("X-Echo"), Some("Bearer sandbox-token"));
    let redirect = ask(&mut client, "redirect-307");
    assert_eq!((redirect.status, redirect.header("Location")), (307, Some("/v2/users/jane@example.com")));
}

#[test]
fn limits_have_their_headers() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let mut header = |name: &str, header: &str| {
        let reply = ask(&mut client, name);
        assert_eq!(reply.status, 429);
        assert!(reply.text().starts_with("{\"code\":429,"));
        reply.header(header).unwrap_or_default().to_owned()
    };
    assert!(header("rate-second", "X-RateLimit-Reset").parse::<u64>().is_ok());
    assert_eq!(header("rate-second", "X-RateLimit-Type"), "QPS");
    assert_eq!(header("rate-daily", "X-RateLimit-Type"), "Daily-limit");
    assert!(header("rate-daily", "Retry-After").ends_with("T00:00:00Z"));
    assert_eq!(header("rate-concurrent", "Retry-After"), "");
    assert_eq!(header("rate-seconds", "Retry-After"), "1");
    assert!(header("rate-date", "Retry-After").ends_with(" GMT"));
}

#[test]
fn flaky_answers_recover() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let statuses: Vec<_> = (0..4).map(|_| ask(&mut client, "flaky-2-503").status).collect();
    assert_eq!(statuses, [503, 503, 204, 204]);
    sandbox.reset();
    assert_eq!(ask(&mut client, "flaky-2-503").status, 503);
    assert!(ask(&mut client, "flaky-1-401").text().contains("\"code\":124"));
}

#[test]
fn heads_of_every_size() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    assert_eq!(ask(&mut client, "head-100000").head.len(), 100_000);
    // Status line and empty line are two more.
    assert_eq!(ask(&mut client, "lines-300").head.lines().count(), 302);
    client.write(request("PATCH", "/v2/users/http10-204@sandbox.test", "", ""));
    assert_eq!(client.rest(), (b"HTTP/1.0 204 No Content\r\n\r\n".to_vec(), true));
}

#[test]
fn answers_are_cut() {
    let sandbox = sandbox();
    let ask = |name: &str| {
        let mut client = Client::plain(&sandbox);
        client.write(request("PATCH", &format!("/v2/users/{name}@sandbox.test"), "", ""));
        client.rest()
    };
    assert_eq!(ask("drop"), (Vec::new(), true));
    assert_eq!(ask("reset"), (Vec::new(), false));
    assert_eq!(ask("truncate-12"), (b"HTTP/1.1 204".to_vec(), true));
    assert!(!ask("garbage").0.starts_with(b"HTTP"));
    let (bytes, clean) = ask("truncate-body");
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let length = head.split("Content-Length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    assert!(clean && !body.is_empty() && body.len() < length.parse().unwrap(), "{text}");
}

#[test]
fn a_cut_tls_connection_has_no_goodbye() {
    let sandbox = sandbox();
    for (name, clean) in [("truncate-12", false), ("drop", true)] {
        let mut client = Client::tls(&sandbox);
        client.write(request("PATCH", &format!("/v2/users/{name}@sandbox.test"), "", ""));
        assert_eq!(client.rest().1, clean, "{name}");
    }
}

#[test]
fn slow_answers_take_their_time() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for (name, least) in [("slow-60", 60), ("drip-1", 100)] {
        let start = Instant::now();
        assert_eq!(ask(&mut client, name).status, 204);
        assert!(start.elapsed() >= Duration::from_millis(least), "{name}");
    }
}

#[test]
fn an_early_answer_does_not_wait_for_the_body() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    client.write("PATCH /v2/users/early@sandbox.test HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nab");
    let reply = client.reply();
    assert_eq!((reply.status, reply.header("Connection")), (413, Some("close")));
    assert_eq!(client.rest(), (Vec::new(), true));
    assert_eq!(sandbox.requests()[0].target, "/v2/users/early@sandbox.test");
}

#[test]
fn the_end_of_the_sandbox_ends_every_wait() {
    let sandbox = sandbox();
    let mut clients = Vec::new();
    for name in ["slow-60000", "drip-60000", "idle"] {
        let mut client = Client::tls(&sandbox);
        if name == "idle" {
            assert_eq!(client.get("/v2/users/me").status, 200);
        } else {
            client.write(request("GET", &format!("/v2/users/{name}@sandbox.test"), "", ""));
        }
        clients.push(client);
    }
    let start = Instant::now();
    drop(sandbox);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    for mut client in clients {
        client.rest();
    }
}

#[test]
fn a_client_that_leaves_ends_the_wait() {
    let sandbox = sandbox();
    let mut socket = crate::client::socket(&sandbox.http_url());
    std::io::Write::write_all(&mut socket, request("GET", "/v2/users/slow-60000@sandbox.test", "", "").as_bytes())
        .unwrap();
    socket.shutdown(std::net::Shutdown::Write).unwrap();
    let mut byte = [0];
    let read = std::io::Read::read(&mut socket, &mut byte);
    assert!(matches!(&read, Ok(0)) || read.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset));
}
