//! Zoom's rate limits: the limits of a plan, the headers of every response and the three kinds of 429.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::clock;
use crate::http::response::Response;
use crate::json::{Json, count, object};

pub(crate) type Headers = Vec<(String, String)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Second,
    Daily,
    Concurrent,
}

impl Limit {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Limit::Second => "requests per second",
            Limit::Daily => "requests per day",
            Limit::Concurrent => "one update of a user at a time",
        }
    }
}

/// Updating and reading one user.
pub(crate) const LIGHT: &str = "Light";
/// Listing users.
pub(crate) const MEDIUM: &str = "Medium";

const PLANS: [&str; 4] = ["free", "pro", "business", "none"];

/// The limits and the request counters of one category. Without limits every request is admitted and counted.
pub(crate) struct Limits {
    category: &'static str,
    /// The maximum number of requests in any sliding second.
    pub(crate) per_second: Option<u32>,
    pub(crate) per_day: Option<u32>,
    /// Whether concurrent updates of one user are rejected.
    pub(crate) one_at_a_time: bool,
    day: u64,
    pub(crate) used_today: u32,
    /// The requests of the last second, and whether they were admitted.
    arrivals: VecDeque<(Instant, bool)>,
    /// Those of them that were admitted.
    admitted: u32,
    pub(crate) refused: u64,
    pub(crate) peak: usize,
}

const SECOND: Duration = Duration::from_secs(1);

impl Limits {
    /// The limits of a category under a plan, with all counters at zero.
    pub(crate) fn of_plan(plan: &str, category: &'static str) -> Option<Self> {
        let mut limits = Self {
            category,
            per_second: None,
            per_day: None,
            one_at_a_time: false,
            day: 0,
            used_today: 0,
            arrivals: VecDeque::new(),
            admitted: 0,
            refused: 0,
            peak: 0,
        };
        limits.set_plan(plan).then_some(limits)
    }

    /// Sets the limits of a plan: `free`, `pro`, `business`, or `none` for no limits.
    pub(crate) fn set_plan(&mut self, plan: &str) -> bool {
        let (per_second, per_day) = match (plan, self.category) {
            ("free", LIGHT) => (Some(4), Some(6_000)),
            ("free", _) => (Some(2), Some(2_000)),
            ("pro", LIGHT) => (Some(30), None),
            ("pro", _) => (Some(20), None),
            ("business", LIGHT) => (Some(80), None),
            ("business", _) => (Some(60), None),
            ("none", _) => (None, None),
            _ => return false,
        };
        (self.per_second, self.per_day, self.one_at_a_time) = (per_second, per_day, per_second.is_some());
        true
    }

    /// The plan that has these limits; `None` for custom ones.
    fn plan(&self) -> Option<&'static str> {
        let own = (self.per_second, self.per_day, self.one_at_a_time);
        let of = |plan: &&&str| {
            Self::of_plan(plan, self.category)
                .is_some_and(|other| (other.per_second, other.per_day, other.one_at_a_time) == own)
        };
        PLANS.iter().find(of).copied()
    }

    pub(crate) fn json(&self, now: Instant) -> Json {
        let fresh = self.arrivals.iter().filter(|(at, _)| now.saturating_duration_since(*at) < SECOND);
        let (admitted, refused): (Vec<bool>, Vec<bool>) =
            fresh.map(|(_, admitted)| *admitted).partition(|admitted| *admitted);
        let limit = |limit: Option<u32>| limit.map_or(Json::Null, count);
        object([
            ("plan", self.plan().map_or(Json::Null, Json::from)),
            ("per_second", limit(self.per_second)),
            ("per_day", limit(self.per_day)),
            ("last_second", count(admitted.len())),
            ("refused_last_second", count(refused.len())),
            ("used_today", count(self.used_today)),
            ("refused", count(self.refused)),
            ("peak_per_second", count(self.peak)),
        ])
    }

    /// Sets the number of requests admitted today.
    pub(crate) fn set_used_today(&mut self, count: u32) {
        (self.day, self.used_today) = (clock::now() / 86_400, count);
    }

    /// Counts a request and decides whether it is admitted.
    pub(crate) fn admit(&mut self, now: Instant) -> Result<(), Limit> {
        let today = clock::now() / 86_400;
        if self.day != today {
            (self.day, self.used_today) = (today, 0);
        }
        while let Some((at, admitted)) = self.arrivals.front() {
            if now.saturating_duration_since(*at) < SECOND {
                break;
            }
            self.admitted -= u32::from(*admitted);
            self.arrivals.pop_front();
        }
        let result = match (self.per_day, self.per_second) {
            (Some(max), _) if self.used_today >= max => Err(Limit::Daily),
            (_, Some(max)) if self.admitted >= max => Err(Limit::Second),
            _ => Ok(()),
        };
        self.arrivals.push_back((now, result.is_ok()));
        self.admitted += u32::from(result.is_ok());
        self.peak = self.peak.max(self.arrivals.len());
        self.refused += u64::from(result.is_err());
        self.used_today += u32::from(result.is_ok());
        result
    }

    /// Replaces the default rate-limit headers by the actual values, if there are limits.
    pub(crate) fn update_headers(&self, answer: Response) -> Response {
        let (kind, limit, remaining) = match (self.per_second, self.per_day) {
            // Zoom reports the daily limit if that is closer.
            (_, Some(limit)) if limit <= self.used_today => ("Daily-limit", limit, 0),
            (Some(limit), _) => ("QPS", limit, limit.saturating_sub(self.admitted)),
            (None, Some(limit)) => ("Daily-limit", limit, limit.saturating_sub(self.used_today)),
            (None, None) => return answer,
        };
        let default = lines(&headers(self.category));
        let actual = lines(&limit_headers(self.category, kind, limit, remaining));
        answer.replaced(default.as_bytes(), actual.as_bytes())
    }
}

