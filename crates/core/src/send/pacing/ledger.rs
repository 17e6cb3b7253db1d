//! The state of an account's rate, and how a turn is given out of it. Pure.

use std::fmt::Write;

/// How fast one caller may go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace {
    /// Requests a second by the plan.
    pub(super) per_second: u32,
    /// Requests a day by the plan.
    pub(super) per_day: Option<u32>,
    /// Percent of both that may be used.
    pub(super) share: u32,
}

/// Turns are that much further apart than the rate demands: a request that was slow on its way arrives together with
/// later ones, and a window of a second may begin anywhere.
pub(super) const MARGIN: f64 = 1.016;

/// A queue is never longer: nobody waits beyond the longest deadline. What says otherwise is from another time.
const LONGEST_QUEUE_US: u64 = 25 * 3_600 * 1_000_000;

const DAY_S: u64 = 86_400;

impl Pace {
    /// Requests a second, by the plan or by what the server said, whichever is less.
    pub(super) fn rate(&self, ceiling: u64) -> f64 {
        let per_second = match ceiling {
            0 => u64::from(self.per_second),
            seen => u64::from(self.per_second).min(seen),
        };
        per_second as f64 * f64::from(self.share) / 100.0
    }

    /// Microseconds between two turns.
    fn interval_us(&self, ceiling: u64) -> u64 {
        (MARGIN * 1e6 / self.rate(ceiling).max(1e-3)).ceil() as u64
    }

    fn per_day(&self) -> Option<u64> {
        self.per_day.map(|day| (u64::from(day) * u64::from(self.share) / 100).max(1))
    }
}

/// The account's rate as far as it was used. Times in microseconds are those of the steady clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    /// When it was last changed.
    pub(super) at_us: u64,
    /// The first turn that nobody has.
    pub(super) next_us: u64,
    /// The server wants nothing before.
    pub(super) held_us: u64,
    /// The day, counted from 1970.
    pub(super) day: u64,
    /// Turns given on that day.
    pub(super) used: u64,
    /// The server takes nothing more before, in seconds since 1970.
    pub(super) full_until_s: u64,
    /// Requests a second that the server said it takes; 0 if it said nothing.
    pub(super) ceiling: u64,
}

/// What somebody gets who asks for a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The turn at this time.
    At(u64),
    /// None: the next would be at this time, too late.
    TooLate(u64),
    /// None: the day's are used up, until then in seconds since 1970.
    Full(u64),
}

impl Ledger {
    /// Gives the next turn, unless it is later than `latest_us`.
    pub(super) fn reserve(&mut self, pace: &Pace, now_us: u64, unix_s: u64, latest_us: u64) -> Turn {
        self.come_to(now_us, unix_s);
        if self.full_until_s > unix_s {
            return Turn::Full(self.full_until_s);
        }
        if pace.per_day().is_some_and(|most| self.used >= most) {
            return Turn::Full((self.day + 1) * DAY_S);
        }
        let turn = now_us.max(self.next_us).max(self.held_us);
        if turn > latest_us {
            return Turn::TooLate(turn);
        }
        self.next_us = turn + pace.interval_us(self.ceiling);
        self.used += 1;
        Turn::At(turn)
    }

    /// Takes back the turn that was given last, if it is that one; counts it as not used in any case.
    pub(super) fn give_back(&mut self, pace: &Pace, turn_us: u64) {
        self.used = self.used.saturating_sub(1);
        if self.next_us == turn_us + pace.interval_us(self.ceiling) {
            self.next_us = turn_us;
        }
    }

    /// The server says how many requests a second it takes; 0 if it no longer says so.
    pub(super) fn set_ceiling(&mut self, pace: &Pace, now_us: u64, ceiling: u64) {
        let before = pace.interval_us(self.ceiling);
        self.ceiling = ceiling;
        // The next turn was measured by the higher rate.
        if pace.interval_us(ceiling) > before {
            self.next_us = self.next_us.max(now_us + pace.interval_us(ceiling));
        }
    }

