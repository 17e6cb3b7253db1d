//! Mistakes of type whose meaning is plain: mended, and told.

use crate::answer::outcome::Problem;
use crate::update::fields::{Kind, field};
use crate::update::value::{Value, Wire};
use serde_json::value::RawValue;

/// Mends every value of a known field where it can be done without a guess; what is left the check tells.
pub(super) fn mend(fields: &mut [(String, Value)], defects: &mut Vec<Problem>) {
    for (name, value) in fields {
        let Some(field) = field(name) else { continue };
        if let Some((mended, message)) = mended(&field.kind, value) {
            *value = mended;
            defects.push(Problem::new(field.name, message));
        }
    }
}

fn mended(kind: &Kind, value: &Value) -> Option<(Value, &'static str)> {
    let Wire::Json(json) = value.wire(Some(kind)) else {
        let Value::Text(text) = value else { return None };
        let is_list = matches!(kind, Kind::TextList { .. }) && !text.is_empty() && !text.trim_start().starts_with('[');
        let list = serde_json::to_string(&[text]).ok().filter(|_| is_list)?;
        return Some((raw(&list)?, "text where Zoom wants an array: it is put in [ ]"));
    };
    match (kind, json.bytes().next()?) {
        (Kind::ObjectList { .. }, b'{') => {
            Some((raw(&format!("[{json}]"))?, "an object where Zoom wants an array: it is put in [ ]"))
        }
        (Kind::TextList { .. }, b'"') => {
            Some((raw(&format!("[{json}]"))?, "text where Zoom wants an array: it is put in [ ]"))
        }
        (Kind::Integer { .. } | Kind::IntegerChoice(_), b'"') => {
            Some((converted(kind, &json)?, "text where Zoom wants a number: the program sends a number"))
        }
        (Kind::Boolean, b'"') => {
            Some((converted(kind, &json)?, "text where Zoom wants true or false: the program sends that"))
        }
        (Kind::ObjectList { .. } | Kind::Object(_), b'"') => {
            Some((converted(kind, &json)?, "JSON inside of text: the program sends the JSON"))
        }
        (Kind::Text { .. } | Kind::TextChoice(_), b'-' | b'0'..=b'9') => {
            Some((json.as_ref().into(), "a number where Zoom wants text: the program sends text"))
        }
        _ => None,
    }
}

/// The text of a JSON string, if the catalogue makes something else of it.
fn converted(kind: &Kind, json: &str) -> Option<Value> {
    let value = Value::Text(serde_json::from_str(json).ok()?);
    matches!(value.wire(Some(kind)), Wire::Json(_)).then_some(value)
}

fn raw(json: &str) -> Option<Value> {
    serde_json::from_str::<Box<RawValue>>(json).ok().map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::encoding::{Encoding, encode};
    use crate::update::patch::UserPatch;

    /// The fields as they go out, and what is told.
    fn mended(json: &str, is_text: bool) -> (String, Vec<String>) {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        let mut fields: Vec<_> = patch.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        for (_, value) in fields.iter_mut().filter(|_| is_text) {
            let Value::Json(json) = &value else { continue };
            *value = Value::Text(serde_json::from_str(json.get()).expect("text"));
        }
        let mut defects = Vec::new();
        mend(&mut fields, &mut defects);
        let mut patch = UserPatch::new();
        for (name, value) in fields {
            patch.set(&name, value);
        }
        let out = String::from_utf8(encode(&patch, Encoding::Json).bytes).expect("UTF-8");
        (out, defects.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn plain_mistakes_are_mended() {
        for (json, out) in [
            (r#"{"type":"2"}"#, r#"{"type":2}"#),
            (r#"{"use_pmi":"False"}"#, r#"{"use_pmi":false}"#),
            (r#"{"custom_attributes":{"key":"k"}}"#, r#"{"custom_attributes":[{"key":"k"}]}"#),
            (r#"{"phone_numbers":"[{}]"}"#, r#"{"phone_numbers":[{}]}"#),
            (r#"{"division_ids":"a"}"#, r#"{"division_ids":["a"]}"#),
            (r#"{"host_key":123456}"#, r#"{"host_key":"123456"}"#),
        ] {
            let (mended, told) = mended(json, false);
            assert_eq!((mended.as_str(), told.len()), (out, 1), "{told:?}");
        }
    }

    #[test]
    fn a_form_has_texts_only() {
        let (out, told) = mended(r#"{"type":"2","custom_attributes":"{\"key\":\"k\"}","division_ids":"a"}"#, true);
        assert_eq!(out, r#"{"type":2,"custom_attributes":[{"key":"k"}],"division_ids":["a"]}"#);
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn the_rest_is_left_to_the_check() {
        for json in [
            r#"{"type":"two"}"#,
            r#"{"use_pmi":1}"#,
            r#"{"dept":true}"#,
            r#"{"phone_numbers":"x"}"#,
            r#"{"nothing":"1"}"#,
            r#"{"dept":null}"#,
            r#"{"type":2}"#,
        ] {
            assert_eq!(mended(json, false), (json.to_owned(), vec![]));
        }
    }
}
