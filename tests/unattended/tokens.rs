//! Server-to-Server OAuth: one token request at a time, early renewal, renewal after a rejection, no token in any output.

use crate::shared::dept;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::{app_options, http_options, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::internal::outcome_json;
use zoomuser::{CallOptions, CancelToken, Status};
use zoomuser_sandbox::{Response, Sandbox};

#[test]
fn a_token_is_got_once_and_used_for_all_calls_and_clients() {
    let sandbox = support::sandbox();
    for _ in 0..3 {
        let client = Client::new(app_options(&sandbox, &[]));
        for _ in 0..3 {
            let outcome = client.update_user("jane@example.com", &dept());
            assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
        }
    }
    assert_eq!(sandbox.stats().token_requests, 1);
    let requests = sandbox.requests();
    let first = requests.first().expect("a request");
    assert_eq!((first.method.as_str(), first.target.as_str()), ("POST", "/oauth/token"));
    let account = support::account(&sandbox).replace('+', "%2B");
    assert_eq!(first.body, format!("grant_type=account_credentials&account_id={account}").as_bytes());
}

#[test]
fn many_threads_wait_for_one_renewal() {
    let sandbox = support::sandbox();
    sandbox.set_tokens(Duration::from_secs(3_600), Duration::from_millis(300));
    let client = Client::new(app_options(&sandbox, &[]));
    thread::scope(|scope| {
        for number in 0..24 {
            let client = &client;
            scope.spawn(move || {
                let user = format!("status-204+{number}@sandbox.test");
                let outcome = client.update_user(&user, &dept());
                assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
            });
        }
    });
    assert_eq!(sandbox.stats().token_requests, 1);
}

#[test]
fn who_waits_for_another_threads_token_keeps_its_own_limits() {
    let sandbox = support::sandbox();
    sandbox.set_tokens(Duration::from_secs(3_600), Duration::from_secs(20));
    let (slow, quick) =
        (Client::new(app_options(&sandbox, &[])), Client::new(app_options(&sandbox, &[("deadline_ms", "300")])));
    let cancel = CancelToken::new();
    let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
    thread::scope(|scope| {
        let running = scope.spawn(|| slow.update_user_with("jane@example.com", &dept(), &call));
        while sandbox.requests().is_empty() && !running.is_finished() {
            thread::yield_now();
        }
        let started = Instant::now();
        let outcome = quick.update_user("john@example.com", &dept());
        assert_eq!(outcome.status(), Status::Timeout, "{}", outcome.message());
        assert!(outcome.message().contains("another thread was getting a token"), "{}", outcome.message());
        assert!(started.elapsed() < Duration::from_secs(10));
        assert_eq!(outcome.attempts(), 0);
        cancel.cancel();
        assert_eq!(running.join().expect("no panic").status(), Status::Cancelled);
    });
    assert_eq!(sandbox.stats().token_requests, 1);
}

#[test]
fn who_waited_for_a_refusal_is_refused_as_well() {
    let sandbox = support::sandbox();
    sandbox.set_tokens(Duration::from_secs(3_600), Duration::from_millis(1_500));
    let client = Client::new(app_options(&sandbox, &[("account_id", "nobody")]));
    thread::scope(|scope| {
        for number in 0..8 {
            let (client, sandbox) = (&client, &sandbox);
            scope.spawn(move || {
                // All ask while the first request is under way.
                while number > 0 && sandbox.requests().is_empty() {
                    thread::yield_now();
                }
                let outcome = client.update_user(&format!("status-204+{number}@sandbox.test"), &dept());
                assert_eq!(outcome.status(), Status::Unauthorized, "{}", outcome.message());
            });
        }
    });
    assert_eq!(sandbox.stats().token_requests, 1);
    assert_eq!(client.update_user("me", &dept()).status(), Status::Unauthorized);
    assert_eq!(sandbox.stats().token_requests, 2, "a later call asks again");
}

#[test]
fn a_token_that_came_in_part_is_asked_for_again() {
    let sandbox = support::sandbox();
    let answer = Response::http(200, &[], r#"{"access_token":"sandbox-token","expires_in":3599}"#);
    for cut in [answer.bytes.len() - 1, answer.bytes.len() - 20] {
        sandbox.script(Response { cut_after: Some(cut), ..answer.clone() });
        let outcome = Client::new(app_options(&sandbox, &[])).update_user("jane@example.com", &dept());
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Io, 0), "{}", outcome.message());
        assert!(outcome.message().contains("its response is incomplete"), "{}", outcome.message());
        let response = outcome.response().expect("the answer as far as it came");
        assert_eq!((response.http_status(), response.body()), (200, &b""[..]));
    }
    sandbox.script(Response { cut_after: Some(answer.bytes.len() - 1), ..answer });
    let outcome = Client::new(app_options(&sandbox, &[("max_retries", "1")])).update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    assert_eq!(sandbox.requests().len(), 5);
}

