//! Processes without a common ledger against a server that refuses what is more than the plan in any second.

use super::{BUSINESS, PRO, SECOND_US, START_US, now, refused};
use crate::limits::ledger::rate::Rate;
use crate::limits::ledger::{AHEAD_US, Ledger, Operation, Reply};
use crate::numbers::Numbers;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// The time in which they settle, the end of the first seconds after it, and the end of the run.
const SETTLED_US: u64 = START_US + 10 * SECOND_US;
const EARLY_END_US: u64 = SETTLED_US + 10 * SECOND_US;
const END_US: u64 = START_US + 40 * SECOND_US;
/// The time to the server, and from it.
const WAY_US: u64 = 40_000;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A process reserves a turn.
    Reserve(usize),
    /// Its turn has come.
    Depart(usize, u64),
    /// Its request arrives, which was sent then.
    Arrive(usize, u64),
    /// The response to its request, which was sent then, and whether it is a refusal.
    Answered(usize, u64, bool),
}

/// The refused share of the requests and the used share of the plan, in percent, after the time to settle; and the refused
/// share in the first seconds after it.
///
/// Processes of many threads send the next request at once, others when the response is there, and after a refusal when the
/// pause of a retry is over.
fn settled(rate: &Rate, processes: usize, has_threads: bool, seed: u64) -> [f64; 3] {
    let mut numbers = Numbers(seed * 2 + 0x1234_5677);
    let mut ledgers = vec![Ledger::default(); processes];
    let mut admitted: VecDeque<u64> = VecDeque::new();
    let (mut arrived, mut refusals) = (0_u32, 0_u32);
    let (mut early, mut early_refusals) = (0_u32, 0_u32);
    let mut events: BinaryHeap<_> =
        (0..processes).map(|process| Reverse((START_US, Event::Reserve(process)))).collect();
    while let Some(Reverse((at_us, event))) = events.pop() {
        if at_us > END_US {
            break;
        }
        let mut later = |at_us, event| events.push(Reverse((at_us, event)));
        match event {
            Event::Reserve(process) => {
                match ledgers[process].apply(&Operation::Reserve { since_us: START_US, after_us: 0 }, rate, now(at_us))
                {
                    Reply::Turn(turn_us) => later(turn_us.max(at_us), Event::Depart(process, turn_us)),
                    Reply::Later(turn_us) => later(turn_us - AHEAD_US, Event::Reserve(process)),
                    other => panic!("{other:?}"),
                }
            }
            Event::Depart(process, turn_us) => {
                match ledgers[process].apply(&Operation::Depart { turn_us }, rate, now(at_us)) {
                    Reply::Sent(sent_us) => {
                        later(at_us + WAY_US + numbers.below(10_000), Event::Arrive(process, sent_us));
                        if has_threads {
                            later(at_us, Event::Reserve(process));
                        }
                    }
                    Reply::NotBefore(next_us) => later(next_us, Event::Depart(process, turn_us)),
                    Reply::Gone => later(at_us, Event::Reserve(process)),
                    other => panic!("{other:?}"),
                }
            }
            Event::Arrive(process, sent_us) => {
                while admitted.front().is_some_and(|first_us| at_us - first_us >= SECOND_US) {
                    admitted.pop_front();
                }
                let is_refused = admitted.len() >= rate.per_second as usize;
                if !is_refused {
                    admitted.push_back(at_us);
                }
                later(at_us + WAY_US, Event::Answered(process, sent_us, is_refused));
                if at_us >= SETTLED_US {
                    arrived += 1;
                    refusals += u32::from(is_refused);
                }
                if (SETTLED_US..EARLY_END_US).contains(&at_us) {
                    early += 1;
                    early_refusals += u32::from(is_refused);
                }
            }
            Event::Answered(process, sent_us, is_refused) => {
                if is_refused {
                    let hold_us = SECOND_US / 2 + numbers.below(SECOND_US / 2);
                    ledgers[process].apply(&refused(sent_us, hold_us, false), rate, now(at_us));
                }
                if !has_threads {
                    let pause_us = if is_refused { SECOND_US + numbers.below(SECOND_US / 2) } else { 0 };
                    later(at_us + pause_us, Event::Reserve(process));
                }
            }
        }
    }
    let possible = f64::from(rate.per_second) * (END_US - SETTLED_US) as f64 / 1e6;
    let percent = |part: u32, whole: f64| f64::from(part) * 100.0 / whole;
    [
        percent(refusals, f64::from(arrived)),
        percent(arrived - refusals, possible),
        percent(early_refusals, f64::from(early)),
    ]
}

#[test]
fn they_settle_at_few_refusals_and_use_the_plan() {
    const SEEDS: u64 = 12;
    let many = [(BUSINESS, 16, false), (PRO, 8, false), (PRO, 16, false)];
    let threads = [(BUSINESS, 1), (BUSINESS, 2), (BUSINESS, 4), (BUSINESS, 16), (PRO, 4), (PRO, 8), (PRO, 16)];
    for (rate, processes, has_threads) in
        threads.map(|(rate, processes)| (rate, processes, true)).into_iter().chain(many)
    {
        let runs: Vec<_> = (0..SEEDS).map(|seed| settled(&rate, processes, has_threads, seed)).collect();
        let means = [0, 1, 2].map(|place| runs.iter().map(|run| run[place]).sum::<f64>() / SEEDS as f64);
        let what = format!("{processes} at {}, threads {has_threads}: {means:.1?} of {runs:.1?}", rate.per_second);
        assert!(means[0] <= 2.0 && means[1] >= 85.0 && means[2] <= 2.5, "{what}");
        assert!(runs.iter().all(|[refused, used, early]| *refused <= 3.0 && *used >= 80.0 && *early <= 4.0), "{what}");
    }
}
