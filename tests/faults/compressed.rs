//! Compressed bodies although the client accepts only identity, as some proxies send them.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use std::io::Write;
use support::{app_options, client, http_options, https_options, patch, sandbox, with};
use zoomuser::internal::outcome_json;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};
use zoomuser_sandbox::{Response, Sandbox};

const MOST_BODY: usize = 1024 * 1024;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for chunk in bytes.chunks(7) {
        body.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        body.extend_from_slice(chunk);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\nX-Trailer: 1\r\n\r\n");
    body
}

fn update(client: &Client) -> Outcome {
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

/// A refusal that repeats the token.
fn refusal(sandbox: &Sandbox) -> String {
    let token = sandbox.token();
    format!(r#"{{"code":300,"message":"No {token}.","errors":[{{"field":"dept","message":"Bad {token}"}}]}}"#)
}

fn everything(outcome: &Outcome) -> String {
    let body = outcome.response().map(|response| String::from_utf8_lossy(response.body()).into_owned());
    format!("{outcome:?} {body:?} {}", serde_json::Value::Object(outcome_json::outcome(outcome)))
}

fn warned(outcome: &Outcome, what: &str) -> bool {
    outcome.warnings().iter().any(|warning| warning.message.contains(what))
}

#[test]
fn no_compression_and_english_are_asked_for() {
    let sandbox = sandbox();
    let value = |raw: &[u8], name: &str| {
        let text = String::from_utf8(raw.to_vec()).expect("text");
        let lines = text.split("\r\n").filter_map(|line| line.split_once(": "));
        lines.filter(|(line, _)| line.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
    };
    let client = Client::new(app_options(&sandbox, &[]));
    assert!(update(&client).is_ok());
    assert!(client.get_user("jane@example.com").is_ok());
    let own = Headers::parse("accept-encoding: gzip;q=0\nACCEPT-LANGUAGE: de").expect("valid");
    assert!(client.send(&Request::new("GET", "users/me", own, Content::None).expect("valid")).is_ok());
    let requests = sandbox.requests();
    let (own, ours) = requests.split_last().expect("requests");
    assert!(ours.len() >= 2);
    for request in ours {
        assert_eq!(value(&request.raw, "accept-encoding"), ["identity"], "{}", request.target);
        assert_eq!(value(&request.raw, "accept-language"), ["en"], "{}", request.target);
    }
    assert_eq!(value(&own.raw, "accept-encoding"), ["gzip;q=0"]);
    assert_eq!(value(&own.raw, "accept-language"), ["de"]);
}

#[test]
fn gzip_and_deflate_are_unpacked_before_the_token_is_hidden() {
    let sandbox = sandbox();
    let refusal = refusal(&sandbox);
    let plain = refusal.as_bytes();
    let two_members = [gzip(&plain[..10]), gzip(&plain[10..])].concat();
    let padded = [gzip(plain), vec![0; 512]].concat();
    let trailing = [gzip(plain), b"trailing".to_vec()].concat();
    let answer = |headers: &[(&str, &str)], body: &[u8]| Response::http(400, headers, body);
    let in_chunks = |headers: &str, body: &[u8]| {
        Response::raw([format!("HTTP/1.1 400 Bad Request\r\n{headers}\r\n\r\n").into_bytes(), chunked(body)].concat())
    };
    for (case, scripted) in [
        ("gzip", answer(&[("Content-Encoding", "gzip")], &gzip(plain))),
        ("upper case", answer(&[("content-ENCODING", " GZip ")], &gzip(plain))),
        ("x-gzip", answer(&[("Content-Encoding", "x-gzip")], &gzip(plain))),
        ("zlib", answer(&[("Content-Encoding", "deflate")], &zlib(plain))),
        ("raw deflate", answer(&[("Content-Encoding", "deflate")], &deflate(plain))),
        ("twice", answer(&[("Content-Encoding", "gzip, gzip")], &gzip(&gzip(plain)))),
        ("a list", answer(&[("Content-Encoding", "deflate,identity , ,gzip")], &gzip(&zlib(plain)))),
        ("two lines", answer(&[("Content-Encoding", "deflate"), ("Content-Encoding", "gzip")], &gzip(&deflate(plain)))),
        ("two members", answer(&[("Content-Encoding", "gzip")], &two_members)),
        ("padding", answer(&[("Content-Encoding", "gzip")], &padded)),
        ("trailing bytes", answer(&[("Content-Encoding", "gzip")], &trailing)),
        ("chunks", in_chunks("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", &gzip(plain))),
        ("transfer coding", in_chunks("Transfer-Encoding: gzip, chunked", &gzip(plain))),
        (
            "transfer coding to the end",
            Response {
                close: true,
                ..Response::raw(
                    [b"HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: gzip\r\n\r\n".to_vec(), gzip(plain)].concat(),
                )
            },
        ),
        ("no header", answer(&[("Content-Type", "application/json")], &gzip(plain))),
        ("no header, no type", answer(&[], &gzip(plain))),
    ] {
        for options in [http_options(&sandbox), https_options(&sandbox)] {
            sandbox.script(scripted.clone());
            let outcome = update(&Client::new(options));
            assert_eq!(outcome.status(), Status::Rejected, "{case}: {}", outcome.message());
            let response = outcome.response().expect("an answer");
            assert_eq!(response.api_code(), Some(300), "{case}: {outcome:?}");
            let hidden = refusal.replace(sandbox.token(), &"*".repeat(sandbox.token().len()));
            assert_eq!(String::from_utf8_lossy(response.body()), hidden, "{case}");
            assert_eq!(response.field_errors().len(), 1, "{case}");
            assert!(response.incomplete().is_none(), "{case}: {:?}", response.incomplete());
            assert!(warned(&outcome, "compressed"), "{case}: {:?}", outcome.warnings());
            assert!(!everything(&outcome).contains(sandbox.token()), "{case}");
        }
    }
}

#[test]
fn what_cannot_be_unpacked_is_named_and_not_kept() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let secret = gzip(refusal(&sandbox).as_bytes());
    for (coding, body) in [
        ("br", secret.clone()),
        ("zstd", secret.clone()),
        ("compress", secret.clone()),
        ("aws-chunked", secret.clone()),
        ("gzip, br", secret.clone()),
        ("br, gzip", secret.clone()),
        ("gzip, gzip, gzip, gzip, gzip, gzip", secret.clone()),
        ("zstd", b"\x28\xb5\x2f\xfd\x00".to_vec()),
        ("x\u{1}y", secret.clone()),
    ] {
        sandbox.script(Response::http(400, &[("Content-Encoding", coding)], &body));
        let outcome = update(&client);
        if coding.contains('\u{1}') {
            // No HTTP: whatever it is, the body is not shown as it came.
            assert!(outcome.response().is_none_or(|response| response.body() != body));
            continue;
        }
        assert_eq!(outcome.status(), Status::Rejected, "{coding}: {}", outcome.message());
        let response = outcome.response().expect("an answer");
        assert_eq!((response.http_status(), response.api_code()), (400, None), "{coding}");
        assert!(response.body().is_empty() && response.incomplete().is_some(), "{coding}");
        let named = coding.split(", ").find(|name| *name != "gzip").unwrap_or("gzip");
        assert!(outcome.message().contains(named), "{coding}: {}", outcome.message());
        assert!(warned(&outcome, named), "{coding}: {:?}", outcome.warnings());
    }
    // A header line that is ignored for its form tells the truth about the body all the same.
    let opaque: Vec<u8> = secret.iter().map(|byte| byte ^ 0x55).collect();
    let answer = |line: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 400 Bad Request\r\n{line}\r\nContent-Length: {}\r\n\r\n", body.len());
        Response::raw([head.as_bytes(), body].concat())
    };
    for line in
        ["Content-Encoding : br", "content-encoding\t:br", "Content-Encoding: b\u{1}r", "Content-\u{1}Encoding: br"]
    {
        sandbox.script(answer(line, &opaque));
        let outcome = update(&client);
        let response = outcome.response().expect("an answer");
        assert_eq!(outcome.status(), Status::Rejected, "{line:?}: {}", outcome.message());
        assert!(response.body().is_empty() && outcome.message().contains("cannot unpack"), "{line:?}: {outcome:?}");
    }
    sandbox.script(answer("Content-Encoding : deflate", &zlib(refusal(&sandbox).as_bytes())));
    assert_eq!(update(&client).response().expect("an answer").api_code(), Some(300));
    // The status alone decides where a success needs no body, and where it needs one there is none.
    sandbox.script(Response::http(200, &[("Content-Encoding", "br")], &secret));
    let request = Request::new("GET", "users/me", Headers::new(), Content::None).expect("valid");
    let outcome = client.send(&request);
    assert!(!outcome.is_ok() && outcome.message().contains("br"), "{}", outcome.message());
    assert!(outcome.response().expect("an answer").body().is_empty());
    sandbox.script(Response::http(200, &[("Content-Encoding", "br")], &secret));
    let outcome = client.get_user("jane@example.com");
    assert!(!outcome.is_ok() && outcome.message().contains("br"), "{}", outcome.message());
}

#[test]
fn a_bomb_ends_at_the_limit_of_a_body() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let zeros = vec![b'0'; 64 * MOST_BODY];
    let bomb = gzip(&zeros);
    assert!(bomb.len() < MOST_BODY / 8);
    for (coding, body) in [("gzip", bomb.clone()), ("deflate", zlib(&zeros)), ("gzip, gzip", gzip(&bomb))] {
        sandbox.script(Response::http(400, &[("Content-Encoding", coding)], &body));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Rejected, "{coding}: {}", outcome.message());
        let response = outcome.response().expect("an answer");
        assert_eq!(response.body().len(), MOST_BODY, "{coding}");
        assert!(response.incomplete().expect("cut").contains("1048576"), "{:?}", response.incomplete());
        // A success whose body was not read whole is none.
        sandbox.script(Response::http(200, &[("Content-Encoding", coding)], &body));
        let request = Request::new("GET", "users/me", Headers::new(), Content::None).expect("valid");
        assert_eq!(client.send(&request).status(), Status::Io, "{coding}");
    }
}

