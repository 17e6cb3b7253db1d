//! A proxy, and its URL.

use crate::net::host::{HostPort, is_host};
use crate::secret::Secret;
use std::fmt;

/// The protocol of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// HTTP with CONNECT.
    Http,
    /// The same inside TLS.
    Https,
    /// SOCKS 4; names are resolved here.
    Socks4,
    /// SOCKS 4a; names are resolved there.
    Socks4a,
    /// SOCKS 5; names are resolved here.
    Socks5,
    /// SOCKS 5; names are resolved there.
    Socks5h,
}

impl Protocol {
    /// The scheme of its URLs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks4 => "socks4",
            Self::Socks4a => "socks4a",
            Self::Socks5 => "socks5",
            Self::Socks5h => "socks5h",
        }
    }

    /// The version of SOCKS, unless it is HTTP.
    pub(crate) fn socks_version(self) -> Option<u8> {
        match self {
            Self::Http | Self::Https => None,
            Self::Socks4 | Self::Socks4a => Some(4),
            Self::Socks5 | Self::Socks5h => Some(5),
        }
    }
}

/// A name and a password for a proxy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Login {
    pub(crate) name: Secret,
    pub(crate) password: Secret,
}

/// A proxy. `Debug` shows nothing, because in a malformed URL the password may be anywhere.
#[derive(Clone, PartialEq)]
pub(crate) struct Proxy {
    pub(crate) protocol: Protocol,
    pub(crate) server: HostPort,
    pub(crate) login: Option<Login>,
    /// What names it, if not the option.
    pub(crate) origin: Option<&'static str>,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxy(hidden)")
    }
}

/// The longest URL of a proxy, in bytes.
const MAX_URL_LEN: usize = 2048;
/// Characters that would end the name, the password or the host.
const RESERVED: [char; 4] = ['/', '?', '#', '\\'];
const ESCAPES: &str = "write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, \\ as %5C, % as %25";
/// The longest name and the longest password of SOCKS 5, in bytes.
const MAX_SOCKS_LEN: usize = 255;

impl Proxy {
    /// Reads the URL of a proxy. Errors do not repeat the URL, which may hold a password.
    pub(crate) fn parse(url: &str) -> Result<Self, String> {
        let expected = || {
            format!(
                "expected a URL such as http://proxy.example.com:8080 (or https, socks5h, socks5, socks4a, socks4), with a \
                 name and a password as http://name:password@..., for which {ESCAPES}"
            )
        };
        let url = url.trim();
        if is_script(url) {
            return Err("scripts (PAC) are not supported: give the URL of the proxy that the script names".to_owned());
        }
        if url.len() > MAX_URL_LEN {
            return Err(format!("expected at most {MAX_URL_LEN} characters"));
        }
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let (protocol, default_port) = match scheme.to_ascii_lowercase().as_str() {
            "http" => (Protocol::Http, 80),
            "https" => (Protocol::Https, 443),
            "socks4" => (Protocol::Socks4, 1080),
            "socks4a" => (Protocol::Socks4a, 1080),
            "socks5" => (Protocol::Socks5, 1080),
            "socks5h" | "socks" => (Protocol::Socks5h, 1080),
            _ => return Err(expected()),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(RESERVED) {
            return Err(match rest.contains('@') {
                true => format!("the name or the password holds a character that must be percent-encoded: {ESCAPES}"),
                false => expected(),
            });
        }
        let (login, address) = match rest.rsplit_once('@') {
            Some((login, address)) => (Some(Login::parse(login, protocol)?), address),
            None => (None, rest),
        };
        let (host, port) = match address.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| expected())?),
            _ => (address, default_port),
        };
        let is_bracketed = host.starts_with('[') && host.ends_with(']');
        if port == 0 || !is_host(host) || host.contains(':') != is_bracketed {
            return Err(expected());
        }
        Ok(Self { protocol, server: HostPort::new(host, port), login, origin: None })
    }

    /// The same proxy, named by `origin`.
    pub(crate) fn named_by(self, origin: &'static str) -> Self {
        Self { origin: Some(origin), ..self }
    }
}

impl Login {
    fn parse(text: &str, protocol: Protocol) -> Result<Self, String> {
        let (name, password) = text.split_once(':').unwrap_or((text, ""));
        let login = Self { name: Secret::of_url(name)?, password: Secret::of_url(password)? };
        let lengths = [login.name.expose().len(), login.password.expose().len()];
        match protocol {
            Protocol::Http | Protocol::Https if login.name.expose().contains(':') => {
                Err("the name for the proxy holds a colon, which HTTP cannot carry".to_owned())
            }
            Protocol::Socks4 | Protocol::Socks4a if !login.password.is_empty() => {
                Err("SOCKS 4 has no passwords: use socks5 or socks5h".to_owned())
            }
            Protocol::Socks5 | Protocol::Socks5h
                if login.name.is_empty() || lengths.iter().any(|length| *length > MAX_SOCKS_LEN) =>
            {
                Err(format!("expected a name and a password of at most {MAX_SOCKS_LEN} bytes each"))
            }
            _ => Ok(login),
        }
    }
}

