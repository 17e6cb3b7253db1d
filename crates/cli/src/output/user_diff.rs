//! The sandbox's user before and after an update.

use super::json::to_text;
use super::page::{Page, Style};
use crate::text::{column_width, truncate};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use zoomuser::internal::schema::{ReadBack, field};

/// The user before and after; `None` where the sandbox has no such user.
pub(crate) struct UserDiff {
    pub(crate) before: Option<Map<String, Value>>,
    pub(crate) after: Option<Map<String, Value>>,
    /// The fields that the update set.
    set: Vec<String>,
}

impl UserDiff {
    /// `before` and `after` are the sandbox's JSON.
    pub(crate) fn new(before: Option<String>, after: Option<String>, set: Vec<String>) -> Self {
        let members = |json: Option<String>| serde_json::from_str(&json?).ok();
        Self { before: members(before), after: members(after), set }
    }

    /// Shows both in columns, with an arrow where they differ.
    pub(crate) fn show(&self, page: &mut Page<'_>) {
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            page.line(Style::Title, "The sandbox has no user of this id: there is no before and after");
            return;
        };
        page.line(Style::Title, "The user before and after");
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let value = |user: &Map<String, Value>, name: &str| {
            user.get(name).map_or_else(|| "-".to_owned(), |value| truncate(&to_text(value), MAX_VALUE_WIDTH))
        };
        let rows: Vec<_> = names.into_iter().map(|name| (name, value(before, name), value(after, name))).collect();
        let name_width = column_width(rows.iter().map(|row| row.0));
        let before_width = column_width(rows.iter().map(|row| &row.1));
        for (name, old, new) in &rows {
            // The full values are compared: they may differ in the part that was truncated.
            let changed = before.get(*name) != after.get(*name);
            let (style, arrow) = if changed { (Style::Good, "->") } else { (Style::Plain, "  ") };
            page.line(style, &format!("  {name:name_width$}  {old:before_width$}  {arrow}  {new}"));
        }
        self.show_notes(before == after, page);
    }

    fn show_notes(&self, unchanged: bool, page: &mut Page<'_>) {
        if unchanged {
            page.line(Style::Plain, "  Nothing that reading shows has changed.");
        }
        let hidden: Vec<&str> = self
            .set
            .iter()
            .filter_map(|name| field(name))
            .filter(|field| field.read_back == ReadBack::Never)
            .map(|field| field.name)
            .collect();
        if !hidden.is_empty() {
            page.line(Style::Plain, &format!("  Reading never shows: {}", hidden.join(", ")));
        }
    }
}

/// Longer values are cut.
const MAX_VALUE_WIDTH: usize = 34;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::redactor::Redactor;

    #[test]
    fn changes_are_marked() {
        let diff = UserDiff::new(
            Some(r#"{"dept":"Sales","type":1}"#.to_owned()),
            Some(r#"{"dept":"\u001b[2J","pronouns":"x","type":1}"#.to_owned()),
            vec!["dept".to_owned(), "host_key".to_owned()],
        );
        let redactor = Redactor::none();
        let mut page = Page::new(false, &redactor);
        diff.show(&mut page);
        assert_eq!(
            page.into_text(),
            "The user before and after\n  dept      \"Sales\"  ->  \"\\u001b[2J\"\n  pronouns  -        ->  \"x\"\n  \
             type      1            1\n  Reading never shows: host_key\n"
        );
    }
}
