//! The body: the fields it sets, as they stand in the text.

use super::draft::{Body, Draft};
use super::glued::seams;
use super::percent::pairs;
use super::token;
use crate::update::encoding::Encoding;
use crate::update::fields::{Kind, field};
use crate::update::patch::{members, quoted};
use crate::update::value::Value;
use serde_json::value::RawValue;

/// More parts than these are no update.
const MOST_PARTS: usize = 1000;

type Fields = Vec<(String, Value)>;

/// The fields, each once, and the form of the body.
pub(super) fn read(draft: &mut Draft) -> Result<(Fields, Encoding), String> {
    let (fields, encoding) = match std::mem::take(&mut draft.body) {
        Body::None => (Vec::new(), Encoding::Json),
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
    let members = members(text, "body").map_err(|error| error.message().to_owned())?;
    if !draft.header("Content-Type").is_some_and(|kind| kind.to_ascii_lowercase().contains("json")) {
        draft.defect("Content-Type", "the text says nothing of application/json: the program sends it");
    }
    Ok(members.into_iter().map(|(name, json)| (name.clone(), value(&name, json))).collect())
}

/// A member of a JSON body. Text for a field of text is taken as text.
fn value(name: &str, json: Box<RawValue>) -> Value {
    let is_text = field(name).is_none_or(|field| matches!(field.kind, Kind::Text { .. } | Kind::TextChoice(_)));
    match serde_json::from_str::<String>(json.get()) {
        Ok(text) if is_text => text.into(),
        _ => json.into(),
    }
}

fn form_fields(mut parts: Vec<(String, String)>, draft: &mut Draft) -> Result<Fields, String> {
    check_count(parts.len())?;
    let values: Vec<&str> = parts.iter().map(|(_, value)| value.as_str()).collect();
    if let Some(seams) = seams(&values) {
        for ((_, value), seam) in parts.iter_mut().zip(seams) {
            *value = value.split_off(seam);
        }
        let message = format!("each of the {} values begins with all earlier ones: they are taken apart", parts.len());
        draft.defect("", message);
    }
    let has_type = parts.iter().any(|(name, _)| name == "type");
    let mut fields = Vec::new();
    for (name, value) in parts {
        if !name.is_empty() {
            fields.push((name, value.into()));
        } else if has_type {
            draft.defect("", "a part has no name: it is left out");
        } else {
            draft.defect("type", "a part has no name and is left out; it was probably this one");
        }
    }
    Ok(fields)
}

fn pair_fields(pairs: Vec<(String, String)>, draft: &mut Draft) -> Result<Fields, String> {
    check_count(pairs.len())?;
    draft.defect("Content-Type", "the body is a web form, which Zoom does not describe here: the program sends JSON");
    Ok(pairs.into_iter().map(|(name, value)| (name, value.into())).collect())
}

fn check_count(count: usize) -> Result<(), String> {
    if count > MOST_PARTS {
        return Err(format!("body: expected at most {MOST_PARTS} parts, got {count}"));
    }
    Ok(())
}

/// Of a name that stands twice the last value counts, in the place of the first.
fn each_once(fields: Fields, draft: &mut Draft) -> Fields {
    let mut once: Fields = Vec::new();
    for (name, value) in fields {
        match once.iter_mut().find(|(other, _)| *other == name) {
            None => once.push((name, value)),
            Some((_, old)) => {
                *old = value;
                draft.defect(&quoted(&name), "it stands twice: the last value is taken");
            }
        }
    }
    once
}
