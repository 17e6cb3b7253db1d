//! Who may go on with a run, and which rows are sent again.

use crate::support_bulk::{Bench, departments, to_end};
use std::fs;
use std::process;
use zoomuser::Status;
use zoomuser_bulk::journal::{Done, Journal, Open, Sent, boot_id};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{Retry, begin, resume};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::{RunError, RunFile, sha256};

#[test]
fn only_one_process_runs_it() {
    let bench = Bench::new("crash-two", 20);
    let folder = bench.run_folder("run");
    bench.freeze(&departments(20, "New"), &Users::Unread, &folder).expect("a plan");
    let run = begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run");
    let second = resume(bench.client.clone(), &folder, Retry::Nothing, RunOptions::default());
    let Err(RunError::Running(message)) = second.map(drop) else { panic!("two run it") };
    assert!(message.contains(&format!("process {} has been running it since ", process::id())), "{message}");
    assert_eq!(to_end(run).counts.get(RowOutcome::Sent), 20);
}

#[test]
fn a_row_that_was_being_sent_a_second_time_is_sent_again() {
    let bench = Bench::new("crash-second", 3);
    let folder = bench.run_folder("run");
    bench.freeze(&departments(3, "New"), &Users::Unread, &folder).expect("a plan");
    let plan = sha256(folder.open_file(RunFile::Plan).expect("a plan")).expect("read");
    let open = Open { run: "run".to_owned(), plan, rows: 3, boot: boot_id(), ..Open::default() };
    let mut journal = Journal::create(&folder, open).expect("a journal");
    let sent = |row, attempt| Sent { row, user: 0, attempt, again: false };
    journal.sent(&[sent(0, 1), sent(1, 1), sent(2, 1)]).expect("recorded");
    let failed = Done { status: Some(Status::Connect.code()), ..Done::new(1, RowOutcome::Failed) };
    journal.done(&[Done::new(0, RowOutcome::Sent), failed, Done::new(2, RowOutcome::Sent)]).expect("recorded");
    journal.sent(&[sent(1, 2)]).expect("recorded");
    // As if the process was killed here.
    drop(journal);

    let resumed = resume(bench.client.clone(), &folder, Retry::Nothing, RunOptions::default()).expect("a run");
    assert_eq!(resumed.in_doubt.iter().map(|doubt| doubt.row).collect::<Vec<_>>(), [1]);
    let ran = to_end(resumed.run);
    assert_eq!(ran.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [1]);
    let counts = Results::read(&folder, &boot_id()).expect("results").counts();
    assert_eq!((counts.get(RowOutcome::Sent), bench.updates()), (3, 1), "{counts:?}");
    assert!(fs::read_to_string(folder.file(RunFile::Journal)).expect("read").contains("\"again\":true"));
}
