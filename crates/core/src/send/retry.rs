//! Whether an attempt is repeated. Pure: what is seen goes in, the decision comes out.

use std::time::Duration;

/// What an attempt looked like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// A kept connection turned out to be closed: it broke before the first byte of an answer.
    pub(crate) stale: bool,
    /// The request may be sent twice: it does the same again, or nothing of it was sent.
    pub(crate) repeatable: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// This attempt's result is the result of the call.
    Stop,
    /// One more attempt after this time.
    Again(Duration),
}

/// Decides. Only a kept connection that had died is replaced by a new one, once.
pub(crate) fn next(attempt: Attempt) -> Next {
    let again = attempt.stale && attempt.repeatable && attempt.number == 1;
    if again { Next::Again(Duration::ZERO) } else { Next::Stop }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_stale_connection_is_replaced_and_once() {
        let next = |number, stale, repeatable| next(Attempt { number, stale, repeatable });
        assert_eq!(next(1, true, true), Next::Again(Duration::ZERO));
        assert_eq!(next(2, true, true), Next::Stop);
        assert_eq!(next(1, false, true), Next::Stop);
        assert_eq!(next(1, true, false), Next::Stop);
    }
}
