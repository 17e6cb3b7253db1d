//! A patch: the fields to change, exactly as the caller set them.

use super::value::{Value, WireField};
use crate::response::error::InputError;
use crate::response::status::Status;
use crate::text::quoted;
use serde_json::value::RawValue;

/// The fields to change. A field is unset, set, or null; nothing is ever added.
///
/// There is a typed setter for each of Zoom's fields; [`set`](Self::set) takes names that are known only at run time. Names
/// and values are validated by the call, so that it reports all errors at once.
///
/// ```
/// use zoomuser::{UserPatch, UserType};
/// let mut patch = UserPatch::new().first_name("Ada").user_type(UserType::Licensed);
/// patch.set("dept", "Research");
/// patch.set_null("pronouns");
/// assert_eq!(patch.names().collect::<Vec<_>>(), ["first_name", "type", "dept", "pronouns"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct UserPatch {
    entries: Vec<(String, Value)>,
}

impl UserPatch {
    /// A patch that sets nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a field by its name in Zoom's API. A field that is already set keeps its position. The value is a `&str`,
    /// `String`, `i32`, `i64` or `bool`; text is converted to the field's type (`"2"`, `"true"`, JSON). Arrays and objects
    /// are set by [`set_json`](Self::set_json), `null` by [`set_null`](Self::set_null). Unlike the typed setters, which return
    /// the patch, it changes the patch in place.
    ///
    /// ```
    /// let mut patch = zoomuser::UserPatch::new();
    /// patch.set("type", 2);
    /// patch.set("use_pmi", "true");
    /// assert!(!patch.is_empty());
    /// ```
    pub fn set(&mut self, field: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.entries.iter_mut().find(|(name, _)| name == field) {
            Some((_, old)) => *old = value,
            None => self.entries.push((field.to_owned(), value)),
        }
    }

    /// Returns the patch with a field set, for the typed setters.
    pub(crate) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.set(field, value);
        self
    }

    /// Sets a field to a JSON value. Number text and member order are kept.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidJson`] if the text is not valid JSON.
    ///
    /// ```
    /// zoomuser::UserPatch::new().set_json("division_ids", r#"["a"]"#)?;
    /// # Ok::<(), zoomuser::InputError>(())
    /// ```
    pub fn set_json(&mut self, field: &str, json: &str) -> Result<(), InputError> {
        let raw: Box<RawValue> = serde_json::from_str(json).map_err(|why| {
            InputError::of(Status::InvalidJson, quoted(field), format!("not JSON: {}", position(&why)))
        })?;
        self.set(field, Value::of_json(raw));
        Ok(())
    }

    /// Sets a field to JSON `null`. Zoom does not document what it does with `null`.
    pub fn set_null(&mut self, field: &str) {
        self.set(field, Value::Null);
    }

    /// Removes a field; does nothing if it is not set.
    pub fn unset(&mut self, field: &str) {
        self.entries.retain(|(name, _)| name != field);
    }

    /// Sets every member of a JSON object, in order.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidJson`] if the text is not a JSON object or contains a name twice; the patch is unchanged then.
    pub fn set_all_json(&mut self, object: &str) -> Result<(), InputError> {
        for (name, value) in members(object, "fields")? {
            self.set(&name, Value::of_json(value));
        }
        Ok(())
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The names of the fields, in the order in which they were first set.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// Whether a field is set, also to `null`.
    pub fn contains(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    /// The fields and their values, in the order in which they were first set.
    #[doc(hidden)]
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The fields as they are sent.
    #[doc(hidden)]
    pub fn wire(&self) -> Vec<WireField<'_>> {
        self.iter().map(|(name, value)| WireField::new(name, value)).collect()
    }

    /// The value of a field.
    #[doc(hidden)]
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }
}

/// The maximum number of members: many times the fields in the schema, and few enough to compare all pairs of names.
const MAX_MEMBERS: usize = 1000;

/// The members of a JSON object as raw JSON, in order. `what` names the argument in the error.
///
/// # Errors
///
/// [`Status::InvalidJson`] if the text is not an object or contains a name twice.
pub fn members(object: &str, what: &str) -> Result<Vec<(String, Box<RawValue>)>, InputError> {
    let fail = |why: String| InputError::of(Status::InvalidJson, what, why);
    let object = object.trim_start_matches('\u{feff}');
    let Members(members) = serde_json::from_str(object)
        .map_err(|why| fail(format!("expected a JSON object such as {{\"name\": \"value\"}}: {}", position(&why))))?;
    if members.len() > MAX_MEMBERS {
        return Err(fail(format!("expected at most {MAX_MEMBERS} names, got {}", members.len())));
    }
    for (i, (name, _)) in members.iter().enumerate() {
        if members.iter().take(i).any(|(earlier, _)| earlier == name) {
            return Err(fail(format!("the name {} stands twice", quoted(name))));
        }
    }
    Ok(members.into_iter().map(|(name, value)| (name, value.to_owned())).collect())
}

/// The kind and position of a JSON error, without any of the caller's text.
fn position(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Eof => "it ends too early",
        Category::Data => "it is something else",
        Category::Syntax | Category::Io => "it is not well formed",
    };
    format!("{what}, line {} column {}", error.line(), error.column())
}

/// The members of a JSON object as raw JSON, in order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> serde_core::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde_core::de::Visitor<'de> for Visitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: serde_core::de::MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
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
    fn fields_keep_their_order_and_the_last_value_counts() {
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
    fn an_object_is_set_completely_or_not_at_all() {
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
