//! Which users are listed: [`ListUsers`].

use crate::request::patch::members;
use crate::request::request::Request;
use crate::response::error::Error;
use crate::response::outcome::Outcome;
use crate::response::status::Status;
use crate::response::user::page::UserPage;
use crate::response::user::user::User;
use crate::text::quoted;
use serde_json::Value;

/// The most users that Zoom's guide to pages documents for one page.
const MAX_PAGE_SIZE: u32 = 300;

/// The fields of an update that the list has without asking for more.
pub const LISTED_FIELDS: [&str; 10] = [
    "first_name",
    "last_name",
    "display_name",
    "type",
    "dept",
    "pmi",
    "timezone",
    "plan_united_type",
    "division_ids",
    "license_info_list",
];

const STATUSES: [&str; 3] = ["active", "inactive", "pending"];
const INCLUDED: [&str; 2] = ["custom_attributes", "host_key"];

/// Which users [`Client::list_users`](crate::Client::list_users) returns, and what of them.
///
/// Zoom lists users of one status at a time. Its list has fewer members than
/// [`get_user`](crate::Client::get_user) returns: among the fields of an update `first_name`, `last_name`, `display_name`,
/// `type`, `dept`, `pmi`, `timezone`, `plan_united_type`, `division_ids` and `license_info_list`.
///
/// ```
/// use zoomuser::ListUsers;
/// let admins = ListUsers::active().role_id("1").include_custom_attributes();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListUsers {
    status: &'static str,
    role_id: String,
    license: String,
    group_id: String,
    /// One of [`INCLUDED`], or "".
    included: &'static str,
    page_size: u32,
}

impl ListUsers {
    fn with_status(status: &'static str) -> Self {
        let (role_id, license, group_id) = (String::new(), String::new(), String::new());
        Self { status, role_id, license, group_id, included: "", page_size: MAX_PAGE_SIZE }
    }

    /// Active users.
    pub fn active() -> Self {
        Self::with_status("active")
    }

    /// Deactivated users.
    pub fn inactive() -> Self {
        Self::with_status("inactive")
    }

    /// Users who have not accepted the invitation yet. They have no `id`: their key is `email`.
    pub fn pending() -> Self {
        Self::with_status("pending")
    }

    /// Only users with this role.
    #[must_use]
    pub fn role_id(mut self, role_id: &str) -> Self {
        role_id.clone_into(&mut self.role_id);
        self
    }

    /// Only users with this add-on license: `zoom_workforce_management` or `zoom_compliance_management`.
    #[must_use]
    pub fn license(mut self, license: &str) -> Self {
        license.clone_into(&mut self.license);
        self
    }

    /// Only users in this group. Zoom cannot select them, so all users are read, and those whose `group_ids` have the group
    /// are returned.
    #[must_use]
    pub fn group_id(mut self, group_id: &str) -> Self {
        group_id.clone_into(&mut self.group_id);
        self
    }

    /// Also returns `custom_attributes`. Zoom returns either these or `host_key`; the last call counts.
    #[must_use]
    pub fn include_custom_attributes(mut self) -> Self {
        self.included = "custom_attributes";
        self
    }

    /// Also returns `host_key`. Zoom returns either this or `custom_attributes`; the last call counts.
    #[must_use]
    pub fn include_host_key(mut self) -> Self {
        self.included = "host_key";
        self
    }

    /// The number of users that one request reads, from 1 to 300, which is the default.
    #[must_use]
    pub fn page_size(mut self, users: u32) -> Self {
        self.page_size = users;
        self
    }

