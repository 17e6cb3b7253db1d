//! The users of the account.

use std::collections::{BTreeMap, HashMap};

use crate::account::errors::ApiError;
use crate::account::fields::{self, Shown};
use crate::account::stats::UserUpdates;
use crate::account::validate::Update;
use crate::clock;
use crate::json::{Json, object};
use crate::random;

/// A user: all stored members, and how updates behave.
#[derive(Clone)]
pub(crate) struct User {
    members: BTreeMap<String, Json>,
    behavior: Behavior,
    /// Updates that were accepted, and those of them that changed a value.
    accepted: u64,
    changed: u64,
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

#[derive(Clone)]
pub(crate) struct Users {
    all: Vec<User>,
    by_id: HashMap<String, usize>,
    /// By e-mail address in lower case.
    by_email: HashMap<String, usize>,
    /// The paid licenses of the account.
    licenses: usize,
}

/// The paid licenses of an account unless a test sets others.
const LICENSES: usize = 100_000;

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

    fn text(&self, name: &str) -> &str {
        self.members.get(name).and_then(Json::text).unwrap_or_default()
    }

    fn is_licensed(&self) -> bool {
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
        self.accepted += 1;
        self.changed += u64::from(self.members != before);
    }

    fn of(members: BTreeMap<String, Json>) -> User {
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
        Users::of(users)
    }

    /// These users; of two with one id or e-mail address, the later one is found.
    pub(crate) fn of(all: Vec<User>) -> Users {
        let mut users = Users { all: Vec::new(), by_id: HashMap::new(), by_email: HashMap::new(), licenses: LICENSES };
        all.into_iter().for_each(|user| users.push(user));
        users
    }

    /// Sets the paid licenses of the account.
    pub(crate) fn set_licenses(&mut self, licenses: usize) {
        self.licenses = licenses;
    }

    fn licenses_used(&self) -> usize {
        self.all.iter().filter(|user| user.is_licensed()).count()
    }

    /// The licenses of the account, as `GET /accounts/{accountId}/plans/usage` shows them.
    pub(crate) fn usage(&self) -> Json {
        let number = |count: usize| Json::from(i64::try_from(count).unwrap_or(i64::MAX));
        let base =
            [("type", "monthly".into()), ("hosts", number(self.licenses)), ("usage", number(self.licenses_used()))];
        object([("plan_base", object(base))])
    }

    fn push(&mut self, user: User) {
        self.all.push(user);
        self.index(self.all.len() - 1);
    }

    fn index(&mut self, place: usize) {
        let user = &self.all[place];
        self.by_id.insert(user.text("id").to_owned(), place);
        self.by_email.insert(user.text("email").to_lowercase(), place);
    }

    pub(crate) fn all(&self) -> &[User] {
        &self.all
    }

    /// Finds a user by id, email address or `me`.
    pub(crate) fn find(&self, id: &str) -> Option<&User> {
        self.all.get(self.place(id)?)
    }

    fn place(&self, id: &str) -> Option<usize> {
        match id {
            "me" => Some(0),
            id => self.by_id.get(id).or_else(|| self.by_email.get(&id.to_lowercase())).copied(),
        }
    }

    /// The updates of the users who have been updated.
    pub(crate) fn updates(&self) -> Vec<UserUpdates> {
        let updated = self.all.iter().filter(|user| user.accepted > 0);
        let counts = |user: &User| UserUpdates {
            id: user.text("id").to_owned(),
            email: user.text("email").to_owned(),
            accepted: user.accepted,
            changed: user.changed,
        };
        updated.map(counts).collect()
    }

    /// Finds a user; creates it if the id selects a behavior.
    pub(crate) fn find_or_create(&mut self, id: &str) -> Option<&mut User> {
        if let (None, Some(behavior)) = (self.find(id), Behavior::of(id)) {
            let mut user = basic_user(&random::user_id(), id, ["Odd", "User"], 6_789_012_345);
            user.behavior = behavior;
            self.push(user);
        }
        self.find_mut(id)
    }

    fn find_mut(&mut self, id: &str) -> Option<&mut User> {
        let place = self.place(id)?;
        self.all.get_mut(place)
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
        if new_type == Some(2) && !user.is_licensed() && self.licenses_used() >= self.licenses {
            return Err(ApiError::documented(400, 2034, ""));
        }
        let no_meetings = new_type.or_else(|| user.members.get("type").and_then(Json::int)) == Some(4);
        if no_meetings && (new("pmi").is_some() || new("use_pmi").is_some()) {
            return Err(ApiError::new(400, 200, "The PMI of a user without a meeting license cannot be changed."));
        }
        let vanity = new("vanity_name").and_then(Json::text).unwrap_or_default();
        let taken = |other: &User| other.text("id") != user.text("id") && other.text("vanity_name") == vanity;
        if !vanity.is_empty() && self.all.iter().any(taken) {
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
            self.push(basic_user(&id, &email, ["", ""], 5_678_901_234));
        }
        let Some(place) = self.place(id) else { return (Json::Null, false) };
        let user = &mut self.all[place];
        let (old_id, old_email) = (user.text("id").to_owned(), user.text("email").to_lowercase());
        user.members.extend(members.iter().cloned());
        let stored = user.stored();
        self.by_id.remove(&old_id);
        self.by_email.remove(&old_email);
        self.index(place);
        (stored, new)
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
    User::of(members)
}
