//! Custom requests use the same tokens, retries, redirects and rate limiter as updates.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use support::{ClosedPort, app_options, http_options, https_options, options, sandbox, with};
use zoomuser::internal::render::PLACEHOLDER;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Format, Headers, Request, Status};
use zoomuser_sandbox::{Recorded, Response, Sandbox};

const OWN: &str = "own-credentials-1";

fn request(method: &str, path: &str, headers: &str) -> Request {
    let body: &[u8] = if matches!(method, "GET" | "HEAD") { b"" } else { b"{\"dept\":\"d\"}" };
    Request::new(method, path, Headers::parse(headers).expect("valid"), Content::Bytes(body)).expect("valid")
}

fn send(client: &Client, method: &str, path: &str) -> Outcome {
    client.send(&request(method, path, ""))
}

fn repeating(sandbox: &Sandbox) -> Client {
    Client::new(with(http_options(sandbox), &[("max_retries", "3"), ("timeout_ms", "2000")]))
}

fn authorization(request: &Recorded) -> &str {
    let found = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    found.map_or("", |(_, value)| value.as_str())
}

#[test]
fn what_may_have_been_done_is_repeated_only_where_that_changes_nothing() {
    let sandbox = sandbox();
    let client = repeating(&sandbox);
    for answer in [
        Response { close: true, ..Response::default() },
        Response { cut_after: Some(9), ..Response::raw("HTTP/1.1 200 OK\r\n\r\n") },
        Response { delay: Duration::from_secs(60), ..Response::raw("HTTP/1.1 200 OK\r\n\r\n") },
        Response::http(500, &[], ""),
        Response::http(503, &[("Retry-After", "0")], ""),
        Response::http(408, &[], ""),
    ] {
        let methods =
            [("GET", 2), ("POST", 1), ("HEAD", 2), ("PUT", 2), ("DELETE", 2), ("OPTIONS", 2), ("PATCH", 1), ("X", 1)];
        // Two are enough where each takes its time.
        let count = if answer.delay.is_zero() { methods.len() } else { 2 };
        for (method, attempts) in methods.into_iter().take(count) {
            sandbox.reset();
            sandbox.script(answer.clone());
            sandbox.script(Response::http(200, &[], ""));
            let outcome = send(&client, method, "users/jane@example.com");
            assert_eq!(outcome.attempts(), attempts, "{method} {answer:?}: {}", outcome.message());
            assert_eq!(sandbox.requests().len(), attempts as usize, "{method} {answer:?}");
            assert_eq!(outcome.is_ok(), attempts == 2, "{method} {answer:?}: {}", outcome.message());
        }
    }
}

#[test]
fn what_was_not_done_is_repeated_whatever_it_is() {
    let sandbox = sandbox();
    let client = repeating(&sandbox);
    for method in ["GET", "PUT", "POST", "PATCH", "X"] {
        sandbox.reset();
        sandbox.script(Response::http(429, &[("Retry-After", "0")], ""));
        sandbox.script(Response::http(201, &[], ""));
        let outcome = send(&client, method, "meetings");
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{method}: {}", outcome.message());
    }
    let closed = ClosedPort::new();
    let nowhere = options(&[("base_url", &closed.url()), ("token", "token-1"), ("max_retries", "1"), ("plan", "none")]);
    let outcome = send(&Client::new(nowhere), "POST", "meetings");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Connect, 2), "{}", outcome.message());
}

#[test]
fn what_was_never_sent_is_repeated_whatever_it_is() {
    // Nobody accepts here: the system takes one or two connections and leaves all others waiting.
    let listener = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).expect("a socket");
    listener.bind(&std::net::SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a free port");
    listener.listen(0).expect("listens");
    let address = listener.local_addr().expect("an address").as_socket().expect("an IP address");
    let connect = || std::net::TcpStream::connect_timeout(&address, Duration::from_millis(200));
    let waiting: Vec<_> = std::iter::from_fn(|| connect().ok()).take(8).collect();
    assert!(waiting.len() < 8, "the queue is full");
    let pairs = [("token", "token-1"), ("plan", "none"), ("max_retries", "1"), ("connect_timeout_ms", "200")];
    let client = Client::new(with(options(&[("base_url", &format!("http://{address}"))]), &pairs));
    let outcome = send(&client, "POST", "meetings");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 2), "{}", outcome.message());
}

