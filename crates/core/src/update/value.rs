//! A value of a field, and how the catalogue turns it into what goes out.

use super::fields::Kind;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What a field is set to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Value {
    /// Text; for a field that is not text it is converted by the catalogue (`"2"`, `"true"`, JSON text).
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// JSON as given: number text and member order are kept, blanks outside texts go.
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

impl From<Box<RawValue>> for Value {
    fn from(json: Box<RawValue>) -> Self {
        if json.get() == "null" { Self::Null } else { Self::Json(json) }
    }
}

/// A value on its way out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wire<'a> {
    /// Text that JSON still has to quote.
    Text(&'a str),
    /// JSON text: a number, `true`, `[...]`, or text quoted by the caller.
    Json(Cow<'a, str>),
}

impl Value {
    /// The value as it goes out for a field of this kind; `None` is a name that the catalogue does not know.
    ///
    /// Text that cannot be converted stays text: the check reports it, and without the check Zoom does.
    pub(crate) fn wire(&self, kind: Option<&Kind>) -> Wire<'_> {
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

/// Whether this is a JSON number without fraction and exponent.
pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::fields::field;

    #[test]
    fn text_is_converted_by_the_catalogue() {
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
