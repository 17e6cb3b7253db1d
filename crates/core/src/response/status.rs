//! The status of a call: one number for each kind of result, the same in every language.

/// Generates the enum and its tables from one row per status.
macro_rules! statuses {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal, $text:literal,
        retryable: $retryable:literal, exit: $exit:literal, python: $python:literal;)*) => {
        /// How a call ended. The numbers never change: 1-19 are errors of the caller, 20-39 of the network, 40-59 of Zoom,
        /// 90-99 of this library.
        ///
        /// ```
        /// use zoomuser::Status;
        /// assert_eq!((Status::RateLimited.code(), Status::RateLimited.name()), (43, "RATE_LIMITED"));
        /// assert!(Status::RateLimited.is_retryable() && !Status::Rejected.is_retryable());
        /// assert_eq!(Status::from_code(43), Some(Status::RateLimited));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Status {
            $($(#[$doc])* $variant = $number,)*
        }

        impl Status {
            /// Every status, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name, as in C after `ZOOM_E_` (`OK` is `ZOOM_OK` there).
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What the status means, in one line.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// Whether the same call may succeed later, without a change by the caller.
            pub const fn is_retryable(self) -> bool {
                match self {
                    $(Self::$variant => $retryable,)*
                }
            }
        }

        /// The exit code of the command line.
        pub const fn exit_code(status: Status) -> i32 {
            match status {
                $(Status::$variant => $exit,)*
            }
        }

        /// The exception of the Python package; "" for success.
        pub const fn python_exception(status: Status) -> &'static str {
            match status {
                $(Status::$variant => $python,)*
            }
        }
    };
}

