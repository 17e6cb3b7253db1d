//! `confirm`: an update succeeds only if the user has the new values afterwards.

use crate::{client, findings, methods};
use support::{patch, sandbox};
use zoomuser::internal::Outcome;
use zoomuser::{CallOptions, Confirmation, Status};

#[test]
fn an_update_is_confirmed_field_by_field() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    let set = patch(
        r#"{"dept":"Research","company":"Example Ltd","host_key":"123456","vanity_name":"jj","group_id":"g7",
        "phone_numbers":[{"country":"GB","code":"+44","number":"555 0100","label":"Office"}],"login_type":100}"#,
    );
    let outcome = client.update_user("jane@example.com", &set);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    assert_eq!(outcome.message(), "the user is updated, as reading confirms; it never shows host_key");
    assert_eq!(outcome.response().map(|response| response.http_status()), Some(204));
    assert_eq!(
        findings(&outcome),
        [
            ("dept", Confirmation::Applied),
            ("company", Confirmation::Already),
            ("host_key", Confirmation::Unverifiable),
            ("vanity_name", Confirmation::Applied),
            ("group_id", Confirmation::Applied),
            ("phone_numbers", Confirmation::Applied),
        ]
    );
    let dept = &outcome.fields()[0];
    assert_eq!(
        (&dept.old, &dept.new, &dept.seen),
        (&Some("Sales".into()), &"Research".into(), &Some("Research".into()))
    );
    assert_eq!(outcome.fields()[3].old, Some("jane.doe".into()), "the name, not its URL");
    assert_eq!(methods(&sandbox), ["GET", "PATCH", "GET"]);
    let targets: Vec<String> = sandbox.requests().into_iter().map(|request| request.target).collect();
    assert!(targets.iter().all(|target| target == "/v2/users/jane@example.com?login_type=100"), "{targets:?}");
}

#[test]
fn the_values_of_a_field_are_json_text() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    let set = patch(r#"{"dept":"R \"and\" D","type":1,"host_key":"123456"}"#);
    let texts = |outcome: &Outcome| -> Vec<_> {
        outcome.fields().iter().map(|field| (field.old_json(), field.new_json(), field.seen_json())).collect()
    };
    let text = |json: &str| Some(json.to_owned());
    let dept = r#""R \"and\" D""#.to_owned();
    let (kind, key) = ("1".to_owned(), r#""123456""#.to_owned());
    assert_eq!(
        texts(&client.plan("me", &set)),
        [(text(r#""Sales""#), dept.clone(), None), (text("1"), kind.clone(), None), (None, key.clone(), None)],
        "a plan does not read the user again"
    );
    assert_eq!(
        texts(&client.update_user("me", &set)),
        [(text(r#""Sales""#), dept.clone(), Some(dept)), (text("1"), kind.clone(), Some(kind)), (None, key, None)]
    );
}

#[test]
fn a_change_that_is_not_made_is_no_success() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    let outcome = client.update_user("ignores-dept@sandbox.test", &patch(r#"{"dept":"x","location":"y"}"#));
    assert_eq!((outcome.status(), outcome.attempts()), (Status::NotApplied, 1), "{}", outcome.message());
    assert!(outcome.message().ends_with("of dept"), "{}", outcome.message());
    assert_eq!(findings(&outcome), [("dept", Confirmation::Ignored), ("location", Confirmation::Applied)]);
    assert_eq!(outcome.response().map(|response| response.http_status()), Some(204));
    assert_eq!(methods(&sandbox), ["GET", "PATCH", "GET", "GET", "GET"], "bounded");
    assert!(outcome.waited().as_millis() >= 2000, "{:?}", outcome.waited());
}

#[test]
fn a_change_that_is_seen_late_is_one() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    for (user, status, readings) in [
        ("late-0@sandbox.test", Status::Ok, 1),
        ("late-2@sandbox.test", Status::Ok, 3),
        ("late-3@sandbox.test", Status::NotApplied, 3),
    ] {
        sandbox.reset();
        let outcome = client.update_user(user, &patch(r#"{"dept":"x"}"#));
        assert_eq!(outcome.status(), status, "{user}: {}", outcome.message());
        assert_eq!(methods(&sandbox).len(), 2 + readings, "{user}");
    }
}

#[test]
fn a_pending_user_is_told_before_sending() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    let outcome = client.update_user("pending@example.com", &patch(r#"{"dept":"x","group_id":"g1"}"#));
    assert_eq!(outcome.status(), Status::NotApplied);
    assert_eq!(findings(&outcome), [("dept", Confirmation::Ignored), ("group_id", Confirmation::Applied)]);
    assert!(outcome.warnings().iter().any(|warning| warning.message.contains("pending")), "{:?}", outcome.warnings());
    let plan = client.plan("pending@example.com", &patch(r#"{"dept":"x"}"#));
    assert!(plan.is_ok() && plan.warnings().iter().any(|warning| warning.message.contains("pending")));
}

#[test]
fn what_cannot_be_read_is_not_read_again() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on")]);
    let outcome = client.update_user("me", &patch(r#"{"host_key":"123456"}"#));
    assert_eq!(
        (outcome.status(), outcome.message()),
        (Status::Ok, "the user is updated; reading never shows host_key")
    );
    assert_eq!(methods(&sandbox), ["GET", "PATCH"]);
    let login = client.update_user("me", &patch(r#"{"login_type":100}"#));
    assert_eq!((login.status(), login.message()), (Status::Ok, "the user is updated"));
}

#[test]
fn names_that_zoom_ignores_are_found_out() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("confirm", "on"), ("check", "warn")]);
    let outcome = client.update_user("me", &patch(r#"{"email":"other@example.com","nickname":"x"}"#));
    assert_eq!(outcome.status(), Status::NotApplied);
    assert_eq!(findings(&outcome), [("email", Confirmation::Ignored), ("nickname", Confirmation::Unverifiable)]);
}

#[test]
fn a_call_may_differ_from_the_options() {
    let sandbox = sandbox();
    let set = patch(r#"{"dept":"x"}"#);
    let call = |confirm, only_changes| CallOptions { confirm, only_changes, ..CallOptions::default() };
    let plain = client(&sandbox, &[]);
    assert!(plain.update_user("me", &set).fields().is_empty());
    let verified = plain.update_user_with("me", &set, &call(Some(true), None));
    assert_eq!(findings(&verified), [("dept", Confirmation::Already)]);
    let both = client(&sandbox, &[("confirm", "on"), ("only_changes", "on")]);
    sandbox.reset();
    assert!(both.update_user_with("me", &set, &call(Some(false), Some(false))).is_ok());
    assert_eq!(methods(&sandbox), ["PATCH"]);
}
