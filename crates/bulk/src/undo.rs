//! Undoes a run: its rows with the values from before.

use crate::journal::{Done, boot_id};
use crate::outcome::RowOutcome;
use crate::plan::plan_file::PlanReader;
use crate::plan::planned_row::{Change, PlannedRow, Step};
use crate::recorded::check_account;
use crate::results::Results;
use crate::row::{InputError, Layout, Row, Rows, Source};
use crate::run_folder::{RunError, RunFolder, RunLock};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::SystemTime;
use zoomuser::internal::FlatClient;
use zoomuser::internal::retry_after::written;
use zoomuser::internal::schema::{Field, Kind, Place, ReadBack, field};
use zoomuser::{Problem, UserPatch};

/// The rows that undo a run. A field is put back only where the user still has the value of the run.
#[derive(Debug)]
pub struct UndoRows {
    reader: PlanReader,
    /// The rows that may have changed their user, ascending.
    changed: Vec<u64>,
    layout: Layout,
    lost: BTreeMap<String, u64>,
    unread: u64,
    /// Nobody else runs it in the meantime.
    _lock: RunLock,
}

impl UndoRows {
    /// Reads a run that has ended, also one that was killed.
    ///
    /// # Errors
    ///
    /// There is no run, another process is running it, it was made with another server or account than those of `client`, or
    /// a file is damaged.
    pub fn new(client: &FlatClient, folder: &RunFolder) -> Result<Self, RunError> {
        let lock = folder.lock(&written(SystemTime::now()))?;
        let mut changed = Vec::new();
        let results = Results::read(folder, &boot_id())?;
        check_account(client, results.open(), folder)?;
        for row in results.iter()? {
            let row = row?;
            if may_have_changed(&row.done) {
                changed.push(row.done.row);
            }
        }
        let open = || PlanReader::open(folder);
        let reader = open()?;
        let layout = Layout { name: reader.header().name.clone(), ..Layout::default() };
        let mut rows = Self { reader, changed, layout, lost: BTreeMap::new(), unread: 0, _lock: lock };
        rows.find_lost()?;
        rows.reader = open()?;
        Ok(rows)
    }

    /// The rows that may have changed their user.
    pub fn count(&self) -> u64 {
        self.changed.len() as u64
    }

    /// The fields whose old value is not known, each with its rows: they stay as they are.
    pub fn lost(&self) -> &BTreeMap<String, u64> {
        &self.lost
    }

    /// The rows whose user was not read before the change: they stay as they are.
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// What stays as it is, in words.
    pub fn warnings(&self) -> Vec<Problem> {
        let lost = self.lost.iter().map(|(name, rows)| {
            Problem::new(name.as_str(), format!("cannot be put back: the old value is not known ({rows} rows)"))
        });
        let unread = (self.unread > 0)
            .then(|| Problem::new("", format!("cannot be put back: {} users not read before the run", self.unread)));
        lost.chain(unread).collect()
    }

    fn find_lost(&mut self) -> Result<(), RunError> {
        while let Some((_, change)) = self.next_change()? {
            if change.old.is_none() {
                self.unread += 1;
                continue;
            }
            for (name, _) in change.send.iter().filter(|(name, _)| is_lost(name, &change)) {
                *self.lost.entry(name.clone()).or_default() += 1;
            }
        }
        Ok(())
    }

    /// The next row that may have changed its user.
    fn next_change(&mut self) -> Result<Option<(PlannedRow, Change)>, RunError> {
        while let Some(mut row) = self.reader.next_row()? {
            if self.changed.binary_search(&row.row).is_err() {
                continue;
            }
            if let Step::Send(change) = &mut row.step {
                let change = std::mem::take(change);
                return Ok(Some((row, change)));
            }
        }
        Ok(None)
    }
}

impl Rows for UndoRows {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        let failed = |error: RunError| InputError { line: 0, message: error.to_string() };
        if let Some((planned, change)) = self.next_change().map_err(failed)? {
            let (mut patch, mut ours) = (UserPatch::new(), UserPatch::new());
            for (name, value) in &change.send {
                if name == "login_type" {
                    set(&mut patch, name, value.get());
                } else if let Some(old) = old_value(name, &change) {
                    set(&mut patch, name, &old.to_string());
                    set(&mut ours, name, value.get());
                }
            }
            let skip = ours.is_empty().then(|| LOST.to_owned());
            let (line, user_id, only_if) = (planned.line, planned.user_id, Some(ours));
            return Ok(Some(Row { line, user_id, patch, only_if, skip, source: Source::Program, ..Row::default() }));
        }
        Ok(None)
    }
}

const LOST: &str = "the old values are not known; nothing was sent";

/// Sets a value of a plan, which is valid JSON.
fn set(patch: &mut UserPatch, name: &str, json: &str) {
    let _: Result<(), _> = patch.set_json(name, json);
}

/// A request that was sent may have changed the user, unless Zoom refused it.
fn may_have_changed(done: &Done) -> bool {
    match done.outcome {
        RowOutcome::Sent
        | RowOutcome::Applied
        | RowOutcome::Ignored
        | RowOutcome::Unverifiable
        | RowOutcome::Kept
        | RowOutcome::InDoubt => true,
        RowOutcome::Failed => done.attempts > 0 && done.http_status.is_none_or(|http| !(400..500).contains(&http)),
        RowOutcome::Already
        | RowOutcome::Refused
        | RowOutcome::Drifted
        | RowOutcome::Skipped
        | RowOutcome::NotTried => false,
    }
}

fn is_lost(name: &str, change: &Change) -> bool {
    name != "login_type" && old_value(name, change).is_none()
}

/// The value that puts a field back; `None` if it is not known.
fn old_value(name: &str, change: &Change) -> Option<Value> {
    let known = field(name)?;
    let is_other = matches!(known.read_back, ReadBack::As(_)) && name != "vanity_name";
    if known.place == Place::Query || known.read_back == ReadBack::Never || is_other {
        return None;
    }
    match change.old.as_ref()?.get(name) {
        Some(old) if !old.is_null() => Some(writable(known, old)),
        // Reading leaves out what the user does not have.
        _ => match known.kind {
            Kind::Text { .. } => Some("".into()),
            Kind::ObjectList { .. } | Kind::TextList { .. } => Some(Value::Array(Vec::new())),
            _ => None,
        },
    }
}

/// A value as an update may set it: reading shows more members of objects.
fn writable(known: &Field, old: &Value) -> Value {
    let (Kind::ObjectList { members, .. }, Value::Array(items)) = (known.kind, old) else { return old.clone() };
    let mut items = items.clone();
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        item.retain(|name, _| members.iter().any(|member| member.name == name));
    }
    Value::Array(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_puts_a_field_back() {
        let old =
            json!({"dept": "Sales", "type": 2, "pronouns": null, "phone_numbers": [{"number": "1", "verified": true}]});
        let Value::Object(old) = old else { panic!("an object") };
        let change = Change { old: Some(old), ..Change::default() };
        for (name, expected) in [
            ("dept", Some(json!("Sales"))),
            ("type", Some(json!(2))),
            ("pronouns", Some(json!(""))),
            ("company", Some(json!(""))),
            ("division_ids", Some(json!([]))),
            ("phone_numbers", Some(json!([{"number": "1"}]))),
            ("pmi", None),
            ("host_key", None),
            ("group_id", None),
            ("login_type", None),
        ] {
            assert_eq!(old_value(name, &change), expected, "{name}");
        }
        assert_eq!(old_value("dept", &Change::default()), None, "a user that was not read");
    }
}
