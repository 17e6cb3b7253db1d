//! Zoom's rate limits as a response states them: the `X-RateLimit` headers, and the message of a 429.

use super::retry_after;
use std::time::{Duration, SystemTime};

/// The label of a request, under which Zoom counts it. Each label has limits of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLabel {
    /// Updating and reading one user.
    Light,
    /// Listing the users.
    Medium,
}

impl RateLabel {
    /// The label of a request. Every request counts like an update unless it lists users.
    pub(crate) fn of_request(method: &str, path_and_query: &str) -> Self {
        let path = path_and_query.split('?').next().unwrap_or_default();
        let path = path.strip_prefix("/v2").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match (method, segments.as_slice()) {
            ("GET", ["users"] | ["accounts", _, "users"]) => Self::Medium,
            _ => Self::Light,
        }
    }
}

/// The window of a rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Requests per second.
    Second,
    /// Requests per day, from midnight to midnight UTC.
    Day,
    /// Concurrent requests for one user.
    Concurrent,
}

/// Words that indicate a daily limit, in lower case.
const DAY: [&str; 12] = [
    "daily",
    "per day",
    "per-day",
    "a day",
    "one day",
    "each day",
    "every day",
    "24 hours",
    "24-hour",
    "24 h",
    "today",
    "for the day",
];

/// Words that indicate a limit of a single user or of another resource, in lower case. Zoom documents daily limits for the
/// meetings, webinars and registrants of one user.
const OTHER_RESOURCES: [&str; 12] = [
    "user",
    "host",
    "meeting",
    "webinar",
    "regist",
    "invit",
    "recording",
    "participant",
    "resource",
    "chat",
    "device",
    "report",
];

/// A longer `Retry-After` indicates a daily limit.
const MAX_SHORT_WAIT: Duration = Duration::from_secs(3_600);

/// Zoom's rate limits as one response states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// Whether the response refuses the request because of a limit.
    pub refused: bool,
    /// The label of the limit; `None` if the response names none, or one that no request of this library has.
    pub label: Option<RateLabel>,
    /// Whether the response names a label.
    pub has_label: bool,
    /// Whether the limit applies to the whole account, and is not one of a single user or of another resource.
    pub is_accounts: bool,
    /// The window; `None` if the response does not say.
    pub window: Option<Window>,
    /// Requests allowed in the window.
    pub limit: Option<u64>,
    /// Requests left in the window.
    pub remaining: Option<u64>,
}

