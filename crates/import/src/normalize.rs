//! Corrects unambiguous type errors and reports them.

use serde_json::value::RawValue;
use zoomuser::Problem;
use zoomuser::internal::schema::{Kind, field};
use zoomuser::internal::value::{Value, Wire};

/// Corrects the values of known fields where the meaning is unambiguous; validation reports the rest.
pub(crate) fn normalize(fields: &mut [(String, Value)], defects: &mut Vec<Problem>) {
    for (name, value) in fields {
        let Some(field) = field(name) else { continue };
        if let Some((normalized, message)) = normalized(&field.kind, value) {
            *value = normalized;
            defects.push(Problem::new(field.name, message));
        }
    }
}

fn normalized(kind: &Kind, value: &Value) -> Option<(Value, &'static str)> {
    let Wire::Json(json) = value.wire(Some(kind)) else {
        let Value::Text(text) = value else { return None };
        let is_list = matches!(kind, Kind::TextList { .. }) && !text.is_empty() && !text.trim_start().starts_with('[');
        let list = serde_json::to_string(&[text]).ok().filter(|_| is_list)?;
        return Some((raw(&list)?, "text where Zoom expects an array: the program wraps it in [ ]"));
    };
    match (kind, json.bytes().next()?) {
        (Kind::ObjectList { .. }, b'{') => {
            Some((raw(&format!("[{json}]"))?, "an object where Zoom expects an array: the program wraps it in [ ]"))
        }
        (Kind::TextList { .. }, b'"') => {
            Some((raw(&format!("[{json}]"))?, "text where Zoom expects an array: the program wraps it in [ ]"))
        }
        (Kind::Integer { .. } | Kind::IntegerChoice(_), b'"') => {
            Some((converted(kind, &json)?, "text where Zoom expects a number: the program sends a number"))
        }
        (Kind::Boolean, b'"') => {
            Some((converted(kind, &json)?, "text where Zoom expects true or false: the program sends that"))
        }
        (Kind::ObjectList { .. } | Kind::Object(_), b'"') => {
            Some((converted(kind, &json)?, "JSON inside of text: the program sends the JSON"))
        }
        (Kind::Text { .. } | Kind::TextChoice(_), b'-' | b'0'..=b'9') => {
            Some((json.as_ref().into(), "a number where Zoom expects text: the program sends text"))
        }
        _ => None,
    }
}

/// The value of a JSON string, if the schema converts it.
fn converted(kind: &Kind, json: &str) -> Option<Value> {
    let value = Value::Text(serde_json::from_str(json).ok()?);
    matches!(value.wire(Some(kind)), Wire::Json(_)).then_some(value)
}

fn raw(json: &str) -> Option<Value> {
    serde_json::from_str::<Box<RawValue>>(json).ok().map(Value::of_json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zoomuser::UserPatch;
    use zoomuser::internal::encoding::{Encoding, encode};

    /// The fields as they are sent, and the defects.
    fn normalized(json: &str, is_text: bool) -> (String, Vec<String>) {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        let mut fields: Vec<_> = patch.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        for (_, value) in fields.iter_mut().filter(|_| is_text) {
            let Value::Json(json) = &value else { continue };
            *value = Value::Text(serde_json::from_str(json.get()).expect("text"));
        }
        let mut defects = Vec::new();
        normalize(&mut fields, &mut defects);
        let mut patch = UserPatch::new();
        for (name, value) in fields {
            patch.set(&name, value);
        }
        let out = String::from_utf8(encode(&patch.wire(), Encoding::Json).bytes).expect("UTF-8");
        (out, defects.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn unambiguous_mistakes_are_corrected() {
        for (json, out) in [
            (r#"{"type":"2"}"#, r#"{"type":2}"#),
            (r#"{"use_pmi":"False"}"#, r#"{"use_pmi":false}"#),
            (r#"{"custom_attributes":{"key":"k"}}"#, r#"{"custom_attributes":[{"key":"k"}]}"#),
            (r#"{"phone_numbers":"[{}]"}"#, r#"{"phone_numbers":[{}]}"#),
            (r#"{"division_ids":"a"}"#, r#"{"division_ids":["a"]}"#),
            (r#"{"host_key":123456}"#, r#"{"host_key":"123456"}"#),
        ] {
            let (normalized, told) = normalized(json, false);
            assert_eq!((normalized.as_str(), told.len()), (out, 1), "{told:?}");
        }
    }

    #[test]
    fn a_form_has_texts_only() {
        let (out, told) = normalized(r#"{"type":"2","custom_attributes":"{\"key\":\"k\"}","division_ids":"a"}"#, true);
        assert_eq!(out, r#"{"type":2,"custom_attributes":[{"key":"k"}],"division_ids":["a"]}"#);
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn other_mistakes_are_left_to_validation() {
        for json in [
            r#"{"type":"two"}"#,
            r#"{"use_pmi":1}"#,
            r#"{"dept":true}"#,
            r#"{"phone_numbers":"x"}"#,
            r#"{"nothing":"1"}"#,
            r#"{"dept":null}"#,
            r#"{"type":2}"#,
        ] {
            assert_eq!(normalized(json, false), (json.to_owned(), vec![]));
        }
    }
}
