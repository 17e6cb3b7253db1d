//! A list of a result: its columns and its rows, as text that C can read.

use crate::boundary::text::Text;
use std::borrow::Cow;
use zoomuser_core::User;
use zoomuser_core::internal::Outcome;
use zoomuser_core::internal::outcome_members::{ListMember, plain};

/// Rows of text under the names of their columns.
#[derive(Debug)]
pub(crate) struct List {
    columns: Vec<String>,
    rows: Vec<Vec<Text>>,
}

impl List {
    pub(crate) fn new(member: &ListMember, outcome: &Outcome) -> Self {
        let mut list = Self::of(member.columns, &(member.rows)(outcome));
        if member.name == "users" {
            list.add_members(outcome.page().map(|page| page.users()).unwrap_or_default());
        }
        list
    }

    pub(crate) fn of<'a>(columns: &[&str], rows: &[impl AsRef<[Cow<'a, str>]>]) -> Self {
        let texts = |row: &[Cow<'_, str>]| row.iter().map(|text| Text::new(text)).collect();
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { columns, rows: rows.iter().map(|row| texts(row.as_ref())).collect() }
    }

    /// Adds the other members of users, each as a column.
    fn add_members(&mut self, users: &[User]) {
        let first = self.columns.len();
        for name in users.iter().flat_map(User::iter).map(|(name, _)| name) {
            if !self.columns.iter().any(|known| known == name) {
                self.columns.push(name.to_owned());
            }
        }
        let members = self.columns.get(first..).unwrap_or_default();
        for (row, user) in self.rows.iter_mut().zip(users) {
            let value = |name: &String| user.iter().find(|(known, _)| known == name).map(|(_, value)| plain(value));
            row.extend(members.iter().map(|name| Text::new(&value(name).unwrap_or_default())));
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn cell(&self, i: usize, what: &str) -> Option<&Text> {
        let column = self.columns.iter().position(|column| column == what)?;
        self.rows.get(i)?.get(column)
    }

    /// The second text of the first row whose first text is `name`, ASCII case-insensitive.
    pub(crate) fn value(&self, name: &str) -> Option<&Text> {
        self.rows.iter().find(|row| row.first().is_some_and(|first| first.as_str().eq_ignore_ascii_case(name)))?.get(1)
    }
}
