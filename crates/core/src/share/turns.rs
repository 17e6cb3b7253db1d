//! The rate limit of an account on the server.

use super::member::{Granted, LATE_US, Member, Unreported};
use super::redis::failure::Failure;
use super::redis::link::Link;
use super::redis::resp::Reply as Resp;
use super::scripts::{self, Call};
use crate::clock::{Now, micros, steady_us};
use crate::limits::deadline::Deadline;
use crate::limits::ledger::rate::Rate;
use crate::limits::ledger::rate_feedback::RateFeedback;
use crate::limits::ledger::{AHEAD_US, Operation, Reply};
use crate::limits::quota::Quota;
use crate::limits::store::process::{self, Key, ProcessStore};
use crate::limits::store::{SharedStore, Store, StoreError};
use crate::process::process_lock::ProcessLock;
use crate::response::problem::Problem;
use crate::response::rate_limit::RateLabel;
use crate::text::hex;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// Labels of accounts that a process knows; the least recently used one makes room.
const MAX_MEMBERS: usize = 128;

static MEMBERS: ProcessLock<Vec<Known>> = ProcessLock::new();
/// The number of this process, and a random one by which servers count it, whatever it uses.
static NAME: ProcessLock<Vec<(u32, u64)>> = ProcessLock::new();

#[derive(Debug, Default)]
struct Known {
    store: u64,
    account: u64,
    process: u32,
    member: Member,
}

/// The ledgers on the server, or while it is away, a part of the rate in this process.
#[derive(Debug)]
pub(crate) struct ServerStore {
    pub(crate) link: Arc<Link>,
}

/// Who asks, and at which rate.
struct Caller<'a> {
    store: &'a ServerStore,
    quota: Quota,
    rate: &'a Rate,
    wait: &'a Deadline,
}

impl Store for ServerStore {
    fn apply(&self, quota: Quota, rate: &Rate, operation: &Operation, wait: &Deadline) -> Result<Reply, StoreError> {
        let caller = Caller { store: self, quota, rate, wait };
        match *operation {
            Operation::Reserve { after_us, .. } => caller.reserve(after_us, operation),
            Operation::Depart { turn_us } => caller.depart(turn_us, operation),
            Operation::Delay { sent_us } => caller.delay(sent_us, operation),
            Operation::Written { sent_us, written_us } => {
                caller.change(|member| member.late(sent_us, written_us, caller.fastest_us()));
                caller.alone(operation)
            }
            Operation::GiveBack { turn_us } => match caller.change(|member| member.take(turn_us)) {
                Some(turn) => Ok(caller.give_back(turn.server_us)),
                None => caller.alone(operation),
            },
            Operation::TakeBack { .. } => {
                if caller.change(Member::is_counted) {
                    caller.give_back(0);
                }
                caller.alone(operation)
            }
            Operation::Learn(feedback) => {
                let reply = caller.alone(operation);
                caller.learn(&feedback);
                reply
            }
        }
    }
}

impl SharedStore for ServerStore {
    fn id(&self) -> u64 {
        self.link.id
    }

    fn take_warning(&self) -> Option<Problem> {
        let part = match self.link.settings().fallback {
            Some(percent) => format!("{percent} % of the rate"),
            None => "this process's part of the rate".to_owned(),
        };
        self.link.take_warning(&format!("calls go on with {part} and a token of their own"))
    }

    fn drop_connections(&self) {
        self.link.drop_idle();
    }
}

