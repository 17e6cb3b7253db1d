//! A value that one thread of the process at a time uses, for moments. It never waits for a thread that a fork has left
//! behind.
//!
//! The lock records the process that holds it, so a child ignores one that a thread of its parent held. The value of that
//! thread, which it may have been changing, stays locked in the child; the child then uses the next one.

use super::id::id;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, TryLockError};
use std::thread;
use std::time::Duration;

/// Values: one, and one more for each fork, one within the other, that leaves a value locked.
const SPARE: usize = 8;
/// How often a thread tries before it sleeps between two attempts.
const MAX_YIELDS: u32 = 50;
const PAUSE: Duration = Duration::from_micros(100);
/// How often it tries in all. A thread that has not unlocked by then, seconds later, is one of another process that had the
/// same id, in another namespace.
const MAX_TRIES: u32 = 20_000;

#[derive(Debug)]
pub(crate) struct ProcessLock<T> {
    /// The process whose thread uses the value; 0 for none.
    holder: AtomicU32,
    current: AtomicUsize,
    values: [Mutex<T>; SPARE],
}

/// Unlocks when it is dropped, also by a panic.
struct Guard<'a>(&'a AtomicU32);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.store(0, Ordering::SeqCst);
    }
}

impl<T> ProcessLock<Vec<T>> {
    pub(crate) const fn new() -> Self {
        let values = [const { Mutex::new(Vec::new()) }; SPARE];
        Self { holder: AtomicU32::new(0), current: AtomicUsize::new(0), values }
    }
}

impl<T: Default> ProcessLock<T> {
    /// Uses the value. `change` must not wait, nor use the lock; it gets the number of the process.
    pub(crate) fn with<R>(&self, change: impl FnOnce(&mut T, u32) -> R) -> R {
        let process = id();
        let _guard = self.lock(process, MAX_TRIES);
        for _ in 0..SPARE {
            let current = self.current.load(Ordering::SeqCst);
            match self.values.get(current % SPARE).map(Mutex::try_lock) {
                Some(Ok(mut value)) => return change(&mut value, process),
                Some(Err(TryLockError::Poisoned(value))) => return change(&mut value.into_inner(), process),
                // No thread of this process uses it.
                Some(Err(TryLockError::WouldBlock)) | None => self.current.store(current + 1, Ordering::SeqCst),
            }
        }
        change(&mut T::default(), process)
    }

    fn lock(&self, process: u32, max_tries: u32) -> Guard<'_> {
        for tries in 0..max_tries {
            let holder = self.holder.load(Ordering::SeqCst);
            if holder != process
                && self.holder.compare_exchange(holder, process, Ordering::SeqCst, Ordering::SeqCst).is_ok()
            {
                return Guard(&self.holder);
            }
            if tries < MAX_YIELDS { thread::yield_now() } else { thread::sleep(PAUSE) }
        }
        // The values have locks of their own, so nothing is changed by two threads.
        Guard(&self.holder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn threads_never_use_it_together() {
        static COUNTS: ProcessLock<Vec<u32>> = ProcessLock::new();
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        COUNTS.with(|counts, _| {
                            let count = counts.pop().unwrap_or_default();
                            thread::yield_now();
                            counts.push(count + 1);
                        });
                    }
                });
            }
        });
        assert_eq!(COUNTS.with(|counts, _| counts.clone()), [4_000]);
    }

    #[test]
    fn a_panic_unlocks_it() {
        let lock: ProcessLock<Vec<u32>> = ProcessLock::new();
        let panicked = catch_unwind(AssertUnwindSafe(|| lock.with(|_, _| panic!("on purpose"))));
        assert!(panicked.is_err());
        lock.with(|value, _| value.push(1));
        assert_eq!(lock.with(|value, _| value.clone()), [1]);
    }

    #[test]
    fn what_a_fork_left_locked_is_passed_over() {
        let lock: ProcessLock<Vec<u32>> = ProcessLock::new();
        lock.with(|value, _| value.push(1));
        // As a child sees it: a thread of another process holds the lock and the value.
        lock.holder.store(id() + 1, Ordering::SeqCst);
        let held = lock.values[0].lock();
        lock.with(|value, _| value.push(2));
        assert_eq!(lock.with(|value, _| value.clone()), [2]);
        lock.holder.store(id(), Ordering::SeqCst);
        drop(lock.lock(id(), MAX_YIELDS));
        assert_eq!(lock.holder.load(Ordering::SeqCst), 0, "a process of another namespace had this id");
        let others: Vec<_> = lock.values[1..].iter().map(|value| value.lock()).collect();
        assert!(lock.with(|value, _| value.is_empty()), "every value was left locked");
        drop((held, others));
    }
}
