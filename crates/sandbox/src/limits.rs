//! Zoom's rate limits: the headers of every answer and the three ways to be refused.

use crate::clock;

pub(crate) type Headers = Vec<(String, String)>;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Second,
    Daily,
    Concurrent,
}

/// What an answer says while no limit is reached. Changing and reading one user is `Light`, listing is `Medium`.
pub(crate) fn headers(category: &str) -> Headers {
    pairs(&[
        ("X-RateLimit-Category", category),
        ("X-RateLimit-Type", "QPS"),
        ("X-RateLimit-Limit", "80"),
        ("X-RateLimit-Remaining", "79"),
    ])
}

/// What a 429 says.
pub(crate) fn refused(limit: Limit) -> Headers {
    let now = clock::now();
    let (kind, quota) = if limit == Limit::Daily { ("Daily-limit", "6000") } else { ("QPS", "80") };
    let mut headers = pairs(&[
        ("X-RateLimit-Category", "Light"),
        ("X-RateLimit-Type", kind),
        ("X-RateLimit-Limit", quota),
        ("X-RateLimit-Remaining", "0"),
    ]);
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
