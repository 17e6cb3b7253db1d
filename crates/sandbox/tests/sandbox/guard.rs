//! Who may use the control endpoint.

use crate::client::{Client, sandbox};

/// The status of a request with these headers.
fn status(client: &mut Client, line: &str, headers: &str) -> u16 {
    client.write(format!("{line} HTTP/1.1\r\n{headers}Content-Length: 0\r\n\r\n"));
    client.reply().status
}

#[test]
fn only_hosts_of_this_machine_are_served() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for (host, expected) in [
        ("127.0.0.1", 200),
        ("127.0.0.1:8080", 200),
        ("localhost:1", 200),
        ("LOCALHOST", 200),
        ("[::1]", 200),
        ("[::1]:443", 200),
        ("sandbox.example.com", 403),
        ("127.0.0.1.example.com", 403),
        ("localhost.example.com:80", 403),
        ("[::2]", 403),
        ("", 403),
    ] {
        for path in ["stats", "events", "users", ""] {
            // A stream of events does not end.
            if expected == 200 && path == "events" {
                continue;
            }
            let line = format!("GET /_sandbox/{path}");
            assert_eq!(status(&mut client, &line, &format!("Host: {host}\r\n")), expected, "{host} {path}");
        }
    }
    assert_eq!(status(&mut client, "GET /v2/users", "Host: api.zoom.us\r\n"), 401, "the API has any host");
}

#[test]
fn other_web_pages_are_refused() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let host = "Host: 127.0.0.1:99\r\n";
    for (headers, expected) in [
        ("", 204),
        ("Origin: http://127.0.0.1:99\r\nSec-Fetch-Site: same-origin\r\n", 204),
        ("Sec-Fetch-Site: none\r\n", 204),
        ("Origin: http://127.0.0.1:98\r\n", 403),
        ("Origin: http://127.0.0.1\r\n", 403),
        ("Origin: https://example.com\r\n", 403),
        ("Origin: null\r\n", 403),
        ("Sec-Fetch-Site: same-site\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n", 403),
    ] {
        assert_eq!(status(&mut client, "POST /_sandbox/reset", &format!("{host}{headers}")), expected, "{headers}");
    }
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(status(&mut client, "GET /_sandbox/", &format!("{host}{link}")), 200, "a link to the page");
    let frame = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n";
    assert_eq!(status(&mut client, "GET /_sandbox/", &format!("{host}{frame}")), 403, "a frame");
}

#[test]
fn nothing_is_shared_with_other_origins_and_the_page_loads_nothing() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for path in ["/_sandbox/", "/_sandbox/users", "/_sandbox/nothing"] {
        let reply = client.get(path);
        assert!(!reply.head.to_lowercase().contains("access-control"), "{path}");
        assert_eq!(reply.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
    }
    let page = client.get("/_sandbox/");
    let policy = page.header("Content-Security-Policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    let text = page.text();
    assert!(text.contains(&format!("<script nonce=\"{nonce}\">")) && !text.contains("{{"));
    assert!(text.len() < 80_000, "{} bytes", text.len());
    for outside in ["http://", "https://", "//cdn", "src=", "@import", " url(", ":url("] {
        assert!(!text.contains(outside), "{outside}");
    }
    let other = client.get("/_sandbox/");
    assert!(!other.text().contains(nonce), "a nonce is used once");
}
