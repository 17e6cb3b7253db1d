//! What the result of a bulk run, or of one of its rows, has besides other results.

use super::list::List;
use crate::boundary::text::Text;
use std::array;
use std::borrow::Cow;
use std::sync::OnceLock;
use zoomuser_bulk::apply::Applied;
use zoomuser_bulk::apply::members::{ROW_COLUMNS, row_number, row_text};
use zoomuser_bulk::results::RowResult;
use zoomuser_core::Problem;

/// The texts that a row or a run may have.
const TEXTS: [&str; 8] = ["message", "hint", "tracking_id", "json", "user_id", "outcome", "run", "why"];

/// A run or a row, with copies for C, each made when a getter first asks for it.
#[derive(Debug)]
pub(crate) struct Bulk {
    of: Of,
    texts: [OnceLock<Option<Text>>; TEXTS.len()],
    rows: OnceLock<List>,
    warnings: OnceLock<List>,
}

#[derive(Debug)]
enum Of {
    Run(Box<Applied>),
    Row(Box<RowResult>),
}

impl Bulk {
    pub(crate) fn run(applied: Applied) -> Self {
        Self::new(Of::Run(Box::new(applied)))
    }

    pub(crate) fn row(row: RowResult) -> Self {
        Self::new(Of::Row(Box::new(row)))
    }

    fn new(of: Of) -> Self {
        let texts = array::from_fn(|_| OnceLock::new());
        Self { of, texts, rows: OnceLock::new(), warnings: OnceLock::new() }
    }

    pub(super) fn text(&self, name: &str) -> Option<&Text> {
        let (_, text) = TEXTS.iter().zip(&self.texts).find(|(known, _)| **known == name)?;
        let make = || {
            let text = match &self.of {
                Of::Run(applied) => applied.text(name),
                Of::Row(row) => row_text(row, name),
            };
            text.map(|text| Text::new(&text))
        };
        text.get_or_init(make).as_ref()
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match &self.of {
            Of::Run(applied) => applied.number(name),
            Of::Row(row) => row_number(row, name),
        }
    }

    pub(super) fn list(&self, name: &str) -> Option<&List> {
        let Of::Run(applied) = &self.of else { return None };
        match name {
            "rows" => Some(self.rows.get_or_init(|| {
                let rows: Vec<_> = applied.rows.iter().map(RowResult::cells).collect();
                List::of(&ROW_COLUMNS, &rows)
            })),
            "warnings" => Some(self.warnings.get_or_init(|| {
                let problems = applied.outcome.warnings().iter().chain(&applied.warnings);
                let cells = |one: &Problem| [Cow::from(one.field.clone()), Cow::from(one.message.clone())];
                List::of(&["field", "message"], &problems.map(cells).collect::<Vec<_>>())
            })),
            _ => None,
        }
    }
}
