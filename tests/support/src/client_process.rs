//! A client in a process of its own, for tests of what processes share. The first argument names what it does; variables of the
//! environment say with what. It panics if a result is not what the test expects.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "a test reads it")]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use support::{interrupt_when_waiting, options, patch};
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{CallOptions, ListUsers, Status};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["shared-token", users @ ..] => shared_token(users),
        ["share-token"] => share_token(),
        ["shared-rate"] => shared_rate(),
        ["waiting-calls"] => waiting_calls(),
        ["load"] => load(),
        ["other-folder"] => other_folder(),
        ["list-users"] => list_users(),
        _ => panic!("unknown: {arguments:?}"),
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

fn update(client: &Client, user: &str) -> Outcome {
    client.update_user(user, &patch(r#"{"dept":"d"}"#))
}

fn expect_ok(outcome: &Outcome) {
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert!(outcome.warnings().is_empty(), "{:?}", outcome.warnings());
}

/// Options for the app of the sandbox, and these.
fn app_options(pairs: &[(&str, &str)]) -> Options {
    let (token_url, base_url) =
        (format!("{}/oauth/token", variable("TEST_URL")), format!("{}/v2", variable("TEST_URL")));
    let account = variable("TEST_ACCOUNT");
    let app = [
        ("account_id", account.as_str()),
        ("client_id", "sandbox-client"),
        ("client_secret", "sandbox-secret"),
        ("token_url", &token_url),
        ("base_url", &base_url),
    ];
    options(&[&app, pairs].concat())
}

/// Updates users with the token in the file. The first result has a warning about the file with these words, or none if there
/// are no words; the others have none.
fn shared_token(users: &[&str]) {
    let (cache, mut expected) = (variable("TEST_CACHE"), variable("TEST_WARNING"));
    let client = Client::new(app_options(&[("token_cache", &cache), ("plan", "none")]));
    for user in users {
        let outcome = update(&client, user);
        let status = if user.starts_with("error-401") { Status::Unauthorized } else { Status::Ok };
        assert_eq!(outcome.status(), status, "{}", outcome.message());
        for warning in outcome.warnings() {
            assert!(!expected.is_empty() && warning.field == "token_cache", "{warning}");
            assert!(warning.message.contains(&expected) && warning.message.contains(&cache), "{warning}");
            expected.clear();
        }
        assert_eq!(expected, "", "no warning");
    }
}

/// Updates a user with the token on the server, as soon as a line is read.
fn share_token() {
    let client = Client::new(app_options(&[("share", &variable("TEST_SHARE")), ("share_required", "on")]));
    println!("ready");
    std::io::stdin().read_line(&mut String::new()).expect("a line");
    expect_ok(&update(&client, &format!("status-204+{}@sandbox.test", std::process::id())));
}

/// Options for the rate of `plan` that is shared through the file.
fn rate_options(plan: &str) -> Options {
    let (base_url, token, file) = (variable("TEST_BASE_URL"), variable("TEST_TOKEN"), variable("TEST_RATE_FILE"));
    options(&[("base_url", &base_url), ("token", &token), ("plan", plan), ("rate_file", &file), ("max_retries", "0")])
}

/// Twenty updates of five threads.
fn shared_rate() {
    let (client, prefix) = (&Client::new(rate_options("pro")), &variable("TEST_PREFIX"));
    thread::scope(|scope| {
        for number in 0..5 {
            scope.spawn(move || {
                for round in 0..4 {
                    expect_ok(&update(client, &format!("status-204+{prefix}-{number}-{round}@sandbox.test")));
                }
            });
        }
    });
}

/// As many calls at once as `TEST_CALLS` says. Says when all but four wait.
fn waiting_calls() {
    let calls: u32 = variable("TEST_CALLS").parse().expect("a number");
    let client = Client::new(rate_options("free"));
    let (waiting, waits) = channel();
    thread::scope(|scope| {
        for number in 0..calls {
            let (client, waiting) = (&client, &waiting);
            let call = CallOptions { interrupt: Some(interrupt_when_waiting(waiting)), ..CallOptions::default() };
            let user = format!("status-204+{number}@sandbox.test");
            scope.spawn(move || client.update_user_with(&user, &patch(r#"{"dept":"d"}"#), &call));
        }
        (0..calls - 4).for_each(|_| waits.recv().expect("it waits"));
        println!("all wait");
    });
}

/// Updates without a pause for `TEST_SECONDS`, by `TEST_THREADS` threads with a user each, with all options at their defaults
/// but those of a local server. Prints how many succeeded, failed, and how many warnings there were.
fn load() {
    let number = |name: &str| variable(name).parse::<u64>().expect("a number");
    let (base_url, token, file, plan) =
        (variable("TEST_BASE_URL"), variable("TEST_TOKEN"), variable("TEST_RATE_FILE"), variable("TEST_PLAN"));
    let all = [
        ("base_url", base_url.as_str()),
        ("token", &token),
        ("rate_file", &file),
        ("plan", &plan),
        ("share", &variable("TEST_SHARE")),
    ];
    let client = Client::new(options(&all));
    let (started, length) = (Instant::now(), Duration::from_secs(number("TEST_SECONDS")));
    let (succeeded, failed, warnings) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for thread in 0..number("TEST_THREADS") {
            let (client, succeeded, failed, warnings) = (&client, &succeeded, &failed, &warnings);
            scope.spawn(move || {
                let user = format!("slow-100+{}-{thread}@sandbox.test", std::process::id());
                while started.elapsed() < length {
                    let outcome = update(client, &user);
                    if outcome.is_ok() { succeeded } else { failed }.fetch_add(1, Ordering::SeqCst);
                    warnings.fetch_add(outcome.warnings().len(), Ordering::SeqCst);
                }
            });
        }
    });
    println!("{} {} {}", succeeded.into_inner(), failed.into_inner(), warnings.into_inner());
}

/// Updates in one folder, then in another, with paths that are relative to the first.
fn other_folder() {
    let go_to = |folder: &str| std::env::set_current_dir(Path::new(&variable(folder))).expect("a folder");
    go_to("TEST_HERE");
    let client = Client::new(app_options(&[("token_cache", "token"), ("rate_file", "./rate"), ("plan", "pro")]));
    for folder in ["TEST_THERE", "TEST_HERE", "TEST_THERE"] {
        go_to(folder);
        expect_ok(&update(&client, "jane@example.com"));
    }
}

/// Lists the users; prints how many there were, and the peak memory of this process in KiB, as Linux says it.
fn list_users() {
    let base_url = format!("{}/v2", variable("TEST_URL"));
    let client = zoomuser::Client::builder().base_url(&base_url).token(variable("TEST_TOKEN")).option("plan", "none");
    let client = client.build().expect("a client");
    let count = client.list_users(ListUsers::active()).filter(Result::is_ok).count();
    println!("{count} {}", support::measure::peak_kib());
}
