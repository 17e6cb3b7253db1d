//! What a plan finds, and that it sends nothing.

use crate::support_bulk::{Bench, departments, open};
use zoomuser::Status;
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::plan_file::PlanReader;
use zoomuser_bulk::plan::planned_row::{PlannedRow, Step};
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::run_folder::{RunFile, RunFolder};

const TABLE: &str = "email,dept,type\nuser-0@example.com,New,2\nuser-1@example.com,Old,1\nnobody@example.com,New,\n\
    id-2,,2\nuser-3@example.com,New,1\n";

fn rows(folder: &RunFolder) -> Vec<PlannedRow> {
    let file = folder.open_file(RunFile::Plan).expect("a plan");
    let mut reader = PlanReader::new(file, &folder.file(RunFile::Plan)).expect("a header");
    std::iter::from_fn(|| reader.next_row().expect("a row")).collect()
}

/// What is to be done for each row: the fields that are sent, or the outcome.
fn steps(folder: &RunFolder) -> Vec<String> {
    let step = |row: PlannedRow| match row.step {
        Step::Send(change) => {
            let fields = change.send.iter().map(|(name, value)| format!("{name}={value}"));
            fields.collect::<Vec<_>>().join(" ")
        }
        Step::End(end) => end.outcome.word().to_owned(),
    };
    rows(folder).into_iter().map(step).collect()
}

const EXPECTED: [&str; 5] = ["dept=\"New\" type=2", "already", "failed", "type=2", "dept=\"New\""];

#[test]
fn each_user_is_read_and_compared() {
    let bench = Bench::new("plan-each", 5);
    let folder = bench.run_folder("each");
    let summary = bench.freeze(TABLE, &Users::Each, &folder).expect("a plan");
    assert_eq!(steps(&folder), EXPECTED);
    assert_eq!((summary.rows, summary.changes, summary.losses), (5, 3, 0));
    assert_eq!((summary.ends.get(RowOutcome::Already), summary.ends.get(RowOutcome::Failed)), (1, 1));
    assert_eq!((summary.licenses_taken(), summary.fields.get("dept")), (2, Some(&2)));
    assert_eq!(bench.updates(), 0);
    let Step::Send(change) = &rows(&folder)[0].step else { panic!("row 0 is sent") };
    assert_eq!(change.old.as_ref().map(|old| old.to_owned()["dept"].to_string()).as_deref(), Some("\"Old\""));
}

#[test]
fn a_list_of_the_account_leads_to_the_same_plan() {
    let bench = Bench::new("plan-list", 700);
    let (each, listed) = (bench.run_folder("each"), bench.run_folder("listed"));
    bench.freeze(TABLE, &Users::Each, &each).expect("a plan");
    let before = bench.sandbox.requests().len();
    let fields = ["dept".to_owned(), "type".to_owned()];
    let users = Users::choose(&bench.client, 5, &fields, &mut |_| true).expect("a list");
    assert!(matches!(users, Users::Listed(_)));
    bench.freeze(TABLE, &users, &listed).expect("a plan");
    assert_eq!(steps(&listed), EXPECTED);
    let paths: Vec<String> = bench.sandbox.requests()[before..]
        .iter()
        .map(|request| request.target.split('?').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(paths.iter().filter(|path| path.ends_with("/users")).count(), 5, "three pages and two empty lists");
    assert_eq!(paths.len(), 6, "only the unknown user is read: {paths:?}");
}

#[test]
fn users_are_read_one_by_one_where_that_is_cheaper() {
    let bench = Bench::new("plan-choice", 700);
    let choose = |rows, fields: &[&str]| {
        let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        let users = Users::choose(&bench.client, rows, &fields, &mut |_| true).expect("a choice");
        matches!(users, Users::Listed(_))
    };
    assert!(choose(4, &["dept", "custom_attributes"]));
    assert!(!choose(3, &["dept"]), "the account has more than 200 users for each row");
    assert!(!choose(700, &["dept", "pronouns"]), "the list has no pronouns");
}

#[test]
fn two_rows_of_one_user_are_found_by_reading() {
    let bench = Bench::new("plan-duplicates", 3);
    let table = "user_id,dept\nuser-0@example.com,A\nid-1,B\nid-0,C\n";
    let folder = bench.run_folder("refused");
    bench.freeze(table, &Users::Each, &folder).expect("a plan");
    let planned = rows(&folder);
    let Step::End(end) = &planned[2].step else { panic!("row 2 is refused") };
    assert!(end.message.starts_with("line 2 changes the same user by another name"), "{}", end.message);

    let folder = bench.run_folder("in-order");
    let options = PlanOptions { duplicates: Duplicates::InOrder, ..PlanOptions::default() };
    bench.freeze_rows(&mut open(table).expect("a table"), &Users::Each, &options, &folder).expect("a plan");
    assert_eq!(steps(&folder), ["dept=\"A\"", "dept=\"B\"", "dept=\"C\""]);
}

#[test]
fn a_token_that_is_refused_ends_the_plan() {
    let bench = Bench::with_options("plan-token", 300, &[("token", "another-token")]);
    let folder = bench.run_folder("token");
    let error = bench.freeze(&departments(300, "New"), &Users::Each, &folder).expect_err("no token");
    let PlanError::Call(outcome) = error else { panic!("{error}") };
    assert_eq!(outcome.status(), Status::Unauthorized);
    assert!(bench.sandbox.requests().len() < 300, "the plan ends at the first refusal");
}
