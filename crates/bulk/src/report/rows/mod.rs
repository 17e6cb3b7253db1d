//! The rows that the report shows: those with a problem, and a sample of the others.

mod command;
mod row;

use super::page::number::{counted, grouped};
use super::privacy::{Private, Values};
use crate::outcome::{Counts, RowOutcome};
use crate::plan::planned_row::PlannedRow;
use crate::results::RowResult;
use row::html;
use std::collections::BTreeMap;

/// The most rows that are shown.
const MAX_ROWS: u64 = 5_000;
/// The most rows without a problem that are shown.
const MAX_SAMPLE: u64 = 1_000;
/// The most bytes of rows.
const MAX_BYTES: usize = 5_000_000;

/// The rows that the report shows.
#[derive(Debug)]
pub(super) struct ShownRows {
    values: Values,
    mask_users: bool,
    total: u64,
    /// For each outcome without a problem, of how many rows one is shown.
    strides: BTreeMap<RowOutcome, u64>,
    seen: Counts,
    problems: Vec<String>,
    sample: Vec<String>,
    bytes: usize,
}

impl ShownRows {
    pub(super) fn new(counts: &Counts, values: Values, mask_users: bool) -> Self {
        let others: Vec<(RowOutcome, u64)> =
            counts.iter().filter(|(outcome, rows)| *rows > 0 && !outcome.is_problem()).collect();
        let problems: u64 = counts.iter().filter(|(outcome, _)| outcome.is_problem()).map(|(_, rows)| rows).sum();
        let room = MAX_ROWS.saturating_sub(problems).min(MAX_SAMPLE);
        let rows: u64 = others.iter().map(|(_, rows)| rows).sum();
        // Each outcome has the same part, so that one with few rows is not left out.
        let part = room.checked_div(others.len() as u64).unwrap_or_default();
        let stride = |of: u64| if rows <= room { 1 } else { of.div_ceil(part.max(1)).max(1) };
        let strides = others.into_iter().map(|(outcome, rows)| (outcome, stride(rows))).collect();
        let (seen, total) = (Counts::default(), counts.total());
        Self { values, mask_users, total, strides, seen, problems: Vec::new(), sample: Vec::new(), bytes: 0 }
    }

    /// What of a row is private.
    pub(super) fn private(&self, plan: &PlannedRow) -> Private {
        Private::of(plan, self.values, self.mask_users)
    }

    pub(super) fn add(&mut self, row: &RowResult, plan: &PlannedRow, private: &Private) {
        let outcome = row.done.outcome;
        let number = self.seen.get(outcome);
        self.seen.add(outcome);
        let is_wanted = outcome.is_problem() || self.strides.get(&outcome).is_some_and(|stride| number % stride == 0);
        if !is_wanted || self.shown() >= MAX_ROWS || self.bytes >= MAX_BYTES {
            return;
        }
        let html = html(row, plan, private, self.values);
        self.bytes += html.len();
        if outcome.is_problem() { &mut self.problems } else { &mut self.sample }.push(html);
    }

    fn shown(&self) -> u64 {
        (self.problems.len() + self.sample.len()) as u64
    }

    /// What is shown and what is not, as text.
    pub(super) fn note(&self) -> String {
        let problems: u64 = self.seen.iter().filter(|(outcome, _)| outcome.is_problem()).map(|(_, rows)| rows).sum();
        if self.shown() == self.total {
            return if self.total == 1 {
                "The only row.".to_owned()
            } else {
                format!("All {}.", counted(self.total, "row"))
            };
        }
        let of = |shown: usize, all: u64| match shown as u64 {
            shown if shown == all => format!("all {}", grouped(all)),
            shown => format!("{} of {}", grouped(shown), grouped(all)),
        };
        let others = self.total.saturating_sub(problems);
        format!(
            "Shown: {} with a problem, and {} others, spread over the file.",
            of(self.problems.len(), problems),
            of(self.sample.len(), others)
        )
    }

    pub(super) fn html(&self) -> String {
        if self.total == 0 {
            return "<tr><td colspan=\"5\">There is no row.</td></tr>\n".to_owned();
        }
        [self.problems.concat(), self.sample.concat()].concat()
    }
}
