//! What a plan amounts to.

use super::plan_file::PlanReader;
use super::planned_row::{PlannedRow, Step};
use super::row_plan::RowPlan;
use crate::outcome::{Counts, RowOutcome};
use crate::run_folder::RunError;
use std::collections::BTreeMap;
use zoomuser::{Confirmation, Problem};

/// The most warnings, and rows that cannot be sent, that are kept; further ones are counted.
const MAX_WARNINGS: usize = 100;
/// The most rows of which the lines are kept.
const MAX_LINES: usize = 20;

/// What a plan amounts to.
#[derive(Debug, Clone, Default)]
pub struct PlanSummary {
    /// The rows.
    pub rows: u64,
    /// The rows that send a request.
    pub changes: u64,
    /// The rows that have ended already, by outcome.
    pub ends: Counts,
    /// The changed fields, each with its rows.
    pub fields: BTreeMap<String, u64>,
    /// The effects on licenses, e.g. `takes a Licensed seat`, each with its number.
    pub licenses: BTreeMap<String, u64>,
    /// The first rows that cannot be sent, each with its line and why.
    pub refused: Vec<(u64, String)>,
    /// The rows that take something from a user: a license, Zoom Phone, a text.
    pub losses: u64,
    /// The lines of the first of them.
    pub loss_lines: Vec<u64>,
    /// The changed fields that reading never shows, each with its rows.
    pub unreadable: BTreeMap<String, u64>,
    /// The rows whose user was not read.
    pub unread: u64,
    /// The first warnings, each with its line.
    pub warnings: Vec<(u64, Problem)>,
    /// All warnings.
    pub warning_count: u64,
}

impl PlanSummary {
    /// The rows that take a license.
    pub fn licenses_taken(&self) -> u64 {
        self.licenses.iter().filter(|(effect, _)| effect.starts_with("takes ")).map(|(_, rows)| rows).sum()
    }

    /// The exit code of `zoomuser bulk plan`: 12 with rows that cannot be sent, 11 if something would change, else 0.
    pub fn exit_code(&self) -> i32 {
        let failed = self.ends.get(RowOutcome::Failed) + self.ends.get(RowOutcome::Refused);
        match (failed, self.changes) {
            (0, 0) => 0,
            (0, _) => 11,
            _ => 12,
        }
    }

    /// The warnings, each with its line in the message.
    pub fn warnings_with_lines(&self) -> Vec<Problem> {
        let with_line = |(line, problem): &(u64, Problem)| {
            Problem::new(problem.field.as_str(), format!("line {line}: {}", problem.message))
        };
        self.warnings.iter().map(with_line).collect()
    }

    /// What a plan in a file amounts to. Licenses and warnings are not in the file.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn of_file(reader: &mut PlanReader) -> Result<Self, RunError> {
        let mut summary = Self::default();
        while let Some(row) = reader.next_row()? {
            summary.add_row(&row);
        }
        Ok(summary)
    }

    pub(super) fn add(&mut self, plan: &RowPlan) {
        let line = plan.planned.line;
        self.warning_count += plan.warnings.len() as u64;
        let room = MAX_WARNINGS.saturating_sub(self.warnings.len());
        self.warnings.extend(plan.warnings.iter().take(room).map(|warning| (line, warning.clone())));
        self.add_row(&plan.planned);
        if matches!(plan.planned.step, Step::End(_)) {
            return;
        }
        for effect in &plan.licenses {
            *self.licenses.entry(effect.clone()).or_default() += 1;
        }
        let is_hidden = |field: &&zoomuser::FieldOutcome| field.outcome == Confirmation::Unverifiable;
        for field in plan.fields.iter().filter(is_hidden) {
            *self.unreadable.entry(field.field.clone()).or_default() += 1;
        }
    }

    fn add_row(&mut self, row: &PlannedRow) {
        self.rows += 1;
        let change = match &row.step {
            Step::End(end) => {
                if end.outcome == RowOutcome::Refused && self.refused.len() < MAX_WARNINGS {
                    self.refused.push((row.line, end.message.clone()));
                }
                return self.ends.add(end.outcome);
            }
            Step::Send(change) => change,
        };
        self.changes += 1;
        self.unread += u64::from(change.old.is_none());
        for (name, _) in &change.send {
            *self.fields.entry(name.clone()).or_default() += 1;
        }
        if !change.losses.is_empty() {
            self.losses += 1;
            if self.loss_lines.len() < MAX_LINES {
                self.loss_lines.push(row.line);
            }
        }
    }
}
