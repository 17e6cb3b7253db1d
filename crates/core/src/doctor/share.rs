//! The server of the option `share`; pure.

use crate::duration::at_least;
use crate::response::doctor_check::Check;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::share::probe::{Facts, Probe};
use std::time::Duration;

pub(crate) const NAME: &str = "share";

const UNREACHABLE: &str =
    "check share, and whether this machine may connect to the server; calls go on with a part of the rate";
const REFUSED: &str = "docs/share.md lists the rights that a user of the server needs";
const EVICTS: &str = "set maxmemory-policy to noeviction, or use a server for this alone";
const CLOCK: &str = "set the clocks, use NTP; sharing itself only uses the server's clock";

/// A difference of the clocks that is a warning.
const MAX_CLOCK_MS: u64 = 60_000;

/// The check.
pub(crate) fn check(found: &Probe) -> Check {
    let Probe { server, result } = found;
    let facts = match result {
        Ok(facts) => facts,
        Err(trouble) => {
            let (status, hint) = match trouble.is_refused {
                true => (Status::InvalidArgument, REFUSED),
                false => (Status::Connect, UNREACHABLE),
            };
            let error = Error::new(status, format!("the server {server} cannot be used: {}", trouble.why));
            return Check::failed(NAME, &error.with_hint(hint));
        }
    };
    let Facts { tls, clock_ms, members, waiting_ms, evicts } = facts;
    let tls = if tls.is_empty() { "without TLS" } else { tls };
    let clock = Duration::from_millis(clock_ms.unsigned_abs());
    let side = if *clock_ms < 0 { "behind" } else { "ahead of" };
    let clock_text = match clock.as_secs() {
        0 => "its clock is like this machine's".to_owned(),
        _ => format!("its clock is {} {side} this machine's", at_least(clock)),
    };
    let message = format!(
        "{server}, {tls}; scripts run; members in the last minute: {members}; next turn in {waiting_ms} ms; {clock_text}"
    );
    if let Some(policy) = evicts {
        let message = format!("{message}; its maxmemory-policy is {policy}, so it may drop what is shared");
        return Check::warning(NAME, &message, EVICTS);
    }
    if clock_ms.unsigned_abs() > MAX_CLOCK_MS {
        return Check::warning(NAME, &message, CLOCK);
    }
    Check::ok(NAME, &message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::doctor_check::CheckOutcome;
    use crate::share::probe::Trouble;

    fn checked(result: Result<Facts, Trouble>) -> Check {
        check(&Probe { server: "cache:6379".to_owned(), result })
    }

    #[test]
    fn what_is_found_is_said() {
        let facts = Facts { tls: "TLS 1.3", members: 3, ..Facts::default() };
        let good = checked(Ok(facts.clone()));
        assert_eq!(good.outcome, CheckOutcome::Ok);
        assert!(
            good.message.starts_with("cache:6379, TLS 1.3; scripts run; members in the last minute: 3"),
            "{good:?}"
        );
        let evicting = checked(Ok(Facts { evicts: Some("allkeys-lru".to_owned()), ..facts.clone() }));
        assert!(evicting.outcome == CheckOutcome::Warning && evicting.message.contains("allkeys-lru"));
        let slow = checked(Ok(Facts { clock_ms: -90_000, ..facts }));
        assert!(slow.outcome == CheckOutcome::Warning && slow.message.contains(" behind this machine's"), "{slow:?}");
        for (is_refused, hint) in [(true, REFUSED), (false, UNREACHABLE)] {
            let failed = checked(Err(Trouble { why: "no reply in time".to_owned(), is_refused }));
            assert_eq!((failed.outcome, failed.hint), (CheckOutcome::Failed, hint));
            assert!(failed.message.contains("cache:6379 cannot be used: no reply in time"), "{failed:?}");
        }
    }
}
