//! What this process knows of an account that it shares, as a member of those that use it. Pure: times come with each call.

use crate::limits::ledger::rate::Rate;

/// A request that leaves so long after its turn changes nothing: turns are further apart than the plan requires, by 16 ms in a
/// second. It may be late twice, before it departs and before it is written, and the network gets the rest.
const FREE_US: u64 = 4_000;
/// A request whose connection took no longer than this is sent in its turn all the same.
pub(crate) const LATE_US: u64 = 10_000;
/// Turns that are remembered until they are used.
const MAX_TURNS: usize = 8;
/// Requests whose connection was made late and that have another turn.
const MAX_DELAYED: usize = 64;
/// For how long a turn is remembered.
const KEPT_US: u64 = 3_000_000;
/// By how much a known difference of the clocks gives way with each reply, since clocks drift.
const OFFSET_DECAY_US: i64 = 100;
/// For how long others are counted after they were heard of last.
const MEMBER_US: u64 = 60_000_000;
/// For how long a member that returns keeps to its part while others are missing.
const RETURN_US: u64 = 30_000_000;
/// The percentage of the rate that several members use together without the server: each keeps its part in any second, but they
/// are not evenly spaced among each other.
const ALL_PARTS: u64 = 95;
/// How many members are assumed while nothing was ever heard of them.
const UNKNOWN_MEMBERS: u64 = 2;

/// A turn, on the clock of this machine and on that of the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) steady_us: u64,
    pub(crate) server_us: u64,
}

/// One label of an account.
#[derive(Debug, Default)]
pub(crate) struct Member {
    /// Turns that are reserved and not used.
    turns: Vec<Turn>,
    /// The last turn of all, on the clock of the server.
    last_us: u64,
    /// When this process sent its last request.
    sent_us: u64,
    /// Departed requests, and the later turns that they have because their connections took long.
    delayed: Vec<(u64, u64)>,
    unreported: Unreported,
    /// The server may not know what responses have said.
    is_behind: bool,
    /// The members that the server counted, and when.
    members: u64,
    counted_at_us: u64,
    /// The clock of the server minus that of this machine, as the fastest of the last replies shows it.
    offset_us: Option<i64>,
    /// The server was away.
    is_away: bool,
    returning: Option<Return>,
}

/// What the next reservation reports to the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Unreported {
    /// How far the next turns have to be moved, since requests left late.
    pub(crate) shift_us: u64,
    /// When the last of these left.
    pub(crate) late_at_us: u64,
    /// Requests that the server does not know of.
    pub(crate) uncounted: u64,
}

/// The server is back: this process keeps to its part for a while.
#[derive(Debug, Clone, Copy)]
struct Return {
    until_us: u64,
    /// Unless so many members have been heard of since then, on the clock of the server.
    members: u64,
    since_us: u64,
}

/// What the server replied to a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) now_us: u64,
    pub(crate) delay_us: u64,
    pub(crate) members: u64,
}

impl Member {
    /// The part of the rate that this process uses without the server: `percent` of it, or an equal part for each member.
    pub(crate) fn part(&self, rate: &Rate, percent: Option<u32>) -> Rate {
        let percent = match (percent, self.members) {
            (Some(percent), _) => u64::from(percent),
            (None, 1) => 100,
            (None, 0) => ALL_PARTS / UNKNOWN_MEMBERS,
            (None, members) => ALL_PARTS / members,
        };
        // At least one request a second.
        let least = 100_u64.div_ceil(u64::from(rate.per_second).max(1));
        let share = (u64::from(rate.share) * percent / 100).max(least).min(u64::from(rate.share)).max(1);
        let share = u32::try_from(share).unwrap_or(rate.share);
        // The count of the day contains those of the others, so that limit stays the same.
        let per_day = rate.per_day.map(|day| day.saturating_mul(rate.share) / share);
        Rate { share, per_day, ..*rate }
    }

