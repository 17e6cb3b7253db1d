//! The ledger: single operations here, random threads and processes in `simulation`, processes without a common ledger in
//! `settling`.

mod settling;
mod simulation;

use super::rate::Rate;
use super::rate_feedback::{RateFeedback, Refusal};
use super::{AHEAD_US, Ledger, MAX_HOLD_US, MAX_SENT, Operation, Reply};
use crate::clock::Now;

const SECOND_US: u64 = 1_000_000;
const START_US: u64 = 500 * SECOND_US;
const NOON_S: u64 = 1_737_374_400;
const PRO: Rate = Rate { per_second: 30, per_day: None, share: 100 };
const FREE: Rate = Rate { per_second: 4, per_day: Some(6_000), share: 100 };
const BUSINESS: Rate = Rate { per_second: 80, per_day: None, share: 100 };

fn now(steady_us: u64) -> Now {
    Now { steady_us, unix_us: NOON_S * SECOND_US + steady_us - START_US }
}

fn reserve(ledger: &mut Ledger, rate: &Rate, at_us: u64) -> Reply {
    ledger.apply(&Operation::Reserve { since_us: at_us, after_us: 0 }, rate, now(at_us))
}

/// Reserves and uses the next turn; returns when.
fn send(ledger: &mut Ledger, rate: &Rate, mut at_us: u64) -> u64 {
    loop {
        match reserve(ledger, rate, at_us) {
            Reply::Turn(turn_us) => {
                at_us = at_us.max(turn_us);
                match ledger.apply(&Operation::Depart { turn_us }, rate, now(at_us)) {
                    Reply::Sent(sent_us) => return sent_us,
                    Reply::NotBefore(next_us) => at_us = next_us,
                    Reply::Gone => {}
                    other => panic!("{other:?}"),
                }
                ledger.apply(&Operation::GiveBack { turn_us }, rate, now(at_us));
            }
            Reply::Later(turn_us) => at_us = turn_us - AHEAD_US,
            other => panic!("{other:?}"),
        }
    }
}

fn refused(sent_us: u64, hold_us: u64, is_stated: bool) -> Operation {
    let refusal = Some(Refusal { hold_us, is_stated });
    Operation::Learn(RateFeedback { sent_us, refusal, ..RateFeedback::default() })
}

#[test]
fn a_turn_is_at_most_a_second_ahead_and_one_given_back_is_given_again() {
    let mut ledger = Ledger::default();
    let turns: Vec<_> = (0..10).map(|_| reserve(&mut ledger, &FREE, START_US)).collect();
    let ahead = [0, 254_000, 508_000, 762_000].map(|us| Reply::Turn(START_US + us));
    assert_eq!(turns[..4], ahead);
    assert!(turns[4..].iter().all(|turn| *turn == Reply::Later(START_US + 1_016_000)), "{turns:?}");
    ledger.apply(&Operation::GiveBack { turn_us: START_US + 254_000 }, &FREE, now(START_US));
    assert_eq!(reserve(&mut ledger, &FREE, START_US), ahead[1], "from the middle");
    // A second later all owners are gone.
    let later_us = START_US + 1_800_000;
    assert_eq!(reserve(&mut ledger, &FREE, later_us), Reply::Turn(later_us));
    assert_eq!(ledger.apply(&Operation::Depart { turn_us: START_US }, &FREE, now(later_us)), Reply::Gone);
}

#[test]
fn turns_that_were_missed_are_made_up_for_at_twice_the_pace() {
    let mut ledger = Ledger::default();
    let interval_us = BUSINESS.pace(0, 1.0).interval_us();
    let mut sent = vec![send(&mut ledger, &BUSINESS, START_US)];
    // Somebody has waited all the time, and his thread wakes up late.
    let late_us = START_US + 4 * interval_us;
    for _ in 0..8 {
        let ask = Operation::Reserve { since_us: START_US, after_us: 0 };
        let at_us = late_us.max(sent[sent.len() - 1]);
        let Reply::Turn(turn_us) = ledger.apply(&ask, &BUSINESS, now(at_us)) else { panic!() };
        let mut at_us = at_us.max(turn_us);
        if let Reply::NotBefore(next_us) = ledger.apply(&Operation::Depart { turn_us }, &BUSINESS, now(at_us)) {
            at_us = next_us;
            assert_eq!(ledger.apply(&Operation::Depart { turn_us }, &BUSINESS, now(at_us)), Reply::Sent(at_us));
        }
        sent.push(at_us);
    }
    let gaps: Vec<u64> = sent[1..].windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(gaps, [0, interval_us, 0, interval_us, 0, interval_us, interval_us]);
}

