//! A user as `GET` returns it.

use crate::response::body::lenient_json::Lenient;
use crate::response::body::number;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A user as `GET /users/{userId}` returns it: typed getters, and every member by name.
///
/// Zoom leaves out members that the user does not have and members that the token may not read.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// let user = client.get_user("ada@example.com")?;
/// println!("{:?} {:?}", user.first_name(), user.user_type());
/// println!("{:?}", user.text("created_at"));
/// println!("{}", user.json());
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct User {
    json: Box<RawValue>,
    members: Map<String, Value>,
}

impl User {
    /// Parses a user from JSON; `None` if it is not an object.
    ///
    /// An object that is not strictly valid, e.g. with a name that was cut inside an emoji, is parsed too: U+FFFD replaces
    /// what cannot be parsed.
    ///
    /// ```
    /// let user = zoomuser::User::parse(br#"{"first_name":"Ada","type":2}"#).unwrap();
    /// assert_eq!(user.first_name(), Some("Ada"));
    /// assert_eq!(user.user_type(), Some(zoomuser::UserType::Licensed));
    /// assert_eq!(user.value_json("type").as_deref(), Some("2"));
    /// ```
    pub fn parse(json: &[u8]) -> Option<Self> {
        Self::strict(json).or_else(|| {
            let read = Lenient::read(json).filter(|read| !read.is_followed)?;
            Self::strict(read.text.as_bytes())
        })
    }

    fn strict(json: &[u8]) -> Option<Self> {
        Self::of(serde_json::from_slice(json).ok()?)
    }

    /// A user from JSON that is valid; `None` if it is not an object.
    pub(crate) fn of(json: Box<RawValue>) -> Option<Self> {
        let members = serde_json::from_str(json.get()).ok()?;
        Some(Self { json, members })
    }

    /// The JSON text as received, without surrounding white space; corrected if it was not valid.
    pub fn json(&self) -> &str {
        self.json.get()
    }

    /// The names of all members, in the order received.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// The value of a member as JSON text; `None` if there is no such member.
    pub fn value_json(&self, name: &str) -> Option<String> {
        self.get(name).map(Value::to_string)
    }

    /// Every name and value, in the order received.
    #[doc(hidden)]
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The value of a member.
    #[doc(hidden)]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// A string member; `None` if it is missing or has another type.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// An integer member, also one written as `1.0`; `None` if it is missing or has another type.
    pub fn integer(&self, name: &str) -> Option<i64> {
        number::integer(self.get(name)?)
    }

    /// A boolean member; `None` if it is missing or has another type.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// The strings of an array member; empty if it is missing.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        self.items(name).filter_map(Value::as_str).collect()
    }

    /// The items of an array member.
    pub(crate) fn items(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.get(name).and_then(Value::as_array).into_iter().flatten()
    }

    /// Whether the user has not accepted the invitation yet. Zoom answers 204 to updates of a pending user without applying
    /// them.
    pub fn is_pending(&self) -> bool {
        self.has_status("pending")
    }

    /// Whether the user is deactivated. Zoom may answer 204 to updates of such a user without applying them. `PUT
    /// /users/{userId}/status` with the action `activate` activates the user.
    pub fn is_inactive(&self) -> bool {
        self.has_status("inactive")
    }

    fn has_status(&self, status: &str) -> bool {
        self.text("status").is_some_and(|text| text.trim().eq_ignore_ascii_case(status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_user_are_exact() {
        let json = br#" {"z": 1.10, "zoom_one_type":576460752303423488, "dept":"a", "use_pmi":false,"status":"pending"}
"#;
        let user = User::parse(json).expect("an object");
        assert_eq!(user.json(), std::str::from_utf8(json).expect("text").trim());
        assert_eq!(user.integer("zoom_one_type"), Some(576_460_752_303_423_488));
        assert_eq!((user.text("dept"), user.boolean("use_pmi"), user.integer("dept")), (Some("a"), Some(false), None));
        assert_eq!(user.iter().map(|(name, _)| name).collect::<Vec<_>>().first(), Some(&"z"));
        assert!(user.is_pending());
    }

    #[test]
    fn an_invalid_user_is_parsed_leniently() {
        let user = User::parse(b"{\"first_name\":\"Ada \\ud83d\",\"last_name\":\"L\xe9\",\"x\":1e400,\"type\":2}\0")
            .expect("an object");
        assert_eq!((user.text("first_name"), user.text("last_name")), (Some("Ada \u{fffd}"), Some("L\u{fffd}")));
        assert_eq!(
            (user.integer("type"), user.get("x").map(ToString::to_string)),
            (Some(2), Some("1e+400".to_owned()))
        );
        assert!(serde_json::from_str::<Map<String, Value>>(user.json()).is_ok());
    }

    #[test]
    fn other_values_are_not_a_user() {
        let deep = "{\"a\":".repeat(10_000);
        for json in ["", "[]", "null", "{", "<html>", "\"x\"", "{} {}", deep.as_str()] {
            assert!(User::parse(json.as_bytes()).is_none(), "{json:.20}");
        }
    }
}
