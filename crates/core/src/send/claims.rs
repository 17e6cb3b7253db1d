//! Claims: what only one thread of the process may do at a time, by name.
//!
//! A fork leaves only the calling thread, so a claim says which process holds it: in the child those of the parent's
//! threads count for nothing. Nothing here is a lock of the operating system, and nobody waits inside.

use super::wait::{Stop, Wait};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::process;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// Claims at the same time, over all names; who finds no room waits as if somebody else held the name.
const MOST: usize = 512;

/// How long to wait between two looks, at first and at last.
const SHORTEST_PAUSE: Duration = Duration::from_micros(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

static CELLS: [Cell; MOST] = [const { Cell::new() }; MOST];

/// The process whose thread is looking through the cells; 0 for none.
static LOOKING: AtomicU32 = AtomicU32::new(0);

/// What two processes must not be able to compare: made once, kept over a fork.
static SALT: AtomicU64 = AtomicU64::new(0);

struct Cell {
    /// Whose claim it is; 0 for nobody's.
    process: AtomicU32,
    name: AtomicU64,
    /// Whose of its threads: the place of [`HERE`] there.
    thread: AtomicPtr<u8>,
}

impl Cell {
    const fn new() -> Self {
        Self { process: AtomicU32::new(0), name: AtomicU64::new(0), thread: AtomicPtr::new(ptr::null_mut()) }
    }
}

thread_local! {
    /// Its place tells the threads apart.
    static HERE: u8 = const { 0 };
}

fn this_thread() -> *mut u8 {
    HERE.with(|here| ptr::from_ref(here).cast_mut())
}

/// A salted hash of some texts, never 0: a name for a claim or for an account.
pub(crate) fn name(parts: &[&str]) -> u64 {
    if SALT.load(Ordering::SeqCst) == 0 {
        let salt = RandomState::new().hash_one(process::id()).max(1);
        // Whoever was first is right.
        let _ = SALT.compare_exchange(0, salt, Ordering::SeqCst, Ordering::SeqCst);
    }
    let mut hasher = DefaultHasher::new();
    SALT.load(Ordering::SeqCst).hash(&mut hasher);
    parts.hash(&mut hasher);
    hasher.finish().max(1)
}

/// A claim, held until it is dropped.
#[derive(Debug)]
pub(crate) struct Claim {
    cell: usize,
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some(cell) = CELLS.get(self.cell) {
            cell.process.store(0, Ordering::SeqCst);
        }
    }
}

/// Claims a name, unless another thread holds it.
pub(crate) fn try_claim(name: u64) -> Option<Claim> {
    let process = process::id();
    while !take_over(process) {
        thread::yield_now();
    }
    let mut free = None;
    let mut is_held = false;
    for (i, cell) in CELLS.iter().enumerate() {
        if cell.process.load(Ordering::SeqCst) != process {
            free = free.or(Some((i, cell)));
        } else if cell.name.load(Ordering::SeqCst) == name {
            is_held = true;
            break;
        }
    }
    let claim = free.filter(|_| !is_held).map(|(i, cell)| {
        cell.name.store(name, Ordering::SeqCst);
        cell.thread.store(this_thread(), Ordering::SeqCst);
        cell.process.store(process, Ordering::SeqCst);
        Claim { cell: i }
    });
    LOOKING.store(0, Ordering::SeqCst);
    claim
}

/// Becomes the one who looks through the cells, in place of nobody or of a thread that a fork left behind.
fn take_over(process: u32) -> bool {
    let looking = LOOKING.load(Ordering::SeqCst);
    looking != process && LOOKING.compare_exchange(looking, process, Ordering::SeqCst, Ordering::SeqCst).is_ok()
}

/// Whether it is this thread that holds a name. Then it is in a callback of the program, for a token or for a line of the
/// log: its call and the one that called back never run side by side, and to wait for the latter would be to wait for ever.
pub(crate) fn is_mine(name: u64) -> bool {
    let (process, here) = (process::id(), this_thread());
    // Of a cell of another's there is nothing to see here but another thread: the process is stored last.
    CELLS.iter().any(|cell| {
        cell.process.load(Ordering::SeqCst) == process
            && cell.name.load(Ordering::SeqCst) == name
            && cell.thread.load(Ordering::SeqCst) == here
    })
}

/// Claims a name, waiting while another thread holds it.
pub(crate) fn claim(name: u64, wait: &Wait) -> Result<Claim, Stop> {
    let mut pause = SHORTEST_PAUSE;
    loop {
        if let Some(claim) = try_claim(name) {
            return Ok(claim);
        }
        wait.sleep(pause)?;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::send::wait::CancelToken;
    use std::sync::atomic::AtomicUsize;

    fn wait(length: Duration) -> Wait {
        Wait::new("deadline_ms", length, CancelToken::new(), None)
    }

    #[test]
    fn a_name_is_held_once_and_others_are_free() {
        let (one, other) = (name(&["held once", "a"]), name(&["held once", "b"]));
        assert_ne!(one, other);
        assert_ne!(name(&["ab", "c"]), name(&["a", "bc"]));
        let claim = try_claim(one).expect("free");
        assert!(try_claim(one).is_none());
        assert!(try_claim(other).is_some());
        assert!(matches!(super::claim(one, &wait(Duration::from_millis(5))), Err(Stop::TimedOut { .. })));
        drop(claim);
        assert!(try_claim(one).is_some());
    }

    #[test]
    fn a_thread_knows_its_own() {
        let (one, other) = (name(&["whose", "a"]), name(&["whose", "b"]));
        assert!(!is_mine(one));
        let claim = try_claim(one).expect("free");
        assert!(is_mine(one) && !is_mine(other));
        thread::scope(|scope| {
            scope.spawn(|| {
                assert!(!is_mine(one));
                let _other = try_claim(other).expect("free");
                assert!(is_mine(other));
            });
        });
        drop(claim);
        assert!(!is_mine(one) && !is_mine(other));
    }

    #[test]
    fn threads_are_never_inside_together() {
        static INSIDE: AtomicUsize = AtomicUsize::new(0);
        let name = name(&["never together"]);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let _claim = claim(name, &wait(Duration::from_secs(60))).expect("in time");
                        assert_eq!(INSIDE.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        INSIDE.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
    }

    #[test]
    fn a_claim_of_another_process_counts_for_nothing() {
        let name = name(&["before the fork"]);
        let claim = try_claim(name).expect("free");
        // As a child sees it: the holder's thread is in another process.
        CELLS[claim.cell].process.store(process::id() + 1, Ordering::SeqCst);
        let mine = try_claim(name).expect("nobody of this process holds it");
        std::mem::forget(claim);
        drop(mine);
        while LOOKING.compare_exchange(0, process::id() + 1, Ordering::SeqCst, Ordering::SeqCst).is_err() {}
        assert!(try_claim(name).is_some(), "who was looking is gone");
    }
}