#[test]
fn a_hold_stops_turns_that_are_reserved_and_is_bounded() {
    let mut ledger = Ledger::default();
    let Reply::Turn(turn_us) = reserve(&mut ledger, &PRO, START_US) else { panic!() };
    ledger.apply(&refused(START_US, 5 * SECOND_US, true), &PRO, now(START_US));
    assert_eq!(ledger.apply(&Operation::Depart { turn_us }, &PRO, now(START_US + 1)), Reply::Gone);
    assert_eq!(reserve(&mut ledger, &PRO, START_US + 1), Reply::Later(START_US + 5 * SECOND_US));
    assert_eq!(send(&mut ledger, &PRO, START_US + 1), START_US + 5 * SECOND_US);
    ledger.apply(&refused(START_US, 100_000_000_000 * SECOND_US, true), &PRO, now(START_US + 6 * SECOND_US));
    let held_us = START_US + 6 * SECOND_US + MAX_HOLD_US;
    assert_eq!(reserve(&mut ledger, &PRO, START_US + 6 * SECOND_US), Reply::Later(held_us));
}

#[test]
fn a_refusal_lets_the_share_fall_once_for_a_burst() {
    let mut ledger = Ledger::default();
    let first_us = send(&mut ledger, &PRO, START_US);
    let burst = [first_us, send(&mut ledger, &PRO, first_us)];
    let at_us = START_US + 200_000;
    for sent_us in burst {
        ledger.apply(&refused(sent_us, 0, false), &PRO, now(at_us));
    }
    assert_eq!(ledger.interval_us(&PRO, now(at_us)), PRO.pace(0, 0.7).interval_us());
    let again_us = send(&mut ledger, &PRO, at_us + 1_000);
    ledger.apply(&refused(again_us, 0, false), &PRO, now(again_us));
    let interval_us = ledger.interval_us(&PRO, now(again_us));
    assert!(interval_us > PRO.pace(0, 0.5).interval_us(), "{interval_us}");
    let later_us = at_us + 60 * SECOND_US;
    send(&mut ledger, &PRO, later_us);
    assert_eq!(ledger.interval_us(&PRO, now(later_us)), PRO.pace(0, 1.0).interval_us(), "it has risen");
}

#[test]
fn a_stated_limit_holds_for_a_minute() {
    let mut ledger = Ledger::default();
    let state = |ceiling| Operation::Learn(RateFeedback { ceiling: Some(ceiling), ..RateFeedback::default() });
    let first_us = send(&mut ledger, &PRO, START_US);
    ledger.apply(&state(1), &PRO, now(first_us));
    assert_eq!(send(&mut ledger, &PRO, first_us), first_us + 1_016_000);
    ledger.apply(&state(10), &PRO, now(first_us + 2 * SECOND_US));
    assert_eq!(ledger.interval_us(&PRO, now(first_us + 2 * SECOND_US)), 101_600);
    let later_us = first_us + 63 * SECOND_US;
    send(&mut ledger, &PRO, later_us);
    assert_eq!(ledger.interval_us(&PRO, now(later_us)), 33_867, "one header does not count for ever");
}

#[test]
fn none_left_is_explained_by_all_who_share_the_ledger() {
    let mut ledger = Ledger::default();
    let first_us = send(&mut ledger, &PRO, START_US);
    let last_us = (0..40).fold(first_us, |last_us, _| send(&mut ledger, &PRO, last_us));
    ledger.apply(&refused(first_us, 0, false), &PRO, now(last_us));
    let share = |ledger: &Ledger, at_us: u64| ledger.interval_us(&PRO, now(at_us));
    let none_left =
        |limit| Operation::Learn(RateFeedback { sent_us: last_us, none_left: Some(limit), ..RateFeedback::default() });
    let at_us = last_us + 3 * SECOND_US / 2;
    let mut ours = ledger.clone();
    ours.apply(&none_left(30), &PRO, now(at_us));
    assert_eq!(share(&ours, at_us), share(&ledger, at_us), "ours");
    ledger.apply(&none_left(80), &PRO, now(at_us));
    assert!(share(&ledger, at_us) > share(&ours, at_us), "it rises later");
    assert!(share(&ledger, at_us) <= PRO.pace(0, 0.699).interval_us(), "and does not fall");
}

