//! A list of users as a table, CSV or JSON Lines, page by page.

use super::json;
use super::page::{Page, Style};
use super::redactor::Redactor;
use crate::args::ListFormat;
use crate::args::list_args::columns::Column;
use serde_json::{Map, Value};
use std::borrow::Cow;
use zoomuser::User;
use zoomuser_bulk::formula::guarded;

/// Columns of a table are separated by two spaces.
const GAP: &str = "  ";

pub(crate) struct UserTable {
    pub(crate) format: ListFormat,
    pub(crate) columns: Vec<Column>,
    /// Whether JSON has only the columns.
    pub(crate) json_has_columns: bool,
    pub(crate) bom: bool,
    pub(crate) color: bool,
    /// The widths of the columns, after the first page.
    widths: Option<Vec<usize>>,
}

impl UserTable {
    pub(crate) fn new(format: ListFormat, columns: Vec<Column>) -> Self {
        Self { format, columns, json_has_columns: false, bom: false, color: false, widths: None }
    }

    /// The text of the next page; the first one begins with the titles.
    pub(crate) fn page(&mut self, users: &[User], redactor: &Redactor) -> String {
        match self.format {
            ListFormat::Table => self.table(users, redactor),
            ListFormat::Csv => self.csv(users),
            ListFormat::Json => users.iter().map(|user| json::line(&self.object(user))).collect(),
        }
    }

    fn table(&mut self, users: &[User], redactor: &Redactor) -> String {
        let cells = |user: &User| self.columns.iter().map(|column| text(user, column).into_owned()).collect();
        let rows: Vec<Vec<String>> = users.iter().map(cells).collect();
        let titles: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let mut page = Page::new(self.color, redactor);
        let widths = self.widths.take().unwrap_or_else(|| {
            let widths = widths(&titles, &rows);
            page.line(Style::Title, &aligned(&titles, &widths));
            widths
        });
        rows.iter().for_each(|row| page.line(Style::Plain, &aligned(row, &widths)));
        self.widths = Some(widths);
        page.into_text()
    }

    fn csv(&mut self, users: &[User]) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut bom = "";
        // Writing to memory does not fail.
        if self.widths.replace(Vec::new()).is_none() {
            bom = if self.bom { "\u{feff}" } else { "" };
            let _ = writer.write_record(self.columns.iter().map(|column| column.name.as_str()));
        }
        for user in users {
            let _ = writer.write_record(self.columns.iter().map(|column| cell(user, column)).map(Cow::into_owned));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        format!("{bom}{}", String::from_utf8_lossy(&bytes))
    }

    fn object(&self, user: &User) -> Value {
        let members: Map<String, Value> = match self.json_has_columns {
            false => user.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect(),
            true => {
                let shown = |column: &Column| Some((column.name.clone(), value(user, column)?.clone()));
                self.columns.iter().filter_map(shown).collect()
            }
        };
        Value::Object(members)
    }
}

fn widths(titles: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let width = |text: &String| text.chars().count();
    let widest = |place: usize, title: &String| {
        rows.iter().filter_map(|row| row.get(place)).chain([title]).map(width).max().unwrap_or_default()
    };
    titles.iter().enumerate().map(|(place, title)| widest(place, title)).collect()
}

fn aligned(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
    cells.collect::<Vec<_>>().join(GAP)
}

fn value<'a>(user: &'a User, column: &Column) -> Option<&'a Value> {
    let value = user.get(column.member())?;
    let Some(key) = column.attribute() else { return Some(value) };
    let has_key = |attribute: &&Value| attribute.get("key").and_then(Value::as_str) == Some(key);
    // Old accounts have one attribute instead of a list.
    let attributes = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    attributes.iter().find(has_key)?.get("value")
}

/// The value as text; JSON if it is not text.
fn text<'a>(user: &'a User, column: &Column) -> Cow<'a, str> {
    match value(user, column) {
        None | Some(Value::Null) => "".into(),
        Some(Value::String(text)) => text.into(),
        Some(other) => other.to_string().into(),
    }
}

/// The same for a CSV: an apostrophe keeps a spreadsheet from taking a text for a formula.
fn cell<'a>(user: &'a User, column: &Column) -> Cow<'a, str> {
    let text = text(user, column);
    let is_text = value(user, column).is_some_and(Value::is_string);
    if is_text { guarded(&text).into_owned().into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::list_args::columns;

    fn users() -> Vec<User> {
        let users = [
            r#"{"id":"a","email":"x@y.z","dept":"=1+1","pmi":1234567890,"group_ids":["g"],"custom_attributes":[{"key":"k","value":"-1"}]}"#,
            r#"{"email":"long@example.com","dept":"\u001b[2J,\"","pmi":null,"custom_attributes":{"key":"k","value":7}}"#,
        ];
        users.iter().map(|json| User::parse(json.as_bytes()).expect(json)).collect()
    }

    fn table(format: ListFormat, names: &str) -> UserTable {
        UserTable::new(format, columns::parse(names).expect(names))
    }

    #[test]
    fn a_csv_has_one_header_and_no_formula() {
        let mut table = table(ListFormat::Csv, "id,email,dept,pmi,group_ids,custom_attributes.k");
        table.bom = true;
        let none = Redactor::none();
        let first = "\u{feff}id,email,dept,pmi,group_ids,custom_attributes.k\n\
                     a,x@y.z,'=1+1,1234567890,\"[\"\"g\"\"]\",'-1\n,long@example.com,\"\u{1b}[2J,\"\"\",,,7\n";
        assert_eq!(table.page(&users(), &none), first);
        assert_eq!(table.page(&[], &none), "");
    }

    #[test]
    fn a_table_is_aligned_and_escaped() {
        let mut table = table(ListFormat::Table, "id,email,dept");
        let text = "id  email             dept\na   x@y.z             =1+1\n    long@example.com  \\x1b[2J,\"\n";
        assert_eq!(table.page(&users(), &Redactor::none()), text);
        assert_eq!(table.page(&users()[..1], &Redactor::none()), "a   x@y.z             =1+1\n");
    }

    #[test]
    fn json_has_everything_or_the_columns() {
        let mut table = table(ListFormat::Json, "user_id,pmi");
        let all = table.page(&users(), &Redactor::none());
        assert!(all.lines().count() == 2 && all.contains(r#""dept":"\u001b[2J,\"""#), "{all}");
        table.json_has_columns = true;
        let some = "{\"user_id\":\"a\",\"pmi\":1234567890}\n{\"pmi\":null}\n";
        assert_eq!(table.page(&users(), &Redactor::none()), some);
    }
}
