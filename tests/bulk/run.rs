//! Runs: what is sent, in which order, and what is recorded.

use crate::support_bulk::{Bench, departments, to_end};
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::journal::{StopReason, boot_id};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{Retry, begin, resume};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::event::{Event, Progress};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::exit_code;

#[test]
fn only_differences_are_sent() {
    let bench = Bench::new("run-differences", 4);
    let table = "email,dept,first_name\nuser-0@example.com,New,User 0\nuser-1@example.com,Old,User 1\n\
        nobody@example.com,New,X\n";
    let ran = bench.apply(table, "run", RunOptions::default());
    assert_eq!(ran.outcomes(), [RowOutcome::Sent, RowOutcome::Already, RowOutcome::Failed]);
    assert_eq!((ran.stop.reason, exit_code(ran.stop.reason, &ran.counts)), (StopReason::Finished, 12));
    assert_eq!((bench.value("user-0@example.com", "dept").as_str(), bench.updates()), ("New", 1));
    let requests = bench.sandbox.requests();
    let labels = requests.iter().flat_map(|request| &request.headers).filter(|(name, _)| name == "X-Zoomuser-Run");
    let labels: Vec<_> = labels.map(|(_, value)| value.as_str()).collect();
    assert!(
        matches!(labels[..], [label] if label.starts_with("row=1; rows=3; id=") && label.ends_with("; run=run")),
        "{labels:?}"
    );
    let body = requests.iter().find(|r| r.method == "PATCH").map(|r| r.body.clone());
    assert_eq!(body.as_deref(), Some(&br#"{"dept":"New"}"#[..]));
}

#[test]
fn rows_of_one_user_are_sent_in_their_order() {
    let bench = Bench::new("run-order", 3);
    let rows: String = (0..60).map(|n| format!("{},{n}\n", ["user-0@example.com", "id-0"][n % 2])).collect();
    let table = format!("user_id,dept\n{rows}");
    let folder = bench.run_folder("run");
    let options = PlanOptions { duplicates: Duplicates::InOrder, ..PlanOptions::default() };
    let mut rows = crate::support_bulk::open(&table).expect("a table");
    bench.freeze_rows(&mut rows, &Users::Each, &options, &folder).expect("a plan");
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!((ran.counts.get(RowOutcome::Sent), ran.counts.total()), (60, 60));
    assert_eq!(bench.value("id-0", "dept"), "59");
    let order: Vec<u64> = ran.rows.iter().map(|row| row.row).collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn a_failure_that_passes_is_tried_again_at_the_end() {
    let bench = Bench::new("run-second-pass", 3);
    // Answers 503 to the first request.
    let table = "email,dept\nflaky-1-503@sandbox.test,New\nuser-0@example.com,New\n";
    let folder = bench.run_folder("run");
    bench.freeze(table, &Users::Unread, &folder).expect("a plan");
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!(ran.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [1, 0]);
    assert!(matches!(ran.events.as_slice(), [Event::SecondPass(1)]), "{:?}", ran.events);
}

#[test]
fn a_stopped_run_goes_on_where_it_was() {
    const ROWS: usize = 200;
    let bench = Bench::new("run-resume", ROWS);
    let folder = bench.run_folder("run");
    bench.freeze(&departments(ROWS, "New"), &Users::Each, &folder).expect("a plan");
    let mut run = begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run");
    let mut seen = 0;
    let stop = loop {
        match run.next(std::time::Duration::from_secs(10)) {
            Progress::Event(Event::Row(_)) => {
                seen += 1;
                if seen == 50 {
                    run.stop();
                }
            }
            Progress::Ended(stop) => break stop,
            Progress::Event(_) | Progress::Waiting => {}
        }
    };
    let first = *run.counts();
    drop(run);
    assert_eq!((stop.reason, exit_code(stop.reason, &first)), (StopReason::Interrupted, 14));
    assert_eq!(bench.updates(), first.get(RowOutcome::Sent));

    let resumed = resume(bench.client.clone(), &folder, Retry::default(), RunOptions::default()).expect("a run");
    assert_eq!((resumed.ended, resumed.rows), (first, ROWS as u64));
    assert!(resumed.in_doubt.is_empty(), "{:?}", resumed.in_doubt);
    let ran = to_end(resumed.run);
    assert_eq!(ran.counts.total() + first.total(), ROWS as u64);
    assert_eq!(bench.updates(), ROWS as u64, "no row is sent twice");
    let results = Results::read(&folder, &boot_id()).expect("results");
    assert_eq!((results.counts().get(RowOutcome::Sent), results.counts().total()), (ROWS as u64, ROWS as u64));
}
