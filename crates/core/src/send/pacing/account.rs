//! What this process knows of the rates of its accounts. All of it numbers, each of them atomic: a fork leaves nothing
//! locked, and a child goes on with a copy.

use super::ledger::Ledger;
use crate::send::claims;
use std::sync::atomic::{AtomicU64, Ordering};

/// Accounts that are known at a time; one more takes the place of the one that was used longest ago.
const MOST: usize = 32;
/// Requests whose time is remembered: more than any plan allows in a second.
const DEPARTURES: usize = 128;

static ACCOUNTS: [Account; MOST] = [const { Account::new() }; MOST];

/// One account.
#[derive(Debug)]
pub(super) struct Account {
    name: AtomicU64,
    ledger: [AtomicU64; 7],
    /// How many requests have left.
    left: AtomicU64,
    /// When the last of them did, by their number.
    departures: [AtomicU64; DEPARTURES],
}

impl Account {
    const fn new() -> Self {
        Self {
            name: AtomicU64::new(0),
            ledger: [const { AtomicU64::new(0) }; 7],
            left: AtomicU64::new(0),
            departures: [const { AtomicU64::new(0) }; DEPARTURES],
        }
    }

    /// The account of this name, if it is known.
    pub(super) fn known(name: u64) -> Option<&'static Self> {
        ACCOUNTS.iter().find(|account| account.name.load(Ordering::SeqCst) == name)
    }

    /// The account of this name, which is never 0; known from now on. The caller holds the claim of the name. `None` while
    /// every other account is being changed.
    pub(super) fn of(name: u64) -> Option<&'static Self> {
        if let Some(known) = Self::known(name) {
            return Some(known);
        }
        let mut others: Vec<&Self> = ACCOUNTS.iter().collect();
        others.sort_by_cached_key(|account| account.ledger.first().map_or(0, |at| at.load(Ordering::SeqCst)));
        others.into_iter().find(|account| account.take(name))
    }

    /// Makes room for another account, unless somebody changes this one: else the two would mix.
    fn take(&self, name: u64) -> bool {
        let before = self.name.load(Ordering::SeqCst);
        let _claim = match before {
            0 => None,
            before => match claims::try_claim(before) {
                Some(claim) => Some(claim),
                None => return false,
            },
        };
        if self.name.compare_exchange(before, name, Ordering::SeqCst, Ordering::SeqCst).is_err() {
            return false;
        }
        self.save(&Ledger::default());
        for departure in &self.departures {
            departure.store(0, Ordering::SeqCst);
        }
        true
    }

    /// The ledger. Whoever changes it holds the claim of the account's name.
    pub(super) fn ledger(&self) -> Ledger {
        let mut numbers = [0; 7];
        for (number, atomic) in numbers.iter_mut().zip(&self.ledger) {
            *number = atomic.load(Ordering::SeqCst);
        }
        Ledger::of_numbers(numbers)
    }

    pub(super) fn save(&self, ledger: &Ledger) {
        for (atomic, number) in self.ledger.iter().zip(ledger.numbers()) {
            atomic.store(number, Ordering::SeqCst);
        }
    }

    /// Lets a request leave and gives its number, if `most` others have not left within `span_us` before; else says when
    /// it may.
    ///
    /// Turns are even, but threads wake up late: this looks at when requests really left.
    pub(super) fn depart(&self, now_us: u64, most: u64, span_us: u64) -> Result<u64, u64> {
        loop {
            let number = self.left.load(Ordering::SeqCst);
            let earlier = number.checked_sub(most).map_or(0, |before| self.departure(before).load(Ordering::SeqCst));
            // A time to come is from before a fork of the clock, or of another account.
            if earlier != 0 && earlier <= now_us && now_us < earlier + span_us {
                return Err(earlier + span_us);
            }
            if self.left.compare_exchange(number, number + 1, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                self.departure(number).store(now_us, Ordering::SeqCst);
                return Ok(number);
            }
        }
    }

    /// The request of this number has really left only now.
    pub(super) fn departed(&self, number: u64, now_us: u64) {
        self.departure(number).fetch_max(now_us, Ordering::SeqCst);
    }

    /// How many requests have left since then.
    pub(super) fn departed_since(&self, since_us: u64) -> u64 {
        let left = |departure: &&AtomicU64| departure.load(Ordering::SeqCst) >= since_us;
        self.departures.iter().filter(left).count() as u64
    }

    fn departure(&self, number: u64) -> &AtomicU64 {
        static NEVER: AtomicU64 = AtomicU64::new(0);
        self.departures.get((number % DEPARTURES as u64) as usize).unwrap_or(&NEVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_leave_in_a_span_than_may() {
        let account = Account::new();
        for now in [1, 2, 3] {
            assert_eq!(account.depart(now, 3, 1_000), Ok(now - 1));
        }
        assert_eq!(account.depart(4, 3, 1_000), Err(1_001));
        assert_eq!(account.depart(1_001, 3, 1_000), Ok(3));
        assert_eq!(account.depart(1_001, 3, 1_000), Err(1_002));
        account.departed(1, 500);
        assert_eq!(account.depart(1_100, 3, 1_000), Err(1_500), "it took its time to connect");
        assert_eq!((account.departed_since(2), account.departed_since(0)), (3, DEPARTURES as u64));
    }

    /// What is written for an account is read back, whatever other accounts do meanwhile.
    fn is_its_own(name: u64) {
        let _claim = claims::try_claim(name).expect("the name is used once");
        let account = Account::of(name).expect("room");
        assert_eq!(account.ledger(), Ledger::default(), "somebody else's");
        std::thread::yield_now();
        account.save(&Ledger { at_us: name, ..Ledger::default() });
        std::thread::yield_now();
        assert_eq!(Account::of(name).expect("known").ledger().at_us, name);
    }

    #[test]
    fn accounts_are_told_apart_and_the_idle_make_room() {
        for name in 1..=MOST as u64 + 5 {
            is_its_own(name);
        }
        is_its_own(1);
    }

    #[test]
    fn accounts_do_not_mix() {
        std::thread::scope(|scope| {
            for thread in 1..=8 {
                scope.spawn(move || (0..500).for_each(|round| is_its_own(thread * 10_000 + round)));
            }
        });
    }
}
