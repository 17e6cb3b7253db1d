//! Changes single items within arrays, which Zoom replaces as a whole.

use crate::row::{Merge, PhoneNumber};
use serde_json::{Map, Value};
use zoomuser::{Problem, User, UserPatch};

/// The members of a phone number that an update may set; reading shows more.
const PHONE_MEMBERS: [&str; 4] = ["country", "code", "number", "label"];

/// Sets the arrays of a patch to those of the user with the merged items.
///
/// # Errors
///
/// The row also sets the whole array.
pub(crate) fn merge(patch: &mut UserPatch, merges: &[Merge], user: &User) -> Result<(), Problem> {
    for (field, members) in [("custom_attributes", &["key", "name", "value"][..]), ("phone_numbers", &PHONE_MEMBERS)] {
        let mut of_field = merges.iter().filter(|merge| merge.field() == field).peekable();
        if of_field.peek().is_none() {
            continue;
        }
        if patch.contains(field) {
            let why = format!("the row sets {field} as a whole and single items of it; leave one of the two out");
            return Err(Problem::new(field, why));
        }
        let mut items = items(user, field, members);
        of_field.for_each(|merge| merge.apply(&mut items));
        let json = Value::Array(items.into_iter().map(Value::Object).collect()).to_string();
        patch.set_json(field, &json).map_err(|error| Problem::new(field, error.to_string()))?;
    }
    Ok(())
}

/// The items that the user has, with the members that an update may set.
fn items(user: &User, field: &str, members: &[&str]) -> Vec<Map<String, Value>> {
    let json = user.value_json(field).unwrap_or_default();
    let mut items: Vec<Map<String, Value>> = serde_json::from_str(&json).unwrap_or_default();
    items.iter_mut().for_each(|item| item.retain(|name, _| members.contains(&name.as_str())));
    items
}

impl Merge {
    /// The field whose array the item belongs to.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Attribute { .. } => "custom_attributes",
            Self::Phone { .. } => "phone_numbers",
        }
    }

    fn apply(&self, items: &mut Vec<Map<String, Value>>) {
        match self {
            Self::Attribute { key, value } => put(items, "key", key, value.is_some(), |item| {
                item.insert("value".to_owned(), value.clone().unwrap_or_default().into());
            }),
            Self::Phone { label, number } => put(items, "label", label, number.is_some(), |item| {
                if let Some(number) = number {
                    number.set(item);
                }
            }),
        }
    }
}

impl PhoneNumber {
    /// Sets country and number. The calling code of another country would be wrong.
    fn set(&self, item: &mut Map<String, Value>) {
        if item.get("country").and_then(Value::as_str) != Some(self.country.as_str()) {
            item.shift_remove("code");
        }
        item.insert("country".to_owned(), self.country.clone().into());
        item.insert("number".to_owned(), self.number.clone().into());
    }
}

/// Changes, adds or removes the item whose member `name` is `key`.
fn put(
    items: &mut Vec<Map<String, Value>>,
    name: &str,
    key: &str,
    keeps: bool,
    set: impl FnOnce(&mut Map<String, Value>),
) {
    let is_it = |item: &Map<String, Value>| item.get(name).and_then(Value::as_str) == Some(key);
    if !keeps {
        items.retain(|item| !is_it(item));
        return;
    }
    match items.iter_mut().find(|item| is_it(item)) {
        Some(item) => set(item),
        None => {
            let mut item = Map::from_iter([(name.to_owned(), key.into())]);
            set(&mut item);
            items.push(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(user: &str, merges: &[Merge]) -> Vec<(String, String)> {
        let mut patch = UserPatch::new();
        merge(&mut patch, merges, &User::parse(user.as_bytes()).unwrap()).unwrap();
        patch.wire().iter().map(|field| (field.name.to_owned(), format!("{:?}", field.value))).collect()
    }

    #[test]
    fn other_items_are_kept() {
        let user = r#"{"custom_attributes":[{"key":"a","name":"A","value":"1"},{"key":"b","name":"B","value":"2"}],
            "phone_numbers":[{"country":"US","code":"+1","number":"1","label":"Mobile","verified":true}]}"#;
        let attribute = |key: &str, value: Option<&str>| Merge::Attribute {
            key: key.to_owned(),
            value: value.map(ToOwned::to_owned),
        };
        let number = PhoneNumber { country: "GB".to_owned(), number: "2".to_owned() };
        let found = merged(
            user,
            &[
                attribute("b", Some("x")),
                attribute("a", None),
                attribute("c", Some("3")),
                Merge::Phone { label: "Mobile".to_owned(), number: Some(number) },
            ],
        );
        assert_eq!(found[0].0, "custom_attributes");
        let attributes = r#"[{"key":"b","name":"B","value":"x"},{"key":"c","value":"3"}]"#;
        assert_eq!(found[0].1, format!("Json({attributes:?})"));
        let phones = r#"[{"country":"GB","number":"2","label":"Mobile"}]"#;
        assert_eq!(found[1].1, format!("Json({phones:?})"));
    }

    #[test]
    fn an_array_is_set_in_one_way() {
        let mut patch = UserPatch::new();
        patch.set_json("phone_numbers", "[]").unwrap();
        let merges = [Merge::Phone { label: "Home".to_owned(), number: None }];
        let error = merge(&mut patch, &merges, &User::parse(b"{}").unwrap()).unwrap_err();
        assert!(error.message.starts_with("the row sets phone_numbers as a whole"), "{error}");
    }
}
