//! One exchange with the API: a request goes out, an answer comes back.

mod dial;
mod link;
mod mask;
mod resolve;
mod roots;
mod tls;

use super::options::Options;
use super::pacing::Departure;
use super::proxy;
use super::secret::{Authorization, Secret};
use super::slots::Slots;
use super::wait::Wait;
use crate::answer::error::Error;
use crate::answer::response::Response;
use crate::answer::status::Status;
use crate::update::request::Request;
pub(crate) use dial::describe;
use link::{Link, PLACEHOLDER, Trace};
use std::fmt;
use std::io::{self, Read};
use std::process;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{self, HeaderValue, Uri, header};
use ureq::unversioned::transport::{ConnectProxyConnector, Connector};

/// How an exchange failed.
#[derive(Debug, Clone)]
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

/// Where a request goes, and in whose name.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    /// What stands before the path and query of the request.
    pub(crate) base_url: &'a str,
    /// Whose request it is.
    pub(crate) authorization: &'a Authorization,
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
}

struct Lane {
    /// Scheme, host and port.
    origin: String,
    agent: ureq::Agent,
    link: Link,
    proxied: bool,
}

impl Http {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            lanes: Slots::new(),
            tls: Arc::new(tls::Settings::new(options)),
            found: Arc::new(Slots::new()),
        }
    }

    fn lane(&self, process: u32, api: &Uri) -> Result<Lane, Error> {
        let origin =
            format!("{}://{}", api.scheme_str().unwrap_or_default(), api.authority().map_or("", |a| a.as_str()));
        if let Some(lane) = self.lanes.take_for(process, KEPT, |lane| lane.origin == origin) {
            return Ok(lane);
        }
        let proxy = proxy::choose(&self.options.proxy, api)?;
        let proxied = proxy.is_some();
        let link = Link::new();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(1)
            .max_idle_connections_per_host(1)
            .max_idle_age(KEPT)
            .user_agent(self.options.user_agent.as_str())
            .proxy(proxy)
            .build();
        let dial = dial::Dial {
            link: link.clone(),
            found: self.found.clone(),
            proxied,
            loopback_only: api.scheme_str() != Some("https"),
        };
        let secure = tls::Secure { link: link.clone(), settings: self.tls.clone(), proxied };
        let chain = ().chain(ConnectProxyConnector::default()).chain(dial).chain(secure);
        let connector = dial::Bounded { link: link.clone(), chain };
        let lookup = resolve::Lookup { link: link.clone(), found: self.found.clone(), proxied };
        Ok(Lane { origin, agent: ureq::Agent::with_parts(config, connector, lookup), link, proxied })
    }

    fn on_wire<'a>(base_url: &str, request: &'a Request) -> Result<http::Request<&'a [u8]>, Error> {
        let mut url = format!("{base_url}{}", request.path);
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
    fn exchange(&self, request: &Request, target: &Target<'_>, wait: &Wait) -> Result<Response, Box<Broken>> {
        let request = Self::on_wire(target.base_url, request)?;
        // No call of this thread crosses a fork, so the process is the same at its end.
        let process = process::id();
        let lane = self.lane(process, request.uri())?;
        lane.link.begin(wait, self.options.connect_timeout, target);
        let answer = lane.agent.run(request).map(|answer| receive(answer, &lane.link, target));
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
                let broken = broken(&error, trace, lane.proxied);
                if broken.error.status() != Status::Cancelled {
                    // The address may be the fault: the next call looks it up again.
                    self.found.clear();
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
fn receive(answer: http::Response<ureq::Body>, link: &Link, target: &Target<'_>) -> (Response, bool) {
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
    link.unmask(&mut bytes);
    let complete = incomplete.is_none();
    let secrets = [target.authorization.secret.expose(), target.hidden.expose()];
    (Response::new(parts.status.as_u16(), headers, bytes, incomplete, &secrets), complete)
}

/// Whether reading a body failed because of what came, not because nothing more came.
fn is_malformed(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(ureq::Error::Protocol(_)))
}

/// What it means that ureq gave up.
fn broken(error: &ureq::Error, trace: Trace, proxied: bool) -> Broken {
    let Trace { fault, connected, answered, tunnelled } = trace;
    let in_proxy = proxied && connected && !tunnelled;
    let error = match fault {
        Some(fault) if in_proxy && fault.status() == Status::Io => Error::new(Status::Proxy, fault.message()),
        Some(fault) => fault,
        None if in_proxy => proxy_meaning(error),
        None => meaning(error, answered),
    };
    let stale = !connected && !answered && error.status() == Status::Io;
    Broken { error, response: None, stale }
}

/// Why the proxy made no tunnel.
fn proxy_meaning(error: &ureq::Error) -> Error {
    let why = match error {
        ureq::Error::ConnectProxyFailed(why) => {
            let number: String = why.chars().filter(char::is_ascii_digit).take(3).collect();
            match number.as_str() {
                "" => "the proxy did not answer".to_owned(),
                "407" => "the proxy asks for a name and a password: give them in the URL of the proxy".to_owned(),
                number => format!("the proxy refused the connection (HTTP {number})"),
            }
        }
        ureq::Error::Protocol(_) if error.to_string().contains("too many headers") => {
            "the head of the proxy's answer has more than 20 lines".to_owned()
        }
        ureq::Error::Protocol(_) => "the proxy's answer is not HTTP".to_owned(),
        _ => "the proxy closed the connection".to_owned(),
    };
    Error::new(Status::Proxy, why)
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