impl RateLimit {
    /// Reads a response received at `received`.
    pub(crate) fn read<'a>(
        http_status: u16,
        header: impl Fn(&str) -> Option<&'a str>,
        message: &str,
        received: SystemTime,
    ) -> Self {
        let refused = http_status == 429;
        let number = |name: &str| header(name).and_then(|value| value.trim().parse().ok());
        let kind = header("x-ratelimit-type").unwrap_or_default().to_ascii_lowercase();
        let said = message.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|words| said.contains(words));
        let is_daily_wait = || {
            let asked = header("retry-after").unwrap_or_default();
            let wait = retry_after::parse(asked, received);
            retry_after::is_bare_date(asked) || wait.is_some_and(|wait| wait > MAX_SHORT_WAIT)
        };
        let window = match () {
            () if refused && said.contains("concurrent") => Some(Window::Concurrent),
            () if kind.contains("daily") || (refused && says(&DAY)) => Some(Window::Day),
            () if kind.contains("qps") || (refused && says(&["per-second", "per second"])) => Some(Window::Second),
            () if refused && is_daily_wait() => Some(Window::Day),
            () => None,
        };
        let named = header("x-ratelimit-category").map(|label| label.trim().to_ascii_lowercase());
        let label = match named.as_deref() {
            Some("light") => Some(RateLabel::Light),
            Some("medium") => Some(RateLabel::Medium),
            _ => None,
        };
        let (has_label, is_accounts) = (named.is_some(), !says(&OTHER_RESOURCES));
        let (limit, remaining) = (number("x-ratelimit-limit"), number("x-ratelimit-remaining"));
        Self { refused, label, has_label, is_accounts, window, limit, remaining }
    }

    /// Whether the limit is that of requests with this label: it has the label, or none.
    pub fn is_of(&self, label: RateLabel) -> bool {
        self.label.map_or(!self.has_label, |own| own == label)
    }

    /// Whether the response refuses the request because of a daily limit.
    pub fn is_daily(&self) -> bool {
        self.refused && self.window == Some(Window::Day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(http: u16, headers: &[(&str, &str)], message: &str) -> RateLimit {
        let header = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
        RateLimit::read(http, header, message, SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn only_listing_users_has_the_label_medium() {
        for path in ["users", "users?page_size=30", "/v2/users", "/v2/accounts/m/users?a=b", "accounts/m/users/"] {
            assert_eq!(RateLabel::of_request("GET", path), RateLabel::Medium, "{path}");
        }
        for path in ["users/me", "users/users", "/v2/users/me", "groups/g/users", "accounts/users", "/v2users"] {
            assert_eq!(RateLabel::of_request("GET", path), RateLabel::Light, "{path}");
        }
        assert_eq!(RateLabel::of_request("POST", "users"), RateLabel::Light);
    }

    #[test]
    fn headers_and_words_are_read() {
        let qps = [("x-ratelimit-type", "QPS"), ("x-ratelimit-limit", "80"), ("x-ratelimit-remaining", " 79")];
        let said = read(204, &qps, "");
        assert_eq!((said.window, said.limit, said.remaining), (Some(Window::Second), Some(80), Some(79)));
        assert!(said.is_of(RateLabel::Light) && said.is_of(RateLabel::Medium) && !said.refused && !said.is_daily());

        let daily = [("x-ratelimit-type", "Daily-limit"), ("x-ratelimit-category", "Heavy")];
        assert!(read(429, &daily, "").is_daily() && !read(429, &daily, "").is_of(RateLabel::Light));
        let medium = read(200, &[("x-ratelimit-category", " MEDIUM")], "");
        assert!(medium.is_of(RateLabel::Medium) && !medium.is_of(RateLabel::Light));
        assert!(!read(204, &daily, "").is_daily(), "no refusal");
        assert!(read(429, &[], "You have reached the maximum daily rate limit for this API.").is_daily());

        let second = "You have reached the maximum per-second rate limit for this API. Try again later.";
        assert_eq!(read(429, &[], second).window, Some(Window::Second));
        let both = "Too many concurrent requests. A request to change this user has already been made.";
        assert_eq!(read(429, &qps, both).window, Some(Window::Concurrent));
        assert_eq!(read(429, &[], "").window, None);
        assert_eq!(read(204, &[("x-ratelimit-limit", "many")], "").limit, None);
    }

    #[test]
    fn a_daily_limit_is_recognized_by_words_and_by_long_waits() {
        for said in ["100 requests in one day", "6000 per day", "within 24 hours", "Daily limit", "a 24-hour window"] {
            assert!(read(429, &[], said).is_daily(), "{said}");
            assert!(!read(400, &[], said).is_daily(), "no limit: {said}");
        }
        for (asked, is_daily) in [
            ("1970-01-02", true),
            ("3601", true),
            ("Thu, 01 Jan 1970 02:00:00 GMT", true),
            ("1970-01-02T00:00:00Z", true),
            ("3600", false),
            ("soon", false),
        ] {
            assert_eq!(read(429, &[("retry-after", asked)], "").is_daily(), is_daily, "{asked}");
            assert!(!read(429, &[("retry-after", asked), ("x-ratelimit-type", "QPS")], "").is_daily(), "{asked}");
        }
    }

    #[test]
    fn limits_of_other_resources_are_not_the_accounts() {
        let daily = ("x-ratelimit-type", "Daily-limit");
        assert!(read(429, &[daily], "You have reached the maximum daily rate limit for this API.").is_accounts);
        for said in ["100 a day for this user", "Meeting create requests per day", "3 registrants a day"] {
            assert!(!read(429, &[daily], said).is_accounts, "{said}");
        }
    }
}
