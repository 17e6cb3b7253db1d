//! A list of a result: its columns and its rows, as text that C can read.

use crate::boundary::text::Text;
use zoomuser_core::internal::Outcome;
use zoomuser_core::internal::outcome_members::ListMember;

/// Rows of text under the names of their columns.
#[derive(Debug)]
pub(crate) struct List {
    columns: &'static [&'static str],
    rows: Vec<Vec<Text>>,
}

impl List {
    pub(crate) fn new(member: &ListMember, outcome: &Outcome) -> Self {
        let rows = (member.rows)(outcome);
        let rows = rows.iter().map(|row| row.iter().map(|text| Text::new(text)).collect()).collect();
        Self { columns: member.columns, rows }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn cell(&self, i: usize, what: &str) -> Option<&Text> {
        let column = self.columns.iter().position(|column| *column == what)?;
        self.rows.get(i)?.get(column)
    }

    /// The second text of the first row whose first text is `name`, ASCII case-insensitive.
    pub(crate) fn value(&self, name: &str) -> Option<&Text> {
        self.rows.iter().find(|row| row.first().is_some_and(|first| first.as_str().eq_ignore_ascii_case(name)))?.get(1)
    }
}
