//! Compares this machine's clock with the server's.

use crate::doctor::recorder::{Head, Leg};
use crate::duration::at_least;
use crate::response::doctor_check::Check;
use crate::response::error::Error;
use crate::response::status::Status;
use std::time::Duration;

pub(crate) const NAME: &str = "clock";

/// Differences up to this are ignored: responses arrive late, and dates are whole seconds.
const TOLERANCE: Duration = Duration::from_secs(60);
/// Greater differences fail: a token lasts an hour, and certificates and shared tokens are validated by this clock.
const MAX_DIFFERENCE: Duration = Duration::from_secs(3_600);

const SET: &str = "set this machine's clock, and synchronize it (NTP)";

/// Compares the clocks by the last response with a `Date`.
pub(crate) fn check<'a>(legs: impl DoubleEndedIterator<Item = &'a Leg>) -> Check {
    let heads = legs.rev().filter_map(|leg| leg.result.as_ref().ok());
    let mut any = false;
    let dated = heads.inspect(|_| any = true).find_map(|head| head.date.map(|date| (head, date)));
    let Some((Head { received, .. }, date)) = dated else {
        let why = if any { "unknown: no response has a Date header" } else { "unknown: no response arrived" };
        return Check::skipped(NAME, why);
    };
    let (difference, word) = match received.duration_since(date) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(behind) => (behind.duration(), "behind"),
    };
    let message = format!("{} {word} the server's", at_least(difference));
    match difference {
        _ if difference <= TOLERANCE => Check::ok(NAME, &message),
        _ if difference <= MAX_DIFFERENCE => Check::warning(NAME, &message, SET),
        _ => {
            let why = format!("{message}: certificates and tokens are checked against a wrong time");
            Check::failed(NAME, &Error::new(Status::Tls, why).with_hint(SET))
        }
    }
}
