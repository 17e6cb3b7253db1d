//! What a header means.

use crate::row::InputError;
use zoomuser::internal::related::advice;
use zoomuser::internal::schema::{FIELDS, Field, Kind, PHONE_LABELS, field};
use zoomuser::internal::{nearest, quoted};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    UserId,
    Id,
    Email,
}

impl Key {
    /// In the order in which they count.
    pub(super) const ALL: [Self; 3] = [Self::UserId, Self::Id, Self::Email];

    const fn name(self) -> &'static str {
        match self {
            Self::UserId => "user_id",
            Self::Id => "id",
            Self::Email => "email",
        }
    }
}

/// What a column is for.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// It names the user.
    User(Key),
    /// It sets a field.
    Field(&'static Field),
    /// It sets the custom attribute with this key.
    Attribute(String),
    /// It sets the phone number with this label.
    Phone(&'static str),
    /// It shows what cannot be changed.
    ReadOnly,
    /// It is left out.
    Ignored,
}

impl Target {
    /// The name in messages, by which two columns of one meaning are found; `None` for columns that set nothing.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Self::User(key) => Some(key.name().to_owned()),
            Self::Field(field) => Some(field.name.to_owned()),
            Self::Attribute(key) => Some(format!("custom_attributes.{key}")),
            Self::Phone(label) => Some(format!("phone_numbers.{label}")),
            Self::ReadOnly | Self::Ignored => None,
        }
    }

    /// The field of which the column sets an item.
    pub(super) const fn array(&self) -> Option<&'static str> {
        match self {
            Self::Attribute(_) => Some("custom_attributes"),
            Self::Phone(_) => Some("phone_numbers"),
            _ => None,
        }
    }

    /// Whether the cells are numbers or ids, which a spreadsheet takes for quantities.
    pub(super) fn is_digits(&self) -> bool {
        const NAMES: [&str; 7] =
            ["host_key", "cms_user_id", "phone_number", "phone_numbers", "cost_center", "group_id", "division_ids"];
        match self {
            Self::User(_) | Self::Phone(_) => true,
            Self::Field(field) => self.is_integer() || NAMES.contains(&field.name),
            _ => false,
        }
    }

    /// Whether the cells are whole numbers.
    pub(super) fn is_integer(&self) -> bool {
        matches!(self, Self::Field(field) if matches!(field.kind, Kind::Integer { .. } | Kind::IntegerChoice(_)))
    }
}

/// Names that Zoom's portal exports, and the fields.
const OF_PORTAL: &[(&str, &str)] = &[("department", "dept"), ("usertype", "type")];

/// Names of what `GET` or Zoom's portal shows and an update cannot change.
const READ_ONLY: &[&str] = &[
    "accountid",
    "accountnumber",
    "cluster",
    "createdat",
    "creationdate",
    "employeeuniqueid",
    "groupids",
    "imgroupids",
    "jid",
    "lastclientversion",
    "lastlogin",
    "lastlogin(utc)",
    "lastlogintime",
    "logintypes",
    "personalmeetingurl",
    "picurl",
    "role",
    "roleid",
    "rolename",
    "status",
    "usercreatedat",
    "userstatus",
    "vanityurl",
    "verified",
];

/// A name in lower case without `_`, `-` and blanks.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The meanings of names, with those that the caller adds.
#[derive(Debug, Default)]
pub(super) struct Names {
    map: Vec<(String, Target)>,
    ignored: Vec<String>,
}

impl Names {
    /// Takes the caller's names; the error is about one of them.
    pub(super) fn new(map: &[(String, String)], ignored: &[String]) -> Result<Self, InputError> {
        let refuse = |message: String| Err(InputError { line: 0, message });
        let mut names = Self { map: Vec::new(), ignored: ignored.iter().map(|name| plain(name)).collect() };
        for (header, meant) in map {
            let Some(target) = known(meant) else {
                return refuse(format!("--map {}: {}: {}", quoted(header), quoted(meant), unknown(meant)));
            };
            if matches!(target, Target::ReadOnly) {
                return refuse(format!("--map {}: {} cannot be changed", quoted(header), quoted(meant)));
            }
            let name = plain(header);
            if names.map.iter().any(|(other, _)| plain(other) == name) || names.ignored.contains(&name) {
                return refuse(format!("--map {}: the column is given twice", quoted(header)));
            }
            names.map.push((header.clone(), target));
        }
        Ok(names)
    }

    /// What a header means.
    ///
    /// # Errors
    ///
    /// What is wrong with the name and what to do, without the name.
    pub(super) fn target(&self, header: &str) -> Result<Target, String> {
        let wanted = plain(header);
        if header.trim_start().starts_with('#') || self.ignored.contains(&wanted) {
            return Ok(Target::Ignored);
        }
        if let Some((_, target)) = self.map.iter().find(|(name, _)| plain(name) == wanted) {
            return Ok(target.clone());
        }
        known(header).ok_or_else(|| {
            let name = quoted(header);
            let why = unknown(header);
            format!("{why}; say what it is with --map '{name}=FIELD', or leave it out with --ignore-column '{name}'")
        })
    }