#[rustfmt::skip]
statuses! {
    /// The call succeeded. For an update: Zoom answered 204, completely received; with `confirm`, reading
    /// confirmed it; with `only_changes`, nothing differed.
    Ok = 0, "OK", "success", retryable: false, exit: 0, python: "";
    /// A required argument was NULL. Only the C API returns it.
    Null = 1, "NULL", "a required argument is NULL", retryable: false, exit: 3, python: "ZoomError";
    /// A text is not valid UTF-8 or UTF-16.
    Encoding = 2, "ENCODING", "a text is not valid UTF-8 or UTF-16", retryable: false, exit: 3, python: "CheckError";
    /// An argument or the value of an option is not usable.
    InvalidArgument = 3, "INVALID_ARGUMENT", "an argument or option value is not usable", retryable: false, exit: 3, python: "CheckError";
    /// A name (option, list, what) is not one of this library's.
    UnknownName = 4, "UNKNOWN_NAME", "no such name", retryable: false, exit: 3, python: "CheckError";
    /// A text that must be JSON is not.
    InvalidJson = 5, "INVALID_JSON", "a text is not valid JSON", retryable: false, exit: 3, python: "CheckError";
    /// Another thread used the client, patch, form or bulk, which only the C API and the bindings made on it report; or another
    /// process has the run. Nothing was done.
    Busy = 7, "BUSY", "another thread uses the client, patch, form or bulk, or another process has the run", retryable: true, exit: 1, python: "ZoomError";
    /// No access token was given.
    MissingToken = 8, "MISSING_TOKEN", "no access token was given", retryable: false, exit: 4, python: "CheckError";
    /// The check found errors in the patch; nothing was sent.
    CheckFailed = 9, "CHECK_FAILED", "the check found errors, nothing was sent", retryable: false, exit: 3, python: "CheckError";
    /// The host name could not be resolved.
    Dns = 20, "DNS", "the host name could not be resolved", retryable: true, exit: 9, python: "TransportError";
    /// No connection to the host could be made.
    Connect = 21, "CONNECT", "no connection could be made", retryable: true, exit: 9, python: "TransportError";
    /// No trusted TLS connection could be made.
    Tls = 22, "TLS", "no trusted TLS connection could be made", retryable: false, exit: 9, python: "TransportError";
    /// The call took longer than its limits allow.
    Timeout = 23, "TIMEOUT", "the call took longer than allowed", retryable: true, exit: 9, python: "RequestTimeoutError";
    /// The caller cancelled the call.
    Cancelled = 24, "CANCELLED", "the call was cancelled", retryable: false, exit: 10, python: "CancelledError";
    /// The connection broke before a complete response.
    Io = 25, "IO", "the connection broke before a complete response", retryable: true, exit: 9, python: "TransportError";
    /// The proxy could not be used.
    Proxy = 26, "PROXY", "the proxy could not be used", retryable: false, exit: 9, python: "TransportError";
    /// Zoom does not accept the access token.
    Unauthorized = 40, "UNAUTHORIZED", "Zoom does not accept the access token", retryable: false, exit: 4, python: "UnauthorizedError";
    /// The token's app or user may not do this.
    Forbidden = 41, "FORBIDDEN", "the token does not permit this", retryable: false, exit: 4, python: "ForbiddenError";
    /// Zoom knows no such user on this account.
    NotFound = 42, "NOT_FOUND", "no such user on this account", retryable: false, exit: 5, python: "NotFoundError";
    /// Zoom's rate limit is reached.
    RateLimited = 43, "RATE_LIMITED", "Zoom's rate limit is reached", retryable: true, exit: 7, python: "RateLimitError";
    /// Zoom refused the request.
    Rejected = 44, "REJECTED", "Zoom refused the request", retryable: false, exit: 6, python: "RejectedError";
    /// Zoom failed to handle the request.
    Server = 45, "SERVER", "Zoom failed to handle the request", retryable: true, exit: 8, python: "ServerError";
    /// An answer that is not one of this operation's.
    Unexpected = 46, "UNEXPECTED", "unexpected response", retryable: false, exit: 8, python: "ApiError";
    /// Zoom answered 204 but did not change the user.
    NotApplied = 47, "NOT_APPLIED", "Zoom accepted the update but did not make it", retryable: false, exit: 6, python: "NotAppliedError";
    /// Zoom answered 204, but the user could not be read to confirm it.
    Unconfirmed = 48, "UNCONFIRMED", "Zoom accepted the update, but it could not be confirmed", retryable: true, exit: 6, python: "UnconfirmedError";
    /// Rows of a bulk run failed or were not tried, or its journal or results could not be written.
    RowsFailed = 49, "ROWS_FAILED", "rows of a bulk run failed or were not tried, or its files could not be written", retryable: false, exit: 12, python: "ZoomError";
    /// A defect in this library, caught before it could end the program.
    Panic = 90, "PANIC", "a defect in this library was caught", retryable: false, exit: 1, python: "ZoomError";
    /// Memory ran out.
    OutOfMemory = 91, "OUT_OF_MEMORY", "memory ran out", retryable: false, exit: 1, python: "ZoomError";
    /// A defect in this library.
    Internal = 92, "INTERNAL", "a defect in this library", retryable: false, exit: 1, python: "ZoomError";
}

impl Status {
    /// The number, the same in every language.
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The status with this number.
    pub fn from_code(code: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_frozen() {
        // Add a status here when it is released; never change or remove one.
        let frozen = [
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
        ];
        for (code, name) in frozen {
            assert_eq!(Status::from_code(code).map(Status::name), Some(name));
        }
        assert_eq!(Status::from_code(6), None, "6 was used before");
    }

    #[test]
    fn numbers_are_unique_and_in_the_range_of_a_cause() {
        for pair in Status::ALL.windows(2) {
            assert!(pair[0].code() < pair[1].code(), "{}", pair[1].name());
        }
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(*status));
            assert!(matches!(status.code(), 0..=59 | 90..=99), "{}", status.name());
            assert!(status.name().bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'), "{}", status.name());
            assert!(!status.text().is_empty() && !status.text().contains('\n'), "{}", status.name());
            let is_ok = *status == Status::Ok;
            assert_eq!((exit_code(*status) == 0, python_exception(*status).is_empty()), (is_ok, is_ok));
        }
    }
}
