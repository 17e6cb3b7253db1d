//! Output as text and as JSON, and the log.

use crate::program::{Zoom, line, run};

#[test]
fn success_is_one_line() {
    let zoom = Zoom::start();
    let ran = zoom.ran(&["jane@example.com", "dept=x"]);
    assert_eq!((ran.code, ran.err.as_str(), ran.out.lines().count()), (0, "", 1));
    assert!(ran.out.starts_with("jane@example.com: the user is updated (HTTP 204, "), "{}", ran.out);
    assert!(ran.out.contains(" ms, tracking id v=2.0;"), "{}", ran.out);

    let ran = zoom.ran(&["jane@example.com", "dept=y", "--quiet"]);
    assert_eq!((ran.code, ran.both().as_str()), (0, ""));
    assert_eq!(zoom.member("jane@example.com", "dept"), "y");
}

#[test]
fn verbose_shows_both_directions() {
    let zoom = Zoom::start();
    let ran = zoom.ran(&["a b@example.com", "dept=x", "login_type=100", "-v"]);
    assert_eq!(ran.code, 5);
    let head = "Sent\n  PATCH /v2/users/a%20b@example.com?login_type=100 HTTP/1.1\n  Host: localhost:";
    assert!(ran.out.starts_with(head), "{}", ran.out);
    for part in ["\n  Authorization: Bearer ********\n", "\n  {\"dept\":\"x\"}\n", "\nReceived\n  HTTP 404 Not Found\n"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let (log, message) = ran.err.split_once('\n').expect("lines");
    assert!(log.starts_with("info: PATCH /users/{userId}: HTTP 404, code 1001, tracking id "), "{log}");
    assert!(message.starts_with("a b@example.com: no such user on this account (HTTP 404, code 1001)"), "{message}");
    // The request that is shown is the one that arrived.
    let arrived = String::from_utf8(zoom.sandbox.requests()[0].raw.clone()).expect("text").to_lowercase();
    for line in ran.out.lines().skip(1).take_while(|line| !line.is_empty()) {
        let shown = line.trim().to_lowercase();
        assert!(shown.starts_with("authorization: ") || arrived.contains(&shown), "{shown}: {arrived}");
    }
}

#[test]
fn the_log_goes_to_standard_error_and_has_levels() {
    let zoom = Zoom::start();
    for (flag, user, fields) in [("-v", false, false), ("-vv", true, false), ("-vvv", true, true)] {
        let ran = zoom.ran(&["jane@example.com", "dept=Research", "--json", flag]);
        assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.both());
        assert!(ran.err.contains("info: PATCH /users/{userId}: HTTP 204"), "{}", ran.err);
        let has = |part: &str| ran.err.contains(part);
        assert_eq!((has("jane@example.com"), has("Research")), (user, fields), "{flag}: {}", ran.err);
        assert!(!has(crate::program::TOKEN), "{}", ran.err);
    }
}

#[test]
fn failure_says_what_to_do_on_standard_error() {
    let ran = Zoom::start().ran(&["rate-seconds@sandbox.test", "phone_country=DE", "--deadline-ms", "500"]);
    assert_eq!((ran.code, ran.out.as_str()), (7, ""));
    for part in [
        "(HTTP 429, code 429)",
        "\n  try: ",
        "\n  Zoom asks to wait: 1 s\n",
        "\n  tracking id: ",
        "\nwarning: phone_country: deprecated",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

/// Every member of `zoomuser help json`.
const MEMBERS: &[&str] = &[
    "ok",
    "exit_code",
    "user_id",
    "status",
    "name",
    "message",
    "hint",
    "problems",
    "warnings",
    "attempts",
    "waited_ms",
    "elapsed_ms",
    "http_status",
    "reason",
    "api_code",
    "api_message",
    "tracking_id",
    "retry_after_ms",
    "field_errors",
    "headers",
    "body",
    "body_hex",
    "rendered",
    "user",
    "fields",
    "checks",
];

#[test]
fn json_has_the_documented_members() {
    let help = run(&["help", "json"]).out;
    let members = |words: &str, more: &[&str]| {
        let json = line(words).json();
        let mut found: Vec<_> = json.as_object().expect("an object").keys().cloned().collect();
        let mut expected: Vec<_> = MEMBERS.iter().chain(more).map(|name| (*name).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{words}");
        for name in found {
            assert!(help.contains(&name), "{name} is not in the help");
        }
        json
    };
    let all = ["sent", "before", "after"];
    members("update me dept=x --sandbox --json", &all);
    members("update me nmae=x --sandbox --json", &all);
    members("update me nmae=x --json", &[]);
    members("plan me dept=x --sandbox --json", &["sent", "effects"]);
    members("get me --sandbox --json", &["sent"]);
    members("update me --json", &[]);
    members("update --json", &[]);
    members("check me dept=x --json", &[]);
}

#[test]
fn json_has_the_whole_error_response() {
    let json = line("update fields-error@sandbox.test phone_country=DE --sandbox --json").json();
    assert_eq!((&json["status"], &json["name"], &json["http_status"]), (&44.into(), &"REJECTED".into(), &400.into()));
    assert_eq!((&json["api_code"], &json["api_message"]), (&300.into(), &"Validation Failed.".into()));
    assert_eq!(json["field_errors"][1]["field"], "phone_numbers[0].country");
    assert_eq!(json["warnings"][0]["field"], "phone_country");
    assert_eq!(json["user_id"], "fields-error@sandbox.test");
    let header = |name: &str| {
        let headers = json["headers"].as_array().expect("headers");
        headers.iter().find(|header| header["name"] == name).map(|header| header["value"].clone())
    };
    assert_eq!(header("x-zm-trackingid"), Some(json["tracking_id"].clone()));
    assert!(json["body"].as_str().is_some_and(|body| body.starts_with("{\"code\":300")));

    let started = std::time::Instant::now();
    let json = line("update rate-seconds@sandbox.test dept=x --deadline-ms 500 --sandbox --json").json();
    // No longer than the program ran.
    let (ms, took) = (json["retry_after_ms"].as_u64().expect("a number"), started.elapsed().as_millis());
    assert!(ms <= 1000 && u128::from(ms) + took >= 999, "{json}");
}

#[test]
fn control_characters_are_escaped() {
    let zoom = Zoom::start();
    let reply = zoomuser_sandbox::Response::http(
        400,
        &[("Content-Type", "application/json")],
        "{\"code\":300,\"message\":\"\\u001b[2J\\u009b\\u202ex\"}\n\x1b]0;title\x07",
    );
    for manner in [&["-v"][..], &["--json"], &[]] {
        zoom.sandbox.script(reply.clone());
        let ran = zoom.ran(&[&["a\u{202e}b@example.com", "dept=\x1b[31m\u{9b}"], manner].concat());
        assert_eq!(ran.code, 6);
        let steering = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!ran.both().chars().any(steering), "{:?}", ran.both());
    }
}
