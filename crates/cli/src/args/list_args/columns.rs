//! The columns of `zoomuser list`.

use crate::args::lexer::short_name;
use std::collections::BTreeSet;
use zoomuser::internal::nearest;

/// What Zoom's list has of a user.
const LISTED: &[&str] = &[
    "id",
    "email",
    "first_name",
    "last_name",
    "display_name",
    "type",
    "dept",
    "timezone",
    "status",
    "role_id",
    "last_login_time",
    "created_at",
    "division_ids",
    "employee_unique_id",
    "group_ids",
    "im_group_ids",
    "last_client_version",
    "license_info_list",
    "plan_united_type",
    "pmi",
    "user_created_at",
    "verified",
];

/// How many of these are shown unless others are named. Those that can be changed come first; neither `pmi`, which a
/// spreadsheet may round, nor `plan_united_type`, which cannot be sent together with `type`.
const DEFAULT_COUNT: usize = 11;

/// What Zoom adds on demand; only one of the two.
pub(crate) const INCLUDED: &[&str] = &["custom_attributes", "host_key"];
/// The prefix of the column of one custom attribute.
const ATTRIBUTE: &str = "custom_attributes.";

/// A column: a member of the user, or one of the custom attributes by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// The title.
    pub(crate) name: String,
}

impl Column {
    fn of(name: &str) -> Self {
        Self { name: name.to_owned() }
    }

    /// The member of the user that it shows.
    pub(crate) fn member(&self) -> &str {
        match (self.name.as_str(), self.attribute()) {
            (_, Some(_)) => "custom_attributes",
            ("user_id", None) => "id",
            (name, None) => name,
        }
    }

    /// The key of the custom attribute that it shows.
    pub(crate) fn attribute(&self) -> Option<&str> {
        self.name.strip_prefix(ATTRIBUTE).filter(|key| !key.is_empty())
    }
}

/// The columns unless others are named, with what is added on demand.
pub(crate) fn default(include: Option<&str>) -> Vec<Column> {
    LISTED.iter().take(DEFAULT_COUNT).copied().chain(include).map(Column::of).collect()
}

/// Parses names separated by commas.
pub(crate) fn parse(text: &str) -> Result<Vec<Column>, String> {
    let mut seen = BTreeSet::new();
    text.split(',').map(str::trim).map(|name| column(name, &mut seen)).collect()
}

fn column<'a>(name: &'a str, seen: &mut BTreeSet<&'a str>) -> Result<Column, String> {
    let column = Column::of(name);
    if name.is_empty() {
        return Err("--columns: expected names separated by commas, got an empty name".to_owned());
    }
    if !seen.insert(name) {
        return Err(format!("--columns: {} is named twice", short_name(name)));
    }
    let known = LISTED.iter().chain(INCLUDED).copied();
    if known.clone().any(|other| other == column.member()) {
        return Ok(column);
    }
    let near = nearest(name, known.clone()).map(|near| format!("; the nearest is {near}")).unwrap_or_default();
    let all = known.collect::<Vec<_>>().join(", ");
    Err(format!("--columns: Zoom's list has no {}{near}; expected some of {all}, {ATTRIBUTE}KEY", short_name(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_list() {
        let names = |text: &str| parse(text).map(|columns| columns.into_iter().map(|one| one.name).collect::<Vec<_>>());
        assert_eq!(names(" email, dept,user_id"), Ok(["email", "dept", "user_id"].map(str::to_owned).to_vec()));
        let attribute = parse("custom_attributes.cbf_1").expect("an attribute").remove(0);
        assert_eq!((attribute.member(), attribute.attribute()), ("custom_attributes", Some("cbf_1")));
        for (text, start) in [
            ("email,", "--columns: expected names separated by commas, got an empty name"),
            ("email,dept,email", "--columns: email is named twice"),
            (
                "frist_name",
                "--columns: Zoom's list has no frist_name; the nearest is first_name; expected some of id, ",
            ),
            ("job_title", "--columns: Zoom's list has no job_title"),
            ("custom_attributes.", "--columns: Zoom's list has no custom_attributes."),
        ] {
            assert!(names(text).is_err_and(|why| why.starts_with(start)), "{text}");
        }
        assert!(default(Some("host_key")).last().is_some_and(|column| column.name == "host_key"));
    }
}
