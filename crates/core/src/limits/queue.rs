//! The queue of one account in this process. Pure: what a thread does next is a function of the queue and the time.
//!
//! Each waiting call has a ticket. Only the head of the queue asks the store, for one turn at a time, and the turn belongs to
//! the queue: if the head leaves, the next one uses it. Tickets are in the order in which the calls began, so a call that
//! is repeated passes those that began later; all calls of a bulk run are behind the others.
//!
//! The thread of the head may be in a callback of the host program, which may even wait for the calls behind it. If the head
//! does not act when it could, the next ticket acts in its place.

use super::ledger::{AHEAD_US, CREDIT_US, Operation, Reply};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

/// A waiting head asks the store again at the latest after this time.
const MAX_PAUSE_US: u64 = 1_000_000;
/// A head that has not acted for this time is passed over, and so is each ticket after it.
const PATIENCE_US: u64 = 20_000;

/// The place of a call in the queues: a bulk run comes after all others, then the order of beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) is_bulk: bool,
    pub(crate) order: u64,
}

/// Wakes a waiting thread when its turn to act has come.
#[derive(Debug)]
pub(crate) struct Waker {
    pub(crate) woken: AtomicBool,
    thread: Thread,
}

impl Waker {
    /// A waker for this thread.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { woken: AtomicBool::new(false), thread: thread::current() })
    }

    fn wake(&self) {
        self.woken.store(true, Ordering::SeqCst);
        self.thread.unpark();
    }
}

/// A waiting call.
#[derive(Debug)]
struct Ticket {
    place: Place,
    since_us: u64,
    waker: Arc<Waker>,
}

/// What a thread does next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    /// Ask the store, and hand in what it answers.
    Ask(Operation),
    /// Wait until this time, unless the thread is woken.
    Until(u64),
    /// Wait until the thread is woken.
    Wait,
    /// End: there is no turn before this time.
    TooLate(u64),
    /// Enter the queue again: the process was forked in a callback of the waiting call.
    Enter,
}

#[derive(Debug, Default)]
pub(crate) struct Queue {
    /// In the order of their places.
    tickets: Vec<Ticket>,
    /// The turn that is reserved for the head.
    turn_us: Option<u64>,
    /// The head does nothing before this time.
    pause_until_us: u64,
    /// When the head could act, unless it pauses.
    free_us: u64,
    /// The ticket whose thread asks the store.
    asking: Option<Place>,
    /// What the store said last: when the next turn is.
    next_us: u64,
    /// The time between two turns, and the first time for the next one: callers of other queues may have a higher rate.
    interval_us: u64,
    after_us: u64,
}

impl Queue {
    pub(crate) fn is_empty(&self) -> bool {
        self.tickets.is_empty()
    }

    /// Adds a ticket.
    pub(crate) fn enter(&mut self, place: Place, waker: Arc<Waker>, now_us: u64) {
        let index = self.tickets.partition_point(|ticket| ticket.place < place);
        if self.is_empty() {
            self.free_us = now_us;
        }
        self.tickets.insert(index, Ticket { place, since_us: now_us, waker });
    }

    /// What the thread of a ticket does next, if its call ends at `latest_us` and turns are `interval_us` apart.
    pub(crate) fn step(&mut self, place: Place, now_us: u64, latest_us: u64, interval_us: u64) -> Step {
        let index = self.tickets.partition_point(|ticket| ticket.place < place);
        let Some(ticket) = self.tickets.get(index).filter(|ticket| ticket.place == place) else { return Step::Enter };
        let soonest_us = self.turn_us.unwrap_or(self.next_us).max(now_us);
        let own_us = soonest_us.saturating_add(interval_us.saturating_mul(index as u64));
        if own_us > latest_us {
            return Step::TooLate(own_us);
        }
        let patience_us = PATIENCE_US.saturating_mul(index as u64);
        if self.asking.is_some() {
            return if index == 0 { Step::Wait } else { Step::Until(now_us + patience_us) };
        }
        let mut ready_us = self.pause_until_us.max(self.turn_us.unwrap_or_default());
        if index > 0 {
            ready_us = ready_us.max(self.free_us).saturating_add(patience_us);
        }
        if ready_us > now_us {
            return Step::Until(ready_us);
        }
        (self.asking, self.interval_us) = (Some(place), interval_us);
        Step::Ask(match self.turn_us {
            Some(turn_us) => Operation::Depart { turn_us },
            None => Operation::Reserve { since_us: ticket.since_us, after_us: self.after_us },
        })
    }