    /// The server takes nothing for so long.
    pub(super) fn hold(&mut self, now_us: u64, length_us: u64) {
        self.held_us = self.held_us.max(now_us.saturating_add(length_us.min(LONGEST_QUEUE_US)));
    }

    /// Forgets what belongs to another day, or to a time before the machine was started.
    fn come_to(&mut self, now_us: u64, unix_s: u64) {
        let is_old = now_us < self.at_us || self.next_us.max(self.held_us) > now_us + LONGEST_QUEUE_US;
        if is_old {
            (self.next_us, self.held_us) = (0, 0);
        }
        self.at_us = now_us;
        let today = unix_s / DAY_S;
        if self.day != today {
            (self.day, self.used) = (today, 0);
        }
        // Nothing is full for longer than a day; what says so was written under a clock that was wrong.
        if self.full_until_s > unix_s + 2 * DAY_S {
            self.full_until_s = 0;
        }
    }

    /// The numbers in their order.
    pub(super) fn numbers(&self) -> [u64; 7] {
        [self.at_us, self.next_us, self.held_us, self.day, self.used, self.full_until_s, self.ceiling]
    }

    pub(super) fn of_numbers([at_us, next_us, held_us, day, used, full_until_s, ceiling]: [u64; 7]) -> Self {
        Self { at_us, next_us, held_us, day, used, full_until_s, ceiling }
    }

    /// The line of the option `rate_file`.
    pub(super) fn to_line(self) -> String {
        let mut line = MARK.to_owned();
        for number in self.numbers() {
            // Writing to a String does not fail.
            let _ = write!(line, " {number}");
        }
        line.push('\n');
        line
    }

    /// Reads such a line; anything else is a new ledger.
    pub(super) fn of_line(line: &str) -> Self {
        let read = || {
            let numbers = line.strip_suffix('\n')?.strip_prefix(MARK)?.strip_prefix(' ')?.split(' ');
            let numbers: Result<Vec<u64>, _> = numbers.map(str::parse).collect();
            Some(Self::of_numbers(numbers.ok()?.try_into().ok()?))
        };
        read().unwrap_or_default()
    }
}

const MARK: &str = "zoomuser-rate 1";

#[cfg(test)]
mod tests {
    use super::*;

    const PRO: Pace = Pace { per_second: 30, per_day: None, share: 100 };
    const FREE: Pace = Pace { per_second: 4, per_day: Some(6_000), share: 100 };
    const NOON_S: u64 = 1_737_374_400;

    fn turns(pace: &Pace, ledger: &mut Ledger, count: usize) -> Vec<u64> {
        let turn = |_| match ledger.reserve(pace, 1_000, NOON_S, u64::MAX) {
            Turn::At(at) => at,
            other => panic!("{other:?}"),
        };
        (0..count).map(turn).collect()
    }

    #[test]
    fn no_second_has_more_turns_than_the_plan_and_few_are_lost() {
        for (pace, most) in
            [(PRO, 30), (FREE, 4), (Pace { per_second: 80, ..PRO }, 80), (Pace { share: 50, ..PRO }, 15)]
        {
            let turns = turns(&pace, &mut Ledger::default(), 2_000);
            for (i, first) in turns.iter().enumerate() {
                let within = turns[i..].iter().take_while(|turn| **turn <= first + 1_000_000).count();
                assert!(within <= most, "{within} of {most}");
            }
            let took_s = (turns[1_999] - turns[0]) as f64 / 1e6;
            assert!(1_999.0 / took_s > 0.98 * most as f64, "{took_s} s");
        }
    }

    #[test]
    fn a_small_share_of_a_small_plan_is_slow_and_not_nothing() {
        let turns = turns(&Pace { share: 1, ..FREE }, &mut Ledger::default(), 2);
        assert_eq!(turns[1] - turns[0], 25_400_000);
    }

