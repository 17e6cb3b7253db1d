//! Every kind of response has a status and a one-line message, and stays readable.

use std::time::{Duration, Instant, SystemTime};
use support::{client, http_options, patch, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::Response;

fn update(client: &Client, user: &str) -> Outcome {
    let outcome = client.update_user(user, &patch(r#"{"dept":"d"}"#));
    assert!(!outcome.message().is_empty() && !outcome.message().contains(['\r', '\n']), "{:?}", outcome.message());
    outcome
}

#[test]
fn every_http_status_has_its_status() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for (http, status) in [
        (200, Status::Unexpected),
        (201, Status::Unexpected),
        (202, Status::Unexpected),
        (301, Status::Unexpected),
        (302, Status::Unexpected),
        (303, Status::Unexpected),
        (304, Status::Unexpected),
        (307, Status::Unexpected),
        (308, Status::Unexpected),
        (400, Status::Rejected),
        (401, Status::Unauthorized),
        (403, Status::Forbidden),
        (404, Status::NotFound),
        (409, Status::Rejected),
        (413, Status::Rejected),
        (415, Status::Rejected),
        (429, Status::RateLimited),
        (500, Status::Server),
        (502, Status::Server),
        (503, Status::Server),
        (204, Status::Ok),
    ] {
        for form in ["status", "html", "xml", "binary"] {
            // A 204 and a 304 have no body to be in any form.
            if matches!(http, 204 | 304) && form != "status" {
                continue;
            }
            let outcome = update(&client, &format!("{form}-{http}@sandbox.test"));
            let status = match (form, http) {
                // A page is no answer of Zoom's, and only a code says that there is no such user.
                ("html", 401 | 403) | ("status" | "html" | "binary", 404) => Status::Unexpected,
                _ => status,
            };
            assert_eq!(outcome.status(), status, "{form} {http}: {}", outcome.message());
            let response = outcome.response().expect("an answer");
            assert_eq!(response.http_status(), http);
            match form {
                "binary" => assert_eq!(response.body(), (0..=255).collect::<Vec<u8>>()),
                "html" => assert!(response.body().starts_with(b"<")),
                _ => {}
            }
        }
    }
}

#[test]
fn documented_errors_are_explained() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for (pair, status, hint) in [
        ("400-200", Status::Rejected, ""),
        ("400-300", Status::Rejected, ""),
        ("400-1000", Status::Rejected, "accepted the invitation"),
        ("400-1010", Status::NotFound, "not on this account"),
        ("400-1108", Status::Rejected, "conditions"),
        ("400-1109", Status::Rejected, "paid license"),
        ("400-1120", Status::NotFound, "invite the user again"),
        ("400-2033", Status::Rejected, "no license"),
        ("400-2034", Status::Rejected, "no license"),
        ("400-2038", Status::Rejected, "no license"),
        ("400-2039", Status::Rejected, "no license"),
        ("400-3412", Status::Rejected, "no license"),
        ("400-4100", Status::Rejected, "vanity_name"),
        ("400-4711", Status::Forbidden, "user:update:user:admin"),
        ("401-4711", Status::Forbidden, "user:update:user:admin"),
        ("401-124", Status::Unauthorized, "new one"),
        ("404-1001", Status::NotFound, "user id"),
        ("409-1005", Status::Rejected, "/email"),
    ] {
        let outcome = update(&client, &format!("error-{pair}@sandbox.test"));
        assert_eq!(outcome.status(), status, "{pair}: {}", outcome.message());
        assert!(outcome.hint().contains(hint), "{pair}: {:?}", outcome.hint());
        let response = outcome.response().expect("an answer");
        let (http, code) = pair.split_once('-').expect("a pair");
        assert_eq!(response.http_status().to_string(), http);
        assert_eq!(response.api_code().map(|code| code.to_string()).as_deref(), Some(code));
        assert!(!response.api_message().is_empty());
        assert!(outcome.message().contains(response.api_message()));
        assert!(!response.tracking_id().is_empty());
    }
}

#[test]
fn all_error_forms_are_read() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let outcome = update(&client, "fields-error@sandbox.test");
    let response = outcome.response().expect("an answer");
    let fields: Vec<_> = response.field_errors().iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["first_name", "phone_numbers[0].country"]);
    assert!(outcome.message().contains("first_name: Invalid field."), "{}", outcome.message());

    let outcome = update(&client, "oauth-error@sandbox.test");
    assert_eq!(
        outcome.response().expect("an answer").api_message(),
        "Invalid client_id or client_secret (invalid_client)"
    );

    let outcome = update(&client, "xml-400@sandbox.test");
    let response = outcome.response().expect("an answer");
    assert!(response.api_code().is_some() && !response.api_message().is_empty(), "{}", outcome.message());
}

