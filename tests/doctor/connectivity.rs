//! The checks of DNS, connection, proxy, certificate and response.

use crate::{app, assert_check, assert_failed, check, elsewhere, examined, outcomes};
use support::{ClosedPort, https_options, with};
use zoomuser::CheckOutcome::{Failed, Ok, Skipped};
use zoomuser::Status;
use zoomuser_sandbox::{Response, Sandbox};

#[test]
fn in_the_sandbox_nothing_is_wrong() {
    let sandbox = support::sandbox();
    let user = sandbox.user("me");
    let outcome = examined(with(https_options(&sandbox), &[("plan", "none")]));
    assert_eq!((outcome.status(), outcome.message()), (Status::Ok, "nothing failed (1 skipped, 9 ok)"));
    let names: Vec<&str> = outcome.checks().iter().map(|check| check.name).collect();
    let expected =
        ["options", "dns", "connection", "proxy", "certificate", "response", "clock", "token", "scopes", "rate"];
    assert_eq!(names, expected);
    let port = sandbox.https_url().replace("https://", "");
    assert_check(&outcome, "dns", Ok, &format!("{port} is "));
    assert_check(&outcome, "connection", Ok, "connected to ");
    assert_check(&outcome, "proxy", Ok, "none: the option proxy is off");
    assert_check(
        &outcome,
        "certificate",
        Ok,
        "trusted, TLS 1.3; of \"zoomuser sandbox\", issued by \"zoomuser sandbox CA\"",
    );
    assert_check(&outcome, "certificate", Ok, " days); authorities: 1 of ca_file");
    assert_check(&outcome, "response", Ok, "HTTP 200 after ");
    assert_check(&outcome, "scopes", Skipped, "permits reading its user; whether it permits updates is unknown");
    assert_eq!(check(&outcome, "dns").url, sandbox.base_url());

    let requests: Vec<_> = sandbox.requests().iter().map(|r| format!("{} {}", r.method, r.target)).collect();
    assert_eq!(requests, ["GET /v2/users/me"]);
    assert_eq!(sandbox.user("me"), user);
}

#[test]
fn an_app_has_two_ways() {
    let sandbox = support::sandbox();
    let outcome = examined(app(&sandbox));
    assert_eq!((outcome.status(), outcome.message()), (Status::Ok, "nothing failed (2 skipped, 13 ok)"));
    let urls: Vec<&str> = outcome.checks().iter().filter(|c| c.name == "response").map(|c| c.url.as_str()).collect();
    assert_eq!(urls, [format!("{}/oauth/token", sandbox.http_url()), sandbox.http_base_url()]);
    assert_check(&outcome, "certificate", Skipped, "none: http on this machine");
    let requests: Vec<_> = sandbox.requests().iter().map(|r| format!("{} {}", r.method, r.target)).collect();
    assert_eq!(requests, ["POST /oauth/token", "GET /v2/users/me"]);

    // Where the token says that the API is.
    let named = examined(with(app(&sandbox), &[("base_url", "")]));
    assert!(named.is_ok(), "{:?}", named.checks());
    assert_eq!(check(&named, "response").url, sandbox.http_base_url());

    // A token that is kept is not looked at.
    let again = examined(app(&sandbox));
    assert!(again.is_ok());
    assert_eq!(sandbox.stats().token_requests, 3);
}

#[test]
fn options_that_cannot_be_used_are_told_first() {
    for (name, value, status) in
        [("ca_file", "/no/such/file.pem", Status::InvalidArgument), ("system_roots", "off", Status::InvalidArgument)]
    {
        let outcome = examined(with(elsewhere("https://localhost:1/v2"), &[(name, value)]));
        assert_failed(&outcome, "options", name);
        assert_eq!(outcome.status(), status);
        let rest: Vec<&str> = outcome.checks().iter().skip(1).map(|check| check.name).collect();
        assert_eq!(rest, ["dns", "connection", "proxy", "certificate", "response", "clock", "token", "scopes", "rate"]);
        assert!(outcome.checks().iter().skip(1).all(|c| c.outcome == Skipped && c.message.contains("needs options")));
    }
}