    /// There is no turn before this time: a part of the rate is kept while the server is away or members are missing.
    pub(crate) fn not_before(&mut self, part_us: u64, now_us: u64) -> Option<u64> {
        self.returning = self.returning.filter(|returning| now_us < returning.until_us);
        if !self.is_away && self.returning.is_none() {
            return None;
        }
        Some(self.sent_us + part_us).filter(|at_us| *at_us > now_us)
    }

    /// The last turn, on the clock of the server, which may have forgotten it.
    pub(crate) fn last_us(&self) -> u64 {
        self.last_us
    }

    /// The members that are known, at least this one.
    pub(crate) fn members(&self) -> u64 {
        self.members.max(1)
    }

    /// Since when, on the clock of the server, members are counted.
    pub(crate) fn since_us(&self) -> u64 {
        self.returning.map_or(0, |returning| returning.since_us)
    }

    /// Takes what is reported to the server now.
    pub(crate) fn take_unreported(&mut self) -> Unreported {
        std::mem::take(&mut self.unreported)
    }

    /// The server may not have heard it.
    pub(crate) fn put_back(&mut self, report: Unreported, interval_us: u64) {
        self.unreported.uncounted += report.uncounted;
        self.move_turns(report.shift_us, report.late_at_us, interval_us);
    }

    /// The server may not know what a response has said.
    pub(crate) fn falls_behind(&mut self) {
        self.is_behind = true;
    }

    /// Whether what responses have said is still to be reported to the server, which is done now.
    pub(crate) fn catches_up(&mut self) -> bool {
        std::mem::take(&mut self.is_behind)
    }

    /// The server was asked and its reply was read at these times; returns when it replied. A thread that is interrupted reads
    /// late, which must not move its turn.
    pub(crate) fn replied(&mut self, granted: Granted, asked_us: u64, steady_us: u64) -> u64 {
        let Granted { members, now_us, .. } = granted;
        let now_us = i64::try_from(now_us).unwrap_or(i64::MAX);
        let shown_us = now_us.saturating_sub_unsigned(steady_us);
        let offset_us = self.offset_us.map_or(shown_us, |known_us| shown_us.max(known_us - OFFSET_DECAY_US));
        self.offset_us = Some(offset_us);
        let replied_us = u64::try_from(now_us.saturating_sub(offset_us)).unwrap_or_default();
        if self.is_away {
            self.is_away = false;
            let wanted = if self.members == 0 { u64::MAX } else { self.members };
            let since_us = granted.now_us;
            self.returning = Some(Return { until_us: steady_us + RETURN_US, members: wanted, since_us });
        } else if self.returning.is_some_and(|returning| members >= returning.members) {
            self.returning = None;
        }
        self.returning = self.returning.filter(|returning| returning.members > 1);
        if members >= self.members || steady_us > self.counted_at_us + MEMBER_US {
            (self.members, self.counted_at_us) = (members, steady_us);
        }
        replied_us.clamp(asked_us.min(steady_us), steady_us)
    }

    /// The server gave a turn when it replied, at `steady_us`.
    pub(crate) fn reserved(&mut self, granted: Granted, steady_us: u64) -> Turn {
        let turn = Turn { steady_us: steady_us + granted.delay_us, server_us: granted.now_us + granted.delay_us };
        self.last_us = turn.server_us;
        self.turns.retain(|other| other.steady_us + KEPT_US > steady_us && other.steady_us != turn.steady_us);
        if self.turns.len() >= MAX_TURNS {
            self.turns.remove(0);
        }
        self.turns.push(turn);
        turn
    }

    /// Takes a turn that is reserved.
    pub(crate) fn take(&mut self, steady_us: u64) -> Option<Turn> {
        let place = self.turns.iter().position(|turn| turn.steady_us == steady_us)?;
        Some(self.turns.remove(place))
    }

    /// A request of a turn was sent at `sent_us`.
    pub(crate) fn sent(&mut self, turn_us: u64, sent_us: u64, interval_us: u64) {
        self.sent_us = self.sent_us.max(sent_us);
        self.late(turn_us, sent_us, interval_us);
    }