#[test]
fn rate_limits_say_how_long() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for (user, least, most) in [
        ("rate-second@sandbox.test", None, None),
        ("rate-concurrent@sandbox.test", None, None),
        ("rate-seconds@sandbox.test", Some(1_000), Some(1_000)),
        ("rate-date@sandbox.test", Some(0), Some(2_000)),
        ("rate-daily@sandbox.test", Some(0), Some(86_400_000)),
    ] {
        let before = SystemTime::now();
        let outcome = update(&client, user);
        assert_eq!(outcome.status(), Status::RateLimited, "{user}");
        let response = outcome.response().expect("an answer");
        // The answer came between two points in time: seen from the first the wait is longer, from the second shorter.
        let seen_from = |now| response.retry_after(now).map(|wait| wait.as_millis());
        let (longer, shorter) = (seen_from(before), seen_from(SystemTime::now()));
        assert_eq!(longer.is_some(), least.is_some(), "{user}: {longer:?}");
        assert!(longer >= least && shorter <= most, "{user}: {longer:?} {shorter:?}");
    }
}

#[test]
fn a_head_may_have_128_lines_and_64_kib() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    assert_eq!(update(&client, "lines-100@sandbox.test").status(), Status::Ok);
    assert_eq!(update(&client, "head-60000@sandbox.test").status(), Status::Ok);
    let outcome = update(&client, "lines-200@sandbox.test");
    assert_eq!(
        (outcome.status(), outcome.message()),
        (Status::Unexpected, "the head of the response has more than 128 lines")
    );
    for size in
        ["head-100000@sandbox.test", "head-68000@sandbox.test", "head-70000@sandbox.test", "head-5000000@sandbox.test"]
    {
        let outcome = update(&client, size);
        assert_eq!(
            (outcome.status(), outcome.message()),
            (Status::Unexpected, "the head of the response is longer than 64 KiB"),
            "{size}"
        );
    }
}

#[test]
fn a_long_body_is_read_to_one_mebibyte() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let outcome = update(&client, "big-10485760@sandbox.test");
    assert_eq!(outcome.status(), Status::Rejected, "{}", outcome.message());
    assert_eq!(outcome.response().expect("an answer").body().len(), 1024 * 1024);
    assert!(outcome.warnings().iter().any(|warning| warning.message.contains("1048576")));
    assert_eq!(update(&client, "jane@example.com").status(), Status::Ok, "the next call has a connection of its own");
    let whole = update(&client, "big-1000000@sandbox.test");
    assert_eq!((whole.response().expect("an answer").body().len(), whole.warnings().len()), (1_000_000, 0));
}

#[test]
fn no_answer_and_garbage_are_told_apart() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let outcome = update(&client, "drop@sandbox.test");
    assert_eq!((outcome.status(), outcome.message()), (Status::Io, "the connection was closed without a response"));
    assert_eq!(update(&client, "reset@sandbox.test").status(), Status::Io);
    let outcome = update(&client, "garbage@sandbox.test");
    assert_eq!((outcome.status(), outcome.message()), (Status::Unexpected, "the response is not HTTP"));
    assert!(outcome.response().is_none());
}