/// Whether a URL is that of a script that chooses a proxy.
fn is_script(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    url.starts_with("pac:") || url.starts_with("pac+") || path.ends_with(".pac") || path.ends_with("/wpad.dat")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_proxy_is_refused_without_its_password() {
        for (url, says) in [
            ("http://u:SECRET@", "expected a URL"),
            ("ftp://SECRET@h", "expected a URL"),
            ("socks6://SECRET@h", "expected a URL"),
            ("h h", "expected a URL"),
            ("", "expected a URL"),
            ("http://h:99999", "expected a URL"),
            ("http://h:0", "expected a URL"),
            ("http://h:", "expected a URL"),
            ("http://h:-1", "expected a URL"),
            ("http://::1:8080", "expected a URL"),
            ("http://[::1", "expected a URL"),
            ("http://h/path", "expected a URL"),
            ("http://h:1?q", "expected a URL"),
            ("http://h:1#f", "expected a URL"),
            ("http://u:SEC/RET@h", "/ as %2F"),
            ("http://u:SEC?RET@h:1", "? as %3F"),
            ("http://u:SEC#RET@h", "# as %23"),
            ("socks5h://u:SEC\\RET@h", "\\ as %5C"),
            ("http://SEC\\u:p@h:8080", "\\ as %5C"),
            ("https://u:SEC@RET#x@h", "@ as %40"),
            ("http://u:SEC@RET@h:x", "@ as %40"),
            ("http://u:SEC#RET", "# as %23"),
            ("http://h\u{fc}:1", "expected a URL"),
            ("http://u:SECRET%2@h", "write %25"),
            ("http://u:SECRET%zz@h", "write %25"),
            ("http://u:SECRET%0d%0a@h", "control characters"),
            ("http://u:SECRET%ff@h", "UTF-8"),
            ("http://u%3a:SECRET@h", "colon"),
            ("socks4://u:SECRET@h", "SOCKS 4 has no passwords"),
            ("socks5://:SECRET@h", "255"),
            ("pac:http://h/SECRET", "PAC"),
            ("pac+https://h/SECRET", "PAC"),
            ("http://h/SECRET/proxy.PAC?x", "PAC"),
            ("file:///etc/proxy.pac", "PAC"),
            ("http://wpad/wpad.dat", "PAC"),
        ] {
            let why = Proxy::parse(url).expect_err(url);
            assert!(why.contains(says), "{url}: {why}");
            assert!(!why.contains("SEC"), "{why}");
        }
        let long = format!("socks5h://u:{}@h", "x".repeat(MAX_SOCKS_LEN + 1));
        assert!(Proxy::parse(&long).expect_err("too long").contains("255"));
        assert!(Proxy::parse(&"h".repeat(MAX_URL_LEN + 1)).expect_err("too long").contains("2048"));
    }

    #[test]
    fn good_urls_are_read() {
        for (url, protocol, host, port) in [
            ("http://h:8080", Protocol::Http, "h", 8080),
            (" HTTP://H:8080/ ", Protocol::Http, "h", 8080),
            ("h:8080", Protocol::Http, "h", 8080),
            ("http://h", Protocol::Http, "h", 80),
            ("https://u:p@h", Protocol::Https, "h", 443),
            ("http://[::1]:3128", Protocol::Http, "::1", 3128),
            ("http://[::1]", Protocol::Http, "::1", 80),
            ("socks://h", Protocol::Socks5h, "h", 1080),
            ("socks4://user@h", Protocol::Socks4, "h", 1080),
            ("SOCKS4a://h:1", Protocol::Socks4a, "h", 1),
            ("socks5://h:1", Protocol::Socks5, "h", 1),
            ("socks5h://h:1", Protocol::Socks5h, "h", 1),
        ] {
            let read = Proxy::parse(url).expect(url);
            assert_eq!((read.protocol, read.server.host.as_str(), read.server.port), (protocol, host, port), "{url}");
        }
        let read = Proxy::parse("http://us%20er:p%40s+s:%25@h").expect("a login");
        let login = read.login.as_ref().expect("a login");
        assert_eq!((login.name.expose(), login.password.expose()), ("us er", "p@s+s:%"));
        let login = Proxy::parse("http://a@b:c@h").expect("an @ in the name").login.expect("a login");
        assert_eq!((login.name.expose(), login.password.expose()), ("a@b", "c"));
        assert_eq!(
            format!("{read:?} {login:?}"),
            "Proxy(hidden) Login { name: Secret(hidden), password: Secret(hidden) }"
        );
    }
}
