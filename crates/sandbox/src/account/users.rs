//! The users of the account.

use std::collections::HashMap;

use crate::account::errors::ApiError;
use crate::account::stats::UserUpdates;
use crate::account::users::user::{Behavior, basic_user};
use crate::account::validate::Update;
use crate::json::{Json, count, object};
use crate::monitor::changes::{self, Changes, Members};
use crate::random;

pub(crate) mod user;

pub(crate) use user::User;

#[derive(Clone)]
pub(crate) struct Users {
    all: Vec<User>,
    by_id: HashMap<String, usize>,
    /// By e-mail address in lower case.
    by_email: HashMap<String, usize>,
    /// The paid licenses of the account.
    licenses: usize,
    pub(crate) changes: Changes,
}

/// The paid licenses of an account unless a test sets others.
const LICENSES: usize = 100_000;

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
        let mut users = Users {
            all: Vec::new(),
            by_id: HashMap::new(),
            by_email: HashMap::new(),
            licenses: LICENSES,
            changes: Changes::default(),
        };
        all.into_iter().for_each(|user| users.push(user));
        users
    }

    /// Sets the paid licenses of the account.
    pub(crate) fn set_licenses(&mut self, licenses: usize) {
        self.licenses = licenses;
    }

    pub(crate) fn licenses(&self) -> usize {
        self.licenses
    }

    pub(crate) fn licenses_used(&self) -> usize {
        self.all.iter().filter(|user| user.is_licensed()).count()
    }

    /// The licenses of the account, as `GET /accounts/{accountId}/plans/usage` shows them.
    pub(crate) fn usage(&self) -> Json {
        let base =
            [("type", "monthly".into()), ("hosts", count(self.licenses)), ("usage", count(self.licenses_used()))];
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

    /// Whether two ids mean one user.
    pub(crate) fn is_same(&self, id: &str, other: &str) -> bool {
        self.place(id).is_some_and(|place| self.place(other) == Some(place))
    }

    /// The users of which a text member contains this text, in lower case, at most as many.
    pub(crate) fn search(&self, text: &str, max: usize) -> Vec<&User> {
        let matches = |user: &&User| {
            text.is_empty()
                || user.members.values().filter_map(Json::text).any(|value| value.to_lowercase().contains(text))
        };
        self.all.iter().filter(matches).take(max).collect()
    }

    /// Takes other users instead, without changes.
    pub(crate) fn replace(&mut self, other: Users) {
        let last = self.changes.last();
        *self = other;
        self.changes.start_after(last);
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

    /// Updates a user. Returns the number of the change, 0 if no value is different.
    pub(crate) fn update(&mut self, id: &str, update: Update) -> Result<u64, ApiError> {
        let user = self.find(id).ok_or_else(|| ApiError::no_user(id))?;
        if !user.is_pending() {
            self.check_account_rules(user, &update)?;
        }
        let Some(place) = self.place(id) else { return Ok(0) };
        let user = &mut self.all[place];
        let differences = user.apply(update);
        Ok(self.changes.push(user.text("id"), user.text("email"), differences))
    }

    /// Puts the members of a change back to their old values. `None` if there is no such change or user.
    pub(crate) fn take_back(&mut self, change: u64) -> Option<Json> {
        let change = self.changes.find(change)?;
        let place = self.place(&change.user)?;
        Some(self.edit(place, |members| {
            for difference in &change.differences {
                match difference.old.clone() {
                    Some(old) => members.insert(difference.name.clone(), old),
                    None => members.remove(&difference.name),
                };
            }
        }))
    }

    /// Edits a user without validation. Returns all members.
    fn edit(&mut self, place: usize, edit: impl FnOnce(&mut Members)) -> Json {
        let user = &mut self.all[place];
        let before = user.members.clone();
        edit(&mut user.members);
        let (id, email) = (user.text("id").to_owned(), user.text("email").to_owned());
        self.changes.push(&id, &email, changes::differences(&before, &user.members));
        let old = User::of(before);
        self.by_id.remove(old.text("id"));
        self.by_email.remove(&old.text("email").to_lowercase());
        self.index(place);
        self.all[place].stored()
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
        (self.edit(place, |user| user.extend(members.iter().cloned())), new)
    }
}