#[test]
fn a_refused_token_is_renewed_once_and_the_patch_repeated_once() {
    let sandbox = support::sandbox();
    let client = Client::new(app_options(&sandbox, &[]));
    assert_eq!(client.update_user("jane@example.com", &dept()).status(), Status::Ok);
    sandbox.revoke_tokens();
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 2);

    // A token that is always rejected is renewed once per call.
    let outcome = client.update_user("error-401-124@sandbox.test", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Unauthorized, 2), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 3);

    // A renewal that fails does not hide what Zoom said.
    sandbox.revoke_tokens();
    sandbox.script(Response::http(401, &[("Content-Type", "application/json")], r#"{"code":124,"message":"Ended."}"#));
    sandbox.script(Response::http(400, &[], r#"{"reason":"The app has been disabled","error":"invalid_client"}"#));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Unauthorized, 1), "{}", outcome.message());
    assert_eq!(outcome.response().map(|response| response.api_message()), Some("Ended."));
    let told = outcome.warnings().iter().map(ToString::to_string).collect::<String>();
    assert!(told.contains("not renewed") && told.contains("disabled"), "{told}");
}

#[test]
fn refusals_of_the_token_service_are_explained() {
    let sandbox = support::sandbox();
    for (name, value, status, hint) in [
        ("client_secret", "wrong-secret", Status::Unauthorized, "client_secret"),
        ("client_id", "another", Status::Unauthorized, "client_id"),
        ("account_id", "nobody", Status::Unauthorized, "account_id"),
        ("account_id", "app-type", Status::Unauthorized, "Server-to-Server"),
        ("account_id", "inactive-app", Status::Unauthorized, "activate"),
        ("account_id", "no-scope", Status::Forbidden, "user:write:admin"),
        ("account_id", "limited", Status::RateLimited, "token_cache"),
        ("account_id", "broken", Status::Server, "later"),
        ("account_id", "dropped", Status::Io, ""),
        ("account_id", "page", Status::Unexpected, "token_url"),
    ] {
        let outcome = Client::new(app_options(&sandbox, &[(name, value)])).update_user("jane@example.com", &dept());
        assert_eq!(outcome.status(), status, "{name}={value}: {}", outcome.message());
        assert!(outcome.hint().contains(hint), "{name}={value}: {:?}", outcome.hint());
        assert_eq!(outcome.attempts(), 0);
        assert!(outcome.message().contains("token service"), "{}", outcome.message());
        assert_eq!(outcome.response().is_some(), status != Status::Io);
        assert_eq!(outcome.message().contains("Log in first."), value == "page", "{}", outcome.message());
    }
    assert_eq!(sandbox.stats().updates, 0, "nothing was sent");
}

#[test]
fn the_client_secret_follows_no_redirect() {
    let sandbox = support::sandbox();
    for location in ["/oauth/token", "https://zoom.us/oauth/token"] {
        sandbox.script(Response::http(307, &[("Location", location)], ""));
        let outcome =
            Client::new(app_options(&sandbox, &[("max_retries", "3")])).update_user("jane@example.com", &dept());
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 0), "{}", outcome.message());
    }
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn the_token_request_is_repeated_like_any_other() {
    let sandbox = support::sandbox();
    sandbox.script(Response::http(503, &[], ""));
    sandbox.script(Response { reset: true, ..Response::default() });
    let outcome = Client::new(app_options(&sandbox, &[("max_retries", "3")])).update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    assert!(outcome.waited() > Duration::ZERO);
}

#[test]
fn what_is_missing_or_too_much_is_named() {
    let sandbox = support::sandbox();
    for (pairs, status, message) in [
        (&[("client_secret", "")][..], Status::MissingToken, "client_secret: missing"),
        (&[("account_id", ""), ("client_id", "")], Status::MissingToken, "account_id, client_id: missing"),
        (&[("client_id", ""), ("client_secret", "")], Status::MissingToken, "client_id, client_secret: missing"),
        (&[("token", "token-1")], Status::InvalidArgument, "token, client_id with client_secret: give only one"),
    ] {
        let outcome = Client::new(app_options(&sandbox, pairs)).update_user("jane@example.com", &dept());
        assert_eq!(outcome.status(), status, "{}", outcome.message());
        assert!(outcome.message().starts_with(message), "{}", outcome.message());
    }
    // With a token, the account says whose rate it is.
    let named = with(http_options(&sandbox), &[("account_id", "sandbox-account")]);
    assert_eq!(Client::new(named).update_user("jane@example.com", &dept()).status(), Status::Ok);
    assert_eq!(sandbox.stats().token_requests, 0);
}

#[test]
fn the_place_that_comes_with_the_token_is_used_unless_one_is_set() {
    let (sandbox, other) = (support::sandbox(), support::sandbox());
    sandbox.set_api_url(&other.http_url());
    let client = Client::new(app_options(&sandbox, &[("base_url", "")]));
    // The token is the sandbox's and not the other's: what counts is where the request went.
    let outcome = client.update_user("status-204@sandbox.test", &dept());
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert_eq!((other.stats().updates, sandbox.stats().updates), (1, 0));
    let outcome = Client::new(app_options(&sandbox, &[])).update_user("status-204@sandbox.test", &dept());
    assert_eq!(outcome.status(), Status::Ok);
    assert_eq!((other.stats().updates, sandbox.stats().updates), (1, 1));
}

#[test]
fn nothing_of_an_app_is_in_any_output() {
    let sandbox = support::sandbox();
    let basic = "c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=";
    for (pairs, user) in [
        (&[][..], "jane@example.com"),
        (&[], "echo-token@sandbox.test"),
        (&[("account_id", "echo")], "jane@example.com"),
        (&[("account_id", "page")], "jane@example.com"),
    ] {
        let client = Client::new(app_options(&sandbox, pairs));
        let outcome = client.update_user(user, &dept());
        let json = serde_json::Value::Object(outcome_json::outcome(&outcome)).to_string();
        let body = outcome.response().map(|r| String::from_utf8_lossy(r.body()).into_owned());
        let all = format!("{outcome:?} {json} {body:?} {client:?}");
        let tokens = sandbox.requests().into_iter().flat_map(|request| request.headers);
        let tokens = tokens.filter_map(|(_, value)| Some(value.strip_prefix("Bearer ")?.to_owned()));
        for secret in tokens.chain(["sandbox-secret".to_owned(), basic.to_owned()]) {
            assert!(!all.contains(&secret), "{pairs:?} {user}: {secret} in {all}");
        }
    }
}

#[test]
fn a_program_gives_tokens_itself() {
    let sandbox = support::sandbox();
    let asked: Arc<Mutex<Vec<bool>>> = Arc::default();
    let (seen, good) = (Arc::clone(&asked), sandbox.token().to_owned());
    let caller = thread::current().id();
    let options = with(http_options(&sandbox), &[("token", "")]);
    let source: zoomuser::TokenSource = Arc::new(move |ask| {
        assert_eq!(thread::current().id(), caller);
        seen.lock().expect("no panic").push(ask.refused);
        Ok(if ask.refused { good.clone() } else { "expired-token".to_owned() })
    });
    let client = Client::with_source(options.clone(), Some(source));
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    assert_eq!(*asked.lock().expect("no panic"), [false, true]);

    for (answer, message) in [
        (Err("the vault is closed".to_owned()), "token source: the vault is closed"),
        (Ok(String::new()), "token source: expected a token, got an empty text"),
        (Ok("Bearer SECRET".to_owned()), "token source: give the token alone, without the word Bearer"),
        (
            Ok("SECRET\r\nX: y".to_owned()),
            "token source: holds a control character, e.g. the end of a line: expected letters, digits and -._~+/, and = only at the end",
        ),
    ] {
        let client = Client::with_source(options.clone(), Some(Arc::new(move |_| answer.clone())));
        let outcome = client.update_user("jane@example.com", &dept());
        assert_eq!((outcome.status(), outcome.message()), (Status::MissingToken, message));
    }
    let calls = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    let source: zoomuser::TokenSource = Arc::new(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok("token-2".to_owned())
    });
    let both = Client::with_source(http_options(&sandbox), Some(source));
    assert_eq!(both.update_user("jane@example.com", &dept()).status(), Status::InvalidArgument);
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

/// Updates a user three times in a child process, which has only the token in the file. The first result has a warning with
/// these words, or none if there are none.
pub(crate) fn child(sandbox: &Sandbox, cache: &str, user: &str, warning: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_client-process"));
    command.args(["shared-token", user, user, user]);
    command.envs([("TEST_URL", sandbox.http_url().as_str()), ("TEST_CACHE", cache)]);
    command.envs([("TEST_ACCOUNT", support::account(sandbox).as_str()), ("TEST_WARNING", warning)]);
    command.stdout(Stdio::null()).spawn().expect("it runs")
}

#[test]
fn processes_share_a_token_and_one_gets_it_for_all() {
    let (sandbox, folder) = (support::sandbox(), Folder::new());
    sandbox.set_tokens(Duration::from_secs(3_600), Duration::from_millis(500));
    let cache = folder.file("token");
    for round in 1..=2 {
        let children: Vec<_> =
            (0..6).map(|number| child(&sandbox, &cache, &format!("status-204+{number}@sandbox.test"), "")).collect();
        for mut child in children {
            assert!(child.wait().expect("it ends").success());
        }
        assert_eq!(sandbox.stats().token_requests, 1, "round {round}");
    }
    let mode = std::fs::metadata(&cache).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = std::fs::read_to_string(&cache).expect("text");
    assert!(!text.contains("sandbox-secret"));
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("there").map(|e| e.expect("entry").file_name()).collect();
    assert_eq!(names.len(), 2, "the file and its lock: {names:?}");
}

#[test]
fn a_cache_that_is_not_in_order_is_ignored_and_written_anew() {
    let (sandbox, folder) = (support::sandbox(), Folder::new());
    let cache = folder.file("token");
    let mut requests = 0;
    let mut check = |expected: u64, what: &str, warning: &str| {
        assert!(child(&sandbox, &cache, "jane@example.com", warning).wait().expect("it ends").success(), "{what}");
        requests += expected;
        assert_eq!(sandbox.stats().token_requests, requests, "{what}");
        assert!(std::fs::read_to_string(&cache).expect("there").contains("access_token"), "{what}");
    };
    check(1, "there is none", "");
    check(0, "a good one", "");
    let good = std::fs::read_to_string(&cache).expect("there");
    for (what, text, warning) in [
        ("empty", "", ""),
        ("cut", &good[..40], "damaged"),
        ("noise", "\u{1}\u{2}", "damaged"),
        ("another's", "{\"version\":1}", "damaged"),
    ] {
        std::fs::write(&cache, text).expect("written");
        check(1, what, warning);
    }
    std::fs::set_permissions(&cache, std::fs::Permissions::from_mode(0o644)).expect("set");
    check(1, "open to others", "mode 0600");
    let other = folder.file("other");
    std::fs::rename(&cache, &other).expect("moved");
    symlink(&other, &cache).expect("linked");
    let before = std::fs::read_to_string(&other).expect("there");
    check(1, "a link", "mode 0600");
    assert_eq!(std::fs::read_to_string(&other).expect("there"), before, "what the link led to is as it was");
    // A token that Zoom no longer takes is not taken from the file again.
    sandbox.revoke_tokens();
    check(1, "withdrawn", "");
    check(0, "the new one", "");
}

#[test]
fn a_cache_that_cannot_be_written_is_a_warning() {
    let (sandbox, folder) = (support::sandbox(), Folder::new());
    let nowhere = folder.file("no/such/folder/token");
    let outcome =
        Client::new(app_options(&sandbox, &[("token_cache", &nowhere)])).update_user("jane@example.com", &dept());
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert!(outcome.warnings().iter().all(|warning| warning.field == "token_cache"));
    assert!(!outcome.warnings().is_empty());
    assert!(outcome.warnings().iter().all(|warning| warning.message.contains(&nowhere)), "{:?}", outcome.warnings());
}
