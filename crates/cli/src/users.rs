//! The sandbox's user before and after an update.

use crate::json::visible;
use crate::page::{Page, Style, shortened, widest};

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use zoomuser::update::fields::{ReadBack, field};

/// A user twice; `None` where the sandbox has no such user.
pub(crate) struct Users {
    pub(crate) before: Option<Map<String, Value>>,
    pub(crate) after: Option<Map<String, Value>>,
    /// The names that were set.
    set: Vec<String>,
}

impl Users {
    /// `before` and `after` are the sandbox's JSON.
    pub(crate) fn new(before: Option<String>, after: Option<String>, set: Vec<String>) -> Self {
        let members = |json: Option<String>| serde_json::from_str(&json?).ok();
        Self { before: members(before), after: members(after), set }
    }

    /// Both in columns; what changed has an arrow between them.
    pub(crate) fn show(&self, page: &mut Page<'_>) {
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            page.line(Style::Title, "The sandbox has no user of this id: there is no before and after");
            return;
        };
        page.line(Style::Title, "The user before and after");
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let value = |user: &Map<String, Value>, name: &str| {
            user.get(name).map_or_else(|| "-".to_owned(), |value| shortened(&visible(value), WIDEST))
        };
        let rows: Vec<_> = names.into_iter().map(|name| (name, value(before, name), value(after, name))).collect();
        let name_width = widest(rows.iter().map(|row| row.0));
        let before_width = widest(rows.iter().map(|row| &row.1));
        for (name, old, new) in &rows {
            // Compared as they are, not as they are shown: the difference may be in what was cut off.
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
const WIDEST: usize = 34;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::veil::Veil;

    #[test]
    fn changes_are_marked() {
        let users = Users::new(
            Some(r#"{"dept":"Sales","type":1}"#.to_owned()),
            Some(r#"{"dept":"\u001b[2J","pronouns":"x","type":1}"#.to_owned()),
            vec!["dept".to_owned(), "host_key".to_owned()],
        );
        let veil = Veil::none();
        let mut page = Page::new(false, &veil);
        users.show(&mut page);
        assert_eq!(
            page.into_text(),
            "The user before and after\n  dept      \"Sales\"  ->  \"\\u001b[2J\"\n  pronouns  -        ->  \"x\"\n  \
             type      1            1\n  Reading never shows: host_key\n"
        );
    }
}
