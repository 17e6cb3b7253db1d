//! The one way to wait: every wait of a call ends at its limit, when it is cancelled, or when the host program says so.

use crate::answer::error::Error;
use crate::answer::status::Status;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a wait sleeps before it looks again whether it was cancelled.
const SLICE: Duration = Duration::from_millis(20);

/// Ends a call from another thread.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// A token that is not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the call that uses this token, within a fiftieth of a second.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Makes the token good for another call.
    pub fn reset(&self) {
        self.0.store(false, Ordering::Release);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Asks the host program, on the calling thread and at most every 20 ms, whether the call is to end.
pub type Interrupt = Arc<dyn Fn() -> bool + Send + Sync>;

/// A point in time, and the option that set it.
#[derive(Debug, Clone, Copy)]
struct Limit {
    at: Instant,
    option: &'static str,
    length: Duration,
}

/// The host program's question.
struct Asker {
    ask: Interrupt,
    asked: Mutex<Asked>,
}

/// When it was asked last, and whether the answer ever was to stop: one that is given once counts for the whole call.
#[derive(Default)]
struct Asked {
    last: Option<Instant>,
    stop: bool,
}

impl Asker {
    /// Asks, unless that was done less than a slice ago.
    fn says_stop(&self) -> bool {
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

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What every wait of one call obeys.
#[derive(Clone)]
pub(crate) struct Wait {
    limit: Limit,
    cancel: CancelToken,
    asker: Option<Arc<Asker>>,
}

/// Why a wait ended before what it waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stop {
    TimedOut { option: &'static str, length: Duration },
    Cancelled,
}

impl Wait {
    /// A call that ends `length` from now by the limit of `option`.
    pub(crate) fn new(
        option: &'static str,
        length: Duration,
        cancel: CancelToken,
        interrupt: Option<Interrupt>,
    ) -> Self {
        let asker = interrupt.map(|ask| Arc::new(Asker { ask, asked: Mutex::default() }));
        Self { limit: Limit { at: Instant::now() + length, option, length }, cancel, asker }
    }

    /// The same call with one more limit from now on.
    pub(crate) fn within(&self, option: &'static str, length: Duration) -> Self {
        let limit = Limit { at: Instant::now() + length, option, length };
        let limit = if limit.at < self.limit.at { limit } else { self.limit };
        Self { limit, ..self.clone() }
    }

    /// The time that is left, at least one millisecond.
    pub(crate) fn left(&self) -> Result<Duration, Stop> {
        if self.cancel.is_cancelled() || self.asker.as_ref().is_some_and(|asker| asker.says_stop()) {
            return Err(Stop::Cancelled);
        }
        let left = self.limit.at.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Stop::TimedOut { option: self.limit.option, length: self.limit.length });
        }
        Ok(left.max(Duration::from_millis(1)))
    }

    /// Waits that long.
    pub(crate) fn sleep(&self, length: Duration) -> Result<(), Stop> {
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

    /// Waits for a message; `None` if its sender is gone.
    pub(crate) fn receive<T>(&self, messages: &Receiver<T>) -> Result<Option<T>, Stop> {
        loop {
            match messages.recv_timeout(self.left()?.min(SLICE)) {
                Ok(message) => return Ok(Some(message)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Waits until one of the sockets is ready, at most for `at_most`; says whether one is.
    pub(crate) fn ready(&self, sockets: &mut [PollFd<'_>], at_most: Option<Duration>) -> Result<bool, Stop> {
        let end = at_most.map(|length| Instant::now() + length);
        loop {
            let mut slice = self.left()?.min(SLICE);
            if let Some(end) = end {
                slice = slice.min(end.saturating_duration_since(Instant::now()));
            }
            let timeout = Timespec::try_from(slice).unwrap_or(Timespec { tv_sec: 0, tv_nsec: 0 });
            // An interrupted or failed poll is one that saw nothing: reading or writing will tell more.
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

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait").field("limit", &self.limit).field("cancel", &self.cancel).finish_non_exhaustive()
    }
}

impl Stop {
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

    fn wait(length: Duration, cancel: CancelToken) -> Wait {
        Wait::new("deadline_ms", length, cancel, None)
    }

    #[test]
    fn a_limit_ends_every_wait() {
        let wait = wait(Duration::from_millis(5), CancelToken::new());
        assert!(matches!(wait.sleep(Duration::from_secs(60)), Err(Stop::TimedOut { option: "deadline_ms", .. })));
        let (_sender, receiver) = mpsc::channel::<()>();
        assert!(matches!(wait.receive(&receiver), Err(Stop::TimedOut { .. })));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
        let mut sockets = [PollFd::new(&listener, READABLE)];
        assert!(matches!(wait.ready(&mut sockets, None), Err(Stop::TimedOut { .. })));
    }

    #[test]
    fn the_nearer_limit_counts() {
        let far = wait(Duration::from_secs(60), CancelToken::new());
        let near = far.within("timeout_ms", Duration::ZERO);
        assert!(matches!(near.left(), Err(Stop::TimedOut { option: "timeout_ms", .. })));
        assert!(far.within("timeout_ms", Duration::from_secs(600)).left().is_ok_and(|l| l <= Duration::from_secs(60)));
    }

    #[test]
    fn cancelling_ends_a_wait_and_reset_allows_the_next() {
        let cancel = CancelToken::new();
        let wait = wait(Duration::from_secs(60), cancel.clone());
        let started = Instant::now();
        let sleeper = thread::spawn(move || wait.sleep(Duration::from_secs(60)));
        cancel.cancel();
        assert!(matches!(sleeper.join().expect("no panic"), Err(Stop::Cancelled)));
        assert!(started.elapsed() < Duration::from_secs(30));
        cancel.reset();
        assert!(!cancel.is_cancelled());
    }

    #[test]
    fn the_host_program_is_asked() {
        let wait = Wait::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), Some(Arc::new(|| true)));
        assert!(matches!(wait.sleep(Duration::from_secs(60)), Err(Stop::Cancelled)));
    }

    #[test]
    fn what_the_host_program_says_once_counts_for_the_whole_call() {
        let once = AtomicBool::new(true);
        let ask: Interrupt = Arc::new(move || once.swap(false, Ordering::SeqCst));
        let wait = Wait::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), Some(ask));
        for wait in [wait.clone(), wait.within("timeout_ms", Duration::from_secs(30)), wait] {
            assert!(matches!(wait.left(), Err(Stop::Cancelled)));
        }
    }
}
