//! A response truncated after any byte of its head is not a success, over plain http and TLS.

use support::{client, https_options, patch, sandbox};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Response;

const HEAD: &str =
    "HTTP/1.1 204 No Content\r\nx-zm-trackingid: v=2.0;clid=us04\r\nDate: Mon, 20 Jan 2025 00:00:00 GMT\r\n\r\n";

#[test]
fn no_part_of_a_head_is_a_success() {
    let sandbox = sandbox();
    let patch = patch(r#"{"dept":"d"}"#);
    for client in [client(&sandbox), Client::new(https_options(&sandbox))] {
        for length in 0..HEAD.len() {
            sandbox.script(Response { cut_after: Some(length), ..Response::raw(HEAD) });
            let outcome = client.update_user("jane@example.com", &patch);
            assert_eq!(outcome.status(), Status::Io, "cut after {length}: {}", outcome.message());
            assert!(outcome.response().is_none());
        }
        sandbox.script(Response::raw(HEAD));
        assert_eq!(client.update_user("jane@example.com", &patch).status(), Status::Ok);
    }
}

#[test]
fn the_sandbox_cuts_too() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for length in [0, 1, 9, 12, 17] {
        let outcome = client.update_user(&format!("truncate-{length}@sandbox.test"), &patch(r#"{"dept":"d"}"#));
        assert_eq!(outcome.status(), Status::Io, "{length}: {}", outcome.message());
    }
}
