//! The connection pool, and exchanges over its connections.

use super::base_url::BaseUrl;
use super::connection::connect::Route;
use super::connection::connection_info::ConnectionInfo;
use super::connection::dns::DnsCache;
use super::connection::progress::Progress;
use super::error::TransportError;
use super::exchange::http_stream::HttpStream;
use super::exchange::round_trip::{Exchange, exchange};
use super::proxy::{self, Choice, Protocol};
use super::settings::NetSettings;
use super::tls::roots;
use super::tls::stream::{self, Peer};
use super::transport::{Destination, Transport};
use crate::limits::deadline::Deadline;
use crate::process;
use crate::process::per_process::PerProcess;
use crate::request::message::{Sender, message};
use crate::request::request::Request;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::response::response::Response;
use crate::response::status::Status;
use rustls::ClientConfig;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The size of the pool, unless `Options::keep_connections` asks for more. A call that finds no connection makes one.
const MAX_IDLE_CONNECTIONS: usize = 16;

/// How long an idle connection is kept.
pub(crate) const MAX_IDLE_TIME: Duration = Duration::from_secs(60);

/// HTTP/1.1 over pooled connections. Each call takes one, so calls share nothing but the DNS cache and the TLS settings.
pub(crate) struct Http {
    settings: Arc<NetSettings>,
    connections: PerProcess<PooledConnection, MAX_IDLE_CONNECTIONS>,
    tls: Arc<stream::Settings>,
    pub(crate) dns: Arc<DnsCache>,
}

struct PooledConnection {
    /// Scheme, host and port.
    origin: String,
    stream: HttpStream,
}

impl Http {
    pub(crate) fn new(settings: &Arc<NetSettings>) -> Self {
        Self {
            settings: settings.clone(),
            connections: PerProcess::of_at_least(settings.min_pool_size),
            tls: Arc::new(stream::Settings::new(settings)),
            dns: Arc::new(DnsCache::new()),
        }
    }

    /// Takes the idle connections to a server, one after the other.
    fn idle_connections(&self, process: u32, origin: &str) -> impl Iterator<Item = PooledConnection> {
        std::iter::from_fn(move || {
            self.connections.take_for(process, MAX_IDLE_TIME, |connection| connection.origin == origin)
        })
    }

    /// An idle connection that is still open.
    fn idle_connection(&self, process: u32, origin: &str) -> Option<PooledConnection> {
        self.idle_connections(process, origin).find_map(|mut idle| idle.stream.is_idle().then_some(idle))
    }

    /// Closes the idle connections to a server to which one has died: the others have probably died with it.
    fn drop_idle(&self, process: u32, origin: &str) {
        let count = self.idle_connections(process, origin).count();
        log::debug!("a kept connection is dead; idle ones to the same server that are closed with it: {count}");
    }

    fn connect(&self, base_url: &BaseUrl, progress: &mut Progress<'_>) -> Result<PooledConnection, Error> {
        progress.connect = Some(progress.call.within("connect_timeout_ms", self.settings.connect_timeout));
        let choice = proxy::choose(&self.settings.proxy, base_url)?;
        let route = Route {
            dns: &self.dns,
            host: &base_url.server().host,
            server: self.settings.connect_to.resolve(base_url.server()),
            proxy: choice.proxy(),
            to_api: self.to_api(base_url)?,
            to_proxy: self.to_proxy(&choice)?,
            user_agent: &self.settings.user_agent,
        };
        let stream = route.connect(progress)?;
        progress.connect = None;
        Ok(PooledConnection { origin: base_url.origin().to_owned(), stream: HttpStream::new(stream) })
    }

    /// How a server is reached, or which option prevents it. Nothing is connected.
    pub(crate) fn choice(&self, base_url: &BaseUrl) -> Result<Choice, Error> {
        let choice = proxy::choose(&self.settings.proxy, base_url)?;
        self.to_api(base_url)?;
        self.to_proxy(&choice)?;
        Ok(choice)
    }

    /// The TLS settings for a server; none for http.
    fn to_api(&self, base_url: &BaseUrl) -> Result<Option<Arc<ClientConfig>>, Error> {
        base_url.is_https().then(|| self.tls.config(Peer::Api)).transpose()
    }

    /// The TLS settings for an `https` proxy.
    fn to_proxy(&self, choice: &Choice) -> Result<Option<Arc<ClientConfig>>, Error> {
        let is_secure = choice.proxy().is_some_and(|proxy| proxy.protocol == Protocol::Https);
        is_secure.then(|| self.tls.config(Peer::Proxy)).transpose()
    }

    /// An exchange, and what is known of its connection.
    pub(crate) fn exchange_with_info(
        &self,
        request: &Request,
        target: &Destination<'_>,
        wait: &Deadline,
    ) -> (ConnectionInfo, Result<Response, Box<TransportError>>) {
        let mut progress = Progress::new(wait);
        let result = self.run(request, target, &mut progress);
        (progress.info, result)
    }

    fn run(
        &self,
        request: &Request,
        target: &Destination<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<Response, Box<TransportError>> {
        // A call does not survive a fork, so the process is the same at its end.
        let process = process::id();
        let idle = self.idle_connection(process, target.base_url.origin());
        let is_reused = idle.is_some();
        let connection = match idle {
            Some(idle) => Ok(idle),
            None => self.connect(target.base_url, progress),
        };
        let exchanged = connection.and_then(|mut connection| {
            let sender = Sender { base_url: target.base_url.as_str(), user_agent: &self.settings.user_agent };
            let message = Zeroizing::new(message(request, &sender, target.credentials.expose()));
            let is_head = request.method() == "HEAD";
            let exchange = exchange(&mut connection.stream, &message, is_head, target, progress)?;
            Ok((connection, exchange))
        });
        let (connection, Exchange { response, cancelled, is_complete, close }) = exchanged.map_err(|error| {
            if error.status() != Status::Cancelled || progress.connect.is_some() {
                // The address may be wrong: the next call resolves it again.
                self.dns.clear();
            }
            let is_dead = match error.status() {
                Status::Io => true,
                Status::Timeout => progress.written_us.is_some(),
                _ => false,
            };
            let stale = is_reused && !progress.answered && is_dead;
            if stale {
                self.drop_idle(process, target.base_url.origin());
            }
            TransportError { error, response: None, stale, written: progress.written_us.is_some() }
        })?;
        match close {
            _ if !self.settings.keep => {}
            Some(close) => log::debug!("the connection is not reused: {}", close.reason()),
            None if is_complete => self.connections.put_for(process, connection),
            None => {}
        }
        match cancelled {
            Some(error) => {
                Err(Box::new(TransportError { error, response: Some(response), stale: false, written: true }))
            }
            None => Ok(response),
        }
    }
}

impl Transport for Http {
    fn exchange(
        &self,
        request: &Request,
        target: &Destination<'_>,
        wait: &Deadline,
    ) -> Result<Response, Box<TransportError>> {
        self.exchange_with_info(request, target, wait).1
    }

    fn drop_connections(&self) {
        self.connections.clear();
    }

    fn warnings(&self) -> Vec<Problem> {
        // Without TLS the certificate authorities are not read.
        if self.settings.system_roots && self.tls.are_made() { roots::problems() } else { Vec::new() }
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("settings", &self.settings).finish_non_exhaustive()
    }
}