#[test]
fn without_tls_nobody_need_be_trusted() {
    let sandbox = support::sandbox();
    assert!(examined(with(support::http_options(&sandbox), &[("system_roots", "off")])).is_ok());
}

#[test]
fn a_name_that_nobody_knows() {
    let outcome = examined(elsewhere("https://no-such-host.invalid/v2"));
    assert_failed(&outcome, "dns", "the host name could not be resolved");
    assert_eq!(outcome.status(), Status::Dns);
    assert!(outcome.hint().contains("DNS"));
    assert_eq!(
        outcomes(&outcome, ["connection", "certificate", "response", "clock", "token", "scopes", "rate"]),
        [Skipped; 7]
    );
    assert_check(&outcome, "token", Skipped, "needs dns of https://no-such-host.invalid/v2, which failed");
    assert_check(&outcome, "certificate", Skipped, "needs dns, which failed");
}

#[test]
fn a_port_on_which_nobody_listens() {
    let closed = ClosedPort::new();
    let outcome = examined(elsewhere(&closed.url().replace("http://", "https://")));
    assert_failed(&outcome, "connection", "Connection refused");
    assert_eq!(outcome.status(), Status::Connect);
    assert!(outcome.hint().contains("firewall"));
    assert_check(&outcome, "dns", Ok, "is an IP address");
    assert_check(&outcome, "proxy", Ok, "none: it is this machine");
    assert_eq!(outcomes(&outcome, ["certificate", "response", "token"]), [Skipped; 3]);
}

