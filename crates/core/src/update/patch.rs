//! The fields to change: exactly what the caller set, in the caller's order.

use super::value::Value;
use crate::answer::error::Error;
use crate::answer::outcome::breaks_line;
use crate::answer::status::Status;
use serde_json::value::RawValue;

/// The fields to change. A field is unset, set, or null; nothing is ever added to what was set.
///
/// Names and values are judged when the call is made, so that all problems can be told at once.
#[derive(Debug, Clone, Default)]
pub struct UserPatch {
    entries: Vec<(String, Value)>,
}

impl UserPatch {
    /// A patch that sets nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a field. A field that is set already gets the new value and keeps its place.
    pub fn set(&mut self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.entries.iter_mut().find(|(name, _)| name == field) {
            Some((_, old)) => *old = value,
            None => self.entries.push((field.to_owned(), value)),
        }
    }

    /// Sets a field to JSON text.
    pub fn set_json(&mut self, field: &str, json: &str) -> Result<(), Error> {
        let raw: Box<RawValue> = serde_json::from_str(json).map_err(|why| {
            Error::new(Status::InvalidJson, format!("{}: not JSON: {}", quoted(field), position(&why)))
        })?;
        self.set(field, raw);
        Ok(())
    }

    /// Sets a field to JSON `null`.
    pub fn set_null(&mut self, field: &str) {
        self.set(field, Value::Null);
    }

    /// Takes a field out; does nothing where it is not set.
    pub fn unset(&mut self, field: &str) {
        self.entries.retain(|(name, _)| name != field);
    }

    /// Sets every member of a JSON object, in its order. On an error the patch is as before.
    pub fn set_all_json(&mut self, object: &str) -> Result<(), Error> {
        for (name, value) in members(object, "fields")? {
            self.set(&name, value);
        }
        Ok(())
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The fields and their values, in the order they were first set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// What this field is set to.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }
}

/// The names that an object may have: many times what the catalogue knows, few enough to compare each with each.
const MOST_MEMBERS: usize = 1000;

/// The members of a JSON object with their text, in order. `what` names the argument in the error.
pub(crate) fn members(object: &str, what: &str) -> Result<Vec<(String, Box<RawValue>)>, Error> {
    let fail = |why: String| Error::new(Status::InvalidJson, format!("{what}: {why}"));
    let object = object.trim_start_matches('\u{feff}');
    let Members(members) = serde_json::from_str(object)
        .map_err(|why| fail(format!("expected a JSON object such as {{\"name\": \"value\"}}: {}", position(&why))))?;
    if members.len() > MOST_MEMBERS {
        return Err(fail(format!("expected at most {MOST_MEMBERS} names, got {}", members.len())));
    }
    for (i, (name, _)) in members.iter().enumerate() {
        if members.iter().take(i).any(|(earlier, _)| earlier == name) {
            return Err(fail(format!("the name {} stands twice", quoted(name))));
        }
    }
    Ok(members)
}

/// What serde_json says, which holds no text of the caller's, only the place.
fn position(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Eof => "it ends too early",
        Category::Data => "it is something else",
        Category::Syntax | Category::Io => "it is not well formed",
    };
    format!("{what}, line {} column {}", error.line(), error.column())
}

/// A caller's name for use in a message: visible, bounded, on one line.
pub fn quoted(name: &str) -> String {
    const LONGEST: usize = 64;
    let mut text: String = name.chars().take(LONGEST).map(|c| if breaks_line(c) { '\u{fffd}' } else { c }).collect();
    if name.chars().count() > LONGEST {
        text.push('…');
    }
    if text.is_empty() { "\"\"".to_owned() } else { text }
}

/// A JSON object as its members' raw texts.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> serde_core::Deserialize<'de> for Members {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde_core::de::Visitor<'de> for Visitor {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: serde_core::de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_the_callers_and_the_last_value_counts() {
        let mut patch = UserPatch::new();
        patch.set("b", 1);
        patch.set("a", "x");
        patch.set("b", true);
        patch.set_null("c");
        patch.unset("a");
        patch.unset("a");
        patch.set("a", "again");
        let names: Vec<_> = patch.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["b", "c", "a"]);
        assert!(matches!(patch.get("b"), Some(Value::Boolean(true))));
    }

    #[test]
    fn an_object_is_taken_whole_or_not_at_all() {
        let mut patch = UserPatch::new();
        for bad in ["", "[]", "{\"a\":1", "{\"a\":1,\"a\":2}", "null", "{\"a\":1} x", "\"a\"", "{a:1}"] {
            let error = patch.set_all_json(bad).expect_err(bad);
            assert_eq!(error.status(), Status::InvalidJson);
            assert!(error.message().starts_with("fields: "), "{error}");
            assert!(patch.is_empty());
        }
        patch.set_all_json("\u{feff}{\"z\": 1.10, \"a\": null, \"m\": {\"y\": [1e2]}}").expect("valid");
        let names: Vec<_> = patch.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["z", "a", "m"]);
        assert!(matches!(patch.get("a"), Some(Value::Null)));
        let Some(Value::Json(json)) = patch.get("z") else { panic!("z") };
        assert_eq!(json.get(), "1.10");
    }

    #[test]
    fn an_error_does_not_repeat_the_value() {
        let mut patch = UserPatch::new();
        let error = patch.set_json("host_key", "12x34SECRET").expect_err("bad");
        assert_eq!(error.message(), "host_key: not JSON: it is not well formed, line 1 column 3");
    }
}
