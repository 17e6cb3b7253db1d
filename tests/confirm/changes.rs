//! `only_changes` and plans: the user is compared before anything is sent.

use crate::{client, findings, methods};
use support::{patch, sandbox};
use zoomuser::{Confirmation, Status};

#[test]
fn only_what_differs_goes_out() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("only_changes", "on")]);
    let set = patch(r#"{"dept":"Sales","type":1,"company":"New Ltd","host_key":"123456"}"#);
    let outcome = client.update_user("me", &set);
    assert_eq!((outcome.status(), outcome.attempts(), outcome.message()), (Status::Ok, 1, "the user is updated"));
    assert_eq!(
        findings(&outcome),
        [
            ("dept", Confirmation::Already),
            ("type", Confirmation::Already),
            ("company", Confirmation::Differs),
            ("host_key", Confirmation::Unverifiable)
        ]
    );
    let sent: Vec<bool> = outcome.fields().iter().map(|field| field.sent).collect();
    assert_eq!(sent, [false, false, true, true]);
    assert_eq!(methods(&sandbox), ["GET", "PATCH"]);
    let body = sandbox.requests().pop().map(|request| request.body).unwrap_or_default();
    assert_eq!(String::from_utf8_lossy(&body), r#"{"company":"New Ltd","host_key":"123456"}"#);
}

#[test]
fn where_nothing_differs_nothing_is_sent() {
    let sandbox = sandbox();
    for more in [&[("only_changes", "on")][..], &[("only_changes", "on"), ("confirm", "on")]] {
        sandbox.reset();
        let outcome = client(&sandbox, more).update_user("me", &patch(r#"{"dept":"Sales","type":1}"#));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 0));
        assert_eq!(outcome.message(), "nothing differs; nothing was sent");
        assert!(outcome.response().is_none(), "no update, so no answer to one");
        assert_eq!(methods(&sandbox), ["GET"]);
    }
}

#[test]
fn both_confirm_what_was_sent_and_what_was_not() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[("only_changes", "on"), ("confirm", "on"), ("encoding", "multipart")]);
    let outcome = client.update_user("me", &patch(r#"{"dept":"x","type":1}"#));
    assert_eq!(findings(&outcome), [("dept", Confirmation::Applied), ("type", Confirmation::Already)]);
    let outcome = client.update_user("late-1@sandbox.test", &patch(r#"{"dept":"x","type":1}"#));
    assert_eq!(findings(&outcome), [("dept", Confirmation::Applied), ("type", Confirmation::Already)]);
    let requests = sandbox.requests();
    let updates: Vec<_> = requests.iter().filter(|request| request.method == "PATCH").collect();
    assert!(updates.iter().all(|update| !String::from_utf8_lossy(&update.body).contains("type\"")));
}

#[test]
fn an_update_that_is_refused_keeps_what_was_found() {
    let sandbox = sandbox();
    for more in ["confirm", "only_changes"] {
        let outcome = client(&sandbox, &[(more, "on")]).update_user("me", &patch(r#"{"vanity_name":"john.roe"}"#));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Rejected, 1), "{}", outcome.message());
        assert_eq!(findings(&outcome), [("vanity_name", Confirmation::Differs)]);
        assert_eq!(outcome.response().and_then(|response| response.api_code()), Some(4100));
    }
}

#[test]
fn a_plan_sends_nothing_but_the_reading() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[]);
    let plan = client.plan("me", &patch(r#"{"dept":"x","type":1,"about_me":"y"}"#));
    assert_eq!((plan.status(), plan.attempts()), (Status::Ok, 0));
    assert_eq!(plan.message(), "1 of 3 differ, 1 cannot be compared; nothing was sent");
    assert_eq!(
        findings(&plan),
        [("dept", Confirmation::Differs), ("type", Confirmation::Already), ("about_me", Confirmation::Unverifiable)]
    );
    assert_eq!(client.plan("me", &patch(r#"{"type":1}"#)).message(), "nothing differs; nothing was sent");
    assert!(methods(&sandbox).iter().all(|method| method == "GET"));
    let before = methods(&sandbox).len();
    let wrong = client.plan("me", &patch(r#"{"type":1,"zoom_one_type":16}"#));
    assert_eq!(wrong.status(), Status::CheckFailed);
    assert_eq!(methods(&sandbox).len(), before);
}
