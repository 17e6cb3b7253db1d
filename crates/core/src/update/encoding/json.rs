//! A patch as a JSON object: exactly the fields that are set, in their order.

use super::{Body, body_fields};
use crate::update::patch::UserPatch;
use crate::update::value::Wire;

pub(super) fn encode(patch: &UserPatch) -> Body {
    let mut out = Vec::with_capacity(1024);
    out.push(b'{');
    for (name, value, kind) in body_fields(patch) {
        if out.len() > 1 {
            out.push(b',');
        }
        quote(name, &mut out);
        out.push(b':');
        match value.wire(kind) {
            Wire::Text(text) => quote(text, &mut out),
            Wire::Json(json) => compact(&json, &mut out),
        }
    }
    out.push(b'}');
    Body { content_type: "application/json".to_owned(), bytes: out }
}

/// Writes text as a JSON string.
pub(crate) fn quote(text: &str, out: &mut Vec<u8>) {
    let mark = out.len();
    if serde_json::to_writer(&mut *out, text).is_err() {
        // Writing to memory does not fail; half a string must not stay even so.
        out.truncate(mark);
        out.extend_from_slice(b"\"\"");
    }
}

/// Copies valid JSON without the blanks between its tokens; strings and numbers keep their text.
pub(crate) fn compact(json: &str, out: &mut Vec<u8>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(patch: &UserPatch) -> String {
        String::from_utf8(encode(patch).bytes).expect("UTF-8")
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
