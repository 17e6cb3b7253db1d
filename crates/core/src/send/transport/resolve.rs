//! The addresses of a host: looked up in a thread of their own, so that the wait can end, and kept for a minute.
//!
//! A look-up cannot be ended from outside. So that those which are stuck do not pile up, a client has one at a time, whose
//! result is everybody's.

use super::dial::describe;
use super::link::Link;
use crate::answer::error::Error;
use crate::answer::fault;
use crate::answer::status::Status;
use crate::send::proxy::Proxy;
use crate::send::slots::Slots;
use crate::send::url::bare;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// How long an address is believed.
const KEPT: Duration = Duration::from_secs(60);

/// How many addresses ureq takes.
const MOST: usize = 16;

/// How long to wait between two looks whether another thread's look-up has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// The hosts of a client: the API, the token service, a proxy, and where a redirect led.
const HOSTS: usize = 4;

/// What a client knows of the names of its hosts.
#[derive(Debug)]
pub(super) struct Names {
    found: Slots<Found, HOSTS>,
    /// The process whose thread is looking a name up; 0 for none. That of a parent is not there after a fork.
    looking: AtomicU32,
}

#[derive(Debug, Clone)]
struct Found {
    place: String,
    at: Instant,
    /// The addresses, at least one, or why there are none.
    answer: Result<Vec<SocketAddr>, String>,
}

impl Names {
    pub(super) const fn new() -> Self {
        Self { found: Slots::new(), looking: AtomicU32::new(0) }
    }

    /// Forgets all addresses.
    pub(super) fn clear(&self) {
        self.found.clear();
    }

    /// What is known of a place: addresses, or a failure that is younger than the call.
    fn known(&self, place: &str, began: Instant) -> Option<Result<Vec<SocketAddr>, String>> {
        let fits = |found: &Found| found.place == place && (found.answer.is_ok() || found.at > began);
        self.found.peek(KEPT, fits).map(|found| found.answer)
    }

    fn note(&self, found: Found) {
        while self.found.take(KEPT, |old| old.place == found.place).is_some() {}
        self.found.park(found);
    }

    /// Becomes the one who looks a name up, unless another thread of this process does.
    fn begin(self: &Arc<Self>) -> Option<Looking> {
        let (process, other) = (process::id(), self.looking.load(Ordering::SeqCst));
        let is_free = other != process;
        let begun = || self.looking.compare_exchange(other, process, Ordering::SeqCst, Ordering::SeqCst).is_ok();
        (is_free && begun()).then(|| Looking(Arc::clone(self)))
    }
}

/// The right to look a name up, until it is dropped.
struct Looking(Arc<Names>);

impl Looking {
    fn look_up(self, place: String) {
        let answer = match place.to_socket_addrs().map(Vec::from_iter) {
            Ok(addresses) if addresses.is_empty() => Err("it has no address".to_owned()),
            Ok(addresses) => Ok(addresses),
            Err(error) => Err(plain(&error)),
        };
        self.0.note(Found { place, at: Instant::now(), answer });
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.0.looking.store(0, Ordering::SeqCst);
    }
}

/// Resolves for one lane.
#[derive(Debug)]
pub(super) struct Lookup {
    pub(super) link: Link,
    pub(super) names: Arc<Names>,
    /// The proxy on the way, whose addresses are then wanted.
    pub(super) proxy: Option<Proxy>,
}

impl Resolver for Lookup {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let usual_port = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        let (host, port) = match &self.proxy {
            Some(proxy) => (proxy.host.as_str(), proxy.port),
            None => (bare(uri.host().unwrap_or_default()), uri.port_u16().unwrap_or(usual_port)),
        };
        self.link.note(|way| {
            way.proxied = self.proxy.is_some();
            way.place = place(host, port);
        });
        let before = self.link.set_connecting(true);
        let addresses = self.addresses(host, port);
        self.link.set_connecting(before);
        let addresses = addresses?;
        self.link.note(|way| way.addresses.clone_from(&addresses));
        let mut result = self.empty();
        for address in addresses.into_iter().take(MOST) {
            result.push(address);
        }
        Ok(result)
    }
}

impl Lookup {
    /// The addresses of a host, at least one.
    pub(super) fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, ureq::Error> {
        match host.parse::<IpAddr>() {
            Ok(ip) => Ok(vec![SocketAddr::new(ip, port)]),
            Err(_) => self.look_up(host, port),
        }
    }

    fn look_up(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, ureq::Error> {
        let (place, began) = (place(host, port), Instant::now());
        let wait = self.link.wait()?;
        loop {
            if let Some(answer) = self.names.known(&place, began) {
                return answer.map_err(|why| self.fail(&why));
            }
            let waited = match self.names.begin() {
                Some(looking) => {
                    let (place, (ended, end)) = (place.clone(), mpsc::channel::<()>());
                    let thread = thread::Builder::new().name("zoomuser-dns".to_owned()).spawn(move || {
                        looking.look_up(place);
                        drop(ended);
                    });
                    if thread.is_err() {
                        return Err(self.fail("no thread could be started for the look-up"));
                    }
                    wait.receive(&end).map(drop)
                }
                None => wait.sleep(PAUSE),
            };
            waited.map_err(|stop| self.link.fail(stop.into_error("looking up the host name")))?;
        }
    }

    fn fail(&self, why: &str) -> ureq::Error {
        self.link.fail(match self.proxy {
            Some(_) => fault::PROXY_NOT_FOUND.error(&format!(": {why}")),
            None => Error::new(Status::Dns, format!("the host name could not be resolved: {why}")),
        })
    }
}

/// A host, IPv6 addresses in brackets, and a port.
fn place(host: &str, port: u16) -> String {
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}

/// The operating system's words without what the standard library puts around them.
fn plain(error: &std::io::Error) -> String {
    let text = describe(error);
    text.strip_prefix("failed to lookup address information: ").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_looks_up() {
        let names = Arc::new(Names::new());
        let looking = names.begin().expect("nobody does");
        assert!(names.begin().is_none());
        drop(looking);
        assert!(names.begin().is_some());
        // A thread of a parent, which is not here.
        names.looking.store(process::id() ^ 1, Ordering::SeqCst);
        let _looking = names.begin().expect("nobody here does");
        assert!(names.begin().is_none());
    }

    #[test]
    fn a_failure_is_told_to_those_who_waited_and_an_address_to_all() {
        let names = Arc::new(Names::new());
        let before = Instant::now();
        names.begin().expect("nobody does").look_up("no port".to_owned());
        assert!(names.known("no port", before).expect("known").is_err());
        assert!(names.known("no port", Instant::now()).is_none());
        for _ in 0..=HOSTS {
            names.begin().expect("nobody does").look_up("127.0.0.1:443".to_owned());
        }
        let found = names.known("127.0.0.1:443", Instant::now()).expect("known").expect("an address");
        assert_eq!(found, [SocketAddr::from(([127, 0, 0, 1], 443))]);
        assert!(names.known("no port", before).is_some(), "a host has one place");
        assert!(names.known("127.0.0.1:80", before).is_none());
        names.clear();
        assert!(names.known("127.0.0.1:443", Instant::now()).is_none());
    }
}
