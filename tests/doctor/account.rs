//! The checks of token, scopes and rate limit.

use crate::{app, assert_check, assert_failed, check, checked, elsewhere, examined};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use support::{http_options, with};
use zoomuser::CheckOutcome::{Failed, Ok, Skipped, Warning};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Response;

fn json(http: u16, body: &str) -> Response {
    Response::http(http, &[("Content-Type", "application/json")], body)
}

#[test]
fn a_token_that_is_refused() {
    let sandbox = support::sandbox();
    for token in ["expired-token", "tok-SECRET"] {
        let outcome = examined(with(http_options(&sandbox), &[("token", token)]));
        assert_failed(&outcome, "token", "code 124");
        assert_eq!(outcome.status(), Status::Unauthorized);
        assert!(outcome.hint().contains("get a new one"));
        assert_check(&outcome, "response", Ok, "HTTP 401");
        assert_check(&outcome, "scopes", Skipped, "without a token that Zoom accepts");
    }
    assert_eq!(sandbox.requests().len(), 2, "it is not repeated");
}

#[test]
fn without_a_token_the_way_is_looked_at() {
    let sandbox = support::sandbox();
    let outcome = examined(with(http_options(&sandbox), &[("token", "")]));
    assert_failed(&outcome, "token", "no access token");
    assert_eq!(outcome.status(), Status::MissingToken);
    assert_check(&outcome, "response", Ok, "HTTP 401");
    assert_check(&outcome, "clock", Ok, " s ");
    // It is also reported if the connection fails.
    let outcome = examined(with(elsewhere("https://no-such-host.invalid/v2"), &[("token", "")]));
    assert_failed(&outcome, "dns", "could not be resolved");
    assert_check(&outcome, "token", Failed, "no access token");
    let outcome = examined(with(app(&sandbox), &[("client_secret", "")]));
    assert_failed(&outcome, "token", "client_secret: missing");
}

#[test]
fn an_app_that_gets_no_token() {
    let sandbox = support::sandbox();
    for (name, value, status, hint) in [
        ("client_secret", "wrong-SECRET", Status::Unauthorized, "client_secret"),
        ("account_id", "inactive-app", Status::Unauthorized, "activate the app"),
        ("account_id", "app-type", Status::Unauthorized, "Server-to-Server"),
    ] {
        let outcome = examined(with(app(&sandbox), &[(name, value)]));
        assert_failed(&outcome, "token", "the token service gave no token (HTTP 400)");
        assert_eq!(outcome.status(), status);
        assert!(outcome.hint().contains(hint), "{}", outcome.hint());
    }
    let outcome = examined(with(app(&sandbox), &[("account_id", "broken")]));
    assert_eq!(outcome.status(), Status::Server);
    assert_check(&outcome, "token", Skipped, "none: needs response of http");
    let outcome = examined(with(app(&sandbox), &[("account_id", "echo")]));
    assert_failed(&outcome, "token", "You sent");
}

#[test]
fn the_end_of_an_apps_token_is_reported() {
    let sandbox = support::sandbox();
    sandbox.set_tokens(Duration::from_secs(1234), Duration::ZERO);
    assert_check(&examined(app(&sandbox)), "token", Ok, "a new token of the app, expires in 1234 s; accepted");
    assert_check(&examined(http_options(&sandbox)), "token", Ok, "from the option token, expiry unknown");
}

#[test]
fn a_program_that_gives_tokens_is_asked_once() {
    let sandbox = support::sandbox();
    let options = with(http_options(&sandbox), &[("token", "")]);
    let asked = Arc::new(AtomicU32::new(0));
    for (given, status) in [("sandbox-token", Status::Ok), ("expired-token", Status::Unauthorized)] {
        let asked = Arc::clone(&asked);
        let source = Arc::new(move |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            Result::Ok(given.to_owned())
        });
        let outcome = checked(Client::with_source(options.clone(), Some(source)).doctor());
        assert_eq!(outcome.status(), status, "{:?}", outcome.checks());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    let outcome =
        checked(Client::with_source(options, Some(Arc::new(|_| Err("the vault is shut".to_owned())))).doctor());
    assert_failed(&outcome, "token", "the vault is shut");
}

