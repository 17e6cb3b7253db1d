//! Deadlines. Every wait of a call ends at its deadline, when the call is cancelled, or when the interrupt callback says so.

use crate::response::error::Error;
use crate::response::status::Status;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often a wait checks for cancellation.
pub(crate) const SLICE: Duration = Duration::from_millis(20);

/// Ends a call from another thread.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// A token that is not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the call that uses this token, within 20 ms.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Makes the token usable for another call.
    pub fn reset(&self) {
        self.0.store(false, Ordering::Release);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Returns whether the call should end. It runs on the calling thread, at most every 20 ms.
pub type Interrupt = Arc<dyn Fn() -> bool + Send + Sync>;

/// A point in time, and the option that set it.
#[derive(Debug, Clone, Copy)]
struct Limit {
    at: Instant,
    option: &'static str,
    length: Duration,
}

/// The interrupt callback, and what it has returned.
struct InterruptCheck {
    ask: Interrupt,
    asked: Mutex<InterruptState>,
}

/// When the callback ran last, and whether it has ever returned true, which then counts for the whole call.
#[derive(Default)]
struct InterruptState {
    last: Option<Instant>,
    stop: bool,
}

impl InterruptCheck {
    /// Runs the callback, unless it ran less than a slice ago.
    fn is_interrupted(&self) -> bool {
        let mut asked = self.asked();
        if asked.stop || asked.last.is_some_and(|last| last.elapsed() < SLICE) {
            return asked.stop;
        }
        asked.last = Some(Instant::now());
        drop(asked);
        let stop = (self.ask)();
        self.asked().stop |= stop;
        stop
    }

    fn asked(&self) -> MutexGuard<'_, InterruptState> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When the waits of one call end.
#[derive(Clone)]
pub(crate) struct Deadline {
    limit: Limit,
    cancel: CancelToken,
    interrupt_check: Option<Arc<InterruptCheck>>,
    /// Whether the call is part of a bulk run, which other calls pass.
    pub(crate) is_bulk: bool,
}

/// Why a wait ended early.
#[derive(Debug, Clone, Copy)]
pub(crate) enum WaitError {
    TimedOut { option: &'static str, length: Duration },
    Cancelled,
}

impl Deadline {
    /// A deadline `length` from now, set by `option`.
    pub(crate) fn new(
        option: &'static str,
        length: Duration,
        cancel: CancelToken,
        interrupt: Option<Interrupt>,
    ) -> Self {
        let interrupt_check = interrupt.map(|ask| Arc::new(InterruptCheck { ask, asked: Mutex::default() }));
        let limit = Limit { at: Instant::now() + length, option, length };
        Self { limit, cancel, interrupt_check, is_bulk: false }
    }

    /// The earlier of this deadline and one `length` from now, set by `option`.
    pub(crate) fn within(&self, option: &'static str, length: Duration) -> Self {
        let limit = Limit { at: Instant::now() + length, option, length };
        let limit = if limit.at < self.limit.at { limit } else { self.limit };
        Self { limit, ..self.clone() }
    }

    /// This deadline moved to `length` from now, if that is earlier; the option that errors name stays.
    pub(crate) fn sooner(&self, length: Duration) -> Self {
        let at = self.limit.at.min(Instant::now() + length);
        Self { limit: Limit { at, ..self.limit }, ..self.clone() }
    }

    /// This deadline without the interrupt callback, for waits in which no code of the host program may run.
    pub(crate) fn uninterrupted(&self) -> Self {
        Self { interrupt_check: None, ..self.clone() }
    }

    /// The remaining time, at least one millisecond.
    pub(crate) fn left(&self) -> Result<Duration, WaitError> {
        if self.cancel.is_cancelled()
            || self.interrupt_check.as_ref().is_some_and(|interrupt_check| interrupt_check.is_interrupted())
        {
            return Err(WaitError::Cancelled);
        }
        let left = self.limit.at.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(WaitError::TimedOut { option: self.limit.option, length: self.limit.length });
        }
        Ok(left.max(Duration::from_millis(1)))
    }

    /// Waits that long.
    pub(crate) fn sleep(&self, length: Duration) -> Result<(), WaitError> {
        let end = Instant::now() + length;
        loop {
            let left = self.left()?;
            let rest = end.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return Ok(());
            }
            thread::sleep(rest.min(left).min(SLICE));
        }
    }

    /// Waits until `woken` is set, at most that long, and resets it. Who sets it unparks this thread.
    pub(crate) fn listen(&self, woken: &AtomicBool, at_most: Duration) -> Result<(), WaitError> {
        let end = Instant::now() + at_most;
        loop {
            let left = self.left()?;
            let rest = end.saturating_duration_since(Instant::now());
            if woken.swap(false, Ordering::SeqCst) || rest.is_zero() {
                return Ok(());
            }
            thread::park_timeout(rest.min(left).min(SLICE));
        }
    }

    /// Waits for a message; `None` if its sender is gone.
    pub(crate) fn receive<T>(&self, messages: &Receiver<T>) -> Result<Option<T>, WaitError> {
        loop {
            match messages.recv_timeout(self.left()?.min(SLICE)) {
                Ok(message) => return Ok(Some(message)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Waits until one of the sockets is ready, at most for `at_most`; says whether one is.
    pub(crate) fn ready(&self, sockets: &mut [PollFd<'_>], at_most: Option<Duration>) -> Result<bool, WaitError> {
        let end = at_most.map(|length| Instant::now() + length);
        loop {
            let mut slice = self.left()?.min(SLICE);
            if let Some(end) = end {
                slice = slice.min(end.saturating_duration_since(Instant::now()));
            }
            let timeout = Timespec::try_from(slice).unwrap_or(Timespec { tv_sec: 0, tv_nsec: 0 });
            // An interrupted or failed poll counts as a timeout: reading or writing reports the error.
            match poll(sockets, Some(&timeout)) {
                Ok(0) => {}
                Ok(_) => return Ok(sockets.iter().any(|socket| !socket.revents().is_empty())),
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => thread::sleep(slice),
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                return Ok(false);
            }
        }
    }
}

impl fmt::Debug for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deadline").field("limit", &self.limit).field("cancel", &self.cancel).finish_non_exhaustive()
    }
}

impl WaitError {
    /// The error of a call that was stopped while it was `doing` something.
    pub(crate) fn into_error(self, doing: &str) -> Error {
        match self {
            Self::TimedOut { option, length } => {
                Error::new(Status::Timeout, format!("timed out while {doing}: {option} is {} ms", length.as_millis()))
            }
            Self::Cancelled => Error::new(Status::Cancelled, format!("cancelled while {doing}")),
        }
    }
}

/// What to wait for: a socket that can be read.
pub(crate) const READABLE: PollFlags = PollFlags::IN;
/// What to wait for: a socket that can be written or has connected.
pub(crate) const WRITABLE: PollFlags = PollFlags::OUT;

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn wait(length: Duration, cancel: CancelToken) -> Deadline {
        Deadline::new("deadline_ms", length, cancel, None)
    }

    #[test]
    fn a_limit_ends_every_wait() {
        let wait = wait(Duration::from_millis(5), CancelToken::new());
        assert!(matches!(wait.sleep(Duration::from_secs(60)), Err(WaitError::TimedOut { option: "deadline_ms", .. })));
        let (_sender, receiver) = mpsc::channel::<()>();
        assert!(matches!(wait.receive(&receiver), Err(WaitError::TimedOut { .. })));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
        let mut sockets = [PollFd::new(&listener, READABLE)];
        assert!(matches!(wait.ready(&mut sockets, None), Err(WaitError::TimedOut { .. })));
    }

    #[test]
    fn the_earlier_deadline_counts() {
        let far = wait(Duration::from_secs(60), CancelToken::new());
        let near = far.within("timeout_ms", Duration::ZERO);
        assert!(matches!(near.left(), Err(WaitError::TimedOut { option: "timeout_ms", .. })));
        assert!(far.within("timeout_ms", Duration::from_secs(600)).left().is_ok_and(|l| l <= Duration::from_secs(60)));
    }

    #[test]
    fn cancelling_ends_a_wait_and_reset_allows_the_next() {
        let cancel = CancelToken::new();
        let wait = wait(Duration::from_secs(60), cancel.clone());
        let started = Instant::now();
        let sleeper = thread::spawn(move || wait.sleep(Duration::from_secs(60)));
        cancel.cancel();
        assert!(matches!(sleeper.join().expect("no panic"), Err(WaitError::Cancelled)));
        assert!(started.elapsed() < Duration::from_secs(30));
        cancel.reset();
        assert!(!cancel.is_cancelled());
    }

    #[test]
    fn the_interrupt_callback_ends_a_wait() {
        let wait = Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), Some(Arc::new(|| true)));
        assert!(matches!(wait.sleep(Duration::from_secs(60)), Err(WaitError::Cancelled)));
    }

    #[test]
    fn an_interrupt_counts_for_the_whole_call() {
        let once = AtomicBool::new(true);
        let ask: Interrupt = Arc::new(move || once.swap(false, Ordering::SeqCst));
        let wait = Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), Some(ask));
        for wait in [wait.clone(), wait.within("timeout_ms", Duration::from_secs(30)), wait] {
            assert!(matches!(wait.left(), Err(WaitError::Cancelled)));
        }
    }
}
