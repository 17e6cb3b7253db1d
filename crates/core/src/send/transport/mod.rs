//! One exchange with the API: a request goes out, an answer comes back.

mod dial;
mod identity;
mod link;
mod pem;
mod resolve;
mod roots;
mod socks;
mod tls;
mod tunnel;
mod verify;

use super::options::Options;
use super::proxy::{self, Protocol};
use super::secret::Secret;
use super::slots::Slots;
use super::wait::Wait;
use crate::answer::error::Error;
use crate::answer::fault;
use crate::answer::response::Response;
use crate::answer::status::Status;
use crate::update::request::Request;
use link::{Link, PLACEHOLDER, Trace};
use std::fmt;
use std::io::{self, Read};
use std::process;
use std::sync::Arc;
use std::time::Duration;
use tls::Peer;
use ureq::http::{self, HeaderValue, Uri, header};
use ureq::unversioned::transport::Connector;

/// How an exchange failed.
#[derive(Debug)]
pub(crate) struct Broken {
    /// Why.
    pub(crate) error: Error,
    /// The answer as far as it came, if its head did.
    pub(crate) response: Option<Response>,
    /// A kept connection turned out to be closed before the first byte of an answer.
    pub(crate) stale: bool,
}

impl From<Error> for Box<Broken> {
    fn from(error: Error) -> Self {
        Self::new(Broken { error, response: None, stale: false })
    }
}

/// The way to the API.
pub(crate) trait Transport: fmt::Debug + Send + Sync {
    /// Sends a request and reads its answer, within the limits of `wait`.
    fn exchange(&self, request: &Request, token: &Secret, wait: &Wait) -> Result<Response, Box<Broken>>;
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
    found: resolve::Found,
    /// The addresses of the API where a proxy is given an address.
    found_behind: resolve::Found,
}

struct Lane {
    agent: ureq::Agent,
    link: Link,
    proxied: bool,
    /// Where the proxy is named, if not by the option.
    origin: Option<&'static str>,
}

impl Http {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            lanes: Slots::new(),
            tls: Arc::new(tls::Settings::new(options)),
            found: Arc::new(Slots::new()),
            found_behind: Arc::new(Slots::new()),
        }
    }

    fn lane(&self, process: u32, api: &Uri) -> Result<Lane, Error> {
        if let Some(lane) = self.lanes.take_for(process, KEPT, |_| true) {
            return Ok(lane);
        }
        let proxy = proxy::choose(&self.options.proxy, api)?;
        let proxied = proxy.is_some();
        let origin = proxy.as_ref().and_then(|proxy| proxy.origin);
        let is_https = api.scheme_str() == Some("https");
        let to_api = if is_https { Some(self.tls.config(Peer::Api)?) } else { None };
        let to_proxy = match &proxy {
            Some(proxy) if proxy.protocol == Protocol::Https => Some(self.tls.config(Peer::Proxy)?),
            _ => None,
        };
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
        let dial = dial::Dial { link: link.clone(), found: self.found.clone(), proxied, loopback_only: !is_https };
        let secure_proxy = tls::Secure {
            link: link.clone(),
            peer: Peer::Proxy,
            host: proxy.as_ref().map(|proxy| proxy.host.clone()),
            config: to_proxy,
        };
        let behind = resolve::Lookup { link: link.clone(), found: self.found_behind.clone(), proxy: None };
        let lookup = resolve::Lookup { link: link.clone(), found: self.found.clone(), proxy: proxy.clone() };
        let user_agent = self.options.user_agent.clone();
        let tunnel = tunnel::Tunnel { link: link.clone(), proxy, user_agent, lookup: behind };
        let secure = tls::Secure { link: link.clone(), peer: Peer::Api, host: None, config: to_api };
        let chain = ().chain(dial).chain(secure_proxy).chain(tunnel).chain(secure);
        let connector = dial::Bounded { link: link.clone(), chain };
        Ok(Lane { agent: ureq::Agent::with_parts(config, connector, lookup), link, proxied, origin })
    }

    fn on_wire<'a>(&self, request: &'a Request) -> Result<http::Request<&'a [u8]>, Error> {
        let mut url = format!("{}{}", self.options.base_url, request.path);
        if !request.query.is_empty() {
            url.push('?');
            url.push_str(&request.query);
        }
        let wrong = |what: &str| Error::new(Status::InvalidArgument, format!("{what}: cannot be sent in a request"));
        http::Request::builder()
            .method(request.method)
            .uri(url)
            .header(header::AUTHORIZATION, HeaderValue::from_static(PLACEHOLDER))
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, request.body.content_type.as_str())
            .body(request.body.bytes.as_slice())
            .map_err(|_| wrong("base_url or user_id"))
    }
}