#[test]
fn a_user_that_is_not_there_proves_the_token() {
    let sandbox = support::sandbox();
    sandbox.script(json(404, r#"{"code":1001,"message":"User does not exist: me."}"#));
    let outcome = examined(http_options(&sandbox));
    assert!(outcome.is_ok(), "{:?}", outcome.checks());
    assert_check(&outcome, "token", Ok, "accepted: Zoom knows no user `me` for it");
    assert_check(&outcome, "scopes", Skipped, "is unknown without making one");

    // The same status without Zoom's code is a wrong path, or not from Zoom.
    let wrong = with(http_options(&sandbox), &[("base_url", &format!("{}/v3", sandbox.http_url()))]);
    sandbox.script(Response::http(404, &[("Content-Type", "text/html")], "<title>Not Found</title>"));
    let outcome = examined(wrong);
    assert_failed(&outcome, "response", "HTTP 404");
    assert!(outcome.hint().contains("base_url"), "{}", outcome.hint());
    assert_check(&outcome, "token", Skipped, "needs response");
    assert_check(&outcome, "options", Warning, "base_url has no /v2");
    // Zoom itself does not know the path, which says nothing of the token.
    for code in [2300, 2001, 300] {
        sandbox.script(json(404, &format!(r#"{{"code":{code},"message":"Not recognized."}}"#)));
        let outcome = examined(http_options(&sandbox));
        let token = check(&outcome, "token");
        assert!(token.outcome != Ok, "{code}: {token:?}");
        assert_eq!(outcome.is_ok(), code != 2300, "{code}: {}", outcome.message());
        if code == 2300 {
            assert_failed(&outcome, "response", "code 2300");
            assert!(outcome.hint().contains("base_url"), "{}", outcome.hint());
        }
    }
    for (path, says) in [("/v2/users", "ends in /users"), ("/v2/v2", "more than once"), ("", "no /v2")] {
        let url = format!("{}{path}", sandbox.http_url());
        let outcome = examined(with(http_options(&sandbox), &[("base_url", &url)]));
        assert_check(&outcome, "options", Warning, says);
    }
}

#[test]
fn what_an_app_may_not_read_is_not_held_against_its_token() {
    let sandbox = support::sandbox();
    let token = || json(200, r#"{"access_token":"tok-SECRET-1","expires_in":3600,"scope":"user:write:admin"}"#);
    for answer in [
        json(401, r#"{"code":4700,"message":"Invalid access token"}"#),
        json(400, r#"{"code":300,"message":"This API does not support client credentials."}"#),
    ] {
        sandbox.script(token());
        sandbox.script(answer);
        let outcome = examined(app(&sandbox));
        assert!(outcome.is_ok(), "{:?}", outcome.checks());
        assert_check(&outcome, "token", Warning, "a new token of the app");
        assert_check(&outcome, "scopes", Ok, "user:write:admin permits updates, user:write:admin reading");
    }
}

#[test]
fn scopes_of_an_app_are_those_it_was_given() {
    let sandbox = support::sandbox();
    for (scope, expected, says) in [
        ("user:update:user:admin user:read:user:admin", Ok, "user:update:user:admin permits updates"),
        ("user:write:admin user:read:admin", Ok, "user:write:admin permits updates, user:read:admin reading"),
        ("user:master", Ok, "user:master permits updates, user:master reading"),
        ("user:write:admin", Ok, "user:write:admin permits updates, user:write:admin reading"),
        ("user:write:admin,user:read:admin", Ok, "user:write:admin permits updates, user:read:admin reading"),
        (" user:write:admin , meeting:read:admin", Ok, "user:write:admin permits updates"),
        ("meeting:read:admin,\tuser:update:user:admin,,user:read:user:admin,", Ok, "user:read:user:admin reading"),
        ("user:update:user:admin", Warning, "none permits reading"),
        ("user:update:user:admin user:read:user", Warning, "user:read:user permits reading the token's own user only"),
        ("user:update:user user:read:user", Warning, "user:update:user permits updates of the token's own user only"),
        ("user:write", Warning, "user:write permits updates of the token's own user only, user:write reading it"),
        ("user:update:user", Warning, "none permits reading"),
    ] {
        sandbox.set_scope(scope);
        let outcome = examined(app(&sandbox));
        assert!(outcome.is_ok(), "{scope}: {:?}", outcome.checks());
        assert_check(&outcome, "scopes", expected, says);
    }
    for scope in ["user:write:admin", "user:master", "user:update:user:admin,user:read:user:admin"] {
        sandbox.set_scope(scope);
        let outcome = examined(with(app(&sandbox), &[("confirm", "on")]));
        assert!(outcome.is_ok(), "{scope}: {:?}", outcome.checks());
        assert_check(&outcome, "scopes", Ok, "permits updates");
    }
    for scope in ["user:write", "user:update:user user:read:user", "user:update:user,user_info:read"] {
        sandbox.set_scope(scope);
        let outcome = examined(with(app(&sandbox), &[("only_changes", "on")]));
        assert!(outcome.is_ok(), "{scope}: {:?}", outcome.checks());
        assert_check(&outcome, "scopes", Warning, "the token's own user only");
    }
    for scope in ["user:read:user:admin", "", "user:update:user:administrator"] {
        sandbox.set_scope(scope);
        let outcome = examined(app(&sandbox));
        assert_failed(&outcome, "scopes", "permits updating users");
        assert_eq!(outcome.status(), Status::Forbidden);
        assert!(outcome.hint().contains("user:update:user:admin"));
    }
    for scope in ["user:update:user:admin", "user:update:user"] {
        sandbox.set_scope(scope);
        assert_failed(&examined(with(app(&sandbox), &[("confirm", "on")])), "scopes", "none permits reading");
    }
}

#[test]
fn scopes_of_a_token_are_what_the_answer_proves() {
    let sandbox = support::sandbox();
    let options = with(http_options(&sandbox), &[("token", "noscope-token")]);
    let outcome = examined(options.clone());
    assert!(outcome.is_ok(), "{:?}", outcome.checks());
    assert_check(&outcome, "token", Ok, "accepted: Zoom names a missing scope");
    assert_check(&outcome, "scopes", Warning, "does not permit reading users");
    assert!(check(&outcome, "scopes").hint.contains("user:read:user:admin"));
    let outcome = examined(with(options, &[("only_changes", "on")]));
    assert_failed(&outcome, "scopes", "4711");
    assert_eq!(outcome.status(), Status::Forbidden);
}

#[test]
fn the_rate_is_compared_with_the_plan() {
    let sandbox = support::sandbox();
    assert!(sandbox.set_plan("business"));
    let rate = |plan: &str| examined(with(http_options(&sandbox), &[("plan", plan)]));
    assert_check(&rate("business"), "rate", Ok, "Zoom allows 80 requests per second, ");
    assert_check(&rate("none"), "rate", Ok, "plan=none does not limit");
    for plan in ["pro", "free"] {
        let outcome = rate(plan);
        assert!(outcome.is_ok());
        assert_check(&outcome, "rate", Warning, &format!("but plan={plan} allows "));
        assert_eq!(check(&outcome, "rate").hint, "set plan=business");
    }
    sandbox.set_limits(Some(17), None, 0);
    assert!(check(&rate("pro"), "rate").hint.contains("rate_share"));

    sandbox.set_limits(None, Some(6_000), 10);
    assert_check(&rate("free"), "rate", Ok, "Zoom allows 6000 requests per day");
    assert_check(&rate("pro"), "rate", Warning, "but plan=pro has no such limit");
    sandbox.set_limits(None, Some(6_000), 6_000);
    let outcome = rate("none");
    assert_failed(&outcome, "rate", "daily rate limit");
    assert_eq!(outcome.status(), Status::RateLimited);
    assert_check(&outcome, "token", Skipped, "rate limit");

    sandbox.set_limits(None, None, 0);
    sandbox.script(json(200, r#"{"id":"me"}"#));
    assert_check(&rate("pro"), "rate", Skipped, "names no limit");
}

#[test]
fn what_cannot_be_known_is_not_pretended() {
    let outcome = examined(elsewhere("https://no-such-host.invalid/v2"));
    assert_check(&outcome, "rate", Skipped, "no response arrived");
    assert_check(&outcome, "clock", Skipped, "no response arrived");
    assert_check(&outcome, "scopes", Skipped, "unknown without");
}
