//! When a request may start: the rate of the account's plan, shared by all clients of the process and, through a file, by
//! all processes of the machine.
//!
//! Every turn is given in advance, in the order in which threads ask, an even distance apart. A limit that a server counts
//! in windows of a second is thereby kept wherever a window begins.

mod account;
mod ledger;

use super::claims;
use super::clock::{micros, moment, steady_us, unix_s};
use super::options::Options;
use super::plan::Plan;
use super::private_file::{Locked, Unlocked};
use super::wait::{Stop, Wait};
use crate::answer::error::Error;
use crate::answer::outcome::Problem;
use crate::answer::rate_limit::Window;
use crate::answer::response::Response;
use crate::answer::status::Status;
use account::Account;
use ledger::{Ledger, Pace, Turn};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// How long others may hold the file of the rate before it is left alone.
const PATIENCE: Duration = Duration::from_secs(2);
/// A limit per second is over after a second.
const SECOND_US: u64 = 1_000_000;
/// So much of a second's requests being our own, they explain that none are left.
const MOSTLY_OURS: f64 = 0.9;

/// Threads wake up late and connections take their time: so many requests as the rate has in a second leave in that many
/// seconds at least. Less than the distance of turns, so that what was late is made up for.
const SPAN: f64 = 1.0 + (ledger::MARGIN - 1.0) * 0.9;

/// A request that has its turn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Departure {
    account: &'static Account,
    number: u64,
}

impl Departure {
    /// The request leaves now, its connection being there.
    pub(crate) fn now(self) {
        self.account.departed(self.number, steady_us());
    }
}

/// The pacing of one client.
#[derive(Debug)]
pub(crate) struct Pacer {
    plan: Plan,
    share: u32,
    file: Option<PathBuf>,
}

/// Why there is no turn.
pub(crate) enum NoTurn {
    /// The call was stopped.
    Stopped(Stop),
    /// There is none before the end of the call.
    TooLate(Error, SystemTime),
}

impl Pacer {
    pub(crate) fn new(options: &Options) -> Self {
        Self { plan: options.plan, share: options.rate_share, file: options.rate_file.clone() }
    }

    /// Whether there is a rate to keep.
    pub(crate) fn paces(&self) -> bool {
        self.pace().is_some()
    }

    fn pace(&self) -> Option<Pace> {
        let per_second = self.plan.per_second()?;
        Some(Pace { per_second, per_day: self.plan.per_day(), share: self.share })
    }

    /// Waits for a turn. A problem with the file of the rate is told in `warnings`; then this process goes by itself.
    pub(crate) fn turn(
        &self,
        name: u64,
        wait: &Wait,
        warnings: &mut Vec<Problem>,
    ) -> Result<Option<Departure>, NoTurn> {
        let Some(pace) = self.pace() else { return wait.left().map(|_| None).map_err(NoTurn::Stopped) };
        loop {
            let left = wait.left().map_err(NoTurn::Stopped)?;
            let latest_us = steady_us().saturating_add(micros(left));
            let reserve = |ledger: &mut Ledger| ledger.reserve(&pace, steady_us(), unix_s(), latest_us);
            let turn_us = match self.change(name, wait, warnings, reserve).map_err(NoTurn::Stopped)? {
                Turn::At(turn_us) => turn_us,
                Turn::TooLate(at_us) => return Err(too_late(at_us)),
                Turn::Full(until_s) => return Err(full(until_s)),
            };
            if let Err(stop) = sleep_until(turn_us, wait) {
                self.give_back(name, &pace, turn_us, wait, warnings);
                return Err(NoTurn::Stopped(stop));
            }
            let Some(account) = Account::known(name) else { return Ok(None) };
            // Meanwhile the server may have said that it takes nothing for a while.
            if account.ledger().held_us > steady_us().max(turn_us) {
                self.give_back(name, &pace, turn_us, wait, warnings);
                continue;
            }
            let rate = pace.rate(account.ledger().ceiling);
            let most = (rate.floor() as u64).max(1);
            let span_us = (most as f64 / rate * SECOND_US as f64 * SPAN) as u64;
            loop {
                match account.depart(steady_us(), most, span_us) {
                    Ok(number) => return Ok(Some(Departure { account, number })),
                    Err(at_us) => sleep_until(at_us, wait).map_err(NoTurn::Stopped)?,
                }
            }
        }
    }

    /// A turn was not used: nothing reached Zoom.
    pub(crate) fn unsent(&self, name: u64, wait: &Wait) {
        if let Some(pace) = self.pace() {
            self.give_back(name, &pace, 0, wait, &mut Vec::new());
        }
    }

