//! A number that identifies this process. Values and locks keep it, so that a forked child recognizes those it must not inherit.
//! It is only compared.

use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// See [`set_fork_mark`].
static MARK: OnceLock<&'static AtomicU32> = OnceLock::new();
static IS_SET: AtomicBool = AtomicBool::new(false);
/// The last number that was in the mark. A child inherits it.
static LAST: AtomicU32 = AtomicU32::new(0);

/// Saves the system call that asks for the process id: the mark that is made then holds the number of the process. The caller
/// promises that the system sets it to 0 in every child that has memory of its own. Only the first call makes one.
pub fn set_fork_mark(make: impl FnOnce() -> Option<&'static AtomicU32>) {
    // A fork may interrupt this: the child must not wait for a thread that it does not have.
    if IS_SET.swap(true, Ordering::SeqCst) {
        return;
    }
    if let Some(mark) = make() {
        // The number stays the same for what was locked before.
        LAST.store(process::id(), Ordering::SeqCst);
        mark.store(process::id(), Ordering::SeqCst);
        let _ = MARK.set(mark);
    }
}

/// The number of this process: the process id, or one that differs from those of the processes it was forked from.
pub(crate) fn id() -> u32 {
    match MARK.get() {
        Some(mark) => marked(mark, &LAST),
        None => process::id(),
    }
}

/// The number in the mark, or the next one if a fork has wiped it. The process id of a child is not always a new one: an old
/// C library returns that of the parent after a system call made without it, and in a new PID namespace both may be 1.
fn marked(mark: &AtomicU32, last: &AtomicU32) -> u32 {
    loop {
        match mark.load(Ordering::SeqCst) {
            0 => {
                let next = last.fetch_add(1, Ordering::SeqCst).wrapping_add(1);
                // The first thread sets it.
                let _ = mark.compare_exchange(0, next, Ordering::SeqCst, Ordering::SeqCst);
            }
            id => return id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_number_stays_when_the_mark_is_set() {
        static WORD: AtomicU32 = AtomicU32::new(0);
        static OTHER: AtomicU32 = AtomicU32::new(1);
        assert_eq!(id(), process::id());
        set_fork_mark(|| Some(&WORD));
        set_fork_mark(|| Some(&OTHER));
        assert_eq!((id(), WORD.load(Ordering::SeqCst)), (process::id(), process::id()), "the first mark stays");
    }

    #[test]
    fn every_fork_makes_a_new_number() {
        for first in [process::id(), u32::MAX - 2] {
            let (mark, last) = (AtomicU32::new(first), AtomicU32::new(first));
            let mut seen = HashSet::new();
            for _ in 0..5 {
                let id = marked(&mark, &last);
                assert!(id != 0 && seen.insert(id), "{id} of {seen:?}");
                assert_eq!(marked(&mark, &last), id);
                mark.store(0, Ordering::SeqCst);
            }
        }
    }
}
