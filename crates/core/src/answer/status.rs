//! The status of a call: one number for every way it can end, the same in every language.

/// How a call ended. The numbers are frozen: 1-19 the caller, 20-39 the way to Zoom, 40-59 Zoom, 90-99 this library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// The call did what it was asked. For an update: Zoom answered 204, completely received; with `verify`, reading
    /// confirmed it; with `only_changes`, nothing differed.
    Ok = 0,
    /// A pointer that must be given was NULL.
    Null = 1,
    /// A text is not valid UTF-8 or UTF-16.
    Encoding = 2,
    /// An argument or the value of an option is not usable.
    InvalidArgument = 3,
    /// A name (option, list, what) is not one of this library's.
    UnknownName = 4,
    /// A text that must be JSON is not.
    InvalidJson = 5,
    /// The handle is in use by another thread; nothing was done.
    Busy = 7,
    /// No access token was given.
    MissingToken = 8,
    /// The check found errors in the patch; nothing was sent.
    CheckFailed = 9,
    /// The host name could not be resolved.
    Dns = 20,
    /// No connection to the host could be made.
    Connect = 21,
    /// No trusted TLS connection could be made.
    Tls = 22,
    /// The call took longer than its limits allow.
    Timeout = 23,
    /// The caller cancelled the call.
    Cancelled = 24,
    /// The connection broke before a complete answer.
    Io = 25,
    /// The proxy could not be used.
    Proxy = 26,
    /// Zoom does not accept the access token.
    Unauthorized = 40,
    /// The token's app or user may not do this.
    Forbidden = 41,
    /// Zoom knows no such user on this account.
    NotFound = 42,
    /// Zoom's rate limit is reached.
    RateLimited = 43,
    /// Zoom refused the request.
    Rejected = 44,
    /// Zoom failed to handle the request.
    Server = 45,
    /// An answer that is not one of this operation's.
    Unexpected = 46,
    /// Zoom answered 204 but did not change the user.
    NotApplied = 47,
    /// Zoom answered 204, but the user could not be read to confirm it.
    Unconfirmed = 48,
    /// A defect in this library, caught before it could end the program.
    Panic = 90,
    /// Memory ran out.
    OutOfMemory = 91,
    /// A defect in this library.
    Internal = 92,
}

impl Status {
    /// Every status, in the order of its number.
    pub const ALL: &'static [Self] = &[
        Self::Ok,
        Self::Null,
        Self::Encoding,
        Self::InvalidArgument,
        Self::UnknownName,
        Self::InvalidJson,
        Self::Busy,
        Self::MissingToken,
        Self::CheckFailed,
        Self::Dns,
        Self::Connect,
        Self::Tls,
        Self::Timeout,
        Self::Cancelled,
        Self::Io,
        Self::Proxy,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::RateLimited,
        Self::Rejected,
        Self::Server,
        Self::Unexpected,
        Self::NotApplied,
        Self::Unconfirmed,
        Self::Panic,
        Self::OutOfMemory,
        Self::Internal,
    ];

    /// The number, the same in every language.
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The status with this number.
    pub fn from_code(code: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.code() == code)
    }

    /// The name, as in C after `ZOOM_E_` (`OK` is `ZOOM_OK` there).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Null => "NULL",
            Self::Encoding => "ENCODING",
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::UnknownName => "UNKNOWN_NAME",
            Self::InvalidJson => "INVALID_JSON",
            Self::Busy => "BUSY",
            Self::MissingToken => "MISSING_TOKEN",
            Self::CheckFailed => "CHECK_FAILED",
            Self::Dns => "DNS",
            Self::Connect => "CONNECT",
            Self::Tls => "TLS",
            Self::Timeout => "TIMEOUT",
            Self::Cancelled => "CANCELLED",
            Self::Io => "IO",
            Self::Proxy => "PROXY",
            Self::Unauthorized => "UNAUTHORIZED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::RateLimited => "RATE_LIMITED",
            Self::Rejected => "REJECTED",
            Self::Server => "SERVER",
            Self::Unexpected => "UNEXPECTED",
            Self::NotApplied => "NOT_APPLIED",
            Self::Unconfirmed => "UNCONFIRMED",
            Self::Panic => "PANIC",
            Self::OutOfMemory => "OUT_OF_MEMORY",
            Self::Internal => "INTERNAL",
        }
    }

    /// What the status means, in one line.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Ok => "success",
            Self::Null => "a required pointer is NULL",
            Self::Encoding => "a text is not valid UTF-8 or UTF-16",
            Self::InvalidArgument => "an argument or option value is not usable",
            Self::UnknownName => "no such name",
            Self::InvalidJson => "a text is not valid JSON",
            Self::Busy => "the handle is in use by another thread",
            Self::MissingToken => "no access token was given",
            Self::CheckFailed => "the check found errors, nothing was sent",
            Self::Dns => "the host name could not be resolved",
            Self::Connect => "no connection could be made",
            Self::Tls => "no trusted TLS connection could be made",
            Self::Timeout => "the call took longer than allowed",
            Self::Cancelled => "the call was cancelled",
            Self::Io => "the connection broke before a complete answer",
            Self::Proxy => "the proxy could not be used",
            Self::Unauthorized => "Zoom does not accept the access token",
            Self::Forbidden => "the token does not permit this",
            Self::NotFound => "no such user on this account",
            Self::RateLimited => "Zoom's rate limit is reached",
            Self::Rejected => "Zoom refused the request",
            Self::Server => "Zoom failed to handle the request",
            Self::Unexpected => "the answer is not one of this operation's",
            Self::NotApplied => "Zoom accepted the update but did not make it",
            Self::Unconfirmed => "Zoom accepted the update, but it could not be confirmed",
            Self::Panic => "a defect in this library was caught",
            Self::OutOfMemory => "memory ran out",
            Self::Internal => "a defect in this library",
        }
    }

    /// Whether the same call may succeed later without a change by the caller.
    pub const fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::Dns
                | Self::Connect
                | Self::Timeout
                | Self::Io
                | Self::RateLimited
                | Self::Server
                | Self::Unconfirmed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_frozen_and_unique() {
        let listed: Vec<_> = Status::ALL.iter().map(|s| (s.code(), s.name())).collect();
        assert_eq!(
            listed,
            [
                (0, "OK"),
                (1, "NULL"),
                (2, "ENCODING"),
                (3, "INVALID_ARGUMENT"),
                (4, "UNKNOWN_NAME"),
                (5, "INVALID_JSON"),
                (7, "BUSY"),
                (8, "MISSING_TOKEN"),
                (9, "CHECK_FAILED"),
                (20, "DNS"),
                (21, "CONNECT"),
                (22, "TLS"),
                (23, "TIMEOUT"),
                (24, "CANCELLED"),
                (25, "IO"),
                (26, "PROXY"),
                (40, "UNAUTHORIZED"),
                (41, "FORBIDDEN"),
                (42, "NOT_FOUND"),
                (43, "RATE_LIMITED"),
                (44, "REJECTED"),
                (45, "SERVER"),
                (46, "UNEXPECTED"),
                (47, "NOT_APPLIED"),
                (48, "UNCONFIRMED"),
                (90, "PANIC"),
                (91, "OUT_OF_MEMORY"),
                (92, "INTERNAL"),
            ]
        );
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(*status));
        }
        assert_eq!(Status::from_code(6), None);
    }
}
