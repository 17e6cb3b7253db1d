//! The input is what a server sends before it closes the connection.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser::internal::Outcome;
use zoomuser::Status;
use zoomuser_fuzz::outcomes::{client, is_204, update};
use zoomuser_fuzz::server::Server;

/// Only a defect reaches it where the server closes.
const DEADLINE_MS: u64 = 3_000;

/// Reached by every answer without an end where the server does not close.
const HOLD_MS: u64 = 60;

fuzz_target!(|bytes: &[u8]| {
    let server = Server::get();
    server.say(bytes, false);
    let outcome = update(&client("off", DEADLINE_MS), DEADLINE_MS);
    assert!(!outcome.is_ok() || is_204(bytes), "a success by nothing");
    assert_ne!(outcome.status(), Status::Timeout, "the server has closed");
    assert_eq!(outcome.attempts(), 1);

    // A whole answer is read again on a connection that stays open. What came after it belongs to no request: the next
    // call must not take it for its answer.
    if incomplete(&outcome) || ends_with_the_connection(&outcome) {
        return;
    }
    server.say(bytes, true);
    let client = client("on", HOLD_MS);
    let first = update(&client, HOLD_MS);
    assert!(!first.is_ok() || is_204(bytes));
    if incomplete(&first) {
        return;
    }
    assert_eq!(http(&first), http(&outcome));
    let before = server.accepted();
    let second = update(&client, HOLD_MS);
    let reused = server.accepted() == before;
    let expected = if reused { Some(418) } else { http(&outcome) };
    assert!(second.status() == Status::Timeout || http(&second) == expected, "reused: {reused}, {second:?}");
});

fn incomplete(outcome: &Outcome) -> bool {
    outcome.response().is_none_or(|response| response.incomplete().is_some())
}

/// Whether only the end of the connection ends the body.
fn ends_with_the_connection(outcome: &Outcome) -> bool {
    outcome.response().is_some_and(|response| {
        !matches!(response.http_status(), 204 | 304)
            && response.header("content-length").is_none()
            && response.header("transfer-encoding").is_none()
    })
}

fn http(outcome: &Outcome) -> Option<u16> {
    outcome.response().map(|response| response.http_status())
}
