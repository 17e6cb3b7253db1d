//! No input can inject a header, a part or a request.

use support::{http_options, options, patch, sandbox, with};
use zoomuser::internal::value::Value;
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{Status, UserPatch};

const EVIL: &[&str] = &[
    "a\r\nX-Evil: 1",
    "a\nb",
    "a\rb",
    "a\0b",
    "\"; filename=\"x",
    "--boundary\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny",
    "\r\n\r\nPATCH /v2/users/john HTTP/1.1\r\n\r\n",
];

#[test]
fn values_are_carried_unharmed() {
    let sandbox = sandbox();
    for encoding in ["json", "multipart"] {
        let client = Client::new(with(http_options(&sandbox), &[("encoding", encoding)]));
        for evil in EVIL {
            let mut patch = UserPatch::new();
            patch.set("dept", *evil);
            patch.set("location", "after");
            let before = sandbox.requests().len();
            let outcome = client.update_user("jane@example.com", &patch);
            assert_eq!(outcome.status(), Status::Ok, "{encoding} {evil:?}: {}", outcome.message());
            assert_eq!(sandbox.requests().len(), before + 1, "one request");
            let jane = sandbox.user("jane@example.com").expect("jane");
            let jane: serde_json::Value = serde_json::from_str(&jane).expect("JSON");
            assert_eq!((jane["dept"].as_str(), jane["location"].as_str()), (Some(*evil), Some("after")));
            let request = sandbox.requests().pop().expect("a request");
            assert!(!request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("x-evil")));
        }
    }
}

#[test]
fn names_are_refused_or_carried_unharmed() {
    let sandbox = sandbox();
    for encoding in ["json", "multipart"] {
        let client = Client::new(with(http_options(&sandbox), &[("encoding", encoding), ("check", "warn")]));
        for name in ["a\r\nb", "a\0b", "", "\u{1}"] {
            let mut patch = UserPatch::new();
            patch.set(name, "x");
            assert_eq!(client.update_user("jane@example.com", &patch).status(), Status::CheckFailed, "{name:?}");
        }
        let mut patch = UserPatch::new();
        patch.set("a\"; name=\"dept", "x");
        let outcome = client.update_user("jane@example.com", &patch);
        assert_eq!(outcome.status(), Status::Ok, "{encoding}: {}", outcome.message());
        let jane = sandbox.user("jane@example.com").expect("jane");
        assert!(!jane.contains("\"dept\":\"x\""), "{jane}");
    }
}

#[test]
fn options_refuse_what_cannot_stand_in_a_request() {
    for evil in EVIL {
        for name in ["token", "user_agent", "base_url", "sub_account_id", "proxy", "ca_file"] {
            let refused = Options::default().set(name, evil);
            // A quote is harmless in the name of a file, of an agent and of an account, which is escaped.
            if evil.contains(char::is_control) || matches!(name, "base_url" | "token" | "proxy") {
                let error = refused.expect_err(name);
                assert_eq!(error.status(), Status::InvalidArgument);
                assert!(!error.message().contains(evil));
            }
        }
    }
}

#[test]
fn a_value_cannot_be_written_around_the_boundary() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("encoding", "multipart")]));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"first"}"#));
    assert_eq!(outcome.status(), Status::Ok);
    let first = sandbox.requests().pop().expect("a request");
    let first_line = first.body.split(|b| *b == b'\r').next().expect("a line").to_vec();
    let boundary = String::from_utf8(first_line).expect("text");
    let mut patch = UserPatch::new();
    patch.set("dept", Value::Text(format!("x\r\n{boundary}--\r\n")));
    patch.set("location", "after");
    let outcome = client.update_user("jane@example.com", &patch);
    assert_eq!(outcome.status(), Status::Ok);
    assert!(sandbox.user("jane@example.com").expect("jane").contains("\"location\":\"after\""));
}

#[test]
fn without_a_token_nothing_is_sent() {
    let sandbox = sandbox();
    let client = Client::new(options(&[("base_url", &sandbox.http_base_url())]));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!(outcome.status(), Status::MissingToken);
    assert_eq!(sandbox.connections(), 0);
}
