//! One exchange with the API: a request goes out, an answer comes back.

mod certificate;
mod dial;
mod ending;
mod identity;
mod input;
mod link;
mod mask;
mod pem;
mod resolve;
mod roots;
mod socks;
mod tls;
mod tunnel;
mod verify;
pub(crate) mod watched;
pub(crate) mod way;

use super::options::Options;
use super::pacing::Departure;
use super::proxy::{self, Choice, Protocol};
use super::secret::Secret;
use super::slots::Slots;
use super::wait::Wait;
use crate::answer::error::Error;
use crate::answer::response::Response;
use crate::answer::status::Status;
use crate::update::message::{Sender, message};
use crate::update::request::Request;
pub(crate) use dial::describe;
use ending::{broken, receive};
use link::Link;
pub(crate) use roots::Trust;
use rustls::ClientConfig;
use std::fmt;
use std::process;
use std::sync::Arc;
use std::time::Duration;
use tls::Peer;
use ureq::http::{self, Uri};
use ureq::unversioned::transport::Connector;
use way::Way;
use zeroize::Zeroizing;

/// How an exchange failed.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    /// Why.
    pub(crate) error: Error,
    /// The answer as far as it came, if its head did.
    pub(crate) response: Option<Response>,
    /// A kept connection turned out to be closed before the first byte of an answer.
    pub(crate) stale: bool,
    /// Something was written, so that the request may have arrived.
    pub(crate) written: bool,
}

impl From<Error> for Box<Broken> {
    fn from(error: Error) -> Self {
        Self::new(Broken { error, response: None, stale: false, written: false })
    }
}

/// Where a request goes, and in whose name.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    /// Where the server is; a path without `/` at its beginning is below its path.
    pub(crate) base_url: &'a str,
    /// What proves whose request it is; it follows the scheme in `Authorization`.
    pub(crate) credentials: &'a Secret,
    /// What else the answer must not show.
    pub(crate) hidden: &'a Secret,
    /// Whether the body of the answer may hold a secret that is not known yet.
    pub(crate) secret_body: bool,
    /// To be told when the request leaves.
    pub(crate) departure: Option<Departure>,
}

/// The way to Zoom.
pub(crate) trait Transport: fmt::Debug + Send + Sync {
    /// Sends a request and reads its answer, within the limits of `wait`.
    fn exchange(&self, request: &Request, target: &Target<'_>, wait: &Wait) -> Result<Response, Box<Broken>>;

    /// Drops the connections that no call is using.
    fn drop_connections(&self);
}

/// Connections that are kept at most; a call that finds none makes its own.
const KEPT_LANES: usize = 16;

/// How long a connection is kept.
pub(crate) const KEPT: Duration = Duration::from_secs(60);

/// A body is read that far.
const MOST_BODY: usize = 1024 * 1024;

/// HTTP/1.1 by ureq over connections of our own.
///
/// Each call takes a lane, an agent with at most one kept connection, so that nothing is shared between calls but
/// names and TLS settings.
pub(crate) struct Http {
    options: Options,
    lanes: Slots<Lane, KEPT_LANES>,
    tls: Arc<tls::Settings>,
    names: Arc<resolve::Names>,
}

/// How a server is reached, before anything is connected.
struct Route {
    choice: Choice,
    /// None where there is no TLS.
    to_api: Option<Arc<ClientConfig>>,
    to_proxy: Option<Arc<ClientConfig>>,
}

struct Lane {
    /// Scheme, host and port.
    origin: String,
    agent: ureq::Agent,
    link: Link,
    proxied: bool,
    /// Where connections are made.
    place: Uri,
    /// Where the proxy is named, if not by the option.
    proxy_origin: Option<&'static str>,
}

impl Http {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            lanes: Slots::new(),
            tls: Arc::new(tls::Settings::new(options)),
            names: Arc::new(resolve::Names::new()),
        }
    }

    fn lane(&self, process: u32, base_url: &str) -> Result<Lane, Error> {
        let api = &uri(base_url)?;
        let origin =
            format!("{}://{}", api.scheme_str().unwrap_or_default(), api.authority().map_or("", |a| a.as_str()));
        if let Some(lane) = self.lanes.take_for(process, KEPT, |lane| lane.origin == origin) {
            return Ok(lane);
        }
        let Route { choice, to_api, to_proxy } = self.route(api)?;
        let proxy = choice.proxy();
        let proxied = proxy.is_some();
        let proxy_origin = proxy.as_ref().and_then(|proxy| proxy.origin);
        let is_https = to_api.is_some();
        let link = Link::new();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(1)
            .max_idle_connections_per_host(1)
            .max_idle_age(KEPT)
            .user_agent(self.options.user_agent.as_str())
            // Proxies are ours; ureq would look for one in the environment.
            .proxy(None)
            .build();
        let dial = dial::Dial { link: link.clone(), names: self.names.clone(), proxied, loopback_only: !is_https };
        let secure_proxy = tls::Secure {
            link: link.clone(),
            peer: Peer::Proxy,
            host: proxy.as_ref().map(|proxy| proxy.host.clone()),
            config: to_proxy,
        };
        let behind = resolve::Lookup { link: link.clone(), names: self.names.clone(), proxy: None };
        let lookup = resolve::Lookup { link: link.clone(), names: self.names.clone(), proxy: proxy.clone() };
        let user_agent = self.options.user_agent.clone();
        let tunnel = tunnel::Tunnel { link: link.clone(), proxy, user_agent, lookup: behind };
        // The host of the API, whatever the connection is made to.
        let host = api.host().map(str::to_owned);
        let secure = tls::Secure { link: link.clone(), peer: Peer::Api, host, config: to_api };
        let chain = ().chain(dial).chain(secure_proxy).chain(tunnel).chain(secure);
        let connector = dial::Bounded { link: link.clone(), chain };
        let place = self.place(api)?;
        Ok(Lane {
            origin,
            agent: ureq::Agent::with_parts(config, connector, lookup),
            link,
            proxied,
            place,
            proxy_origin,
        })
    }

    fn route(&self, api: &Uri) -> Result<Route, Error> {
        let choice = proxy::choose(&self.options.proxy, api)?;
        let is_https = api.scheme_str() == Some("https");
        let to_api = if is_https { Some(self.tls.config(Peer::Api)?) } else { None };
        let to_proxy = match &choice {
            Choice::Through(proxy) if proxy.protocol == Protocol::Https => Some(self.tls.config(Peer::Proxy)?),
            _ => None,
        };
        Ok(Route { choice, to_api, to_proxy })
    }

    /// Which way a server is reached, or which option does not let it. Nothing is connected.
    pub(crate) fn choice(&self, base_url: &str) -> Result<Choice, Error> {
        self.route(&uri(base_url)?).map(|route| route.choice)
    }

    /// Where a server is connected to: its host and port, or what `connect_to` says instead.
    fn place(&self, api: &Uri) -> Result<Uri, Error> {
        let scheme = api.scheme_str().unwrap_or("https");
        let port = api.port_u16().unwrap_or(if scheme == "http" { 80 } else { 443 });
        let host = api.host().unwrap_or_default();
        let place = self.options.connect_to.place(host, port).unwrap_or_else(|| format!("{host}:{port}"));
        format!("{scheme}://{place}/").parse().map_err(|_| cannot_connect("connect_to"))
    }
}

