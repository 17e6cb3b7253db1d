//! A JSON object with exactly the fields that are set, in order.

use super::body::Body;
use crate::request::value::{Wire, WireField};

pub(super) fn encode<'a>(fields: impl Iterator<Item = &'a WireField<'a>>) -> Body {
    let mut out = Vec::with_capacity(1024);
    out.push(b'{');
    for field in fields {
        if out.len() > 1 {
            out.push(b',');
        }
        quote(field.name, &mut out);
        out.push(b':');
        match &field.value {
            Wire::Text(text) => quote(text, &mut out),
            Wire::Json(json) => compact(json, &mut out),
        }
    }
    out.push(b'}');
    Body { content_type: "application/json".to_owned(), bytes: out }
}

/// Appends text as a JSON string.
pub fn quote(text: &str, out: &mut Vec<u8>) {
    let mark = out.len();
    if serde_json::to_writer(&mut *out, text).is_err() {
        // Writing to memory does not fail; even so, no partial string must remain.
        out.truncate(mark);
        out.extend_from_slice(b"\"\"");
    }
}

/// Appends valid JSON without white space between tokens; strings and numbers keep their text.
pub fn compact(json: &str, out: &mut Vec<u8>) {
    if is_compact(json) {
        return out.extend_from_slice(json.as_bytes());
    }
    let mut in_string = false;
    let mut escaped = false;
    for &byte in json.as_bytes() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
        } else if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            continue;
        } else {
            in_string = byte == b'"';
        }
        out.push(byte);
    }
}

/// Whether JSON contains no white space at all, so that it is as [`compact`] writes it.
pub(super) fn is_compact(json: &str) -> bool {
    // Without an early end, which keeps the compiler from reading several bytes at once.
    !json.bytes().fold(false, |found, byte| found | matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use crate::request::encoding::{Encoding, encode};
    use crate::request::patch::UserPatch;

    fn encoded(patch: &UserPatch) -> String {
        String::from_utf8(encode(&patch.wire(), Encoding::Json).bytes).expect("UTF-8")
    }

    #[test]
    fn one_field_is_one_member() {
        let mut patch = UserPatch::new();
        patch.set("first_name", "Ada \"\\\u{1}\u{1f600}");
        assert_eq!(encoded(&patch), r#"{"first_name":"Ada \"\\\u0001😀"}"#);
        patch.set("login_type", 100);
        assert_eq!(encoded(&patch), r#"{"first_name":"Ada \"\\\u0001😀"}"#);
        assert_eq!(encoded(&UserPatch::new()), "{}");
    }

    #[test]
    fn json_keeps_its_number_text_and_order() {
        let mut patch = UserPatch::new();
        patch
            .set_all_json(
                "{ \"b\" : [ 1.10 , 1e2,18446744073709551616, \" a \\\" b \\\\\" , true ], \"a\":{\"z\" :1,\"y\": null},\n\
                 \"zoom_one_type\": 576460752303423488, \"use_pmi\": false, \"n\": null }",
            )
            .expect("valid");
        patch.set("type", "2");
        assert_eq!(
            encoded(&patch),
            "{\"b\":[1.10,1e2,18446744073709551616,\" a \\\" b \\\\\",true],\"a\":{\"z\":1,\"y\":null},\
             \"zoom_one_type\":576460752303423488,\"use_pmi\":false,\"n\":null,\"type\":2}"
        );
    }
}
