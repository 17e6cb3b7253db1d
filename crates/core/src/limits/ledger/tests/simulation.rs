//! The ledger and the queue against a judge: random threads and processes on a simulated clock.

use super::{BUSINESS, FREE, PRO, SECOND_US, START_US, now};
use crate::limits::ledger::rate::Rate;
use crate::limits::ledger::{AHEAD_US, Ledger, Operation, Reply};
use crate::limits::queue::{Place, Queue, Step, Waker};
use crate::numbers::Numbers;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What may happen to threads and processes.
#[derive(Clone, Copy, Default)]
struct World {
    processes: usize,
    threads: usize,
    /// How late a thread wakes up, at most.
    late_us: u64,
    /// How coarse timers are, in microseconds: a wait ends at a multiple of it.
    tick_us: u64,
    /// How late one in ten requests is written after it was permitted, at most.
    interrupted_us: u64,
    /// The mean time between the events, in microseconds; 0 for never.
    cancel_us: u64,
    kill_us: u64,
    stop_us: u64,
    /// One in so many calls makes a new connection, which takes its time.
    connects: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A thread acts; it has been started so many times.
    Act(usize, u64),
    /// A thread's connection is made.
    Connected(usize, u64, u64),
    Cancel,
    Kill,
    /// A process is stopped for two seconds.
    Stop,
}

struct Thread {
    process: usize,
    place: Place,
    waker: Arc<Waker>,
    starts: u64,
    state: State,
    /// When its last request was permitted and written.
    written_us: (u64, u64),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    Waiting,
    Listening,
    Sending,
}

struct Simulation {
    world: World,
    /// The highest one.
    rate: Rate,
    /// That of each process; one for all if there is only one.
    rates: Vec<Rate>,
    numbers: Numbers,
    ledger: Ledger,
    queues: Vec<Queue>,
    threads: Vec<Thread>,
    events: BinaryHeap<Reverse<(u64, Event)>>,
    orders: u64,
    sent: Vec<u64>,
    /// The process of each request, in the order of sending.
    senders: Vec<usize>,
    /// Processes that were killed or stopped, each of which may lose a turn.
    losses: u64,
    stopped_until_us: Vec<u64>,
}

impl Simulation {
    fn new(world: World, rates: &[Rate], seed: u64) -> Self {
        let count = world.processes * world.threads;
        let thread = |number| Thread {
            process: number / world.threads,
            place: Place { is_bulk: false, order: 0 },
            waker: Waker::new(),
            starts: 0,
            state: State::Idle,
            written_us: (0, 0),
        };
        let mut new = Self {
            world,
            rate: rates[0],
            rates: rates.to_vec(),
            numbers: Numbers(seed * 2 + 0x9e37_79b9),
            ledger: Ledger::default(),
            queues: (0..world.processes).map(|_| Queue::default()).collect(),
            threads: (0..count).map(thread).collect(),
            events: BinaryHeap::new(),
            orders: 0,
            sent: Vec::new(),
            senders: Vec::new(),
            losses: 0,
            stopped_until_us: vec![0; world.processes],
        };
        for number in 0..count {
            new.at(START_US, Event::Act(number, 0));
        }
        let random = [(world.cancel_us, Event::Cancel), (world.kill_us, Event::Kill), (world.stop_us, Event::Stop)];
        for (mean_us, event) in random {
            if mean_us > 0 {
                new.at(START_US + mean_us, event);
            }
        }
        new
    }

    fn at(&mut self, at_us: u64, event: Event) {
        self.events.push(Reverse((at_us, event)));
    }

    fn rate_of(&self, process: usize) -> Rate {
        self.rates[process % self.rates.len()]
    }

    fn late(&mut self) -> u64 {
        20 + self.numbers.below(self.world.late_us + 1)
    }

