//! The members of rows and runs by name, for languages that ask for them with a string.

use super::applied::Applied;
use crate::journal::StopReason;
use crate::outcome::RowOutcome;
use crate::results::{COLUMNS, RowResult};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The names of the texts, and what each is.
pub const TEXTS: &[(&str, &str)] = &[
    ("user_id", "of a row: the user"),
    ("outcome", "of a row: how it ended, in one word"),
    ("run", "after a bulk run in a folder: the folder"),
    ("why", "after a bulk run: why it ended, in one word; finished if every row was handled"),
];

/// The names of the numbers, and what each is.
pub const NUMBERS: &[(&str, &str)] = &[
    ("line", "of a row: its line in the file, else its position, from 1"),
    ("exit", "after a bulk run: the exit code of the command line"),
    ("rows", "after a bulk run: all rows; the outcomes below add up to it"),
    ("sent", "rows that Zoom accepted; the user was not read afterwards"),
    ("applied", "rows that reading the user confirmed"),
    ("already", "rows whose user had all values already; nothing was sent"),
    ("ignored", "rows that Zoom accepted but did not apply"),
    ("unverifiable", "rows that Zoom accepted, with fields that reading never shows"),
    ("refused", "rows that the check refused; nothing was sent"),
    ("failed", "rows that Zoom or the network refused"),
    ("drifted", "rows whose user no longer had the values of the plan; nothing was sent"),
    ("kept", "rows of an undo whose user somebody changed after the run"),
    ("skipped", "rows that an option left out"),
    ("in_doubt", "rows that may have been sent; the run ended before the response was recorded"),
    ("not_tried", "rows that the run did not reach"),
];

/// The name of the list of rows, and what it is.
pub const ROWS: (&str, &str) = ("rows", "after a bulk run without a callback: every row");

/// The names of the texts of a row in the list, and what those are that other lists do not have.
pub const ROW_COLUMNS: [&str; COLUMNS.len()] = COLUMNS;

/// What the texts of a row are that other lists do not have.
pub const ROW_HELP: &[(&str, &str)] = &[
    ("line", "line of a row in the file, else its position, from 1"),
    ("user_id", "the user of a row"),
    ("status", "name of the status of a row; of a user: active, inactive or pending"),
    ("http_status", "HTTP status of the response about a row"),
    ("api_code", "Zoom's error code about a row"),
    ("tracking_id", "Zoom's tracking id of a row"),
    ("attempts", "how many times a row was sent"),
    ("waited_ms", "time that a row waited"),
];

/// A text of a row; `None` if `name` is none of its own.
pub fn row_text<'a>(row: &'a RowResult, name: &str) -> Option<Cow<'a, str>> {
    match name {
        "json" => Some(Value::Object(row_json(row)).to_string().into()),
        "message" | "hint" | "tracking_id" | "user_id" | "outcome" => {
            let column = COLUMNS.iter().position(|column| *column == name)?;
            row.cells().into_iter().nth(column)
        }
        _ => None,
    }
}

/// A number of a row.
pub fn row_number(row: &RowResult, name: &str) -> Option<i64> {
    let done = &row.done;
    match name {
        "line" => i64::try_from(row.line).ok(),
        "http_status" => done.http_status.map(i64::from),
        "api_code" => done.api_code,
        "attempts" => Some(done.attempts.into()),
        "waited_ms" => i64::try_from(done.waited_ms).ok(),
        _ => None,
    }
}

fn row_json(row: &RowResult) -> Map<String, Value> {
    let given = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    let value = |(name, text): (&&str, Cow<'_, str>)| {
        let value = match row_number(row, name) {
            Some(number) => number.into(),
            None => given(&text),
        };
        ((*name).to_owned(), value)
    };
    COLUMNS.iter().zip(row.cells()).map(value).collect()
}

impl Applied {
    /// A text; `None` if `name` is none of a run.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match name {
            "run" => self.folder.as_ref().map(|folder| folder.to_string_lossy()),
            "why" => self.why.map(StopReason::word).map(Cow::from),
            "json" => Some(Value::Object(self.json()).to_string().into()),
            _ => None,
        }
    }

    /// A number; `None` if `name` is none of a run, and for the rows of a run that was not begun.
    pub fn number(&self, name: &str) -> Option<i64> {
        let count = |rows: u64| self.why.and_then(|_| i64::try_from(rows).ok());
        match name {
            "exit" => Some(self.exit.into()),
            "rows" => count(self.counts.total()),
            _ => {
                let outcome = RowOutcome::ALL.into_iter().find(|outcome| outcome.word().replace('-', "_") == name)?;
                count(self.counts.get(outcome))
            }
        }
    }

    fn json(&self) -> Map<String, Value> {
        let mut json = zoomuser::internal::outcome_json::outcome(&self.outcome);
        let problems = self.outcome.warnings().iter().chain(&self.warnings);
        let warnings = problems.map(|one| json!({"field": one.field, "message": one.message})).collect();
        json.insert("warnings".to_owned(), warnings);
        let outcomes: Map<String, Value> =
            self.counts.iter().map(|(outcome, rows)| (outcome.word().to_owned(), rows.into())).collect();
        json.insert("run".to_owned(), self.text("run").into());
        json.insert("why".to_owned(), self.text("why").into());
        json.insert("exit".to_owned(), self.exit.into());
        json.insert("outcomes".to_owned(), outcomes.into());
        json.insert("rows".to_owned(), self.rows.iter().map(row_json).collect());
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_a_number() {
        let applied = Applied {
            why: Some(StopReason::Finished),
            ..zoomuser::internal::Outcome::from(&zoomuser::InputError::new(zoomuser::Status::Ok, "done")).into()
        };
        for outcome in RowOutcome::ALL {
            let name = outcome.word().replace('-', "_");
            assert!(NUMBERS.iter().any(|(known, _)| *known == name), "{name}");
        }
        for (name, _) in NUMBERS.iter().filter(|(name, _)| *name != "line") {
            assert_eq!(applied.number(name), Some(0), "{name}");
        }
    }
}
