//! The fields in the body of an imported request.

use super::draft::{Body, Draft};
use super::shell::accumulated::boundaries;
use super::shell::typographic;
use super::token;
use serde_json::value::RawValue;
use zoomuser::internal::encoding::Encoding;
use zoomuser::internal::percent::pairs;
use zoomuser::internal::schema::{Kind, field};
use zoomuser::internal::value::Value;
use zoomuser::internal::{members, quoted};

/// The maximum number of parts; an update has far fewer.
const MAX_PARTS: usize = 1000;

type Fields = Vec<(String, Value)>;

/// The fields, without duplicates, and the encoding of the body.
pub(crate) fn read(draft: &mut Draft) -> Result<(Fields, Encoding), String> {
    let (fields, encoding) = match std::mem::take(&mut draft.body) {
        Body::None => (Vec::new(), Encoding::Json),
        Body::Text(text) if text.trim().is_empty() => (Vec::new(), Encoding::Json),
        Body::Text(text) => (text_fields(&text, draft)?, Encoding::Json),
        Body::Form(parts) => (form_fields(parts, draft)?, Encoding::Multipart),
        Body::Pairs(parts) => (pair_fields(parts, draft)?, Encoding::Json),
    };
    let fields = token::without(fields, draft);
    Ok((each_once(fields, draft), encoding))
}

fn text_fields(text: &str, draft: &mut Draft) -> Result<Fields, String> {
    let is_object = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    if !is_object && text.contains('=') {
        let pairs = pairs(text).map_err(|why| format!("body: {why}"))?;
        return pair_fields(pairs, draft);
    }
    let members = members(text, "body")
        .map_err(|error| typographic::in_json(text).unwrap_or_else(|| error.message().to_owned()))?;
    if !draft.header("Content-Type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json")) {
        draft.defect("Content-Type", "the text has no Content-Type application/json: the program sends it");
    }
    Ok(members.into_iter().map(|(name, json)| (name.clone(), value(&name, json))).collect())
}

/// A member of a JSON body; strings become text for text fields.
fn value(name: &str, json: Box<RawValue>) -> Value {
    let is_text = field(name).is_none_or(|field| matches!(field.kind, Kind::Text { .. } | Kind::TextChoice(_)));
    match serde_json::from_str::<String>(json.get()) {
        Ok(text) if is_text => text.into(),
        _ => Value::of_json(json),
    }
}

fn form_fields(mut parts: Vec<(String, String)>, draft: &mut Draft) -> Result<Fields, String> {
    check_count(parts.len())?;
    let values: Vec<&str> = parts.iter().map(|(_, value)| value.as_str()).collect();
    if let Some(boundaries) = boundaries(&values) {
        for ((_, value), start) in parts.iter_mut().zip(boundaries) {
            *value = value.split_off(start);
        }
        let message = format!("each of the {} values begins with all earlier ones: they are separated", parts.len());
        draft.defect("", message);
    }
    let has_type = parts.iter().any(|(name, _)| name == "type");
    let mut fields = Vec::new();
    for (name, value) in parts {
        if !name.is_empty() {
            fields.push((name, value.into()));
        } else if has_type {
            draft.defect("", "a part without a name is left out");
        } else {
            draft.defect("type", "a part without a name is left out; it probably was this field");
        }
    }
    Ok(fields)
}

fn pair_fields(pairs: Vec<(String, String)>, draft: &mut Draft) -> Result<Fields, String> {
    check_count(pairs.len())?;
    draft.defect(
        "Content-Type",
        "the body is a URL-encoded form, which Zoom does not document for this call: the program sends JSON",
    );
    Ok(pairs.into_iter().map(|(name, value)| (name, value.into())).collect())
}

fn check_count(count: usize) -> Result<(), String> {
    if count > MAX_PARTS {
        return Err(format!("body: expected at most {MAX_PARTS} parts, got {count}"));
    }
    Ok(())
}

/// Removes duplicate names: the last value is kept, at the position of the first.
fn each_once(fields: Fields, draft: &mut Draft) -> Fields {
    let mut once: Fields = Vec::new();
    for (name, value) in fields {
        match once.iter_mut().find(|(other, _)| *other == name) {
            None => once.push((name, value)),
            Some((_, old)) => {
                *old = value;
                draft.defect(&quoted(&name), "the name occurs twice: the last value is used");
            }
        }
    }
    once
}