#[test]
fn damaged_compression_shows_what_came_before_the_damage() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let refusal = refusal(&sandbox);
    let whole = gzip(refusal.as_bytes());
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 0xff;
    let mut wrong_zlib = zlib(refusal.as_bytes());
    *wrong_zlib.last_mut().expect("a byte") ^= 0xff;
    let cuts = (1..whole.len()).map(|length| ("gzip", whole[..length].to_vec()));
    let others = [("gzip", wrong_sum), ("deflate", wrong_zlib), ("gzip", b"\x1f\x8b\x08junk\xff\xff".to_vec())];
    for (coding, body) in cuts.chain(others) {
        sandbox.script(Response::http(400, &[("Content-Encoding", coding)], &body));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Rejected, "{}", outcome.message());
        let response = outcome.response().expect("an answer");
        assert!(response.incomplete().is_some(), "{body:?}");
        let hidden = refusal.replace(sandbox.token(), &"*".repeat(sandbox.token().len()));
        let shown = String::from_utf8_lossy(response.body()).into_owned();
        assert!(response.body() != body && shown.len() <= hidden.len(), "{shown}");
        // The last four bytes may be the beginning of the token, which is too short to be one.
        let sure = shown.len().saturating_sub(4);
        assert_eq!(shown.get(..sure), hidden.get(..sure));
    }
}

