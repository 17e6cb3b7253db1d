//! The sandbox's user before and after an update.

use crate::json::visible;
use crate::page::{Page, Style};
use crate::tables;
use crate::veil::Veil;
use serde_json::Value;
use std::collections::BTreeSet;
use zoomuser::update::fields::{ReadBack, field};

/// A user twice, as JSON; `None` where the sandbox has no such user.
pub(crate) struct Users {
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    /// The names that were set.
    pub(crate) set: Vec<String>,
}

impl Users {
    /// One of the two as a member of the report.
    pub(crate) fn json<'a>(user: Option<&'a String>, veil: &'a Veil) -> Option<String> {
        user.map(|json| visible(&veil.hide(json)))
    }

    /// Both in columns; what changed has an arrow between them.
    pub(crate) fn show(&self, page: &mut Page<'_>) {
        let (Some(before), Some(after)) = (members(self.before.as_ref()), members(self.after.as_ref())) else {
            page.line(Style::Title, "The sandbox has no user of this id: there is no before and after");
            return;
        };
        page.line(Style::Title, "The user before and after");
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let value = |user: &serde_json::Map<String, Value>, name: &str| {
            user.get(name)
                .map_or_else(|| "-".to_owned(), |value| tables::shortened(&visible(&value.to_string()), WIDEST))
        };
        let rows: Vec<_> =
            names.iter().map(|name| (name.as_str(), value(&before, name), value(&after, name))).collect();
        let width = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
        let name_width = width(&mut rows.iter().map(|row| row.0));
        let before_width = width(&mut rows.iter().map(|row| row.1.as_str()));
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

fn members(user: Option<&String>) -> Option<serde_json::Map<String, Value>> {
    match serde_json::from_str(user?) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_marked() {
        let users = Users {
            before: Some(r#"{"dept":"Sales","type":1}"#.to_owned()),
            after: Some(r#"{"dept":"\u001b[2J","pronouns":"x","type":1}"#.to_owned()),
            set: vec!["dept".to_owned(), "host_key".to_owned()],
        };
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
