//! A patch: what goes out is what was given, in its order, in both encodings.
//!
//! Input that begins with `{` is the JSON itself; all other input is taken for choices of fields and values.

#![no_main]

use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Json;
use serde_json::value::RawValue;
use std::convert::Infallible;
use zoomuser::UserPatch;
use zoomuser::internal::validate::{CheckMode, Report, validate};
use zoomuser::internal::encoding::{Encoding, encode};
use zoomuser::internal::schema::{Place, field};
use zoomuser::internal::request::Request;
use zoomuser_fuzz::json::{fields, members, part, tokens};
use zoomuser_fuzz::{is_one_line, is_segment, percent_decoded};

fuzz_target!(|bytes: &[u8]| {
    let built;
    let given = if bytes.starts_with(b"{") {
        let Ok(given) = std::str::from_utf8(bytes) else { return };
        given
    } else {
        match fields(&mut Unstructured::new(bytes)) {
            Ok(json) => built = json,
            Err(_) => return,
        }
        &built
    };
    let mut patch = UserPatch::new();
    if let Err(error) = patch.set_all_json(given) {
        assert!(is_one_line(error.message()), "{error:?}");
        assert!(patch.is_empty());
        return;
    }
    as_json(&patch, given);
    as_texts(given);
});

/// The patch as it was given in JSON.
fn as_json(patch: &UserPatch, given: &str) {
    let given = members(given);
    let names: Vec<&str> = patch.iter().map(|(name, _)| name).collect();
    assert_eq!(names, given.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let (query, body): (Vec<_>, Vec<_>) = given.into_iter().partition(|(name, _)| is_query(name));

    let in_json = validate(patch, Encoding::Json);
    check(&in_json);
    let sent = encode(&patch.wire(), Encoding::Json);
    assert_eq!(sent.content_type, "application/json");
    let sent = String::from_utf8(sent.bytes).expect("UTF-8");
    serde_json::from_str::<&RawValue>(&sent).expect("JSON");
    assert_eq!(members(&sent), body);
    assert!(!sent.contains(['\n', '\r', '\t']));
    if let Ok(Json::Object(parsed)) = serde_json::from_str(&sent) {
        assert!(parsed.keys().eq(body.iter().map(|(name, _)| name)));
        for ((_, parsed), (_, value)) in parsed.iter().zip(&body) {
            assert_eq!(*parsed, serde_json::from_str::<Json>(&value.concat()).expect("a value"));
        }
    }

    let report = validate(patch, Encoding::Multipart);
    check(&report);
    let form = encode(&patch.wire(), Encoding::Multipart);
    if report.blocking.is_empty() {
        let parts: Vec<_> = body.iter().map(|(name, value)| (name.clone(), part(value).expect("checked"))).collect();
        compare_parts(&form.content_type, form.bytes, &parts);
    }

    let user_id = names.first().copied().unwrap_or("me");
    let Ok(checked) = in_json.checked(CheckMode::Warn) else { return };
    if let Ok(request) = Request::update_user(user_id, &checked, "") {
        assert_eq!(request.body().map(|body| &body.bytes[..]), Some(sent.as_bytes()));
        let target = request.path_and_query();
        let (path, query_sent) = target.split_once('?').unwrap_or((target, ""));
        let segment = path.strip_prefix("users/").expect("a user");
        assert!(is_segment(segment), "{segment}");
        assert_eq!(percent_decoded(segment).as_deref(), Some(user_id.as_bytes()));
        let pairs: Vec<(String, Vec<u8>)> = query_sent
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').expect("a value");
                assert!(value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)), "{value}");
                (name.to_owned(), percent_decoded(value).expect("escapes"))
            })
            .collect();
        assert_eq!(pairs.len(), query.len());
        for ((name, value), (given_name, given_value)) in pairs.iter().zip(&query) {
            assert_eq!(name, given_name);
            match (given_value.as_slice(), part(given_value)) {
                ([_], Some(text)) => assert_eq!(String::from_utf8_lossy(value), text),
                // Not one token, or an unpaired surrogate: the check stops it, or Zoom refuses it.
                _ => assert_eq!(tokens(std::str::from_utf8(value).expect("UTF-8")), *given_value),
            }
        }
    }
}

/// The same values set as texts, which the catalogue may turn into numbers and the like but into nothing else.
fn as_texts(given: &str) {
    let mut patch = UserPatch::new();
    let mut texts = Vec::new();
    for (name, value) in members(given) {
        let Some(text) = part(&value) else { continue };
        patch.set(&name, text.as_str());
        if !is_query(&name) {
            texts.push((name, text));
        }
    }
    check(&validate(&patch, Encoding::Json));
    let sent = encode(&patch.wire(), Encoding::Json).bytes;
    let sent = String::from_utf8(sent).expect("UTF-8");
    serde_json::from_str::<&RawValue>(&sent).expect("JSON");
    let sent = members(&sent);
    assert_eq!(sent.len(), texts.len());
    for ((name, value), (given_name, text)) in sent.iter().zip(&texts) {
        assert_eq!(name, given_name);
        match value.as_slice() {
            [one] if one.starts_with('"') => {
                assert_eq!(serde_json::from_str::<String>(one).expect("a string"), *text);
            }
            converted => {
                assert!(field(name).is_some(), "{name} is not known");
                let bare = text.trim_ascii();
                assert!(*converted == tokens(bare) || converted.concat() == bare.to_ascii_lowercase());
            }
        }
    }
    let report = validate(&patch, Encoding::Multipart);
    check(&report);
    let sent = encode(&patch.wire(), Encoding::Multipart);
    if report.blocking.is_empty() {
        let parts = parts(&sent.content_type, sent.bytes);
        assert_eq!(parts.len(), texts.len());
        for ((_, value), (_, text)) in parts.iter().zip(&texts) {
            let bare = text.trim_ascii();
            let converted = || *value == bare.to_ascii_lowercase() || *value == tokens(bare).concat();
            assert!(value == text || converted(), "{value:?} for {text:?}");
        }
    }
}

fn is_query(name: &str) -> bool {
    field(name).is_some_and(|field| field.place == Place::Query)
}

fn check(report: &Report) {
    for problem in report.blocking.iter().chain(&report.errors).chain(&report.warnings) {
        assert!(is_one_line(&problem.to_string()), "{problem:?}");
    }
}

fn compare_parts(content_type: &str, body: Vec<u8>, expected: &[(String, String)]) {
    let parts = parts(content_type, body);
    assert_eq!(parts.len(), expected.len());
    for ((name, value), (expected_name, expected_value)) in parts.iter().zip(expected) {
        // WHATWG's escaping of names leaves `\` alone; multer reads `\"` as a quote, as RFC 2183 specifies.
        if !expected_name.ends_with('\\') {
            assert_eq!(*name, expected_name.replace('"', "%22"));
        }
        assert_eq!(value, expected_value);
    }
}

/// The parts as multer sees them.
fn parts(content_type: &str, body: Vec<u8>) -> Vec<(String, String)> {
    let boundary = multer::parse_boundary(content_type).expect("a boundary");
    let body = futures_util::stream::iter([Ok::<_, Infallible>(body)]);
    pollster::block_on(async {
        let mut form = multer::Multipart::new(body, boundary);
        let mut parts = Vec::new();
        while let Some(part) = form.next_field().await.expect("a part") {
            let name = part.name().unwrap_or_default().to_owned();
            let value = part.bytes().await.expect("a value");
            parts.push((name, String::from_utf8(value.to_vec()).expect("UTF-8")));
        }
        parts
    })
}
