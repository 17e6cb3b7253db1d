//! The users of the account.

use std::collections::BTreeMap;

use crate::account::errors::ApiError;
use crate::account::fields::{self, Shown};
use crate::account::validate::Update;
use crate::clock;
use crate::json::{Json, object};
use crate::random;

/// A user: all stored members, and how updates behave.
#[derive(Clone)]
pub(crate) struct User {
    members: BTreeMap<String, Json>,
    behavior: Behavior,
}

/// How updates of a user behave after a 204.
#[derive(Clone)]
enum Behavior {
    Normal,
    /// An update is visible only after this many reads; `old` is the number of reads left and what they return.
    Late {
        reads: u32,
        old: Option<(u32, BTreeMap<String, Json>)>,
    },
    /// Updates of this field have no effect.
    Ignores(String),
}

impl Behavior {
    /// The behavior that a user id selects: `late-2@sandbox.test`, `ignores-dept@sandbox.test`.
    fn of(id: &str) -> Option<Behavior> {
        let (kind, what) = id.strip_suffix("@sandbox.test")?.split_once('-')?;
        match kind {
            "late" => Some(Behavior::Late { reads: what.parse().ok()?, old: None }),
            "ignores" if fields::find(what).is_some() => Some(Behavior::Ignores(what.to_owned())),
            _ => None,
        }
    }
}

pub(crate) struct Users(Vec<User>);

/// Null does not clear these fields, because every user has them.
const PERMANENT: [&str; 4] = ["type", "pmi", "use_pmi", "timezone"];

impl User {
    fn text(&self, name: &str) -> &str {
        self.members.get(name).and_then(Json::text).unwrap_or_default()
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.text("status") == "pending"
    }

    pub(crate) fn has_status(&self, status: &str) -> bool {
        self.text("status") == status
    }

    fn is(&self, id_or_email: &str) -> bool {
        self.text("id") == id_or_email || self.text("email").eq_ignore_ascii_case(id_or_email)
    }

