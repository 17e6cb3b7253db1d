//! JSON values: parsed by jiter, which the library does not use, and written by serde_json. 64-bit integers are exact.

use std::fmt;

use jiter::{Jiter, Peek};
use serde::{Serialize, Serializer};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses one complete JSON text.
    pub(crate) fn parse(text: &[u8]) -> Option<Json> {
        let mut reader = Jiter::new(text);
        let value = read(&mut reader, MAX_DEPTH)?;
        reader.finish().ok()?;
        Some(value)
    }

    /// The last member with this name, as most parsers choose.
    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.members()?.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(crate) fn members(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Object(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Json::Int(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

/// An object with these members in this order.
pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list of texts.
pub(crate) fn texts(items: &[String]) -> Json {
    Json::List(items.iter().map(|item| item.as_str().into()).collect())
}

/// A number of things.
pub(crate) fn count<N: TryInto<i64>>(number: N) -> Json {
    Json::Int(number.try_into().unwrap_or(i64::MAX))
}

/// The maximum nesting of lists and objects.
const MAX_DEPTH: u8 = 100;

fn read(reader: &mut Jiter<'_>, depth: u8) -> Option<Json> {
    Some(match reader.peek().ok()? {
        Peek::Null => reader.next_null().map(|()| Json::Null).ok()?,
        Peek::True | Peek::False => Json::Bool(reader.next_bool().ok()?),
        Peek::String => Json::Text(reader.next_str().ok()?.to_owned()),
        Peek::Array => {
            let depth = depth.checked_sub(1)?;
            let mut items = Vec::new();
            let mut next = reader.next_array().ok()?;
            while next.is_some() {
                items.push(read(reader, depth)?);
                next = reader.array_step().ok()?;
            }
            Json::List(items)
        }
        Peek::Object => {
            let depth = depth.checked_sub(1)?;
            let mut members = Vec::new();
            let mut next = reader.next_object().ok()?.map(str::to_owned);
            while let Some(name) = next {
                members.push((name, read(reader, depth)?));
                next = reader.next_key().ok()?.map(str::to_owned);
            }
            Json::Object(members)
        }
        // Parses the digits itself, because jiter's integers depend on the CPU beyond 16 digits.
        _ => {
            let digits = std::str::from_utf8(reader.next_number_bytes().ok()?).ok()?;
            digits.parse().map(Json::Int).or_else(|_| digits.parse().map(Json::Float)).ok()?
        }
    })
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::Text(text)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Json {
        Json::Int(number)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Json {
        Json::Bool(value)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Int(number) => serializer.serialize_i64(*number),
            Json::Float(number) => serializer.serialize_f64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Object(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_a_round_trip() {
        let text =
            r#"{"a":[1,-9223372036854775808,9223372036854775807,576460752303423488,1.5,true,null],"ü\"\\\n\u0001":{}}"#;
        assert_eq!(Json::parse(text.as_bytes()).unwrap().to_string(), text);
    }

    #[test]
    fn a_number_beyond_64_bits_is_no_integer() {
        assert_eq!(Json::parse(b"18446744073709551616"), Some(Json::Float(18_446_744_073_709_551_616.0)));
        assert_eq!(Json::parse(b"1e3"), Some(Json::Float(1000.0)));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Json::parse(nested(100).as_bytes()).is_some());
        assert_eq!(Json::parse(nested(101).as_bytes()), None);
        assert_eq!(Json::parse("[".repeat(1_000_000).as_bytes()), None);
    }

    #[test]
    fn invalid_texts_are_refused() {
        let invalid: [&[u8]; 17] = [
            b"",
            b"{",
            b"{} {}",
            b"{\"a\":1,}",
            b"{'a':1}",
            b"{\"a\":01}",
            b"{\"a\":NaN}",
            b"{\"a\":\"\n\"}",
            b"{\"a\":\"\xff\"}",
            b"{\"a\":\"\\ud800\"}",
            b"\xef\xbb\xbf{}",
            b"{\"a\":Infinity}",
            b"{\"a\":+1}",
            b"{\"a\":-}",
            b"{\"a\":1.}",
            b"{\"a\" 1}",
            b"[1 2]",
        ];
        for text in invalid {
            assert_eq!(Json::parse(text), None, "{}", String::from_utf8_lossy(text));
        }
    }
}
