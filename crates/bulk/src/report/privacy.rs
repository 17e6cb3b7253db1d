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
    /// What stands for the user, if the user is hidden.
    user: Option<String>,
    texts: Vec<(String, String)>,
}

impl Private {
    pub(crate) fn of(plan: &PlannedRow, values: Values, masks_users: bool) -> Self {
        let mut private = Self::default();
        if masks_users {
            let user = format!("user of line {}", plan.line);
            private.hide(&plan.user_id, &user);
            plan.id.iter().for_each(|id| private.hide(id, &user));
            private.user = Some(user);
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

    /// Whether the user is hidden.
    pub(crate) fn hides_user(&self) -> bool {
        self.user.is_some()
    }

    /// The user, or what stands for the user.
    pub(crate) fn user<'a>(&'a self, user_id: &'a str) -> &'a str {
        self.user.as_deref().unwrap_or(user_id)
    }

    /// A text without what is private.
    pub(crate) fn text(&self, text: &str) -> String {
        self.texts.iter().fold(text.to_owned(), |shown, (private, stand_in)| replaced(&shown, private, stand_in))
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

/// Replaces `old`, in upper or lower case: Zoom may write an address in another way than the file.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let (folded, old) = (text.to_ascii_lowercase(), old.to_ascii_lowercase());
    let mut end = 0;
    let mut replaced = String::with_capacity(text.len());
    for (at, found) in folded.match_indices(&old) {
        replaced.push_str(text.get(end..at).unwrap_or_default());
        replaced.push_str(new);
        end = at + found.len();
    }
    replaced + text.get(end..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_values_are_not_in_messages() {
        let line = r#"{"n":0,"line":2,"user":"jane@example.com","id":"abcdefg","fields":{"host_key":"123456","dept":"Sales","phone_numbers":[{"number":"5550100","code":"+1"}]},"old":{"host_key":"654321"}}"#;
        let plan = PlannedRow::of_json(line).expect("a row");
        let text = "jane@example.com (Abcdefg): 123456 for 654321, 5550100, +1, Sales";
        let shown = |values, masks_users| Private::of(&plan, values, masks_users).text(text);
        assert_eq!(shown(Values::All, false), text);
        let hidden = "jane@example.com (Abcdefg): (hidden) for (hidden), (hidden), +1, Sales";
        assert_eq!(shown(Values::Changed, false), hidden);
        assert_eq!(
            shown(Values::None, true),
            "user of line 2 (user of line 2): (hidden) for (hidden), (hidden), +1, (hidden)"
        );
        let me = PlannedRow { user_id: "me".to_owned(), ..plan.clone() };
        assert_eq!(Private::of(&me, Values::All, true).user("me"), "user of line 2");
        for (word, values) in Values::WORDS.iter().zip([Values::All, Values::Changed, Values::None]) {
            assert_eq!(Values::of_word(word), Some(values));
        }
    }
}
