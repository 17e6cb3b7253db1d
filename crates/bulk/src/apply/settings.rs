//! The options of a run by name, with the words of the command line.

use crate::duplicates::Duplicates;
use crate::loss_guard::MaxLoss;
use crate::recorded::Retry;
use crate::run::options::RunOptions;
use crate::table::{TableFormat, TableOptions};
use serde_json::Value;
use std::time::Duration;
use zoomuser::internal::{members, nearest, quoted};
use zoomuser::{InputError, Status};

/// The options of a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `run`: the folder of the run, which has its journal and results.
    pub folder: Option<String>,
    /// `no_read`: send every field without reading the users.
    pub no_read: bool,
    /// `skip_bad_rows`: leave out rows that the check refuses.
    pub skip_bad_rows: bool,
    /// `max_loss`: how many rows may take something away.
    pub max_loss: Option<MaxLoss>,
    /// `retry`: which rows a resumed run tries again.
    pub retry: Option<Retry>,
    /// `junit`: the file for JUnit XML.
    pub junit: Option<String>,
    /// `duplicates`: what two rows of one user are.
    pub duplicates: Option<Duplicates>,
    /// The options of the run itself.
    pub run: RunOptions,
}

const SETTINGS: [&str; 13] = [
    "run",
    "no_read",
    "canary",
    "stop_at",
    "max_time",
    "max_loss",
    "wait_day",
    "strict",
    "jobs",
    "skip_bad_rows",
    "duplicates",
    "retry",
    "junit",
];
const TABLE: [&str; 8] = ["format", "delimiter", "encoding", "sheet", "map", "ignore_columns", "clear", "duplicates"];
const DUPLICATES: &str = "refuse, in-order";

impl Settings {
    /// Reads a JSON object; "" is the default.
    ///
    /// # Errors
    ///
    /// The text is no JSON object, or an option is unknown or invalid.
    pub fn of_json(options_json: &str) -> Result<Self, InputError> {
        let mut settings = Self::default();
        for (name, value) in options(options_json, &SETTINGS)? {
            settings.set(&name, &value).map_err(|expected| refused(&name, &expected))?;
        }
        Ok(settings)
    }

    /// The error is what was expected.
    fn set(&mut self, name: &str, value: &Value) -> Result<(), String> {
        let text = text_of(value).ok_or("a text, a number, true or false")?;
        match name {
            "run" => self.folder = Some(not_empty(text)?),
            "no_read" => self.no_read = on(&text)?,
            "canary" => self.run.canary = text.parse().map_err(|_| "a number of rows, e.g. 3")?,
            "stop_at" => {
                let percent = || text.strip_suffix('%').unwrap_or(&text).parse().ok().filter(|percent| *percent <= 100);
                self.run.stop_at = match text.as_str() {
                    "off" => None,
                    _ => Some(percent().ok_or("a percentage from 0% to 100%, or off")?),
                };
            }
            "max_time" => self.run.max_time = Some(duration(&text).ok_or("seconds, or a time such as 90s, 50m or 2h")?),
            "max_loss" => {
                let max = MaxLoss::parse(&text).ok_or("a number of rows or a percentage, e.g. 37 or 20%")?;
                self.max_loss = Some(max);
            }
            "wait_day" => self.run.wait_day = on(&text)?,
            "strict" => self.run.strict = on(&text)?,
            "jobs" => {
                let jobs = text.parse().ok().filter(|jobs| (1..=64).contains(jobs));
                self.run.jobs = Some(jobs.ok_or("a number from 1 to 64")?);
            }
            "skip_bad_rows" => self.skip_bad_rows = on(&text)?,
            "duplicates" => self.duplicates = Some(duplicates(&text)?),
            "retry" => {
                let retry = Retry::of_word(&text).ok_or_else(|| format!("one of {}", Retry::WORDS.join(", ")))?;
                self.retry = Some(retry);
            }
            _ => self.junit = Some(not_empty(text)?),
        }
        Ok(())
    }
}

/// The options of a table, and what two rows of one user are.
pub(super) fn table_options(options_json: &str) -> Result<(TableOptions, Duplicates), InputError> {
    let (mut table, mut found) = (TableOptions::default(), Duplicates::default());
    for (name, value) in options(options_json, &TABLE)? {
        let mut set = || -> Result<(), String> {
            match (name.as_str(), text_of(&value)) {
                ("map", _) => table.map = map(&value).ok_or("an object such as {\"Abteilung\": \"dept\"}")?,
                ("ignore_columns", Some(one)) => table.ignore_columns = vec![one],
                ("ignore_columns", None) => {
                    let items = value.as_array().map(|items| items.iter().map(text_of).collect::<Option<_>>());
                    table.ignore_columns = items.flatten().ok_or("an array of texts")?;
                }
                (_, None) => return Err("a text".to_owned()),
                ("format", Some(text)) => {
                    let names = || format!("one of {}", TableFormat::ALL.map(TableFormat::name).join(", "));
                    table.format = Some(TableFormat::of_name(&text).ok_or_else(names)?);
                }
                ("delimiter", Some(text)) => {
                    let mut chars = text.chars();
                    table.delimiter = match (chars.next(), chars.next()) {
                        (Some(one), None) => Some(one),
                        _ if text.eq_ignore_ascii_case("tab") => Some('\t'),
                        _ => return Err("one character, or tab".to_owned()),
                    };
                }
                ("encoding", Some(text)) => table.encoding = Some(not_empty(text)?),
                ("sheet", Some(text)) => table.sheet = Some(not_empty(text)?),
                ("clear", Some(text)) => table.clear = Some(not_empty(text.trim().to_owned())?),
                (_, Some(text)) => found = duplicates(&text)?,
            }
            Ok(())
        };
        set().map_err(|expected| refused(&name, &expected))?;
    }
    Ok((table, found))
}

