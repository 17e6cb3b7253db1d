//! Keeps secrets out of everything that is shown.

use serde_json::Value;
use std::borrow::Cow;

/// What stands where a token stood.
pub(crate) const HIDDEN: &str = "********";

/// The shortest token that is looked for: shorter ones would blacken innocent text, and no real one is so short.
const SHORTEST: usize = 4;

/// Hides some secrets. Has no `Debug` and no `Display`.
#[derive(Clone, Default)]
pub(crate) struct Veil(Vec<String>);

impl Veil {
    pub(crate) fn of(secrets: Vec<String>) -> Self {
        Self(secrets.into_iter().filter(|secret| secret.len() >= SHORTEST).collect())
    }

    /// Hides nothing, where no secret was read.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// The text with asterisks wherever the token stood.
    pub(crate) fn hide<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.0.iter().fold(Cow::Borrowed(text), |text, secret| match text.contains(secret) {
            true => Cow::Owned(text.replace(secret, HIDDEN)),
            false => text,
        })
    }

    /// The same with every text in `json`. The names of its members stay as they are.
    pub(crate) fn hide_in(&self, json: &mut Value) {
        match json {
            Value::String(text) => {
                if let Cow::Owned(hidden) = self.hide(text) {
                    *text = hidden;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.hide_in(item)),
            Value::Object(members) => members.values_mut().for_each(|value| self.hide_in(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_token_is_hidden_wherever_it_stands() {
        let veil = Veil::of(vec![String::new(), "secret".to_owned()]);
        assert_eq!(veil.hide("secretsecret, no secre"), "****************, no secre");
        assert_eq!(Veil::of(vec!["a".to_owned()]).hide("banana"), "banana");
        assert_eq!(Veil::none().hide("banana"), "banana");
        let mut json = json!({"ok": true, "list": [{"body": "a \"true\" b"}]});
        Veil::of(vec!["true".to_owned()]).hide_in(&mut json);
        assert_eq!(json, json!({"ok": true, "list": [{"body": "a \"********\" b"}]}));
    }
}
