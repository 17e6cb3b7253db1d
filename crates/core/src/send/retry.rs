//! Whether an attempt is repeated. Pure: what is seen goes in, the decision comes out.

use crate::answer::error::refusal;
use crate::answer::response::Response;
use crate::answer::status::Status;
use std::time::{Duration, SystemTime};

/// The longest pause that is chosen here; a server may ask for a longer one.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// The pause before the first repetition, doubled for each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// A limit per second is over after a second.
const AFTER_RATE_LIMIT: Duration = Duration::from_secs(1);
/// Redirects that are followed between two repetitions.
pub(crate) const MOST_HOPS: u32 = 3;

/// How an attempt ended, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// With an answer.
    Answer {
        /// Its HTTP status.
        http: u16,
        /// Whether it refuses the access token.
        refuses_token: bool,
        /// What it asks to wait.
        retry_after: Option<Duration>,
        /// Whether it is a limit of the day.
        is_daily: bool,
    },
    /// Without a whole one.
    Broken {
        /// Why.
        status: Status,
        /// A kept connection turned out to be closed, before the first byte of an answer.
        stale: bool,
    },
}

impl Seen {
    /// What an answer says, seen from `now`.
    pub(crate) fn of_answer(response: &Response, now: SystemTime) -> Self {
        let (http, code) = (response.http_status(), response.api_code());
        let refuses_token = (http == 401 || code == Some(124))
            && refusal(http, code, response.api_message()).status == Status::Unauthorized;
        let is_daily = response.rate_limit().is_daily();
        Self::Answer { http, refuses_token, retry_after: response.retry_after(now), is_daily }
    }
}

/// An attempt, and what is left of the call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// How it ended.
    pub(crate) seen: Seen,
    /// The request may reach Zoom twice: it does the same again, or nothing of it was sent.
    pub(crate) repeatable: bool,
    /// Whether there is a way to another token, not gone yet.
    pub(crate) can_renew: bool,
    /// Whether a dead kept connection was already replaced in this call.
    pub(crate) replaced: bool,
    /// Redirects followed since the last repetition.
    pub(crate) hops: u32,
    /// Repetitions before this attempt.
    pub(crate) retries: u32,
    /// The option `max_retries`.
    pub(crate) max_retries: u32,
    /// Time until the end of the call.
    pub(crate) left: Duration,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// This attempt's result is the result of the call.
    Stop,
    /// The same at once, on a new connection.
    Replace,
    /// The same with another token.
    Renew,
    /// The same at another URL, if that may be followed.
    Follow,
    /// The same after this time.
    Again(Duration),
}

