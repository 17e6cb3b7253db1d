//! What must be true of every outcome.

use crate::server::Server;
use crate::{TOKEN, is_one_line};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use zoomuser::answer::json;
use zoomuser::{Client, Options, Outcome, Status, UserPatch};

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

/// Makes a call and judges its outcome, whatever it is.
pub fn update(client: &Client, deadline_ms: u64) -> Outcome {
    let mut patch = UserPatch::new();
    patch.set("dept", "d");
    let started = Instant::now();
    let outcome = client.update_user("jane@example.com", &patch);
    let took = started.elapsed();
    assert!(took < Duration::from_millis(deadline_ms) + SLACK, "took {took:?}");
    judge(&outcome);
    outcome
}

fn judge(outcome: &Outcome) {
    assert!(!outcome.message().is_empty() && is_one_line(outcome.message()), "{:?}", outcome.message());
    assert!(outcome.message().chars().count() <= 501);
    assert!(is_one_line(outcome.remedy()));
    for problem in outcome.warnings().iter().chain(outcome.problems()) {
        assert!(is_one_line(&problem.to_string()), "{problem:?}");
    }
    assert_eq!(outcome.is_ok(), outcome.status() == Status::Ok);
    assert!(
        !matches!(outcome.status(), Status::Panic | Status::Internal | Status::CheckFailed),
        "{}",
        outcome.message()
    );
    let json = serde_json::Value::Object(json::outcome(outcome)).to_string();
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
    if let Err(failure) = outcome.clone().into_result() {
        shown.push_str(&format!("{failure} {failure:?}"));
    }
    assert!(!shown.contains(TOKEN), "the token is shown: {shown}");
}

/// Whether bytes begin with a complete head of HTTP/1.x with the status 204, after any number of interim ones.
pub fn is_204(mut bytes: &[u8]) -> bool {
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 256];
        let mut head = httparse::Response::new(&mut headers);
        match head.parse(bytes) {
            Ok(httparse::Status::Complete(end)) => match head.code {
                Some(204) => return true,
                Some(100..=199) => bytes = &bytes[end..],
                _ => return false,
            },
            _ => return false,
        }
    }
}
