//! Compares the rate limit that Zoom states with the option `plan`.

use crate::limits::plan::Plan;
use crate::response::doctor_check::Check;
use crate::response::outcome::Outcome;
use crate::response::rate_limit::{RateLabel, Window};
use crate::response::status::Status;

pub(crate) const NAME: &str = "rate";

const SHARE: &str = "set a plan whose rate limit is at most Zoom's, and rate_share if other programs use the account";

/// The check.
pub(crate) fn check(plan: Plan, reading: Option<&Outcome>) -> Check {
    let Some(reading) = reading else { return Check::skipped(NAME, "unknown without a token") };
    if reading.status() == Status::RateLimited {
        return Check::failed(NAME, &reading.error());
    }
    let Some(said) = reading.response().map(|response| response.rate_limit()) else {
        return Check::skipped(NAME, "unknown: no response arrived");
    };
    let (Some(limit), true) = (said.limit, said.is_of(RateLabel::Light)) else {
        return Check::skipped(NAME, "the response names no limit for requests of this kind");
    };
    let left = said.remaining.map(|left| format!(", {left} left")).unwrap_or_default();
    let (span, kept) = match said.window {
        Some(Window::Day) => ("per day", plan.per_day(RateLabel::Light)),
        _ => ("per second", plan.per_second(RateLabel::Light)),
    };
    let message = format!("Zoom allows {limit} requests {span}{left}");
    let word = plan.word();
    match kept {
        _ if plan == Plan::None => Check::ok(NAME, &format!("{message}; plan=none does not limit")),
        Some(kept) if u64::from(kept) == limit => Check::ok(NAME, &format!("{message}, like plan={word}")),
        Some(kept) => {
            Check::warning(NAME, &format!("{message}, but plan={word} allows {kept}"), advice(limit, said.window))
        }
        None => {
            Check::warning(NAME, &format!("{message}, but plan={word} has no such limit"), advice(limit, said.window))
        }
    }
}

/// The hint: the plan with this limit, if there is one.
fn advice(limit: u64, window: Option<Window>) -> &'static str {
    let of = |plan: Plan| {
        if window == Some(Window::Day) { plan.per_day(RateLabel::Light) } else { plan.per_second(RateLabel::Light) }
    };
    match Plan::ALL.iter().find(|plan| of(**plan).map(u64::from) == Some(limit)) {
        Some(Plan::Free) => "set plan=free",
        Some(Plan::Pro) => "set plan=pro",
        Some(Plan::Business) => "set plan=business",
        Some(Plan::None) | None => SHARE,
    }
}