    #[test]
    fn the_first_turn_is_at_once_and_a_late_one_is_not_given() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.reserve(&PRO, 5, NOON_S, 5), Turn::At(5));
        let before = ledger;
        assert_eq!(ledger.reserve(&PRO, 5, NOON_S, 5), Turn::TooLate(5 + 33_867));
        assert_eq!(ledger, before, "it is still there for another");
    }

    #[test]
    fn a_turn_given_back_is_given_again() {
        let mut ledger = Ledger::default();
        let first = turns(&FREE, &mut ledger, 2);
        ledger.give_back(&FREE, first[1]);
        assert_eq!(ledger.used, 1);
        assert_eq!(turns(&FREE, &mut ledger, 1), [first[1]]);
        // One from the middle of the queue is lost, but not counted.
        turns(&FREE, &mut ledger, 1);
        ledger.give_back(&FREE, first[1]);
        assert_eq!(ledger.used, 2);
    }

    #[test]
    fn the_day_ends_at_midnight_utc() {
        let mut ledger = Ledger::default();
        turns(&FREE, &mut ledger, 6_000);
        let midnight_s = (NOON_S / DAY_S + 1) * DAY_S;
        assert_eq!(ledger.reserve(&FREE, 1_000, NOON_S, u64::MAX), Turn::Full(midnight_s));
        assert_eq!(ledger.reserve(&FREE, 1_000, midnight_s - 1, u64::MAX), Turn::Full(midnight_s));
        assert!(matches!(ledger.reserve(&FREE, 1_000, midnight_s, u64::MAX), Turn::At(_)));
        assert_eq!(ledger.used, 1);
        let mut half = Ledger { day: NOON_S / DAY_S, used: 3_000, ..Ledger::default() };
        assert!(matches!(half.reserve(&Pace { share: 50, ..FREE }, 1, NOON_S, u64::MAX), Turn::Full(_)));
    }

    #[test]
    fn what_the_server_says_counts() {
        let mut ledger = Ledger::default();
        let first = turns(&PRO, &mut ledger, 1)[0];
        ledger.set_ceiling(&PRO, first, 10);
        let slow = turns(&PRO, &mut ledger, 2);
        assert_eq!((slow[0] - first, slow[1] - slow[0]), (101_600, 101_600));
        ledger.set_ceiling(&PRO, first, 100);
        ledger.next_us = 0;
        let fast = turns(&PRO, &mut ledger, 2);
        assert_eq!(fast[1] - fast[0], 33_867, "never more than the plan");
        ledger.hold(1_000, 2_000_000);
        assert_eq!(turns(&PRO, &mut ledger, 1), [2_001_000]);
        ledger.full_until_s = NOON_S + 60;
        assert_eq!(ledger.reserve(&PRO, 1_000, NOON_S, u64::MAX), Turn::Full(NOON_S + 60));
        assert!(matches!(ledger.reserve(&PRO, 1_000, NOON_S + 60, u64::MAX), Turn::At(_)));
    }

    #[test]
    fn a_line_is_read_as_written_and_others_are_new() {
        let mut ledger = Ledger { ceiling: 3, full_until_s: 4, ..Ledger::default() };
        turns(&FREE, &mut ledger, 3);
        assert_eq!(Ledger::of_line(&ledger.to_line()), ledger);
        let line = ledger.to_line();
        for bad in
            [&line[..line.len() - 1], &line[1..], "", "zoomuser-rate 1 1 2 3\n", "zoomuser-rate 2 1 2 3 4 5 6 7\n"]
        {
            assert_eq!(Ledger::of_line(bad), Ledger::default(), "{bad}");
        }
    }

    #[test]
    fn what_is_from_before_the_machine_started_is_forgotten() {
        let mut old =
            Ledger { at_us: 36_000_000_000, next_us: 36_000_100_000, held_us: 40_000_000_000, ..Ledger::default() };
        assert_eq!(old.reserve(&PRO, 60_000_000, NOON_S, u64::MAX), Turn::At(60_000_000));
        let mut odd = Ledger { next_us: u64::MAX, full_until_s: u64::MAX, ..Ledger::default() };
        assert_eq!(odd.reserve(&PRO, 5, NOON_S, u64::MAX), Turn::At(5));
    }
}
