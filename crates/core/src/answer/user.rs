//! A user as reading shows it.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A user as `GET /users/{userId}` shows it: the JSON text as it came, and each member by its name there.
///
/// A member may be missing: Zoom leaves out what a user does not have, and what the token may not see.
#[derive(Debug, Clone)]
pub struct User {
    json: Box<RawValue>,
    members: Map<String, Value>,
}

impl User {
    /// Reads the JSON object of an answer; `None` where it is none.
    pub fn parse(json: &[u8]) -> Option<Self> {
        let json: Box<RawValue> = serde_json::from_slice(json).ok()?;
        let members = serde_json::from_str(json.get()).ok()?;
        Some(Self { json, members })
    }

    /// The JSON text as it came, without blanks around it.
    pub fn json(&self) -> &str {
        self.json.get()
    }

    /// Every name and its value, in the order of the answer. Whole numbers are exact up to 64 bits.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The value of this name, which is the name that reading uses; `read_back` in the catalogue has it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// A text; `None` where there is none of this name, or another type.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// A whole number; `None` where there is none of this name, or another type.
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.get(name)?.as_i64()
    }

    /// `true` or `false`; `None` where there is none of this name, or another type.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// Whether the user has not accepted the invitation yet. Zoom answers updates of such a user with 204 and does not
    /// make them.
    pub fn is_pending(&self) -> bool {
        self.text("status") == Some("pending")
    }
}

/// A value as text: a text as it is, everything else as JSON.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_read_exactly() {
        let json = br#" {"z": 1.10, "zoom_one_type":576460752303423488, "dept":"a", "use_pmi":false,"status":"pending"}
"#;
        let user = User::parse(json).expect("an object");
        assert_eq!(user.json(), std::str::from_utf8(json).expect("text").trim());
        assert_eq!(user.integer("zoom_one_type"), Some(576_460_752_303_423_488));
        assert_eq!((user.text("dept"), user.boolean("use_pmi"), user.integer("dept")), (Some("a"), Some(false), None));
        assert_eq!(user.iter().map(|(name, _)| name).collect::<Vec<_>>().first(), Some(&"z"));
        assert!(user.is_pending());
        assert_eq!(
            (plain(&"a\"b".into()), plain(&2.into()), plain(&Value::Null)),
            ("a\"b".into(), "2".into(), "null".into())
        );
    }

    #[test]
    fn what_is_no_object_is_no_user() {
        let deep = "{\"a\":".repeat(10_000);
        for json in ["", "[]", "null", "{", "<html>", "\"x\"", "{} {}", deep.as_str()] {
            assert!(User::parse(json.as_bytes()).is_none(), "{json:.20}");
        }
    }
}
