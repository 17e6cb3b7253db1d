//! A list of a result: its columns and its rows.

use crate::text::Text;
use zoomuser_core::answer::outcome::Problem;
use zoomuser_core::answer::user::plain;
use zoomuser_core::{Check, FieldOutcome, User};

/// Rows of text under the names of their columns.
#[derive(Debug)]
pub(crate) struct List {
    columns: &'static [&'static str],
    rows: Vec<Vec<Text>>,
}

impl List {
    pub(crate) fn of_problems(problems: &[Problem]) -> Self {
        Self::of_complaints(problems.iter().map(|p| (p.field.as_str(), p.message.as_str())))
    }

    /// Fields and what is said of them.
    pub(crate) fn of_complaints<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self { columns: &["field", "message"], rows: rows.map(|(a, b)| vec![Text::new(a), Text::new(b)]).collect() }
    }

    pub(crate) fn of_headers(headers: &[(String, String)]) -> Self {
        let rows = headers.iter().map(|(name, value)| vec![Text::new(name), Text::new(value)]);
        Self { columns: &["name", "value"], rows: rows.collect() }
    }

    pub(crate) fn of_user(user: Option<&User>) -> Self {
        let rows = user.into_iter().flat_map(User::iter);
        let rows = rows.map(|(name, value)| vec![Text::new(name), Text::new(&plain(value))]);
        Self { columns: &["name", "value"], rows: rows.collect() }
    }

    pub(crate) fn of_fields(fields: &[FieldOutcome]) -> Self {
        let rows = fields.iter().map(|field| {
            let shown = |value: &Option<_>| Text::new(&value.as_ref().map(plain).unwrap_or_default());
            let (name, outcome, new) = (&field.field, field.outcome.name(), plain(&field.new));
            vec![Text::new(name), Text::new(outcome), shown(&field.old), Text::new(&new), shown(&field.seen)]
        });
        Self { columns: &["field", "outcome", "old", "new", "seen"], rows: rows.collect() }
    }

    pub(crate) fn of_checks(checks: &[Check]) -> Self {
        let rows = checks.iter().map(|check| {
            let texts = [check.name, check.url.as_str(), check.outcome.name(), check.message.as_str(), check.remedy];
            texts.map(Text::new).into()
        });
        Self { columns: &["name", "url", "outcome", "message", "remedy"], rows: rows.collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn cell(&self, i: usize, what: &str) -> Option<&Text> {
        let column = self.columns.iter().position(|column| *column == what)?;
        self.rows.get(i)?.get(column)
    }

    /// The second text of the first row whose first is `name`, in any case of ASCII letters.
    pub(crate) fn value(&self, name: &str) -> Option<&Text> {
        self.rows.iter().find(|row| row.first().is_some_and(|first| first.as_str().eq_ignore_ascii_case(name)))?.get(1)
    }
}
