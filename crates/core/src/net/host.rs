//! Hosts: names and addresses, and the port beside them.

use std::fmt;
use std::net::IpAddr;

/// A host and a port. `Display` puts an IPv6 address in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostPort {
    /// A name in lower case, or an address without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl HostPort {
    /// `host` with or without brackets.
    pub(crate) fn new(host: &str, port: u16) -> Self {
        Self { host: bare(host).to_ascii_lowercase(), port }
    }

    /// Reads `HOST:PORT`, an IPv6 address in brackets.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let is_bracketed = host.starts_with('[') && host.ends_with(']') && bare(host).contains(':');
        let is_valid = is_bracketed || !host.contains([':', '[', ']']);
        let port = port.parse().ok().filter(|number| *number > 0 && port.bytes().all(|byte| byte.is_ascii_digit()))?;
        (is_valid && is_host(host)).then(|| Self::new(host, port))
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

/// An IP address, or labels of letters, digits, `-` and `_`.
pub(crate) fn is_host(host: &str) -> bool {
    if host.parse::<IpAddr>().is_ok() || bare(host).parse::<IpAddr>().is_ok() {
        return true;
    }
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.strip_suffix('.').unwrap_or(host).split('.').all(is_label)
}

/// A host without the brackets of an IPv6 address.
pub(crate) fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether this host is this machine. The addresses that `localhost` resolves to are checked again when connecting.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = bare(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Whether this host is one of Zoom's: zoom.us, zoomgov.com and what is below them.
pub(crate) fn is_zoom(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    ["zoom.us", "zoomgov.com"]
        .iter()
        .any(|zoom| host == *zoom || host.strip_suffix(zoom).is_some_and(|front| front.ends_with('.')))
}