fn limit_headers(category: &str, kind: &str, limit: u32, remaining: u32) -> Headers {
    pairs(&[
        ("X-RateLimit-Category", category),
        ("X-RateLimit-Type", kind),
        ("X-RateLimit-Limit", &limit.to_string()),
        ("X-RateLimit-Remaining", &remaining.to_string()),
    ])
}

fn lines(headers: &Headers) -> String {
    headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect()
}

/// The headers while no limit is reached.
pub(crate) fn headers(category: &str) -> Headers {
    limit_headers(category, "QPS", 80, 79)
}

/// The headers of a 429.
pub(crate) fn refused(limit: Limit, category: &str) -> Headers {
    let now = clock::now();
    let (kind, quota) = if limit == Limit::Daily { ("Daily-limit", 6_000) } else { ("QPS", 80) };
    let mut headers = limit_headers(category, kind, quota, 0);
    match limit {
        Limit::Second => headers.push(("X-RateLimit-Reset".into(), (now + 1).to_string())),
        Limit::Daily => headers.push(("Retry-After".into(), clock::iso8601(clock::next_midnight(now)))),
        Limit::Concurrent => {}
    }
    headers
}

/// The message of a 429.
pub(crate) fn message(limit: Limit) -> &'static str {
    match limit {
        Limit::Second => "You have reached the maximum per-second rate limit for this API. Try again later.",
        Limit::Daily => {
            "You have reached the maximum daily rate limit for this API. \
             Refer to the response header for when to try again."
        }
        Limit::Concurrent => "Too many concurrent requests. A request to change this user has already been made.",
    }
}

fn pairs(list: &[(&str, &str)]) -> Headers {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_second_has_at_most_the_plans_requests() {
        let mut limits = Limits::of_plan("free", LIGHT).unwrap();
        assert!(!limits.set_plan("gratis"));
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        for ms in [0, 100, 500, 999] {
            assert_eq!(limits.admit(at(ms)), Ok(()));
        }
        assert_eq!(limits.admit(at(999)), Err(Limit::Second));
        assert_eq!(limits.admit(at(1_000)), Ok(()), "the first is a second ago");
        assert_eq!(limits.admit(at(1_050)), Err(Limit::Second), "the window slides");
        assert_eq!(limits.admit(at(1_100)), Ok(()));
        assert_eq!((limits.refused, limits.used_today), (2, 6));
        limits.set_used_today(6_000);
        assert_eq!(limits.admit(at(9_000)), Err(Limit::Daily));
        assert!(limits.peak >= 5);
        let mut lists = Limits::of_plan("free", MEDIUM).unwrap();
        assert_eq!([1, 2, 3].map(|_| lists.admit(start)), [Ok(()), Ok(()), Err(Limit::Second)]);
    }
}
