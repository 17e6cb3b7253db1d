//! Redacts secrets in output.

use serde_json::Value;
use std::borrow::Cow;

/// Replaces a secret.
pub(crate) const REDACTED: &str = "********";

/// Shorter secrets are not looked for: they would match unrelated text, and no real secret is so short.
const MIN_SECRET_LEN: usize = 4;

/// Redacts a set of secrets. It has no `Debug` and no `Display`, which would print them.
#[derive(Clone, Default)]
pub(crate) struct Redactor(Vec<String>);

impl Redactor {
    pub(crate) fn of(secrets: Vec<String>) -> Self {
        Self(secrets.into_iter().filter(|secret| secret.len() >= MIN_SECRET_LEN).collect())
    }

    /// Redacts nothing: no secret was read.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// The text with asterisks in place of each secret.
    pub(crate) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.0.iter().fold(Cow::Borrowed(text), |text, secret| match text.contains(secret) {
            true => Cow::Owned(text.replace(secret, REDACTED)),
            false => text,
        })
    }

    /// Redacts every string in `json`, but not the names of members.
    pub(crate) fn redact_json(&self, json: &mut Value) {
        match json {
            Value::String(text) => {
                if let Cow::Owned(redacted) = self.redact(text) {
                    *text = redacted;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.redact_json(item)),
            Value::Object(members) => members.values_mut().for_each(|value| self.redact_json(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_are_redacted_everywhere() {
        let redactor = Redactor::of(vec![String::new(), "secret".to_owned()]);
        assert_eq!(redactor.redact("secretsecret, no secre"), "****************, no secre");
        assert_eq!(Redactor::of(vec!["a".to_owned()]).redact("banana"), "banana");
        assert_eq!(Redactor::none().redact("banana"), "banana");
        let mut json = json!({"ok": true, "list": [{"body": "a \"true\" b"}]});
        Redactor::of(vec!["true".to_owned()]).redact_json(&mut json);
        assert_eq!(json, json!({"ok": true, "list": [{"body": "a \"********\" b"}]}));
    }
}
