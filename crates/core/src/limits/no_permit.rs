//! Why a request may not be sent.

use super::deadline::WaitError;
use crate::clock::{moment, steady_us};
use crate::response::error::Error;
use crate::response::retry_after::whole_ms;
use crate::response::status::Status;
use std::time::{Duration, SystemTime};

pub(crate) const IN_QUEUE: &str = "waiting for the rate limiter";
pub(crate) const IN_LOCK: &str = "waiting for the lock of rate_file";
pub(crate) const IN_SERVER: &str = "waiting for the server of share";

/// Why there is no permit.
pub(crate) enum NoPermit {
    /// The call was stopped while it was doing this.
    Stopped(WaitError, &'static str),
    /// There is none before the deadline, or the store that the call needs cannot be used.
    Refused(Error),
}

/// Why an operation was not carried out.
#[derive(Debug)]
pub(crate) enum Failed {
    Stopped(WaitError),
    Ended(Box<Error>),
}

impl Failed {
    /// Why there is no permit, if it failed while the call was doing this.
    pub(crate) fn during(self, doing: &'static str) -> NoPermit {
        match self {
            Self::Stopped(stop) => NoPermit::Stopped(stop, doing),
            Self::Ended(error) => NoPermit::Refused(*error),
        }
    }
}

impl From<WaitError> for Failed {
    fn from(stop: WaitError) -> Self {
        Self::Stopped(stop)
    }
}

impl NoPermit {
    /// The error of a request that was not sent.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Stopped(stop, doing) => stop.into_error(doing),
            Self::Refused(error) => error,
        }
    }
}

pub(crate) fn in_queue(stop: WaitError) -> NoPermit {
    NoPermit::Stopped(stop, IN_QUEUE)
}

pub(crate) fn until(at_us: u64) -> Duration {
    Duration::from_micros(at_us.saturating_sub(steady_us()))
}

pub(crate) fn too_late(at_us: u64) -> NoPermit {
    let wait = until(at_us);
    let why = format!(
        "the rate limit allows no request before deadline_ms: the next one is possible in {} ms",
        whole_ms(wait)
    );
    NoPermit::Refused(Error::new(Status::RateLimited, why).not_before(SystemTime::now() + wait))
}

pub(crate) fn full(until_s: u64) -> NoPermit {
    let why = "the account's requests of this day are used up, nothing was sent";
    NoPermit::Refused(Error::new(Status::RateLimited, why).not_before(moment(until_s)))
}
