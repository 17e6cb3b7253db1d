//! Judges every row of a table and sends nothing.

use crate::duplicates::{Checked, Duplicates};
use crate::row::{InputError, Rows};
use zoomuser::Problem;

/// How many problems, and how many warnings, a report lists; the others are counted.
pub const MAX_FINDINGS: usize = 1000;

/// A problem or warning, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line of the file, from 1; 0 if the whole file is meant.
    pub line: u64,
    /// The column and what is wrong; the column is "" if the whole row is meant.
    pub problem: Problem,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 { self.problem.fmt(f) } else { write!(f, "line {}: {}", self.line, self.problem) }
    }
}

/// What was found in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// The rows that were read.
    pub rows: u64,
    /// Whether the source could not be read to its end.
    pub is_cut_short: bool,
    /// Those with a problem.
    pub bad_rows: u64,
    /// The first [`MAX_FINDINGS`] problems, in the order of the file.
    pub problems: Vec<Finding>,
    /// All problems.
    pub problem_count: u64,
    /// The first [`MAX_FINDINGS`] warnings.
    pub warnings: Vec<Finding>,
    /// All warnings.
    pub warning_count: u64,
    /// What a person should know about the file as a whole.
    pub notes: Vec<String>,
    /// The fields that rows set, without those of a row with a problem.
    pub fields: Vec<String>,
}

impl CheckReport {
    /// Whether every row may be sent.
    pub fn is_ok(&self) -> bool {
        self.problem_count == 0
    }

    /// Whether a plan may be made of the rows, all or without those with a problem.
    pub fn may_be_planned(&self, skip_bad_rows: bool) -> bool {
        self.rows > 0 && !self.is_cut_short && (self.is_ok() || skip_bad_rows)
    }

    fn add_field(&mut self, name: &str) {
        if !self.fields.iter().any(|known| known == name) {
            self.fields.push(name.to_owned());
        }
    }

    fn add_problem(&mut self, line: u64, problem: Problem) {
        add(&mut self.problems, &mut self.problem_count, line, problem);
    }

    fn add_warning(&mut self, line: u64, problem: Problem) {
        add(&mut self.warnings, &mut self.warning_count, line, problem);
    }
}

impl From<InputError> for CheckReport {
    fn from(why: InputError) -> Self {
        let mut report = Self::default();
        report.add_problem(why.line, Problem::new("", why.message));
        report
    }
}

fn add(findings: &mut Vec<Finding>, count: &mut u64, line: u64, problem: Problem) {
    *count += 1;
    if findings.len() < MAX_FINDINGS {
        findings.push(Finding { line, problem });
    }
}

/// Reads and judges every row. What keeps the source from being read any further is a problem too.
pub fn check(rows: &mut dyn Rows, duplicates: Duplicates) -> CheckReport {
    let mut report = CheckReport::default();
    let mut rows = Checked::new(rows, duplicates);
    loop {
        let row = match rows.next_row() {
            Ok(Some(row)) => row,
            Ok(None) if report.rows == 0 => {
                report.add_problem(0, Problem::new("", "no rows: expected at least one"));
                break;
            }
            Ok(None) => break,
            Err(why) => {
                report.is_cut_short = true;
                report.add_problem(why.line, Problem::new("", why.message));
                break;
            }
        };
        report.rows += 1;
        report.bad_rows += u64::from(!row.problems.is_empty());
        if row.problems.is_empty() {
            let merged = row.merges.iter().map(|merge| merge.field());
            row.patch.names().chain(merged).for_each(|name| report.add_field(name));
        }
        for problem in row.problems {
            report.add_problem(row.line, problem);
        }
        for warning in row.warnings {
            report.add_warning(row.line, warning);
        }
    }
    rows.layout().notes.clone_into(&mut report.notes);
    report
}
