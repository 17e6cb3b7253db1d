//! The rate limiter: lets requests start at the rate of the account's plan, for all clients of the process, through a file
//! for all processes of the machine, and through a server for all machines. The documentation of [`limits`](super) says how.

use super::call_stats::warn;
use super::deadline::{CancelToken, Deadline, WaitError};
use super::ledger::rate::Rate;
use super::ledger::rate_feedback::RateFeedback;
use super::ledger::text::checksum;
use super::ledger::{Operation, Reply};
use super::no_permit::{Failed, IN_LOCK, IN_QUEUE, IN_SERVER, NoPermit, full, in_queue, too_late, until};
use super::plan::Plan;
use super::queue::{Place, Step, Waker};
use super::quota::Quota;
use super::settings::LimitSettings;
use super::store::file::{FileStore, LOCK_TIMEOUT};
use super::store::process::{self, Account, Key, ProcessStore};
use super::store::{SharedStore, Store, StoreError};
use crate::clock::{Now, micros, steady_us};
use crate::response::problem::Problem;
use crate::response::response::Response;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A shared store that could not be used is left alone for this time.
const ALONE_US: u64 = 30_000_000;
/// A request that is written within this time after its permit was given counts as sent at that time.
const PROMPT_US: u64 = 2_000;
/// How long the end of a call may take to give back what it did not use, and to record what it learned.
const AFTERWARDS: Duration = Duration::from_millis(50);
/// The distance of the places of two calls: calls that callbacks make come between.
const PLACE_STEP: u64 = 1_024;

#[derive(Debug, Clone)]
pub(crate) struct RateLimiter {
    settings: Arc<LimitSettings>,
    /// The hash of the shared store; 0 without one.
    store: u64,
    /// The server of `share`, which takes the place of `rate_file`.
    server: Option<Arc<dyn SharedStore>>,
}

/// The order of a call among others that wait; a retry keeps it.
#[derive(Debug, Default)]
pub(crate) struct Order(Option<u64>);

/// Permission to send one request.
#[derive(Debug)]
pub(crate) struct Permit {
    limiter: RateLimiter,
    quota: Quota,
    /// When it departed, which is when it was counted.
    departed_us: u64,
    sent_us: AtomicU64,
}

impl RateLimiter {
    pub(crate) fn new(settings: &Arc<LimitSettings>, server: Option<Arc<dyn SharedStore>>) -> Self {
        let file = || settings.rate_file.path().map_or(0, |path| checksum(&path.to_string_lossy()).max(1));
        let store = server.as_ref().map_or_else(file, |server| server.id());
        Self { settings: settings.clone(), store, server }
    }

    /// Whether there is a rate limit.
    pub(crate) fn is_limited(&self) -> bool {
        self.settings.plan != Plan::None
    }

    /// Closes idle connections to the server.
    pub(crate) fn drop_connections(&self) {
        self.server.iter().for_each(|server| server.drop_connections());
    }

    fn key(&self, quota: Quota) -> Key {
        Key { account: quota.account, store: self.store }
    }

    /// Waits for a permit. If the shared store cannot be used, a warning is added, once, and this process limits itself.
    pub(crate) fn acquire(
        &self,
        quota: Quota,
        order: &mut Order,
        wait: &Deadline,
        warnings: &mut Vec<Problem>,
    ) -> Result<Option<Permit>, NoPermit> {
        wait.left().map_err(in_queue)?;
        let Some(rate) = self.settings.rate(quota.label) else { return Ok(None) };
        let mut ticket = Ticket::enter(self, quota, rate, Place { is_bulk: wait.is_bulk, order: order.get() });
        let sent = ticket.wait_for_turn(wait);
        if let Some(turn_us) = ticket.leave() {
            self.give_back(quota, &Operation::GiveBack { turn_us });
        }
        if let Some(why) = process::with(self.key(quota), Account::take_warning) {
            warn(
                warnings,
                Problem::new(
                    "rate_file",
                    format!("{why}; this process applies the rate limit without the other processes"),
                ),
            );
        }
        if let Some(warning) = self.server.as_ref().and_then(|server| server.take_warning()) {
            warnings.push(warning);
        }
        let sent_us = sent?;
        Ok(Some(Permit { limiter: self.clone(), quota, departed_us: sent_us, sent_us: AtomicU64::new(sent_us) }))
    }