/// The members of a JSON object with these names.
fn options(json: &str, names: &[&'static str]) -> Result<Vec<(String, Value)>, InputError> {
    if json.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let value = |(name, value): (String, Box<serde_json::value::RawValue>)| {
        if !names.contains(&name.as_str()) {
            let near = nearest(&name, names.iter().copied()).map(|near| format!("; the nearest is {near}"));
            let why = format!("options_json: {}: expected one of {}", quoted(&name), names.join(", "));
            return Err(InputError::new(Status::UnknownName, why + &near.unwrap_or_default()));
        }
        Ok((name, serde_json::from_str(value.get()).unwrap_or_default()))
    };
    members(json, "options_json")?.into_iter().map(value).collect()
}

fn refused(name: &str, expected: &str) -> InputError {
    InputError::new(Status::InvalidArgument, format!("{name}: expected {expected}"))
}

/// A text, a number, or true or false as text.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

fn not_empty(text: String) -> Result<String, String> {
    if text.is_empty() { Err("a text that is not empty".to_owned()) } else { Ok(text) }
}

fn on(text: &str) -> Result<bool, String> {
    match text {
        "true" | "on" => Ok(true),
        "false" | "off" => Ok(false),
        _ => Err("true or false".to_owned()),
    }
}

fn duplicates(text: &str) -> Result<Duplicates, String> {
    Duplicates::of_word(text).ok_or_else(|| format!("one of {DUPLICATES}"))
}

fn map(value: &Value) -> Option<Vec<(String, String)>> {
    value.as_object()?.iter().map(|(header, field)| Some((header.clone(), field.as_str()?.to_owned()))).collect()
}

/// Seconds, or a number with s, m or h.
fn duration(text: &str) -> Option<Duration> {
    let (number, factor) = match text.char_indices().last()? {
        (end, 's') => (text.get(..end)?, 1),
        (end, 'm') => (text.get(..end)?, 60),
        (end, 'h') => (text.get(..end)?, 3_600),
        _ => (text, 1),
    };
    number.parse::<u64>().ok()?.checked_mul(factor).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(json: &str) -> String {
        Settings::of_json(json).err().map(|error| error.message().to_owned()).unwrap_or_default()
    }

    #[test]
    fn options_are_numbers_texts_or_booleans() {
        let json =
            r#"{"canary":3,"stop_at":"off","max_time":"2h","max_loss":"20%","jobs":4,"strict":true,"wait_day":"on"}"#;
        let settings = Settings::of_json(json).expect("valid");
        assert_eq!((settings.run.canary, settings.run.stop_at, settings.run.jobs), (3, None, Some(4)));
        assert_eq!(settings.run.max_time, Some(Duration::from_secs(7_200)));
        assert_eq!(settings.max_loss, Some(MaxLoss::Percent(20)));
        assert!(settings.run.strict && settings.run.wait_day && !settings.no_read);
        for json in ["", "{}"] {
            assert_eq!(Settings::of_json(json).expect("the default").run, RunOptions::default());
        }
    }

    #[test]
    fn a_wrong_option_is_named() {
        assert!(why("[1]").starts_with("options_json: expected a JSON object"));
        assert!(why(r#"{"canarys":1}"#).ends_with("; the nearest is canary"));
        assert_eq!(why(r#"{"jobs":65}"#), "jobs: expected a number from 1 to 64");
        assert_eq!(why(r#"{"strict":"yes"}"#), "strict: expected true or false");
        assert_eq!(why(r#"{"max_time":"-1"}"#), "max_time: expected seconds, or a time such as 90s, 50m or 2h");
        assert_eq!(why(r#"{"run":[]}"#), "run: expected a text, a number, true or false");
    }

    #[test]
    fn tables_have_the_options_of_the_command_line() {
        let json = r#"{"delimiter":"tab","map":{"Abteilung":"dept"},"ignore_columns":["x"],"duplicates":"in-order"}"#;
        let (table, duplicates) = table_options(json).expect("valid");
        assert_eq!((table.delimiter, table.map.len(), table.ignore_columns.len()), (Some('\t'), 1, 1));
        assert_eq!(duplicates, Duplicates::InOrder);
        let why = table_options(r#"{"map":"dept"}"#).err().map(|error| error.message().to_owned());
        assert_eq!(why.as_deref(), Some("map: expected an object such as {\"Abteilung\": \"dept\"}"));
    }
}
