//! The changes of users, so that they can be shown and taken back.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::clock;
use crate::json::{Json, count, object};

const MAX_CHANGES: usize = 1000;

/// The members of a user by name.
pub(crate) type Members = BTreeMap<String, Json>;

/// A member before and after; `None` where it did not exist.
pub(crate) struct Difference {
    pub(crate) name: String,
    pub(crate) old: Option<Json>,
    pub(crate) new: Option<Json>,
}

pub(crate) struct Change {
    pub(crate) number: u64,
    at_ms: u64,
    /// The id of the user.
    pub(crate) user: String,
    email: String,
    pub(crate) differences: Vec<Difference>,
}

/// What differs between two states of a user, by name.
pub(crate) fn differences(before: &Members, after: &Members) -> Vec<Difference> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let mut names: Vec<_> = after.keys().chain(gone).filter(|name| before.get(*name) != after.get(*name)).collect();
    names.sort();
    let difference = |name: &String| Difference {
        name: name.clone(),
        old: before.get(name).cloned(),
        new: after.get(name).cloned(),
    };
    names.into_iter().map(difference).collect()
}

impl Change {
    pub(crate) fn json(&self) -> Json {
        let value = |value: &Option<Json>| value.clone().unwrap_or(Json::Null);
        let row = |difference: &Difference| {
            object([
                ("name", difference.name.as_str().into()),
                ("old", value(&difference.old)),
                ("new", value(&difference.new)),
            ])
        };
        object([
            ("change", count(self.number)),
            ("at_ms", count(self.at_ms)),
            ("user", self.user.as_str().into()),
            ("email", self.email.as_str().into()),
            ("members", Json::List(self.differences.iter().map(row).collect())),
        ])
    }
}

/// The most recent changes, numbered from 1.
#[derive(Clone, Default)]
pub(crate) struct Changes {
    last: u64,
    kept: VecDeque<Arc<Change>>,
}

impl Changes {
    /// Keeps a change and returns its number; 0 if nothing differs.
    pub(crate) fn push(&mut self, user: &str, email: &str, differences: Vec<Difference>) -> u64 {
        if differences.is_empty() {
            return 0;
        }
        self.last += 1;
        if self.kept.len() == MAX_CHANGES {
            self.kept.pop_front();
        }
        let (user, email) = (user.to_owned(), email.to_owned());
        let change = Change { number: self.last, at_ms: clock::now_ms(), user, email, differences };
        self.kept.push_back(change.into());
        self.last
    }

    pub(crate) fn find(&self, number: u64) -> Option<Arc<Change>> {
        self.kept.iter().find(|change| change.number == number).cloned()
    }

    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// The newest of the changes after this number, at most as many, oldest first.
    pub(crate) fn after(&self, number: u64, max: usize) -> Vec<Arc<Change>> {
        let mut newer: Vec<_> =
            self.kept.iter().rev().take_while(|change| change.number > number).take(max).cloned().collect();
        newer.reverse();
        newer
    }

    /// Continues the numbers after this one.
    pub(crate) fn start_after(&mut self, number: u64) {
        self.last = self.last.max(number);
    }
}
