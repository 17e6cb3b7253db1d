//! The ledger of an account: which turns are reserved, when requests were sent, and what the server said. Pure: a function of
//! the operations and of the clock that comes with each.
//!
//! A request goes through it in two steps. *Reserve* gives it a turn, evenly spaced from the others and at most a second
//! ahead. *Depart*, when the turn has come, checks the window (how many requests were sent within the last second, by
//! all who share the ledger) and the holds, and records that it is sent. All requests together keep the highest rate among the
//! callers; one whose rate is lower reserves its next turn not before its own rate permits it. A turn that is not used within a second is forgotten,
//! so whatever became of its owner, nobody waits for it.

pub(crate) mod adaptive;
pub(crate) mod days;
pub(crate) mod rate;
pub(crate) mod rate_feedback;
pub(crate) mod text;

#[cfg(test)]
mod tests;

use crate::clock::{DAY_S, Now};
use adaptive::Adaptive;
use days::Days;
use rate::{Pace, Rate};
use rate_feedback::RateFeedback;
#[cfg(feature = "redis")]
use rate_feedback::Refusal;

/// How far ahead a turn is reserved, and how long it is kept for an owner who is late.
pub(crate) const AHEAD_US: u64 = 1_000_000;
/// A turn that was missed while somebody waited is made up for if it was no longer ago than this.
pub(crate) const CREDIT_US: u64 = 100_000;
/// How late a wait may end where timers are coarse, as on Windows.
const COARSE_US: u64 = 15_625;
/// The longest pause of all calls after a refusal for the second. Zoom documents no longer one; a limit for the second is
/// over after a second.
const MAX_HOLD_US: u64 = 60_000_000;
/// How long a limit is kept that a header stated, and the rate of a caller who is heard of no more.
const CEILING_US: u64 = 60_000_000;
/// Send times that are remembered: more than any plan allows in a second, and than a response takes.
const MAX_SENT: usize = 128;
const MAX_SENT_AGE_US: u64 = 3_000_000;
/// Send times that are remembered whatever their age, for slow rates.
const MIN_SENT: usize = 4;
/// If at least this share of a second's requests is our own, they explain that none are left.
const OWN_SHARE: f64 = 0.9;
/// The time by which requests may overtake each other on their way.
const OVERTAKING_US: u64 = 100_000;
/// A time further ahead than this was written under another clock: more than the interval of the slowest rate.
const MAX_AHEAD_US: u64 = 120_000_000;

/// What a caller asks of a ledger. Times are those of the steady clock, in microseconds. A turn is named by its time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operation {
    /// Reserve a turn for a request that has waited since then; the caller's own rate permits none before `after_us`.
    Reserve { since_us: u64, after_us: u64 },
    /// The turn has come: send the request, if that is permitted.
    Depart { turn_us: u64 },
    /// The request that departed then is sent only now, since its connection had to be made.
    Delay { sent_us: u64 },
    /// The request that was sent then was written only at this time, since its thread was interrupted.
    Written { sent_us: u64, written_us: u64 },
    /// Nobody uses this turn.
    GiveBack { turn_us: u64 },
    /// Nothing was sent of the request that departed then, and was to be sent at `sent_us`.
    TakeBack { departed_us: u64, sent_us: u64 },
    /// What a response said.
    Learn(RateFeedback),
}

/// What a ledger answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    /// This turn is reserved.
    Turn(u64),
    /// The next turn is this one, too far ahead to be reserved.
    Later(u64),
    /// The request may be sent then, at the earliest.
    NotBefore(u64),
    /// The request was sent then, which is now.
    Sent(u64),
    /// The turn is forgotten: reserve another.
    Gone,
    /// The limit of the day is used up until this time, in seconds since 1970.
    Full(u64),
    /// Recorded.
    Done,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// When it was last changed.
    pub(crate) at_us: u64,
    /// The first time for a turn after those that were used.
    next_us: u64,
    /// The server accepts no request before this time.
    held_us: u64,
    /// Turns that are reserved, in their order.
    turns: Vec<u64>,
    /// When the last requests were sent, in their order.
    sent: Vec<u64>,
    days: Days,
    /// The limit of the day is used up until this time, in seconds since 1970.
    full_until_s: u64,
    /// Requests a second by the server's headers, and until when that counts; 0 if there were none.
    ceiling: u64,
    ceiling_until_us: u64,
    /// The highest rate among the callers of late, in requests a second and percent, and until when it counts.
    highest: (u32, u32),
    highest_until_us: u64,
    adaptive: Adaptive,
}

