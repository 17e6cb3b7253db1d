//! What an answer says of Zoom's rate limits: its `X-RateLimit` headers, and the words of a 429.

/// The kind of limit that headers or words speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// So many requests a second.
    Second,
    /// So many requests a day, from midnight to midnight UTC.
    Day,
    /// Requests for one user side by side.
    Concurrent,
}

/// Zoom's rate limits as one answer states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// Whether the answer is a refusal because of a limit.
    pub refused: bool,
    /// Whether the limit is that of the label Light, under which updates are counted. True where no label is given.
    pub is_light: bool,
    /// Which limit; `None` where nothing is said.
    pub window: Option<Window>,
    /// Requests allowed in the window.
    pub limit: Option<u64>,
    /// Requests left in the window.
    pub remaining: Option<u64>,
}

impl RateLimit {
    /// Reads an answer.
    pub(super) fn read<'a>(http_status: u16, header: impl Fn(&str) -> Option<&'a str>, message: &str) -> Self {
        let refused = http_status == 429;
        let number = |name: &str| header(name).and_then(|value| value.trim().parse().ok());
        let kind = header("x-ratelimit-type").unwrap_or_default().to_ascii_lowercase();
        let said = message.to_ascii_lowercase();
        let window = match () {
            () if refused && said.contains("concurrent") => Some(Window::Concurrent),
            () if kind.contains("daily") || (refused && said.contains("daily")) => Some(Window::Day),
            () if kind.contains("qps") || (refused && said.contains("per-second")) => Some(Window::Second),
            () => None,
        };
        let is_light = header("x-ratelimit-category").is_none_or(|label| label.trim().eq_ignore_ascii_case("light"));
        let (limit, remaining) = (number("x-ratelimit-limit"), number("x-ratelimit-remaining"));
        Self { refused, is_light, window, limit, remaining }
    }

    /// Whether the answer refuses because of a daily limit.
    pub fn is_daily(&self) -> bool {
        self.refused && self.window == Some(Window::Day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(http: u16, headers: &[(&str, &str)], message: &str) -> RateLimit {
        RateLimit::read(http, |name| headers.iter().find(|(n, _)| *n == name).map(|(_, value)| *value), message)
    }

    #[test]
    fn headers_and_words_are_read() {
        let qps = [("x-ratelimit-type", "QPS"), ("x-ratelimit-limit", "80"), ("x-ratelimit-remaining", " 79")];
        let said = read(204, &qps, "");
        assert_eq!((said.window, said.limit, said.remaining), (Some(Window::Second), Some(80), Some(79)));
        assert!(said.is_light && !said.refused && !said.is_daily());

        let daily = [("x-ratelimit-type", "Daily-limit"), ("x-ratelimit-category", "Heavy")];
        assert!(read(429, &daily, "").is_daily() && !read(429, &daily, "").is_light);
        assert!(!read(204, &daily, "").is_daily(), "no refusal");
        assert!(read(429, &[], "You have reached the maximum daily rate limit for this API.").is_daily());

        let second = "You have reached the maximum per-second rate limit for this API. Try again later.";
        assert_eq!(read(429, &[], second).window, Some(Window::Second));
        let both = "Too many concurrent requests. A request to change this user has already been made.";
        assert_eq!(read(429, &qps, both).window, Some(Window::Concurrent));
        assert_eq!(read(429, &[], "").window, None);
        assert_eq!(read(204, &[("x-ratelimit-limit", "many")], "").limit, None);
    }
}
