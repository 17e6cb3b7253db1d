//! JSON Lines: an object in each line. Values are JSON as given, so that numbers are exact and `null` is null.

use super::builder::{set_user, validate_patch};
use super::cell::set_item;
use super::names::{Key, Names, Target};
use super::records::MAX_RECORD;
use super::text::Text;
use crate::row::{InputError, Layout, Row, Source};
use serde_json::value::RawValue;
use std::collections::HashMap;
use zoomuser::Problem;
use zoomuser::internal::value::Value;
use zoomuser::internal::{members, quoted};

/// The largest number of names whose meaning is kept.
const MAX_NAMES: usize = 1000;

/// A table in JSON Lines.
pub(super) struct JsonLines<'a> {
    text: Text<'a>,
    names: Names,
    /// The meaning of the names that were met.
    known: HashMap<String, Result<Target, String>>,
}

impl<'a> JsonLines<'a> {
    pub(super) fn new(text: Text<'a>, names: Names) -> Self {
        Self { text, names, known: HashMap::new() }
    }

    /// Reads the next row; adds to `layout` which names are left out.
    pub(super) fn next_row(&mut self, layout: &mut Layout) -> Result<Option<Row>, InputError> {
        loop {
            let rest = self.text.rest();
            let length = match memchr::memchr(b'\n', rest.as_bytes()) {
                Some(at) => at + 1,
                None if self.text.is_complete() => rest.len(),
                None if rest.len() > MAX_RECORD => return Err(too_long(self.text.line())),
                None => {
                    self.text.fill()?;
                    continue;
                }
            };
            if length == 0 {
                return Ok(None);
            }
            let line = self.text.line();
            if length > MAX_RECORD {
                return Err(too_long(line));
            }
            let object = rest.get(..length).unwrap_or_default().trim().to_owned();
            self.text.consume(length);
            if !object.is_empty() {
                return Ok(Some(self.row(line, object, layout)));
            }
        }
    }

    fn row(&mut self, line: u64, object: String, layout: &mut Layout) -> Row {
        let mut row = Row { line, ..Row::default() };
        match members(&object, "row") {
            Ok(members) => self.set(&mut row, members, layout),
            Err(why) => {
                let message = why
                    .message()
                    .strip_prefix("row: ")
                    .unwrap_or(why.message())
                    .replace(", line 1 column ", ", column ");
                row.problems.push(Problem::new("", message));
            }
        }
        row.source = Source::Json(object);
        row
    }

    fn set(&mut self, row: &mut Row, members: Vec<(String, Box<RawValue>)>, layout: &mut Layout) {
        let mut user: Option<(Key, String, String)> = None;
        let mut set: Vec<String> = Vec::with_capacity(members.len());
        for (name, json) in members {
            let target = match self.target(&name, layout) {
                Ok(target) => target,
                Err(why) => {
                    row.problems.push(Problem::new(quoted(&name), why));
                    continue;
                }
            };
            if let Some(meant) = target.name() {
                if set.contains(&meant) {
                    let message = format!("{} is set by another name too: remove one of them", quoted(&meant));
                    row.problems.push(Problem::new(quoted(&name), message));
                    continue;
                }
                set.push(meant);
            }
            match &target {
                Target::ReadOnly | Target::Ignored => {}
                Target::Field(field) => row.patch.set(field.name, Value::of_json(json)),
                Target::User(key) => match serde_json::from_str::<Option<String>>(json.get()) {
                    Ok(text) => {
                        let counts = user.as_ref().is_none_or(|(other, ..)| (*key as usize) < *other as usize);
                        if let Some(text) = text.filter(|text| counts && !text.is_empty()) {
                            user = Some((*key, name, text));
                        }
                    }
                    Err(_) => {
                        row.problems.push(Problem::new(quoted(&name), "expected an id or e-mail address as JSON text"));
                    }
                },
                target => match serde_json::from_str::<Option<String>>(json.get()) {
                    Ok(text) => set_item(row, target, &name, text.as_deref()),
                    Err(_) => {
                        row.problems.push(Problem::new(quoted(&name), "expected JSON text, or null to remove it"));
                    }
                },
            }
        }
        for array in ["custom_attributes", "phone_numbers"] {
            let has_item = set.iter().any(|name| name.strip_prefix(array).is_some_and(|rest| rest.starts_with('.')));
            if has_item && row.patch.contains(array) {
                let message = "set the whole array or its items, not both";
                row.problems.push(Problem::new(array, message));
            }
        }
        match user {
            Some((_, name, text)) => set_user(row, &name, &text),
            None if row.problems.is_empty() => {
                row.problems.push(Problem::new("", "no user: expected a member user_id, id or email"));
            }
            None => {}
        }
        validate_patch(row, |_| None);
    }

    fn target(&mut self, name: &str, layout: &mut Layout) -> Result<Target, String> {
        if let Some(target) = self.known.get(name) {
            return target.clone();
        }
        let target = self.names.target(name);
        if self.known.len() < MAX_NAMES {
            if matches!(target, Ok(Target::ReadOnly)) {
                layout.notes.push(format!("left out, since an update cannot change it: {}", quoted(name)));
            }
            self.known.insert(name.to_owned(), target.clone());
        }
        target
    }
}

fn too_long(line: u64) -> InputError {
    InputError { line, message: "the line is longer than 1 MiB: expected a JSON object in each line".to_owned() }
}
