//! The rate that Zoom allows beside the plan that is kept. Pure.

use crate::answer::check::Check;
use crate::answer::outcome::Outcome;
use crate::answer::rate_limit::Window;
use crate::answer::status::Status;
use crate::send::plan::Plan;

pub(super) const NAME: &str = "rate";

const SHARE: &str = "choose the plan whose rate is not more than Zoom's, and rate_share for what other programs need";

/// The check.
pub(super) fn check(plan: Plan, reading: Option<&Outcome>) -> Check {
    let Some(reading) = reading else { return Check::skipped(NAME, "cannot be known without a token") };
    if reading.status() == Status::RateLimited {
        return Check::failed(NAME, &reading.error());
    }
    let Some(said) = reading.response().map(|response| response.rate_limit()) else {
        return Check::skipped(NAME, "cannot be known: no answer came");
    };
    let (Some(limit), true) = (said.limit, said.is_light) else {
        return Check::skipped(NAME, "the answer names no limit for requests of this kind");
    };
    let left = said.remaining.map(|left| format!(", {left} left")).unwrap_or_default();
    let (span, kept) = match said.window {
        Some(Window::Day) => ("a day", plan.per_day()),
        _ => ("a second", plan.per_second()),
    };
    let message = format!("Zoom allows {limit} requests {span}{left}");
    let word = plan.word();
    match kept {
        _ if plan == Plan::None => Check::ok(NAME, &format!("{message}; with plan=none no rate is kept")),
        Some(kept) if u64::from(kept) == limit => Check::ok(NAME, &format!("{message}, as plan={word} says")),
        Some(kept) => {
            Check::warning(NAME, &format!("{message}, and plan={word} keeps {kept}"), advice(limit, said.window))
        }
        None => {
            Check::warning(NAME, &format!("{message}, which plan={word} does not know"), advice(limit, said.window))
        }
    }
}

/// The plan that has this limit.
fn advice(limit: u64, window: Option<Window>) -> &'static str {
    let of = |plan: Plan| if window == Some(Window::Day) { plan.per_day() } else { plan.per_second() };
    match Plan::ALL.iter().find(|plan| of(**plan).map(u64::from) == Some(limit)) {
        Some(Plan::Free) => "set plan=free",
        Some(Plan::Pro) => "set plan=pro",
        Some(Plan::Business) => "set plan=business",
        Some(Plan::None) | None => SHARE,
    }
}
