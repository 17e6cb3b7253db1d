//! This machine's clock beside the server's. Pure.

use crate::answer::check::Check;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::send::transport::watched::{Head, Leg};
use std::time::Duration;

pub(super) const NAME: &str = "clock";

/// Answers are read late and dates are whole seconds: so much says nothing.
const USUAL: Duration = Duration::from_secs(60);
/// As long as a token lasts: certificates and shared tokens are judged by this clock.
const TOO_MUCH: Duration = Duration::from_secs(3_600);

const SET: &str = "set this machine's clock, and have it kept by a time service (NTP)";

/// Compares the clocks by the newest answer that has a date.
pub(super) fn check<'a>(legs: impl DoubleEndedIterator<Item = &'a Leg>) -> Check {
    let heads = legs.rev().filter_map(|leg| leg.ending.as_ref().ok());
    let mut any = false;
    let dated = heads.inspect(|_| any = true).find_map(|head| head.date.map(|date| (head, date)));
    let Some((Head { received, .. }, date)) = dated else {
        let why = if any { "cannot be known: no answer has a Date" } else { "cannot be known: no answer came" };
        return Check::skipped(NAME, why);
    };
    let (difference, word) = match received.duration_since(date) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(behind) => (behind.duration(), "behind"),
    };
    let message = format!("{} s {word} the server's", difference.as_secs());
    match difference {
        _ if difference <= USUAL => Check::ok(NAME, &message),
        _ if difference <= TOO_MUCH => Check::warning(NAME, &message, SET),
        _ => {
            let why = format!("{message}: certificates and tokens are judged by a wrong time");
            Check::failed(NAME, &Error::new(Status::Tls, why).with_remedy(SET))
        }
    }
}