    fn run(&mut self, length_us: u64) {
        while let Some(Reverse((now_us, event))) = self.events.pop() {
            if now_us > START_US + length_us {
                return;
            }
            if let Event::Act(number, _) | Event::Connected(number, ..) = event {
                let until_us = self.stopped_until_us[self.threads[number].process];
                if until_us > now_us {
                    self.at(until_us, event);
                    continue;
                }
            }
            match event {
                Event::Act(number, starts) if self.threads[number].starts == starts => self.act(number, now_us),
                Event::Connected(number, starts, sent_us) if self.threads[number].starts == starts => {
                    self.connected(number, sent_us, now_us);
                }
                Event::Act(..) | Event::Connected(..) => {}
                Event::Cancel => {
                    let number = self.numbers.below(self.threads.len() as u64) as usize;
                    self.cancel(number, now_us);
                    let next = now_us + self.numbers.below(2 * self.world.cancel_us);
                    self.at(next, event);
                }
                Event::Stop => {
                    let process = self.numbers.below(self.world.processes as u64) as usize;
                    self.losses += 1;
                    self.stopped_until_us[process] = now_us + 2 * SECOND_US;
                    let next = now_us + self.numbers.below(2 * self.world.stop_us);
                    self.at(next, event);
                }
                Event::Kill => {
                    let process = self.numbers.below(self.world.processes as u64) as usize;
                    self.kill(process, now_us);
                    let next = now_us + self.numbers.below(2 * self.world.kill_us);
                    self.at(next, event);
                }
            }
            self.wake(now_us);
        }
    }

    /// Wakes the threads that are woken.
    fn wake(&mut self, now_us: u64) {
        for number in 0..self.threads.len() {
            let thread = &mut self.threads[number];
            if thread.state == State::Listening && thread.waker.woken.swap(false, Ordering::SeqCst) {
                thread.state = State::Waiting;
                thread.starts += 1;
                let starts = thread.starts;
                let at_us = now_us + self.late();
                self.at(at_us, Event::Act(number, starts));
            }
        }
    }

    fn act(&mut self, number: usize, now_us: u64) {
        let rate = self.rate_of(self.threads[number].process);
        let thread = &mut self.threads[number];
        let queue = &mut self.queues[thread.process];
        if thread.state == State::Idle {
            let (sent_us, written_us) = std::mem::take(&mut thread.written_us);
            if written_us > sent_us {
                self.ledger.apply(&Operation::Written { sent_us, written_us }, &rate, now(now_us));
            }
            self.orders += 1;
            thread.place = Place { is_bulk: false, order: self.orders };
            queue.enter(thread.place, thread.waker.clone(), now_us);
            thread.state = State::Waiting;
        }
        let (place, starts) = (thread.place, thread.starts);
        match queue.step(place, now_us, u64::MAX, rate.pace(0, 1.0).interval_us()) {
            Step::TooLate(_) | Step::Enter => panic!("no call has a deadline, no process forks"),
            Step::Wait => thread.state = State::Listening,
            Step::Until(at_us) => {
                thread.state = State::Listening;
                let tick_us = self.world.tick_us.max(1);
                let at_us = at_us.max(now_us).next_multiple_of(tick_us) + self.late();
                self.at(at_us, Event::Act(number, starts));
            }
            Step::Ask(operation) => {
                let reply = self.ledger.apply(&operation, &rate, now(now_us));
                queue.answered(reply, now_us);
                if !matches!(reply, Reply::Sent(_)) {
                    self.at(now_us + 5, Event::Act(number, starts));
                    return;
                }
                assert_eq!(queue.leave(place, now_us), None, "no turn is left over");
                thread.state = State::Sending;
                match self.world.connects > 0 && self.numbers.below(self.world.connects) == 0 {
                    true => {
                        let took_us = self.numbers.below(300_000);
                        self.at(now_us + took_us, Event::Connected(number, starts, now_us));
                    }
                    false => self.sent(number, now_us),
                }
            }
        }
    }

