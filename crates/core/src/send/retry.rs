//! Whether an attempt is repeated. Pure: what is seen goes in, the decision comes out.

use std::time::Duration;

/// What an attempt looked like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// A kept connection turned out to be closed: it broke before the first byte of an answer.
    pub(crate) stale: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// This attempt's result is the result of the call.
    Stop,
    /// One more attempt after this time.
    Again(Duration),
}

/// Decides. Only a kept connection that had died is replaced by a new one, once: every patch sets absolute values, so
/// that sending it twice does what sending it once does.
pub(crate) fn next(attempt: Attempt) -> Next {
    if attempt.stale && attempt.number == 1 { Next::Again(Duration::ZERO) } else { Next::Stop }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_stale_connection_is_replaced_and_once() {
        assert_eq!(next(Attempt { number: 1, stale: true }), Next::Again(Duration::ZERO));
        assert_eq!(next(Attempt { number: 2, stale: true }), Next::Stop);
        assert_eq!(next(Attempt { number: 1, stale: false }), Next::Stop);
    }
}