#[test]
fn an_apps_token_is_got_and_renewed() {
    let sandbox = sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(send(&client, "GET", "users/jane@example.com").is_ok());
    sandbox.revoke_tokens();
    let outcome = send(&client, "PATCH", "users/jane@example.com");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 2);
    let outcome = client.send(&request("GET", "users/jane@example.com", "Authorization: Bearer sandbox-token"));
    assert!(outcome.is_ok(), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 2);
}

#[test]
fn the_token_service_is_reached_by_the_same_way() {
    let sandbox = sandbox();
    let rule = |host: &str| format!("{host}:443={}", sandbox.https_url().replace("https://", ""));
    let way = [
        ("base_url", "https://api.zoom.us/v2"),
        ("token_url", "https://zoom.us/oauth/token"),
        ("connect_to", &[rule("api.zoom.us"), rule("zoom.us")].join(",")),
        ("proxy", &sandbox.http_url()),
    ];
    let app = [("token", ""), ("account_id", "sandbox-account"), ("client_id", "sandbox-client")];
    let options = with(with(https_options(&sandbox), &app), &[("client_secret", "sandbox-secret")]);
    let outcome = send(&Client::new(with(options, &way)), "GET", "users/jane@example.com");
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let arrived: Vec<_> = sandbox.requests().into_iter().map(|request| (request.method, request.target)).collect();
    let arrived: Vec<_> = arrived.iter().map(|(method, target)| (method.as_str(), target.as_str())).collect();
    let place = rule("").replace(":443=", "");
    let tunnel = ("CONNECT", place.as_str());
    let expected = [tunnel, ("POST", "/oauth/token"), tunnel, ("GET", "/v2/users/jane@example.com")];
    assert_eq!(arrived, expected);
}

#[test]
fn own_credentials_ask_for_no_token_and_are_hidden() {
    let sandbox = sandbox();
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let options = with(http_options(&sandbox), &[("token", ""), ("max_retries", "3")]);
    let client = Client::with_source(
        options,
        Some(Arc::new(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            Ok("sandbox-token".to_owned())
        })),
    );
    let own = request("GET", "users/jane@example.com", &format!("authorization: Basic {OWN}"));
    let echo = format!(
        "HTTP/1.1 401 {OWN}\r\nx-zm-trackingid: x\r\nX-{OWN}: {OWN}\r\nContent-Length: {}\r\n\r\n{OWN}",
        OWN.len()
    );
    sandbox.script(Response::raw(echo));
    let outcome = client.send(&own);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Unauthorized, 1), "{}", outcome.message());
    let response = outcome.response().expect("an answer");
    let head = response.head().to_lowercase();
    assert!(head.starts_with("http/1.1 401 ***") && head.contains("\r\nx-***"), "{head}");
    assert!(!format!("{outcome:?}{own:?}{head}").contains(OWN));
    assert!(!response.body().windows(OWN.len()).any(|part| part == OWN.as_bytes()));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let requests = sandbox.requests();
    assert_eq!(requests.iter().map(authorization).collect::<Vec<_>>(), [format!("Basic {OWN}")]);
}

#[test]
fn redirects_are_followed_with_method_body_and_own_headers() {
    let sandbox = sandbox();
    for base_url in [sandbox.base_url(), sandbox.http_base_url()] {
        let client = Client::new(with(https_options(&sandbox), &[("base_url", &base_url)]));
        for (method, location) in [
            ("POST", "/v2/other?next=a%2Fb"),
            ("PUT", "?only=query"),
            ("GET", &base_url.replace("/v2", "")),
            ("PATCH", &format!("{base_url}/absolute")),
        ] {
            sandbox.reset();
            sandbox.script(Response::http(308, &[("Location", location)], ""));
            sandbox.script(Response::http(200, &[], "done"));
            let outcome = client.send(&request(method, "users/me?a=b", "X-Own: 1"));
            if location.starts_with('?') {
                // No URL by itself: nothing is guessed.
                assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 1), "{}", outcome.message());
                continue;
            }
            assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{location}: {}", outcome.message());
            let requests = sandbox.requests();
            let [first, second] = requests.as_slice() else { panic!("{requests:?}") };
            let target = location.strip_prefix(&base_url.replace("/v2", "")).unwrap_or(location);
            assert_eq!(second.target, if target.is_empty() { "/" } else { target });
            assert_eq!((&second.method, &second.body), (&first.method, &first.body));
            assert_eq!(authorization(second), format!("Bearer {}", sandbox.token()));
            assert!(second.headers.contains(&("X-Own".to_owned(), "1".to_owned())), "{second:?}");
        }
    }
}