    fn connected(&mut self, number: usize, sent_us: u64, now_us: u64) {
        let rate = self.rate_of(self.threads[number].process);
        match self.ledger.apply(&Operation::Delay { sent_us }, &rate, now(now_us)) {
            Reply::Sent(_) => self.sent(number, now_us),
            Reply::NotBefore(at_us) => {
                let starts = self.threads[number].starts;
                let at_us = at_us + self.late();
                self.at(at_us, Event::Connected(number, starts, sent_us));
            }
            other => panic!("{other:?}"),
        }
    }

    fn sent(&mut self, number: usize, now_us: u64) {
        let is_interrupted = self.world.interrupted_us > 0 && self.numbers.below(10) == 0;
        let written_us = if is_interrupted { now_us + self.numbers.below(self.world.interrupted_us) } else { now_us };
        self.sent.push(written_us);
        self.threads[number].written_us = (now_us, written_us);
        self.senders.push(self.threads[number].process);
        let thread = &mut self.threads[number];
        thread.state = State::Idle;
        thread.starts += 1;
        let starts = thread.starts;
        let answered_us = written_us + 20_000 + self.numbers.below(100_000);
        self.at(answered_us, Event::Act(number, starts));
    }

    fn cancel(&mut self, number: usize, now_us: u64) {
        let thread = &mut self.threads[number];
        if !matches!(thread.state, State::Waiting | State::Listening) {
            return;
        }
        if let Some(turn_us) = self.queues[thread.process].leave(thread.place, now_us) {
            self.ledger.apply(&Operation::GiveBack { turn_us }, &self.rate, now(now_us));
        }
        thread.state = State::Idle;
        thread.starts += 1;
        let starts = thread.starts;
        let again_us = now_us + self.numbers.below(50_000);
        self.at(again_us, Event::Act(number, starts));
    }

    /// A process is killed, gives nothing back, and starts again.
    fn kill(&mut self, process: usize, now_us: u64) {
        self.losses += 1;
        self.queues[process] = Queue::default();
        for number in 0..self.threads.len() {
            if self.threads[number].process == process {
                let thread = &mut self.threads[number];
                (thread.state, thread.waker) = (State::Idle, Waker::new());
                thread.starts += 1;
                let starts = thread.starts;
                let again_us = now_us + self.numbers.below(50_000);
                self.at(again_us, Event::Act(number, starts));
            }
        }
    }

    /// Checks the send times of a run in which somebody has waited at all times.
    fn judge(&mut self, length_us: u64, least: f64) {
        self.sent.sort_unstable();
        let most = (self.rate.per_second * self.rate.share / 100) as usize;
        for window in self.sent.windows(most + 1) {
            assert!(
                window[most] - window[0] >= SECOND_US,
                "more than {most} in a second from {}",
                window[0] - START_US
            );
        }
        let interval_us = self.rate.pace(0, 1.0).interval_us();
        let longest_us = self.sent.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(u64::MAX);
        let is_quiet = self.world.kill_us == 0 && self.world.connects == 0 && self.world.stop_us == 0;
        let late_us = 4 * self.world.late_us + 2 * self.world.interrupted_us;
        let permitted_us = 2 * interval_us + late_us + if is_quiet { 50_000 } else { AHEAD_US };
        assert!(longest_us <= permitted_us, "nothing was sent for {longest_us} us");
        let possible = self.rate.per_second as f64 * f64::from(self.rate.share) / 100.0 * length_us as f64 / 1e6;
        let sent = (self.sent.len() as u64 + self.losses) as f64;
        assert!(sent >= least * possible, "{sent} of {possible}");
    }
}

/// All threads of a process that was stopped act at once when it goes on.
#[test]
fn a_process_that_was_stopped_does_not_make_up_for_its_turns() {
    for seed in 0..8 {
        for rate in [FREE, PRO, BUSINESS] {
            let world = World { processes: 4, threads: 16, late_us: 300, stop_us: 3_000_000, ..World::default() };
            run(world, rate, seed, 0.93);
            run(World { connects: 3, ..world }, rate, seed, 0.85);
        }
    }
}