impl Ledger {
    /// Carries out an operation.
    pub(crate) fn apply(&mut self, operation: &Operation, rate: &Rate, now: Now) -> Reply {
        self.advance(rate, now);
        match *operation {
            Operation::Reserve { since_us, after_us } => self.reserve(rate, since_us, after_us, now),
            Operation::Depart { turn_us } => self.depart(rate, turn_us, now),
            Operation::Delay { sent_us } => self.delay(rate, sent_us, now),
            Operation::Written { sent_us, written_us } => {
                if let Ok(place) = self.sent.binary_search(&sent_us) {
                    self.sent.remove(place);
                    insert(&mut self.sent, written_us.min(now.steady_us));
                }
                Reply::Done
            }
            Operation::GiveBack { turn_us } => {
                self.turns.retain(|other_us| *other_us != turn_us);
                Reply::Done
            }
            Operation::TakeBack { departed_us, sent_us } => self.take_back(departed_us, sent_us, now),
            Operation::Learn(feedback) => self.learn(&feedback, rate, now),
        }
    }

    fn pace(&self, rate: &Rate, now: Now) -> Pace {
        rate.pace(self.ceiling, self.adaptive.share(now.steady_us, f64::from(rate.per_second)))
    }

    /// The pace of all callers together.
    fn highest_pace(&self, rate: &Rate, now: Now) -> Pace {
        self.pace(&self.highest(rate), now)
    }

    /// The highest rate among the callers.
    fn highest(&self, rate: &Rate) -> Rate {
        let (per_second, share) = self.highest;
        Rate { per_second, share, ..*rate }
    }

    /// Microseconds between two turns of callers with this rate.
    pub(crate) fn interval_us(&self, rate: &Rate, now: Now) -> u64 {
        self.pace(rate, now).interval_us()
    }

    fn reserve(&mut self, rate: &Rate, since_us: u64, after_us: u64, now: Now) -> Reply {
        if self.full_until_s > now.unix_s() {
            return Reply::Full(self.full_until_s);
        }
        let used = self.days.used(now.day()).saturating_add(self.turns.len() as u64);
        if rate.per_day().is_some_and(|most| used >= most) {
            return Reply::Full((now.day() + 1) * DAY_S);
        }
        let interval_us = self.highest_pace(rate, now).interval_us();
        // A turn of its own time, far ahead, would leave gaps that are too narrow for the turns of faster callers.
        if after_us > now.steady_us && self.interval_us(rate, now) > interval_us {
            return Reply::NotBefore(after_us);
        }
        let not_before_us = since_us.clamp(now.steady_us.saturating_sub(CREDIT_US), now.steady_us);
        let mut turn_us = self.next_us.max(self.held_us).max(not_before_us);
        // The first gap that is wide enough.
        for other_us in &self.turns {
            if turn_us + interval_us <= *other_us {
                break;
            }
            turn_us = turn_us.max(other_us + interval_us);
        }
        if turn_us > now.steady_us + AHEAD_US {
            return Reply::Later(turn_us);
        }
        insert(&mut self.turns, turn_us);
        Reply::Turn(turn_us)
    }

    fn depart(&mut self, rate: &Rate, turn_us: u64, now: Now) -> Reply {
        let Ok(place) = self.turns.binary_search(&turn_us) else { return Reply::Gone };
        if self.held_us > now.steady_us || self.full_until_s > now.unix_s() {
            self.turns.remove(place);
            return Reply::Gone;
        }
        let pace = self.highest_pace(rate, now);
        // Turns that were missed are made up for at twice the pace; two at a time if a timer may miss one after the other.
        let (count, gap_us) = match pace.interval_us() {
            interval_us if interval_us / 2 > COARSE_US => (1, interval_us / 2),
            interval_us => (2, interval_us),
        };
        let earlier_us = self.sent.len().checked_sub(count).and_then(|place| self.sent.get(place));
        let gap_us = earlier_us.map_or(0, |at_us| at_us + gap_us);
        let free_us = self.window_opens(pace, now).unwrap_or_default().max(gap_us);
        if free_us > now.steady_us {
            return Reply::NotBefore(free_us);
        }
        self.turns.remove(place);
        self.days.add(now.day());
        self.next_us = self.next_us.max(turn_us + pace.interval_us());
        self.send(now)
    }

