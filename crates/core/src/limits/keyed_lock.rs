//! Keyed locks: one thread of the process at a time holds a name.
//!
//! A fork keeps only the calling thread, so each lock records the process that holds it, and a child ignores the locks of
//! its parent's threads. Nothing here is a lock of the operating system.

use super::deadline::{Deadline, WaitError};
use crate::process;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Locks held at the same time, over all names; while all are in use, a thread waits as for a held name.
const MAX_LOCKS: usize = 8_192;

/// The first and the longest pause between two attempts to lock.
const MIN_PAUSE: Duration = Duration::from_micros(50);
const MAX_PAUSE: Duration = Duration::from_millis(5);

static SLOTS: [Slot; MAX_LOCKS] = [const { Slot::new() }; MAX_LOCKS];

/// How many slots were ever in use: the first ones.
static USED: AtomicUsize = AtomicUsize::new(0);

/// The process whose thread searches the slots; 0 for none.
static SEARCHER: AtomicU32 = AtomicU32::new(0);

/// Makes names differ between processes: made once, kept over a fork.
static SALT: AtomicU64 = AtomicU64::new(0);

struct Slot {
    /// The process that holds it; 0 if it is free.
    process: AtomicU32,
    name: AtomicU64,
    /// The thread that holds it: the address of its [`THREAD_MARK`].
    thread: AtomicPtr<u8>,
}

impl Slot {
    const fn new() -> Self {
        Self { process: AtomicU32::new(0), name: AtomicU64::new(0), thread: AtomicPtr::new(ptr::null_mut()) }
    }
}

thread_local! {
    /// Its address identifies the thread.
    static THREAD_MARK: u8 = const { 0 };
}

fn this_thread() -> *mut u8 {
    THREAD_MARK.with(|here| ptr::from_ref(here).cast_mut())
}

/// A salted hash of some texts, never 0: the name of a lock, an app or a file.
pub(crate) fn name(parts: &[&str]) -> u64 {
    if SALT.load(Ordering::SeqCst) == 0 {
        let salt = RandomState::new().hash_one(process::id()).max(1);
        // The first thread sets it.
        let _ = SALT.compare_exchange(0, salt, Ordering::SeqCst, Ordering::SeqCst);
    }
    let mut hasher = DefaultHasher::new();
    SALT.load(Ordering::SeqCst).hash(&mut hasher);
    parts.hash(&mut hasher);
    hasher.finish().max(1)
}

/// Holds a name until it is dropped.
#[derive(Debug)]
pub(crate) struct LockGuard {
    slot: usize,
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        if let Some(slot) = SLOTS.get(self.slot) {
            slot.process.store(0, Ordering::SeqCst);
        }
    }
}

/// Locks a name, unless another thread holds it.
pub(crate) fn try_lock(name: u64) -> Option<LockGuard> {
    let process = process::id();
    while !begin_search(process) {
        thread::yield_now();
    }
    let mut free = None;
    let mut is_held = false;
    let used = USED.load(Ordering::SeqCst);
    for (i, slot) in SLOTS.iter().enumerate().take(used + 1) {
        if slot.process.load(Ordering::SeqCst) != process {
            free = free.or(Some((i, slot)));
        } else if slot.name.load(Ordering::SeqCst) == name {
            is_held = true;
            break;
        }
    }
    let guard = free.filter(|_| !is_held).map(|(i, slot)| {
        slot.name.store(name, Ordering::SeqCst);
        slot.thread.store(this_thread(), Ordering::SeqCst);
        USED.store(used.max(i + 1), Ordering::SeqCst);
        slot.process.store(process, Ordering::SeqCst);
        LockGuard { slot: i }
    });
    SEARCHER.store(0, Ordering::SeqCst);
    guard
}

/// Becomes the thread that searches the slots, unless another thread of this process does; one that a fork left behind
/// does not count.
fn begin_search(process: u32) -> bool {
    let searcher = SEARCHER.load(Ordering::SeqCst);
    searcher != process && SEARCHER.compare_exchange(searcher, process, Ordering::SeqCst, Ordering::SeqCst).is_ok()
}

/// Whether this thread holds a name. Then it is in a callback of the program (a token or a log line), and waiting for the
/// call that runs the callback would be a deadlock.
pub(crate) fn is_held_here(name: u64) -> bool {
    let (process, here) = (process::id(), this_thread());
    // The process is stored last, so a slot of another thread never looks like one of this thread.
    SLOTS.iter().take(USED.load(Ordering::SeqCst)).any(|slot| {
        slot.process.load(Ordering::SeqCst) == process
            && slot.name.load(Ordering::SeqCst) == name
            && slot.thread.load(Ordering::SeqCst) == here
    })
}

/// Locks a name, waiting while another thread holds it.
pub(crate) fn lock(name: u64, wait: &Deadline) -> Result<LockGuard, WaitError> {
    let mut pause = MIN_PAUSE;
    loop {
        if let Some(guard) = try_lock(name) {
            return Ok(guard);
        }
        wait.sleep(pause)?;
        pause = (pause * 2).min(MAX_PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::deadline::CancelToken;
    use std::sync::atomic::AtomicUsize;

    fn wait(length: Duration) -> Deadline {
        Deadline::new("deadline_ms", length, CancelToken::new(), None)
    }

    #[test]
    fn a_name_is_held_once_and_others_are_free() {
        let (one, other) = (name(&["held once", "a"]), name(&["held once", "b"]));
        assert_ne!(one, other);
        assert_ne!(name(&["ab", "c"]), name(&["a", "bc"]));
        let guard = try_lock(one).expect("free");
        assert!(try_lock(one).is_none());
        assert!(try_lock(other).is_some());
        assert!(matches!(lock(one, &wait(Duration::from_millis(5))), Err(WaitError::TimedOut { .. })));
        drop(guard);
        assert!(try_lock(one).is_some());
    }

    #[test]
    fn thousands_of_names_are_held_at_the_same_time() {
        let guards: Vec<_> = (0..2_000).map(|user| try_lock(name(&["thousands", &user.to_string()]))).collect();
        assert!(guards.iter().all(Option::is_some));
    }

    #[test]
    fn a_thread_knows_its_own() {
        let (one, other) = (name(&["whose", "a"]), name(&["whose", "b"]));
        assert!(!is_held_here(one));
        let guard = try_lock(one).expect("free");
        assert!(is_held_here(one) && !is_held_here(other));
        thread::scope(|scope| {
            scope.spawn(|| {
                assert!(!is_held_here(one));
                let _other = try_lock(other).expect("free");
                assert!(is_held_here(other));
            });
        });
        drop(guard);
        assert!(!is_held_here(one) && !is_held_here(other));
    }

    #[test]
    fn threads_are_never_inside_together() {
        static INSIDE: AtomicUsize = AtomicUsize::new(0);
        let name = name(&["never together"]);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let _guard = lock(name, &wait(Duration::from_secs(60))).expect("in time");
                        assert_eq!(INSIDE.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        INSIDE.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
    }

    #[test]
    fn a_lock_of_another_process_does_not_count() {
        let name = name(&["before the fork"]);
        let guard = try_lock(name).expect("free");
        // As a child sees it: the holder's thread is in another process.
        SLOTS[guard.slot].process.store(process::id() + 1, Ordering::SeqCst);
        let mine = try_lock(name).expect("nobody of this process holds it");
        std::mem::forget(guard);
        drop(mine);
        while SEARCHER.compare_exchange(0, process::id() + 1, Ordering::SeqCst, Ordering::SeqCst).is_err() {}
        assert!(try_lock(name).is_some(), "who was searcher is gone");
    }
}
