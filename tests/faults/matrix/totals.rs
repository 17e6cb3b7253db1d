//! What came of all cells, as a table.

use crate::books::{self, Finding};
use crate::cell::Cell;
use crate::worker::Facts;
use std::collections::BTreeMap;
use support::fault::Kind;
use zoomuser::Status;

/// The findings that have a column of their own.
const COLUMNS: [Finding; 4] = [Finding::FalseSuccess, Finding::LostAnswer, Finding::Hang, Finding::Panic];

/// Findings that are shown one by one.
const SHOWN: usize = 40;

#[derive(Default)]
struct Row {
    cells: usize,
    successes: usize,
    /// Refusals by the sandbox that were reported.
    refusals: usize,
    /// Failures after which the user is changed all the same: the answer did not come through.
    changed: usize,
    findings: Vec<Finding>,
}

/// All rows, and what is told in words.
#[derive(Default)]
pub(crate) struct Totals {
    rows: BTreeMap<(bool, bool, usize), Row>,
    told: Vec<String>,
    /// Cells whose call never came back.
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
        row.refusals += usize::from(facts.outcome.as_ref().is_some_and(|outcome| outcome.status() == Status::Rejected));
        row.changed += usize::from(facts.changed && !is_ok);
        for finding in books::judge(cell, facts) {
            row.findings.push(finding);
            let said = facts.outcome.as_ref().map(|outcome| format!("{:?}: {}", outcome.status(), outcome.message()));
            let Facts { elapsed, changed, updates, .. } = facts;
            self.told.push(format!(
                "{finding:?}: {cell}; after {elapsed:?}, changed {changed}, updates {updates}; {}",
                said.unwrap_or_default()
            ));
        }
    }

    pub(crate) fn is_balanced(&self) -> bool {
        self.unfinished == 0 && self.told.is_empty()
    }

    pub(crate) fn print(&self) {
        for line in self.told.iter().take(SHOWN) {
            println!("{line}");
        }
        println!(
            "| | cells | success | refusal | fault, yet changed | fault | false success | lost answer | hang | panic | other |"
        );
        println!("|{}", " --- |".repeat(11));
        let mut all = Row::default();
        for ((repeats, tls, number), row) in &self.rows {
            let kind = kinds().nth(*number).map_or("", Kind::name);
            let (way, repeats) = (if *tls { "TLS" } else { "plain" }, if *repeats { ", repeated" } else { "" });
            println!("{}", line(&format!("{way}{repeats}: {kind}"), row));
            all.cells += row.cells;
            all.successes += row.successes;
            all.refusals += row.refusals;
            all.changed += row.changed;
            all.findings.extend(&row.findings);
        }
        println!("{}", line("all", &all));
        println!("calls that never came back: {}", self.unfinished);
    }
}

fn kinds() -> impl Iterator<Item = Kind> {
    Kind::OF_ANY.into_iter().chain(Kind::OF_TLS)
}

fn line(name: &str, row: &Row) -> String {
    let Row { cells, successes, refusals, changed, findings } = row;
    let faults = cells - successes - refusals - changed;
    let count = |finding: Finding| findings.iter().filter(|other| **other == finding).count();
    let columns: Vec<String> = COLUMNS.iter().map(|finding| count(*finding).to_string()).collect();
    let others = findings.iter().filter(|finding| !COLUMNS.contains(finding)).count();
    format!(
        "| {name} | {cells} | {successes} | {refusals} | {changed} | {faults} | {} | {others} |",
        columns.join(" | ")
    )
}
