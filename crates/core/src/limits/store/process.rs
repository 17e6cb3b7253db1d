//! What this process knows of the accounts that it uses: the ledger and the queue of each.
//!
//! All of it is behind one lock, which is held for moments and never while anything is waited for. A forked child continues
//! with a copy of the ledgers and with empty queues.

use super::{Store, StoreError};
use crate::clock::Now;
use crate::limits::deadline::Deadline;
use crate::limits::ledger::rate::Rate;
use crate::limits::ledger::{Ledger, Operation, Reply};
use crate::limits::queue::Queue;
use crate::limits::quota::Quota;
use crate::process::process_lock::ProcessLock;
use std::collections::BTreeMap;
use std::time::Duration;

/// Accounts that are known at a time, one that also lists users counting twice; another one replaces the least recently used.
const MAX_ACCOUNTS: usize = 64;

/// Rates of an account whose queues are kept while nobody waits in them.
const MAX_RATES: usize = 8;

static ACCOUNTS: ProcessLock<Vec<Account>> = ProcessLock::new();

/// One account, as far as it is limited by one store.
#[derive(Debug, Default)]
pub(crate) struct Account {
    key: Key,
    process: u32,
    /// One for each rate of the callers: they do not wait for each other.
    queues: BTreeMap<Rate, Queue>,
    /// The ledger of this process, or the last copy of the shared one.
    pub(crate) ledger: Ledger,
    /// The shared store is not used before this time, because it could not be.
    pub(crate) alone_until_us: u64,
    /// How many changes of the ledger the shared one lacks.
    pub(crate) unshared: u64,
    /// How long the lock of the shared store was waited for since it could be used last.
    waited: Duration,
    /// Why the shared store cannot be used, until a result tells it, and whether one has.
    pending_warning: Option<String>,
    is_warned: bool,
}

/// An account and the store that limits it: hashes, 0 for the store of this process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) account: u64,
    pub(crate) store: u64,
}

impl Account {
    /// The queue of the callers who may use this rate.
    pub(crate) fn queue(&mut self, rate: &Rate) -> &mut Queue {
        if self.queues.len() >= MAX_RATES {
            self.queues.retain(|other, queue| other == rate || !queue.is_empty());
        }
        self.queues.entry(*rate).or_default()
    }

    fn is_idle(&self) -> bool {
        self.queues.values().all(Queue::is_empty)
    }

    /// Leaves the shared store alone until then.
    pub(crate) fn go_alone(&mut self, until_us: u64, why: String) {
        (self.alone_until_us, self.waited) = (until_us, Duration::ZERO);
        self.pending_warning = Some(why).filter(|_| !self.is_warned);
    }

    /// Why the shared store cannot be used, once.
    pub(crate) fn take_warning(&mut self) -> Option<String> {
        self.is_warned |= self.pending_warning.is_some();
        self.pending_warning.take()
    }

    /// Counts a wait for the lock of the shared store that was in vain; returns for how long it has been waited for by now.
    pub(crate) fn wait_in_vain(&mut self, waited: Duration) -> Duration {
        self.waited += waited;
        self.waited
    }

    /// Takes the ledger of the shared store, which could be used. What has been changed here since the own one was read
    /// (then it lacked `seen` changes) is kept for the next time.
    pub(crate) fn share(&mut self, ledger: Ledger, seen: u64) {
        let own = std::mem::replace(&mut self.ledger, ledger);
        self.unshared = self.unshared.saturating_sub(seen);
        if self.unshared > 0 {
            self.ledger.absorb(&own);
        }
        (self.pending_warning, self.is_warned, self.waited) = (None, false, Duration::ZERO);
    }
}

