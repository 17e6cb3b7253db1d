//! `multipart/form-data`, for forms and for a patch with one text part per field, in order.

use super::body::Body;
use super::json::{compact, is_compact};
use crate::request::value::{Wire, WireField};
use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

/// A part to encode.
pub(crate) struct Part<'a> {
    pub(crate) name: &'a str,
    pub(crate) file_name: Option<&'a str>,
    pub(crate) content_type: Option<Cow<'a, str>>,
    pub(crate) value: Cow<'a, [u8]>,
}

pub(super) fn encode<'a>(fields: impl Iterator<Item = &'a WireField<'a>>) -> Body {
    let part = |field: &'a WireField<'a>| Part {
        name: field.name,
        file_name: None,
        content_type: None,
        value: part_text(&field.value),
    };
    body(&fields.map(part).collect::<Vec<_>>())
}

/// Encodes parts.
pub(crate) fn body(parts: &[Part<'_>]) -> Body {
    let boundary = boundary(parts);
    let length: usize = parts.iter().map(|part| part.name.len() + part.value.len() + 200).sum();
    let mut out = Vec::with_capacity(length + 64);
    for part in parts {
        push(&mut out, &["--", &boundary, "\r\nContent-Disposition: form-data"]);
        // A part without a name has no parameter `name`; `name=""` would be an empty name.
        for (parameter, value) in
            [("name", Some(part.name).filter(|name| !name.is_empty())), ("filename", part.file_name)]
        {
            if let Some(value) = value {
                push(&mut out, &["; ", parameter, "=\""]);
                escape_name(value, &mut out);
                push(&mut out, &["\""]);
            }
        }
        if let Some(content_type) = &part.content_type {
            push(&mut out, &["\r\nContent-Type: ", content_type]);
        }
        push(&mut out, &["\r\n\r\n"]);
        out.extend_from_slice(&part.value);
        push(&mut out, &["\r\n"]);
    }
    push(&mut out, &["--", &boundary, "--\r\n"]);
    Body { content_type: ["multipart/form-data; boundary=", &boundary].concat(), bytes: out }
}

fn push(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

/// The text of a part: JSON strings without quotes, other JSON unchanged.
fn part_text<'a>(wire: &'a Wire<'a>) -> Cow<'a, [u8]> {
    match wire {
        Wire::Text(text) => text.as_bytes().into(),
        Wire::Json(json) => {
            let quoted = json.starts_with('"').then(|| serde_json::from_str::<String>(json).ok());
            if let Some(Some(text)) = quoted {
                return text.into_bytes().into();
            }
            if is_compact(json) {
                return json.as_bytes().into();
            }
            let mut text = Vec::with_capacity(json.len());
            compact(json, &mut text);
            text.into()
        }
    }
}

/// Escapes the three characters that would end a name, as browsers and curl do (WHATWG, multipart/form-data).
fn escape_name(name: &str, out: &mut Vec<u8>) {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return out.extend_from_slice(name.as_bytes());
    }
    for &byte in name.as_bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"%22"),
            b'\r' => out.extend_from_slice(b"%0D"),
            b'\n' => out.extend_from_slice(b"%0A"),
            _ => out.push(byte),
        }
    }
}

/// A boundary that occurs in no part. It is random, so that a value cannot be crafted to contain it.
fn boundary(parts: &[Part<'_>]) -> String {
    loop {
        let mut boundary = String::with_capacity(41);
        boundary.push_str("zoomuser-");
        for byte in [random(), random()].iter().flat_map(|bits| bits.to_ne_bytes()) {
            boundary.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        }
        // Few places have its first byte, so that is compared first.
        let is_boundary = |part: &[u8]| part.starts_with(b"z") && part == boundary.as_bytes();
        let occurs_in = |text: &[u8]| text.windows(boundary.len()).any(is_boundary);
        if !parts.iter().any(|part| occurs_in(&part.value)) {
            return boundary;
        }
    }
}

/// 64 random bits: `RandomState` takes its keys from the operating system.
fn random() -> u64 {
    RandomState::new().hash_one(())
}

#[cfg(test)]
mod tests {
    use crate::request::encoding::{Encoding, encode};
    use crate::request::patch::UserPatch;

    fn encoded(patch: &UserPatch) -> (String, String) {
        let body = encode(&patch.wire(), Encoding::Multipart);
        let boundary = body.content_type.strip_prefix("multipart/form-data; boundary=").expect("type").to_owned();
        (String::from_utf8(body.bytes).expect("UTF-8").replace(&boundary, "B"), boundary)
    }

    #[test]
    fn one_part_a_field() {
        let mut patch = UserPatch::new();
        patch
            .set_all_json(r#"{"first_name":"A\r\n--B \"x\"","type":2,"use_pmi":true,"feature":{ "zoom_phone" : true },"login_type":1}"#)
            .expect("valid");
        patch.set("a\"b\r\n", "x");
        let (text, boundary) = encoded(&patch);
        assert_eq!(
            text,
            "--B\r\nContent-Disposition: form-data; name=\"first_name\"\r\n\r\nA\r\n--B \"x\"\r\n\
             --B\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n2\r\n\
             --B\r\nContent-Disposition: form-data; name=\"use_pmi\"\r\n\r\ntrue\r\n\
             --B\r\nContent-Disposition: form-data; name=\"feature\"\r\n\r\n{\"zoom_phone\":true}\r\n\
             --B\r\nContent-Disposition: form-data; name=\"a%22b%0D%0A\"\r\n\r\nx\r\n--B--\r\n"
        );
        assert!((1..=70).contains(&boundary.len()), "RFC 2046 allows 1 to 70 characters");
        assert_ne!(boundary, encoded(&patch).1, "boundaries are not reused");
    }
}
