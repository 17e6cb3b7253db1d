//! Every user id is sent as one path segment that decodes to the same id.

use support::{client, http_options, patch, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;

/// Decodes a percent-encoded segment, by the rules of RFC 3986 and without the code under test.
fn decode(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            out.push(u8::from_str_radix(&segment[i + 1..i + 3], 16).expect("two hex digits"));
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn every_id_arrives_as_one_segment() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let long = "x".repeat(256);
    for id in [
        "a/../b",
        "a b",
        "x+y@z.org",
        "50%",
        "%2e%2e",
        "?q",
        "#f",
        "me",
        "ü@é.org",
        "...",
        "a\\b",
        "a;b=c",
        "\u{1f600}",
        "a&b",
        "\"",
        "<>",
        "http://x/",
        "//",
        " ",
        "~",
        long.as_str(),
    ] {
        let outcome = client.update_user(id, &patch(r#"{"dept":"d"}"#));
        assert!(outcome.response().is_some(), "{id}: {}", outcome.message());
        let target = sandbox.requests().pop().expect("a request").target;
        let segments: Vec<&str> = target.split('/').collect();
        assert_eq!(segments.len(), 4, "{target}");
        assert_eq!((segments[1], segments[2]), ("v2", "users"));
        assert_eq!(decode(segments[3]), id);
    }
}

#[test]
fn ids_that_are_no_id_are_refused() {
    let sandbox = sandbox();
    for id in ["", ".", "..", "a\r\nHost: x", "a\nb", "a\0b", "\u{7f}", "\u{85}", "{userId}", "a.b.c", &"x".repeat(257)]
    {
        let outcome = client(&sandbox).update_user(id, &patch(r#"{"dept":"d"}"#));
        assert_eq!(outcome.status(), Status::InvalidArgument);
        assert!(outcome.message().starts_with("user_id: "), "{}", outcome.message());
    }
    assert!(sandbox.requests().is_empty(), "nothing was sent");
}

#[test]
fn a_sub_account_is_one_segment_too() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("sub_account_id", "a/../b")]));
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let target = sandbox.requests().pop().expect("a request").target;
    assert_eq!(target, "/v2/accounts/a%2F..%2Fb/users/jane@example.com");
}
