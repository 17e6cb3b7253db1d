//! The rate limit of an account on the server.

use super::member::{Granted, LATE_US, Member};
use super::redis::failure::Failure;
use super::redis::link::{Link, MAX_DELAY};
use super::redis::resp::Reply as Resp;
use super::scripts;
use crate::clock::{Now, micros, steady_us};
use crate::limits::deadline::{CancelToken, Deadline};
use crate::limits::ledger::rate::Rate;
use crate::limits::ledger::rate_feedback::RateFeedback;
use crate::limits::ledger::{AHEAD_US, Operation, Reply};
use crate::limits::quota::{AccountHash, Quota};
use crate::limits::store::process::{self, Key, ProcessStore};
use crate::limits::store::{SharedStore, Store, StoreError};
use crate::process::process_lock::ProcessLock;
use crate::response::problem::Problem;
use crate::response::rate_limit::RateLabel;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

/// Labels of accounts that a process knows; the least recently used one makes room.
const MAX_MEMBERS: usize = 128;

/// How long giving back a turn may take. A call that is cancelled does not wait for more.
const GIVE_BACK_DELAY: Duration = Duration::from_millis(20);

static MEMBERS: ProcessLock<Vec<Known>> = ProcessLock::new();

#[derive(Debug, Default)]
struct Known {
    store: u64,
    account: u64,
    process: u32,
    /// A random number, by which the server counts this process.
    name: u64,
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
                Some(turn) => Ok(caller.give_back(turn.server_us, 1)),
                None => caller.alone(operation),
            },
            Operation::TakeBack { .. } => {
                if caller.change(Member::is_counted) {
                    caller.give_back(0, 1);
                }
                caller.alone(operation)
            }
            Operation::Learn(feedback) => {
                caller.learn(&feedback);
                caller.alone(operation)
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
        let now_us = steady_us();
        let (part_us, fastest_us) = (self.part().pace(0, 1.0).interval_us(), self.fastest_us());
        let kept_us = self.change(|member| member.not_before(part_us, now_us)).unwrap_or_default();
        let after_us = after_us.max(kept_us);
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
        if process::with(self.key(), |known| known.ledger.is_held(now)) {
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
        let left_us = micros(self.wait.left().map_err(Failure::Stopped)?);
        let ahead_us = AHEAD_US.min(left_us);
        let (mut last_us, mut shift_us, mut uncounted, mut name) = (0, 0, 0, 0);
        let (mut members, mut since_us, mut late_at_us) = (0, 0, 0);
        self.visit(&mut |known| {
            let member = &known.member;
            (last_us, shift_us) = (member.last_us(), member.shift_us());
            (uncounted, name) = (member.uncounted(), known.name);
            (members, since_us, late_at_us) = (member.members(), member.since_us(), member.late_at_us());
        });
        let numbers = [
            self.rate_per_1000_s(),
            u64::from(self.rate.share),
            ahead_us,
            self.rate.per_day().unwrap_or_default(),
            last_us,
            shift_us,
            count + uncounted,
        ];
        let late_us = steady_us().saturating_sub(late_at_us);
        let [after, members, since, late] = [after_us, members, since_us, late_us].map(|number| number.to_string());
        let texts = [format!("{name:016x}"), after, members, since, late];
        let (hash, parts) = self.command(scripts::TURN, &["", "members"], &numbers, &texts);
        let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
        let asked_us = steady_us();
        let reply = self.store.link.call(&hash, &parts, self.wait, |reply| integers(reply).is_some())?;
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

    fn rate_per_1000_s(&self) -> u64 {
        u64::from(self.rate.per_second) * u64::from(self.rate.share) * 10
    }

    fn learn(&self, feedback: &RateFeedback) {
        let now = Now::read();
        let refusal = feedback.refusal;
        let full_us =
            feedback.full_until_s.map_or(0, |until_s| (until_s * 1_000_000).saturating_sub(now.unix_us).max(1));
        let numbers = [
            self.rate_per_1000_s(),
            now.steady_us.saturating_sub(feedback.sent_us),
            u64::from(refusal.is_some()),
            refusal.map_or(0, |refusal| refusal.hold_us),
            u64::from(refusal.is_some_and(|refusal| refusal.is_stated)),
            feedback.ceiling.unwrap_or_default(),
            feedback.used_today.unwrap_or_default(),
            full_us,
        ];
        // The call has its response and does not wait for long, but what it says is for all.
        self.tell(scripts::LEARN, &numbers, MAX_DELAY);
    }

    fn give_back(&self, turn_us: u64, count: u64) -> Reply {
        self.tell(scripts::GIVE_BACK, &[turn_us, count], GIVE_BACK_DELAY);
        Reply::Done
    }

    /// Runs a script whose failure does not matter to the call, which has ended.
    fn tell(&self, script: [&str; 2], numbers: &[u64], delay: Duration) {
        let wait = Deadline::new("share", delay, CancelToken::new(), None);
        let (hash, parts) = self.command(script, &[""], numbers, &[]);
        let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
        // At worst others learn it by themselves.
        let _ = self.store.link.call_within(delay, &hash, &parts, &wait, |_| true);
    }

    /// A script with some keys of the account, "" for the ledger, and these values; and the hash in the keys.
    fn command(&self, script: [&str; 2], keys: &[&str], numbers: &[u64], texts: &[String]) -> (String, Vec<String>) {
        let hash = hex(&self.quota.hash);
        let label = if self.quota.label == RateLabel::Light { "light" } else { "medium" };
        let keys = keys.iter().map(|name| key(&hash, if name.is_empty() { label } else { name }));
        let mut parts = vec!["EVAL".to_owned(), script.concat(), keys.len().to_string()];
        parts.extend(keys);
        parts.extend(numbers.iter().map(u64::to_string));
        parts.extend_from_slice(texts);
        (hash, parts)
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
                known.name = RandomState::new().hash_one((process, steady_us()));
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

/// A key of an account or app. The braces keep its keys together in a cluster.
pub(crate) fn key(hash: &str, name: &str) -> String {
    format!("zoomuser:{{{hash}}}:{name}")
}

pub(crate) fn hex(hash: &AccountHash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
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