impl Transport for Http {
    fn exchange(&self, request: &Request, token: &Secret, wait: &Wait) -> Result<Response, Box<Broken>> {
        let request = self.on_wire(request)?;
        // No call of this thread crosses a fork, so the process is the same at its end.
        let process = process::id();
        let lane = self.lane(process, request.uri())?;
        lane.link.begin(wait, self.options.connect_timeout, token);
        let answer = lane.agent.run(request).map(|answer| receive(answer, &lane.link, token));
        let trace = lane.link.end();
        match answer {
            Ok((response, complete)) => {
                let stopped = trace.fault.filter(|fault| fault.status() == Status::Cancelled);
                if complete && self.options.keep {
                    self.lanes.park_for(process, lane);
                }
                match stopped {
                    Some(error) => Err(Box::new(Broken { error, response: Some(response), stale: false })),
                    None => Ok(response),
                }
            }
            Err(error) => {
                let broken = broken(&error, trace, &lane);
                if broken.error.status() != Status::Cancelled {
                    // The address may be the fault: the next call looks it up again.
                    self.found.clear();
                    self.found_behind.clear();
                }
                Err(Box::new(broken))
            }
        }
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("options", &self.options).finish_non_exhaustive()
    }
}

/// Reads the body of an answer; says whether it is all there. Once the head has come, the answer counts: what goes
/// wrong in the body is told with it.
fn receive(answer: http::Response<ureq::Body>, link: &Link, token: &Secret) -> (Response, bool) {
    let (parts, mut body) = answer.into_parts();
    let headers =
        parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect();
    let mut bytes = Vec::new();
    let read = body.as_reader().take(MOST_BODY as u64 + 1).read_to_end(&mut bytes);
    let incomplete = match read {
        Ok(_) if bytes.len() > MOST_BODY => {
            bytes.truncate(MOST_BODY);
            Some(format!("only its first {MOST_BODY} bytes were read"))
        }
        Ok(_) if link.is_torn() => Some("the connection ended without TLS's word for it".to_owned()),
        Ok(_) => None,
        Err(error) => Some(match link.fault() {
            Some(fault) => fault.message().to_owned(),
            None if is_malformed(&error) => format!("it is not well formed after {} bytes", bytes.len()),
            None => format!("the connection was closed after {} bytes", bytes.len()),
        }),
    };
    let complete = incomplete.is_none();
    (Response::new(parts.status.as_u16(), headers, bytes, incomplete, token.expose()), complete)
}

/// Whether reading a body failed because of what came, not because nothing more came.
fn is_malformed(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(ureq::Error::Protocol(_)))
}

/// What it means that ureq gave up.
fn broken(error: &ureq::Error, trace: Trace, lane: &Lane) -> Broken {
    let Trace { fault, connected, answered, tunnelled } = trace;
    let in_proxy = lane.proxied && connected && !tunnelled;
    let error = match fault {
        Some(fault) if in_proxy && fault.status() == Status::Io => {
            Error::new(Status::Proxy, format!("no tunnel through the proxy: {fault}"))
        }
        Some(fault) => fault,
        None if in_proxy => fault::PROXY_CLOSED.error(""),
        None => meaning(error, answered),
    };
    let error = match lane.origin {
        // Somebody who set no proxy should know where it comes from.
        Some(origin) if error.status() == Status::Proxy => {
            Error::new(Status::Proxy, format!("{error} (the proxy is named by {origin})")).with_remedy(error.remedy())
        }
        _ => error,
    };
    let stale = !connected && !answered && error.status() == Status::Io;
    Broken { error, response: None, stale }
}

fn meaning(error: &ureq::Error, answered: bool) -> Error {
    match error {
        ureq::Error::Io(_) if answered => {
            Error::new(Status::Io, "the connection was closed in the middle of the answer's head")
        }
        ureq::Error::Io(_) => Error::new(Status::Io, "the connection was closed without an answer"),
        ureq::Error::Protocol(_) if error.to_string().contains("too many headers") => {
            Error::new(Status::Unexpected, "the head of the answer has more than 128 lines")
        }
        ureq::Error::LargeResponseHeader(..) => {
            Error::new(Status::Unexpected, "the head of the answer is longer than 64 KiB")
        }
        ureq::Error::Protocol(_) => Error::new(Status::Unexpected, "the answer is not HTTP"),
        // Nothing else is to be expected of a request that was built here.
        _ => Error::new(Status::Internal, "the HTTP library gave up for an unexpected reason"),
    }
}
