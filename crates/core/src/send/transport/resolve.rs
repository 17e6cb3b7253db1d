//! The addresses of a host: looked up in a thread of their own, so that the wait can end, and kept for a minute.

use super::dial::describe;
use super::link::Link;
use crate::answer::error::Error;
use crate::answer::fault;
use crate::answer::status::Status;
use crate::send::proxy::Proxy;
use crate::send::slots::Slots;
use crate::send::url::bare;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// How long an address is believed.
const KEPT: Duration = Duration::from_secs(60);

/// How many addresses ureq takes.
const MOST: usize = 16;

/// The addresses found last, shared by all lanes of a client.
pub(super) type Found = Arc<Slots<(String, Vec<SocketAddr>), 1>>;

/// Resolves for one lane.
#[derive(Debug)]
pub(super) struct Lookup {
    pub(super) link: Link,
    pub(super) found: Found,
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
        let before = self.link.set_connecting(true);
        let addresses = self.addresses(host, port);
        self.link.set_connecting(before);
        let addresses = addresses?;
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
        let key = format!("{host}:{port}");
        if let Some((_, addresses)) = self.found.peek(KEPT, |(known, _)| *known == key) {
            return Ok(addresses);
        }
        let wait = self.link.wait()?;
        let (sender, receiver) = mpsc::channel();
        let target = key.clone();
        let looking = thread::Builder::new().name("zoomuser-dns".to_owned()).spawn(move || {
            // Nobody listens any more when the call has ended.
            let _ = sender.send(target.to_socket_addrs().map(Vec::from_iter));
        });
        if looking.is_err() {
            return Err(self.fail("no thread could be started for the look-up"));
        }
        match wait.receive(&receiver) {
            Err(stop) => Err(self.link.fail(stop.into_error("looking up the host name"))),
            Ok(Some(Ok(addresses))) if !addresses.is_empty() => {
                self.found.clear();
                self.found.park((key, addresses.clone()));
                Ok(addresses)
            }
            Ok(Some(Ok(_)) | None) => Err(self.fail("it has no address")),
            Ok(Some(Err(error))) => Err(self.fail(&plain(&error))),
        }
    }

    fn fail(&self, why: &str) -> ureq::Error {
        self.link.fail(match self.proxy {
            Some(_) => fault::PROXY_NOT_FOUND.error(&format!(": {why}")),
            None => Error::new(Status::Dns, format!("the host name could not be resolved: {why}")),
        })
    }
}

/// The operating system's words without what the standard library puts around them.
fn plain(error: &std::io::Error) -> String {
    let text = describe(error);
    text.strip_prefix("failed to lookup address information: ").unwrap_or(&text).to_owned()
}