    /// Adapts to what a response says about rate limits. `jitter` is a random number from 0 to 1. The
    /// call may have been cancelled or timed out meanwhile.
    pub(crate) fn learn(&self, permit: &Permit, response: &Response, jitter: f64, wait: &Deadline) {
        let now = Now::read();
        let retry_after = response.retry_after(now.calendar());
        let server_now = response.server_now(now.calendar());
        let (said, sent_us) = (response.rate_limit(), permit.sent_us());
        let feedback = RateFeedback::of(&said, permit.quota.label, retry_after, server_now, sent_us, now, jitter);
        if process::with(self.key(permit.quota), |known| known.ledger.is_news(&feedback, now)) {
            // A server may be further away than a file, and other machines depend on it.
            let is_live = self.server.is_some() && wait.uninterrupted().left().is_ok();
            let wait = if is_live { wait.uninterrupted() } else { afterwards() };
            // A failure is ignored: only later calls need this.
            let _ = self.apply(permit.quota, &Operation::Learn(feedback), &wait);
        }
    }

    /// Gives back a turn, or a permit that was not used. A call that was stopped does not wait long for that.
    fn give_back(&self, quota: Quota, operation: &Operation) {
        // At worst the turn is forgotten in a second.
        let _ = self.apply(quota, operation, &afterwards());
    }

    /// Carries out an operation in the shared store, or in that of this process if there is none or it cannot be used.
    fn apply(&self, quota: Quota, operation: &Operation, wait: &Deadline) -> Result<Reply, Failed> {
        let end = lock_end(wait)?;
        loop {
            if let Some(reply) = self.try_apply(quota, operation, wait, end)? {
                return Ok(reply);
            }
            wait.left()?;
        }
    }

    /// The same; `None` if the shared store is locked by another process and shall be tried again, at most until `end`. No
    /// callback of the host program runs here: a call that it makes would wait for this operation.
    fn try_apply(
        &self,
        quota: Quota,
        operation: &Operation,
        wait: &Deadline,
        end: Instant,
    ) -> Result<Option<Reply>, Failed> {
        let Some(rate) = self.settings.rate(quota.label) else { return Ok(Some(Reply::Done)) };
        let wait = &wait.uninterrupted();
        let key = self.key(quota);
        let own = ProcessStore { store: self.store };
        // With a server, its store is used and no file.
        let path = self.settings.rate_file.path().filter(|_| self.server.is_none());
        let is_alone = || process::with(key, |known| known.alone_until_us > steady_us());
        let file = path.filter(|_| !is_alone()).map(|path| FileStore { path, store: self.store, end });
        let store: &dyn Store = match (&self.server, &file) {
            (Some(server), _) => &**server,
            (None, Some(file)) => file,
            (None, None) => &own,
        };
        let reply = store.apply(quota, &rate, operation, wait).or_else(|why| match why {
            StoreError::Unusable(why) => {
                process::with(key, |known| known.go_alone(steady_us() + ALONE_US, why));
                own.apply(quota, &rate, operation, wait)
            }
            StoreError::LockTimeout => own.apply(quota, &rate, operation, wait),
            why => Err(why),
        });
        match reply {
            Ok(reply) => Ok(Some(reply)),
            Err(StoreError::Stopped(stop)) => Err(Failed::Stopped(stop)),
            Err(StoreError::Ended(error)) => Err(Failed::Ended(error)),
            Err(StoreError::Locked) => Ok(None),
            // The store of this process can always be used.
            Err(StoreError::Unusable(_) | StoreError::LockTimeout) => Ok(Some(Reply::Done)),
        }
    }
}

impl Order {
    fn get(&mut self) -> u64 {
        static NEXT: AtomicU64 = AtomicU64::new(PLACE_STEP);
        *self.0.get_or_insert_with(|| NEXT.fetch_add(PLACE_STEP, Ordering::SeqCst))
    }
}

impl Permit {
    /// When the request was sent, on the steady clock.
    fn sent_us(&self) -> u64 {
        self.sent_us.load(Ordering::SeqCst)
    }

