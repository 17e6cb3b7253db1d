//! Cancellation and the deadline end a call in any phase and leave the client usable.

use crate::shared::dept;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::phases::{PHASES, Phase};
use support::{http_options, sandbox, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, CancelToken, Status, TokenSource};

/// Machines are busy: the benchmark has the goal of 200 ms.
const AT_MOST: Duration = Duration::from_secs(5);

/// Time enough to come to any phase on a machine that is not overloaded.
const DEADLINE: Duration = Duration::from_millis(700);

fn hold_lock() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_hold-lock"))
}

/// All phases side by side: what went wrong.
fn in_each(check: fn(&Phase) -> Result<(), String>) -> Vec<String> {
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for phase in PHASES {
            let wrong = &wrong;
            scope.spawn(move || {
                if let Err(why) = check(phase) {
                    wrong.lock().expect("whole").push(format!("{}: {why}", phase.name));
                }
            });
        }
    });
    wrong.into_inner().expect("whole")
}

#[test]
fn a_call_is_cancelled_in_every_phase_and_the_next_one_succeeds() {
    let wrong = in_each(|phase| {
        let cancelled = phase.cancel(hold_lock());
        let (outcome, next) = (&cancelled.outcome, &cancelled.next);
        if (outcome.status(), outcome.message()) != (Status::Cancelled, phase.cancelled) {
            return Err(format!("{:?}, {}", outcome.status(), outcome.message()));
        }
        if cancelled.took > AT_MOST {
            return Err(format!("it took {:?}", cancelled.took));
        }
        if next.is_ok() { Ok(()) } else { Err(format!("the next call: {}", next.message())) }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_deadline_ends_a_call_in_every_phase() {
    let wrong = in_each(|phase| {
        let late = phase.run_late(DEADLINE, hold_lock());
        let outcome = &late.outcome;
        if outcome.status() != phase.late {
            return Err(format!("{:?}, {}", outcome.status(), outcome.message()));
        }
        // What is said of a timeout is where it was.
        let doing = phase.cancelled.replace("cancelled while", "timed out while");
        if phase.late == Status::Timeout && outcome.message() != format!("{doing}: deadline_ms is 700 ms") {
            return Err(outcome.message().to_owned());
        }
        if late.overshoot > AT_MOST { Err(format!("late by {:?}", late.overshoot)) } else { Ok(()) }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A client whose program gives tokens, doing this meanwhile, and the sandbox.
fn asking(meanwhile: impl Fn() + Send + Sync + 'static, pairs: &[(&str, &str)]) -> (Client, zoomuser_sandbox::Sandbox) {
    let sandbox = sandbox();
    let token = sandbox.token().to_owned();
    let source: TokenSource = Arc::new(move |_| {
        meanwhile();
        Ok(token.clone())
    });
    let options = with(with(http_options(&sandbox), &[("token", "")]), pairs);
    (Client::with_source(options, Some(source)), sandbox)
}

#[test]
fn nothing_is_sent_after_a_token_callback_during_which_the_call_was_cancelled() {
    for plan in ["none", "pro"] {
        let cancel = CancelToken::new();
        let canceller = cancel.clone();
        let (client, sandbox) = asking(move || canceller.cancel(), &[("plan", plan)]);
        let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
        let outcome = client.update_user_with("jane@example.com", &dept(), &call);
        assert_eq!(outcome.status(), Status::Cancelled, "{}", outcome.message());
        assert_eq!((outcome.message(), outcome.attempts()), ("cancelled while the token callback was running", 0));
        assert!(sandbox.requests().is_empty() && sandbox.connections() == 0);
        let outcome = client.update_user("jane@example.com", &dept());
        assert!(outcome.is_ok(), "{}", outcome.message());
    }
}

#[test]
fn nothing_is_sent_after_a_token_callback_that_outlasts_the_deadline() {
    const SHORT: Duration = Duration::from_millis(50);
    let outlast = || {
        let end = Instant::now() + 2 * SHORT;
        while Instant::now() < end {
            thread::yield_now();
        }
    };
    let (client, sandbox) = asking(outlast, &[("deadline_ms", &SHORT.as_millis().to_string())]);
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 0), "{}", outcome.message());
    assert_eq!(outcome.message(), "timed out while the token callback was running: deadline_ms is 50 ms");
    assert!(sandbox.requests().is_empty());
}
