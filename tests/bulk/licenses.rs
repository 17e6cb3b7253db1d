//! Licenses: how many are free, and what happens when none is left.

use crate::support_bulk::{Bench, to_end};
use zoomuser::CallOptions;
use zoomuser_bulk::journal::StopReason;
use zoomuser_bulk::license::seats::free_seats;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{Retry, begin, resume};
use zoomuser_bulk::run::options::RunOptions;

#[test]
fn rows_that_need_a_license_stop_when_none_is_left() {
    let bench = Bench::new("licenses", 8);
    bench.sandbox.set_licenses(2);
    assert_eq!(free_seats(&bench.client, &CallOptions::new()), Ok(2));
    let rows: String = (0..8).map(|n| format!("user-{n}@example.com,New,{}\n", if n < 6 { "2" } else { "" })).collect();
    let folder = bench.run_folder("run");
    let plan = bench.freeze(&format!("email,dept,type\n{rows}"), &Users::Each, &folder).expect("a plan");
    assert_eq!(plan.licenses_taken(), 6);
    let options = RunOptions { jobs: Some(1), ..RunOptions::default() };
    let ran = to_end(begin(bench.client.clone(), &folder, options.clone()).expect("a run"));
    use RowOutcome::{Failed, NotTried, Sent};
    assert_eq!(ran.outcomes(), [Sent, Sent, Failed, NotTried, NotTried, NotTried, Sent, Sent]);
    assert_eq!(ran.stop.reason, StopReason::License);
    assert_eq!(bench.updates(), 4, "rows that need a license are not sent any more");

    bench.sandbox.set_licenses(8);
    let resumed = resume(bench.client.clone(), &folder, Retry::Failed, options).expect("a run");
    assert_eq!(to_end(resumed.run).outcomes(), [Sent; 4]);
}

#[test]
fn a_token_without_the_scope_says_so() {
    let bench = Bench::with_options("licenses-scope", 1, &[("token", "noscope-token")]);
    let why = free_seats(&bench.client, &CallOptions::new()).expect_err("no scope");
    assert!(why.contains("4711"), "{why}");
}