fn uri(base_url: &str) -> Result<Uri, Error> {
    base_url.parse().map_err(|_| cannot_connect("base_url"))
}

fn cannot_connect(option: &str) -> Error {
    Error::new(Status::InvalidArgument, format!("{option}: cannot be connected to"))
}

/// What ureq is given to send; the connection puts the request in its place. Only whether the answer can have a body, and
/// where it comes from, is ureq's to know.
fn stand_in(request: &Request, place: &Uri) -> Result<http::Request<()>, Error> {
    let method = if request.method() == "HEAD" { http::Method::HEAD } else { http::Method::GET };
    http::Request::builder().method(method).uri(place).body(()).map_err(|_| cannot_connect("base_url"))
}

impl Http {
    /// An exchange, and what its way was like.
    fn travel(&self, request: &Request, target: &Target<'_>, wait: &Wait) -> (Way, Result<Response, Box<Broken>>) {
        // No call of this thread crosses a fork, so the process is the same at its end.
        let process = process::id();
        let prepared = self.lane(process, target.base_url).and_then(|lane| Ok((stand_in(request, &lane.place)?, lane)));
        let (stand_in, lane) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return (Way::default(), Err(error.into())),
        };
        let sender = Sender { base_url: target.base_url, user_agent: &self.options.user_agent };
        let message = Zeroizing::new(message(request, &sender, target.credentials.expose()));
        lane.link.begin(wait, self.options.connect_timeout, target, message);
        let answer = lane.agent.run(stand_in).map(|answer| receive(answer, &lane.link, target));
        let trace = lane.link.end();
        let ending = match answer {
            Ok((response, complete)) => {
                let stopped = trace.fault.clone().filter(|fault| fault.status() == Status::Cancelled);
                if complete && self.options.keep {
                    self.lanes.park_for(process, lane);
                }
                match stopped {
                    Some(error) => {
                        Err(Box::new(Broken { error, response: Some(response), stale: false, written: true }))
                    }
                    None => Ok(response),
                }
            }
            Err(error) => {
                let broken = broken(&error, &trace, &lane);
                if broken.error.status() != Status::Cancelled {
                    // The address may be the fault: the next call looks it up again.
                    self.names.clear();
                }
                Err(Box::new(broken))
            }
        };
        (trace.way, ending)
    }
}

impl Transport for Http {
    fn exchange(&self, request: &Request, target: &Target<'_>, wait: &Wait) -> Result<Response, Box<Broken>> {
        self.travel(request, target, wait).1
    }

    fn drop_connections(&self) {
        self.lanes.clear();
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("options", &self.options).finish_non_exhaustive()
    }
}
