//! The JSON type of a field's value, read without losing digits and with duplicate members refused.

use crate::request::value::Wire;
use serde_json::Value as Json;
use std::borrow::Cow;

/// A field's value by its JSON type. Numbers keep their text, so that 64-bit integers stay exact.
pub(super) enum JsonShape<'a> {
    Null,
    Boolean,
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    Array(Vec<Json>),
    Object(serde_json::Map<String, Json>),
}

impl<'a> JsonShape<'a> {
    /// Parses a value as it is sent. The error is a message without the value.
    pub(super) fn of(wire: &'a Wire<'a>) -> Result<Self, &'static str> {
        let json = match wire {
            Wire::Text(text) => return Ok(Self::Text((*text).into())),
            Wire::Json(json) => json.as_ref(),
        };
        match json.as_bytes().first() {
            Some(b'n') => Ok(Self::Null),
            Some(b't' | b'f') => Ok(Self::Boolean),
            Some(b'-' | b'0'..=b'9') => Ok(Self::Number(json.into())),
            Some(b'"') => serde_json::from_str(json)
                .map(|text: String| Self::Text(text.into()))
                .map_err(|_| "the text contains an unpaired surrogate"),
            _ => match serde_json::from_str(json) {
                Ok(parsed) if members_in_text(json) == Some(members(&parsed)) => Ok(Self::of_json(parsed)),
                _ => Err(
                    "the JSON is nested too deeply, contains an unpaired surrogate, or has a duplicate or reserved member",
                ),
            },
        }
    }

    pub(super) fn of_json(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(_) => Self::Boolean,
            Json::Number(number) => Self::Number(number.to_string().into()),
            Json::String(text) => Self::Text(text.into()),
            Json::Array(items) => Self::Array(items),
            Json::Object(members) => Self::Object(members),
        }
    }

    /// The JSON type with its article, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// The start of the names that serde_json keeps for itself: it takes an object with one for a number or a raw value.
const RESERVED: &str = "$serde_json::";

/// The number of members that valid JSON contains; `None` if one has a reserved name. The parsed JSON has fewer if a name stands
/// twice in an object: parsers disagree about which of two counts.
fn members_in_text(json: &str) -> Option<usize> {
    let mut bytes = json.bytes().enumerate();
    let (mut count, mut last_string) = (0, "");
    while let Some((start, byte)) = bytes.next() {
        match byte {
            b':' => {
                let name: String = serde_json::from_str(last_string).ok()?;
                if name.starts_with(RESERVED) {
                    return None;
                }
                count += 1;
            }
            b'"' => {
                while let Some((end, byte)) = bytes.next() {
                    match byte {
                        b'"' => {
                            last_string = json.get(start..=end)?;
                            break;
                        }
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Some(count)
}

/// The number of members of all objects.
fn members(json: &Json) -> usize {
    match json {
        Json::Array(items) => items.iter().map(members).sum(),
        Json::Object(object) => object.len() + object.values().map(members).sum::<usize>(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_text_and_duplicate_members_are_refused() {
        let shape = |json: &'static str| JsonShape::of(&Wire::Json(json.into())).map(|shape| shape.kind());
        for (json, kind) in [
            ("null", "null"),
            ("true", "a boolean"),
            ("-1e400", "a number"),
            ("\"a\"", "text"),
            ("[1]", "an array"),
            ("{\"a\":{\"b\":1}}", "an object"),
            ("{\"$serde_json\":\"$serde_json::private::RawValue\",\"\\\"$serde_json::\":1}", "an object"),
            ("[{\"a\":\"b:c\",\"d\\\":\\\\\":{}},{\"a\":\":\\u003a\"}]", "an array"),
        ] {
            assert_eq!(shape(json), Ok(kind), "{json}");
        }
        for json in [
            "{\"a\":1,\"a\":1}",
            "{\"a\":1,\"\\u0061\":1}",
            "{\"a\":{\"b\":1,\"b\":2},\"c\":\":\"}",
            "[{\"b\":{\"a\":1,\"a\":2}}]",
            "\"\\ud800\"",
            "{\"$serde_json::private::RawValue\":\"[]\"}",
            "[{\"$serde_json::private::Number\":\"1\"}]",
            "{\"$serde_json::private::RawValue\":\"{\\\"a\\\":1}\"}",
            "{\"\\u0024serde_json::private::RawValue\":\"{\\\"a\\\":1}\"}",
            "{\"a\":1,\"a\":1,\"b\":{\"$serde_json::private::RawValue\":\"{\\\"c\\\":1,\\\"d\\\":2}\"}}",
            "{\"$serde_json::\" : 1}",
        ] {
            assert!(shape(json).is_err(), "{json}");
        }
        let wire = Wire::Json("[576460752303423489]".into());
        let Ok(JsonShape::Array(items)) = JsonShape::of(&wire) else { panic!("an array") };
        assert_eq!(items.first().map(ToString::to_string).as_deref(), Some("576460752303423489"));
    }
}