    fn delay(&mut self, rate: &Rate, sent_us: u64, now: Now) -> Reply {
        let place = self.sent.binary_search(&sent_us);
        if let Ok(place) = place {
            self.sent.remove(place);
        }
        let free_us = self.window_opens(self.highest_pace(rate, now), now).unwrap_or_default().max(self.held_us);
        let is_full = self.full_until_s > now.unix_s();
        if is_full || free_us > now.steady_us {
            if place.is_ok() {
                insert(&mut self.sent, sent_us);
            }
            return if is_full { Reply::Full(self.full_until_s) } else { Reply::NotBefore(free_us) };
        }
        self.send(now)
    }

    fn send(&mut self, now: Now) -> Reply {
        insert(&mut self.sent, now.steady_us);
        Reply::Sent(now.steady_us)
    }

    /// When the window has room for another request; `None` if it has now.
    fn window_opens(&self, pace: Pace, now: Now) -> Option<u64> {
        let (most, length_us) = pace.window();
        let earlier_us = self.sent.len().checked_sub(most).and_then(|place| self.sent.get(place))?;
        Some(earlier_us + length_us).filter(|free_us| *free_us > now.steady_us)
    }

    fn take_back(&mut self, departed_us: u64, sent_us: u64, now: Now) -> Reply {
        if let Ok(place) = self.sent.binary_search(&sent_us) {
            self.sent.remove(place);
        }
        let age_us = now.steady_us.saturating_sub(departed_us);
        self.days.take_back(Now { unix_us: now.unix_us.saturating_sub(age_us), ..now }.day());
        Reply::Done
    }

    fn learn(&mut self, feedback: &RateFeedback, rate: &Rate, now: Now) -> Reply {
        if let Some(limit) = feedback.ceiling {
            let before_us = self.highest_pace(rate, now).interval_us();
            (self.ceiling, self.ceiling_until_us) = (limit, now.steady_us + CEILING_US);
            let interval_us = self.highest_pace(rate, now).interval_us();
            // The next turn was computed from the higher rate.
            if interval_us > before_us {
                self.next_us = self.next_us.max(now.steady_us + interval_us);
            }
        }
        if let Some(refusal) = feedback.refusal {
            // Requests that were on their way when the share fell say nothing new.
            let is_news = self.adaptive.is_news(feedback.sent_us);
            if is_news || refusal.is_stated {
                self.held_us = self.held_us.max(now.steady_us + refusal.hold_us.min(MAX_HOLD_US));
            }
            if is_news {
                let plan = u64::from(self.highest(rate).per_second);
                let is_alone =
                    self.is_ours(if self.ceiling == 0 { plan } else { plan.min(self.ceiling) }, feedback.sent_us);
                self.adaptive.cut(now.steady_us, f64::from(rate.per_second), &self.sent, is_alone);
            }
        } else if feedback.none_left.is_some_and(|limit| !self.is_ours(limit, feedback.sent_us)) {
            self.adaptive.pause_recovery(now.steady_us);
        }
        if let Some(used) = feedback.used_today {
            self.days.at_least(now.day(), used);
        }
        if let Some(until_s) = feedback.full_until_s {
            self.full_until_s = until_s;
        }
        Reply::Done
    }

    /// The reply to one who must not send now, after what responses have said.
    #[cfg(feature = "redis")]
    pub(crate) fn held(&self, now: Now) -> Option<Reply> {
        let held = || (self.held_us > now.steady_us).then_some(Reply::NotBefore(self.held_us));
        self.learned(now).full_until_s.map(Reply::Full).or_else(held)
    }

    /// What responses have said that still counts.
    #[cfg(feature = "redis")]
    pub(crate) fn learned(&self, now: Now) -> RateFeedback {
        let hold_us = self.held_us.saturating_sub(now.steady_us);
        RateFeedback {
            refusal: (hold_us > 0).then_some(Refusal { hold_us, is_stated: true }),
            ceiling: Some(self.ceiling).filter(|limit| *limit > 0 && self.ceiling_until_us > now.steady_us),
            full_until_s: Some(self.full_until_s)
                .filter(|until_s| (now.unix_s() + 1..=now.unix_s() + 2 * DAY_S).contains(until_s)),
            ..RateFeedback::default()
        }
    }

    /// A request was sent by the turn of another store, in which turns are at least `interval_us` apart.
    #[cfg(feature = "redis")]
    pub(crate) fn record(&mut self, sent_us: u64, interval_us: u64) {
        if self.sent.len() >= MAX_SENT {
            self.sent.remove(0);
        }
        insert(&mut self.sent, sent_us);
        self.next_us = self.next_us.max(sent_us + interval_us);
    }

    /// Goes on after another store, at this rate.
    #[cfg(feature = "redis")]
    pub(crate) fn take_over(&mut self, rate: &Rate, now: Now) {
        self.at_us = self.at_us.max(now.steady_us);
        (self.highest, self.highest_until_us) = ((rate.per_second, rate.share), now.steady_us + CEILING_US);
    }