    /// Hands in the store's answer.
    pub(crate) fn answered(&mut self, reply: Reply, now_us: u64) {
        self.asking = None;
        (self.pause_until_us, self.free_us) = (0, now_us);
        match reply {
            Reply::Turn(turn_us) => self.turn_us = Some(turn_us),
            Reply::NotBefore(at_us) => self.pause_until_us = at_us,
            Reply::Later(turn_us) => {
                let pause_us = turn_us.saturating_sub(now_us + AHEAD_US).clamp(1, MAX_PAUSE_US);
                self.pause_until_us = now_us + pause_us;
            }
            Reply::Sent(_) => {
                // A turn that came late does not delay the ones after it.
                let turn_us = self.turn_us.take().unwrap_or(now_us);
                let earliest_us = turn_us.saturating_sub(self.interval_us.min(CREDIT_US));
                self.after_us = self.after_us.max(earliest_us) + self.interval_us;
            }
            Reply::Gone | Reply::Full(_) | Reply::Done => self.turn_us = None,
        }
        self.next_us = match reply {
            Reply::Turn(at_us) | Reply::NotBefore(at_us) | Reply::Later(at_us) => at_us,
            _ => 0,
        };
        self.wake();
    }

    /// The store could not be asked: somebody tries again.
    pub(crate) fn not_answered(&mut self, now_us: u64) {
        (self.asking, self.free_us) = (None, now_us);
        self.wake();
    }

    /// Removes a ticket. If it was the last one, the turn that nobody uses is returned.
    pub(crate) fn leave(&mut self, place: Place, now_us: u64) -> Option<u64> {
        // Whoever is the head then has its time to act.
        if self.tickets.first().is_some_and(|head| head.place == place) {
            self.free_us = now_us;
        }
        self.tickets.retain(|ticket| ticket.place != place);
        if self.asking == Some(place) {
            self.asking = None;
        }
        self.wake();
        if self.is_empty() { self.turn_us.take() } else { None }
    }

