//! The most recent exchanges, and which of them are attempts of one call.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::clock;
use crate::monitor::exchange::Exchange;

const MAX_KEPT: usize = 1000;
/// A later request is another call.
const MAX_PAUSE_MS: u64 = 10 * 60 * 1000;

/// An attempt after which the client may repeat the request.
struct Attempt {
    call: u64,
    attempt: u64,
    at_ms: u64,
}

#[derive(Default)]
pub(crate) struct Exchanges {
    /// The number of the newest exchange and of the newest call.
    last: u64,
    last_call: u64,
    resets: u64,
    kept: VecDeque<Arc<Exchange>>,
    /// By a hash of the request.
    failed: HashMap<u64, Attempt>,
}

impl Exchanges {
    /// Keeps an exchange that ends now, and numbers it.
    pub(crate) fn push(&mut self, mut exchange: Exchange) {
        self.last += 1;
        (exchange.number, exchange.at_ms) = (self.last, clock::now_ms());
        (exchange.call, exchange.attempt) = self.attempt(&exchange);
        if self.kept.len() == MAX_KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(Arc::new(exchange));
    }

    /// The number of the call that an exchange belongs to, and of the attempt. The same request after a failure, from the same
    /// client, is the next attempt.
    fn attempt(&mut self, exchange: &Exchange) -> (u64, u64) {
        if self.failed.is_empty() && !exchange.may_be_repeated() {
            self.last_call += 1;
            return (self.last_call, 1);
        }
        let mut hasher = DefaultHasher::new();
        let request = &exchange.request;
        (&exchange.client, &request.method, &request.target, &request.body).hash(&mut hasher);
        if self.failed.len() >= MAX_KEPT {
            self.failed.clear();
        }
        let entry = self.failed.entry(hasher.finish());
        let (call, attempt) = match &entry {
            Entry::Occupied(found) if exchange.at_ms.saturating_sub(found.get().at_ms) < MAX_PAUSE_MS => {
                (found.get().call, found.get().attempt + 1)
            }
            _ => {
                self.last_call += 1;
                (self.last_call, 1)
            }
        };
        match (entry, exchange.may_be_repeated()) {
            (entry, true) => {
                entry.insert_entry(Attempt { call, attempt, at_ms: exchange.at_ms });
            }
            (Entry::Occupied(found), false) => {
                found.remove();
            }
            (Entry::Vacant(_), false) => {}
        }
        (call, attempt)
    }

    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    pub(crate) fn find(&self, number: u64) -> Option<Arc<Exchange>> {
        self.kept.iter().find(|exchange| exchange.number == number).cloned()
    }

    /// The newest of the exchanges after this number, at most as many, oldest first, and how many are left out.
    pub(crate) fn after(&self, number: u64, max: usize) -> (Vec<Arc<Exchange>>, u64) {
        // After a reset of the sandbox, a number may be one that is still to come.
        let number = if number > self.last { 0 } else { number };
        let mut newer: Vec<_> =
            self.kept.iter().rev().take_while(|exchange| exchange.number > number).take(max).cloned().collect();
        newer.reverse();
        let shown = newer.len() as u64;
        (newer, (self.last - number).saturating_sub(shown))
    }

    /// How often the exchanges were forgotten.
    pub(crate) fn resets(&self) -> u64 {
        self.resets
    }

    /// Forgets the exchanges, but not their number.
    pub(crate) fn clear(&mut self) {
        self.resets += 1;
        self.kept.clear();
        self.failed.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::record::{Recorded, Verdict};
    use crate::http::response::Response;
    use crate::monitor::exchange::Cause;

    fn exchange(target: &str, client: &str, status: u16) -> Exchange {
        let request = Recorded {
            raw: Vec::new(),
            method: "PATCH".to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            reads: 1,
            connection: 1,
            tls: false,
            verdict: Verdict::NotValidated,
        };
        Exchange::new(Arc::new(request), client.to_owned(), Cause::Account, &Response::http(status, &[], ""))
    }

    #[test]
    fn the_same_request_after_a_failure_is_the_next_attempt() {
        let mut exchanges = Exchanges::default();
        let rows = [
            ("/a", "x", 503),
            ("/b", "x", 204),
            ("/a", "y", 503),
            ("/a", "x", 429),
            ("/a", "x", 204),
            ("/a", "x", 204),
        ];
        for (target, client, status) in rows {
            exchanges.push(exchange(target, client, status));
        }
        let (all, left_out) = exchanges.after(0, 1000);
        let numbers: Vec<_> = all.iter().map(|exchange| (exchange.call, exchange.attempt)).collect();
        assert_eq!(numbers, [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3), (4, 1)]);
        assert_eq!(left_out, 0);
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let mut exchanges = Exchanges::default();
        for _ in 0..1500 {
            exchanges.push(exchange("/a", "x", 204));
        }
        let (newest, left_out) = exchanges.after(400, 100);
        assert_eq!((newest.len(), newest[0].number, left_out), (100, 1401, 1000));
        let (all, left_out) = exchanges.after(0, 2000);
        assert_eq!((all.len(), left_out), (1000, 500));
        exchanges.clear();
        assert_eq!(exchanges.after(1500, 10).1, 0);
    }
}
