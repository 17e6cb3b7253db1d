//! The columns of a table, from its header.

use super::names::{Key, Names, Target};
use crate::formula::unguarded;
use crate::row::InputError;
use zoomuser::internal::quoted;

/// A column: its header, and what it is for.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) header: String,
    pub(super) target: Target,
}

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Reads the header, which is at `line`; adds to `notes` which columns are left out.
    ///
    /// # Errors
    ///
    /// A column that is no field, two columns of one meaning, no user, no field.
    pub(super) fn read(
        headers: Vec<String>,
        line: u64,
        names: &Names,
        notes: &mut Vec<String>,
    ) -> Result<Self, InputError> {
        let refuse = |message: String| Err(InputError { line, message });
        let headers: Vec<String> =
            headers.into_iter().map(|header| unguarded(&header).map_or(header.clone(), ToOwned::to_owned)).collect();
        if let Some(missing) = names.missing(&headers) {
            let known: Vec<String> = headers.iter().take(20).map(|header| quoted(header)).collect();
            return refuse(format!("--map {}: no such column; the columns are {}", quoted(missing), known.join(", ")));
        }
        let mut columns: Vec<Column> = Vec::with_capacity(headers.len());
        for header in headers {
            let target = match names.target(&header) {
                // Spreadsheets save empty columns beside the table.
                _ if header.trim().is_empty() => Target::Ignored,
                Ok(target) => target,
                Err(_) if columns.is_empty() && header.contains('@') => {
                    return refuse(
                        "the first line has an e-mail address; expected a header line with the names of \
                                   the columns, e.g. email, dept"
                            .to_owned(),
                    );
                }
                Err(why) => return refuse(format!("column {} ({}): {why}", columns.len() + 1, quoted(&header))),
            };
            let twin = target.name().and_then(|name| {
                let same = |other: &Column| other.target.name().as_ref() == Some(&name);
                Some((columns.iter().position(same)?, name))
            });
            if let Some((at, name)) = twin {
                let [first, second] = [at + 1, columns.len() + 1];
                return refuse(format!("columns {first} and {second} are both {}: remove one of them", quoted(&name)));
            }
            columns.push(Column { header, target });
        }
        let columns = Self(columns);
        columns.validate().map_err(|message| InputError { line, message })?;
        columns.tell(notes);
        Ok(columns)
    }

    fn validate(&self) -> Result<(), String> {
        let has = |wanted: fn(&Target) -> bool| self.0.iter().any(|column| wanted(&column.target));
        if !has(|target| matches!(target, Target::User(_))) {
            return Err("no column names the user: expected user_id, id or email, or --map 'COLUMN=user_id'".to_owned());
        }
        if !has(|target| matches!(target, Target::Field(_) | Target::Attribute(_) | Target::Phone(_))) {
            return Err(
                "no column has a field to change: expected e.g. dept or first_name (see zoomuser fields)".to_owned()
            );
        }
        let item = self.0.iter().find_map(|column| {
            let array = column.target.array()?;
            self.of_field(array).map(|_| (array, &column.header))
        });
        match item {
            Some((array, header)) => Err(format!(
                "the columns {array} and {} exclude each other: the first replaces all items, the second changes one",
                quoted(header)
            )),
            None => Ok(()),
        }
    }

    fn tell(&self, notes: &mut Vec<String>) {
        let listed = |wanted: fn(&Target) -> bool| {
            let headers = self.0.iter().filter(|column| wanted(&column.target)).map(|column| quoted(&column.header));
            headers.collect::<Vec<_>>().join(", ")
        };
        let read_only = listed(|target| matches!(target, Target::ReadOnly));
        if !read_only.is_empty() {
            notes.push(format!("left out, since an update cannot change it: {read_only}"));
        }
        for column in &self.0 {
            if let Target::Field(field) = &column.target {
                if !field.deprecated.is_empty() {
                    let header = quoted(&column.header);
                    notes.push(format!("column {header} is deprecated by Zoom: use {}", field.deprecated));
                }
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Column> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The header of a field's column.
    pub(super) fn of_field(&self, name: &str) -> Option<&str> {
        let is_wanted = |column: &&Column| matches!(column.target, Target::Field(field) if field.name == name);
        self.0.iter().find(is_wanted).map(|column| column.header.as_str())
    }

    /// The header of the column that names the user first.
    pub(super) fn of_user(&self) -> &str {
        let of = |key: Key| self.0.iter().find(|column| matches!(column.target, Target::User(found) if found == key));
        Key::ALL.into_iter().find_map(of).map_or("user_id", |column| column.header.as_str())
    }
}
