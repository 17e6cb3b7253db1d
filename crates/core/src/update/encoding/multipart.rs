//! `multipart/form-data`: the one place that writes parts, and a patch as one text part a field, in their order.

use super::json::compact;
use super::{Body, body_fields};
use crate::update::patch::UserPatch;
use crate::update::value::Wire;
use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

/// A part on its way out.
pub(crate) struct Part<'a> {
    pub(crate) name: &'a str,
    pub(crate) file_name: Option<&'a str>,
    pub(crate) content_type: Option<Cow<'a, str>>,
    pub(crate) value: Cow<'a, [u8]>,
}

pub(super) fn encode(patch: &UserPatch) -> Body {
    let parts: Vec<Part<'_>> = body_fields(patch)
        .map(|(name, value, kind)| Part {
            name,
            file_name: None,
            content_type: None,
            value: part_text(value.wire(kind)),
        })
        .collect();
    body(&parts)
}

/// Writes parts, for patches and for forms.
pub(crate) fn body(parts: &[Part<'_>]) -> Body {
    let boundary = boundary(parts);
    let length: usize = parts.iter().map(|part| part.name.len() + part.value.len() + 200).sum();
    let mut out = Vec::with_capacity(length + 64);
    for part in parts {
        push(&mut out, &["--", &boundary, "\r\nContent-Disposition: form-data; name=\""]);
        escape_name(part.name, &mut out);
        if let Some(file_name) = part.file_name {
            push(&mut out, &["\"; filename=\""]);
            escape_name(file_name, &mut out);
        }
        push(&mut out, &["\""]);
        if let Some(content_type) = &part.content_type {
            push(&mut out, &["\r\nContent-Type: ", content_type]);
        }
        push(&mut out, &["\r\n\r\n"]);
        out.extend_from_slice(&part.value);
        push(&mut out, &["\r\n"]);
    }
    push(&mut out, &["--", &boundary, "--\r\n"]);
    Body { content_type: format!("multipart/form-data; boundary={boundary}"), bytes: out }
}

fn push(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

/// The text of a part: JSON strings without their quotes, all other JSON as it is.
fn part_text(wire: Wire<'_>) -> Cow<'_, [u8]> {
    match wire {
        Wire::Text(text) => text.as_bytes().into(),
        Wire::Json(json) => {
            let quoted = json.starts_with('"').then(|| serde_json::from_str::<String>(&json).ok());
            if let Some(Some(text)) = quoted {
                return text.into_bytes().into();
            }
            let mut text = Vec::with_capacity(json.len());
            compact(&json, &mut text);
            text.into()
        }
    }
}

/// The three characters that would end a name, as browsers and curl write them (WHATWG, multipart/form-data).
fn escape_name(name: &str, out: &mut Vec<u8>) {
    for &byte in name.as_bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"%22"),
            b'\r' => out.extend_from_slice(b"%0D"),
            b'\n' => out.extend_from_slice(b"%0A"),
            _ => out.push(byte),
        }
    }
}

/// A boundary that stands in no part. It is random, so that nobody can write a value around it beforehand.
fn boundary(parts: &[Part<'_>]) -> String {
    loop {
        let boundary = format!("zoomuser-{:016x}{:016x}", random(), random());
        let stands_in = |text: &[u8]| text.windows(boundary.len()).any(|part| part == boundary.as_bytes());
        if !parts.iter().any(|part| stands_in(&part.value)) {
            return boundary;
        }
    }
}

/// 64 random bits: the standard library keys every hasher anew from the operating system's randomness.
fn random() -> u64 {
    RandomState::new().hash_one(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(patch: &UserPatch) -> (String, String) {
        let body = encode(patch);
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
