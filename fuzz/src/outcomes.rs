//! What must be true of every outcome.

use crate::server::Server;
use crate::{TOKEN, is_one_line};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use zoomuser::internal::outcome_json;
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{Status, UserPatch};

/// More than a computer with other things to do needs beyond a limit.
const SLACK: Duration = Duration::from_secs(3);

/// A client of [`Server`], with this limit for a call.
pub fn client(keep: &str, deadline_ms: u64) -> Client {
    let mut options = Options::default();
    for (name, value) in
        [("token", TOKEN), ("base_url", Server::get().base_url()), ("keep", keep), ("system_roots", "off"), ("max_retries", "0"), ("plan", "none")]
    {
        options.set(name, value).expect("a good option");
    }
    for name in ["timeout_ms", "connect_timeout_ms", "deadline_ms"] {
        options.set(name, &deadline_ms.to_string()).expect("a good limit");
    }
    Client::new(options)
}

/// Makes a call and checks its outcome, whatever it is.
pub fn update(client: &Client, deadline_ms: u64) -> Outcome {
    let mut patch = UserPatch::new();
    patch.set("dept", "d");
    let started = Instant::now();
    let outcome = client.update_user("jane@example.com", &patch);
    let took = started.elapsed();
    assert!(took < Duration::from_millis(deadline_ms) + SLACK, "took {took:?}");
    check(&outcome);
    outcome
}

/// Reads a user, whatever the response is, and checks the result.
pub fn read(client: &Client) -> Outcome {
    let outcome = client.get_user("jane@example.com");
    assert!(!outcome.message().is_empty() && is_one_line(outcome.message()), "{:?}", outcome.message());
    assert_eq!(outcome.is_ok(), outcome.user().is_some());
    let json = serde_json::Value::Object(outcome_json::outcome(&outcome)).to_string();
    serde_json::from_str::<serde_json::Value>(&json).expect("the outcome as JSON");
    let shown = format!("{outcome:?} {json} {}", outcome.message());
    assert!(!shown.contains(TOKEN), "the token is shown: {shown}");
    let Some(response) = outcome.response() else { return outcome };
    let body = response.body();
    let is_whole = response.http_status() == 200 && response.incomplete().is_none();
    if let Some(user) = outcome.user() {
        assert!(is_whole, "a user by nothing");
        let text = String::from_utf8_lossy(body);
        assert!(text.trim_start_matches('\u{feff}').trim_start().starts_with('{'), "a user by {text:?}");
        // What is passed on as JSON is JSON.
        let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(user.json()).expect("an object");
        assert_eq!(members.len(), user.iter().count());
    } else {
        let strict = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(body);
        assert!(!is_whole || strict.is_err(), "a user is lost");
    }
    outcome
}

/// Asks for a token, whatever the response is.
pub fn token(deadline_ms: u64) {
    let url = Server::get().base_url();
    let mut options = Options::default();
    for (name, value) in [
        ("account_id", "acc"), ("client_id", "client"), ("client_secret", "app-5ecret"), ("token_url", url), ("base_url", url),
        ("keep", "off"), ("system_roots", "off"), ("max_retries", "0"), ("plan", "none"),
    ] {
        options.set(name, value).expect("a good option");
    }
    options.set("deadline_ms", &deadline_ms.to_string()).expect("a good limit");
    let mut patch = UserPatch::new();
    patch.set("dept", "d");
    let outcome = Client::new(options).update_user("jane@example.com", &patch);
    zoomuser::internal::cleanup();
    assert!(!outcome.is_ok(), "a success by {:?}", outcome.response());
    assert!(is_one_line(outcome.message()) && is_one_line(outcome.hint()), "{:?}", outcome.message());
    assert!(!format!("{outcome:?}").contains("app-5ecret"));
}

fn check(outcome: &Outcome) {
    assert!(!outcome.message().is_empty() && is_one_line(outcome.message()), "{:?}", outcome.message());
    assert!(outcome.message().chars().count() <= 501);
    assert!(is_one_line(outcome.hint()));
    for problem in outcome.warnings().iter().chain(outcome.problems()) {
        assert!(is_one_line(&problem.to_string()), "{problem:?}");
    }
    assert_eq!(outcome.is_ok(), outcome.status() == Status::Ok);
    assert!(
        !matches!(outcome.status(), Status::Panic | Status::Internal | Status::CheckFailed),
        "{}",
        outcome.message()
    );
    let json = serde_json::Value::Object(outcome_json::outcome(outcome)).to_string();
    serde_json::from_str::<serde_json::Value>(&json).expect("the outcome as JSON");
    let mut shown = format!("{outcome:?} {json} {}", outcome.message());
    if let Some(response) = outcome.response() {
        assert!(response.body().len() <= 1024 * 1024);
        for now in [UNIX_EPOCH, SystemTime::now()] {
            _ = response.retry_after(now);
        }
        shown.push_str(&format!(
            "{} {} {:?} {:?}",
            response.api_message(),
            response.tracking_id(),
            response.field_errors(),
            response.headers()
        ));
        shown.push_str(&String::from_utf8_lossy(response.body()));
        assert_eq!(outcome.is_ok(), response.http_status() == 204, "a head makes the outcome");
    } else {
        assert!(!outcome.is_ok());
    }
    if let Err(failure) = zoomuser::internal::into_result(outcome.clone()) {
        shown.push_str(&format!("{failure} {failure:?}"));
    }
    assert!(!shown.contains(TOKEN), "the token is shown: {shown}");
}

/// Whether bytes begin with a complete head of HTTP/1.x with the status 204, after any number of interim ones. What the
/// lines between the first and the empty one are does not matter here.
pub fn is_204(bytes: &[u8]) -> bool {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"));
    let mut next = || lines.next().map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    loop {
        let mut first = next();
        while first.is_some_and(<[u8]>::is_empty) {
            first = next();
        }
        let Some([b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'0' | b'1', b' ', status @ ..]) = first else { return false };
        let (code, rest) = status.split_at_checked(3).unwrap_or((status, b"x"));
        if !code.iter().all(u8::is_ascii_digit) || !(rest.is_empty() || rest.starts_with(b" ")) {
            return false;
        }
        loop {
            match next() {
                None => return false,
                Some([]) => break,
                Some(_) => {}
            }
        }
        if code[0] != b'1' {
            return code == b"204";
        }
    }
}
