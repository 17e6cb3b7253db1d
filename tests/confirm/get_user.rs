//! Reading a user.

use crate::{client, methods};
use support::sandbox;
use zoomuser::{CallOptions, Status};
use zoomuser_sandbox::Response;

#[test]
fn a_user_is_read_as_it_is() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[]);
    let outcome = client.get_user("jane@example.com");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1));
    let user = outcome.user().expect("a user");
    assert_eq!(Some(user.json().to_owned()), sandbox.user("me"));
    assert_eq!(
        (user.text("dept"), user.integer("type"), user.boolean("use_pmi")),
        (Some("Sales"), Some(1), Some(false))
    );
    assert_eq!(user.get("host_key"), None);
    assert_eq!(outcome.response().map(|response| response.http_status()), Some(200));
    assert_eq!(sandbox.requests().pop().map(|request| request.target).as_deref(), Some("/v2/users/jane@example.com"));

    sandbox.script(Response::http(200, &[], " {\"pmi\": 1.10,\"z\":18446744073709551615}\n"));
    let exact = client.get_user("me");
    assert_eq!(exact.user().map(|user| user.json()), Some("{\"pmi\": 1.10,\"z\":18446744073709551615}"));
}

#[test]
fn what_is_no_user_is_reported() {
    let sandbox = sandbox();
    let client = client(&sandbox, &[]);
    for (id, status) in [
        ("nobody@example.com", Status::NotFound),
        ("error-400-4711@sandbox.test", Status::Forbidden),
        ("status-204@sandbox.test", Status::Unexpected),
        ("html-200@sandbox.test", Status::Unexpected),
        ("rate-second@sandbox.test", Status::RateLimited),
        ("drop@sandbox.test", Status::Io),
    ] {
        let outcome = client.get_user(id);
        assert_eq!(outcome.status(), status, "{id}: {}", outcome.message());
        assert!(outcome.user().is_none());
        assert!(!outcome.hint().contains("user:update"), "{id}: {}", outcome.hint());
    }
    assert_eq!(client.get_user("").status(), Status::InvalidArgument);
    assert!(methods(&sandbox).iter().all(|method| method == "GET"));
    let whole = Response::http(200, &[], "{\"id\":\"x\"}");
    sandbox.script(Response { cut_after: Some(whole.bytes.len() - 1), ..whole });
    let cut = client.get_user("me");
    assert_eq!((cut.status(), cut.user().is_none()), (Status::Io, true), "{}", cut.message());
}

#[test]
fn a_reading_can_be_cancelled() {
    let sandbox = sandbox();
    let call = CallOptions::default();
    call.cancel.cancel();
    assert_eq!(client(&sandbox, &[]).get_user_with("slow-60000@sandbox.test", &call).status(), Status::Cancelled);
}
