//! The mapping of responses to statuses: by Zoom's code first, and never by the HTTP status alone if Zoom did not answer.

use std::time::{Duration, SystemTime};
use support::{app_options, http_options, patch, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::headers::Headers;
use zoomuser::internal::request::{Content, Request};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::{Response, Sandbox};

const ZOOM: (&str, &str) = ("x-zm-trackingid", "v=2.0;clid=us04;rid=WEB_1");
const JSON: (&str, &str) = ("Content-Type", "application/json;charset=UTF-8");
const TEXT: (&str, &str) = ("Content-Type", "text/plain");
const HTML: (&str, &str) = ("Content-Type", "text/html");

fn answered(sandbox: &Sandbox, answer: Response) -> Outcome {
    sandbox.script(answer);
    let client = Client::new(http_options(sandbox));
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

fn zooms(http: u16, body: impl Into<Vec<u8>>) -> Response {
    Response::http(http, &[ZOOM, JSON], body.into())
}

fn coded(http: u16, code: i64, message: &str) -> Response {
    zooms(http, format!(r#"{{"code":{code},"message":"{message}"}}"#))
}

#[test]
fn only_zooms_codes_for_it_say_that_there_is_no_such_user() {
    let sandbox = sandbox();
    for (http, code, status) in [
        (404, 1001, Status::NotFound),
        (400, 1010, Status::NotFound),
        (404, 1010, Status::NotFound),
        (400, 1120, Status::NotFound),
        (404, 4130, Status::Rejected),
        (404, 300, Status::Rejected),
        (404, 2001, Status::Rejected),
        (404, 3001, Status::Rejected),
        (404, 2300, Status::Unexpected),
        (400, 2300, Status::Unexpected),
    ] {
        let outcome = answered(&sandbox, coded(http, code, "Words of Zoom."));
        assert_eq!(outcome.status(), status, "{http} {code}: {}", outcome.message());
        assert!(outcome.message().contains("Words of Zoom."), "{}", outcome.message());
        assert_eq!(outcome.hint().contains("base_url"), code == 2300, "{code}: {}", outcome.hint());
    }
    for answer in [
        Response::http(404, &[ZOOM], ""),
        Response::http(404, &[], ""),
        Response::http(404, &[ZOOM, JSON], r#"{"message":"Not found"}"#),
        Response::http(404, &[HTML], "<html><head><title>404 Not Found</title></head><body>nginx</body></html>"),
        Response::http(404, &[JSON], r#"{"code":404,"message":"no Route matched with those values"}"#),
    ] {
        let outcome = answered(&sandbox, answer);
        assert_eq!(outcome.status(), Status::Unexpected, "{}", outcome.message());
        assert!(outcome.hint().contains("base_url"), "{}", outcome.hint());
    }
}

#[test]
fn what_is_not_from_zoom_is_told_and_not_judged_by_its_number() {
    let sandbox = sandbox();
    for (http, header, body, words) in [
        (403, TEXT, "error code: 1010", "error code: 1010"),
        (404, HTML, "<html><head><title>404 Not\n Found</title></head></html>", "404 Not Found"),
        (
            401,
            HTML,
            "<html><style>p{}</style><body><h1>Sign &amp; in</h1><p>first</p></body></html>",
            "Sign & in first",
        ),
        (401, JSON, r#"{"message":"No API key found in request"}"#, "No API key found in request"),
        (403, TEXT, "", "HTTP 403"),
        (403, TEXT, "Blocked\u{7}\r\nby policy", "Blocked by policy"),
        (200, HTML, "<!DOCTYPE html><title>Hotel WiFi login</title>", "Hotel WiFi login"),
        (302, HTML, "<html><body>Found</body></html>", "HTTP 302"),
        (511, HTML, "<title>Network Authentication Required</title>", "Network Authentication Required"),
        (503, HTML, "<title>503 Service Unavailable</title>", "503 Service Unavailable"),
        (400, HTML, "<title>400 Bad Request</title>", "400 Bad Request"),
    ] {
        let outcome = answered(&sandbox, Response::http(http, &[header], body));
        let (message, hint) = (outcome.message(), outcome.hint());
        assert!(message.contains("something in front of Zoom") && message.contains(words), "{http}: {message}");
        assert!(hint.contains("proxy") && hint.contains("user_agent"), "{http}: {hint}");
        assert!(!matches!(outcome.status(), Status::NotFound | Status::Unauthorized | Status::Forbidden), "{message}");
        assert_eq!(outcome.status() == Status::Server, http >= 500, "{message}");
        assert!(!hint.contains("scope") && !hint.contains("token"), "{hint}");
    }
    let long = format!("<p>{}</p>", "word ".repeat(2_000));
    let outcome = answered(&sandbox, Response::http(403, &[HTML], long));
    assert!(outcome.message().chars().count() < 350, "{}", outcome.message());

    // Zoom's own answers without a body.
    assert_eq!(answered(&sandbox, Response::http(401, &[ZOOM], "")).status(), Status::Unauthorized);
    assert_eq!(answered(&sandbox, Response::http(403, &[ZOOM], "")).status(), Status::Forbidden);
}

#[test]
fn a_page_is_no_user_and_no_success_of_a_request() {
    let sandbox = sandbox();
    let page = || Response::http(200, &[HTML], "<html><head><title>Hotel WiFi login</title></head></html>");
    let client = Client::new(http_options(&sandbox));
    sandbox.script(page());
    let outcome = client.get_user("jane@example.com");
    assert_eq!(outcome.status(), Status::Unexpected);
    assert!(outcome.message().contains("something in front of Zoom"), "{}", outcome.message());
    assert!(outcome.message().contains("Hotel WiFi login"), "{}", outcome.message());
    sandbox.script(page());
    let request = Request::new("GET", "/users/jane@example.com", Headers::new(), Content::None).expect("valid");
    let outcome = client.send(&request);
    assert_eq!(outcome.status(), Status::Unexpected, "{}", outcome.message());
    assert!(outcome.message().contains("Hotel WiFi login"), "{}", outcome.message());
}

#[test]
fn a_redirect_of_a_login_page_says_who_answered() {
    let sandbox = sandbox();
    for http in [302, 307] {
        let location = ("Location", "https://login.hotel.example/?url=x");
        let outcome = answered(&sandbox, Response::http(http, &[location], ""));
        assert_eq!(outcome.status(), Status::Unexpected);
        assert!(outcome.message().contains("something in front of Zoom"), "{}", outcome.message());
        assert!(outcome.message().contains("login.hotel.example"), "{}", outcome.message());
        assert!(outcome.hint().contains("proxy"), "{}", outcome.hint());
    }
}

#[test]
fn a_page_with_401_does_not_use_up_the_renewal_of_the_token() {
    let sandbox = sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#)).is_ok());
    let before = sandbox.stats().token_requests;
    sandbox.script(Response::http(401, &[HTML], "<title>401 Authorization Required</title>"));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 1), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, before);
    // Zoom's own bare 401 renews it.
    sandbox.script(Response::http(401, &[ZOOM], ""));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
}

#[test]
fn a_page_of_503_is_still_repeated() {
    let sandbox = sandbox();
    sandbox.script(Response::http(503, &[HTML, ("Retry-After", "0")], "<title>busy</title>"));
    let client = Client::new(with(http_options(&sandbox), &[("max_retries", "1")]));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
}

#[test]
fn the_token_service_is_told_from_what_stands_before_it() {
    for (http, header, body, words) in [
        (403, HTML, "<html><head><title>Access denied by filter</title></head></html>", "Access denied by filter"),
        (403, TEXT, "error code: 1020", "error code: 1020"),
        (401, TEXT, "", "HTTP 401"),
        (404, HTML, "<title>404 Not Found</title>", "404 Not Found"),
        (200, HTML, "<html><head><title>Hotel WiFi login</title></head></html>", "Hotel WiFi login"),
    ] {
        let sandbox = sandbox();
        sandbox.script(Response::http(http, &[header], body));
        let outcome =
            Client::new(app_options(&sandbox, &[])).update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        assert_eq!(outcome.status(), Status::Unexpected, "{}", outcome.message());
        assert!(outcome.message().contains("something in front of Zoom's token service"), "{}", outcome.message());
        assert!(outcome.message().contains(words), "{}", outcome.message());
        assert!(!outcome.hint().contains("client_secret"), "{}", outcome.hint());
        assert!(outcome.hint().contains("user_agent") && outcome.hint().contains("proxy"), "{}", outcome.hint());
    }
}

#[test]
fn a_code_decides_before_words() {
    let sandbox = sandbox();
    for (http, code, message, status) in [
        (400, 300, "The SSL certificate of the SSO page is missing.", Status::Rejected),
        (400, 200, "SSL certificate", Status::Rejected),
        (400, 300, "This text does not contain scopes.", Status::Rejected),
        (400, 104, "Invalid access token, does not contain scopes:[user:update:user:admin].", Status::Forbidden),
        (401, 104, "Zugriffstoken ung\u{fc}ltig: [user:update:user, user:update:user:admin]", Status::Forbidden),
        (400, 104, "\u{30c8}\u{30fc}\u{30af}\u{30f3} [user:write:admin]", Status::Forbidden),
        (401, 4700, "Kein Zugriff: [user:update:user:admin]", Status::Forbidden),
        (401, 104, "Something else.", Status::Unauthorized),
        (400, 200, "Account does not enabled REST API.", Status::Forbidden),
        (400, 200, "API not enabled on this account", Status::Forbidden),
    ] {
        let outcome = answered(&sandbox, coded(http, code, message));
        assert_eq!(outcome.status(), status, "{http} {code} {message}: {}", outcome.message());
        if message.contains("API") {
            assert!(outcome.hint().contains("API") && !outcome.hint().contains("scope"), "{}", outcome.hint());
        }
    }
    // nginx, which asks for a client certificate.
    let page = "<html><head><title>400 No required SSL certificate was sent</title></head></html>";
    assert_eq!(answered(&sandbox, Response::http(400, &[HTML], page)).status(), Status::Tls);
}

/// Bodies that are no strict JSON, all with code 300 and a message that begins with `Ung`.
fn malformed_bodies() -> Vec<Vec<u8>> {
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    vec![
        b"{\"code\":300,\"message\":\"Ung\xfcltig\"}".to_vec(),
        b"{\"code\":300,\"message\":\"Ung \\ud83d\"}".to_vec(),
        b"{\"code\":300,\"message\":\"Ung \\ude00\\ud83d x\"}".to_vec(),
        b"{\"x\":1e400,\"code\":300,\"message\":\"Ung\"}".to_vec(),
        b"{\"x\":[-1.7976931348623159e308,1e-400],\"code\":300,\"message\":\"Ung\"}".to_vec(),
        format!("{{\"x\":{deep},\"code\":300,\"message\":\"Ung\"}}").into_bytes(),
        b"{\"code\":300,\"message\":\"Ung\"}\n\0\0trailing".to_vec(),
        b"{\"code\":300,\"message\":\"Ung\"}}".to_vec(),
        b"{\"code\":300,\"message\":\"Ung\"}{\"code\":1001}".to_vec(),
        b"{\"code\":300,\"message\":\"Ung\nof two lines\"}".to_vec(),
        b"{\"code\":300,\"message\":\"Ung\",\"x\":NaN,}".to_vec(),
        b"{\"code\":300,\"message\":\"Ung \\x\"}".to_vec(),
        b"\xef\xbb\xbf{\"code\":300,\"message\":\"Ung\xff\"}".to_vec(),
    ]
}

#[test]
fn a_malformed_byte_loses_neither_code_nor_message_nor_field_errors() {
    let sandbox = sandbox();
    for body in malformed_bodies() {
        let shown = String::from_utf8_lossy(&body).chars().take(80).collect::<String>();
        let outcome = answered(&sandbox, zooms(400, body.clone()));
        let response = outcome.response().expect("an answer");
        assert_eq!((outcome.status(), response.api_code()), (Status::Rejected, Some(300)), "{shown}");
        assert!(response.api_message().starts_with("Ung"), "{shown}: {}", response.api_message());
        assert_eq!(response.body(), body, "{shown}");
    }
    let fields =
        b"{\"code\":300,\"message\":\"Ada \\ud83d\",\"errors\":[{\"field\":\"dept\",\"message\":\"Inv\xe1lido\"}]}";
    let outcome = answered(&sandbox, zooms(400, fields.to_vec()));
    let errors = outcome.response().expect("an answer").field_errors().to_vec();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].field.as_str(), errors[0].message.as_str()), ("dept", "Inv\u{fffd}lido"));
    assert_eq!(outcome.response().map(|r| r.api_message()), Some("Ada \u{fffd}"));
    // A token that is not valid is renewed for such a body as well.
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#)).is_ok());
    sandbox.script(zooms(400, b"{\"code\":124,\"message\":\"Ung\xfcltig\"}".to_vec()));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
}

#[test]
fn a_user_with_half_a_character_can_be_read_planned_and_verified() {
    let sandbox = sandbox();
    let user = |dept: &str| {
        let deep = "[".repeat(300) + &"]".repeat(300);
        let mut body = format!(r#"{{"id":"a","dept":"{dept}","x":1e400,"y":{deep},"first_name":"Ada \ud83d","#);
        body.push_str(r#""status":"active","last_name":"L"#);
        let mut body = body.into_bytes();
        body.extend_from_slice(b"\xe9\"}");
        Response::http(200, &[ZOOM, JSON], body)
    };
    let client = Client::new(http_options(&sandbox));
    sandbox.script(user("old"));
    let outcome = client.get_user("jane@example.com");
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let read = outcome.user().expect("a user");
    assert_eq!((read.text("first_name"), read.text("last_name")), (Some("Ada \u{fffd}"), Some("L\u{fffd}")));
    let all: serde_json::Value = serde_json::from_str(read.json()).expect("valid JSON");
    assert_eq!(all["first_name"], "Ada \u{fffd}");
    assert!(read.json().contains("\"x\":1e400"), "{}", read.json());

    sandbox.script(user("old"));
    let outcome = client.plan("jane@example.com", &patch(r#"{"dept":"new"}"#));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert!(outcome.message().contains("1 of 1 differ"), "{}", outcome.message());

    let verifying = Client::new(with(http_options(&sandbox), &[("confirm", "on")]));
    for answer in [user("old"), Response::http(204, &[ZOOM], ""), user("new")] {
        sandbox.script(answer);
    }
    let outcome = verifying.update_user("jane@example.com", &patch(r#"{"dept":"new"}"#));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    // What was cut off is not what was set, and what cannot be read is not nothing.
    for answer in [user("old"), Response::http(204, &[ZOOM], ""), user("old"), user("old"), user("old")] {
        sandbox.script(answer);
    }
    let outcome = verifying.update_user("jane@example.com", &patch(r#"{"first_name":"Ada \ud83d\ude00"}"#));
    assert_eq!(outcome.status(), Status::NotApplied, "{}", outcome.message());
}

#[test]
fn a_token_is_read_from_a_malformed_response() {
    let sandbox = sandbox();
    for body in [
        &b"{\"access_token\":\"sandbox-token\",\"note\":\"\xfc\"}"[..],
        b"{\"access_token\":\"sandbox-token\",\"expires_in\":3600,\"x\":1e400,\"y\":\"\\ud83d\"}",
        b"{\"access_token\":\"sandbox-token\",\"expires_in\":3600} \0",
    ] {
        let client = Client::new(app_options(&sandbox, &[("client_secret", "sandbox-secret")]));
        zoomuser::internal::cleanup();
        sandbox.script(Response::http(200, &[JSON], body));
        let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    }
}

#[test]
fn a_doubtful_base_url_is_a_warning_of_check_and_update() {
    let sandbox = sandbox();
    let fields = patch(r#"{"dept":"d"}"#);
    for (path, says) in
        [("/v2/users", "ends in /users"), ("/v2/v2", "more than once"), ("/v1", "no /v2"), ("", "no /v2"), ("/v2", "")]
    {
        let url = format!("{}{path}", sandbox.http_url());
        let client = Client::new(with(http_options(&sandbox), &[("base_url", &url)]));
        for outcome in [client.check(&fields), client.update_user("jane@example.com", &fields)] {
            let told: Vec<_> = outcome.warnings().iter().filter(|warning| warning.field == "base_url").collect();
            assert_eq!(told.len(), usize::from(!says.is_empty()), "{path}: {:?}", outcome.warnings());
            assert!(told.iter().all(|warning| warning.message.contains(says)), "{path}: {told:?}");
            assert_ne!(outcome.status(), Status::NotFound, "{path}: {}", outcome.message());
        }
    }
    assert!(Client::new(support::options(&[("token", "token-1234")])).check(&fields).warnings().is_empty());
}

const LIGHT: (&str, &str) = ("X-RateLimit-Category", "Light");
const DAILY: (&str, &str) = ("X-RateLimit-Type", "Daily-limit");
const QPS: (&str, &str) = ("X-RateLimit-Type", "QPS");

fn midnight() -> String {
    let day = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock").as_secs() / 86_400 + 1;
    zoomuser::internal::retry_after::written(SystemTime::UNIX_EPOCH + Duration::from_secs(day * 86_400))
}

/// A limit that ended a call after one attempt, and whether the next call was not sent.
fn limited(name: &str, headers: &[(&str, &str)], message: &str) -> (Outcome, bool) {
    let sandbox = Sandbox::builder().token(name).start().expect("the sandbox starts");
    let client = Client::new(with(http_options(&sandbox), &[("plan", "pro"), ("max_retries", "3")]));
    let mut all = vec![ZOOM, JSON];
    all.extend_from_slice(headers);
    sandbox.script(Response::http(429, &all, format!(r#"{{"code":429,"message":"{message}"}}"#)));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    let next = client.update_user("john@example.com", &patch(r#"{"dept":"d"}"#));
    let is_stopped = next.status() == Status::RateLimited && next.attempts() == 0;
    assert!(is_stopped || next.is_ok(), "{}", next.message());
    (outcome, is_stopped)
}

#[test]
fn a_limit_of_the_day_stops_only_whom_it_concerns() {
    let heavy = ("X-RateLimit-Category", "Heavy");
    let date = midnight();
    let (bare, _) = date.split_once('T').expect("a date");
    let bare = ("Retry-After", bare);
    for (number, (headers, message, stops)) in [
        (&[DAILY, LIGHT][..], "You have reached the maximum daily rate limit for this API.", true),
        (&[], "You have reached the maximum daily rate limit for this API.", true),
        (&[DAILY, heavy], "You have reached the maximum daily rate limit for this API.", false),
        (&[DAILY, ("X-RateLimit-Category", "Resource-intensive")], "", false),
        (&[DAILY], "You have exceeded the daily rate limit (100) of Meeting create requests for this user.", false),
        (&[], "You have exceeded 100 requests in one day for this particular user.", false),
        (&[], "At most 3 registrants can be added per day.", false),
        (&[], "You have exceeded 100 requests in one day.", true),
        (&[], "Only 6000 requests per day are allowed.", true),
        (&[], "Too many requests within 24 hours.", true),
        (&[bare], "Limit reached.", true),
        (&[("Retry-After", "7200")], "Limit reached.", true),
        (&[("Retry-After", "7200"), heavy], "Limit reached.", false),
    ]
    .into_iter()
    .enumerate()
    {
        let (outcome, stopped) = limited(&format!("day-{number}-token"), headers, message);
        let what = format!("{headers:?} {message}: {} {}", outcome.message(), outcome.hint());
        assert_eq!((outcome.status(), outcome.attempts(), stopped), (Status::RateLimited, 1, stops), "{what}");
        assert!(outcome.retry_after(SystemTime::now()).is_some_and(|wait| !wait.is_zero()), "{what}");
        assert!(!outcome.hint().contains("second") && outcome.hint().contains("day"), "{what}");
        assert!(outcome.message().contains("retry after 20"), "{what}");
    }
}

#[test]
fn a_limit_of_the_second_is_none_of_the_day() {
    for (number, headers) in [&[QPS, LIGHT, ("Retry-After", "0")][..], &[("Retry-After", "0")]].into_iter().enumerate()
    {
        let (outcome, stopped) = limited(&format!("second-{number}-token"), headers, "Try again later.");
        assert_eq!((outcome.status(), outcome.attempts(), stopped), (Status::Ok, 2, false), "{}", outcome.message());
    }
}

#[test]
fn the_time_that_is_told_is_rounded_up() {
    let sandbox = Sandbox::builder().token("rounded-token").start().expect("the sandbox starts");
    let client = Client::new(with(http_options(&sandbox), &[("plan", "pro")]));
    sandbox.script(Response::http(429, &[ZOOM, JSON, DAILY, LIGHT], r#"{"code":429,"message":"daily"}"#));
    for _ in 0..2 {
        let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        assert!(outcome.message().ends_with("T00:00:00Z"), "{}", outcome.message());
    }
}
