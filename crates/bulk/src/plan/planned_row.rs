//! One row of a plan, and its line in plan.jsonl.

use super::members::Members;
use crate::outcome::RowOutcome;
use crate::row_end::RowEnd;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use zoomuser::{Status, UserPatch};

/// One row of a plan.
#[derive(Debug, Clone)]
pub struct PlannedRow {
    /// The position of the row, from 0.
    pub row: u64,
    /// The line of the file, from 1.
    pub line: u64,
    /// The user, as the file has it.
    pub user_id: String,
    /// Zoom's id of the user, if the user was read and the file names it in another way.
    pub id: Option<String>,
    /// What is to be done.
    pub step: Step,
}

/// What is to be done for a row.
#[derive(Debug, Clone)]
pub enum Step {
    /// Change the user.
    Send(Change),
    /// Nothing: the row has ended already.
    End(RowEnd),
}

/// The change of one user.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The fields to send, with their values in JSON.
    pub send: Vec<(String, Box<RawValue>)>,
    /// The values that the user had; `None` if the user was not read. A field that reading does not show is missing.
    pub old: Option<Map<String, Value>>,
    /// The fields of which something is taken from the user: a license, Zoom Phone, a text.
    pub losses: Vec<String>,
    /// Of an undo: the fields that are left alone, since somebody changed them after the run.
    pub kept: Vec<String>,
    /// Whether the change takes a license of the account.
    pub takes_license: bool,
    /// Whether the change frees a license of the account.
    pub frees_license: bool,
}

impl Change {
    /// The change as the patch that is sent.
    pub fn patch(&self) -> UserPatch {
        let mut patch = UserPatch::new();
        for (name, value) in &self.send {
            patch.set(name, zoomuser::internal::value::Value::of_json(value.clone()));
        }
        patch
    }

    /// What an undo says of the fields that it left alone.
    pub(crate) fn kept_message(&self) -> String {
        kept_message(&self.kept)
    }

    /// The value that a field had, if the user was read and reading shows it.
    pub fn old(&self, field: &str) -> Option<&Value> {
        self.old.as_ref()?.get(field)
    }
}

impl PlannedRow {
    /// The user, alike for the id and all spellings of one address as far as the user was read.
    pub(crate) fn user_key(&self) -> String {
        self.id.as_deref().unwrap_or(&self.user_id).trim().to_lowercase()
    }

    /// The row as one line of JSON.
    pub fn to_json(&self) -> String {
        let mut object = Map::new();
        object.insert("n".to_owned(), self.row.into());
        object.insert("line".to_owned(), self.line.into());
        object.insert("user".to_owned(), self.user_id.clone().into());
        if let Some(id) = &self.id {
            object.insert("id".to_owned(), id.clone().into());
        }
        match &self.step {
            Step::Send(change) => change.write(&mut object),
            Step::End(end) => {
                object.insert("end".to_owned(), end.outcome.word().into());
                object.insert("status".to_owned(), end.status.code().into());
                object.insert("http".to_owned(), end.http_status.into());
                object.insert("code".to_owned(), end.api_code.into());
                object.insert("message".to_owned(), end.message.clone().into());
                object.insert("hint".to_owned(), end.hint.clone().into());
            }
        }
        Value::Object(object).to_string()
    }

    /// Reads a line that [`to_json`](Self::to_json) wrote; `None` if it is none. Unknown members are ignored.
    pub fn of_json(line: &str) -> Option<Self> {
        let members = Members::of(line)?;
        let step = match members.value::<String>("end") {
            Some(word) => Step::End(RowEnd {
                http_status: members.value("http"),
                api_code: members.value("code"),
                hint: members.value("hint")?,
                ..RowEnd::without_call(
                    RowOutcome::of_word(&word)?,
                    Status::from_code(members.value("status")?)?,
                    members.value::<String>("message")?,
                )
            }),
            None => Step::Send(Change::read(&members)?),
        };
        Some(Self {
            row: members.value("n")?,
            line: members.value("line")?,
            user_id: members.value("user")?,
            id: members.value("id"),
            step,
        })
    }
}

impl Change {
    fn write(&self, object: &mut Map<String, Value>) {
        let values = |fields: &[(String, Box<RawValue>)]| -> Map<String, Value> {
            let pair = |(name, value): &(String, Box<RawValue>)| {
                (name.clone(), serde_json::from_str(value.get()).unwrap_or(Value::Null))
            };
            fields.iter().map(pair).collect()
        };
        object.insert("fields".to_owned(), values(&self.send).into());
        if let Some(old) = &self.old {
            object.insert("old".to_owned(), old.clone().into());
        }
        for (name, fields) in [("losses", &self.losses), ("kept", &self.kept)] {
            if !fields.is_empty() {
                object.insert(name.to_owned(), json!(fields));
            }
        }
        for (name, on) in [("takes", self.takes_license), ("frees", self.frees_license)] {
            if on {
                object.insert(name.to_owned(), true.into());
            }
        }
    }

    fn read(members: &Members<'_>) -> Option<Self> {
        let send = Members::of(members.get("fields")?)?;
        let is_on = |name: &str| members.get(name) == Some("true");
        Some(Self {
            send: send.0.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            old: members.value("old"),
            losses: members.value("losses").unwrap_or_default(),
            kept: members.value("kept").unwrap_or_default(),
            takes_license: is_on("takes"),
            frees_license: is_on("frees"),
        })
    }
}

/// What an undo says of fields that it left alone.
pub(super) fn kept_message(fields: &[String]) -> String {
    format!("changed after the run by somebody else, and kept: {}", fields.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_its_line() {
        let change = Change {
            send: [("type", "2"), ("zoom_one_type", "576460752303423488"), ("dept", "\"\""), ("x", "null")]
                .map(|(name, json)| (name.to_owned(), RawValue::from_string(json.to_owned()).unwrap()))
                .into(),
            old: Some(Map::from_iter([("type".to_owned(), 1.into())])),
            losses: vec!["dept".to_owned()],
            kept: vec!["pronouns".to_owned()],
            takes_license: true,
            frees_license: false,
        };
        let row = PlannedRow {
            row: 3,
            line: 7,
            user_id: "a\"b@example.com".to_owned(),
            id: Some("Q".to_owned()),
            step: Step::Send(change),
        };
        let line = row.to_json();
        assert_eq!(
            line,
            r#"{"n":3,"line":7,"user":"a\"b@example.com","id":"Q","fields":{"type":2,"zoom_one_type":576460752303423488,"dept":"","x":null},"old":{"type":1},"losses":["dept"],"kept":["pronouns"],"takes":true}"#
        );
        assert_eq!(PlannedRow::of_json(&line).unwrap().to_json(), line);
    }

    #[test]
    fn a_row_that_ended_is_its_line() {
        let mut end = RowEnd::without_call(RowOutcome::Failed, Status::NotFound, "no such user");
        (end.http_status, end.api_code) = (Some(404), Some(1001));
        let row = PlannedRow { row: 0, line: 2, user_id: "x".to_owned(), id: None, step: Step::End(end) };
        let line = row.to_json();
        let Step::End(end) = PlannedRow::of_json(&line).unwrap().step else { panic!("{line}") };
        assert_eq!((end.outcome, end.status, end.http_status), (RowOutcome::Failed, Status::NotFound, Some(404)));
        assert!(PlannedRow::of_json("{}").is_none() && PlannedRow::of_json("x").is_none());
    }
}