impl Caller<'_> {
    /// The shortest time between two turns of any caller with this plan.
    fn fastest_us(&self) -> u64 {
        Rate { share: 100, ..*self.rate }.pace(0, 1.0).interval_us()
    }

    /// The part of the rate that this process uses without the server.
    fn part(&self) -> Rate {
        let part = self.change(|member| Some(member.part(self.rate, self.store.link.settings().fallback)));
        part.unwrap_or(*self.rate)
    }

    fn key(&self) -> Key {
        Key { account: self.quota.account, store: self.store.link.id }
    }

    /// Carries out the operation in this process, at its part of the rate.
    fn alone(&self, operation: &Operation) -> Result<Reply, StoreError> {
        ProcessStore { store: self.store.link.id }.apply(self.quota, &self.part(), operation, self.wait)
    }

    fn reserve(&self, after_us: u64, operation: &Operation) -> Result<Reply, StoreError> {
        // What a response said while the server was away, all have to obey when it is back.
        if self.change(Member::catches_up) {
            let learned = process::with(self.key(), |known| known.ledger.learned(Now::read()));
            self.learn(&learned);
        }
        let now = Now::read();
        let held_us = match process::with(self.key(), |known| known.ledger.held(now)) {
            Some(Reply::NotBefore(at_us)) => at_us,
            Some(reply) => return Ok(reply),
            None => 0,
        };
        let now_us = now.steady_us;
        let (part_us, fastest_us) = (self.part().pace(0, 1.0).interval_us(), self.fastest_us());
        let kept_us = self.change(|member| member.not_before(part_us, now_us)).unwrap_or_default();
        let after_us = after_us.max(kept_us).max(held_us);
        // A turn far ahead would leave a gap that nobody uses.
        if after_us > now_us + fastest_us {
            return Ok(Reply::NotBefore(after_us - fastest_us));
        }
        match self.ask(after_us.saturating_sub(now_us), 1) {
            Ok(Answer::Turn(granted, at_us)) => {
                Ok(Reply::Turn(self.change(|member| member.reserved(granted, at_us)).steady_us))
            }
            Ok(Answer::Reply(reply)) => Ok(reply),
            Err(failure) => self.goes_on(failure, || self.alone(operation)),
        }
    }

    fn depart(&self, turn_us: u64, operation: &Operation) -> Result<Reply, StoreError> {
        let now = Now::read();
        let Some(turn) = self.change(|member| member.take(turn_us)) else {
            let reply = self.alone(operation)?;
            if let Reply::Sent(sent_us) = reply {
                self.change(|member| member.sent_alone(sent_us));
            }
            return Ok(reply);
        };
        // What a response has said meanwhile.
        if process::with(self.key(), |known| known.ledger.held(now)).is_some() {
            self.give_back(turn.server_us);
            return Ok(Reply::Gone);
        }
        self.sent(turn.steady_us, now)
    }

    /// The request is sent now, by a turn of the server.
    fn sent(&self, turn_us: u64, now: Now) -> Result<Reply, StoreError> {
        self.change(|member| member.sent(turn_us, now.steady_us, self.fastest_us()));
        let part_us = self.part().pace(0, 1.0).interval_us();
        process::with(self.key(), |known| known.ledger.record(now.steady_us, part_us));
        Ok(Reply::Sent(now.steady_us))
    }

    /// A request whose connection took its time gets another turn.
    fn delay(&self, sent_us: u64, operation: &Operation) -> Result<Reply, StoreError> {
        let now = Now::read();
        if let Some(at_us) = self.change(|member| member.take_delayed(sent_us)) {
            return self.sent(at_us, now);
        }
        if now.steady_us <= sent_us + LATE_US {
            return self.sent(sent_us, now);
        }
        match self.ask(0, 0) {
            Ok(Answer::Turn(granted, replied_us)) => {
                let at_us = replied_us + granted.delay_us;
                self.change(|member| {
                    let turn = member.reserved(granted, replied_us);
                    member.take(turn.steady_us);
                });
                let now = Now::read();
                if at_us <= now.steady_us {
                    return self.sent(at_us, now);
                }
                self.change(|member| member.delay(sent_us, at_us));
                Ok(Reply::NotBefore(at_us))
            }
            Ok(Answer::Reply(Reply::Later(at_us))) => Ok(Reply::NotBefore(at_us.saturating_sub(AHEAD_US))),
            Ok(Answer::Reply(reply)) => Ok(reply),
            Err(failure) => self.goes_on(failure, || self.alone(operation)),
        }
    }

    /// Asks the server for a turn, not before `after_us` from now; it counts `count` requests.
    fn ask(&self, after_us: u64, count: u64) -> Result<Answer, Failure> {
        let report = self.change(Member::take_unreported);
        let answer = self.ask_reporting(report, after_us, count);
        // Only one who gets a turn has reported it.
        if !matches!(answer, Ok(Answer::Turn(..))) {
            self.change(|member| member.put_back(report, self.fastest_us()));
        }
        answer
    }

    fn ask_reporting(&self, report: Unreported, after_us: u64, count: u64) -> Result<Answer, Failure> {
        let Unreported { shift_us, late_at_us, uncounted } = report;
        let left_us = micros(self.wait.left().map_err(Failure::Stopped)?);
        let ahead_us = AHEAD_US.min(left_us);
        let (last_us, members, since_us) =
            self.change(|member| (member.last_us(), member.members(), member.since_us()));
        let late_us = steady_us().saturating_sub(late_at_us);
        let numbers = [
            u64::from(self.rate.per_second) * u64::from(self.rate.share) * 10,
            u64::from(self.rate.share),
            ahead_us,
            self.rate.per_day().unwrap_or_default(),
            last_us,
            shift_us,
            count + uncounted,
            name(),
            after_us,
            members,
            since_us,
            late_us,
        ];
        let asked_us = steady_us();
        let fits = |reply: &Resp| integers(reply).is_some();
        let reply = self.with(scripts::TURN, &numbers, |link, call| link.eval(call, self.wait, fits))?;
        let [what, delay_us, now_us, members, used] = integers(&reply).ok_or_else(|| Failure::unexpected(&reply))?;
        let granted = Granted { now_us, delay_us, members };
        let now = Now::read();
        let replied_us = self.change(|member| member.replied(granted, asked_us, now.steady_us));
        process::with(self.key(), |known| known.ledger.counted(used, now));
        Ok(match what {
            0 => Answer::Turn(granted, replied_us),
            1 => Answer::Reply(Reply::Later(replied_us + delay_us)),
            _ => Answer::Reply(Reply::Full(now.unix_us.saturating_add(delay_us).div_ceil(1_000_000))),
        })
    }

    /// Tells the server what a response says, unless it says nothing.
    fn learn(&self, feedback: &RateFeedback) {
        let now = Now::read();
        let refusal = feedback.refusal;
        let full_us =
            feedback.full_until_s.map_or(0, |until_s| (until_s * 1_000_000).saturating_sub(now.unix_us).max(1));
        let said = [
            u64::from(refusal.is_some()),
            refusal.map_or(0, |refusal| refusal.hold_us),
            u64::from(refusal.is_some_and(|refusal| refusal.is_stated)),
            feedback.ceiling.unwrap_or_default(),
            feedback.used_today.unwrap_or_default(),
            full_us,
        ];
        if said == [0; 6] {
            return;
        }
        let age_us = now.steady_us.saturating_sub(feedback.sent_us);
        let numbers = [&[u64::from(self.rate.per_second) * 1_000, age_us][..], &said].concat();
        if !self.with(scripts::LEARN, &numbers, |link, call| link.notify(call, self.wait)) {
            self.change(Member::falls_behind);
        }
    }

    /// Gives back a request that was counted, and its turn, unless that is 0.
    fn give_back(&self, turn_us: u64) -> Reply {
        self.with(scripts::GIVE_BACK, &[turn_us, 1], |link, call| link.notify(call, self.wait));
        Reply::Done
    }

    /// Uses the server with a script of the ledger and these values.
    fn with<T>(&self, script: [&'static str; 2], numbers: &[u64], apply: impl FnOnce(&Link, &Call<'_>) -> T) -> T {
        let (hash, label) = (hex(&self.quota.hash), self.quota.label);
        let keys = [if label == RateLabel::Light { "light" } else { "medium" }, "members"];
        let values: Vec<_> = numbers.iter().map(u64::to_string).collect();
        let values: Vec<_> = values.iter().map(String::as_bytes).collect();
        apply(&self.store.link, &Call { script, hash: &hash, keys: &keys, values: &values })
    }

    /// Goes on without the server, unless the call was stopped or needs it.
    fn goes_on(
        &self,
        failure: Failure,
        alone: impl FnOnce() -> Result<Reply, StoreError>,
    ) -> Result<Reply, StoreError> {
        match failure {
            Failure::Stopped(stop) => Err(StoreError::Stopped(stop)),
            failure if self.store.link.settings().required => {
                Err(StoreError::Ended(Box::new(self.store.link.error(failure))))
            }
            _ => {
                let (part, now) = (self.part(), Now::read());
                let was_there = self.change(Member::away);
                if was_there {
                    process::with(self.key(), |known| known.ledger.take_over(&part, now));
                }
                alone()
            }
        }
    }

    fn change<T: Default>(&self, change: impl FnOnce(&mut Member) -> T) -> T {
        let (mut change, mut changed) = (Some(change), T::default());
        self.visit(&mut |known| changed = change.take().map(|change| change(&mut known.member)).unwrap_or_default());
        changed
    }

    /// Uses what is known of the account. Not generic, since it is used in many places.
    fn visit(&self, visitor: &mut dyn FnMut(&mut Known)) {
        let (store, account) = (self.store.link.id, self.quota.account);
        MEMBERS.with(|all, process| {
            let place = all.iter().position(|known| known.store == store && known.account == account);
            let mut known = place.map(|place| all.remove(place)).unwrap_or_default();
            if known.process != process {
                (known.store, known.account, known.process) = (store, account, process);
                known.member.forked();
            }
            visitor(&mut known);
            if all.len() >= MAX_MEMBERS {
                all.remove(0);
            }
            all.push(known);
        });
    }
}

enum Answer {
    /// A turn, and when the server gave it.
    Turn(Granted, u64),
    Reply(Reply),
}

/// By which servers count this process.
fn name() -> u64 {
    NAME.with(|names, process| {
        names.retain(|(of, _)| *of == process);
        if names.is_empty() {
            names.push((process, RandomState::new().hash_one((process, steady_us()))));
        }
        names.first().map_or(0, |(_, name)| *name)
    })
}

/// The numbers of a reply.
fn integers(reply: &Resp) -> Option<[u64; 5]> {
    let Resp::Array(all) = reply else { return None };
    let number = |reply: &Resp| match reply {
        Resp::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    all.iter().map(number).collect::<Option<Vec<_>>>()?.try_into().ok()
}
