//! Threads, clients and processes keep to the rate limit of the plan.

use crate::shared::dept;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use support::folder::Folder;
use support::own_program::OwnProgram;
use support::{client, http_options, patch, with};
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{CallOptions, Status};
use zoomuser_sandbox::{Response, Sandbox};

/// A sandbox with a unique token, and therefore its own rate limit.
fn sandbox(token: &str) -> Sandbox {
    Sandbox::builder().token(token).start().expect("the sandbox starts")
}

fn paced(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> Options {
    with(with(http_options(sandbox), &[("plan", "free")]), pairs)
}

#[test]
fn threads_and_clients_of_an_account_keep_its_rate_together() {
    let sandbox = sandbox("pace-threads");
    // A little more than the plan allows: on a busy machine requests arrive later than they left.
    sandbox.set_limits(Some(6), None, 0);
    let started = Instant::now();
    let done = AtomicU32::new(0);
    thread::scope(|scope| {
        for number in 0..12 {
            let (sandbox, done) = (&sandbox, &done);
            scope.spawn(move || {
                let client = Client::new(paced(sandbox, &[]));
                let outcome = client.update_user(&format!("status-204+{number}@sandbox.test"), &dept());
                assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
                done.fetch_add(1, Ordering::SeqCst);
            });
        }
    });
    let stats = sandbox.stats();
    assert_eq!((stats.updates, stats.refused, done.load(Ordering::SeqCst)), (12, 0, 12));
    // Twelve requests at four a second are eleven pauses.
    assert!(started.elapsed() >= Duration::from_millis(2_700), "{:?}", started.elapsed());
}

#[test]
fn one_calls_share_the_rate_and_say_how_long_they_waited() {
    let sandbox = sandbox("pace-one-call");
    let options = format!(r#"{{"base_url":"{}","plan":"free","rate_share":50}}"#, sandbox.http_base_url());
    let call = || {
        zoomuser::internal::update_user(sandbox.token(), "jane@example.com", &dept(), &options, &CallOptions::default())
    };
    assert!(call().waited() < Duration::from_millis(400), "the first is sent at once");
    let started = Instant::now();
    let outcome = call();
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert!(outcome.waited() > Duration::from_millis(200) && started.elapsed() >= outcome.waited(), "{outcome:?}");
}

#[test]
fn accounts_do_not_wait_for_each_other_and_none_is_not_paced() {
    let (one, other) = (sandbox("pace-one"), sandbox("pace-other"));
    let slow = [("rate_share", "1")];
    assert!(Client::new(paced(&one, &slow)).update_user("jane@example.com", &dept()).is_ok());
    let outcome = Client::new(paced(&other, &slow)).update_user("jane@example.com", &dept());
    assert!(outcome.is_ok() && outcome.waited() < Duration::from_secs(5));
    for _ in 0..20 {
        assert!(client(&one).update_user("jane@example.com", &dept()).is_ok());
    }
    // The same account, named: another token shares its rate.
    let named = |token| with(paced(&one, &slow), &[("token", token), ("account_id", "acme"), ("deadline_ms", "1000")]);
    assert!(Client::new(named("pace-one")).update_user("jane@example.com", &dept()).is_ok());
    let outcome = Client::new(named("another")).update_user("jane@example.com", &dept());
    assert_eq!(outcome.status(), Status::RateLimited, "{}", outcome.message());
}

#[test]
fn a_turn_after_the_deadline_is_refused_at_once_and_says_when() {
    let sandbox = sandbox("pace-deadline");
    let client = Client::new(paced(&sandbox, &[("rate_share", "1"), ("deadline_ms", "5000")]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    let started = Instant::now();
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
    assert!(outcome.message().contains("retry after 20"), "{}", outcome.message());
    let wait = outcome.retry_after(SystemTime::now()).expect("a time");
    assert!(wait > Duration::from_secs(15) && wait < Duration::from_secs(26), "{wait:?}");
    assert!(started.elapsed() < Duration::from_secs(4));
    assert_eq!(sandbox.stats().updates, 1);
}

#[test]
fn a_wait_for_a_turn_is_cancelled_and_the_turn_goes_to_another() {
    let sandbox = sandbox("pace-cancel");
    let client = Client::new(paced(&sandbox, &[("rate_share", "10")]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    // The host program is asked before the turn is given, and while it is waited for: then it says stop.
    let asked = AtomicU32::new(0);
    let interrupt: zoomuser::Interrupt = Arc::new(move || asked.fetch_add(1, Ordering::SeqCst) > 0);
    let call = CallOptions { interrupt: Some(interrupt), ..CallOptions::default() };
    let first = Instant::now();
    let outcome = client.update_user_with("john@example.com", &dept(), &call);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Cancelled, 0));
    assert_eq!(outcome.message(), "cancelled while waiting for the rate limiter");
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    assert!(first.elapsed() < Duration::from_millis(4_500), "two turns are 5 s: {:?}", first.elapsed());
}

#[test]
fn updates_of_one_user_are_never_concurrent_updates() {
    let sandbox = sandbox("pace-user");
    sandbox.set_plan("pro");
    thread::scope(|scope| {
        for number in 0..6 {
            let sandbox = &sandbox;
            // The same user, written differently.
            let user = if number % 2 == 0 { "slow-50@sandbox.test" } else { "SLOW-50@sandbox.test" };
            let user = user.replace("SLOW", "slow");
            scope.spawn(move || {
                let client = Client::new(with(http_options(sandbox), &[("plan", "pro")]));
                let outcome = client.update_user(&user, &dept());
                assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
            });
        }
    });
    assert_eq!((sandbox.stats().concurrent_updates, sandbox.stats().updates), (0, 6));
}

#[test]
fn the_day_is_counted_and_its_end_told() {
    let sandbox = sandbox("pace-day");
    sandbox.set_limits(None, Some(100), 98);
    let client = Client::new(with(http_options(&sandbox), &[("plan", "pro")]));
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    // The answer to this one says that none are left.
    assert!(client.update_user("jane@example.com", &dept()).is_ok());
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
    assert!(outcome.message().ends_with("T00:00:00Z"), "{}", outcome.message());
    assert_eq!(sandbox.stats().refused, 0, "the server was not asked in vain");
    assert!(outcome.retry_after(SystemTime::now()).is_some_and(|wait| wait <= Duration::from_secs(86_400)));
}

#[test]
fn a_limit_of_the_day_that_is_refused_is_remembered() {
    let sandbox = sandbox("pace-daily");
    let client = Client::new(with(http_options(&sandbox), &[("plan", "pro")]));
    let outcome = client.update_user("rate-daily@sandbox.test", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 0), "{}", outcome.message());
}

#[test]
fn a_lower_limit_of_the_server_is_kept_from_then_on() {
    let sandbox = sandbox("pace-lower");
    let limits = [("Category", "Light"), ("Type", "QPS"), ("Limit", "5"), ("Remaining", "3")];
    let limits = limits.map(|(name, value)| (format!("X-RateLimit-{name}"), value));
    let limits: Vec<(&str, &str)> = limits.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    for _ in 0..11 {
        sandbox.script(Response::http(204, &limits, ""));
    }
    let started = Instant::now();
    let client = Client::new(with(http_options(&sandbox), &[("plan", "business")]));
    for _ in 0..11 {
        let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    }
    // Eleven requests at five a second are ten pauses, but for the first, before which nothing was known.
    assert!(started.elapsed() > Duration::from_millis(1_700), "{:?}", started.elapsed());
}

#[test]
fn a_429_stops_all_for_a_second() {
    let sandbox = sandbox("pace-429");
    let client = Client::new(with(http_options(&sandbox), &[("plan", "pro")]));
    assert_eq!(client.update_user("rate-second@sandbox.test", &dept()).status(), Status::RateLimited);
    let outcome = client.update_user("jane@example.com", &dept());
    assert!(outcome.is_ok() && outcome.waited() > Duration::from_millis(500), "{outcome:?}");
}

#[test]
fn processes_share_the_rate_through_a_file() {
    let (sandbox, folder) = (sandbox("pace-file"), Folder::new());
    // A little more than the plan allows: on a busy machine requests arrive later than they left.
    sandbox.set_limits(Some(40), None, 0);
    let (file, program) = (folder.file("rate"), OwnProgram::of(env!("CARGO_BIN_EXE_client-process")));
    std::fs::write(&file, "not what is expected").expect("written");
    let started = Instant::now();
    let children: Vec<_> = (0..4)
        .map(|number: u32| {
            Command::new(program.path())
                .arg("shared-rate")
                .envs([("TEST_BASE_URL", sandbox.http_base_url()), ("TEST_TOKEN", "pace-file".to_owned())])
                .stdout(Stdio::null())
                .envs([("TEST_RATE_FILE", file.clone()), ("TEST_PREFIX", number.to_string())])
                .spawn()
                .expect("it runs")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let stats = sandbox.stats();
    assert_eq!((stats.updates, stats.refused), (80, 0), "{stats:?}");
    assert!(started.elapsed() > Duration::from_millis(2_600), "{:?}", started.elapsed());
}

#[test]
fn a_rate_file_that_cannot_be_used_is_a_warning() {
    let (sandbox, folder) = (sandbox("pace-no-file"), Folder::new());
    let options = paced(&sandbox, &[("rate_file", &folder.file("no/such/folder/rate"))]);
    let outcome = Client::new(options).update_user("jane@example.com", &dept());
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let told: Vec<_> = outcome.warnings().iter().map(|warning| warning.field.as_str()).collect();
    assert_eq!(told, ["rate_file"]);
    assert!(outcome.warnings()[0].message.contains("no/such/folder/rate"), "{:?}", outcome.warnings());
}
