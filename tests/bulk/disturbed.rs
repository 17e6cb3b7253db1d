//! What happens around a run: tokens that end, a server that restarts, rows that are mended.

use crate::support_bulk::{Bench, Ran, departments, open, to_end};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;
use support::{app_options, http_options, with};
use zoomuser::internal::FlatClient;
use zoomuser_bulk::journal::{StopReason, boot_id};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{Retry, begin, resume};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::{Event, Progress};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::exit_code;
use zoomuser_bulk::run_folder::RunFolder;
use zoomuser_sandbox::Sandbox;

const ROWS: usize = 200;

/// Runs on until so many rows have ended.
fn rows_of(run: &mut Run, rows: u64) {
    while run.counts().total() < rows {
        match run.next(Duration::from_secs(60)) {
            Progress::Event(Event::Row(_)) => {}
            other => panic!("a row ends: {other:?}"),
        }
    }
}

fn frozen(bench: &Bench) -> RunFolder {
    let folder = bench.run_folder("run");
    bench.freeze(&departments(ROWS, "New"), &Users::Unread, &folder).expect("a plan");
    folder
}

fn sent(folder: &RunFolder) -> u64 {
    Results::read(folder, &boot_id()).expect("results").counts().get(RowOutcome::Sent)
}

#[test]
fn the_token_of_an_app_is_renewed() {
    let bench = Bench::new("crash-app", ROWS);
    let folder = frozen(&bench);
    let client = Arc::new(FlatClient::new(app_options(&bench.sandbox, &[])));
    let mut run = begin(client, &folder, RunOptions::default()).expect("a run");
    rows_of(&mut run, 50);
    bench.sandbox.revoke_tokens();
    let ran = to_end(run);
    assert_eq!((ran.stop.reason, sent(&folder)), (StopReason::Finished, ROWS as u64), "{:?}", ran.counts);
    assert_eq!(bench.updates(), ROWS as u64);
}

#[test]
fn a_token_that_ends_stops_the_run_and_another_one_goes_on() {
    let bench = Bench::new("crash-token", ROWS);
    let folder = frozen(&bench);
    let token = issued_token(&bench.sandbox);
    let client = Arc::new(FlatClient::new(with(http_options(&bench.sandbox), &[("token", &token)])));
    let mut run = begin(client, &folder, RunOptions::default()).expect("a run");
    rows_of(&mut run, 50);
    bench.sandbox.revoke_tokens();
    let ran = to_end(run);
    assert_eq!((ran.stop.reason, exit_code(ran.stop.reason, &ran.counts)), (StopReason::Token, 4), "{:?}", ran.stop);
    let before = sent(&folder);
    assert!((50..ROWS as u64).contains(&before) && before == bench.updates(), "{before}");

    let resumed = resume(bench.client.clone(), &folder, Retry::Nothing, RunOptions::default()).expect("a run");
    assert_eq!(resumed.in_doubt, []);
    let ran = to_end(resumed.run);
    assert_eq!((exit_code(ran.stop.reason, &ran.counts), sent(&folder)), (0, ROWS as u64), "{:?}", ran.counts);
    assert_eq!(bench.updates(), ROWS as u64, "no row is sent twice");
}

/// A token that the token service issued, which can be revoked.
fn issued_token(sandbox: &Sandbox) -> String {
    let url = sandbox.http_url();
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("connected");
    // sandbox-client:sandbox-secret
    let request = "POST /oauth/token?grant_type=account_credentials&account_id=sandbox-account HTTP/1.1\r\nHost: sandbox\r\n\
        Authorization: Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("sent");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("a response");
    let body = response.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {response}"));
    body["access_token"].as_str().expect("a token").to_owned()
}

#[test]
fn a_server_that_restarts_costs_no_row() {
    let bench = Bench::new("crash-restart", ROWS);
    let folder = frozen(&bench);
    let mut run = begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run");
    rows_of(&mut run, 50);
    // The calls that run now fail, or were answered before.
    let bench = bench.restart_sandbox(ROWS);
    let ran = to_end(run);
    assert_eq!(ran.stop.reason, StopReason::Finished, "{:?}", ran.stop);
    let left = ROWS as u64 - sent(&folder);
    let resumed = resume(bench.client.clone(), &folder, Retry::Retryable, RunOptions::default()).expect("a run");
    assert_eq!(resumed.in_doubt, []);
    let ran = to_end(resumed.run);
    assert_eq!(ran.counts.total(), left);
    assert_eq!((exit_code(ran.stop.reason, &ran.counts), sent(&folder)), (0, ROWS as u64), "{:?}", ran.counts);
}

#[test]
fn mended_failures_run_alone() {
    let bench = Bench::new("crash-mended", 20);
    let folder = bench.run_folder("run");
    let mut table = departments(20, "New");
    (0..5).for_each(|n| table.push_str(&format!("late-{n}@example.com,New\n")));
    bench.freeze(&table, &Users::Unread, &folder).expect("a plan");
    let ran: Ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!((ran.counts.get(RowOutcome::Sent), ran.counts.get(RowOutcome::Failed)), (20, 5), "{:?}", ran.counts);
    let results = Results::read(&folder, &boot_id()).expect("results");
    let failed = results.write_failed().expect("written").expect("there are failures");
    let failed = std::fs::read_to_string(failed).expect("read");

    for n in 0..5 {
        bench.sandbox.put_user(&format!("late-{n}"), &format!(r#"{{"email":"late-{n}@example.com","dept":"Old"}}"#));
    }
    let folder = bench.run_folder("again");
    let mut rows = open(&failed).expect("a table");
    let plan = bench.freeze_rows(&mut rows, &Users::Unread, &Default::default(), &folder).expect("a plan");
    assert_eq!((plan.rows, plan.changes), (5, 5));
    let ran = to_end(begin(bench.client.clone(), &folder, RunOptions::default()).expect("a run"));
    assert_eq!((exit_code(ran.stop.reason, &ran.counts), ran.counts.get(RowOutcome::Sent)), (0, 5), "{:?}", ran.counts);
    assert_eq!(bench.value("late-4", "dept"), "New");
    assert!(bench.sandbox.updates().iter().all(|user| user.accepted == 1), "{:?}", bench.sandbox.updates());
}