/// Decides. `jitter` is a random number from 0 up to, not including, 1.
pub(crate) fn next(attempt: &Attempt, jitter: f64) -> Next {
    let least = match attempt.seen {
        Seen::Broken { stale: true, .. } if attempt.repeatable && !attempt.replaced => return Next::Replace,
        Seen::Answer { refuses_token: true, .. } => {
            return if attempt.can_renew { Next::Renew } else { Next::Stop };
        }
        Seen::Answer { http: 307 | 308, .. } => {
            return if attempt.hops < MOST_HOPS { Next::Follow } else { Next::Stop };
        }
        // Nothing has reached Zoom.
        Seen::Broken { status: Status::Dns | Status::Connect, .. } => Duration::ZERO,
        Seen::Broken { status: Status::Timeout | Status::Io, .. } if attempt.repeatable => Duration::ZERO,
        Seen::Answer { http: 429, is_daily: false, retry_after, .. } => retry_after.unwrap_or(AFTER_RATE_LIMIT),
        Seen::Answer { http: 408 | 425 | 500..=599, retry_after, .. } if attempt.repeatable => {
            retry_after.unwrap_or_default()
        }
        _ => return Next::Stop,
    };
    if attempt.retries >= attempt.max_retries {
        return Next::Stop;
    }
    let bound = FIRST_PAUSE.saturating_mul(1 << attempt.retries.min(10)).min(LONGEST_PAUSE);
    let pause = least.saturating_add(bound.mul_f64(jitter.clamp(0.0, 1.0)));
    if pause < attempt.left { Next::Again(pause) } else { Next::Stop }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATTEMPT: Attempt = Attempt {
        seen: Seen::Broken { status: Status::Io, stale: false },
        repeatable: true,
        can_renew: true,
        replaced: false,
        hops: 0,
        retries: 0,
        max_retries: 3,
        left: Duration::from_secs(60),
    };

    fn answer(http: u16) -> Seen {
        Seen::Answer { http, refuses_token: false, retry_after: None, is_daily: false }
    }

    fn broken(status: Status) -> Seen {
        Seen::Broken { status, stale: false }
    }

    #[test]
    fn the_table() {
        let ms = Duration::from_millis;
        let refused = |http| Seen::Answer { http, refuses_token: true, retry_after: None, is_daily: false };
        let asked = |http, seconds| Seen::Answer {
            http,
            refuses_token: false,
            retry_after: Some(Duration::from_secs(seconds)),
            is_daily: false,
        };
        let daily = Seen::Answer { http: 429, refuses_token: false, retry_after: Some(ms(10)), is_daily: true };
        let stale = Seen::Broken { status: Status::Io, stale: true };
        let rows = [
            ("a dead kept connection", stale, ATTEMPT, Next::Replace),
            ("a second one", stale, Attempt { replaced: true, ..ATTEMPT }, Next::Again(ms(250))),
            ("a dead one, no repetition wanted", stale, Attempt { max_retries: 0, ..ATTEMPT }, Next::Replace),
            ("a dead one, not repeatable", stale, Attempt { repeatable: false, ..ATTEMPT }, Next::Stop),
            ("broken", broken(Status::Io), ATTEMPT, Next::Again(ms(250))),
            ("broken, not repeatable", broken(Status::Io), Attempt { repeatable: false, ..ATTEMPT }, Next::Stop),
            ("timeout, the third", broken(Status::Timeout), Attempt { retries: 2, ..ATTEMPT }, Next::Again(ms(1_000))),
            ("timeout, the last", broken(Status::Timeout), Attempt { retries: 3, ..ATTEMPT }, Next::Stop),
            ("never sent", broken(Status::Connect), Attempt { repeatable: false, ..ATTEMPT }, Next::Again(ms(250))),
            ("no name", broken(Status::Dns), ATTEMPT, Next::Again(ms(250))),
            ("a certificate", broken(Status::Tls), ATTEMPT, Next::Stop),
            ("cancelled", broken(Status::Cancelled), ATTEMPT, Next::Stop),
            ("an option", broken(Status::InvalidArgument), ATTEMPT, Next::Stop),
            ("a proxy", broken(Status::Proxy), ATTEMPT, Next::Stop),
            ("not HTTP", broken(Status::Unexpected), ATTEMPT, Next::Stop),
            ("503", answer(503), ATTEMPT, Next::Again(ms(250))),
            ("503, not repeatable", answer(503), Attempt { repeatable: false, ..ATTEMPT }, Next::Stop),
            ("503 in 7 s", asked(503, 7), ATTEMPT, Next::Again(ms(7_250))),
            ("503 beyond the deadline", asked(503, 60), ATTEMPT, Next::Stop),
            ("429", answer(429), ATTEMPT, Next::Again(ms(1_250))),
            ("429, not repeatable", answer(429), Attempt { repeatable: false, ..ATTEMPT }, Next::Again(ms(1_250))),
            ("429 at once", asked(429, 0), ATTEMPT, Next::Again(ms(250))),
            ("429 of the day", daily, ATTEMPT, Next::Stop),
            ("no time", answer(503), Attempt { left: ms(250), ..ATTEMPT }, Next::Stop),
            ("just in time", answer(503), Attempt { left: ms(251), ..ATTEMPT }, Next::Again(ms(250))),
            ("401", refused(401), ATTEMPT, Next::Renew),
            ("400/124", refused(400), Attempt { max_retries: 0, ..ATTEMPT }, Next::Renew),
            ("401 again", refused(401), Attempt { can_renew: false, ..ATTEMPT }, Next::Stop),
            ("307", answer(307), ATTEMPT, Next::Follow),
            ("308, the fourth", answer(308), Attempt { hops: 3, ..ATTEMPT }, Next::Stop),
            ("301", answer(301), ATTEMPT, Next::Stop),
            ("204", answer(204), ATTEMPT, Next::Stop),
        ];
        for (what, seen, attempt, expected) in rows {
            assert_eq!(next(&Attempt { seen, ..attempt }, 0.5), expected, "{what}");
        }
    }

    /// Numbers that are spread well enough, the same in each run.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % bound
        }

        fn flag(&mut self) -> bool {
            self.below(2) == 0
        }
    }

    #[test]
    fn what_always_holds() {
        let mut numbers = Numbers(0x5eed_cafe);
        let mut agains = 0;
        for _ in 0..200_000 {
            let http = u16::try_from(numbers.below(500) + 100).expect("small");
            let status = Status::ALL[usize::try_from(numbers.below(Status::ALL.len() as u64)).expect("small")];
            let seen = if numbers.flag() {
                let retry_after = numbers.flag().then(|| Duration::from_millis(numbers.below(100_000)));
                let refuses_token = (400..500).contains(&http) && numbers.below(4) == 0;
                Seen::Answer { http, refuses_token, retry_after, is_daily: numbers.flag() }
            } else {
                Seen::Broken { status, stale: numbers.flag() }
            };
            let attempt = Attempt {
                seen,
                repeatable: numbers.flag(),
                can_renew: numbers.flag(),
                replaced: numbers.flag(),
                hops: u32::try_from(numbers.below(5)).expect("small"),
                retries: u32::try_from(numbers.below(30)).expect("small"),
                max_retries: u32::try_from(numbers.below(21)).expect("small"),
                left: Duration::from_millis(numbers.below(90_000)),
            };
            let jitter = numbers.below(1_000) as f64 / 1_000.0;
            let next = next(&attempt, jitter);
            match (next, seen) {
                (Next::Again(pause), seen) => {
                    agains += 1;
                    assert!(pause < attempt.left && attempt.retries < attempt.max_retries, "{attempt:?}");
                    if let Seen::Answer { http, retry_after, is_daily, refuses_token } = seen {
                        assert!(matches!(http, 408 | 425 | 429 | 500..) && !refuses_token, "{attempt:?}");
                        assert!(pause >= retry_after.unwrap_or_default(), "{attempt:?}");
                        assert!(http != 429 || !is_daily, "{attempt:?}");
                        assert!(http == 429 || attempt.repeatable, "{attempt:?}");
                    }
                }
                (Next::Renew, Seen::Answer { refuses_token: true, .. }) => assert!(attempt.can_renew),
                (Next::Follow, Seen::Answer { http: 307 | 308, .. }) => assert!(attempt.hops < MOST_HOPS),
                (Next::Replace, Seen::Broken { stale: true, .. }) => {
                    assert!(attempt.repeatable && !attempt.replaced);
                }
                (Next::Stop, _) => {}
                (next, seen) => panic!("{next:?} after {seen:?}"),
            }
        }
        assert!(agains > 1_000, "the numbers reach what is to be tested");
    }
}
