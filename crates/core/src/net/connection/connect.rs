//! Makes a connection to the API: host name, TCP, proxy, TLS.

use super::dns::DnsCache;
use super::progress::Progress;
use super::stream::Stream;
use super::tcp::Tcp;
use crate::limits::deadline::Deadline;
use crate::net::fault::NetworkFault;
use crate::net::host::HostPort;
use crate::net::proxy::proxy_stream::ProxyStream;
use crate::net::proxy::socks::{self, Target};
use crate::net::proxy::{Protocol, Proxy, tunnel};
use crate::net::tls::stream::{Peer, Tls};
use crate::response::error::Error;
use crate::response::status::Status;
use rustls::ClientConfig;
use std::net::SocketAddr;
use std::sync::Arc;

/// The way to a server.
pub(crate) struct Route<'a> {
    pub(crate) dns: &'a Arc<DnsCache>,
    /// The host in the certificate: that of the API, even if `connect_to` names another.
    pub(crate) host: &'a str,
    /// The server to connect to.
    pub(crate) server: &'a HostPort,
    pub(crate) proxy: Option<&'a Proxy>,
    /// None without TLS; then only addresses of this machine are allowed.
    pub(crate) to_api: Option<Arc<ClientConfig>>,
    /// None without TLS.
    pub(crate) to_proxy: Option<Arc<ClientConfig>>,
    pub(crate) user_agent: &'a str,
}

impl Route<'_> {
    /// Makes the connection before `progress.connect`.
    pub(crate) fn connect(&self, progress: &mut Progress<'_>) -> Result<Box<dyn Stream>, Error> {
        let (stream, early) = match self.proxy {
            Some(proxy) => {
                let tunnel = self.through(proxy, progress).map_err(|error| tunnel_error(error, proxy))?;
                progress.info.tunnelled = true;
                tunnel
            }
            None => {
                let addresses = self.resolve(self.server, false, progress)?;
                (self.dial(&addresses, false, progress)?, Vec::new())
            }
        };
        match &self.to_api {
            Some(config) => Ok(Box::new(Tls::connect(stream, early, config, self.host, Peer::Api, progress)?)),
            None => Ok(stream),
        }
    }

    /// The addresses of the first host.
    fn resolve(
        &self,
        server: &HostPort,
        is_proxy: bool,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<SocketAddr>, Error> {
        progress.info.proxied = is_proxy;
        progress.info.server = server.to_string();
        let addresses = self.dns.resolve(server, is_proxy, progress.deadline())?;
        progress.info.addresses.clone_from(&addresses);
        Ok(addresses)
    }

    fn dial(
        &self,
        addresses: &[SocketAddr],
        is_proxy: bool,
        progress: &mut Progress<'_>,
    ) -> Result<Box<dyn Stream>, Error> {
        if self.to_api.is_none() && !addresses.iter().all(|address| address.ip().is_loopback()) {
            let why = "base_url: http is allowed on this machine only, and this host is another one: use https";
            return Err(Error::new(Status::InvalidArgument, why));
        }
        Ok(Box::new(Tcp::connect(addresses, is_proxy, progress)?))
    }

    /// A tunnel through the proxy, and what came through it early.
    fn through(&self, proxy: &Proxy, progress: &mut Progress<'_>) -> Result<(Box<dyn Stream>, Vec<u8>), Error> {
        let addresses = self.resolve(&proxy.server, true, progress)?;
        let mut stream = self.dial_proxy(proxy, &addresses, progress)?;
        let login = proxy.login.as_ref();
        let Some(version) = proxy.protocol.socks_version() else {
            let mut stream = ProxyStream::new(stream, progress);
            tunnel::connect(&mut stream, self.server, self.user_agent, login)?;
            return Ok(stream.into_parts());
        };
        let deadline = progress.deadline().clone();
        let mut targets = self.targets(proxy, &deadline)?.into_iter();
        let mut target = targets.next().ok_or_else(|| NetworkFault::Socks4NeedsIpv4.error(""))?;
        loop {
            let mut proxy_stream = ProxyStream::new(stream, progress);
            if version == 5 {
                socks::greet5(&mut proxy_stream, login)?;
            }
            // An address that hangs leaves time for the others; the last one gets all of it.
            if let (shares @ 1.., Ok(left)) = (targets.len(), deadline.left()) {
                let share = left / u32::try_from(shares + 1).unwrap_or(u32::MAX);
                proxy_stream.progress.connect = Some(deadline.sooner(share));
            }
            let port = self.server.port;
            let opened = match version {
                5 => socks::request5(&mut proxy_stream, target, port),
                _ => socks::request4(&mut proxy_stream, login, target, port),
            };
            let parts = proxy_stream.into_parts();
            progress.connect = Some(deadline.clone());
            match opened {
                Ok(()) => return Ok(parts),
                Err(error) => {
                    deadline.left().map_err(|_| error.clone())?;
                    target = targets.next().ok_or(error)?;
                }
            }
            stream = self.dial_proxy(proxy, &addresses, progress)?;
        }
    }

    /// A connection to the proxy.
    fn dial_proxy(
        &self,
        proxy: &Proxy,
        addresses: &[SocketAddr],
        progress: &mut Progress<'_>,
    ) -> Result<Box<dyn Stream>, Error> {
        let stream = self.dial(addresses, true, progress)?;
        let Some(config) = &self.to_proxy else { return Ok(stream) };
        Ok(Box::new(Tls::connect(stream, Vec::new(), config, &proxy.server.host, Peer::Proxy, progress)?))
    }

    /// What a SOCKS proxy is asked for, one after the other: the host, or its addresses where names are resolved here.
    fn targets(&self, proxy: &Proxy, deadline: &Deadline) -> Result<Vec<Target<'_>>, Error> {
        if !matches!(proxy.protocol, Protocol::Socks4 | Protocol::Socks5) {
            return Ok(vec![Target::of(&self.server.host)]);
        }
        let addresses = self.dns.resolve(self.server, false, deadline)?;
        // SOCKS 4 has IPv4 only.
        let usable = addresses.iter().filter(|address| proxy.protocol == Protocol::Socks5 || address.is_ipv4());
        Ok(usable.map(|address| Target::Address(address.ip())).collect())
    }
}

/// The error of a tunnel that was not opened.
fn tunnel_error(error: Error, proxy: &Proxy) -> Error {
    let error = match error.status() {
        Status::Io => Error::new(Status::Proxy, format!("no tunnel through the proxy: {error}")).transient(true),
        _ => error,
    };
    match proxy.origin {
        // A caller who set no proxy needs to know where it comes from.
        Some(origin) if error.status() == Status::Proxy => {
            let message = format!("{error} (the proxy is named by {origin})");
            Error::new(Status::Proxy, message).with_hint(error.hint()).transient(error.is_transient())
        }
        _ => error,
    }
}
