//! The options of a run by name, with the words of the command line.

use crate::duplicates::Duplicates;
use crate::loss_guard::MaxLoss;
use crate::recorded::Retry;
use crate::run::options::RunOptions;
use crate::table::{TableFormat, TableOptions};
use serde_json::Value;
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

/// A command of `zoomuser bulk`, whose options a call has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Rows are applied.
    Apply,
    /// A run goes on.
    Resume,
    /// A run is undone.
    Undo,
}

use Command::{Apply, Resume, Undo};

/// The options, and the commands that have them.
const SETTINGS: [(&str, &[Command]); 13] = [
    ("run", &[Apply, Undo]),
    ("no_read", &[Apply]),
    ("canary", &[Apply]),
    ("stop_at", &[Apply, Resume, Undo]),
    ("max_time", &[Apply, Resume, Undo]),
    ("max_loss", &[Apply, Undo]),
    ("wait_day", &[Apply, Resume, Undo]),
    ("strict", &[Apply, Resume]),
    ("jobs", &[Apply, Resume, Undo]),
    ("skip_bad_rows", &[Apply]),
    ("duplicates", &[Apply]),
    ("retry", &[Resume]),
    ("junit", &[Apply, Resume, Undo]),
];
/// The names of the options of a file.
pub const TABLE_OPTIONS: [&str; 8] =
    ["format", "delimiter", "encoding", "map", "ignore_column", "clear", "part", "duplicates"];

impl Settings {
    /// The names of the options of a command.
    pub fn names(command: Command) -> Vec<&'static str> {
        let of_command = SETTINGS.iter().filter(|(_, commands)| commands.contains(&command));
        of_command.map(|(name, _)| *name).collect()
    }

    /// Reads a JSON object; "" is the default.
    ///
    /// # Errors
    ///
    /// The text is no JSON object, or an option is unknown, of another command or invalid.
    pub fn of_json(options_json: &str, command: Command) -> Result<Self, InputError> {
        let mut settings = Self::default();
        for (name, value) in options(options_json, &Self::names(command))? {
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
            "canary" => self.run.set_canary(&text)?,
            "stop_at" => self.run.set_stop_at(&text)?,
            "max_time" => self.run.set_max_time(&text)?,
            "max_loss" => {
                let max = MaxLoss::parse(&text).ok_or("a number of rows or a percentage, e.g. 37 or 20%")?;
                self.max_loss = Some(max);
            }
            "wait_day" => self.run.wait_day = on(&text)?,
            "strict" => self.run.strict = on(&text)?,
            "jobs" => self.run.set_jobs(&text)?,
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
    for (name, value) in options(options_json, &TABLE_OPTIONS)? {
        let mut set = || -> Result<(), String> {
            match (name.as_str(), text_of(&value)) {
                ("map", _) => table.map = map(&value).ok_or("an object such as {\"Abteilung\": \"dept\"}")?,
                ("ignore_column", Some(one)) => table.ignore_columns = vec![one],
                ("ignore_column", None) => {
                    let items = value.as_array().map(|items| items.iter().map(text_of).collect::<Option<_>>());
                    table.ignore_columns = items.flatten().ok_or("an array of texts")?;
                }
                (_, None) => return Err("a text".to_owned()),
                ("format", Some(text)) => {
                    let names = || format!("one of {}", TableFormat::NAMES.join(", "));
                    table.format = Some(TableFormat::of_name(&text).ok_or_else(names)?);
                }
                ("delimiter", Some(text)) => table.set_delimiter(&text)?,
                ("encoding", Some(text)) => table.encoding = Some(not_empty(text)?),
                ("clear", Some(text)) => table.set_clear(&text)?,
                ("part", Some(text)) => table.set_part(&text)?,
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
    Duplicates::of_word(text).ok_or_else(|| format!("one of {}", Duplicates::WORDS.join(", ")))
}

fn map(value: &Value) -> Option<Vec<(String, String)>> {
    value.as_object()?.iter().map(|(header, field)| Some((header.clone(), field.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn why(json: &str) -> String {
        Settings::of_json(json, Apply).err().map(|error| error.message().to_owned()).unwrap_or_default()
    }

    #[test]
    fn options_are_numbers_texts_or_booleans() {
        let json =
            r#"{"canary":3,"stop_at":"off","max_time":"2h","max_loss":"20%","jobs":4,"strict":true,"wait_day":"on"}"#;
        let settings = Settings::of_json(json, Apply).expect("valid");
        assert_eq!((settings.run.canary, settings.run.stop_at, settings.run.jobs), (3, None, Some(4)));
        assert_eq!(settings.run.max_time, Some(Duration::from_secs(7_200)));
        assert_eq!(settings.max_loss, Some(MaxLoss::Percent(20)));
        assert!(settings.run.strict && settings.run.wait_day && !settings.no_read);
        for json in ["", "{}"] {
            assert_eq!(Settings::of_json(json, Apply).expect("the default").run, RunOptions::default());
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
    fn an_option_of_another_command_is_refused() {
        let names =
            |json: &str, command| Settings::of_json(json, command).err().map(|error| error.message().to_owned());
        for (json, commands) in [
            (r#"{"run":"x"}"#, [false, true, false]),
            (r#"{"max_loss":1}"#, [false, true, false]),
            (r#"{"canary":1}"#, [false, true, true]),
            (r#"{"strict":true}"#, [false, false, true]),
            (r#"{"retry":"failed"}"#, [true, false, true]),
            (r#"{"jobs":1}"#, [false; 3]),
        ] {
            assert_eq!([Apply, Resume, Undo].map(|command| names(json, command).is_some()), commands, "{json}");
        }
        let why = names(r#"{"canary":1}"#, Undo).unwrap_or_default();
        assert!(why.starts_with("options_json: canary: expected one of run, stop_at, max_time"), "{why}");
    }

    #[test]
    fn tables_have_the_options_of_the_command_line() {
        let json = r#"{"delimiter":"tab","map":{"Abteilung":"dept"},"ignore_column":["x"],"duplicates":"in-order"}"#;
        let (table, duplicates) = table_options(json).expect("valid");
        assert_eq!((table.delimiter, table.map.len(), table.ignore_columns.len()), (Some('\t'), 1, 1));
        assert_eq!(duplicates, Duplicates::InOrder);
        let why = table_options(r#"{"map":"dept"}"#).err().map(|error| error.message().to_owned());
        assert_eq!(why.as_deref(), Some("map: expected an object such as {\"Abteilung\": \"dept\"}"));
    }
}
