//! The body of an error response: whatever it contains, the response keeps it and the message is one line.
//!
//! The first byte chooses the status, the second how the body is sent; the rest is the body. With the highest bit of the
//! second set, the rest chooses faults of JSON around a code and a message, which must be found.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser_fuzz::TOKEN;
use zoomuser_fuzz::almost_json;
use zoomuser_fuzz::outcomes::{client, read, token, update};
use zoomuser_fuzz::server::Server;

const STATUSES: [u16; 12] = [400, 401, 403, 404, 409, 429, 500, 503, 200, 302, 418, 999];
const DEADLINE_MS: u64 = 3_000;

fuzz_target!(|bytes: &[u8]| {
    let [status, framing, body @ ..] = bytes else { return };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let error = (*framing & 0x80 != 0).then(|| almost_json::body(body));
    let body = error.as_ref().map_or(body, |error| error.bytes.as_slice());
    let kind = ["application/json;charset=UTF-8", "application/xml", "text/html", "x"][usize::from(*framing >> 4) % 4];
    let mut response = format!("HTTP/1.1 {status} Word\r\ncontent-type: {kind}\r\nx-zm-trackingid: v=2.0;clid=us02\r\n");
    let mut whole = true;
    match framing & 3 {
        0 => response.push_str(&format!("content-length: {}\r\n\r\n", body.len())),
        1 => response.push_str("transfer-encoding: chunked\r\n\r\n"),
        2 => response.push_str("connection: close\r\n\r\n"),
        _ => {
            response.push_str(&format!("content-length: {}\r\n\r\n", body.len() + 1));
            whole = false;
        }
    }
    let mut response = response.into_bytes();
    if framing & 3 == 1 {
        for chunk in body.chunks(usize::from(*framing >> 2) + 1) {
            response.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            response.extend_from_slice(chunk);
            response.extend_from_slice(b"\r\n");
        }
        response.extend_from_slice(b"0\r\n\r\n");
    } else {
        response.extend_from_slice(body);
    }

    Server::get().say(&response, false);
    let outcome = update(&client("off", DEADLINE_MS), DEADLINE_MS);
    let received = outcome.response().expect("a response");
    assert_eq!(received.http_status(), status);
    assert!(!outcome.is_ok());
    // The library unpacks text that is compressed without a label, or says why it cannot.
    if body.starts_with(&[0x1f, 0x8b, 8]) {
        return;
    }
    assert_eq!(received.incomplete().is_none(), whole);
    assert_eq!(received.tracking_id(), "v=2.0;clid=us02");
    assert_eq!(received.body().len(), body.len());
    if whole && !body.windows(TOKEN.len()).any(|part| part == TOKEN.as_bytes()) {
        assert_eq!(received.body(), body);
    }
    if let (Some(error), true) = (&error, whole) {
        assert_eq!(received.api_code(), Some(error.code), "{}", String::from_utf8_lossy(body));
        assert!(received.api_message().starts_with("message"), "{:?}", received.api_message());
        let fields: Vec<&str> = received.field_errors().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["dept"]);
    }
    if status == 200 {
        _ = read(&client("off", DEADLINE_MS));
    }
    if error.is_some() || body.len() < 200 {
        token(DEADLINE_MS);
    }
});
