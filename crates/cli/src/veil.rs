//! Keeps the token out of everything that is shown.

use serde_json::Value;
use std::borrow::Cow;

/// What stands where a token stood.
pub(crate) const HIDDEN: &str = "********";

/// The shortest token that is looked for: shorter ones would blacken innocent text, and no real one is so short.
const SHORTEST: usize = 4;

/// Hides one token. Has no `Debug` and no `Display`.
pub(crate) struct Veil(String);

impl Veil {
    pub(crate) fn of(token: &str) -> Self {
        Self(token.to_owned())
    }

    /// Hides nothing, where no token was read.
    pub(crate) fn none() -> Self {
        Self(String::new())
    }

    /// The text with asterisks wherever the token stood.
    pub(crate) fn hide<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.len() < SHORTEST || !text.contains(&self.0) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.replace(&self.0, HIDDEN))
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
        let veil = Veil::of("secret");
        assert_eq!(veil.hide("secretsecret, no secre"), "****************, no secre");
        assert_eq!(Veil::of("a").hide("banana"), "banana");
        assert_eq!(Veil::none().hide("banana"), "banana");
        let mut json = json!({"ok": true, "list": [{"body": "a \"true\" b"}]});
        Veil::of("true").hide_in(&mut json);
        assert_eq!(json, json!({"ok": true, "list": [{"body": "a \"********\" b"}]}));
    }
}
