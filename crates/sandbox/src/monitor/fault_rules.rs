//! Faults for the next requests, for one user, or for a share of the requests.

use crate::json::{Json, count, object};

/// The most rules at a time.
pub(crate) const MAX_RULES: usize = 100;

/// A fault, and the requests that it answers.
pub(crate) struct FaultRule {
    /// The name of the fault, which is also a user id at `sandbox.test`.
    pub(crate) fault: String,
    /// The id or the e-mail address of a user; all users if there is none.
    pub(crate) user: Option<String>,
    /// The number of requests that are left; no limit if there is none.
    pub(crate) times: Option<u64>,
    /// How many of 100 requests are answered, spread evenly.
    pub(crate) percent: u64,
}

struct Active {
    number: u64,
    rule: FaultRule,
    /// The percent that have added up.
    sum: u64,
    answered: u64,
}

/// The active rules, numbered from 1.
#[derive(Default)]
pub(crate) struct FaultRules {
    last: u64,
    active: Vec<Active>,
}

impl FaultRules {
    /// Adds a rule and returns its number; `None` if there are too many.
    pub(crate) fn add(&mut self, rule: FaultRule) -> Option<u64> {
        if self.active.len() == MAX_RULES {
            return None;
        }
        self.last += 1;
        self.active.push(Active { number: self.last, rule, sum: 0, answered: 0 });
        Some(self.last)
    }

    /// The user id of the fault that answers this request. `is_user` tells whether an id means the user of the request.
    pub(crate) fn pick(&mut self, is_user: impl Fn(&str) -> bool) -> Option<String> {
        let place = self.active.iter_mut().position(|active| {
            if !active.rule.user.as_deref().is_none_or(&is_user) {
                return false;
            }
            active.sum += active.rule.percent;
            let hit = active.sum >= 100;
            active.sum -= if hit { 100 } else { 0 };
            hit
        })?;
        let active = &mut self.active[place];
        active.answered += 1;
        let id = format!("{}+rule{}@sandbox.test", active.rule.fault, active.number);
        if let Some(times) = &mut active.rule.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                self.active.remove(place);
            }
        }
        Some(id)
    }

    /// Removes a rule; false if there is none of this number.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let before = self.active.len();
        self.active.retain(|active| active.number != number);
        self.active.len() < before
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.active.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
    }

    pub(crate) fn json(&self) -> Json {
        let row = |active: &Active| {
            object([
                ("rule", count(active.number)),
                ("fault", active.rule.fault.as_str().into()),
                ("user", active.rule.user.as_deref().map_or(Json::Null, Json::from)),
                ("times", active.rule.times.map_or(Json::Null, count)),
                ("percent", count(active.rule.percent)),
                ("answered", count(active.answered)),
            ])
        };
        Json::List(self.active.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(user: Option<&str>, times: Option<u64>, percent: u64) -> FaultRule {
        FaultRule { fault: "drop".to_owned(), user: user.map(str::to_owned), times, percent }
    }

    #[test]
    fn rules_end_after_their_times_and_concern_their_user() {
        let mut rules = FaultRules::default();
        assert_eq!(rules.add(rule(Some("a"), Some(2), 100)), Some(1));
        assert_eq!(rules.pick(|id| id == "b"), None);
        assert_eq!(rules.pick(|id| id == "a").as_deref(), Some("drop+rule1@sandbox.test"));
        assert!(rules.pick(|id| id == "a").is_some());
        assert!(rules.is_empty() && rules.pick(|_| true).is_none());
    }

    #[test]
    fn a_share_of_the_requests_is_spread_evenly() {
        let mut rules = FaultRules::default();
        rules.add(rule(None, None, 20));
        let hits: Vec<_> = (1..=10).filter(|_| rules.pick(|_| true).is_some()).collect();
        assert_eq!(hits, [5, 10]);
        assert!(rules.remove(1) && !rules.remove(1));
    }
}
