//! Turns of the rate limiter: what is cancelled, killed, repeated or out of order loses none.

use crate::shared::dept;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use support::folder::Folder;
use support::lock_holder::LockHolder;
use support::own_program::OwnProgram;
use support::socks::forward;
use support::{http_options, https_options, interrupt_when_waiting, options, told, with};
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{CallOptions, CancelToken, Interrupt, Status};
use zoomuser_sandbox::{Response, Sandbox};

/// More calls than the plan permits within several seconds.
const CALLS: u32 = 40;
/// The longest wait of a call if nobody else waits: a turn that was lost, and the one before it.
const SOON: Duration = Duration::from_millis(1_700);

fn sandbox(token: &str) -> Sandbox {
    Sandbox::builder().token(token).start().expect("the sandbox starts")
}

fn free(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> Options {
    with(with(http_options(sandbox), &[("plan", "free")]), pairs)
}

fn user(number: u32) -> String {
    format!("status-204+{number}@sandbox.test")
}

#[test]
fn the_turns_of_cancelled_calls_are_given_to_the_next() {
    let sandbox = sandbox("turn-cancel");
    let client = Client::new(free(&sandbox, &[]));
    let (waiting, waits) = channel();
    let cancel = CancelToken::new();
    thread::scope(|scope| {
        for number in 0..CALLS {
            let (client, cancel, waiting) = (&client, &cancel, &waiting);
            let call = CallOptions {
                interrupt: Some(interrupt_when_waiting(waiting)),
                ..CallOptions::new().cancel_token(cancel)
            };
            scope.spawn(move || client.update_user_with(&user(number), &dept(), &call));
        }
        // Some are sent at once.
        (0..CALLS - 4).for_each(|_| waits.recv().expect("it waits"));
        cancel.cancel();
    });
    let outcome = client.update_user("jane@example.com", &dept());
    assert!(outcome.is_ok() && outcome.waited() < SOON, "{:?} {}", outcome.waited(), outcome.message());
}

#[test]
fn the_turns_of_a_killed_process_are_lost_for_no_more_than_a_second() {
    let (sandbox, folder) = (sandbox("turn-kill"), Folder::new());
    let (file, program) = (folder.file("rate"), OwnProgram::of(env!("CARGO_BIN_EXE_client-process")));
    // A process that crashes again and again, too.
    for _ in 0..2 {
        let mut child = Command::new(program.path())
            .args(["waiting-calls"])
            .env("TEST_CALLS", CALLS.to_string())
            .envs([("TEST_BASE_URL", sandbox.http_base_url()), ("TEST_TOKEN", "turn-kill".to_owned())])
            .env("TEST_RATE_FILE", &file)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == "all wait"), "it says when they wait");
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
    let outcome = Client::new(free(&sandbox, &[("rate_file", &file)])).update_user("jane@example.com", &dept());
    assert!(outcome.is_ok() && outcome.waited() < SOON, "{:?} {}", outcome.waited(), outcome.message());
    assert!(outcome.warnings().is_empty(), "{:?}", outcome.warnings());
}

/// The interrupt callback of a call that waits may wait for other calls, or make one.
#[test]
fn a_callback_of_the_first_call_does_not_stop_the_others() {
    let (sandbox, folder) = (sandbox("turn-callback"), Folder::new());
    let file = folder.file("rate");
    let client = Arc::new(Client::new(free(&sandbox, &[("rate_file", &file), ("deadline_ms", "10000")])));
    assert!(client.update_user(&user(1), &dept()).is_ok());
    let (done, answers) = channel();
    let interrupt: Interrupt = {
        let (client, asked, done) = (client.clone(), AtomicU32::new(0), std::sync::Mutex::new(done));
        Arc::new(move || {
            // At first the call is not in the queue.
            if asked.fetch_add(1, Ordering::SeqCst) == 2 {
                let other = client.clone();
                let other = thread::spawn(move || other.update_user(&user(2), &dept()));
                let outcomes = [other.join().expect("no panic"), client.update_user(&user(3), &dept())];
                done.lock().expect("no panic").send(outcomes).expect("received");
            }
            false
        })
    };
    let outer = client.update_user_with(
        "jane@example.com",
        &dept(),
        &CallOptions { interrupt: Some(interrupt), ..CallOptions::new() },
    );
    for outcome in answers.recv().expect("the callback ran").into_iter().chain([outer]) {
        assert!(outcome.is_ok(), "{}", outcome.message());
    }
}