    /// Tells the head to go on.
    fn wake(&self) {
        if let Some(head) = self.tickets.first() {
            head.waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATEST_US: u64 = 60_000_000;

    fn place(order: u64) -> Place {
        Place { is_bulk: false, order }
    }

    fn step(queue: &mut Queue, place: Place, now_us: u64) -> Step {
        queue.step(place, now_us, LATEST_US, 250_000)
    }

    /// A queue in which these wait.
    fn queue(places: &[Place]) -> (Queue, Vec<Arc<Waker>>) {
        let mut queue = Queue::default();
        let enter = |place: &Place| {
            let waker = Waker::new();
            queue.enter(*place, waker.clone(), 7);
            waker
        };
        let wakers = places.iter().map(enter).collect();
        (queue, wakers)
    }

    fn reserve(after_us: u64) -> Operation {
        Operation::Reserve { since_us: 7, after_us }
    }

    fn woken(waker: &Waker) -> bool {
        waker.woken.swap(false, Ordering::SeqCst)
    }

    #[test]
    fn only_the_head_asks_and_one_turn_at_a_time() {
        let (mut queue, wakers) = queue(&[place(1), place(2)]);
        assert_eq!(step(&mut queue, place(2), 10), Step::Until(20_007));
        assert_eq!(step(&mut queue, place(1), 10), Step::Ask(reserve(0)));
        assert_eq!(step(&mut queue, place(2), 30_000), Step::Until(50_000), "the first one asks");
        assert_eq!(step(&mut queue, place(1), 10), Step::Wait, "it asks already");
        queue.answered(Reply::Turn(50), 11);
        assert_eq!(step(&mut queue, place(1), 12), Step::Until(50));
        assert_eq!(step(&mut queue, place(1), 50), Step::Ask(Operation::Depart { turn_us: 50 }));
        queue.answered(Reply::NotBefore(60), 51);
        assert_eq!(step(&mut queue, place(1), 51), Step::Until(60));
        assert_eq!(step(&mut queue, place(1), 60), Step::Ask(Operation::Depart { turn_us: 50 }));
        assert!(wakers.iter().any(|waker| woken(waker)) && !woken(&wakers[1]));
        queue.answered(Reply::Sent(60), 60);
        assert_eq!(queue.leave(place(1), 60), None);
        assert!(woken(&wakers[1]), "the next one is the head");
        assert_eq!(step(&mut queue, place(2), 61), Step::Ask(reserve(250_000)));
    }

    #[test]
    fn the_turn_of_one_who_leaves_is_for_the_next_or_given_back() {
        let (mut queue, wakers) = queue(&[place(1), place(2)]);
        step(&mut queue, place(1), 10);
        queue.answered(Reply::Turn(50), 11);
        assert_eq!(queue.leave(place(1), 60), None);
        assert!(woken(&wakers[1]));
        assert_eq!(step(&mut queue, place(2), 50), Step::Ask(Operation::Depart { turn_us: 50 }));
        // It leaves while it asks.
        assert_eq!(queue.leave(place(2), 60), Some(50));
        queue.enter(place(3), Waker::new(), 60);
        assert_eq!(step(&mut queue, place(3), 61), Step::Ask(Operation::Reserve { since_us: 60, after_us: 0 }));
    }

    #[test]
    fn a_retry_passes_later_calls_and_all_pass_a_bulk_run() {
        let bulk = |order| Place { is_bulk: true, order };
        let (mut queue, wakers) = queue(&[bulk(1), place(5), bulk(2), place(3)]);
        let order: Vec<_> = queue.tickets.iter().map(|ticket| ticket.place).collect();
        assert_eq!(order, [place(3), place(5), bulk(1), bulk(2)]);
        // A head that is passed leaves its turn to the new one.
        step(&mut queue, place(3), 10);
        queue.answered(Reply::Turn(50), 11);
        queue.enter(place(2), Waker::new(), 12);
        assert_eq!(step(&mut queue, place(3), 50), Step::Until(20_050));
        assert_eq!(step(&mut queue, place(2), 50), Step::Ask(Operation::Depart { turn_us: 50 }));
        queue.answered(Reply::Sent(50), 50);
        queue.leave(place(2), 60);
        assert!(woken(&wakers[3]));
    }

    #[test]
    fn a_head_that_does_not_act_is_passed() {
        let (mut queue, wakers) = queue(&[place(1), place(2), place(3)]);
        step(&mut queue, place(1), 10);
        queue.answered(Reply::Turn(50_000), 11);
        assert_eq!(step(&mut queue, place(3), 69_999), Step::Until(90_000));
        assert_eq!(step(&mut queue, place(2), 70_000), Step::Ask(Operation::Depart { turn_us: 50_000 }));
        assert_eq!(step(&mut queue, place(1), 70_001), Step::Wait, "it is back");
        queue.answered(Reply::Sent(70_002), 70_002);
        assert_eq!(queue.leave(place(2), 70_003), None);
        assert!(woken(&wakers[0]));
        assert!(matches!(step(&mut queue, place(3), 90_000), Step::Until(_)));
        assert!(matches!(step(&mut queue, place(3), 90_002), Step::Ask(_)));
    }

    #[test]
    fn a_call_that_cannot_be_in_time_ends_at_once() {
        let (mut queue, _wakers) = queue(&[place(1), place(2)]);
        assert_eq!(queue.step(place(2), 10, 100_000, 250_000), Step::TooLate(250_010));
        assert_eq!(queue.step(place(1), 10, 100_000, 250_000), Step::Ask(reserve(0)));
        queue.answered(Reply::Later(5_000_010), 10);
        assert_eq!(queue.step(place(1), 10, 100_000, 250_000), Step::TooLate(5_000_010));
        assert_eq!(step(&mut queue, place(1), 10), Step::Until(1_000_010), "it looks again after a second");
        assert_eq!(step(&mut queue, place(9), 10), Step::Enter, "it is not in the queue");
    }
}
