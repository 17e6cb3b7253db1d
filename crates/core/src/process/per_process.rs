//! A small pool of values that belong to one process. It never blocks on a lock.
//!
//! A program may fork while another thread uses this library. In the child that thread does not exist and its locks stay
//! locked, so a slot whose lock is taken is skipped: at worst one slot is lost, never a call. Values stored before the
//! fork belong to the parent; a forked child discards them without sending close_notify or FIN.

use super::id::id;
use crate::clock::Moment;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::Duration;

#[derive(Debug)]
struct Entry<T> {
    value: T,
    process: u32,
    since: Moment,
}

/// At most `N` values, each stored with the number of its process and its time.
#[derive(Debug)]
pub(crate) struct PerProcess<T, const N: usize> {
    slots: [Mutex<Option<Entry<T>>>; N],
    /// The slots beyond `N`.
    more: Vec<Mutex<Option<Entry<T>>>>,
    /// How many slots were ever filled: the first ones.
    used: AtomicUsize,
}

impl<T, const N: usize> PerProcess<T, N> {
    pub(crate) const fn new() -> Self {
        Self { slots: [const { Mutex::new(None) }; N], more: Vec::new(), used: AtomicUsize::new(0) }
    }

    /// At least `most` slots.
    pub(crate) fn of_at_least(most: usize) -> Self {
        let more = (N..most).map(|_| Mutex::new(None)).collect();
        Self { more, ..Self::new() }
    }

    fn all(&self) -> impl Iterator<Item = &Mutex<Option<Entry<T>>>> {
        self.slots.iter().chain(&self.more)
    }

    /// The slots that were ever filled.
    fn used(&self) -> impl Iterator<Item = &Mutex<Option<Entry<T>>>> {
        self.all().take(self.used.load(Ordering::Acquire))
    }

    /// Removes and returns a value that `fits` and was stored by this process at most `idle` ago. Drops older ones.
    pub(crate) fn take(&self, idle: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.take_for(id(), idle, fits)
    }

    /// [`take`](Self::take) for a caller that knows the number of its process.
    pub(crate) fn take_for(&self, process: u32, idle: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.take_at(Moment::now(), process, idle, fits)
    }

    fn take_at(&self, now: Moment, process: u32, idle: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        let mut found = None;
        for slot in self.used() {
            let Some(mut slot) = free(slot) else { continue };
            match &*slot {
                Some(entry) if entry.process != process || now.since(entry.since) > idle => drop(slot.take()),
                Some(entry) if found.is_none() && fits(&entry.value) => found = slot.take(),
                _ => {}
            }
        }
        found.map(|entry| entry.value)
    }

    /// Stores a value in an empty slot, or else in place of the oldest one.
    pub(crate) fn put(&self, value: T) {
        self.put_for(id(), value);
    }

    /// [`put`](Self::put) for a caller that knows the number of its process.
    pub(crate) fn put_for(&self, process: u32, value: T) {
        let now = Moment::now();
        let entry = Entry { value, process, since: now };
        let mut oldest: Option<(Moment, &Mutex<Option<Entry<T>>>)> = None;
        for (slot, number) in self.all().zip(1..) {
            let Some(mut free) = free(slot) else { continue };
            match &*free {
                None => {
                    *free = Some(entry);
                    self.used.fetch_max(number, Ordering::AcqRel);
                    return;
                }
                Some(other) if oldest.is_none_or(|(since, _)| now.since(other.since) > now.since(since)) => {
                    oldest = Some((other.since, slot));
                }
                Some(_) => {}
            }
        }
        if let Some(mut slot) = oldest.and_then(|(_, slot)| free(slot)) {
            *slot = Some(entry);
        }
    }

    /// Drops the values that `which` names, of whatever process.
    pub(crate) fn forget(&self, which: impl Fn(&T) -> bool) {
        for slot in self.used() {
            if let Some(mut slot) = free(slot) {
                drop(slot.take_if(|entry| which(&entry.value)));
            }
        }
    }

    /// Drops all values.
    pub(crate) fn clear(&self) {
        self.forget(|_| true);
    }
}

impl<T: Clone, const N: usize> PerProcess<T, N> {
    /// A copy of a value that `fits` and was stored at most `age` ago, in this process or before a fork: for plain data,
    /// which a child may use too.
    pub(crate) fn peek(&self, age: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.peek_at(Moment::now(), age, fits)
    }

    fn peek_at(&self, now: Moment, age: Duration, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.used().find_map(|slot| {
            let slot = free(slot)?;
            let entry = slot.as_ref()?;
            let usable = now.since(entry.since) <= age && fits(&entry.value);
            usable.then(|| entry.value.clone())
        })
    }
}