    /// A request that may be sent at `turn_us` left at `sent_us`. It takes the place of the next turn, at most.
    pub(crate) fn late(&mut self, turn_us: u64, sent_us: u64, interval_us: u64) {
        let late_us = sent_us.saturating_sub(turn_us + FREE_US).min(interval_us);
        if late_us > 0 {
            self.move_turns(late_us, sent_us, interval_us);
        }
    }

    fn move_turns(&mut self, shift_us: u64, late_at_us: u64, interval_us: u64) {
        self.unreported.shift_us = (self.unreported.shift_us + shift_us).min(4 * interval_us);
        self.unreported.late_at_us = self.unreported.late_at_us.max(late_at_us);
    }

    /// The server is away, and a request was sent without it.
    pub(crate) fn sent_alone(&mut self, sent_us: u64) {
        self.sent_us = self.sent_us.max(sent_us);
        self.unreported.uncounted += 1;
    }

    /// Takes back a request that was not sent; returns whether the server has counted it.
    pub(crate) fn is_counted(&mut self) -> bool {
        let is_counted = self.unreported.uncounted == 0;
        self.unreported.uncounted = self.unreported.uncounted.saturating_sub(1);
        is_counted
    }

    /// The server could not be asked; returns whether that is new.
    pub(crate) fn away(&mut self) -> bool {
        (self.returning, self.is_behind) = (None, true);
        !std::mem::replace(&mut self.is_away, true)
    }

    /// The request that departed at `sent_us` has this turn instead.
    pub(crate) fn delay(&mut self, sent_us: u64, at_us: u64) {
        if self.delayed.len() >= MAX_DELAYED {
            self.delayed.remove(0);
        }
        self.delayed.push((sent_us, at_us));
    }

    /// The later turn of a request that departed at `sent_us`.
    pub(crate) fn take_delayed(&mut self, sent_us: u64) -> Option<u64> {
        let place = self.delayed.iter().position(|(departed_us, _)| *departed_us == sent_us)?;
        Some(self.delayed.remove(place).1)
    }

