//! Whether a proxy is used, and which.

use super::no_proxy::is_excluded;
use super::system::Settings;
use super::url::Proxy;
use crate::net::base_url::BaseUrl;
use crate::net::host::{HostPort, is_loopback};
use crate::response::error::Error;
use crate::response::status::Status;
use std::env;

/// The option `proxy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum ProxyChoice {
    /// By the environment variables or the system's settings.
    #[default]
    Environment,
    /// None.
    Off,
    /// This one.
    Url(Proxy),
}

impl ProxyChoice {
    /// Reads the option `proxy`.
    pub(crate) fn read(value: &str) -> Result<Self, String> {
        match value {
            "" => Ok(Self::Environment),
            _ if value.eq_ignore_ascii_case("off") => Ok(Self::Off),
            _ => Proxy::parse(value).map(Self::Url),
        }
    }
}

/// How one host is reached.
#[derive(Debug)]
pub(crate) enum Choice {
    /// Without a proxy, for this reason.
    Direct(&'static str),
    Through(Proxy),
}

impl Choice {
    pub(crate) fn proxy(&self) -> Option<&Proxy> {
        match self {
            Self::Direct(_) => None,
            Self::Through(proxy) => Some(proxy),
        }
    }
}

/// Whether the API's host is reached through a proxy. Plain http stays on this machine and never takes one.
pub(crate) fn choose(choice: &ProxyChoice, api: &BaseUrl) -> Result<Choice, Error> {
    if !api.is_https() {
        return Ok(Choice::Direct("http stays on this machine"));
    }
    match choice {
        ProxyChoice::Off => Ok(Choice::Direct("the option proxy is off")),
        ProxyChoice::Url(proxy) => Ok(Choice::Through(proxy.clone())),
        ProxyChoice::Environment => {
            let HostPort { host, port } = api.server();
            if is_loopback(host) {
                return Ok(Choice::Direct("it is this machine"));
            }
            if variable("NO_PROXY").is_some_and(|(_, list)| is_excluded(host, *port, &list)) {
                return Ok(Choice::Direct("NO_PROXY names the host"));
            }
            match variable("HTTPS_PROXY").or_else(|| variable("ALL_PROXY")) {
                Some((name, url)) => Proxy::parse(&url)
                    .map(|proxy| Choice::Through(proxy.named_by(name)))
                    .map_err(|why| Error::new(Status::Proxy, format!("{name}: {why}"))),
                None => {
                    let proxy = Settings::current().proxy_for(host)?;
                    let none = Choice::Direct("no option, variable or setting of the system names one for it");
                    Ok(proxy.map_or(none, Choice::Through))
                }
            }
        }
    }
}

/// A variable of the environment in lower or upper case, unless it is empty.
fn variable(name: &'static str) -> Option<(&'static str, String)> {
    let names = [name.to_ascii_lowercase(), name.to_owned()];
    let value = names.iter().filter_map(|name| env::var(name).ok()).find(|value| !value.trim().is_empty())?;
    Some((name, value))
}
