//! Whether there is a proxy on the way, and which.

use super::url::{bare, is_loopback};
use crate::answer::error::Error;
use crate::answer::status::Status;
use std::{env, fmt};
use ureq::http::Uri;
use ureq::{Proxy, ProxyProtocol};

/// Which way to the API. A URL may hold a password, so that nothing of this is shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) enum ProxyChoice {
    /// As the environment says.
    #[default]
    Environment,
    /// None.
    Off,
    /// This one.
    Url(String),
}

impl ProxyChoice {
    /// Reads the option `proxy`.
    pub(super) fn read(value: &str) -> Result<Self, String> {
        match value {
            "" => Ok(Self::Environment),
            _ if value.eq_ignore_ascii_case("off") => Ok(Self::Off),
            _ => parse(value).map(|_| Self::Url(value.to_owned())),
        }
    }
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "environment",
            Self::Off => "off",
            Self::Url(_) => "hidden",
        })
    }
}

/// The proxy for the API's host, or none. Plain http stays on this machine and never takes one.
pub(super) fn choose(choice: &ProxyChoice, api: &Uri) -> Result<Option<Proxy>, Error> {
    if api.scheme_str() != Some("https") {
        return Ok(None);
    }
    let fail = |from: &str, why: String| Error::new(Status::Proxy, format!("{from}: {why}"));
    match choice {
        ProxyChoice::Off => Ok(None),
        ProxyChoice::Url(url) => parse(url).map(Some).map_err(|why| fail("proxy", why)),
        ProxyChoice::Environment => {
            let host = api.host().unwrap_or_default();
            let excluded = variable("NO_PROXY").is_some_and(|(_, list)| is_excluded(host, api.port_u16(), &list));
            match variable("HTTPS_PROXY").or_else(|| variable("ALL_PROXY")) {
                Some((name, url)) if !excluded && !is_loopback(host) => {
                    parse(&url).map(Some).map_err(|why| fail(name, why))
                }
                _ => Ok(None),
            }
        }
    }
}

/// A variable of the environment in upper or lower case, unless it is empty.
fn variable(name: &'static str) -> Option<(&'static str, String)> {
    let names = [name.to_ascii_lowercase(), name.to_owned()];
    let value = names.iter().filter_map(|name| env::var(name).ok()).find(|value| !value.trim().is_empty())?;
    Some((name, value))
}

/// Reads the URL of a proxy. What is wrong is said without the URL, which may hold a password.
fn parse(url: &str) -> Result<Proxy, String> {
    const EXPECTED: &str = "expected a URL such as http://proxy.example.com:8080";
    let proxy = Proxy::new(url.trim()).map_err(|_| EXPECTED.to_owned())?;
    let uri = proxy.uri();
    let ends_in_port = uri.authority().is_some_and(|authority| authority.as_str().ends_with(proxy.host()));
    let port_is_good = ends_in_port || uri.port_u16().is_some_and(|port| port > 0);
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() || url.contains('#') || !port_is_good {
        return Err(EXPECTED.to_owned());
    }
    match proxy.protocol() {
        ProxyProtocol::Http | ProxyProtocol::Https if proxy.host().is_empty() => Err(EXPECTED.to_owned()),
        ProxyProtocol::Http | ProxyProtocol::Https => Ok(proxy),
        _ => Err("SOCKS proxies are not supported, only http and https ones".to_owned()),
    }
}

/// Whether a `NO_PROXY` list names this host: `*`, a host, a domain (with or without a dot before it) and everything
/// below it, each with a port or without, separated by commas.
fn is_excluded(host: &str, port: Option<u16>, list: &str) -> bool {
    let lower = |text: &str| bare(text).to_ascii_lowercase();
    let host = lower(host);
    list.split(',').map(str::trim).any(|entry| {
        let (name, entry_port) = match entry.rsplit_once(':') {
            Some((name, digits)) if !name.contains(':') || name.ends_with(']') => (name, Some(digits)),
            _ => (entry, None),
        };
        let port = port.unwrap_or(443);
        if entry_port.is_some_and(|digits| digits.parse() != Ok(port)) {
            return false;
        }
        let name = lower(name.trim_start_matches('*').trim_start_matches('.'));
        if name.is_empty() {
            return entry == "*";
        }
        host == name || host.strip_suffix(&name).is_some_and(|front| front.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_proxy_names_hosts_and_domains() {
        for list in ["*", "zoom.us", ".zoom.us", "*.zoom.us", "a, API.zoom.us ,b", "api.zoom.us:443"] {
            assert!(is_excluded("api.zoom.us", None, list), "{list}");
        }
        for list in ["", ",", "oom.us", "zoom.us.example.com", "api.zoom.us:80", "api.zoom.us:443x", ".", "us.zoom.api"]
        {
            assert!(!is_excluded("api.zoom.us", None, list), "{list}");
        }
        assert!(is_excluded("[::1]", None, "::1"));
        assert!(is_excluded("[::1]", Some(8), "[::1]:8"));
    }

    #[test]
    fn a_bad_proxy_is_refused_without_its_password() {
        for url in [
            "socks5://u:SECRET@h:1",
            "http://u:SECRET@",
            "ftp://SECRET@h",
            "h h",
            "",
            "http://h:99999",
            "http://h:0",
            "http://h:",
            "http://h/path",
            "http://h:1?q",
            "http://h:1#f",
        ] {
            let why = parse(url).expect_err(url);
            assert!(!why.contains("SECRET"));
        }
        for url in ["http://h:8080", "https://u:p@h", "h:8080"] {
            parse(url).expect(url);
        }
    }
}
