//! What a response says about the account's rate limits.

use crate::clock::{DAY_S, Now, micros};
use crate::response::rate_limit::{RateLabel, RateLimit, Window};
use crate::response::retry_after::{is_just_after_midnight, until_reset};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long all calls pause after a refusal without `Retry-After`: a random time up to the second after which the limit is
/// over, and at least half of it.
const MIN_PAUSE: Duration = Duration::from_millis(500);
const JITTER: Duration = Duration::from_millis(500);

/// What a response says, as far as all calls of the account are concerned.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct RateFeedback {
    /// When its request was sent, on the steady clock.
    pub(crate) sent_us: u64,
    /// The request was refused for the limit of the second.
    pub(crate) refusal: Option<Refusal>,
    /// Requests a second.
    pub(crate) ceiling: Option<u64>,
    /// None of so many requests of this second is left.
    pub(crate) none_left: Option<u64>,
    /// Requests counted today, at least.
    pub(crate) used_today: Option<u64>,
    /// The limit of the day is used up until then, in seconds since 1970.
    pub(crate) full_until_s: Option<u64>,
}

/// A refusal for the limit of the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// How long all calls pause.
    pub(crate) hold_us: u64,
    /// Whether the response stated the time.
    pub(crate) is_stated: bool,
}

impl RateFeedback {
    /// The feedback of a response to a request with this label that was sent at `sent_us`. `retry_after` is the wait that it asks for, `jitter`
    /// a random number from 0 to 1, `server_now` the present time by the server's clock.
    pub(crate) fn of(
        limit: &RateLimit,
        label: RateLabel,
        retry_after: Option<Duration>,
        server_now: SystemTime,
        sent_us: u64,
        now: Now,
        jitter: f64,
    ) -> Self {
        let mut feedback = Self { sent_us, ..Self::default() };
        // The limits of another label concern only their own call.
        if !limit.is_of(label) {
            return feedback;
        }
        match limit.window {
            Some(Window::Concurrent) => {}
            Some(Window::Day) => {
                if limit.is_accounts && (limit.refused || limit.remaining == Some(0)) {
                    feedback.full_until_s =
                        Some(full_until_s(retry_after.unwrap_or_else(|| until_reset(server_now)), now));
                } else if let (false, Some(limit), Some(left)) = (limit.refused, limit.limit, limit.remaining) {
                    // The daily limit of one user concerns only its own call.
                    let is_today = day(server_now) == now.day() && !is_just_after_midnight(server_now);
                    feedback.used_today = is_today.then(|| limit.saturating_sub(left));
                }
            }
            Some(Window::Second) | None => {
                let known = limit.window.is_some();
                feedback.ceiling = limit.limit.filter(|limit| known && *limit > 0);
                feedback.none_left = limit.limit.filter(|_| !limit.refused && limit.remaining == Some(0));
                feedback.refusal = limit.refused.then(|| {
                    let pause = retry_after.unwrap_or(MIN_PAUSE).saturating_add(JITTER.mul_f64(jitter));
                    Refusal { hold_us: micros(pause), is_stated: retry_after.is_some() }
                });
            }
        }
        feedback
    }
}

/// When the limit of the day is over, rounded up: after the stated time, which is at most a day.
fn full_until_s(wait: Duration, now: Now) -> u64 {
    now.unix_us.saturating_add(micros(wait).clamp(1_000_000, DAY_S * 1_000_000)).div_ceil(1_000_000)
}