#[test]
fn the_token_service_is_not_there() {
    let sandbox = support::sandbox();
    let closed = ClosedPort::new();
    let outcome = examined(with(app(&sandbox), &[("token_url", &format!("{}/oauth/token", closed.url()))]));
    let refused = outcome.checks().iter().find(|check| check.outcome == Failed).expect("one failed");
    assert_eq!((refused.name, refused.status, outcome.status()), ("connection", Status::Connect, Status::Connect));
    assert_check(&outcome, "token", Skipped, "none: needs connection of http");
    // The connection to the API is checked even without a token.
    assert_check(&outcome, "response", Ok, "HTTP 401");
    let requests = sandbox.requests();
    let [knock] = requests.as_slice() else { panic!("{requests:?}") };
    assert!(!knock.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization")));
}

#[test]
fn a_proxy_is_looked_at() {
    let sandbox = Sandbox::builder().proxy_password("user:pass-SECRET").start().expect("the sandbox starts");
    let base = with(https_options(&sandbox), &[("base_url", "https://api.zoom.us/v2")]);
    let address = sandbox.http_url().replace("http://", "");

    let good = examined(with(base.clone(), &[("proxy", &format!("http://user:pass-SECRET@{address}"))]));
    assert!(good.is_ok(), "{:?}", good.checks());
    assert_check(&good, "proxy", Ok, &format!("http at {address}, with a login, named by the option proxy"));
    assert_check(&good, "dns", Ok, &format!("{address} (the proxy) is 127.0.0.1"));

    for (proxy, why) in [
        (format!("http://{address}"), "asks for a name and a password"),
        (format!("http://user:wrong-SECRET@{address}"), "does not accept the name and the password"),
    ] {
        let outcome = examined(with(base.clone(), &[("proxy", &proxy)]));
        assert_failed(&outcome, "proxy", why);
        assert_eq!(outcome.status(), Status::Proxy);
        assert_eq!(outcomes(&outcome, ["dns", "connection", "certificate", "response"]), [Ok, Ok, Skipped, Skipped]);
    }

    sandbox.script(Response::raw("HTTP/1.1 403 Forbidden\r\n\r\n"));
    let outcome = examined(with(base.clone(), &[("proxy", &sandbox.http_url())]));
    assert_failed(&outcome, "proxy", "the proxy refused the connection (HTTP 403)");

    let closed = ClosedPort::new();
    let outcome = examined(with(base.clone(), &[("proxy", &closed.url())]));
    assert_failed(&outcome, "connection", "the proxy could not be reached");
    assert_eq!(outcomes(&outcome, ["dns", "proxy", "certificate"]), [Ok, Skipped, Skipped]);

    let outcome = examined(with(base, &[("proxy", "http://u:SECRET@no-such-proxy.invalid:3128")]));
    assert_failed(&outcome, "dns", "the proxy's host name could not be resolved");
    assert_eq!(outcome.status(), Status::Proxy);
}

#[test]
fn connect_to_is_reported() {
    let sandbox = support::sandbox();
    let address = sandbox.https_url().replace("https://localhost", "127.0.0.1");
    let options = with(
        https_options(&sandbox),
        &[("base_url", "https://api.zoom.us/v2"), ("connect_to", &format!("api.zoom.us:443={address}"))],
    );
    let outcome = examined(options);
    assert!(outcome.is_ok(), "{:?}", outcome.checks());
    assert_check(&outcome, "dns", Ok, &format!("{address} (by the option connect_to) is 127.0.0.1"));
}

#[test]
fn an_authority_that_is_not_trusted() {
    let (sandbox, other) = (support::sandbox(), support::sandbox());
    let ca_file = other.ca_file().to_str().expect("a path that is text");
    let outcome = examined(with(https_options(&sandbox), &[("ca_file", ca_file)]));
    // Of the same name, but another.
    assert_failed(&outcome, "certificate", "the server's certificate cannot be accepted (BadSignature)");
    assert_eq!(outcome.status(), Status::Tls);
    assert_eq!(outcomes(&outcome, ["dns", "connection", "proxy", "response"]), [Ok, Ok, Ok, Skipped]);
}

#[test]
fn answers_that_are_not_from_zoom() {
    let sandbox = support::sandbox();
    for (answer, status, says) in [
        (Response::raw("no HTTP at all\r\n\r\n"), Status::Unexpected, "the response is not HTTP"),
        (Response { close: true, ..Response::default() }, Status::Io, "closed without a response"),
        (Response::http(503, &[("Content-Type", "text/html")], "<title>down</title>"), Status::Server, "HTTP 503"),
        (
            Response::http(200, &[("Content-Type", "text/html")], "<html>Log in first.</html>"),
            Status::Unexpected,
            "Log in first.",
        ),
        (
            Response::http(302, &[("Location", "https://login.example.com/")], ""),
            Status::Unexpected,
            "login.example.com",
        ),
    ] {
        sandbox.script(answer);
        let outcome = examined(support::http_options(&sandbox));
        assert_failed(&outcome, "response", says);
        assert_eq!(outcome.status(), status);
        assert_eq!(outcomes(&outcome, ["connection", "token", "scopes"]), [Ok, Skipped, Skipped]);
    }
    assert_eq!(sandbox.requests().len(), 5, "one attempt each");

    sandbox.script(Response::http(403, &[("Content-Type", "text/html")], "<title>Blocked by your firm</title>"));
    let outcome = examined(support::http_options(&sandbox));
    assert_failed(&outcome, "response", "something in front of Zoom answered with HTTP 403: Blocked by your firm");
    assert_check(&outcome, "token", Skipped, "needs response");
    assert_eq!(outcome.status(), Status::Unexpected);
}

#[test]
fn a_redirect_is_followed_and_both_ways_are_reported() {
    let sandbox = support::sandbox();
    let location = format!("{}/v2/users/jane@example.com", sandbox.http_url());
    sandbox.script(Response::http(307, &[("Location", &location)], ""));
    let outcome = examined(support::http_options(&sandbox));
    assert!(outcome.is_ok(), "{:?}", outcome.checks());
    let answers: Vec<&str> = outcome
        .checks()
        .iter()
        .filter(|c| c.name == "response")
        .map(|c| c.message.split(' ').nth(1).unwrap_or(""))
        .collect();
    assert_eq!(answers, ["307", "200"]);
}
