//! 307 and 308 are followed only to hosts that may receive the token.

use support::{http_options, https_options, patch, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::Sandbox;

fn update(sandbox: &Sandbox, base_url: &str, user: &str) -> Outcome {
    let options = with(https_options(sandbox), &[("base_url", base_url)]);
    Client::new(options).update_user(user, &patch(r#"{"dept":"moved","login_type":100}"#))
}

#[test]
fn method_body_and_token_are_repeated() {
    let sandbox = sandbox();
    for base_url in [sandbox.base_url(), sandbox.http_base_url()] {
        for user in ["redirect-307@sandbox.test", "redirect-308@sandbox.test", "absolute-307@sandbox.test"] {
            let before = sandbox.requests().len();
            let outcome = update(&sandbox, &base_url, user);
            assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{user}: {}", outcome.message());
            let requests = sandbox.requests().split_off(before);
            let [first, second] = requests.as_slice() else { panic!("{requests:?}") };
            assert_eq!(second.target, "/v2/users/jane@example.com?login_type=100");
            assert_eq!((&second.method, &second.body), (&first.method, &first.body));
            assert_eq!(first.method, "PATCH");
            let token = |request: &zoomuser_sandbox::Recorded| {
                request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization")).cloned()
            };
            assert_eq!(token(second), token(first));
            assert!(token(second).is_some());
        }
    }
    assert!(sandbox.user("jane@example.com").expect("Jane").contains("moved"));
}

#[test]
fn the_token_reaches_no_other_host() {
    let sandbox = sandbox();
    // The same port under the other name of this machine is another host.
    for (base_url, other) in [
        (sandbox.http_base_url(), "localhost:"),
        (sandbox.base_url(), "127.0.0.1:"),
        (sandbox.base_url(), "example.com"),
    ] {
        let user = if other == "example.com" { "outside-307@sandbox.test" } else { "elsewhere-308@sandbox.test" };
        let before = sandbox.requests().len();
        let outcome = update(&sandbox, &base_url, user);
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 1), "{}", outcome.message());
        assert!(outcome.message().contains(other), "{}", outcome.message());
        assert!(outcome.message().contains("neither the same nor Zoom's"), "{}", outcome.message());
        assert!(!outcome.message().contains("login_type"), "the query is not shown: {}", outcome.message());
        assert!(outcome.response().and_then(|response| response.header("location")).is_some());
        assert_eq!(sandbox.requests().len(), before + 1, "nothing came under another name");
    }
}

#[test]
fn https_is_not_left() {
    let sandbox = sandbox();
    let before = sandbox.requests().len();
    let outcome = update(&sandbox, &sandbox.base_url(), "plain-307@sandbox.test");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 1), "{}", outcome.message());
    assert!(outcome.message().contains("away from https"), "{}", outcome.message());
    assert_eq!(sandbox.requests().len(), before + 1);
}

#[test]
fn a_circle_ends() {
    let sandbox = sandbox();
    let outcome = update(&sandbox, &sandbox.http_base_url(), "loop-307@sandbox.test");
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 4), "{}", outcome.message());
    assert!(outcome.message().contains("too many"), "{}", outcome.message());
    assert_eq!(sandbox.requests().len(), 4);
}

#[test]
fn those_that_change_the_method_are_not_followed_and_say_where_they_led() {
    let sandbox = sandbox();
    let client = Client::new(http_options(&sandbox));
    for user in ["redirect-301@sandbox.test", "redirect-302@sandbox.test", "redirect-303@sandbox.test"] {
        let outcome = client.update_user(user, &patch(r#"{"dept":"d"}"#));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Unexpected, 1));
        assert!(outcome.message().contains("/v2/users/jane@example.com"), "{}", outcome.message());
    }
}