#[test]
fn a_refused_call_keeps_its_place() {
    let sandbox = sandbox("turn-repeat");
    sandbox.script(Response::http(429, &[], "too fast"));
    let client = Client::new(free(&sandbox, &[("max_retries", "3")]));
    let (refused, is_refused) = channel();
    let order = std::sync::Mutex::new(Vec::new());
    let (client, ended) = (&client, |user: &str| order.lock().expect("no panic").push(user.to_owned()));
    thread::scope(|scope| {
        let ended = &ended;
        scope.spawn(move || {
            // In the pause before the retry, which is at least a second.
            let (started, refused) = (Instant::now(), std::sync::Mutex::new(refused));
            let call = CallOptions::new().interrupt(move || {
                if started.elapsed() > Duration::from_millis(300) {
                    let _ = refused.lock().expect("no panic").send(());
                }
                false
            });
            let outcome = client.update_user_with("jane@example.com", &dept(), &call);
            assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
            ended("jane");
        });
        is_refused.recv().expect("it is refused");
        for number in 0..12 {
            scope.spawn(move || {
                let outcome = client.update_user(&user(number), &dept());
                assert!(outcome.is_ok(), "{}", outcome.message());
                ended("other");
            });
        }
    });
    let order = order.into_inner().expect("no panic");
    let place = order.iter().position(|user| user == "jane").expect("it ended");
    // All pause for a second or less, the refused call for up to a second and a half.
    assert!(place <= 6, "{order:?}");
}

#[test]
fn other_calls_pass_a_bulk_run() {
    let sandbox = sandbox("turn-bulk");
    let client = Client::new(free(&sandbox, &[]));
    let (waiting, waits) = channel();
    let cancel = CancelToken::new();
    thread::scope(|scope| {
        for number in 0..CALLS {
            let (client, waiting, cancel) = (&client, &waiting, &cancel);
            let mut call = CallOptions::new().cancel_token(cancel);
            (call.interrupt, call.is_bulk) = (Some(interrupt_when_waiting(waiting)), true);
            scope.spawn(move || client.update_user_with(&user(number), &dept(), &call));
        }
        (0..CALLS - 4).for_each(|_| waits.recv().expect("it waits"));
        let outcome = client.update_user("jane@example.com", &dept());
        cancel.cancel();
        assert!(outcome.is_ok() && outcome.waited() < SOON, "{:?} {}", outcome.waited(), outcome.message());
    });
}

#[test]
fn without_its_file_a_process_keeps_the_rate_by_itself_and_says_so_once() {
    let (sandbox, folder) = (sandbox("turn-alone"), Folder::new());
    let client = Client::new(free(&sandbox, &[("rate_file", &folder.file("no/such/folder/rate"))]));
    let started = Instant::now();
    let warned: Vec<usize> = (0..6)
        .map(|_| {
            let outcome = client.update_user("jane@example.com", &dept());
            assert!(outcome.is_ok(), "{}", outcome.message());
            outcome.warnings().len()
        })
        .collect();
    assert_eq!(warned, [1, 0, 0, 0, 0, 0]);
    assert!(started.elapsed() > Duration::from_millis(1_200), "five turns: {:?}", started.elapsed());
    // So is a Retry-After.
    let retry = client.update_user("rate-seconds@sandbox.test", &dept());
    assert_eq!(retry.status(), Status::RateLimited);
    let outcome = client.update_user("jane@example.com", &dept());
    assert!(outcome.is_ok() && outcome.waited() > Duration::from_millis(800), "{:?}", outcome.waited());
}

#[test]
fn a_file_that_is_always_locked_costs_time_once() {
    let (sandbox, folder) = (sandbox("turn-locked"), Folder::new());
    let file = folder.file("rate");
    let _holder = LockHolder::start(std::path::Path::new(env!("CARGO_BIN_EXE_hold-lock")), &file);
    let client = Client::new(free(&sandbox, &[("rate_file", &file), ("deadline_ms", "5000")]));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    let warning = told(&outcome);
    assert!(warning.starts_with("rate_file: ") && warning.contains(&file), "{warning}");
    assert!(outcome.waited() >= Duration::from_millis(990), "{:?}", outcome.waited());
    for _ in 0..3 {
        let outcome = client.update_user("jane@example.com", &dept());
        assert!(outcome.is_ok() && outcome.waited() < Duration::from_millis(900), "{:?}", outcome.waited());
        assert!(outcome.warnings().is_empty(), "{:?}", outcome.warnings());
    }
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let (sandbox, folder) = (sandbox("turn-newer"), Folder::new());
    let file = folder.write("rate", "zoomuser-rate 99 what it will be\n");
    let client = Client::new(free(&sandbox, &[("rate_file", &file)]));
    let outcome = client.update_user("jane@example.com", &dept());
    assert!(outcome.is_ok() && outcome.warnings()[0].message.contains("a newer version"), "{:?}", outcome.warnings());
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "zoomuser-rate 99 what it will be\n");
}

