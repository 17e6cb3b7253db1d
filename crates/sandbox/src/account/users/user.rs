//! One user: what it has, what GET and a list show of it, and how it is updated.

use crate::account::fields::{self, Shown};
use crate::account::validate::Update;
use crate::clock;
use crate::json::{Json, object};
use crate::monitor::changes::{self, Difference, Members};

/// A user: all stored members, and how updates behave.
#[derive(Clone)]
pub(crate) struct User {
    pub(super) members: Members,
    pub(super) behavior: Behavior,
    /// Updates that were accepted, and those of them that changed a value.
    pub(super) accepted: u64,
    pub(super) changed: u64,
}

/// How updates of a user behave after a 204.
#[derive(Clone)]
pub(super) enum Behavior {
    Normal,
    /// An update is visible only after this many reads; `old` is the number of reads left and what they return.
    Late {
        reads: u32,
        old: Option<(u32, Members)>,
    },
    /// Updates of this field have no effect.
    Ignores(String),
}

impl Behavior {
    /// The behavior that a user id selects: `late-2@sandbox.test`, `ignores-dept@sandbox.test`.
    pub(super) fn of(id: &str) -> Option<Behavior> {
        let (kind, what) = id.strip_suffix("@sandbox.test")?.split_once('-')?;
        match kind {
            "late" => Some(Behavior::Late { reads: what.parse().ok()?, old: None }),
            "ignores" if fields::find(what).is_some() => Some(Behavior::Ignores(what.to_owned())),
            _ => None,
        }
    }
}

/// Null does not clear these fields, because every user has them.
const PERMANENT: [&str; 4] = ["type", "pmi", "use_pmi", "timezone"];

/// What a list shows of a user. `custom_attributes` and `host_key` are shown on demand.
const LISTED: [&str; 22] = [
    "created_at",
    "dept",
    "display_name",
    "division_ids",
    "email",
    "employee_unique_id",
    "first_name",
    "group_ids",
    "id",
    "im_group_ids",
    "last_client_version",
    "last_login_time",
    "last_name",
    "license_info_list",
    "plan_united_type",
    "pmi",
    "role_id",
    "status",
    "timezone",
    "type",
    "user_created_at",
    "verified",
];

impl User {
    /// A user with these members besides the usual ones.
    pub(crate) fn new(id: &str, email: &str, pmi: i64, members: Vec<(String, Json)>) -> User {
        let mut user = basic_user(id, email, ["", ""], pmi);
        user.members.extend(members);
        if user.is_pending() {
            user.members.insert("verified".to_owned(), 0.into());
        }
        user
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.members.get(name).and_then(Json::text).unwrap_or_default()
    }

    pub(super) fn is_licensed(&self) -> bool {
        self.members.get("type").and_then(Json::int) == Some(2)
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.text("status") == "pending"
    }

    pub(crate) fn has_status(&self, status: &str) -> bool {
        self.text("status") == status
    }

    pub(crate) fn has_role(&self, role_id: &str) -> bool {
        self.text("role_id") == role_id
    }

    /// What this read of the user returns.
    pub(crate) fn read(&mut self) -> Json {
        if let Behavior::Late { old: old @ Some(_), .. } = &mut self.behavior {
            if let Some((left, members)) = old.take().filter(|(left, _)| *left > 0) {
                let before = User::of(members.clone());
                *old = Some((left - 1, members));
                return before.shown();
            }
        }
        self.shown()
    }

    /// The user as GET returns it.
    pub(crate) fn shown(&self) -> Json {
        let mut shown = self.members.clone();
        shown.retain(|name, _| fields::find(name).is_none_or(|field| field.shown == Shown::Same));
        self.add_derived(&mut shown);
        Json::Object(shown.into_iter().collect())
    }

    /// The user in a list, with one more member if `include` names it. A pending user has no id there.
    pub(crate) fn listed(&self, include: Option<&str>) -> Json {
        let Json::Object(mut members) = self.stored() else { return Json::Null };
        members.retain(|(name, _)| match name.as_str() {
            "id" => !self.is_pending(),
            "custom_attributes" | "host_key" => include == Some(name),
            name => LISTED.contains(&name),
        });
        Json::Object(members)
    }

    /// All members, including those that GET does not return.
    pub(crate) fn stored(&self) -> Json {
        let mut stored = self.members.clone();
        self.add_derived(&mut stored);
        Json::Object(stored.into_iter().collect())
    }

    fn add_derived(&self, members: &mut Members) {
        let vanity = self.text("vanity_name");
        if !vanity.is_empty() {
            members.insert("vanity_url".into(), format!("https://zoom.us/my/{vanity}").into());
        }
        if !members.contains_key("display_name") {
            let name = format!("{} {}", self.text("first_name"), self.text("last_name"));
            members.insert("display_name".into(), name.trim().into());
        }
        if let Some(Json::List(numbers)) = members.get_mut("phone_numbers") {
            for number in numbers {
                if let Json::Object(number) = number {
                    number.push(("verified".to_owned(), false.into()));
                }
            }
        }
    }

    pub(super) fn apply(&mut self, update: Update) -> Vec<Difference> {
        let (pending, before) = (self.is_pending(), self.members.clone());
        if let Behavior::Late { reads, old } = &mut self.behavior {
            *old = Some((*reads, self.members.clone()));
        }
        for (field, value) in update.set {
            if matches!(&self.behavior, Behavior::Ignores(name) if name == field.name) {
                continue;
            }
            if field.name == "group_id" {
                self.join_group(&value);
            }
            if pending && field.name != "group_id" {
                continue;
            }
            if value != Json::Null {
                self.members.insert(field.name.to_owned(), value);
            } else if !PERMANENT.contains(&field.name) {
                self.members.remove(field.name);
            }
        }
        let differences = changes::differences(&before, &self.members);
        self.accepted += 1;
        self.changed += u64::from(!differences.is_empty());
        differences
    }

    pub(super) fn of(members: Members) -> User {
        User { members, behavior: Behavior::Normal, accepted: 0, changed: 0 }
    }

    fn join_group(&mut self, group: &Json) {
        let groups = self.members.entry("group_ids".to_owned()).or_insert_with(|| Json::List(Vec::new()));
        if let (Json::List(groups), Json::Text(_)) = (groups, group) {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
    }
}

pub(super) fn basic_user(id: &str, email: &str, [first, last]: [&str; 2], pmi: i64) -> User {
    let since = clock::iso8601(1_704_067_200);
    let base = object([
        ("account_id", "sandbox-account".into()),
        ("created_at", since.as_str().into()),
        ("custom_attributes", Json::List(Vec::new())),
        ("dept", "".into()),
        ("division_ids", Json::List(Vec::new())),
        ("email", email.into()),
        ("first_name", first.into()),
        ("group_ids", Json::List(Vec::new())),
        ("id", id.into()),
        ("im_group_ids", Json::List(Vec::new())),
        ("language", "en-US".into()),
        ("last_name", last.into()),
        ("login_types", Json::List(vec![100.into()])),
        ("personal_meeting_url", format!("https://zoom.us/j/{pmi}").into()),
        ("phone_numbers", Json::List(Vec::new())),
        ("pmi", pmi.into()),
        ("role_id", "2".into()),
        ("role_name", "Member".into()),
        ("status", "active".into()),
        ("timezone", "Europe/Berlin".into()),
        ("type", 1.into()),
        ("use_pmi", false.into()),
        ("user_created_at", since.as_str().into()),
        ("verified", 1.into()),
    ]);
    let members = base.members().unwrap_or_default().iter().cloned().collect();
    User::of(members)
}