impl<T: Clone> PerProcess<T, 1> {
    /// A copy of the value of this process.
    fn own(&self) -> Option<T> {
        let [slot] = &self.slots;
        let slot = free(slot)?;
        let entry = slot.as_ref()?;
        (entry.process == id()).then(|| entry.value.clone())
    }

    /// Whether there is a value, of this process or from before a fork.
    pub(crate) fn is_filled(&self) -> bool {
        self.used().any(|slot| free(slot).is_some_and(|slot| slot.is_some()))
    }

    /// The value of this process, made if there is none. Two threads may each make one at the same time.
    pub(crate) fn get_or_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if let Some(value) = self.own() {
            return Ok(value);
        }
        let value = make()?;
        self.clear();
        self.put(value.clone());
        Ok(value)
    }
}

/// How often a slot that is taken is tried again. A thread holds it for moments, unless a fork has left it locked.
const MAX_TRIES: usize = 50;

/// The content of a slot that nobody holds. A panic elsewhere does not spoil it: contents are whole at all times.
fn free<T>(slot: &Mutex<Option<T>>) -> Option<MutexGuard<'_, Option<T>>> {
    for _ in 0..MAX_TRIES {
        match slot.try_lock() {
            Ok(content) => return Some(content),
            Err(TryLockError::Poisoned(content)) => return Some(content.into_inner()),
            Err(TryLockError::WouldBlock) => thread::yield_now(),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_was_put_is_taken_once() {
        let slots: PerProcess<i32, 2> = PerProcess::new();
        slots.put(1);
        slots.put(2);
        assert_eq!(slots.take(LONG, |v| *v == 2), Some(2));
        assert_eq!(slots.take(LONG, |v| *v == 2), None);
        assert_eq!(slots.take(LONG, |_| true), Some(1));
    }

    #[test]
    fn the_oldest_makes_room_and_the_old_go() {
        let slots: PerProcess<i32, 2> = PerProcess::new();
        for value in 1..=3 {
            slots.put(value);
        }
        assert_eq!(slots.take(LONG, |v| *v == 1), None);
        assert_eq!(slots.take(Duration::ZERO, |_| true), None);
        assert_eq!(slots.take(LONG, |_| true), None, "too old ones were dropped");
    }

    #[test]
    fn a_value_is_too_old_when_either_clock_says_so() {
        let short = Duration::from_secs(1);
        for (steady, calendar, is_kept) in
            [(short, short, true), (short, 2 * LONG, false), (2 * LONG, short, false), (2 * LONG, 2 * LONG, false)]
        {
            let slots: PerProcess<i32, 2> = PerProcess::new();
            slots.put(1);
            let later = Moment::now().after(steady, calendar);
            assert_eq!(slots.peek_at(later, LONG, |_| true).is_some(), is_kept, "{steady:?} {calendar:?}");
            assert_eq!(slots.take_at(later, id(), LONG, |_| true).is_some(), is_kept);
        }
    }

    #[test]
    fn more_slots_than_usual_hold_more_values() {
        let slots: PerProcess<i32, 2> = PerProcess::of_at_least(5);
        (1..=6).for_each(|value| slots.put(value));
        assert_eq!(slots.take(LONG, |v| *v == 1), None, "the oldest made room");
        let mut kept: Vec<_> = std::iter::from_fn(|| slots.take(LONG, |_| true)).collect();
        kept.sort_unstable();
        assert_eq!(kept, [2, 3, 4, 5, 6]);
        slots.put(7);
        slots.clear();
        assert_eq!(slots.take(LONG, |_| true), None);
    }

    #[test]
    fn matching_values_of_every_process_are_forgotten() {
        let slots: PerProcess<i32, 4> = PerProcess::new();
        // As a child sees it: its parent stored two of them.
        let parent = id() + 1;
        for (process, value) in [(parent, 1), (parent, 2), (id(), 1), (id(), 3)] {
            slots.put_for(process, value);
        }
        slots.forget(|value| *value == 1);
        assert_eq!([1, 2, 3].map(|value| slots.peek(LONG, |v| *v == value)), [None, Some(2), Some(3)]);
    }

    #[test]
    fn a_held_slot_is_passed_over() {
        let slots: PerProcess<i32, 2> = PerProcess::new();
        let held = slots.slots[0].lock();
        slots.put(1);
        slots.put(2);
        assert_eq!(slots.take(LONG, |_| true), Some(2));
        assert_eq!(slots.take(LONG, |_| true), None);
        drop(held);
    }

    #[test]
    fn one_value_is_made_once() {
        let slot: PerProcess<i32, 1> = PerProcess::new();
        assert_eq!(slot.get_or_make(|| Ok::<_, ()>(1)), Ok(1));
        assert_eq!(slot.get_or_make(|| Err(())), Ok(1));
    }
}