#[test]
fn the_day_is_counted_and_ends_at_midnight_utc() {
    let mut ledger = Ledger::default();
    let midnight_s = (NOON_S / 86_400 + 1) * 86_400;
    ledger.apply(
        &Operation::Learn(RateFeedback { used_today: Some(5_998), ..RateFeedback::default() }),
        &FREE,
        now(START_US),
    );
    let first_us = send(&mut ledger, &FREE, START_US);
    ledger.apply(&Operation::TakeBack { departed_us: first_us, sent_us: first_us }, &FREE, now(first_us));
    let second_us = send(&mut ledger, &FREE, first_us);
    let at_us = send(&mut ledger, &FREE, second_us);
    let later = |unix_s: u64| Now { steady_us: at_us + 10 * SECOND_US, unix_us: unix_s * SECOND_US };
    let ask = |ledger: &mut Ledger, unix_s| {
        ledger.apply(&Operation::Reserve { since_us: 0, after_us: 0 }, &FREE, later(unix_s))
    };
    assert_eq!(ask(&mut ledger, midnight_s - 1), Reply::Full(midnight_s));
    assert!(matches!(ask(&mut ledger.clone(), midnight_s), Reply::Turn(_)));
    // A calendar that is set a day back and forth clears nothing.
    assert!(matches!(ask(&mut ledger, midnight_s - 86_400 - 1), Reply::Turn(_)));
    assert_eq!(ask(&mut ledger, midnight_s - 1), Reply::Full(midnight_s));
    let full = Operation::Learn(RateFeedback { full_until_s: Some(NOON_S + 60), ..RateFeedback::default() });
    let mut refused = Ledger::default();
    refused.apply(&full, &PRO, now(START_US));
    assert_eq!(reserve(&mut refused, &PRO, START_US), Reply::Full(NOON_S + 60));
    assert!(matches!(reserve(&mut refused, &PRO, START_US + 60 * SECOND_US), Reply::Turn(_)));
}

#[test]
fn a_share_of_the_day_is_used_up_by_all_who_share_it() {
    let mut ledger = Ledger::default();
    let some = Rate { share: 50, ..FREE };
    ledger.apply(
        &Operation::Learn(RateFeedback { used_today: Some(2_998), ..RateFeedback::default() }),
        &FREE,
        now(START_US),
    );
    let first_us = send(&mut ledger, &FREE, START_US);
    let second_us = send(&mut ledger, &some, first_us);
    assert!(matches!(reserve(&mut ledger, &some, second_us), Reply::Full(_)), "half of 6,000, whoever sent them");
    assert!(matches!(reserve(&mut ledger, &FREE, second_us), Reply::Turn(_)));
}

/// Connecting took so long that the send time is forgotten, and midnight has passed.
#[test]
fn a_request_that_was_never_sent_is_taken_back_on_its_day() {
    let mut ledger = Ledger::default();
    let midnight_us = (NOON_S / 86_400 + 1) * 86_400 * SECOND_US;
    let at = |before_us: u64, after_us: u64| Now {
        steady_us: START_US + 10 * SECOND_US + after_us - before_us,
        unix_us: midnight_us + after_us - before_us,
    };
    let mut send = |now: Now| {
        let ask = Operation::Reserve { since_us: 0, after_us: 0 };
        let Reply::Turn(turn_us) = ledger.apply(&ask, &FREE, now) else { panic!() };
        let now = Now { steady_us: turn_us.max(now.steady_us), ..now };
        ledger.apply(&Operation::Depart { turn_us }, &FREE, now);
        now.steady_us
    };
    let departed_us = send(at(SECOND_US, 0));
    (1..9).for_each(|second| _ = send(at(0, second * SECOND_US)));
    let day = midnight_us / SECOND_US / 86_400;
    assert_eq!([ledger.days.used(day - 1), ledger.days.used(day)], [1, 8]);
    ledger.apply(&Operation::TakeBack { departed_us, sent_us: departed_us }, &FREE, at(0, 9 * SECOND_US));
    assert_eq!([ledger.days.used(day - 1), ledger.days.used(day)], [0, 8]);
}

