//! The value of a field, and its conversion by the schema.

use super::schema::{Field, Kind, Place, field};
use serde_json::value::{RawValue, to_raw_value};
use std::borrow::Cow;

/// The value of a field.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Value {
    /// Text; it is converted for fields of other types (`"2"`, `"true"`, JSON).
    Text(String),
    /// An integer.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// JSON as given: number text and member order are kept, white space between tokens is not.
    Json(Box<RawValue>),
    /// JSON `null`. What Zoom does with it is not documented.
    Null,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

/// A value as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wire<'a> {
    /// Text, which JSON encoding still has to quote.
    Text(&'a str),
    /// JSON: a number, `true`, `[...]`, or a string quoted by the caller.
    Json(Cow<'a, str>),
}

impl Value {
    /// The value of JSON text.
    pub fn of_json(json: Box<RawValue>) -> Self {
        if json.get() == "null" { Self::Null } else { Self::Json(json) }
    }

    /// The value of a JSON tree, which can always be written.
    pub(crate) fn of_tree(json: &serde_json::Value) -> Self {
        to_raw_value(json).map_or(Self::Null, Self::of_json)
    }

    /// Converts the value for a field of this kind, which is `None` for unknown names.
    ///
    /// Text that cannot be converted stays text, which validation reports as an error.
    pub fn wire(&self, kind: Option<&Kind>) -> Wire<'_> {
        match self {
            Self::Text(text) => convert(text, kind),
            Self::Integer(number) => Wire::Json(number.to_string().into()),
            Self::Boolean(true) => Wire::Json("true".into()),
            Self::Boolean(false) => Wire::Json("false".into()),
            Self::Json(json) => Wire::Json(json.get().into()),
            Self::Null => Wire::Json("null".into()),
        }
    }
}

/// A field of a patch, with its value as it is sent.
#[derive(Debug, Clone)]
pub struct WireField<'a> {
    /// The name.
    pub name: &'a str,
    /// Its row of the schema; `None` for unknown names.
    pub known: Option<&'static Field>,
    /// The value, converted to the type of the schema.
    pub value: Wire<'a>,
}

impl<'a> WireField<'a> {
    pub(crate) fn new(name: &'a str, value: &'a Value) -> Self {
        let known = field(name);
        Self { name, known, value: value.wire(known.map(|field| &field.kind)) }
    }

    /// Where it is sent; unknown names go into the body.
    pub(crate) fn place(&self) -> Place {
        self.known.map_or(Place::Body, |field| field.place)
    }
}

fn convert<'a>(text: &'a str, kind: Option<&Kind>) -> Wire<'a> {
    let bare = text.trim_ascii();
    match kind {
        Some(Kind::Integer { .. } | Kind::IntegerChoice(_)) if is_integer(bare) => Wire::Json(bare.into()),
        Some(Kind::Boolean) if bare.eq_ignore_ascii_case("true") => Wire::Json("true".into()),
        Some(Kind::Boolean) if bare.eq_ignore_ascii_case("false") => Wire::Json("false".into()),
        Some(Kind::TextList { .. } | Kind::ObjectList { .. } | Kind::Object(_))
            if bare.starts_with(['[', '{']) && serde_json::from_str::<&RawValue>(bare).is_ok() =>
        {
            Wire::Json(bare.into())
        }
        _ => Wire::Text(text),
    }
}

/// Whether the text is a JSON number without fraction and exponent.
pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::schema::field;

    #[test]
    fn text_is_converted_by_the_schema() {
        let wire = |name: &str, text: &str| match Value::from(text).wire(field(name).map(|f| &f.kind)) {
            Wire::Text(text) => format!("text {text}"),
            Wire::Json(json) => format!("json {json}"),
        };
        assert_eq!(wire("type", "2"), "json 2");
        assert_eq!(wire("type", " 2 "), "json 2");
        assert_eq!(wire("pmi", "-25518892"), "json -25518892");
        assert_eq!(wire("zoom_one_type", "18446744073709551616"), "json 18446744073709551616");
        for no_integer in ["", "-", "02", "+2", "2.0", "1e2", "two", "٣"] {
            assert_eq!(wire("type", no_integer), format!("text {no_integer}"));
        }
        assert_eq!(wire("use_pmi", "True"), "json true");
        assert_eq!(wire("use_pmi", "1"), "text 1");
        assert_eq!(wire("plan_united_type", "1"), "text 1");
        assert_eq!(wire("dept", "2"), "text 2");
        assert_eq!(wire("division_ids", "[\"a\"]"), "json [\"a\"]");
        assert_eq!(wire("division_ids", "[a]"), "text [a]");
        assert_eq!(wire("feature", "{\"zoom_phone\":true}"), "json {\"zoom_phone\":true}");
        assert_eq!(wire("nothing", "2"), "text 2");
    }
}
