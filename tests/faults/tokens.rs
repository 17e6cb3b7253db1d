//! Faults of the token service and of the token cache, with and without a valid token.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::lock_holder::LockHolder;
use support::{account, app_options, patch, sandbox, told};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::{Response, Sandbox};

const LIFETIME: Duration = Duration::from_secs(3_600);
const DEADLINE: Duration = Duration::from_secs(4);

/// A token in the cache file that this process has never had.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Held {
    Nothing,
    /// Issued so many seconds ago, by the clock of this machine.
    Issued(i64),
}

use Held::{Issued, Nothing};

/// What the token service does.
#[derive(Debug, Clone, Copy)]
enum Service {
    Hangs,
    Answers(u16),
    Closes,
}

fn update(client: &Client) -> Outcome {
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

fn client(sandbox: &Sandbox, cache: &str) -> Client {
    let deadline = DEADLINE.as_millis().to_string();
    Client::new(app_options(sandbox, &[("token_cache", cache), ("deadline_ms", &deadline), ("timeout_ms", "1000")]))
}

/// Whether a process updates a user three times as expected. Each time Zoom then refuses the token, so that there is another one
/// to be written. The first result has a warning with these words, or none if there are none.
fn process(sandbox: &Sandbox, cache: &str, prefix: &[&str], warning: &str) -> bool {
    let program = [env!("CARGO_BIN_EXE_client-process"), "shared-token"];
    let users = ["jane@example.com", "error-401-124@sandbox.test"].repeat(3);
    let all: Vec<&str> = prefix.iter().copied().chain(program).chain(users).collect();
    let mut command = Command::new(all[0]);
    command.args(&all[1..]).stdout(Stdio::null());
    let (url, account) = (sandbox.http_url(), account(sandbox));
    command.envs([("TEST_URL", url.as_str()), ("TEST_ACCOUNT", &account)]);
    command.envs([("TEST_CACHE", cache), ("TEST_WARNING", warning)]);
    command.status().expect("it runs").success()
}

/// Puts a token into the file.
fn hold(sandbox: &Sandbox, cache: &str, held: Held) {
    let Issued(age_s) = held else { return };
    sandbox.set_tokens(LIFETIME, Duration::ZERO);
    assert!(process(sandbox, cache, &[], ""));
    let text = std::fs::read_to_string(cache).expect("there");
    let mut all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for entry in all["apps"].as_object_mut().expect("entries").values_mut() {
        for name in ["issued_at", "expires_at"] {
            entry[name] = (entry[name].as_i64().expect("a time") - age_s).into();
        }
    }
    std::fs::write(cache, all.to_string()).expect("written");
}

fn break_service(sandbox: &Sandbox, service: Service) {
    match service {
        Service::Hangs => sandbox.set_tokens(LIFETIME, Duration::from_secs(60)),
        Service::Answers(http) => sandbox.script(Response::http(http, &[], r#"{"reason":"No.","error":"no"}"#)),
        Service::Closes => sandbox.script(Response { reset: true, ..Response::default() }),
    }
}

#[test]
fn a_valid_token_outlives_every_fault_of_the_service() {
    for service in [Service::Hangs, Service::Answers(400), Service::Answers(503), Service::Closes] {
        // Fresh; in the time in which it is renewed, at its beginning and at its end; none.
        for held in [Issued(10), Issued(3_310), Issued(3_500), Nothing] {
            let (sandbox, folder) = (sandbox(), Folder::new());
            let cache = folder.file("token");
            hold(&sandbox, &cache, held);
            let asked = sandbox.stats().token_requests;
            if held != Issued(10) {
                break_service(&sandbox, service);
            }
            let client = client(&sandbox, &cache);
            let started = Instant::now();
            let outcome = update(&client);
            let status = match (held, service) {
                (Issued(_), _) => Status::Ok,
                (Nothing, Service::Hangs) => Status::Timeout,
                (Nothing, Service::Answers(400)) => Status::Unauthorized,
                (Nothing, Service::Answers(_)) => Status::Server,
                (Nothing, Service::Closes) => Status::Io,
            };
            let cell = format!("{service:?}, {held:?}: {}", outcome.message());
            assert_eq!((outcome.status(), told(&outcome).as_str()), (status, ""), "{cell}");
            assert!(started.elapsed() < DEADLINE, "{cell}");
            // The next call asks again only if there is no token.
            if held != Nothing {
                let outcome = update(&client);
                assert_eq!(outcome.status(), Status::Ok, "{cell}");
                assert!(sandbox.stats().token_requests <= asked + 1, "{cell}");
            }
        }
    }
}

#[test]
fn threads_with_a_service_that_hangs() {
    for held in [Issued(3_400), Nothing] {
        let (sandbox, folder) = (sandbox(), Folder::new());
        let cache = folder.file("token");
        hold(&sandbox, &cache, held);
        break_service(&sandbox, Service::Hangs);
        let client = client(&sandbox, &cache);
        let started = Instant::now();
        thread::scope(|scope| {
            for number in 0..8 {
                let client = &client;
                scope.spawn(move || {
                    let user = format!("status-204+{number}@sandbox.test");
                    let outcome = client.update_user(&user, &patch(r#"{"dept":"d"}"#));
                    let status = if held == Nothing { Status::Timeout } else { Status::Ok };
                    assert_eq!(outcome.status(), status, "{held:?}: {}", outcome.message());
                });
            }
        });
        assert!(started.elapsed() < DEADLINE, "{held:?}: {:?}", started.elapsed());
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_told_once() {
    let (sandbox, folder) = (sandbox(), Folder::new());
    // The limit of a file's size has the effect of a full disk.
    let full = ["sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"];
    assert!(process(&sandbox, &folder.file("token"), &full, "cannot be written"), "full");
    assert!(std::fs::metadata(folder.file("token")).is_err(), "nothing is left of it");
    // Nobody may create a file there.
    if Path::new("/sys/kernel").is_dir() {
        assert!(process(&sandbox, "/sys/zoomuser-token", &[], "/sys/zoomuser-token"), "read-only");
    }
    assert!(process(&sandbox, &folder.file("gone/token"), &[], "gone/token"), "no folder");
    assert!(process(&sandbox, folder.text(), &[], folder.text()), "a folder");
    let damaged = folder.write("damaged", "{\"version\":2,");
    std::fs::set_permissions(&damaged, std::fs::Permissions::from_mode(0o600)).expect("set");
    assert!(process(&sandbox, &damaged, &[], "damaged"), "damaged");
    std::fs::set_permissions(&damaged, std::fs::Permissions::from_mode(0o644)).expect("set");
    assert!(process(&sandbox, &damaged, &[], "mode 0600"), "readable by others");
    assert!(process(&sandbox, &damaged, &[], ""), "it was replaced");
}

#[test]
fn a_cache_that_is_deleted_is_written_anew() {
    let (sandbox, folder) = (sandbox(), Folder::new());
    let cache = folder.file("token");
    let client = client(&sandbox, &cache);
    for renewals in 1..=2 {
        for _ in 0..2 {
            let outcome = update(&client);
            assert_eq!((outcome.status(), told(&outcome).as_str()), (Status::Ok, ""), "{}", outcome.message());
            assert_eq!(sandbox.stats().token_requests, renewals);
            // The process goes on with its own token.
            let _ = std::fs::remove_file(&cache);
            let _ = std::fs::remove_file(format!("{cache}.lock"));
        }
        sandbox.revoke_tokens();
    }
}

#[test]
fn a_locked_cache_delays_no_call_with_a_valid_token() {
    for (held, warning) in [(Issued(10), ""), (Issued(3_400), ""), (Nothing, "another process")] {
        let (sandbox, folder) = (sandbox(), Folder::new());
        let cache = folder.file("token");
        hold(&sandbox, &cache, held);
        let asked = sandbox.stats().token_requests;
        let _holder = LockHolder::start(Path::new(env!("CARGO_BIN_EXE_hold-lock")), &format!("{cache}.lock"));
        let outcome = update(&client(&sandbox, &cache));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{held:?}: {}", outcome.message());
        let said = told(&outcome);
        assert!(said.contains(warning) && said.is_empty() == warning.is_empty(), "{held:?}: {said}");
        // A fifth of the time is what waiting for the lock takes.
        assert_eq!(outcome.waited() >= DEADLINE / 6, held == Nothing, "{held:?}: {:?}", outcome.waited());
        assert_eq!(sandbox.stats().token_requests - asked, u64::from(held == Nothing), "{held:?}");
    }
}

#[test]
fn a_clock_that_jumped_costs_one_token() {
    // Set back by two hours after the token was issued, and ahead.
    for held in [Issued(-7_200), Issued(7_200)] {
        let (sandbox, folder) = (sandbox(), Folder::new());
        let cache = folder.file("token");
        hold(&sandbox, &cache, held);
        let asked = sandbox.stats().token_requests;
        for _ in 0..2 {
            let outcome = update(&client(&sandbox, &cache));
            assert_eq!((outcome.status(), told(&outcome).as_str()), (Status::Ok, ""), "{}", outcome.message());
            assert_eq!(sandbox.stats().token_requests, asked + 1, "{held:?}");
        }
    }
}