#[test]
fn a_redirect_leads_to_another_place_of_the_same_host() {
    let (first, second) = (sandbox(), sandbox());
    let location = format!("{}/users/jane@example.com?login_type=100", second.http_base_url());
    for request in [request("PATCH", "users/me", ""), request("PATCH", "/v2/users/me", "X: 1")] {
        first.script(Response::http(307, &[("Location", &location)], ""));
        let outcome = Client::new(http_options(&first)).send(&request);
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    }
    let arrived: Vec<_> = second.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(arrived, ["/v2/users/jane@example.com?login_type=100"; 2]);
    let host = second.http_url().replace("http://", "");
    assert!(second.requests().iter().all(|request| request.headers.contains(&("Host".to_owned(), host.clone()))));
}

#[test]
fn own_credentials_reach_no_other_host() {
    let sandbox = sandbox();
    let other = Sandbox::start().expect("the sandbox starts");
    let client = Client::new(http_options(&sandbox));
    let elsewhere = other.http_base_url().replace("127.0.0.1", "localhost");
    for location in [elsewhere.as_str(), "http://example.com/", "//example.com/", "https://zoom.us.example.com/"] {
        sandbox.script(Response::http(307, &[("Location", location)], ""));
        let outcome = client.send(&request("GET", "users/me", &format!("Authorization: Bearer {OWN}")));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 1), "{}", outcome.message());
        assert!(outcome.message().contains("is not followed"), "{}", outcome.message());
        assert_eq!(outcome.response().and_then(|response| response.header("location")), Some(location));
    }
    assert_eq!(other.connections(), 0);
}

#[test]
fn a_renewal_goes_where_the_request_goes_after_a_redirect() {
    let sandbox = sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(send(&client, "GET", "users/jane@example.com").is_ok());
    sandbox.script(Response::http(307, &[("Location", "/v2/users/jane@example.com")], ""));
    sandbox.revoke_tokens();
    let outcome = send(&client, "GET", "users/me?x=y");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 3), "{}", outcome.message());
    let targets: Vec<_> = sandbox.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(targets.last().map(String::as_str), Some("/v2/users/jane@example.com"), "{targets:?}");
}

#[test]
fn they_take_turns_with_updates() {
    let sandbox = sandbox();
    let pace = [("plan", "free"), ("rate_share", "1"), ("deadline_ms", "5000"), ("account_id", "turns-of-both")];
    let client = Client::new(with(http_options(&sandbox), &pace));
    assert!(send(&client, "GET", "users/jane@example.com").is_ok());
    let outcome = client.update_user("jane@example.com", &crate::shared::dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
    let outcome = send(&client, "GET", "users/jane@example.com");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
    assert_eq!(sandbox.requests().len(), 1);
}

#[test]
fn rendering_needs_no_token_and_shows_no_secret() {
    let sandbox = sandbox();
    let options = with(app_options(&sandbox, &[]), &[("base_url", "")]);
    let client = Client::new(options);
    let rendered = client.render(&request("PUT", "users/sandbox-secret", "X: sandbox-secret"), Format::Http);
    let text = rendered.rendered().expect("a rendering").to_owned();
    assert!(text.starts_with(&format!("PUT /v2/users/{PLACEHOLDER} HTTP/1.1\r\nHost: api.zoom.us\r\n")), "{text}");
    assert!(text.contains(&format!("Authorization: Bearer {PLACEHOLDER}\r\n")), "{text}");
    assert!(!text.contains("sandbox-secret"), "{text}");
    let update = client.render_update("jane@example.com", &crate::shared::dept(), Format::Http);
    let text = update.rendered().expect("a rendering");
    assert!(text.contains("PATCH /v2/users/jane@example.com") && text.contains(PLACEHOLDER), "{text}");
    assert_eq!((sandbox.connections(), sandbox.stats().token_requests), (0, 0));
}