    /// Another store has counted so many requests today.
    #[cfg(feature = "redis")]
    pub(crate) fn counted(&mut self, used: u64, now: Now) {
        self.days.at_least(now.day(), used);
    }

    /// Whether the requests of all sharers explain that none of a second's requests is left.
    fn is_ours(&self, limit: u64, sent_us: u64) -> bool {
        let from_us = sent_us.saturating_sub(AHEAD_US + OVERTAKING_US);
        // What is not remembered was ours.
        if self.sent.len() + 1 >= MAX_SENT && self.sent.first().is_none_or(|first_us| *first_us > from_us) {
            return true;
        }
        let until_us = sent_us + OVERTAKING_US;
        let ours = self.sent.iter().filter(|at_us| (from_us..=until_us).contains(*at_us)).count();
        ours as f64 >= OWN_SHARE * limit as f64
    }

    /// Whether a feedback would change something that matters.
    pub(crate) fn is_news(&self, feedback: &RateFeedback, now: Now) -> bool {
        let has_ceiling = |limit| self.ceiling == limit && self.ceiling_until_us > now.steady_us + CEILING_US / 2;
        feedback.refusal.is_some()
            || feedback.full_until_s.is_some()
            || feedback.ceiling.is_some_and(|limit| !has_ceiling(limit))
            || feedback.used_today.is_some_and(|used| used > self.days.used(now.day()))
            || feedback.none_left.is_some() && self.adaptive.would_pause_recovery(now.steady_us)
    }

    /// Forgets what is over, or was written under another clock.
    fn advance(&mut self, rate: &Rate, now: Now) {
        let now_us = now.steady_us;
        if self.at_us > now_us + AHEAD_US {
            self.forget_steady();
        }
        self.at_us = now_us;
        self.turns.retain(|turn_us| (now_us.saturating_sub(AHEAD_US)..=now_us + MAX_AHEAD_US).contains(turn_us));
        self.sent.retain(|at_us| *at_us <= now_us + AHEAD_US);
        let is_old = |at_us: &u64| *at_us < now_us.saturating_sub(MAX_SENT_AGE_US);
        let old = self.sent.partition_point(is_old).min(self.sent.len().saturating_sub(MIN_SENT));
        self.sent.drain(..old.max(self.sent.len().saturating_sub(MAX_SENT - 1)));
        if self.next_us > now_us + MAX_AHEAD_US {
            self.next_us = 0;
        }
        if self.held_us > now_us + MAX_HOLD_US {
            self.held_us = 0;
        }
        if !(now_us..=now_us + CEILING_US).contains(&self.ceiling_until_us) {
            (self.ceiling, self.ceiling_until_us) = (0, 0);
        }
        let is_over = !(now_us..=now_us + CEILING_US).contains(&self.highest_until_us);
        if is_over || product((rate.per_second, rate.share)) >= product(self.highest) {
            (self.highest, self.highest_until_us) = ((rate.per_second, rate.share), now_us + CEILING_US);
        }
        self.adaptive.advance(now_us, f64::from(rate.per_second));
        // A daily limit ends within a day; a later time was written under a wrong calendar.
        if self.full_until_s > now.unix_s() + 2 * DAY_S {
            self.full_until_s = 0;
        }
    }

    /// Forgets all times of the steady clock, which starts again with the machine.
    pub(crate) fn forget_steady(&mut self) {
        *self = Self { days: std::mem::take(&mut self.days), full_until_s: self.full_until_s, ..Self::default() };
    }

    /// Adds what another ledger of the same account knows.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.next_us = self.next_us.max(other.next_us);
        self.held_us = self.held_us.max(other.held_us);
        self.full_until_s = self.full_until_s.max(other.full_until_s);
        self.sent.extend_from_slice(&other.sent);
        self.sent.sort_unstable();
        self.sent.dedup();
        self.days.absorb(&other.days);
        if product(other.highest) > product(self.highest) {
            (self.highest, self.highest_until_us) = (other.highest, other.highest_until_us);
        }
        if other.adaptive.cut_us > self.adaptive.cut_us {
            self.adaptive = other.adaptive;
        }
    }
}

fn product((per_second, share): (u32, u32)) -> u64 {
    u64::from(per_second) * u64::from(share)
}

/// Inserts a time into a list in order.
fn insert(times: &mut Vec<u64>, at_us: u64) {
    times.insert(times.partition_point(|time| *time <= at_us), at_us);
}
