//! Requests of the caller's own: method, path, header lines and body make the message that they name, or none.
//!
//! The input is four lines of text and the body: method, path, header lines with `|` for their ends, place to connect to.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{Content, Format, Headers, Request, Status};
use zoomuser_fuzz::{TOKEN, is_one_line};

const BASE: &str = "https://api.zoom.us/v2";

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(5, |byte| *byte == b'\n');
    let mut text = || std::str::from_utf8(parts.next().unwrap_or_default()).ok();
    let (Some(method), Some(path), Some(lines), Some(connect_to)) = (text(), text(), text(), text()) else { return };
    let body = parts.next().unwrap_or_default();
    let lines = lines.replace('|', "\n");

    let mut options = Options::default();
    options.set("token", TOKEN).expect("a token");
    if let Err(error) = options.set("connect_to", connect_to) {
        assert!(is_one_line(error.message()) && error.message().starts_with("connect_to: "), "{error}");
    }
    let headers = match Headers::parse(&lines) {
        Ok(headers) => headers,
        Err(error) => return check(&error, &["headers"]),
    };
    let given: Vec<(String, String)> = headers.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let written = lines.split('\n').filter(|line| !line.strip_suffix('\r').unwrap_or(line).is_empty()).count();
    assert_eq!(given.len(), written, "a line is a header");
    let request = match Request::new(method, path, headers, Content::Bytes(body)) {
        Ok(request) => request,
        Err(error) => return check(&error, &["method", "path_and_query", "body"]),
    };

    let secret = given.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization")).map(|(_, value)| {
        value.split_once([' ', '\t']).map_or(value.as_str(), |(_, rest)| rest.trim_start_matches([' ', '\t']))
    });
    let client = Client::new(options);
    let outcome = client.render(&request, Format::Http);
    assert!(outcome.is_ok() && outcome.attempts() == 0);
    let shown = outcome.rendered().expect("text");
    assert!(!shown.contains(TOKEN));
    // What repeats the credentials elsewhere is shown with the placeholder too, so that only other messages can be checked.
    if let Some(secret) = secret {
        assert!(!shown.contains(secret) || "<access_token>".contains(secret), "{shown}");
        return;
    }
    if bytes.windows(TOKEN.len()).any(|part| part == TOKEN.as_bytes()) {
        return;
    }
    let (head, sent_body) = shown.split_once("\r\n\r\n").expect("the end of the head");
    if outcome.warnings().is_empty() {
        assert_eq!(sent_body.as_bytes(), body);
    }
    let mut lines = head.split("\r\n");
    let target = if path.starts_with('/') { path.to_owned() } else { format!("/v2/{path}") };
    assert_eq!(lines.next(), Some(format!("{method} {target} HTTP/1.1").as_str()), "below {BASE}");
    let sent: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").expect("a header")).collect();
    assert!(!head.replace("\r\n", "").contains(['\r', '\n', '\0']));
    assert_eq!(sent.iter().filter(|(name, _)| name.eq_ignore_ascii_case("host")).count(), 1);
    let lengths: Vec<_> = sent.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-length")).collect();
    assert!(lengths.len() <= 1 && lengths.first().is_none_or(|(_, length)| *length == body.len().to_string()));
    assert!(body.is_empty() || lengths.len() == 1);
    assert!(!sent.iter().any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding")));
    let mut rest = sent.iter();
    for (name, value) in &given {
        assert!(rest.any(|line| *line == (name.as_str(), value.as_str())), "{name} in its order");
    }
});

fn check(error: &zoomuser::InputError, names: &[&str]) {
    assert_eq!(error.status(), Status::InvalidArgument);
    assert!(is_one_line(error.message()), "{error}");
    assert!(names.iter().any(|name| error.message().starts_with(&format!("{name}: "))), "{error}");
}