#[test]
fn accounts_in_one_file_do_not_stop_each_other() {
    let (one, other, folder) = (sandbox("turn-one"), sandbox("turn-other"), Folder::new());
    let file = folder.file("rate");
    let client = |sandbox: &Sandbox| Client::new(free(sandbox, &[("rate_file", &file)]));
    let outcome = client(&one).update_user("rate-daily@sandbox.test", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1));
    assert!(client(&other).update_user("jane@example.com", &dept()).is_ok());
    let outcome = client(&one).update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
    let written = std::fs::read_to_string(&file).expect("there");
    assert!(written.starts_with("zoomuser-rate 2 ") && !written.contains("turn-one"), "{written}");
}

#[test]
fn a_wait_without_end_for_the_second_ends_in_a_minute() {
    let sandbox = sandbox("turn-endless");
    sandbox.script(Response::http(429, &[("X-RateLimit-Type", "QPS"), ("Retry-After", "99999999999")], ""));
    let client = Client::new(free(&sandbox, &[("deadline_ms", "1000")]));
    assert_eq!(client.update_user("jane@example.com", &dept()).status(), Status::RateLimited);
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
    let wait = outcome.retry_after(SystemTime::now()).expect("a time");
    assert!(wait <= Duration::from_secs(61) && wait > Duration::from_secs(50), "{wait:?}");
}

#[test]
fn a_day_that_is_used_up_while_a_call_connects_ends_it_with_the_time() {
    let sandbox = sandbox("turn-connects");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let server = sandbox.https_url().trim_start_matches("https://").to_owned();
    let connect_to = format!("{server}={}", listener.local_addr().expect("bound"));
    let options = with(https_options(&sandbox), &[("plan", "free")]);
    let late = Client::new(with(options.clone(), &[("connect_to", &connect_to)]));
    thread::scope(|scope| {
        let call = scope.spawn(move || late.update_user(&user(1), &dept()));
        // It has its permit and waits for the TLS handshake.
        let (socket, _) = listener.accept().expect("it connects");
        let outcome = Client::new(options).update_user("rate-daily@sandbox.test", &dept());
        assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1), "{}", outcome.message());
        scope.spawn(move || forward(socket, &server));
        let outcome = call.join().expect("no panic");
        assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1), "{}", outcome.message());
        assert!(outcome.message().contains("nothing was sent; retry after 20"), "{}", outcome.message());
        assert!(outcome.retry_after(SystemTime::now()).is_some_and(|wait| !wait.is_zero()), "{outcome:?}");
    });
    assert_eq!(sandbox.requests().len(), 1, "nothing of it was written");
}

#[test]
fn a_request_that_was_not_written_is_not_counted() {
    let (listener, folder) = (std::net::TcpListener::bind("127.0.0.1:0").expect("loopback"), Folder::new());
    let base_url = format!("https://{}/v2", listener.local_addr().expect("bound"));
    let file = folder.file("rate");
    let pairs = [("token", "turn-unwritten"), ("base_url", &base_url), ("plan", "free"), ("rate_file", &file)];
    let client = Client::new(options(&[&pairs[..], &[("timeout_ms", "100"), ("max_retries", "0")]].concat()));
    // Nobody answers to TLS.
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Timeout, 1), "{}", outcome.message());
    let written = std::fs::read_to_string(&file).expect("there");
    let counted = written.split(' ').find_map(|word| word.split_once(':'));
    assert_eq!(counted.map(|(_, count)| count), Some("0"), "{written}");
}

#[test]
fn a_refusal_counts_although_its_call_timed_out() {
    let (sandbox, folder) = (sandbox("turn-incomplete"), Folder::new());
    let file = folder.file("rate");
    let headers = [("X-RateLimit-Type", "QPS"), ("Retry-After", "50")];
    let slow = Some(Duration::from_millis(1));
    sandbox.script(Response { drip: slow, ..Response::http(429, &headers, "-".repeat(20_000)) });
    let client = Client::new(free(&sandbox, &[("deadline_ms", "1000"), ("rate_file", &file)]));
    assert_eq!(client.update_user(&user(1), &dept()).attempts(), 1);
    let outcome = client.update_user(&user(2), &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
}