/// What came while the connection was made.
#[test]
fn a_delayed_request_obeys_a_hold_and_a_full_day() {
    let mut ledger = Ledger::default();
    let sent_us = send(&mut ledger, &PRO, START_US);
    let delay = Operation::Delay { sent_us };
    ledger.apply(&refused(sent_us, 5 * SECOND_US, true), &PRO, now(START_US + 1));
    let held_us = START_US + 1 + 5 * SECOND_US;
    assert_eq!(ledger.apply(&delay, &PRO, now(START_US + 100_000)), Reply::NotBefore(held_us));
    assert_eq!(ledger.clone().apply(&delay, &PRO, now(held_us)), Reply::Sent(held_us));
    let full = Operation::Learn(RateFeedback { full_until_s: Some(NOON_S + 60), ..RateFeedback::default() });
    ledger.apply(&full, &PRO, now(START_US + 200_000));
    assert_eq!(ledger.apply(&delay, &PRO, now(held_us)), Reply::Full(NOON_S + 60));
}

#[test]
fn times_of_another_clock_are_forgotten() {
    let mut ledger = Ledger::default();
    let mut at_us = START_US;
    (0..200).for_each(|_| at_us = send(&mut ledger, &BUSINESS, at_us));
    assert!(ledger.sent.len() <= MAX_SENT);
    ledger.apply(&refused(at_us, 60 * SECOND_US, true), &BUSINESS, now(at_us));
    let restarted = Now { steady_us: 7, unix_us: NOON_S * SECOND_US };
    assert_eq!(ledger.apply(&Operation::Reserve { since_us: 7, after_us: 0 }, &BUSINESS, restarted), Reply::Turn(7));
    let never = vec![u64::MAX; 4];
    let mut extreme = Ledger { next_us: u64::MAX, held_us: u64::MAX, full_until_s: u64::MAX, ..Ledger::default() };
    (extreme.turns, extreme.sent, extreme.at_us) = (never.clone(), never, START_US);
    assert_eq!(reserve(&mut extreme, &PRO, START_US), Reply::Turn(START_US));
}

/// The system clock is set back and ahead again and again, and so is, once, the steady one.
#[test]
fn clocks_that_jump_keep_the_pace() {
    let mut ledger = Ledger::default();
    let interval_us = FREE.pace(0, 1.0).interval_us();
    let (mut steady_us, mut sent) = (START_US, Vec::new());
    for round in 0_u64..60 {
        let hours = [0, 1, 30, 9_000, 2][round as usize % 5];
        let unix_us = (NOON_S - 5_000 * 3_600 + hours * 3_600) * SECOND_US;
        let at = |steady_us| Now { steady_us, unix_us };
        let ask = Operation::Reserve { since_us: steady_us, after_us: 0 };
        let Reply::Turn(turn_us) = ledger.apply(&ask, &FREE, at(steady_us)) else { panic!("round {round}") };
        steady_us = steady_us.max(turn_us);
        let reply = ledger.apply(&Operation::Depart { turn_us }, &FREE, at(steady_us));
        assert_eq!(reply, Reply::Sent(steady_us), "round {round}");
        sent.push(steady_us);
        // Back to the start of the machine, and ahead by an hour, as after a suspension.
        steady_us = match round {
            20 => 5 * SECOND_US,
            40 => steady_us + 3_600 * SECOND_US,
            _ => steady_us,
        };
    }
    for (place, pair) in sent.windows(2).enumerate().filter(|(place, _)| *place != 20) {
        assert!(pair[1] >= pair[0] + interval_us, "{place}: {pair:?}");
    }
    assert!(sent[21] < 6 * SECOND_US && sent[22] >= sent[21] + interval_us, "it goes on at once, at the pace");
}

#[test]
fn a_ledger_absorbs_what_a_process_did_alone() {
    let (mut shared, mut own) = (Ledger::default(), Ledger::default());
    send(&mut shared, &FREE, START_US);
    let mut last_us = START_US;
    (0..4).for_each(|_| last_us = send(&mut own, &FREE, last_us));
    shared.absorb(&own);
    assert!(send(&mut shared, &FREE, last_us) > last_us + 200_000);
}