fn run(world: World, rate: Rate, seed: u64, least: f64) {
    let length_us = 30 * SECOND_US;
    let mut simulation = Simulation::new(world, &[rate], seed);
    simulation.run(length_us);
    simulation.judge(length_us, least);
}

/// Callers with a lower rate get it beside faster ones, and all together keep the highest.
#[test]
fn callers_of_different_rates_share_a_plan() {
    let length_us = 60 * SECOND_US;
    for seed in 0..4 {
        for shares in [[100, 50], [100, 10], [100, 1], [60, 50], [100, 20]] {
            for plan in [PRO, BUSINESS] {
                let rates = shares.map(|share| Rate { share, ..plan });
                let world = World { processes: 2, threads: 16, late_us: 300, ..World::default() };
                let mut simulation = Simulation::new(world, &rates, seed);
                simulation.run(length_us);
                simulation.judge(length_us, 0.97);
                // One turn after the other, so the faster one gets at least half.
                let most = f64::from(plan.per_second * shares[1]) / 100.0 * 60.0;
                let half = f64::from(plan.per_second * shares[0]) / 200.0 * 60.0;
                let slow = simulation.senders.iter().filter(|process| **process == 1).count() as f64;
                assert!(slow >= 0.8 * most.min(half) - 1.0 && slow <= most + 1.0, "{shares:?}: {slow} of {most}");
            }
        }
    }
}

/// Never more than the plan in any second, as sent; never idle while somebody waits.
#[test]
fn the_plan_is_kept_and_used() {
    for (seed, (processes, threads)) in [(1, 8), (4, 8), (1, 40), (8, 4), (3, 16)].into_iter().enumerate() {
        for rate in [FREE, PRO, BUSINESS, Rate { share: 50, ..PRO }] {
            let world = World { processes, threads: threads.max(12), late_us: 300, ..World::default() };
            run(world, rate, seed as u64, 0.982);
        }
    }
}

#[test]
fn threads_that_wake_up_late_lose_no_turn() {
    for seed in 0..4 {
        for rate in [FREE, PRO, BUSINESS] {
            run(World { processes: 2, threads: 16, late_us: 5_000, ..World::default() }, rate, seed, 0.975);
        }
        // One thread after the other is late by more than the turns are apart.
        run(World { processes: 1, threads: 40, late_us: 15_000, ..World::default() }, BUSINESS, seed, 0.97);
    }
}

/// A request that is written late must not be followed too soon by the one that comes a second later.
#[test]
fn requests_that_are_written_late_are_counted_when_they_are_written() {
    for seed in 0..4 {
        for rate in [FREE, PRO, BUSINESS] {
            let world = World { processes: 4, threads: 12, late_us: 300, interrupted_us: 60_000, ..World::default() };
            run(world, rate, seed, 0.9);
        }
    }
}

/// Windows ends a wait up to 15.6 ms late, which is more than the time between two turns at 80 a second.
#[test]
fn coarse_timers_lose_no_turn() {
    for seed in 0..4 {
        for (processes, threads) in [(1, 16), (1, 40), (4, 12)] {
            for rate in [FREE, PRO, BUSINESS] {
                run(World { processes, threads, late_us: 300, tick_us: 15_625, ..World::default() }, rate, seed, 0.97);
            }
        }
    }
}

#[test]
fn cancelled_and_killed_calls_give_back_their_turns() {
    for seed in 0..8 {
        for rate in [FREE, PRO, BUSINESS] {
            let world = World { processes: 4, threads: 16, late_us: 300, ..World::default() };
            run(World { cancel_us: 5_000, ..world }, rate, seed, 0.97);
            run(World { kill_us: 2_000_000, ..world }, rate, seed, 0.95);
            run(World { cancel_us: 20_000, kill_us: 1_000_000, connects: 5, ..world }, rate, seed, 0.85);
        }
    }
}