/// The day UTC, counted from 1970.
fn day(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / DAY_S
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::clock::moment;

    const DAILY: (&str, &str) = ("x-ratelimit-type", "Daily-limit");
    const LIMIT: (&str, &str) = ("x-ratelimit-limit", "6000");
    const NOON_S: u64 = 1_737_374_400;

    fn feedback(http: u16, headers: &[(&str, &str)], retry_after: Option<u64>, now: Now) -> RateFeedback {
        let header = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        let limit = RateLimit::read(http, header, "", now.calendar());
        RateFeedback::of(&limit, RateLabel::Light, retry_after.map(Duration::from_secs), now.calendar(), 7, now, 0.5)
    }

    #[test]
    fn what_a_response_teaches() {
        let now = Now { steady_us: 5, unix_us: NOON_S * 1_000_000 };
        let base = RateFeedback { sent_us: 7, ..RateFeedback::default() };
        let refusal = |hold_us, is_stated| Some(Refusal { hold_us, is_stated });
        let (qps, daily) = (("x-ratelimit-type", "QPS"), ("x-ratelimit-type", "Daily-limit"));
        let (limit, heavy) = (|limit| ("x-ratelimit-limit", limit), ("x-ratelimit-category", "Heavy"));
        let left = |left| ("x-ratelimit-remaining", left);
        let midnight_s = (NOON_S / DAY_S + 1) * DAY_S;
        let medium = ("x-ratelimit-category", "Medium");
        let rows: [(u16, &[_], _, _); 12] = [
            (204, &[], None, base),
            (204, &[qps, limit("30"), left("3")], None, RateFeedback { ceiling: Some(30), ..base }),
            (
                204,
                &[qps, limit("30"), left("0")],
                None,
                RateFeedback { ceiling: Some(30), none_left: Some(30), ..base },
            ),
            (204, &[qps, limit("0")], None, base),
            (
                429,
                &[qps, limit("9")],
                None,
                RateFeedback { ceiling: Some(9), refusal: refusal(750_000, false), ..base },
            ),
            (429, &[], Some(5), RateFeedback { refusal: refusal(5_250_000, true), ..base }),
            (429, &[qps, heavy], None, base),
            (429, &[qps, medium], None, base),
            (429, &[daily], None, RateFeedback { full_until_s: Some(midnight_s), ..base }),
            (429, &[daily, heavy], Some(60), base),
            (204, &[daily, limit("6000"), left("10")], None, RateFeedback { used_today: Some(5_990), ..base }),
            (204, &[daily, limit("6000"), left("0")], None, RateFeedback { full_until_s: Some(midnight_s), ..base }),
        ];
        for (http, headers, retry_after, expected) in rows {
            assert_eq!(feedback(http, headers, retry_after, now), expected, "{http} {headers:?}");
        }
        let limit = RateLimit::read(429, |name| (name == medium.0).then_some(medium.1), "", now.calendar());
        let of_lists = RateFeedback::of(&limit, RateLabel::Medium, None, now.calendar(), 7, now, 0.5);
        assert_eq!(of_lists, RateFeedback { refusal: refusal(750_000, false), ..base });
    }

    /// Just after midnight a response may count the day before.
    #[test]
    fn yesterdays_count_is_not_todays() {
        let (midnight_s, left) = ((NOON_S / DAY_S) * DAY_S, |left| [DAILY, LIMIT, ("x-ratelimit-remaining", left)]);
        let at = |after_s| Now { steady_us: 5, unix_us: (midnight_s + after_s) * 1_000_000 };
        assert_eq!(feedback(204, &left("10"), None, at(20)).used_today, None);
        assert_eq!(feedback(204, &left("10"), None, at(600)).used_today, Some(5_990));
        assert_eq!(feedback(204, &left("0"), None, at(20)).full_until_s, Some(midnight_s + 80));
        assert_eq!(feedback(204, &left("0"), None, at(600)).full_until_s, Some(midnight_s + DAY_S));
        let limit =
            RateLimit::read(204, |name| left("10").iter().find(|(n, _)| *n == name).map(|(_, v)| *v), "", moment(0));
        let yesterday = moment(midnight_s - 30);
        assert_eq!(
            RateFeedback::of(&limit, RateLabel::Light, None, yesterday, 7, at(600), 0.5).used_today,
            None,
            "by the server's clock"
        );
    }

    #[test]
    fn the_end_of_a_day_is_rounded_up() {
        // 0.9 seconds after a whole second, a wait of 5 seconds ends within the sixth.
        let now = Now { steady_us: 5, unix_us: NOON_S * 1_000_000 + 900_000 };
        for (asked_s, ends_s) in [(5, 6), (0, 2), (99_999_999_999, DAY_S + 1)] {
            let feedback = feedback(429, &[("x-ratelimit-type", "Daily-limit")], Some(asked_s), now);
            assert_eq!(feedback.full_until_s, Some(NOON_S + ends_s), "{asked_s}");
        }
    }
}
