//! Undo: old values come back where nobody changed them since.

use crate::support_bulk::{Bench, to_end};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::begin;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::exit_code;
use zoomuser_bulk::undo::UndoRows;

#[test]
fn old_values_come_back() {
    let bench = Bench::new("undo", 5);
    let table = "email,dept,type,pronouns,host_key\nuser-0@example.com,New,2,,\nuser-1@example.com,New,,they,\n\
        user-2@example.com,New,2,,\nuser-3@example.com,,,,123456\nnobody@example.com,New,,,\n";
    let folder = bench.run_folder("run");
    bench.freeze(table, &Users::Each, &folder).expect("a plan");
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!(ran.counts.get(RowOutcome::Sent), 4);
    // Somebody else changes two of the users.
    bench.sandbox.put_user("id-1", r#"{"dept":"Elsewhere"}"#);
    bench.sandbox.put_user("id-2", r#"{"dept":"Elsewhere","type":4}"#);

    let mut undo = UndoRows::new(&bench.client, &folder).expect("a run that ended");
    assert_eq!(undo.lost().iter().map(|(name, rows)| (name.as_str(), *rows)).collect::<Vec<_>>(), [("host_key", 1)]);
    let back = bench.run_folder("undo");
    let plan = bench.freeze_rows(&mut undo, &Users::Each, &PlanOptions::default(), &back).expect("a plan");
    assert_eq!((plan.rows, plan.changes, plan.ends.get(RowOutcome::Kept)), (4, 2, 1));
    let ran = to_end(begin(bench.client.clone(), &back, RunOptions::default()).expect("a run"));
    assert_eq!(ran.outcomes(), [RowOutcome::Sent, RowOutcome::Kept, RowOutcome::Kept, RowOutcome::Skipped]);
    assert_eq!(exit_code(ran.stop.reason, &ran.counts), 12);
    let user = |n: usize| ["dept", "type", "pronouns"].map(|member| bench.value(&format!("id-{n}"), member));
    assert_eq!(user(0)[..2], ["Old", "1"]);
    assert_eq!(user(1), ["Elsewhere", "1", ""]);
    assert_eq!(user(2)[..2], ["Elsewhere", "4"]);
    let partly = ran.rows.iter().find(|row| row.row == 1).map(|row| row.end.message.clone()).unwrap_or_default();
    assert!(partly.ends_with("changed after the run by somebody else, and kept: dept"), "{partly}");
}
