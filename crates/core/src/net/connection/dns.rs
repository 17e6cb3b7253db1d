//! DNS: resolves host names in a thread of its own, so that the wait can end, and caches the addresses for a minute.
//!
//! A lookup in the operating system cannot be cancelled. A client runs one at a time, so that stuck ones do not pile up, and
//! all threads share its result.

use crate::limits::deadline::Deadline;
use crate::net::fault::NetworkFault;
use crate::net::host::HostPort;
use crate::process;
use crate::process::per_process::PerProcess;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::text::describe;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How long addresses are cached.
const CACHE_LIFETIME: Duration = Duration::from_secs(60);

/// How many addresses of a host are tried.
const MAX_ADDRESSES: usize = 16;

/// How often to check whether another thread's lookup has ended.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// Cached hosts of a client: the API, the token service, a proxy, and the target of a redirect.
const MAX_HOSTS: usize = 4;

/// The DNS cache of a client.
#[derive(Debug)]
pub(crate) struct DnsCache {
    found: PerProcess<Found, MAX_HOSTS>,
    /// The process whose thread runs a lookup; 0 for none. After a fork the parent's thread does not count.
    resolving: AtomicU32,
}

#[derive(Debug, Clone)]
struct Found {
    server: String,
    at: Instant,
    /// The addresses, at least one, or why there are none.
    answer: Result<Vec<SocketAddr>, String>,
}

impl DnsCache {
    pub(crate) const fn new() -> Self {
        Self { found: PerProcess::new(), resolving: AtomicU32::new(0) }
    }

    /// Drops all cached addresses.
    pub(crate) fn clear(&self) {
        self.found.clear();
    }

    /// The addresses of a server, at least one, in the order in which they are tried. `is_proxy` says whose error it is.
    pub(crate) fn resolve(
        self: &Arc<Self>,
        server: &HostPort,
        is_proxy: bool,
        wait: &Deadline,
    ) -> Result<Vec<SocketAddr>, Error> {
        if let Ok(ip) = server.host.parse::<IpAddr>() {
            return Ok(vec![SocketAddr::new(ip, server.port)]);
        }
        let found = self.look_up(&server.to_string(), wait)?;
        let mut addresses = found.map(alternate).map_err(|why| match is_proxy {
            true => NetworkFault::ProxyNotFound.error(&format!(": {why}")),
            false => Error::new(Status::Dns, format!("the host name could not be resolved: {why}")),
        })?;
        addresses.truncate(MAX_ADDRESSES);
        Ok(addresses)
    }

    /// The addresses, or why there are none.
    fn look_up(self: &Arc<Self>, server: &str, wait: &Deadline) -> Result<Result<Vec<SocketAddr>, String>, Error> {
        let began = Instant::now();
        loop {
            if let Some(answer) = self.known(server, began) {
                return Ok(answer);
            }
            let waited = match self.begin() {
                Some(active) => {
                    let (server, (ended, end)) = (server.to_owned(), mpsc::channel::<()>());
                    let thread = thread::Builder::new().name("zoomuser-dns".to_owned()).spawn(move || {
                        active.resolve(server);
                        drop(ended);
                    });
                    if thread.is_err() {
                        return Ok(Err("no thread could be started for the lookup".to_owned()));
                    }
                    wait.receive(&end).map(drop)
                }
                None => wait.sleep(POLL_INTERVAL),
            };
            waited.map_err(|stop| stop.into_error("looking up the host name"))?;
        }
    }

    /// The cached result for a server: addresses, or a failure that is younger than the call.
    fn known(&self, server: &str, began: Instant) -> Option<Result<Vec<SocketAddr>, String>> {
        let fits = |found: &Found| found.server == server && (found.answer.is_ok() || found.at > began);
        self.found.peek(CACHE_LIFETIME, fits).map(|found| found.answer)
    }

    fn note(&self, found: Found) {
        while self.found.take(CACHE_LIFETIME, |old| old.server == found.server).is_some() {}
        self.found.put(found);
    }

    /// Adds addresses to the cache, for a test.
    #[cfg(test)]
    pub(crate) fn insert(&self, server: &str, addresses: Vec<SocketAddr>) {
        self.note(Found { server: server.to_owned(), at: Instant::now(), answer: Ok(addresses) });
    }

