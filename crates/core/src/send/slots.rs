//! A few parked values of this process. Nothing here ever waits for a lock.
//!
//! A program may fork while another thread is inside this library. In the child that thread is gone and what it had
//! locked stays locked, so a lock that is taken is passed over: at worst one slot is lost, never a call. Values that
//! were parked before the fork belong to the parent; the child drops them, which closes its copies of their sockets
//! without a word to the other side.

use std::process;
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

#[derive(Debug)]
struct Parked<T> {
    value: T,
    process: u32,
    since: Instant,
}

/// At most `N` parked values.
#[derive(Debug)]
pub(crate) struct Slots<T, const N: usize> {
    slots: [Mutex<Option<Parked<T>>>; N],
}

impl<T, const N: usize> Slots<T, N> {
    pub(crate) const fn new() -> Self {
        Self { slots: [const { Mutex::new(None) }; N] }
    }

    /// Takes out a value that `fits` and was parked by this process at most `idle` ago. Drops all that are too old.
    pub(crate) fn take(&self, idle: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.take_for(process::id(), idle, fits)
    }

    /// [`take`](Self::take) for a caller that knows its process id, which costs a system call.
    pub(crate) fn take_for(&self, process: u32, idle: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        let mut found = None;
        for slot in &self.slots {
            let Some(mut slot) = free(slot) else { continue };
            match &*slot {
                Some(parked) if parked.process != process || parked.since.elapsed() > idle => drop(slot.take()),
                Some(parked) if found.is_none() && fits(&parked.value) => found = slot.take(),
                _ => {}
            }
        }
        found.map(|parked| parked.value)
    }

    /// Parks a value: in an empty slot, else in place of the one parked longest.
    pub(crate) fn park(&self, value: T) {
        self.park_for(process::id(), value);
    }

    /// [`park`](Self::park) for a caller that knows its process id.
    pub(crate) fn park_for(&self, process: u32, value: T) {
        let parked = Parked { value, process, since: Instant::now() };
        let mut oldest: Option<(Instant, &Mutex<Option<Parked<T>>>)> = None;
        for slot in &self.slots {
            let Some(mut free) = free(slot) else { continue };
            match &*free {
                None => {
                    *free = Some(parked);
                    return;
                }
                Some(other) if oldest.is_none_or(|(since, _)| other.since < since) => {
                    oldest = Some((other.since, slot));
                }
                Some(_) => {}
            }
        }
        if let Some(mut slot) = oldest.and_then(|(_, slot)| free(slot)) {
            *slot = Some(parked);
        }
    }

    /// Drops all values.
    pub(crate) fn clear(&self) {
        for slot in &self.slots {
            if let Some(mut slot) = free(slot) {
                *slot = None;
            }
        }
    }
}

impl<T: Clone, const N: usize> Slots<T, N> {
    /// A copy of a value that `fits` and was parked at most `age` ago, in this process or before a fork: for plain data,
    /// which a child may use as well.
    pub(crate) fn peek(&self, age: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.slots.iter().find_map(|slot| {
            let slot = free(slot)?;
            let parked = slot.as_ref()?;
            let usable = parked.since.elapsed() <= age && fits(&parked.value);
            usable.then(|| parked.value.clone())
        })
    }
}

impl<T: Clone> Slots<T, 1> {
    /// A copy of the value of this process.
    fn own(&self) -> Option<T> {
        let [slot] = &self.slots;
        let slot = free(slot)?;
        let parked = slot.as_ref()?;
        (parked.process == process::id()).then(|| parked.value.clone())
    }

    /// The value of this process, made if there is none. Two threads may each make one at the same time.
    pub(crate) fn get_or_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if let Some(value) = self.own() {
            return Ok(value);
        }
        let value = make()?;
        self.clear();
        self.park(value.clone());
        Ok(value)
    }
}

/// The content of a slot that nobody holds. A panic elsewhere does not spoil it: contents are whole at all times.
fn free<T>(slot: &Mutex<Option<T>>) -> Option<MutexGuard<'_, Option<T>>> {
    match slot.try_lock() {
        Ok(content) => Some(content),
        Err(TryLockError::Poisoned(content)) => Some(content.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_was_parked_is_taken_once() {
        let slots: Slots<i32, 2> = Slots::new();
        slots.park(1);
        slots.park(2);
        assert_eq!(slots.take(LONG, |v| *v == 2), Some(2));
        assert_eq!(slots.take(LONG, |v| *v == 2), None);
        assert_eq!(slots.take(LONG, |_| true), Some(1));
    }

    #[test]
    fn the_oldest_makes_room_and_the_old_go() {
        let slots: Slots<i32, 2> = Slots::new();
        for value in 1..=3 {
            slots.park(value);
        }
        assert_eq!(slots.take(LONG, |v| *v == 1), None);
        assert_eq!(slots.take(Duration::ZERO, |_| true), None);
        assert_eq!(slots.take(LONG, |_| true), None, "too old ones were dropped");
    }

    #[test]
    fn a_held_slot_is_passed_over() {
        let slots: Slots<i32, 2> = Slots::new();
        let held = slots.slots[0].lock();
        slots.park(1);
        slots.park(2);
        assert_eq!(slots.take(LONG, |_| true), Some(2));
        assert_eq!(slots.take(LONG, |_| true), None);
        drop(held);
    }

    #[test]
    fn one_value_is_made_once() {
        let slot: Slots<i32, 1> = Slots::new();
        assert_eq!(slot.get_or_make(|| Ok::<_, ()>(1)), Ok(1));
        assert_eq!(slot.get_or_make(|| Err(())), Ok(1));
    }
}