    /// What this read of the user returns.
    pub(crate) fn read(&mut self) -> Json {
        if let Behavior::Late { old: old @ Some(_), .. } = &mut self.behavior {
            if let Some((left, members)) = old.take().filter(|(left, _)| *left > 0) {
                let before = User { members: members.clone(), behavior: Behavior::Normal };
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

    /// The user in a list. A pending user has no id there.
    pub(crate) fn listed(&self) -> Json {
        let Json::Object(mut members) = self.shown() else { return Json::Null };
        members.retain(|(name, _)| name != "id" || !self.is_pending());
        Json::Object(members)
    }

    /// All members, including those that GET does not return.
    pub(crate) fn stored(&self) -> Json {
        let mut stored = self.members.clone();
        self.add_derived(&mut stored);
        Json::Object(stored.into_iter().collect())
    }

    fn add_derived(&self, members: &mut BTreeMap<String, Json>) {
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

    fn apply(&mut self, update: Update) {
        let pending = self.is_pending();
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

impl Users {
    pub(crate) fn initial() -> Users {
        let jane = [
            ("cms_user_id", "kaltura-jane".into()),
            ("company", "Example Ltd".into()),
            ("cost_center", "4711".into()),
            ("dept", "Sales".into()),
            ("host_key", "012345".into()),
            ("job_title", "Consultant".into()),
            ("location", "Berlin".into()),
            ("pronouns", "she/her".into()),
            ("pronouns_option", 2.into()),
            ("vanity_name", "jane.doe".into()),
        ];
        let mut users = vec![
            basic_user("U2FuZGJveC1KYW5lLURvZQ", "jane@example.com", ["Jan", "Doe"], 1_234_567_890),
            basic_user("U2FuZGJveC1Kb2huLVJvZQ", "john@example.com", ["John", "Roe"], 2_345_678_901),
            basic_user("U2FuZGJveC1QZW5kaW5nMA", "pending@example.com", ["Penny", "Ding"], 3_456_789_012),
            basic_user("U2FuZGJveC1ab29tUm9vbQ", "zoomroom@example.com", ["Zoom", "Room"], 4_567_890_123),
        ];
        for (name, value) in jane {
            users[0].members.insert(name.to_owned(), value);
        }
        for licensed in [1, 3] {
            users[licensed].members.insert("type".to_owned(), 2.into());
        }
        users[1].members.insert("vanity_name".to_owned(), "john.roe".into());
        users[2].members.insert("status".to_owned(), "pending".into());
        users[2].members.insert("verified".to_owned(), 0.into());
        Users(users)
    }

    pub(crate) fn all(&self) -> &[User] {
        &self.0
    }

    /// Finds a user by id, email address or `me`.
    pub(crate) fn find(&self, id: &str) -> Option<&User> {
        if id == "me" { self.0.first() } else { self.0.iter().find(|user| user.is(id)) }
    }

    /// Finds a user; creates it if the id selects a behavior.
    pub(crate) fn find_or_create(&mut self, id: &str) -> Option<&mut User> {
        if let (None, Some(behavior)) = (self.find(id), Behavior::of(id)) {
            let mut user = basic_user(&random::user_id(), id, ["Odd", "User"], 6_789_012_345);
            user.behavior = behavior;
            self.0.push(user);
        }
        self.find_mut(id)
    }

    fn find_mut(&mut self, id: &str) -> Option<&mut User> {
        if id == "me" { self.0.first_mut() } else { self.0.iter_mut().find(|user| user.is(id)) }
    }

    /// Updates a user.
    pub(crate) fn update(&mut self, id: &str, update: Update) -> Result<(), ApiError> {
        let user = self.find(id).ok_or_else(|| ApiError::no_user(id))?;
        if !user.is_pending() {
            self.check_account_rules(user, &update)?;
        }
        if let Some(user) = self.find_mut(id) {
            user.apply(update);
        }
        Ok(())
    }

    /// The errors that depend on the account.
    fn check_account_rules(&self, user: &User, update: &Update) -> Result<(), ApiError> {
        let new = |name: &str| update.set.iter().find(|(field, _)| field.name == name).map(|(_, value)| value);
        let new_type = new("type").and_then(Json::int);
        if user.text("email") == "zoomroom@example.com" && new_type.is_some_and(|kind| kind != 2) {
            return Err(ApiError::new(400, 200, "A Zoom Room user cannot get this type."));
        }
        let no_meetings = new_type.or_else(|| user.members.get("type").and_then(Json::int)) == Some(4);
        if no_meetings && (new("pmi").is_some() || new("use_pmi").is_some()) {
            return Err(ApiError::new(400, 200, "The PMI of a user without a meeting license cannot be changed."));
        }
        let vanity = new("vanity_name").and_then(Json::text).unwrap_or_default();
        let taken = |other: &User| other.text("id") != user.text("id") && other.text("vanity_name") == vanity;
        if !vanity.is_empty() && self.0.iter().any(taken) {
            return Err(ApiError::documented(400, 4100, ""));
        }
        Ok(())
    }

    /// Merges members into a user, or creates one, without validation. True if the user is new.
    pub(crate) fn put(&mut self, id: &str, members: &[(String, Json)]) -> (Json, bool) {
        let new = self.find_or_create(id).is_none();
        if new {
            let (id, email) = match id.contains('@') {
                true => (random::user_id(), id.to_owned()),
                false => (id.to_owned(), format!("{id}@example.com")),
            };
            self.0.push(basic_user(&id, &email, ["", ""], 5_678_901_234));
        }
        let Some(user) = self.find_mut(id) else { return (Json::Null, false) };
        user.members.extend(members.iter().cloned());
        (user.stored(), new)
    }
}

fn basic_user(id: &str, email: &str, [first, last]: [&str; 2], pmi: i64) -> User {
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
    User { members, behavior: Behavior::Normal }
}
