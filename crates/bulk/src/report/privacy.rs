//! What the report shows of values and of users.

use crate::plan::planned_row::{PlannedRow, Step};
use serde_json::Value;

/// Which values the report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Values {
    /// Those of all fields that were changed.
    All,
    /// The same without host keys, phone numbers and custom attributes.
    #[default]
    Changed,
    /// None.
    None,
}

impl Values {
    /// The words of the command line, in the order of the variants.
    pub const WORDS: [&str; 3] = ["all", "changed", "none"];

    /// The value of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::All, Self::Changed, Self::None];
        Self::WORDS.iter().zip(all).find(|(known, _)| **known == word).map(|(_, values)| values)
    }

    pub(crate) fn shows(self, field: &str) -> bool {
        match self {
            Self::All => true,
            Self::Changed => !PRIVATE.contains(&field),
            Self::None => false,
        }
    }
}

/// Fields whose values are shown only on demand.
const PRIVATE: [&str; 4] = ["host_key", "phone_number", "phone_numbers", "custom_attributes"];
/// What stands for a hidden value.
pub(crate) const HIDDEN: &str = "(hidden)";
/// Shorter texts are not searched for in messages: they are parts of many words.
const MIN_LENGTH: usize = 4;

/// What of one row is private, and what stands for it in texts.
#[derive(Debug, Default)]
pub(crate) struct Private {
    texts: Vec<(String, String)>,
}

impl Private {
    /// `user` stands for the user; `None` if the user is shown.
    pub(crate) fn of(plan: &PlannedRow, values: Values, user: Option<&str>) -> Self {
        let mut private = Self::default();
        if let Some(user) = user {
            private.hide(&plan.user_id, user);
            plan.id.iter().for_each(|id| private.hide(id, user));
        }
        if let Step::Send(change) = &plan.step {
            for (field, json) in change.send.iter().filter(|(field, _)| !values.shows(field)) {
                let new = serde_json::from_str(json.get()).unwrap_or_default();
                [Some(&new), change.old(field)].into_iter().flatten().for_each(|value| private.hide_texts(value));
            }
        }
        // A text that is a part of another one comes later.
        private.texts.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        private
    }

    /// A text without what is private.
    pub(crate) fn text(&self, text: &str) -> String {
        self.texts.iter().fold(text.to_owned(), |shown, (private, stand_in)| shown.replace(private, stand_in))
    }

    fn hide_texts(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.hide(text, HIDDEN),
            Value::Number(number) => self.hide(&number.to_string(), HIDDEN),
            Value::Array(items) => items.iter().for_each(|item| self.hide_texts(item)),
            Value::Object(members) => members.values().for_each(|member| self.hide_texts(member)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn hide(&mut self, text: &str, stand_in: &str) {
        if text.len() >= MIN_LENGTH {
            self.texts.push((text.to_owned(), stand_in.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_values_are_not_in_messages() {
        let line = r#"{"n":0,"line":2,"user":"jane@example.com","id":"abcdefg","fields":{"host_key":"123456","dept":"Sales","phone_numbers":[{"number":"5550100","code":"+1"}]},"old":{"host_key":"654321"}}"#;
        let plan = PlannedRow::of_json(line).expect("a row");
        let text = "jane@example.com (abcdefg): 123456 for 654321, 5550100, +1, Sales";
        let shown = |values, user| Private::of(&plan, values, user).text(text);
        assert_eq!(shown(Values::All, None), text);
        let hidden = "jane@example.com (abcdefg): (hidden) for (hidden), (hidden), +1, Sales";
        assert_eq!(shown(Values::Changed, None), hidden);
        assert_eq!(shown(Values::None, Some("A")), "A (A): (hidden) for (hidden), (hidden), +1, (hidden)");
        for (word, values) in Values::WORDS.iter().zip([Values::All, Values::Changed, Values::None]) {
            assert_eq!(Values::of_word(word), Some(values));
        }
    }
}