    /// Learns from what an answer says of the limits.
    pub(crate) fn learn(&self, name: u64, response: &Response, wait: &Wait) {
        let Some(pace) = self.pace() else { return };
        let said = response.rate_limit();
        let now = SystemTime::now();
        let retry_after = response.retry_after(now);
        let (now_us, now_s) = (steady_us(), unix_s());
        let others_too = Account::known(name).is_some_and(|account| {
            let ours = account.departed_since(now_us.saturating_sub(SECOND_US)) as f64;
            said.remaining == Some(0) && ours < MOSTLY_OURS * said.limit.unwrap_or(1) as f64
        });
        let learn = |ledger: &mut Ledger| match said.window {
            Some(Window::Concurrent) => {}
            Some(Window::Day) => {
                if said.refused || (said.is_light && said.remaining == Some(0)) {
                    let wait_s = retry_after.map_or_else(|| 86_400 - now_s % 86_400, |wait| wait.as_secs().max(1));
                    ledger.full_until_s = now_s + wait_s;
                } else if let (true, Some(limit), Some(remaining)) = (said.is_light, said.limit, said.remaining) {
                    ledger.used = ledger.used.max(limit.saturating_sub(remaining));
                }
            }
            Some(Window::Second) | None => {
                if said.is_light && said.window.is_some() {
                    ledger.set_ceiling(&pace, now_us, said.limit.unwrap_or(0));
                }
                if said.refused {
                    ledger.hold(now_us, retry_after.map_or(SECOND_US, micros));
                } else if said.is_light && others_too {
                    ledger.hold(now_us, SECOND_US);
                }
            }
        };
        let known = Account::known(name).map(Account::ledger).unwrap_or_default();
        let mut changed = known;
        learn(&mut changed);
        if changed != known || self.file.is_some() && (said.refused || others_too) {
            // Nobody waits longer than the call for what is only of use to later ones.
            let _ = self.change(name, wait, &mut Vec::new(), learn);
        }
    }

    fn give_back(&self, name: u64, pace: &Pace, turn_us: u64, wait: &Wait, warnings: &mut Vec<Problem>) {
        // A call that was stopped does not wait to give back: at worst a turn is lost.
        let _ = self.change(name, wait, warnings, |ledger| ledger.give_back(pace, turn_us));
    }

    /// Changes the ledger of an account: that of the process, or with an option that in the file.
    fn change<T>(
        &self,
        name: u64,
        wait: &Wait,
        warnings: &mut Vec<Problem>,
        mut change: impl FnMut(&mut Ledger) -> T,
    ) -> Result<T, Stop> {
        let _claim = match claims::try_claim(name) {
            Some(claim) => claim,
            None => claims::claim(name, wait)?,
        };
        let account = Account::of(name);
        let mut own = account.map(Account::ledger).unwrap_or_default();
        let Some(path) = &self.file else {
            let changed = change(&mut own);
            if let Some(account) = account {
                account.save(&own);
            }
            return Ok(changed);
        };
        let mut file = match Locked::open(path, wait, PATIENCE) {
            Ok(file) => Some(file),
            Err(Unlocked::Stopped(stop)) => return Err(stop),
            Err(Unlocked::Busy) => {
                warn(warnings, "others hold it for too long; this process keeps the rate by itself");
                None
            }
            Err(Unlocked::Unusable(error)) => {
                let why = super::transport::describe(&error);
                warn(warnings, &format!("cannot be used ({why}); this process keeps the rate by itself"));
                None
            }
        };
        let mut ledger = file.as_mut().map_or(own, |file| Ledger::of_line(&file.read()));
        let changed = change(&mut ledger);
        if let Some(Err(error)) = file.as_mut().map(|file| file.write(&ledger.to_line())) {
            let why = super::transport::describe(&error);
            warn(warnings, &format!("cannot be written ({why}); this process keeps the rate by itself"));
        }
        if let Some(account) = account {
            account.save(&ledger);
        }
        Ok(changed)
    }
}

fn warn(warnings: &mut Vec<Problem>, message: &str) {
    let problem = Problem::new("rate_file", message);
    if !warnings.contains(&problem) {
        log::warn!("{problem}");
        warnings.push(problem);
    }
}

fn sleep_until(at_us: u64, wait: &Wait) -> Result<(), Stop> {
    match at_us.checked_sub(steady_us()) {
        None | Some(0) => Ok(()),
        Some(length) => wait.sleep(Duration::from_micros(length)),
    }
}

fn too_late(at_us: u64) -> NoTurn {
    let wait = Duration::from_micros(at_us.saturating_sub(steady_us()));
    let why = format!("the plan's rate has no turn before deadline_ms: the next is in {} ms", wait.as_millis());
    NoTurn::TooLate(Error::new(Status::RateLimited, why), SystemTime::now() + wait)
}

fn full(until_s: u64) -> NoTurn {
    let why = "the account's requests of this day are used up, nothing was sent";
    NoTurn::TooLate(Error::new(Status::RateLimited, why), moment(until_s))
}