    /// Begins a lookup, unless another thread of this process runs one.
    fn begin(self: &Arc<Self>) -> Option<ActiveLookup> {
        let (process, other) = (process::id(), self.resolving.load(Ordering::SeqCst));
        let is_free = other != process;
        let begun = || self.resolving.compare_exchange(other, process, Ordering::SeqCst, Ordering::SeqCst).is_ok();
        (is_free && begun()).then(|| ActiveLookup(Arc::clone(self)))
    }
}

/// A running lookup, until it is dropped.
struct ActiveLookup(Arc<DnsCache>);

impl ActiveLookup {
    fn resolve(self, server: String) {
        let answer = match server.to_socket_addrs().map(Vec::from_iter) {
            Ok(addresses) if addresses.is_empty() => Err("it has no address".to_owned()),
            Ok(addresses) => Ok(addresses),
            Err(error) => Err(system_message(&error)),
        };
        self.0.note(Found { server, at: Instant::now(), answer });
    }
}

impl Drop for ActiveLookup {
    fn drop(&mut self) {
        self.0.resolving.store(0, Ordering::SeqCst);
    }
}

/// The addresses in the order in which they are tried: families alternate, beginning with that of the first address
/// (RFC 8305, section 4), so that a family that cannot be reached costs one head start, however many addresses it has.
fn alternate(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let is_ipv6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|address| address.is_ipv6() == is_ipv6);
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut alternated = Vec::with_capacity(first.len() + second.len());
    while first.len() + second.len() > 0 {
        alternated.extend(first.next().into_iter().chain(second.next()));
    }
    alternated
}

/// The message of the operating system without the prefix of the standard library.
fn system_message(error: &std::io::Error) -> String {
    let text = describe(error);
    text.strip_prefix("failed to lookup address information: ").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_lookup_runs() {
        let cache = Arc::new(DnsCache::new());
        let active = cache.begin().expect("nobody does");
        assert!(cache.begin().is_none());
        drop(active);
        assert!(cache.begin().is_some());
        // A thread of the parent process.
        cache.resolving.store(process::id() ^ 1, Ordering::SeqCst);
        let _looking = cache.begin().expect("nobody here does");
        assert!(cache.begin().is_none());
    }

    #[test]
    fn families_alternate() {
        let address = |text: &str| match text.parse::<IpAddr>() {
            Ok(ip) => SocketAddr::new(ip, 443),
            Err(_) => panic!("{text}"),
        };
        for (found, tried) in [
            ("", ""),
            ("::1", "::1"),
            ("::1 ::2 ::3", "::1 ::2 ::3"),
            ("1.1.1.1 2.2.2.2", "1.1.1.1 2.2.2.2"),
            ("::1 ::2 ::3 1.1.1.1 2.2.2.2", "::1 1.1.1.1 ::2 2.2.2.2 ::3"),
            ("1.1.1.1 2.2.2.2 ::1", "1.1.1.1 ::1 2.2.2.2"),
            ("1.1.1.1 ::1 ::2 2.2.2.2 ::3", "1.1.1.1 ::1 2.2.2.2 ::2 ::3"),
            ("::1 ::2 ::3 ::4 ::5 ::6 ::7 ::8 1.1.1.1", "::1 1.1.1.1 ::2 ::3 ::4 ::5 ::6 ::7 ::8"),
        ] {
            let addresses = |text: &str| text.split_whitespace().map(address).collect::<Vec<_>>();
            assert_eq!(alternate(addresses(found)), addresses(tried), "{found}");
        }
    }

    #[test]
    fn a_failure_counts_for_the_threads_that_waited_and_an_address_for_all() {
        let cache = Arc::new(DnsCache::new());
        let before = Instant::now();
        cache.begin().expect("nobody does").resolve("no port".to_owned());
        assert!(cache.known("no port", before).expect("known").is_err());
        assert!(cache.known("no port", Instant::now()).is_none());
        for _ in 0..=MAX_HOSTS {
            cache.begin().expect("nobody does").resolve("127.0.0.1:443".to_owned());
        }
        let found = cache.known("127.0.0.1:443", Instant::now()).expect("known").expect("an address");
        assert_eq!(found, [SocketAddr::from(([127, 0, 0, 1], 443))]);
        assert!(cache.known("no port", before).is_some(), "a host has one entry");
        assert!(cache.known("127.0.0.1:80", before).is_none());
        cache.clear();
        assert!(cache.known("127.0.0.1:443", Instant::now()).is_none());
    }
}
