//! Whether an attempt is retried. Pure: a function of the attempt's outcome.

use crate::response::error_mapping::error_mapping;
use crate::response::response::Response;
use crate::response::status::Status;
use std::time::{Duration, SystemTime};

/// The longest backoff; `Retry-After` may ask for a longer one.
const MAX_PAUSE: Duration = Duration::from_secs(30);
/// The longest pause before the first retry, doubled for each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// A limit per second is over after a second.
const AFTER_RATE_LIMIT: Duration = Duration::from_secs(1);
/// Redirects that are followed between two retries.
pub(crate) const MAX_REDIRECTS: u32 = 3;

/// How an attempt ended, as far as the decision needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttemptOutcome {
    /// With a response.
    Answer {
        /// Its HTTP status.
        http: u16,
        /// Whether it refuses the access token, as such or for a scope that a newer one may have.
        refuses_token: bool,
        /// The wait that it asks for.
        retry_after: Option<Duration>,
        /// Whether it is a limit of the day.
        is_daily: bool,
    },
    /// Without a complete response.
    TransportError {
        /// Why.
        status: Status,
        /// Whether the cause may be gone at the next attempt, where the status does not tell.
        is_transient: bool,
        /// A kept connection turned out to be closed or stayed silent, before the first byte of an answer.
        stale: bool,
    },
}

impl AttemptOutcome {
    /// The outcome for a response that was received at `now`.
    pub(crate) fn of_answer(response: &Response, now: SystemTime) -> Self {
        let (http, code) = (response.http_status(), response.api_code());
        let is_refused = (http == 401 || code == Some(124)) && error_mapping(response).status == Status::Unauthorized;
        let refuses_token = is_refused || lacks_scope(response);
        let is_daily = response.rate_limit().is_daily();
        Self::Answer { http, refuses_token, retry_after: response.retry_after(now), is_daily }
    }
}

/// Whether Zoom accepts the token and says that it lacks a scope. A 403 with neither a code of Zoom's nor the word "scope"
/// comes from something in front of Zoom.
pub(crate) fn lacks_scope(response: &Response) -> bool {
    let (code, said) = (response.api_code(), response.api_message());
    error_mapping(response).status == Status::Forbidden && (code.is_some() || said.to_lowercase().contains("scope"))
}

/// An attempt, and what is left of the call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// How it ended.
    pub(crate) seen: AttemptOutcome,
    /// Whether the request may reach Zoom twice: it is idempotent, or nothing of it was sent.
    pub(crate) repeatable: bool,
    /// Whether another token can be requested, which this call has not done.
    pub(crate) can_renew: bool,
    /// Whether a dead kept connection was already replaced in this call.
    pub(crate) replaced: bool,
    /// Redirects followed since the last retry.
    pub(crate) redirects: u32,
    /// Retries before this attempt.
    pub(crate) retries: u32,
    /// The option `max_retries`.
    pub(crate) max_retries: u32,
    /// Time until the end of the call.
    pub(crate) left: Duration,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryDecision {
    /// This attempt's result is the result of the call.
    GiveUp,
    /// Retry at once on a new connection.
    Replace,
    /// Retry with another token.
    Renew,
    /// Follow the redirect, if it may be followed.
    Follow,
    /// Retry after this time.
    Again(Duration),
}

