//! What stops a run.

use crate::support_bulk::{Bench, departments, to_end};
use std::time::Duration;
use zoomuser_bulk::journal::{StopReason, boot_id};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{Retry, begin, resume};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::event::Event;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::exit_code;

#[test]
fn many_failures_stop_a_run() {
    let bench = Bench::new("stop-failures", 1);
    let table = departments(300, "New");
    let folder = bench.run_folder("run");
    bench.freeze(&table, &Users::Unread, &folder).expect("a plan");
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!((ran.stop.reason, exit_code(ran.stop.reason, &ran.counts)), (StopReason::Threshold, 13));
    assert!(ran.stop.message.contains("more than the 20 % allowed"), "{}", ran.stop.message);
    assert!((50..120).contains(&ran.counts.total()), "{:?}", ran.counts);
}

#[test]
fn the_canary_is_confirmed_before_the_others() {
    let bench = Bench::new("stop-canary", 40);
    let options = RunOptions { canary: 3, ..RunOptions::default() };
    let ran = bench.apply(&departments(40, "New"), "passes", options.clone());
    assert!(matches!(ran.events.as_slice(), [Event::CanaryPassed(3)]), "{:?}", ran.events);
    assert_eq!((ran.counts.get(RowOutcome::Applied), ran.counts.get(RowOutcome::Sent)), (3, 37));

    // Zoom answers 204 to updates of a pending user, and changes nothing.
    bench.sandbox.put_user("id-39", r#"{"status":"pending"}"#);
    let table = "email,dept\nuser-39@example.com,Other\nuser-0@example.com,Other\nuser-1@example.com,Other\n";
    let ran = bench.apply(table, "fails", RunOptions { canary: 1, ..RunOptions::default() });
    assert_eq!((ran.stop.reason, ran.counts.total()), (StopReason::Canary, 1), "{ran:?}");
    assert_eq!(bench.value("user-0@example.com", "dept"), "New");
}

#[test]
fn a_token_that_ends_stops_the_run_and_no_row_is_lost() {
    let bench = Bench::with_options("stop-token", 120, &[("token", "a-token-that-has-ended")]);
    let folder = bench.run_folder("run");
    bench.freeze(&departments(120, "New"), &Users::Unread, &folder).expect("a plan");
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!((ran.stop.reason, exit_code(ran.stop.reason, &ran.counts)), (StopReason::Token, 4));
    let results = Results::read(&folder, &boot_id()).expect("results");
    assert_eq!((results.counts().get(RowOutcome::NotTried), results.counts().total()), (120, 120));
}

#[test]
fn a_full_day_stops_the_run_and_the_next_day_goes_on() {
    let bench = Bench::new("stop-day", 60);
    let folder = bench.run_folder("run");
    bench.freeze(&departments(60, "New"), &Users::Unread, &folder).expect("a plan");
    bench.sandbox.set_limits(None, Some(30), 0);
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!((ran.stop.reason, exit_code(ran.stop.reason, &ran.counts)), (StopReason::Day, 14));
    assert_eq!((ran.counts.get(RowOutcome::Sent), bench.updates()), (30, 30));

    bench.sandbox.set_limits(None, None, 0);
    let resumed = resume(bench.client.clone(), &folder, Retry::Nothing, RunOptions::default()).expect("a run");
    let ran = to_end(resumed.run);
    assert_eq!((ran.stop.reason, ran.counts.get(RowOutcome::Sent), bench.updates()), (StopReason::Finished, 30, 60));
}

#[test]
fn a_time_limit_ends_in_order() {
    let bench = Bench::new("stop-time", 10);
    let options = RunOptions { max_time: Some(Duration::ZERO), ..RunOptions::default() };
    let ran = bench.apply(&departments(10, "New"), "run", options);
    assert_eq!((ran.stop.reason, ran.counts.total(), bench.updates()), (StopReason::Time, 0, 0));
}

#[test]
fn users_who_changed_after_the_plan_are_left_alone() {
    let bench = Bench::new("stop-drift", 3);
    let folder = bench.run_folder("run");
    bench.freeze(&departments(3, "New"), &Users::Each, &folder).expect("a plan");
    bench.sandbox.put_user("id-1", r#"{"dept":"Elsewhere"}"#);
    let options = RunOptions { strict: true, ..RunOptions::default() };
    let ran = to_end(begin(bench.client.clone(), &folder, options).expect("a run"));
    assert_eq!(ran.outcomes(), [RowOutcome::Sent, RowOutcome::Drifted, RowOutcome::Sent]);
    assert_eq!(bench.value("id-1", "dept"), "Elsewhere");
}
