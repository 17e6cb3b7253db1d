//! Zoom's rate limits: what a plan allows, the headers of every answer and the three ways to be refused.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::clock;

pub(crate) type Headers = Vec<(String, String)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Second,
    Daily,
    Concurrent,
}

/// What is allowed, and what came. Without limits everything is let through and only counted.
#[derive(Default)]
pub(crate) struct Limits {
    /// Requests in any span of one second, wherever it begins; strictly so.
    pub(crate) per_second: Option<u32>,
    pub(crate) per_day: Option<u32>,
    /// Whether two changes of one user at a time are refused.
    pub(crate) one_at_a_time: bool,
    day: u64,
    pub(crate) used_today: u32,
    /// The requests of the last second, and whether they were let through.
    arrivals: VecDeque<(Instant, bool)>,
    pub(crate) refused: u64,
    pub(crate) peak: usize,
}

const SECOND: Duration = Duration::from_secs(1);

impl Limits {
    /// Limits of a plan, nothing counted.
    pub(crate) fn of_plan(plan: &str) -> Option<Self> {
        let mut limits = Self::default();
        limits.set_plan(plan).then_some(limits)
    }

    /// The limits of a plan: free, pro or business; with none there are no limits.
    pub(crate) fn set_plan(&mut self, plan: &str) -> bool {
        let (per_second, per_day) = match plan {
            "free" => (Some(4), Some(6_000)),
            "pro" => (Some(30), None),
            "business" => (Some(80), None),
            "none" => (None, None),
            _ => return false,
        };
        (self.per_second, self.per_day, self.one_at_a_time) = (per_second, per_day, per_second.is_some());
        true
    }

    /// So many requests were let through today.
    pub(crate) fn set_used_today(&mut self, count: u32) {
        (self.day, self.used_today) = (clock::now() / 86_400, count);
    }

    /// A request under the label Light.
    pub(crate) fn arrive(&mut self, now: Instant) -> Result<(), Limit> {
        let today = clock::now() / 86_400;
        if self.day != today {
            (self.day, self.used_today) = (today, 0);
        }
        self.arrivals.retain(|(at, _)| now.saturating_duration_since(*at) < SECOND);
        let let_through = self.in_window();
        let verdict = match (self.per_day, self.per_second) {
            (Some(most), _) if self.used_today >= most => Err(Limit::Daily),
            (_, Some(most)) if let_through >= most => Err(Limit::Second),
            _ => Ok(()),
        };
        self.arrivals.push_back((now, verdict.is_ok()));
        self.peak = self.peak.max(self.arrivals.len());
        self.refused += u64::from(verdict.is_err());
        self.used_today += u32::from(verdict.is_ok());
        verdict
    }

    fn in_window(&self) -> u32 {
        let count = self.arrivals.iter().filter(|(_, let_through)| *let_through).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Makes an answer say what is really left, where there are limits.
    pub(crate) fn restate(&self, answer: Answer) -> Answer {
        let (kind, limit, remaining) = match (self.per_second, self.per_day) {
            // Zoom speaks of the day where its limit is nearer.
            (_, Some(limit)) if limit <= self.used_today => ("Daily-limit", limit, 0),
            (Some(limit), _) => ("QPS", limit, limit.saturating_sub(self.in_window())),
            (None, Some(limit)) => ("Daily-limit", limit, limit.saturating_sub(self.used_today)),
            (None, None) => return answer,
        };
        let usual = lines(&headers("Light"));
        let real = lines(&said("Light", kind, limit, remaining));
        answer.replaced(usual.as_bytes(), real.as_bytes())
    }
}

fn said(category: &str, kind: &str, limit: u32, remaining: u32) -> Headers {
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

/// What an answer says while no limit is reached. Changing and reading one user is `Light`, listing is `Medium`.
pub(crate) fn headers(category: &str) -> Headers {
    said(category, "QPS", 80, 79)
}

/// What a 429 says.
pub(crate) fn refused(limit: Limit) -> Headers {
    let now = clock::now();
    let (kind, quota) = if limit == Limit::Daily { ("Daily-limit", 6_000) } else { ("QPS", 80) };
    let mut headers = said("Light", kind, quota, 0);
    match limit {
        Limit::Second => headers.push(("X-RateLimit-Reset".into(), (now + 1).to_string())),
        Limit::Daily => headers.push(("Retry-After".into(), clock::iso8601(clock::next_midnight(now)))),
        Limit::Concurrent => {}
    }
    headers
}

/// The text of a 429.
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
        let mut limits = Limits::default();
        assert!(limits.set_plan("free") && !limits.set_plan("gratis"));
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        for ms in [0, 100, 500, 999] {
            assert_eq!(limits.arrive(at(ms)), Ok(()));
        }
        assert_eq!(limits.arrive(at(999)), Err(Limit::Second));
        assert_eq!(limits.arrive(at(1_000)), Ok(()), "the first is a second ago");
        assert_eq!(limits.arrive(at(1_050)), Err(Limit::Second), "the window slides");
        assert_eq!(limits.arrive(at(1_100)), Ok(()));
        assert_eq!((limits.refused, limits.used_today), (2, 6));
        limits.set_used_today(6_000);
        assert_eq!(limits.arrive(at(9_000)), Err(Limit::Daily));
        assert!(limits.peak >= 5);
    }
}