/// Uses what is known of an account.
pub(crate) fn with<T>(key: Key, change: impl FnOnce(&mut Account) -> T) -> T {
    ACCOUNTS.with(|accounts, process| {
        let known = accounts.iter().position(|account| account.key == key);
        let mut account = known.map(|place| accounts.remove(place)).unwrap_or_default();
        account.key = key;
        if account.process != process {
            (account.process, account.queues) = (process, BTreeMap::new());
        }
        let changed = change(&mut account);
        // The most recently used one is the last; those in whose queue nobody waits make room.
        if accounts.len() >= MAX_ACCOUNTS {
            if let Some(idle) = accounts.iter().position(Account::is_idle) {
                accounts.remove(idle);
            }
        }
        accounts.push(account);
        changed
    })
}

/// The store of this process alone.
#[derive(Debug)]
pub(crate) struct ProcessStore {
    /// The hash of the store that it stands in for.
    pub(crate) store: u64,
}

impl Store for ProcessStore {
    fn apply(&self, quota: Quota, rate: &Rate, operation: &Operation, _: &Deadline) -> Result<Reply, StoreError> {
        let key = Key { account: quota.account, store: self.store };
        Ok(with(key, |account| {
            account.unshared += 1;
            account.ledger.apply(operation, rate, Now::read())
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::queue::{Place, Waker};

    const RATE: Rate = Rate { per_second: 4, per_day: None, share: 100 };

    fn key(account: u64) -> Key {
        Key { account, store: 7 }
    }

    #[test]
    fn accounts_are_distinct_and_the_least_recently_used_makes_room() {
        let place = Place { is_bulk: false, order: 1 };
        with(key(1), |account| account.queue(&RATE).enter(place, Waker::new(), 0));
        for number in 1..=MAX_ACCOUNTS as u64 + 5 {
            let before = with(key(number), |account| std::mem::replace(&mut account.is_warned, true));
            assert!(!before, "another account's");
            assert!(with(key(number), |account| account.is_warned));
            assert!(with(Key { store: 8, ..key(1) }, |account| account.is_idle()), "of another store");
        }
        assert!(!with(key(1), |account| account.is_idle()), "somebody waits in it");
        assert!(!with(key(2), |account| account.is_warned), "it was replaced");
    }

    #[test]
    fn what_a_store_suffers_is_told_once_until_it_can_be_used_again() {
        let mut account = Account::default();
        assert_eq!(account.take_warning(), None);
        account.go_alone(5, "full".to_owned());
        assert_eq!((account.take_warning(), account.take_warning()), (Some("full".to_owned()), None));
        account.go_alone(9, "full".to_owned());
        assert_eq!(account.take_warning(), None);
        account.share(Ledger::default(), account.unshared);
        account.go_alone(20, "locked".to_owned());
        assert_eq!((account.take_warning(), account.alone_until_us), (Some("locked".to_owned()), 20));
    }

    #[test]
    fn what_was_changed_while_the_shared_store_was_used_is_kept() {
        let mut account = Account::default();
        let seen = account.unshared;
        let mut meanwhile = Ledger::default();
        meanwhile.apply(&Operation::Reserve { since_us: 5, after_us: 0 }, &RATE, Now { steady_us: 5, unix_us: 0 });
        meanwhile.apply(&Operation::Depart { turn_us: 5 }, &RATE, Now { steady_us: 5, unix_us: 0 });
        (account.ledger, account.unshared) = (meanwhile, seen + 1);
        account.share(Ledger::default(), seen);
        let late = Operation::Reserve { since_us: 6, after_us: 0 };
        let reply = account.ledger.apply(&late, &RATE, Now { steady_us: 6, unix_us: 0 });
        assert_eq!((reply, account.unshared), (Reply::Turn(254_005), 1));
        account.share(Ledger::default(), account.unshared);
        assert!(account.unshared == 0 && account.ledger == Ledger::default());
    }

    #[test]
    fn a_child_has_the_ledger_and_an_empty_queue() {
        let place = Place { is_bulk: false, order: 1 };
        with(key(100), |account| {
            account.queue(&RATE).enter(place, Waker::new(), 0);
            account.ledger.at_us = 5;
            // As a child sees it.
            account.process += 1;
        });
        assert_eq!(with(key(100), |account| (account.is_idle(), account.ledger.at_us)), (true, 5));
    }
}