/// Decides. `jitter` is a random number from 0 up to, not including, 1.
pub(crate) fn next(attempt: &Attempt, jitter: f64) -> RetryDecision {
    let minimum = match attempt.seen {
        AttemptOutcome::TransportError { stale: true, .. }
            if attempt.repeatable && !attempt.replaced && !attempt.left.is_zero() =>
        {
            return RetryDecision::Replace;
        }
        AttemptOutcome::Answer { refuses_token: true, .. } => {
            return if attempt.can_renew { RetryDecision::Renew } else { RetryDecision::GiveUp };
        }
        AttemptOutcome::Answer { http: 307 | 308, .. } => {
            return if attempt.redirects < MAX_REDIRECTS { RetryDecision::Follow } else { RetryDecision::GiveUp };
        }
        // Nothing has reached Zoom.
        AttemptOutcome::TransportError { status: Status::Dns | Status::Connect, .. } => Duration::ZERO,
        AttemptOutcome::TransportError { status: Status::Timeout | Status::Io, .. }
        | AttemptOutcome::TransportError { status: Status::Proxy, is_transient: true, .. }
            if attempt.repeatable =>
        {
            Duration::ZERO
        }
        AttemptOutcome::Answer { http: 429, is_daily: false, retry_after, .. } => {
            retry_after.unwrap_or(AFTER_RATE_LIMIT)
        }
        AttemptOutcome::Answer { http: 408 | 425 | 500..=599, retry_after, .. } if attempt.repeatable => {
            retry_after.unwrap_or_default()
        }
        _ => return RetryDecision::GiveUp,
    };
    if attempt.retries >= attempt.max_retries {
        return RetryDecision::GiveUp;
    }
    let backoff = FIRST_PAUSE.saturating_mul(1 << attempt.retries.min(10)).min(MAX_PAUSE);
    let pause = minimum.saturating_add(backoff.mul_f64(jitter.clamp(0.0, 1.0)));
    if pause < attempt.left { RetryDecision::Again(pause) } else { RetryDecision::GiveUp }
}

