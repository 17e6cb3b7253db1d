//! The results of all cells, as a table.

use crate::cell::Cell;
use crate::violations::{self, Violation};
use crate::worker::Facts;
use std::collections::BTreeMap;
use support::fault::Kind;
use zoomuser::Status;

/// The violations with their own column.
const COLUMNS: [Violation; 4] = [Violation::FalseSuccess, Violation::LostAnswer, Violation::Hang, Violation::Panic];

/// The maximum number of messages to print.
const MAX_MESSAGES: usize = 40;

#[derive(Default)]
struct Row {
    cells: usize,
    successes: usize,
    /// Reported rejections of the sandbox.
    rejections: usize,
    /// Failures although the user was changed, because the response was lost.
    changed: usize,
    violations: Vec<Violation>,
}

/// All rows, and a message for each violation.
#[derive(Default)]
pub(crate) struct Totals {
    rows: BTreeMap<(bool, bool, usize), Row>,
    messages: Vec<String>,
    /// The number of cells whose call did not return.
    pub(crate) unfinished: usize,
}

impl Totals {
    pub(crate) fn add(&mut self, cell: &Cell, facts: &Facts) {
        let fault = cell.fault.expect("a cell has one");
        let number = kinds().position(|kind| kind == fault.kind).expect("one of them");
        let row = self.rows.entry((cell.repeats, cell.tls, number)).or_default();
        let is_ok = facts.outcome.as_ref().is_some_and(|outcome| outcome.is_ok());
        row.cells += 1;
        row.successes += usize::from(is_ok);
        row.rejections +=
            usize::from(facts.outcome.as_ref().is_some_and(|outcome| outcome.status() == Status::Rejected));
        row.changed += usize::from(facts.changed && !is_ok);
        for violation in violations::find(cell, facts) {
            row.violations.push(violation);
            let message =
                facts.outcome.as_ref().map(|outcome| format!("{:?}: {}", outcome.status(), outcome.message()));
            let Facts { elapsed, changed, updates, .. } = facts;
            self.messages.push(format!(
                "{violation:?}: {cell}; after {elapsed:?}, changed {changed}, updates {updates}; {}",
                message.unwrap_or_default()
            ));
        }
    }

    pub(crate) fn is_balanced(&self) -> bool {
        self.unfinished == 0 && self.messages.is_empty()
    }

    pub(crate) fn print(&self) {
        for line in self.messages.iter().take(MAX_MESSAGES) {
            println!("{line}");
        }
        println!(
            "| | cells | success | rejection | fault, yet changed | fault | false success | lost answer | hang | panic | other |"
        );
        println!("|{}", " --- |".repeat(11));
        let mut all = Row::default();
        for ((repeats, tls, number), row) in &self.rows {
            let kind = kinds().nth(*number).map_or("", Kind::name);
            let (scheme, repeats) = (if *tls { "TLS" } else { "plain" }, if *repeats { ", with retries" } else { "" });
            println!("{}", line(&format!("{scheme}{repeats}: {kind}"), row));
            all.cells += row.cells;
            all.successes += row.successes;
            all.rejections += row.rejections;
            all.changed += row.changed;
            all.violations.extend(&row.violations);
        }
        println!("{}", line("all", &all));
        println!("calls that did not return: {}", self.unfinished);
    }
}

fn kinds() -> impl Iterator<Item = Kind> {
    Kind::OF_ANY.into_iter().chain(Kind::OF_TLS)
}

fn line(name: &str, row: &Row) -> String {
    let Row { cells, successes, rejections, changed, violations } = row;
    let faults = cells - successes - rejections - changed;
    let count = |violation: Violation| violations.iter().filter(|other| **other == violation).count();
    let columns: Vec<String> = COLUMNS.iter().map(|violation| count(*violation).to_string()).collect();
    let others = violations.iter().filter(|violation| !COLUMNS.contains(violation)).count();
    format!(
        "| {name} | {cells} | {successes} | {rejections} | {changed} | {faults} | {} | {others} |",
        columns.join(" | ")
    )
}