    /// Makes sure that the request may be sent now, after its connection was made.
    pub(crate) fn now(&self, wait: &Deadline) -> Result<(), NoPermit> {
        let apply = |operation: &Operation| {
            self.limiter.apply(self.quota, operation, wait).map_err(|failed| failed.during(IN_QUEUE))
        };
        let sleep = |at_us| match wait.left() {
            Ok(left) if until(at_us) > left => Err(too_late(at_us)),
            _ => wait.sleep(until(at_us)).map_err(in_queue),
        };
        let sent_us = confirm(self.sent_us(), steady_us, apply, sleep)?;
        self.sent_us.store(sent_us, Ordering::SeqCst);
        Ok(())
    }

    /// The request was written then. If that was late, others have to know, so that the one a second later does not come too soon.
    pub(crate) fn written(&self, written_us: u64) {
        let sent_us = self.sent_us();
        if written_us > sent_us + PROMPT_US {
            // A failure is ignored: only later calls need this.
            let _ = self.limiter.apply(self.quota, &Operation::Written { sent_us, written_us }, &afterwards());
            self.sent_us.store(written_us, Ordering::SeqCst);
        }
    }

    /// Returns a permit that was not used, because nothing reached Zoom.
    pub(crate) fn unsent(&self) {
        let (departed_us, sent_us) = (self.departed_us, self.sent_us());
        self.limiter.give_back(self.quota, &Operation::TakeBack { departed_us, sent_us });
    }
}

/// When the request that departed at `sent_us` may be written: asks the store again if that is too long ago. The store may
/// take its time, too, so what it says last counts.
fn confirm(
    sent_us: u64,
    clock: impl Fn() -> u64,
    mut apply: impl FnMut(&Operation) -> Result<Reply, NoPermit>,
    sleep: impl Fn(u64) -> Result<(), NoPermit>,
) -> Result<u64, NoPermit> {
    if clock() <= sent_us + PROMPT_US {
        return Ok(sent_us);
    }
    loop {
        match apply(&Operation::Delay { sent_us })? {
            Reply::NotBefore(at_us) => sleep(at_us)?,
            Reply::Sent(sent_us) => return Ok(sent_us),
            Reply::Full(until_s) => return Err(full(until_s)),
            _ => return Ok(sent_us),
        }
    }
}

/// A call in the queue of its account.
struct Ticket<'a> {
    limiter: &'a RateLimiter,
    quota: Quota,
    rate: Rate,
    place: Place,
    waker: Arc<Waker>,
    /// The call in whose callback this one is made, if there is one.
    outer: Option<Place>,
    is_waiting: bool,
}

thread_local! {
    /// The call of this thread that waits.
    static WAITING: Cell<Option<Place>> = const { Cell::new(None) };
}

impl<'a> Ticket<'a> {
    fn enter(limiter: &'a RateLimiter, quota: Quota, rate: Rate, place: Place) -> Self {
        let outer = WAITING.get();
        // A callback of a waiting call makes another call: the outer one cannot go on before it.
        let place = outer.map_or(place, |outer| Place { order: outer.order.saturating_sub(1), ..outer });
        WAITING.set(Some(place));
        let ticket = Self { limiter, quota, rate, place, waker: Waker::new(), outer, is_waiting: true };
        ticket.line_up();
        ticket
    }

    fn line_up(&self) {
        let key = self.limiter.key(self.quota);
        process::with(key, |known| known.queue(&self.rate).enter(self.place, self.waker.clone(), steady_us()));
    }