    /// Sets a parameter from text, by the name of its method or Zoom's name for it.
    #[doc(hidden)]
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let word = |words: &[&'static str]| {
            let found = words.iter().find(|word| **word == value).copied();
            found.ok_or_else(|| Error::refused(name, format!("expected one of {}", words.join(", "))))
        };
        match name {
            "status" => self.status = word(&STATUSES)?,
            "include_fields" => self.included = word(&INCLUDED)?,
            "role_id" => value.clone_into(&mut self.role_id),
            "license" => value.clone_into(&mut self.license),
            "group_id" => value.clone_into(&mut self.group_id),
            "page_size" => self.page_size = value.parse().map_err(|_| page_size())?,
            _ => {
                let names = "status, role_id, license, group_id, include_fields, page_size";
                return Err(Error::new(Status::UnknownName, format!("{}: expected one of {names}", quoted(name))));
            }
        }
        Ok(())
    }

    /// Sets parameters from a JSON object with texts and numbers; "" sets none.
    #[doc(hidden)]
    pub fn set_all_json(&mut self, options_json: &str) -> Result<(), Error> {
        if options_json.trim_ascii().is_empty() {
            return Ok(());
        }
        for (name, value) in members(options_json, "options_json")? {
            match serde_json::from_str(value.get()) {
                Ok(Value::String(text)) => self.set(&name, &text)?,
                Ok(Value::Number(number)) => self.set(&name, &number.to_string())?,
                _ => return Err(Error::refused(&name, "expected a text or a number")),
            }
        }
        if !(1..=MAX_PAGE_SIZE).contains(&self.page_size) {
            return Err(page_size());
        }
        Ok(())
    }

    /// The request for a page; "" is the token of the first. `sub_account` is for master accounts, otherwise "".
    pub(crate) fn request(&self, page_token: &str, sub_account: &str) -> Result<Request, Error> {
        if !(1..=MAX_PAGE_SIZE).contains(&self.page_size) {
            return Err(page_size());
        }
        let size = self.page_size.to_string();
        let mut query = vec![("status", self.status), ("page_size", size.as_str())];
        let optional = [
            ("role_id", self.role_id.as_str()),
            ("license", &self.license),
            ("include_fields", self.included),
            ("next_page_token", page_token),
        ];
        query.extend(optional.into_iter().filter(|(_, value)| !value.is_empty()));
        Request::list_users(&query, sub_account)
    }

    /// Whether a user that Zoom listed is wanted.
    pub(crate) fn wants(&self, user: &User) -> bool {
        self.group_id.is_empty() || user.texts("group_ids").contains(&self.group_id.as_str())
    }
}

/// Active users.
impl Default for ListUsers {
    fn default() -> Self {
        Self::active()
    }
}

/// The outcome of a page whose next page was there before.
pub(crate) fn repeated(outcome: Outcome, token: &str) -> Outcome {
    const AGAIN: &str =
        "list the users again; if that does not help, something between this program and Zoom repeats responses";
    let message = format!("listing the users: the token {} of the next page was there before", quoted(token));
    outcome.ended_as(Status::Unexpected, &message, AGAIN).with_page(UserPage::end)
}

fn page_size() -> Error {
    Error::refused("page_size", format!("expected a whole number from 1 to {MAX_PAGE_SIZE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(list: &ListUsers, token: &str) -> String {
        list.request(token, "").map(|request| request.path_and_query().to_owned()).expect("valid")
    }

    #[test]
    fn only_what_was_set_is_in_the_query() {
        assert_eq!(target(&ListUsers::default(), ""), "users?status=active&page_size=300");
        let list = ListUsers::pending().role_id("a/b").license("x").include_host_key().page_size(1).group_id("g");
        let expected =
            "users?status=pending&page_size=1&role_id=a%2Fb&license=x&include_fields=host_key&next_page_token=t%3D";
        assert_eq!(target(&list, "t="), expected, "the group is no parameter of Zoom");
        let mut same = ListUsers::active();
        for (name, value) in [
            ("status", "pending"),
            ("role_id", "a/b"),
            ("license", "x"),
            ("include_fields", "host_key"),
            ("page_size", "1"),
            ("group_id", "g"),
        ] {
            same.set(name, value).expect(name);
        }
        assert_eq!(same, list);
    }

    #[test]
    fn bad_values_are_named() {
        for size in [0, 301] {
            let error = ListUsers::inactive().page_size(size).request("", "").expect_err("refused");
            assert_eq!(error.message(), "page_size: expected a whole number from 1 to 300");
        }
        let mut list = ListUsers::active();
        assert!(list.set("status", "all").is_err_and(|error| error.message().starts_with("status: expected one of")));
        assert!(list.set("page_size", "many").is_err() && list.set("x", "y").is_err());
        assert!(list.request("", "..").is_err_and(|error| error.message().starts_with("sub_account_id: ")));
        assert!(list.request(&"x".repeat(9_000), "").is_err());
    }

    #[test]
    fn the_group_is_found_among_the_groups_of_a_user() {
        let user = |json: &str| User::parse(json.as_bytes()).expect(json);
        let list = ListUsers::active().group_id("b");
        assert!(list.wants(&user(r#"{"group_ids":["a","b"]}"#)) && ListUsers::active().wants(&user("{}")));
        assert!(!list.wants(&user(r#"{"group_ids":["ab"]}"#)) && !list.wants(&user("{}")));
    }
}
