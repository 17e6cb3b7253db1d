//! The results as JUnit XML: a test suite for each status, a test case for each row.

use super::{Results, RowResult};
use crate::outcome::RowOutcome;
use crate::run_folder::{RunError, private_file};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// The numbers of a suite.
#[derive(Default)]
struct Suite {
    tests: u64,
    failures: u64,
    skipped: u64,
    took_ms: u64,
}

impl Results {
    /// Writes the rows as JUnit XML to `path`. It reads the results once for each status, since a suite begins with its
    /// numbers.
    ///
    /// # Errors
    ///
    /// The results cannot be read or the file cannot be written.
    pub fn write_junit(&self, path: &Path) -> Result<(), RunError> {
        let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
        for row in self.iter()? {
            let row = row?;
            let suite = suites.entry(suite_name(&row)).or_default();
            suite.tests += 1;
            suite.failures += u64::from(is_failure(row.done.outcome));
            suite.skipped += u64::from(is_skipped(row.done.outcome));
            suite.took_ms = suite.took_ms.saturating_add(row.done.took_ms);
        }
        private_file::replace(path, |file| {
            writeln!(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
            let all = suites.values().fold(Suite::default(), Suite::plus);
            writeln!(file, "<testsuites name=\"{}\"{}>", escaped(&self.open.run), all.attributes())?;
            for (name, suite) in &suites {
                writeln!(file, "  <testsuite name=\"{}\"{}>", escaped(name), suite.attributes())?;
                for row in self.iter()? {
                    let row = row?;
                    if suite_name(&row) == *name {
                        self.write_case(file, &row)?;
                    }
                }
                writeln!(file, "  </testsuite>")?;
            }
            Ok(writeln!(file, "</testsuites>")?)
        })
    }

    fn write_case(&self, file: &mut dyn Write, row: &RowResult) -> io::Result<()> {
        let (class, name) = (escaped(&self.header.name), escaped(&format!("line {}: {}", row.line, row.user_id)));
        let outcome = row.done.outcome;
        write!(file, "    <testcase classname=\"{class}\" name=\"{name}\" time=\"{}\"", seconds(row.done.took_ms))?;
        if is_failure(outcome) {
            let (message, hint) = (escaped(&row.done.message), escaped(&row.done.hint));
            let kind = outcome.word();
            writeln!(file, "><failure type=\"{kind}\" message=\"{message}\">{hint}</failure></testcase>")
        } else if is_skipped(outcome) {
            writeln!(file, "><skipped message=\"{}\"/></testcase>", outcome.word())
        } else {
            writeln!(file, "/>")
        }
    }
}

impl Suite {
    fn plus(self, other: &Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            skipped: self.skipped + other.skipped,
            took_ms: self.took_ms.saturating_add(other.took_ms),
        }
    }

    fn attributes(&self) -> String {
        let Self { tests, failures, skipped, took_ms } = self;
        let time = seconds(*took_ms);
        format!(" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"{time}\"")
    }
}

/// The name of the status, or the outcome of a row that has none.
fn suite_name(row: &RowResult) -> String {
    let name = row.status_name();
    if name.is_empty() { row.done.outcome.word().to_owned() } else { name }
}

fn is_skipped(outcome: RowOutcome) -> bool {
    matches!(outcome, RowOutcome::Skipped | RowOutcome::NotTried | RowOutcome::Kept)
}

fn is_failure(outcome: RowOutcome) -> bool {
    !outcome.is_success() && !is_skipped(outcome)
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// A text as XML 1.0 allows it, in an attribute and between tags.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..=' ' if c != ' ' => escaped.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
        escaped
    })
}
