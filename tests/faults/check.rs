//! Validation rejects what Zoom would ignore or reject, before anything is sent.

use support::{client, http_options, patch, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Verdict;

const BAD: &str =
    r#"{"email":"x@y.org","status":"active","password":"p","settings.in_meeting":true,"frist_name":"A","pmi":5}"#;

#[test]
fn names_of_other_endpoints_are_refused_all_at_once() {
    let sandbox = sandbox();
    let outcome = client(&sandbox).update_user("jane@example.com", &patch(BAD));
    assert_eq!(outcome.status(), Status::CheckFailed);
    let told: Vec<String> = outcome.problems().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 6, "{told:?}");
    for (line, part) in told.iter().zip([
        "PUT /users/{userId}/email",
        "PUT /users/{userId}/status",
        "PUT /users/{userId}/password",
        "PATCH /users/{userId}/settings",
        "first_name",
        "1000000000 to 9999999999",
    ]) {
        assert!(line.contains(part), "{line}");
    }
    assert!(outcome.message().ends_with("(and 5 more)"));
    assert_eq!((outcome.attempts(), sandbox.connections()), (0, 0), "nothing was sent");
}

#[test]
fn check_warn_lets_them_through_and_reports() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("check", "warn")]));
    let outcome = client.update_user("status-204@sandbox.test", &patch(BAD));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert_eq!(outcome.warnings().len(), 6);
    let request = sandbox.requests().pop().expect("a request");
    assert_eq!(String::from_utf8_lossy(&request.body), BAD);
    assert!(matches!(request.verdict, Verdict::Refused { .. }), "{:?}", request.verdict);
}

#[test]
fn zoom_ignores_what_the_check_would_have_stopped() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("check", "warn")]));
    let before = sandbox.user("jane@example.com");
    let outcome = client.update_user("jane@example.com", &patch(r#"{"email":"x@y.org"}"#));
    assert_eq!(outcome.status(), Status::Ok, "Zoom answers 204 to a name it ignores");
    assert_eq!(sandbox.user("jane@example.com"), before);
}

#[test]
fn an_empty_patch_is_refused() {
    let sandbox = sandbox();
    for check in ["strict", "warn"] {
        let client = Client::new(with(http_options(&sandbox), &[("check", check)]));
        assert_eq!(client.update_user("jane@example.com", &patch("{}")).status(), Status::CheckFailed);
    }
    assert_eq!(sandbox.connections(), 0);
}
