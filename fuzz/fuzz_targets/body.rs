//! The body of an error: whatever it holds, the answer keeps it and the outcome is one line.
//!
//! The first byte chooses the status, the second how the body is sent; the rest is the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser_fuzz::TOKEN;
use zoomuser_fuzz::answers::{client, update};
use zoomuser_fuzz::server::Server;

const STATUSES: [u16; 12] = [400, 401, 403, 404, 409, 429, 500, 503, 200, 302, 418, 999];
const DEADLINE_MS: u64 = 3_000;

fuzz_target!(|bytes: &[u8]| {
    let [status, framing, body @ ..] = bytes else { return };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let kind = ["application/json;charset=UTF-8", "application/xml", "text/html", "x"][usize::from(*framing >> 4) % 4];
    let mut answer = format!("HTTP/1.1 {status} Word\r\ncontent-type: {kind}\r\nx-zm-trackingid: v=2.0;clid=us02\r\n");
    let mut whole = true;
    match framing & 3 {
        0 => answer.push_str(&format!("content-length: {}\r\n\r\n", body.len())),
        1 => answer.push_str("transfer-encoding: chunked\r\n\r\n"),
        2 => answer.push_str("connection: close\r\n\r\n"),
        _ => {
            answer.push_str(&format!("content-length: {}\r\n\r\n", body.len() + 1));
            whole = false;
        }
    }
    let mut answer = answer.into_bytes();
    if framing & 3 == 1 {
        for chunk in body.chunks(usize::from(*framing >> 2) + 1) {
            answer.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            answer.extend_from_slice(chunk);
            answer.extend_from_slice(b"\r\n");
        }
        answer.extend_from_slice(b"0\r\n\r\n");
    } else {
        answer.extend_from_slice(body);
    }

    Server::get().say(&answer, false);
    let outcome = update(&client("off", DEADLINE_MS), DEADLINE_MS);
    let response = outcome.response().expect("an answer");
    assert_eq!(response.http_status(), status);
    assert!(!outcome.is_ok());
    assert_eq!(response.incomplete().is_none(), whole);
    assert_eq!(response.tracking_id(), "v=2.0;clid=us02");
    assert_eq!(response.body().len(), body.len());
    if whole && !body.windows(TOKEN.len()).any(|part| part == TOKEN.as_bytes()) {
        assert_eq!(response.body(), body);
    }
});