#[test]
fn a_label_without_compression_changes_nothing() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let refusal = refusal(&sandbox);
    for coding in ["gzip", "deflate", "br", "zstd", "gzip, br"] {
        sandbox.script(Response::http(400, &[("Content-Encoding", coding)], &refusal));
        let outcome = update(&client);
        assert_eq!(outcome.response().expect("an answer").api_code(), Some(300), "{coding}: {outcome:?}");
        assert!(!everything(&outcome).contains(sandbox.token()));
        assert!(warned(&outcome, "not compressed"), "{coding}: {:?}", outcome.warnings());
    }
    for (answer, status) in [
        (Response::http(204, &[("Content-Encoding", "gzip")], ""), Status::Ok),
        (Response::http(204, &[("Content-Encoding", "br")], ""), Status::Ok),
        (Response::http(400, &[("Content-Encoding", "gzip")], ""), Status::Rejected),
        (Response::http(400, &[("Content-Encoding", "identity")], &refusal), Status::Rejected),
        (Response::http(400, &[("Content-Encoding", "")], &refusal), Status::Rejected),
    ] {
        sandbox.script(answer.clone());
        let outcome = update(&client);
        assert_eq!(outcome.status(), status, "{}", outcome.message());
        assert!(outcome.warnings().is_empty(), "{:?}", outcome.warnings());
        assert!(outcome.response().expect("an answer").incomplete().is_none());
    }
    // HEAD has no body, whatever its head says.
    sandbox.script(Response::raw("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 50\r\n\r\n"));
    let request = Request::new("HEAD", "users/me", Headers::new(), Content::None).expect("valid");
    assert!(client.send(&request).is_ok());
    // What is a file of its own stays as it is.
    let file = gzip(b"a,b\n");
    sandbox.script(Response::http(200, &[("Content-Type", "application/gzip")], &file));
    let request = Request::new("GET", "report", Headers::new(), Content::None).expect("valid");
    let outcome = client.send(&request);
    assert_eq!(outcome.response().expect("an answer").body(), file);
}

