//! HTTP proxies: CONNECT, with and without a password. The http port of the sandbox is a proxy whose tunnels end in the
//! sandbox.

use crate::update;
use std::cell::RefCell;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;
use support::middleman::Middleman;
use support::on_retry::on_retry;
use support::{ClosedPort, https_options, options, patch, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser_sandbox::{Response, Sandbox};

#[test]
fn zoom_is_reached_through_a_tunnel() {
    let sandbox = support::sandbox();
    let client = Client::new(with(
        https_options(&sandbox),
        &[("base_url", "https://api.zoom.us/v2"), ("proxy", &sandbox.http_url())],
    ));
    for _ in 0..3 {
        assert_eq!(update(&client), (Status::Ok, "the user is updated".to_owned()));
    }
    let requests = sandbox.requests();
    let connects: Vec<_> = requests.iter().filter(|request| request.method == "CONNECT").collect();
    assert_eq!(connects.len(), 1, "the tunnel is kept");
    assert_eq!(connects[0].target, "api.zoom.us:443");
    let raw = String::from_utf8_lossy(&connects[0].raw).into_owned();
    assert!(!raw.contains(sandbox.token()), "the proxy does not see the token: {raw}");
    assert!(requests.iter().filter(|request| request.method == "PATCH").all(|request| request.tls));
}

#[test]
fn a_proxy_may_ask_for_a_password() {
    let sandbox = Sandbox::builder().proxy_password("us er:p@ss").start().expect("the sandbox starts");
    let base = with(https_options(&sandbox), &[("base_url", "https://api.zoom.us/v2")]);
    let address = sandbox.http_url().replace("http://", "");
    let right = format!("http://us%20er:p%40ss@{address}");
    assert_eq!(update(&Client::new(with(base.clone(), &[("proxy", &right)]))).0, Status::Ok);
    for (wrong, why) in [
        (format!("http://{address}"), "the proxy asks for a name and a password"),
        (format!("http://user:wrong-SECRET@{address}"), "the proxy does not accept the name and the password"),
    ] {
        let (status, message) = update(&Client::new(with(base.clone(), &[("proxy", &wrong)])));
        assert_eq!((status, message.as_str()), (Status::Proxy, why));
    }
}

#[test]
fn a_proxy_that_is_not_there_is_reported() {
    let sandbox = support::sandbox();
    let base = with(https_options(&sandbox), &[("base_url", "https://api.zoom.us/v2")]);
    let closed = ClosedPort::new();
    let (status, message) = update(&Client::new(with(base.clone(), &[("proxy", &closed.url())])));
    assert_eq!((status, message.as_str()), (Status::Proxy, "the proxy could not be reached: Connection refused"));
    let (status, message) = update(&Client::new(with(base, &[("proxy", "http://no-such-host.invalid:1")])));
    assert_eq!(status, Status::Proxy, "{message}");
}

#[test]
fn the_case_of_a_scheme_does_not_matter() {
    let sandbox = support::sandbox();
    let closed = ClosedPort::new();
    let url = sandbox.http_base_url().replace("http://127.0.0.1", "HTTP://LOCALHOST");
    let client = Client::new(options(&[("base_url", &url), ("token", sandbox.token()), ("proxy", &closed.url())]));
    assert_eq!(update(&client).0, Status::Ok);
    assert!(Options::default().set("base_url", "HTTP://api.zoom.us/v2").is_err());
}

#[test]
fn a_proxy_that_makes_no_tunnel_is_blamed_itself() {
    let sandbox = support::sandbox();
    let base = with(https_options(&sandbox), &[("base_url", "https://api.zoom.us/v2"), ("proxy", &sandbox.http_url())]);
    let long = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-Line: x\r\n".repeat(200));
    for (answer, why) in [
        (Response::raw("no HTTP at all\r\n\r\n"), "the proxy's response is not HTTP"),
        (Response::raw(long), "the proxy's response is not HTTP: its head has more than 128 lines"),
        (Response::raw("HTTP/1.1 502 Bad Gateway\r\n\r\n"), "the proxy could not reach the server (HTTP 502)"),
        (Response::raw("HTTP/1.1 403 Forbidden\r\n\r\n"), "the proxy refused the connection (HTTP 403)"),
        (
            Response::raw("HTTP/1.1 407 x\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n"),
            "the proxy asks for a login of a kind that is not supported (NTLM, Negotiate)",
        ),
        (Response { close: true, ..Response::default() }, ""),
        (Response { reset: true, ..Response::default() }, ""),
    ] {
        sandbox.script(answer);
        let (status, message) = update(&Client::new(base.clone()));
        assert_eq!(status, Status::Proxy, "{message}");
        assert!(message.contains(why), "{message}");
    }
}

#[test]
fn faults_of_a_proxy_that_restarts_are_retried() {
    let sandbox = support::sandbox();
    let base = with(
        https_options(&sandbox),
        &[("base_url", "https://api.zoom.us/v2"), ("max_retries", "3"), ("connect_timeout_ms", "1000")],
    );
    let through = with(base.clone(), &[("proxy", &sandbox.http_url())]);
    let call =
        |options: &Options| Client::new(options.clone()).update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    for answer in [
        Response::http(408, &[], ""),
        Response::http(429, &[], ""),
        Response::http(500, &[], ""),
        Response::http(502, &[], ""),
        Response::http(503, &[("Retry-After", "0")], "<p>page"),
        Response::http(504, &[], ""),
        Response { close: true, ..Response::default() },
        Response { reset: true, ..Response::default() },
        Response { cut_after: Some(9), ..Response::raw("HTTP/1.1 200 OK\r\n\r\n") },
        Response { close: true, ..Response::raw("HTTP/1.1 200 OK\r\n\r\n") },
        Response { delay: Duration::from_secs(60), ..Response::raw("HTTP/1.1 200 OK\r\n\r\n") },
    ] {
        sandbox.script(answer.clone());
        let outcome = call(&through);
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{answer:?}: {}", outcome.message());
    }
    for answer in [
        Response::http(403, &[], ""),
        Response::http(407, &[("Proxy-Authenticate", "NTLM")], ""),
        Response::http(407, &[("Proxy-Authenticate", "Basic realm=x")], ""),
        Response::http(501, &[], ""),
        Response::raw("no HTTP at all\r\n\r\n"),
        Response::raw("\u{15}\u{3}\u{3}\0\u{2}\u{2}\u{28}"),
    ] {
        sandbox.script(answer.clone());
        let outcome = call(&through);
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Proxy, 1), "{answer:?}: {}", outcome.message());
    }
    let closed = ClosedPort::new();
    for (proxy, attempts) in [(closed.url(), 4), (sandbox.http_url().replace("http", "socks5h"), 1)] {
        let outcome = call(&with(base.clone(), &[("proxy", &proxy)]));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Proxy, attempts), "{proxy}: {}", outcome.message());
    }
    // The proxy's certificate is not trusted.
    let secure = sandbox.https_url().replace("localhost", "127.0.0.1");
    let strict = [("proxy", secure.as_str()), ("ca_file", ""), ("system_roots", "on")];
    let outcome = call(&with(base, &strict));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Proxy, 1), "{}", outcome.message());
}