    /// Of what a child inherits, only the time of the last turn is its own.
    pub(crate) fn forked(&mut self) {
        *self =
            Self { last_us: self.last_us, members: self.members, counted_at_us: self.counted_at_us, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUSINESS: Rate = Rate { per_second: 80, per_day: None, share: 100 };

    fn seen(members: u64) -> Member {
        let mut member = Member::default();
        member.replied(Granted { now_us: 1, delay_us: 0, members }, 1, 1);
        member
    }

    #[test]
    fn the_part_of_a_member() {
        let share = |members, rate: &Rate, percent| seen(members).part(rate, percent).share;
        assert_eq!((share(3, &BUSINESS, None), share(3, &BUSINESS, Some(10))), (31, 10));
        assert_eq!(share(1, &BUSINESS, None), 100);
        assert_eq!(share(1_000, &BUSINESS, None), 2, "at least one a second");
        assert_eq!(Member::default().part(&BUSINESS, None).share, 47, "nothing is known");
        let free = Rate { per_second: 4, per_day: Some(6_000), share: 50 };
        let part = seen(2).part(&free, None);
        assert_eq!((part.share, part.per_day), (25, Some(12_000)), "at least one a second");
        assert_eq!(part.per_day(), free.per_day(), "the day is that of all");
        let slow = Rate { share: 1, ..BUSINESS };
        assert_eq!(share(5, &slow, None), 1, "never more than the caller may use");
    }

    #[test]
    fn one_that_returns_keeps_its_part_until_the_others_are_back() {
        let mut member = seen(3);
        assert_eq!(member.not_before(100, 5), None);
        assert!(member.away());
        member.sent_alone(1_000);
        assert_eq!(member.not_before(100, 1_005), Some(1_100), "its first turn, too");
        assert_eq!(member.unreported.uncounted, 1);
        let reply = |members| Granted { now_us: 9, delay_us: 0, members };
        // All are still on the list of the server, and may not know yet that it is back.
        member.replied(reply(3), 1_010, 1_010);
        assert_eq!((member.not_before(100, 1_020), member.since_us()), (Some(1_100), 9));
        member.replied(reply(1), 1_110, 1_110);
        assert_eq!((member.not_before(150, 1_120), member.members()), (Some(1_150), 3), "missing ones count");
        member.replied(reply(3), 1_200, 1_200);
        assert_eq!((member.not_before(100, 1_201), member.since_us()), (None, 0), "all are back");
        assert!(member.away());
        member.sent_alone(2_000);
        member.replied(reply(2), 2_010, 2_010);
        assert_eq!(member.not_before(100_000, 2_020), Some(102_000));
        assert_eq!(member.not_before(100_000, 2_010 + RETURN_US), None, "long enough");
        member.replied(reply(2), 1_200, 1_200 + MEMBER_US + 1);
        assert_eq!(member.members(), 2, "one has gone");
        let mut single = seen(1);
        assert!(single.away());
        single.sent_alone(2_000);
        single.replied(reply(1), 2_010, 2_010);
        assert_eq!(single.not_before(100_000, 2_020), None, "there is nobody else");
    }

    #[test]
    fn a_late_request_moves_the_next_turns_by_one_at_most() {
        let mut member = Member::default();
        member.sent(1_000_000, 1_000_000 + FREE_US, 12_700);
        assert_eq!(member.unreported.shift_us, 0);
        member.sent(1_000_000, 1_000_000 + FREE_US + 2_000, 12_700);
        assert_eq!(member.unreported.shift_us, 2_000);
        member.sent(1_000_000, 1_900_000, 12_700);
        let report = member.take_unreported();
        assert_eq!(report, Unreported { shift_us: 14_700, late_at_us: 1_900_000, uncounted: 0 });
        let turn = member.reserved(Granted { now_us: 70, delay_us: 5, members: 1 }, 2_000_000);
        assert_eq!((turn, member.unreported), (Turn { steady_us: 2_000_005, server_us: 75 }, Unreported::default()));
        assert_eq!((member.last_us(), member.take(2_000_005), member.take(2_000_005)), (75, Some(turn), None));
    }

    #[test]
    fn what_the_server_has_not_heard_is_kept_with_what_came_meanwhile() {
        let mut member = Member::default();
        member.sent_alone(1_000_000);
        member.late(1_000_000, 1_010_000, 12_700);
        let report = member.take_unreported();
        assert_eq!((report.uncounted, report.shift_us), (1, 6_000));
        // A turn that another request was given meanwhile has reported nothing of this.
        member.sent_alone(2_000_000);
        member.reserved(Granted { now_us: 70, delay_us: 5, members: 1 }, 2_000_000);
        member.late(2_000_000, 2_005_000, 12_700);
        member.put_back(report, 12_700);
        assert_eq!(member.take_unreported(), Unreported { shift_us: 7_000, late_at_us: 2_005_000, uncounted: 2 });
        assert_eq!(member.take_unreported(), Unreported::default());
    }

    #[test]
    fn a_reply_that_is_read_late_moves_no_turn() {
        let mut member = Member::default();
        let reply = |now_us| Granted { now_us, delay_us: 0, members: 1 };
        assert_eq!(member.replied(reply(9_000_000), 1_000, 1_200), 1_200);
        assert_eq!(member.replied(reply(9_001_000), 2_000, 2_200), 2_200, "as fast as the first");
        assert_eq!(member.replied(reply(9_002_000), 3_000, 53_000), 3_300, "read 50 ms late");
        // The clock of the server is set back and forth: never before it was asked, nor after it was read.
        assert_eq!(member.replied(reply(5_000_000), 60_000, 60_300), 60_000);
        assert_eq!(member.replied(reply(99_000_000), 70_000, 70_300), 70_300);
    }

    #[test]
    fn a_child_has_no_turn() {
        let mut member = seen(3);
        let turn = member.reserved(Granted { now_us: 70, delay_us: 5, members: 3 }, 2_000_000);
        member.forked();
        assert_eq!((member.take(turn.steady_us), member.last_us(), member.members()), (None, 75, 3));
    }
}