#[test]
fn an_answer_before_the_body_was_read_counts() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("check", "warn")]));
    let long = format!("{{\"dept\":\"{}\"}}", "x".repeat(900_000));
    for _ in 0..5 {
        let outcome = client.update_user("early@sandbox.test", &patch(&long));
        assert_eq!(outcome.status(), Status::Rejected, "{}", outcome.message());
        assert_eq!(outcome.response().map(|r| r.http_status()), Some(413));
    }
}

#[test]
fn http_1_0_and_interim_answers_are_understood() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    assert_eq!(update(&client, "http10-204@sandbox.test").status(), Status::Ok);
    sandbox.script(Response::raw("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));
    assert_eq!(update(&client, "jane@example.com").status(), Status::Ok);
    sandbox.script(Response::raw("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"));
    assert_eq!(update(&client, "jane@example.com").status(), Status::Ok);
    assert_eq!(update(&client, "jane@example.com").status(), Status::Ok, "what was left over is not the next answer");
    sandbox.script(Response::raw(
        "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod\r\n9\r\ne\":2034 }\r\n0\r\n\r\n",
    ));
    let outcome = update(&client, "jane@example.com");
    assert_eq!(outcome.response().and_then(|r| r.api_code()), Some(2034), "{}", outcome.message());
    sandbox.script(Response::raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
    assert_eq!(update(&client, "jane@example.com").status(), Status::Unexpected);
}

#[test]
fn redirects_that_change_the_method_are_not_followed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for http in [301, 302, 303] {
        let before = sandbox.requests().len();
        let outcome = update(&client, &format!("redirect-{http}@sandbox.test"));
        assert_eq!(outcome.status(), Status::Unexpected);
        assert!(outcome.response().and_then(|r| r.header("location")).is_some());
        assert_eq!(sandbox.requests().len(), before + 1);
    }
}

#[test]
fn slow_answers_end_at_the_limit_that_was_set() {
    let sandbox = sandbox();
    for (pairs, option) in
        [(&[("timeout_ms", "200")], "timeout_ms is 200 ms"), (&[("deadline_ms", "200")], "deadline_ms is 200 ms")]
    {
        let client = Client::new(with(http_options(&sandbox), pairs));
        for user in ["slow-60000@sandbox.test", "drip-100@sandbox.test"] {
            let started = Instant::now();
            let outcome = update(&client, user);
            assert_eq!(outcome.status(), Status::Timeout, "{user}: {}", outcome.message());
            assert!(outcome.message().contains(option), "{}", outcome.message());
            assert!(started.elapsed() < Duration::from_secs(20));
        }
    }
    let client = client(&sandbox);
    assert_eq!(update(&client, "slow-100@sandbox.test").status(), Status::Ok);
    assert_eq!(update(&client, "drip-1@sandbox.test").status(), Status::Ok);
}

#[test]
fn a_refusal_counts_even_if_its_body_does_not_come() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("timeout_ms", "3000")]));
    let outcome = update(&client, "truncate-body@sandbox.test");
    assert_eq!(outcome.status(), Status::Rejected, "{}", outcome.message());
    assert!(!outcome.response().expect("an answer").body().is_empty());
    assert!(
        outcome.warnings().iter().any(|warning| warning.message.contains("incomplete")),
        "{:?}",
        outcome.warnings()
    );
    sandbox.script(Response {
        drip: Some(Duration::from_millis(5)),
        ..Response::raw(format!("HTTP/1.1 400 Bad Request\r\nContent-Length: 100000\r\n\r\n{}", " ".repeat(100_000)))
    });
    let outcome = update(&client, "jane@example.com");
    assert_eq!(outcome.status(), Status::Rejected, "{}", outcome.message());
    assert!(
        outcome.warnings().iter().any(|warning| warning.message.contains("timeout_ms")),
        "{:?}",
        outcome.warnings()
    );
}