    /// A header of the caller that is none of these.
    pub(super) fn missing(&self, headers: &[String]) -> Option<&str> {
        let headers: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        self.map.iter().map(|(name, _)| name.as_str()).find(|name| !headers.contains(&plain(name)))
    }
}

fn known(name: &str) -> Option<Target> {
    let wanted = plain(name);
    if let Some(key) = Key::ALL.into_iter().find(|key| plain(key.name()) == wanted) {
        return Some(Target::User(key));
    }
    if wanted == "emailaddress" {
        return Some(Target::User(Key::Email));
    }
    let meant = OF_PORTAL.iter().find(|(portal, _)| *portal == wanted).map(|(_, meant)| *meant);
    if let Some(field) = meant.and_then(field).or_else(|| FIELDS.iter().find(|field| plain(field.name) == wanted)) {
        return Some(Target::Field(field));
    }
    if READ_ONLY.contains(&wanted.as_str()) {
        return Some(Target::ReadOnly);
    }
    let (array, item) = name.split_once('.')?;
    match (plain(array).as_str(), item.trim()) {
        (_, "") => None,
        ("customattributes", key) => Some(Target::Attribute(key.to_owned())),
        ("phonenumbers", label) => {
            let label = PHONE_LABELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(label))?;
            Some(Target::Phone(label.0))
        }
        _ => None,
    }
}

/// Why a name is no field, with a suggestion; without the name.
fn unknown(name: &str) -> String {
    if plain(name).starts_with("phonenumbers.") {
        let labels: Vec<&str> = PHONE_LABELS.iter().map(|label| label.0).collect();
        return format!("no such label; expected one of {}", labels.join(", "));
    }
    let advice = advice(name);
    let keys = Key::ALL.into_iter().map(Key::name);
    match nearest(name, FIELDS.iter().map(|field| field.name).chain(keys)) {
        Some(near) if advice.starts_with("no such field") => format!("no such field; the nearest is {near}"),
        _ => advice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(header: &str) -> String {
        let names = Names::new(&[("Abteilung".to_owned(), "Dept".to_owned())], &["Notes".to_owned()]).expect("names");
        match names.target(header) {
            Ok(target) => target.name().unwrap_or_else(|| format!("{target:?}")),
            Err(why) => why,
        }
    }

    #[test]
    fn headers_of_people_and_of_the_portal_are_known() {
        for (header, meant) in [
            ("user_id", "user_id"),
            ("User ID", "user_id"),
            ("ID", "id"),
            ("E-Mail", "email"),
            ("Email Address", "email"),
            ("First Name", "first_name"),
            ("last-name", "last_name"),
            ("Department", "dept"),
            ("Job Title", "job_title"),
            ("User Type", "type"),
            ("PMI", "pmi"),
            ("Last Login(UTC)", "ReadOnly"),
            ("Role", "ReadOnly"),
            ("created_at", "ReadOnly"),
            ("#line", "Ignored"),
            (" # status", "Ignored"),
            ("notes", "Ignored"),
            ("ABTEILUNG", "dept"),
            ("Custom Attributes.Shoe size", "custom_attributes.Shoe size"),
            ("phone_numbers.mobile", "phone_numbers.Mobile"),
        ] {
            assert_eq!(meaning(header), meant, "{header}");
        }
        for field in FIELDS {
            assert_eq!(meaning(field.name), field.name);
        }
    }

    #[test]
    fn other_headers_are_errors_that_say_what_to_do() {
        const HOW: &str = "say what it is with --map '";
        for (header, why) in [
            ("dpt", "no such field; the nearest is dept; say"),
            ("Kostenstelle", "no such field; say"),
            ("Title", "no such field; did you mean job_title?; say"),
            ("password", "this call does not change it: change it with PUT"),
            ("phone_numbers.pager", "no such label; expected one of Mobile, Office, Home, Fax; say"),
        ] {
            let found = meaning(header);
            assert!(found.starts_with(why) && found.contains(HOW), "{found}");
        }
        let refused = |map: &[(&str, &str)]| {
            let map: Vec<_> = map.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            Names::new(&map, &[]).expect_err("refused").message
        };
        assert_eq!(refused(&[("A", "dpt")]), "--map A: dpt: no such field; the nearest is dept");
        assert_eq!(refused(&[("A", "status")]), "--map A: status cannot be changed");
        assert_eq!(refused(&[("A", "dept"), ("a", "dept")]), "--map a: the column is given twice");
    }
}