#[test]
fn a_proxy_that_is_down_for_a_moment_is_waited_for() {
    let sandbox = support::sandbox();
    let closed = ClosedPort::new();
    let proxy = closed.url();
    let options = with(
        https_options(&sandbox),
        &[("base_url", "https://api.zoom.us/v2"), ("max_retries", "1"), ("proxy", &proxy)],
    );
    let (started, url) = (Rc::new(RefCell::new(None)), sandbox.http_url());
    let starting = Rc::clone(&started);
    on_retry(move || *starting.borrow_mut() = Some(Middleman::on(closed.open(), &url)));
    let outcome = Client::new(options).update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert!(started.borrow().is_some());
}

#[test]
fn plain_http_takes_no_proxy() {
    let sandbox = support::sandbox();
    let closed = ClosedPort::new();
    let client = Client::new(with(support::http_options(&sandbox), &[("proxy", &closed.url())]));
    assert_eq!(update(&client).0, Status::Ok);
}

/// Runs this test program again with these environment variables, which all threads of a process share.
fn in_environment(variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    for name in ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "https_proxy", "all_proxy", "no_proxy"] {
        child.env_remove(name);
    }
    child.envs(variables.iter().copied()).env("PROXY_TEST", arguments.join("\n"));
    let output = child.args(["--exact", "proxy::helper", "--nocapture"]).output().expect("run");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The child process of [`in_environment`]: one call, and one of the doctor.
#[test]
#[expect(clippy::print_stdout, reason = "the answer to the test that started it")]
fn helper() {
    let Ok(arguments) = std::env::var("PROXY_TEST") else { return };
    let mut arguments = arguments.lines();
    let mut next = || arguments.next().expect("an argument");
    let client = Client::new(options(&[
        ("base_url", next()),
        ("token", next()),
        ("ca_file", next()),
        ("connect_timeout_ms", "2000"),
    ]));
    println!("ended {:?}", update(&client));
    let outcome = client.doctor();
    let proxy = outcome.checks().iter().find(|check| check.name == "proxy").expect("listed");
    println!("doctor {:?}", (proxy.outcome.name(), &proxy.message));
}

#[test]
fn the_environment_names_the_proxy() {
    let sandbox = support::sandbox();
    let proxy = sandbox.http_url();
    let ca_file = sandbox.ca_file().to_str().expect("text").to_owned();
    let zoom = ["https://api.zoom.us/v2", sandbox.token(), &ca_file];
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let said = in_environment(&[(name, &proxy)], &zoom);
        assert!(said.contains("ended (Ok,"), "{name}: {said}");
        let origin = format!("named by {}\")", name.to_ascii_uppercase());
        assert!(said.contains("doctor (\"ok\", \"tunnel open: http at ") && said.contains(&origin), "{said}");
    }
    let said = in_environment(&[("HTTPS_PROXY", &proxy), ("NO_PROXY", "example.com,.zoom.us")], &zoom);
    assert!(!said.contains("ended (Ok,"), "NO_PROXY: {said}");
    assert!(said.contains("doctor (\"ok\", \"none: NO_PROXY names the host\")"), "{said}");
    let said = in_environment(&[("HTTP_PROXY", &proxy)], &zoom);
    assert!(!said.contains("ended (Ok,"), "HTTP_PROXY is for http: {said}");
    let said = in_environment(&[("HTTPS_PROXY", "http://u:SECRET@")], &zoom);
    assert!(said.contains("ended (Proxy, \"HTTPS_PROXY: expected a URL") && !said.contains("SECRET"), "{said}");
    let closed = ClosedPort::new();
    let said = in_environment(&[("https_proxy", &closed.url())], &zoom);
    assert!(
        said.contains("the proxy could not be reached: Connection refused (the proxy is named by HTTPS_PROXY)"),
        "{said}"
    );
    let local = [sandbox.base_url(), sandbox.token().to_owned(), ca_file.clone()];
    let said = in_environment(&[("HTTPS_PROXY", &closed.url())], &local.each_ref().map(String::as_str));
    assert!(said.contains("ended (Ok,"), "this machine needs no proxy: {said}");
    assert!(said.contains("doctor (\"ok\", \"none: it is this machine\")"), "{said}");
}