    /// Waits until the request may be sent, and returns when that was.
    fn wait_for_turn(&self, wait: &Deadline) -> Result<u64, NoPermit> {
        let key = self.limiter.key(self.quota);
        // Until when the lock of the file is waited for, while it is.
        let mut locked_until = None;
        let asking = if self.limiter.server.is_some() { IN_SERVER } else { IN_LOCK };
        let in_lock = |stop| NoPermit::Stopped(stop, asking);
        loop {
            let left =
                wait.left().map_err(|stop| if locked_until.is_some() { in_lock(stop) } else { in_queue(stop) })?;
            let step = process::with(key, |known| {
                let now = Now::read();
                let interval_us = known.ledger.interval_us(&self.rate, now);
                let latest_us = now.steady_us.saturating_add(micros(left));
                known.queue(&self.rate).step(self.place, now.steady_us, latest_us, interval_us)
            });
            match step {
                Step::TooLate(at_us) => return Err(too_late(at_us)),
                Step::Enter => self.line_up(),
                Step::Wait => wait.listen(&self.waker.woken, left).map_err(in_queue)?,
                Step::Until(at_us) => wait.listen(&self.waker.woken, until(at_us)).map_err(in_queue)?,
                Step::Ask(operation) => {
                    let end = locked_until.map_or_else(|| lock_end(wait), Ok).map_err(in_lock)?;
                    let reply = self.limiter.try_apply(self.quota, &operation, wait, end);
                    let reply = reply.map_err(|failed| failed.during(asking))?;
                    locked_until = Some(end).filter(|_| reply.is_none());
                    let Some(reply) = reply else {
                        process::with(key, |known| known.queue(&self.rate).not_answered(steady_us()));
                        continue;
                    };
                    process::with(key, |known| known.queue(&self.rate).answered(reply, steady_us()));
                    match reply {
                        Reply::Sent(sent_us) => return Ok(sent_us),
                        Reply::Full(until_s) => return Err(full(until_s)),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Leaves the queue; returns a turn that nobody uses.
    fn leave(&mut self) -> Option<u64> {
        self.is_waiting = false;
        WAITING.set(self.outer);
        process::with(self.limiter.key(self.quota), |known| known.queue(&self.rate).leave(self.place, steady_us()))
    }
}

impl Drop for Ticket<'_> {
    /// After a panic in a callback.
    fn drop(&mut self) {
        if self.is_waiting {
            self.leave();
        }
    }
}

/// A deadline for what is done when a call ends, however it ends.
fn afterwards() -> Deadline {
    Deadline::new("deadline_ms", AFTERWARDS, CancelToken::new(), None)
}

/// Until when an operation may wait for the lock of a file.
fn lock_end(wait: &Deadline) -> Result<Instant, WaitError> {
    Ok(Instant::now() + LOCK_TIMEOUT.min(wait.left()? / 5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::ledger::Ledger;

    const RATE: Rate = Rate { per_second: 4, per_day: None, share: 100 };
    const START_US: u64 = 500_000_000;

    /// Four requests have departed, the last one so long ago that it has to be confirmed; each operation takes `store_us`.
    fn confirmed(store_us: u64) -> (u64, u64, u32) {
        let clock = Cell::new(START_US);
        let now = || Now { steady_us: clock.get(), unix_us: 1_737_374_400_000_000 };
        let (mut ledger, mut sent_us) = (Ledger::default(), 0);
        while clock.get() < START_US + 1_000_000 {
            if let Reply::Turn(turn_us) =
                ledger.apply(&Operation::Reserve { since_us: clock.get(), after_us: 0 }, &RATE, now())
            {
                clock.set(turn_us.max(clock.get()));
                ledger.apply(&Operation::Depart { turn_us }, &RATE, now());
                sent_us = clock.get();
            }
        }
        clock.set(sent_us + PROMPT_US + 1);
        let operations = Cell::new(0);
        let apply = |operation: &Operation| {
            operations.set(operations.get() + 1);
            assert!(operations.get() < 100, "it does not end");
            let reply = ledger.apply(operation, &RATE, now());
            clock.set(clock.get() + store_us);
            Ok(reply)
        };
        let sleep = |at_us| {
            clock.set(clock.get().max(at_us));
            Ok(())
        };
        let confirmed = confirm(sent_us, || clock.get(), apply, sleep).unwrap_or_else(|_| panic!("in time"));
        (sent_us, confirmed, operations.get())
    }

    #[test]
    fn a_slow_store_confirms_a_request_once() {
        for store_us in [0, 1_000, 3_000, 100_000] {
            let (sent_us, confirmed_us, operations) = confirmed(store_us);
            assert!(confirmed_us > sent_us && operations <= 2, "{store_us}: {operations}");
        }
    }
}