/// Which failures with this status a call retries by itself, in words; "" for none. This is not
/// [`Status::is_retryable`], which says whether the caller may repeat the call.
pub fn retried(status: Status) -> &'static str {
    match status {
        Status::Dns | Status::Connect => "yes",
        Status::Timeout | Status::Io => "if idempotent, or not sent",
        Status::Proxy => "some: see the next table",
        Status::Unauthorized | Status::Forbidden => "once, with a new token",
        Status::RateLimited => "except a limit of the day",
        Status::Rejected => "HTTP 425, if idempotent",
        Status::Server => "if idempotent",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Numbers;
    use std::collections::HashSet;

    const ATTEMPT: Attempt = Attempt {
        seen: AttemptOutcome::TransportError { status: Status::Io, is_transient: false, stale: false },
        repeatable: true,
        can_renew: true,
        replaced: false,
        redirects: 0,
        retries: 0,
        max_retries: 3,
        left: Duration::from_secs(60),
    };

    fn answer(http: u16) -> AttemptOutcome {
        AttemptOutcome::Answer { http, refuses_token: false, retry_after: None, is_daily: false }
    }

    fn broken(status: Status) -> AttemptOutcome {
        AttemptOutcome::TransportError { status, is_transient: false, stale: false }
    }

    #[test]
    fn the_table() {
        let ms = Duration::from_millis;
        let refused = |http| AttemptOutcome::Answer { http, refuses_token: true, retry_after: None, is_daily: false };
        let asked = |http, seconds| AttemptOutcome::Answer {
            http,
            refuses_token: false,
            retry_after: Some(Duration::from_secs(seconds)),
            is_daily: false,
        };
        let daily =
            AttemptOutcome::Answer { http: 429, refuses_token: false, retry_after: Some(ms(10)), is_daily: true };
        let proxy = AttemptOutcome::TransportError { status: Status::Proxy, is_transient: true, stale: false };
        let stale = AttemptOutcome::TransportError { status: Status::Io, is_transient: false, stale: true };
        let silent = AttemptOutcome::TransportError { status: Status::Timeout, is_transient: false, stale: true };
        let rows = [
            ("a dead kept connection", stale, ATTEMPT, RetryDecision::Replace),
            ("a second one", stale, Attempt { replaced: true, ..ATTEMPT }, RetryDecision::Again(ms(250))),
            ("a stale connection, retries off", stale, Attempt { max_retries: 0, ..ATTEMPT }, RetryDecision::Replace),
            ("a silent one", silent, ATTEMPT, RetryDecision::Replace),
            ("a silent one, retries off", silent, Attempt { max_retries: 0, ..ATTEMPT }, RetryDecision::Replace),
            ("a silent one, not repeatable", silent, Attempt { repeatable: false, ..ATTEMPT }, RetryDecision::GiveUp),
            ("a silent one, no time", silent, Attempt { left: Duration::ZERO, ..ATTEMPT }, RetryDecision::GiveUp),
            ("a dead one, not repeatable", stale, Attempt { repeatable: false, ..ATTEMPT }, RetryDecision::GiveUp),
            ("broken", broken(Status::Io), ATTEMPT, RetryDecision::Again(ms(250))),
            (
                "broken, not repeatable",
                broken(Status::Io),
                Attempt { repeatable: false, ..ATTEMPT },
                RetryDecision::GiveUp,
            ),
            (
                "timeout, the third",
                broken(Status::Timeout),
                Attempt { retries: 2, ..ATTEMPT },
                RetryDecision::Again(ms(1_000)),
            ),
            ("timeout, the last", broken(Status::Timeout), Attempt { retries: 3, ..ATTEMPT }, RetryDecision::GiveUp),
            (
                "never sent",
                broken(Status::Connect),
                Attempt { repeatable: false, ..ATTEMPT },
                RetryDecision::Again(ms(250)),
            ),
            ("no name", broken(Status::Dns), ATTEMPT, RetryDecision::Again(ms(250))),
            ("a certificate", broken(Status::Tls), ATTEMPT, RetryDecision::GiveUp),
            ("cancelled", broken(Status::Cancelled), ATTEMPT, RetryDecision::GiveUp),
            ("an option", broken(Status::InvalidArgument), ATTEMPT, RetryDecision::GiveUp),
            ("a proxy", broken(Status::Proxy), ATTEMPT, RetryDecision::GiveUp),
            ("a proxy that restarts", proxy, ATTEMPT, RetryDecision::Again(ms(250))),
            ("a tunnel that ended", proxy, Attempt { repeatable: false, ..ATTEMPT }, RetryDecision::GiveUp),
            ("a proxy that restarts, retries off", proxy, Attempt { max_retries: 0, ..ATTEMPT }, RetryDecision::GiveUp),
            ("not HTTP", broken(Status::Unexpected), ATTEMPT, RetryDecision::GiveUp),
            ("503", answer(503), ATTEMPT, RetryDecision::Again(ms(250))),
            ("503, not repeatable", answer(503), Attempt { repeatable: false, ..ATTEMPT }, RetryDecision::GiveUp),
            ("503 in 7 s", asked(503, 7), ATTEMPT, RetryDecision::Again(ms(7_250))),
            ("503 beyond the deadline", asked(503, 60), ATTEMPT, RetryDecision::GiveUp),
            ("429", answer(429), ATTEMPT, RetryDecision::Again(ms(1_250))),
            (
                "429, not repeatable",
                answer(429),
                Attempt { repeatable: false, ..ATTEMPT },
                RetryDecision::Again(ms(1_250)),
            ),
            ("429 at once", asked(429, 0), ATTEMPT, RetryDecision::Again(ms(250))),
            ("429 of the day", daily, ATTEMPT, RetryDecision::GiveUp),
            ("no time", answer(503), Attempt { left: ms(250), ..ATTEMPT }, RetryDecision::GiveUp),
            ("just in time", answer(503), Attempt { left: ms(251), ..ATTEMPT }, RetryDecision::Again(ms(250))),
            ("401", refused(401), ATTEMPT, RetryDecision::Renew),
            ("400/124", refused(400), Attempt { max_retries: 0, ..ATTEMPT }, RetryDecision::Renew),
            ("401 again", refused(401), Attempt { can_renew: false, ..ATTEMPT }, RetryDecision::GiveUp),
            ("307", answer(307), ATTEMPT, RetryDecision::Follow),
            ("308, the fourth", answer(308), Attempt { redirects: 3, ..ATTEMPT }, RetryDecision::GiveUp),
            ("301", answer(301), ATTEMPT, RetryDecision::GiveUp),
            ("204", answer(204), ATTEMPT, RetryDecision::GiveUp),
        ];
        for (what, seen, attempt, expected) in rows {
            assert_eq!(next(&Attempt { seen, ..attempt }, 0.5), expected, "{what}");
        }
    }

    #[test]
    fn the_documented_statuses_are_those_that_are_retried() {
        let ends = Status::ALL.iter().flat_map(|status| {
            [false, true].map(|is_transient| {
                (*status, AttemptOutcome::TransportError { status: *status, is_transient, stale: false })
            })
        });
        let bodies = ["", r#"{"code":124}"#, r#"{"code":4711,"message":"x"}"#, r#"{"code":1001}"#];
        let answers = (100..600).flat_map(|http| {
            // Zoom sends its codes with 400 to 404.
            let bodies = if (400..405).contains(&http) { &bodies[..] } else { &bodies[..1] };
            bodies.iter().map(move |body| {
                let response = Response::new(http, b"", body.as_bytes().to_vec(), None, &[]);
                let status = if http == 204 { Status::Ok } else { error_mapping(&response).status };
                (status, AttemptOutcome::of_answer(&response, SystemTime::UNIX_EPOCH))
            })
        });
        let is_retried =
            |seen| matches!(next(&Attempt { seen, ..ATTEMPT }, 0.5), RetryDecision::Again(_) | RetryDecision::Renew);
        let retried_ones: HashSet<Status> =
            ends.chain(answers).filter(|(_, seen)| is_retried(*seen)).map(|(status, _)| status).collect();
        for status in Status::ALL {
            assert_eq!(retried_ones.contains(status), !retried(*status).is_empty(), "{status:?}");
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
                AttemptOutcome::Answer { http, refuses_token, retry_after, is_daily: numbers.flag() }
            } else {
                AttemptOutcome::TransportError { status, is_transient: numbers.flag(), stale: numbers.flag() }
            };
            let attempt = Attempt {
                seen,
                repeatable: numbers.flag(),
                can_renew: numbers.flag(),
                replaced: numbers.flag(),
                redirects: u32::try_from(numbers.below(5)).expect("small"),
                retries: u32::try_from(numbers.below(30)).expect("small"),
                max_retries: u32::try_from(numbers.below(21)).expect("small"),
                left: Duration::from_millis(numbers.below(90_000)),
            };
            let jitter = numbers.below(1_000) as f64 / 1_000.0;
            let next = next(&attempt, jitter);
            match (next, seen) {
                (RetryDecision::Again(pause), seen) => {
                    agains += 1;
                    assert!(pause < attempt.left && attempt.retries < attempt.max_retries, "{attempt:?}");
                    if let AttemptOutcome::Answer { http, retry_after, is_daily, refuses_token } = seen {
                        assert!(matches!(http, 408 | 425 | 429 | 500..) && !refuses_token, "{attempt:?}");
                        assert!(pause >= retry_after.unwrap_or_default(), "{attempt:?}");
                        assert!(http != 429 || !is_daily, "{attempt:?}");
                        assert!(http == 429 || attempt.repeatable, "{attempt:?}");
                    }
                }
                (RetryDecision::Renew, AttemptOutcome::Answer { refuses_token: true, .. }) => {
                    assert!(attempt.can_renew);
                }
                (RetryDecision::Follow, AttemptOutcome::Answer { http: 307 | 308, .. }) => {
                    assert!(attempt.redirects < MAX_REDIRECTS);
                }
                (RetryDecision::Replace, AttemptOutcome::TransportError { stale: true, .. }) => {
                    assert!(attempt.repeatable && !attempt.replaced && !attempt.left.is_zero());
                }
                (RetryDecision::GiveUp, _) => {}
                (next, seen) => panic!("{next:?} after {seen:?}"),
            }
        }
        assert!(agains > 1_000, "the numbers reach what is to be tested");
    }
}