#[test]
fn what_a_compressed_answer_says_is_acted_on() {
    let sandbox = sandbox();
    // The day's limit: one attempt.
    let retrying = Client::new(with(http_options(&sandbox), &[("max_retries", "3")]));
    let daily = gzip(br#"{"code":429,"message":"You have reached the maximum daily rate limit for this API."}"#);
    sandbox.script(Response::http(429, &[("Content-Encoding", "gzip")], &daily));
    let outcome = update(&retrying);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::RateLimited, 1), "{}", outcome.message());
    // A token that ended: renewed.
    let renewing = Client::new(app_options(&sandbox, &[]));
    let ended = zlib(br#"{"code":124,"message":"Access token is expired."}"#);
    assert!(update(&renewing).is_ok());
    sandbox.script(Response::http(401, &[("Content-Encoding", "deflate")], &ended));
    let outcome = update(&renewing);
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
    // A user.
    sandbox.script(Response::http(200, &[("Content-Encoding", "gzip")], gzip(br#"{"id":"x","dept":"d"}"#)));
    let outcome = retrying.get_user("jane@example.com");
    assert!(outcome.is_ok() && outcome.user().is_some(), "{}", outcome.message());
    assert!(warned(&outcome, "compressed"));
    // A token.
    let fresh = Client::new(app_options(&sandbox, &[("account_id", "compressed-account")]));
    let token = format!(r#"{{"access_token":"{}","expires_in":3599}}"#, sandbox.token());
    sandbox.script(Response::http(200, &[("Content-Encoding", "gzip")], gzip(token.as_bytes())));
    let outcome = update(&fresh);
    assert!(outcome.is_ok() && warned(&outcome, "compressed"), "{} {:?}", outcome.message(), outcome.warnings());
    // A refusal of the token service.
    let refused = Client::new(app_options(&sandbox, &[("account_id", "compressed-refusal")]));
    let why = gzip(br#"{"reason":"Invalid client_id or client_secret","error":"invalid_client"}"#);
    sandbox.script(Response::http(400, &[("Content-Encoding", "gzip")], why));
    let outcome = update(&refused);
    assert!(outcome.message().contains("invalid_client"), "{}", outcome.message());
}
