//! The arguments of `list`.

pub(crate) mod columns;

use super::common_args::once;
use columns::{Column, INCLUDED};
use zoomuser::internal::nearest;
use zoomuser::{InputError, ListUsers};

/// The values of `--status`. Zoom lists users of one status at a time.
pub(crate) const STATUSES: &[&str] = &["active", "inactive", "pending", "all"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListFormat {
    Table,
    Csv,
    /// One object a line.
    Json,
}

#[derive(Debug, Default)]
pub(crate) struct ListArgs {
    status: Option<String>,
    role: Option<String>,
    group: Option<String>,
    columns: Option<Vec<Column>>,
    include: Option<String>,
    format: Option<ListFormat>,
    /// Begin a CSV with a byte order mark.
    pub(crate) bom: bool,
}

impl ListArgs {
    pub(crate) fn set_status(&mut self, text: String) -> Result<(), String> {
        once(&mut self.status, word(STATUSES, "--status", text)?, "--status: given twice")
    }

    pub(crate) fn set_role(&mut self, text: String) -> Result<(), String> {
        once(&mut self.role, id("--role", text)?, "--role: given twice")
    }

    pub(crate) fn set_group(&mut self, text: String) -> Result<(), String> {
        once(&mut self.group, id("--group", text)?, "--group: given twice")
    }

    pub(crate) fn set_columns(&mut self, text: &str) -> Result<(), String> {
        once(&mut self.columns, columns::parse(text)?, "--columns: given twice")
    }

    pub(crate) fn set_include(&mut self, text: String) -> Result<(), String> {
        once(&mut self.include, word(INCLUDED, "--include", text)?, "--include: given twice")
    }

    pub(crate) fn set_format(&mut self, format: ListFormat) -> Result<(), String> {
        match self.format.replace(format) {
            Some(other) if other != format => Err("--csv, --json and --table exclude each other".to_owned()),
            _ => Ok(()),
        }
    }

    /// Checks that the arguments do not contradict each other.
    pub(crate) fn validate(&self) -> Result<(), String> {
        if self.bom && self.format.is_some_and(|format| format != ListFormat::Csv) {
            return Err("--bom: only a CSV has a byte order mark: leave it out, or give --csv".to_owned());
        }
        match self.included().as_slice() {
            [] | [_] => Ok(()),
            _ => Err("Zoom lists either custom_attributes or host_key: list the users once for each".to_owned()),
        }
    }

    /// The format: a table on a terminal, CSV otherwise, unless one is given.
    pub(crate) fn format(&self, is_terminal: bool) -> ListFormat {
        let usual = if is_terminal && !self.bom { ListFormat::Table } else { ListFormat::Csv };
        self.format.unwrap_or(usual)
    }

    /// The columns that are named.
    pub(crate) fn named_columns(&self) -> Option<&[Column]> {
        self.columns.as_deref()
    }

    /// The columns to show.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.columns.clone().unwrap_or_else(|| columns::default(self.include.as_deref()))
    }

    /// What Zoom is asked to add.
    fn included(&self) -> Vec<&str> {
        let is_wanted = |name: &&str| {
            self.include.as_deref() == Some(name)
                || self.columns.iter().flatten().any(|column| column.member() == *name)
        };
        INCLUDED.iter().copied().filter(is_wanted).collect()
    }

    /// What to list, one status after the other.
    pub(crate) fn lists(&self) -> Result<Vec<ListUsers>, InputError> {
        let statuses = match self.status.as_deref().unwrap_or("active") {
            "all" => STATUSES.iter().copied().filter(|status| *status != "all").collect(),
            one => vec![one],
        };
        let one = |status| {
            let mut list = ListUsers::default();
            list.set("status", status)?;
            list.set("role_id", self.role.as_deref().unwrap_or_default())?;
            list.set("group_id", self.group.as_deref().unwrap_or_default())?;
            self.included().into_iter().try_for_each(|name| list.set("include_fields", name))?;
            Ok(list)
        };
        statuses.into_iter().map(one).collect()
    }
}

fn word(words: &[&str], flag: &str, text: String) -> Result<String, String> {
    if words.contains(&text.as_str()) {
        return Ok(text);
    }
    let near = nearest(&text, words.iter().copied()).map(|near| format!("; the nearest is {near}")).unwrap_or_default();
    Err(format!("{flag}: expected one of {}{near}", words.join(", ")))
}

fn id(flag: &str, text: String) -> Result<String, String> {
    if text.trim().is_empty() { Err(format!("{flag}: expected an id, got an empty text")) } else { Ok(text) }
}
