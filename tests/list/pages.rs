//! Pages, and what can go wrong between two of them.

use crate::{builder, client, sandbox};
use zoomuser::{CallOptions, CancelToken, Client, ListUsers, Status, User, Users};
use zoomuser_sandbox::{Response, Sandbox};

fn emails(users: Users<'_>) -> Vec<String> {
    let email = |user: User| user.text("email").expect("an address").to_owned();
    users.map(|user| user.map(email).expect("a user")).collect()
}

/// The targets of the requests that the sandbox received.
fn targets(sandbox: &Sandbox) -> Vec<String> {
    sandbox.requests().iter().map(|request| request.target.clone()).collect()
}

/// The status of the one error that ends a list, and how many users came before.
fn ended(mut users: Users<'_>) -> (usize, Status, String) {
    let mut count = 0;
    let error = loop {
        match users.next().expect("an error before the end") {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
        assert!(count < 100_000, "no end");
    };
    assert!(users.next().is_none() && users.next().is_none(), "an error ends the list");
    (count, error.status(), format!("{error}; {}", error.hint()))
}

fn page(users: usize, token: &str) -> Response {
    let rows = vec![r#"{"email":"a@example.com"}"#; users].join(",");
    let body = format!(r#"{{"next_page_token":"{token}","users":[{rows}]}}"#);
    Response::http(200, &[("Content-Type", "application/json"), ("x-zm-trackingid", "x")], body)
}

#[test]
fn ten_thousand_users_come_once_and_in_order() {
    let sandbox = sandbox("list-many", 10_000);
    let client = client(&sandbox);
    let mut users = client.list_users(ListUsers::active());
    assert_eq!(sandbox.requests().len(), 0, "nothing is read in advance");
    let first = users.next().expect("a user").expect("no error");
    assert_eq!((first.text("id"), sandbox.requests().len()), (Some("id-0"), 1));
    let rest = emails(users);
    assert!(rest.iter().enumerate().all(|(number, email)| *email == format!("user-{}@example.com", number + 1)));
    assert_eq!((rest.len(), sandbox.requests().len()), (9_999, 34), "10,000 users are 34 pages of 300");
    assert_eq!(targets(&sandbox)[0], "/v2/users?status=active&page_size=300");
}

#[test]
fn filters_select_users() {
    let sandbox = sandbox("list-filters", 20);
    let client = client(&sandbox);
    assert_eq!(emails(client.list_users(ListUsers::active().role_id("2").page_size(3))).len(), 10);
    assert_eq!(emails(client.list_users(ListUsers::default().group_id("fifth").page_size(3))).len(), 4);
    assert_eq!(emails(client.list_users(ListUsers::active().group_id("none"))).len(), 0);
    assert_eq!(emails(client.list_users(ListUsers::inactive())).len(), 0);
    sandbox.put_user("user-3@example.com", r#"{"status":"inactive"}"#).expect("put");
    sandbox.put_user("user-4@example.com", r#"{"status":"pending","host_key":"123456"}"#).expect("put");
    assert_eq!(emails(client.list_users(ListUsers::inactive())), ["user-3@example.com"]);
    let pending: Vec<User> =
        client.list_users(ListUsers::pending().include_host_key()).collect::<Result<_, _>>().expect("users");
    let [user] = pending.as_slice() else { panic!("{pending:?}") };
    assert!(user.is_pending() && user.text("id").is_none(), "{user:?}");
    assert_eq!(user.text("host_key"), Some("123456"));
    let included: Vec<User> =
        client.list_users(ListUsers::active().include_custom_attributes()).collect::<Result<_, _>>().expect("users");
    assert!(included.iter().all(|user| user.get("custom_attributes").is_some() && user.get("host_key").is_none()));
    let master = builder(&sandbox).option("sub_account_id", "m/1").build().expect("a client");
    assert_eq!(emails(master.list_users(ListUsers::active())).len(), 18);
    let last = targets(&sandbox).pop().expect("a request");
    assert_eq!(last, "/v2/accounts/m%2F1/users?status=active&page_size=300");
}

#[test]
fn a_page_that_is_refused_ends_the_list_with_one_error() {
    let sandbox = sandbox("list-refused", 700);
    let client = client(&sandbox);
    let after_first = |break_it: &dyn Fn(), expected: Status, words: &str| {
        let mut users = client.list_users(ListUsers::active());
        assert!(users.next().is_some_and(|user| user.is_ok()));
        break_it();
        let (count, status, message) = ended(users);
        assert_eq!((count, status), (299, expected), "{message}");
        assert!(message.contains(words), "{message}");
    };
    after_first(
        &|| sandbox.expire_page_tokens(),
        Status::Rejected,
        "the token of the next page is invalid or has expired (HTTP 400, code 300); list the users again",
    );
    after_first(&|| sandbox.script(Response::http(503, &[], "")), Status::Server, "listing the users: ");
    let cut = Response { cut_after: Some(60), ..page(300, "next") };
    after_first(&|| sandbox.script(cut.clone()), Status::Io, "");
    for (body, words) in [
        ("<html>", "in front of Zoom"),
        ("{}", "expected an array \"users\""),
        (r#"{"users":7}"#, "expected an array \"users\""),
        (r#"{"users":[7]}"#, "expected an object, got another value in users[0]"),
        (r#"{"users":[],"next_page_token":7}"#, "expected text in \"next_page_token\""),
        (r#"{"users":["#, "expected a JSON object"),
    ] {
        let kind = if body.starts_with('<') { "text/html" } else { "application/json" };
        let broken = Response::http(200, &[("Content-Type", kind)], body);
        after_first(&|| sandbox.script(broken.clone()), Status::Unexpected, words);
    }
}

#[test]
fn a_token_that_comes_again_is_an_error() {
    let sandbox = sandbox("list-circle", 1);
    let client = client(&sandbox);
    for (tokens, before) in [(&["A", "A"][..], 2), (&["A", "B", "A"], 4), (&["A", "B", "C", "B"], 6)] {
        tokens.iter().for_each(|token| sandbox.script(page(2, token)));
        let (count, status, message) = ended(client.list_users(ListUsers::active()));
        assert_eq!((count, status), (before, Status::Unexpected), "{tokens:?}");
        let last = tokens.last().expect("a token");
        assert!(message.starts_with(&format!("listing the users: the token {last} of the next page")), "{message}");
    }
    sandbox.script(page(0, "A"));
    sandbox.script(page(1, ""));
    assert_eq!(emails(client.list_users(ListUsers::active())).len(), 1, "an empty page is not the end");
}

#[test]
fn a_transient_failure_is_retried_within_the_list() {
    let sandbox = sandbox("list-retry", 700);
    let client = builder(&sandbox).max_retries(1).build().expect("a client");
    let mut users = client.list_users(ListUsers::active());
    assert!(users.next().is_some_and(|user| user.is_ok()));
    sandbox.script(Response::http(503, &[], ""));
    assert_eq!(emails(users).len(), 699);
}

#[test]
fn a_cancelled_list_ends_at_the_next_page() {
    let sandbox = sandbox("list-cancel", 700);
    let (client, cancel) = (client(&sandbox), CancelToken::new());
    let mut users = client.list_users_with(ListUsers::active(), CallOptions::new().cancel_token(&cancel));
    assert!(users.next().is_some_and(|user| user.is_ok()));
    cancel.cancel();
    let (count, status, _) = ended(users);
    assert_eq!((count, status, sandbox.requests().len()), (299, Status::Cancelled, 1));
}

#[test]
fn bad_parameters_and_tokens_are_refused() {
    let sandbox = sandbox("list-bad", 1);
    let (count, status, message) = ended(client(&sandbox).list_users(ListUsers::active().page_size(301)));
    assert_eq!((count, status), (0, Status::InvalidArgument));
    assert!(message.starts_with("page_size: expected a whole number from 1 to 300"), "{message}");
    assert!(sandbox.requests().is_empty(), "nothing was sent");
    let other = |token: &str| {
        let client: Client = builder(&sandbox).token(token).build().expect("a client");
        ended(client.list_users(ListUsers::active()))
    };
    assert_eq!(other("unknown-token").1, Status::Unauthorized);
    let (_, status, message) = other("noscope-token");
    assert_eq!(status, Status::Forbidden);
    assert!(message.contains("user:read:list_users:admin"), "{message}");
}
