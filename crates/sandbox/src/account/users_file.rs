//! Users from a CSV file.

use std::collections::HashSet;

use crate::account::fields::{self, Kind};
use crate::account::users::{User, Users};
use crate::account::validate::from_text;
use crate::json::Json;
use crate::random;

/// Columns besides the fields of an update.
const TEXTS: [&str; 10] = [
    "account_id",
    "created_at",
    "email",
    "employee_unique_id",
    "id",
    "last_client_version",
    "last_login_time",
    "role_id",
    "role_name",
    "user_created_at",
];
const LISTS: [&str; 2] = ["group_ids", "im_group_ids"];
const STATUSES: Kind = Kind::Choice(&["active", "inactive", "pending"]);
const FIRST_PMI: i64 = 1_000_000_000;

/// Reads users: a header with the names of members, `email` among them, and one user a line. An empty cell is a member that
/// was not given. The error names the line and the column.
pub(crate) fn users(text: &str) -> Result<Users, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| fault(&error))?.clone();
    let columns = columns(&header)?;
    let (mut users, mut ids, mut emails) = (Vec::new(), HashSet::new(), HashSet::new());
    for record in reader.records() {
        let record = record.map_err(|error| fault(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let mut members = Vec::new();
        for ((name, kind), cell) in columns.iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
            let value = value(kind, cell)
                .ok_or_else(|| format!("line {line}, column {name}: the value does not fit the type of the member"))?;
            members.push(((*name).to_owned(), value));
        }
        let text = |name: &str| members.iter().find(|(other, _)| other == name).and_then(|(_, value)| value.text());
        let email = text("email").filter(|email| email.contains('@'));
        let email = email.ok_or_else(|| format!("line {line}, column email: expected an e-mail address"))?.to_owned();
        if !emails.insert(email.to_lowercase()) {
            return Err(format!("line {line}, column email: an earlier line has the same address"));
        }
        let id = text("id").map_or_else(random::user_id, str::to_owned);
        if !ids.insert(id.clone()) {
            return Err(format!("line {line}, column id: an earlier line has the same id"));
        }
        let pmi = FIRST_PMI.saturating_add(i64::try_from(users.len()).unwrap_or(i64::MAX));
        users.push(User::new(&id, &email, pmi, members));
    }
    if users.is_empty() {
        return Err("expected at least one user below the header".to_owned());
    }
    Ok(Users::of(users))
}

/// The name and the type of each column.
fn columns(header: &csv::StringRecord) -> Result<Vec<(&str, &'static Kind)>, String> {
    let mut seen = HashSet::new();
    let mut columns = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let name = name.trim();
        let kind = match name {
            "status" => Some(&STATUSES),
            "verified" => Some(&Kind::Integer(0, 1)),
            name if TEXTS.contains(&name) => Some(&Kind::Text(None)),
            name if LISTS.contains(&name) => Some(&Kind::Texts),
            name => fields::find(name).map(|field| &field.kind),
        };
        let kind = kind.ok_or_else(|| format!("line 1, column {}: a user has no such member", place + 1))?;
        if !seen.insert(name) {
            return Err(format!("line 1, column {}: an earlier column has the same name", place + 1));
        }
        columns.push((name, kind));
    }
    if seen.contains("email") { Ok(columns) } else { Err("line 1: expected a column email".to_owned()) }
}

fn value(kind: &Kind, cell: &str) -> Option<Json> {
    let value = from_text(kind, cell)?;
    match (kind, &value) {
        (Kind::Choice(words), Json::Text(word)) => words.contains(&word.as_str()).then_some(value),
        (Kind::Texts | Kind::List(..), Json::List(_)) | (Kind::Object(_), Json::Object(_)) => Some(value),
        (Kind::Texts | Kind::List(..) | Kind::Object(_), _) => None,
        _ => Some(value),
    }
}

fn fault(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            format!("line {line}: expected {expected_len} cells, got {len}")
        }
        _ => format!("the file is not CSV: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_makes_users() {
        let text = "\u{feff}email,id,type,status,custom_attributes,group_ids,dept\n\
                    a@example.com,ID-1,2,,\"[{\"\"key\"\":\"\"k\"\"}]\",\"[\"\"g\"\"]\",\"R, \n D\"\n\
                    B@example.com,,,pending,,,\n";
        let users = users(text).unwrap();
        let first = users.find("ID-1").unwrap().stored();
        assert_eq!((first.get("type"), first.get("dept")), (Some(&2.into()), Some(&"R, \n D".into())));
        assert_eq!(first.get("group_ids"), Some(&Json::List(vec!["g".into()])));
        let second = users.find("b@EXAMPLE.com").unwrap();
        assert!(second.is_pending() && second.stored().get("id").and_then(Json::text).is_some_and(|id| id.len() == 22));
    }

    #[test]
    fn errors_name_line_and_column() {
        for (text, expected) in [
            ("", "line 1: expected a column email"),
            ("email\n", "expected at least one user below the header"),
            ("dept\nx\n", "line 1: expected a column email"),
            ("email,Dept\n", "line 1, column 2: a user has no such member"),
            ("email,email\n", "line 1, column 2: an earlier column has the same name"),
            ("email,dept\na@b,x\nc@d\n", "line 3: expected 2 cells, got 1"),
            ("email,type\na@b,two\n", "line 2, column type: the value does not fit the type of the member"),
            ("email,status\na@b,gone\n", "line 2, column status: the value does not fit the type of the member"),
            ("email,group_ids\na@b,g\n", "line 2, column group_ids: the value does not fit the type of the member"),
            ("email,id\nab,x\n", "line 2, column email: expected an e-mail address"),
            ("email,id\na@b,x\nA@B,y\n", "line 3, column email: an earlier line has the same address"),
            ("email,id\na@b,x\nc@d,x\n", "line 3, column id: an earlier line has the same id"),
        ] {
            assert_eq!(users(text).err().as_deref(), Some(expected), "{text:?}");
        }
    }
}
