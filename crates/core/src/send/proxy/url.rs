//! A proxy, and the URL that names it.

use crate::send::secret::Secret;
use crate::send::url::{bare, is_host};
use std::fmt;
use zeroize::Zeroizing;

/// What a proxy speaks.
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
}

/// A name and a password for a proxy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Login {
    pub(crate) name: Secret,
    pub(crate) password: Secret,
}

/// A proxy. Nothing of it is shown: in a URL that is not written right, the password may stand anywhere.
#[derive(Clone, PartialEq)]
pub(crate) struct Proxy {
    pub(crate) protocol: Protocol,
    /// A name, or an address without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) login: Option<Login>,
    /// Where it is named, if not by the option.
    pub(crate) origin: Option<&'static str>,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxy(hidden)")
    }
}

/// The longest URL of a proxy, in bytes.
const LONGEST: usize = 2048;
/// The longest name and the longest password that SOCKS 5 can carry, in bytes.
const LONGEST_FOR_SOCKS: usize = 255;

impl Proxy {
    /// Reads the URL of a proxy. What is wrong is said without the URL, which may hold a password.
    pub(super) fn parse(url: &str) -> Result<Self, String> {
        let expected = || {
            "expected a URL such as http://proxy.example.com:8080 (or https, socks5h, socks5, socks4a, socks4), with a \
             name and a password as http://name:password@..., special characters percent-encoded"
                .to_owned()
        };
        let url = url.trim();
        if is_script(url) {
            return Err("scripts (PAC) are not supported: give the URL of the proxy that the script names".to_owned());
        }
        if url.len() > LONGEST {
            return Err(format!("expected at most {LONGEST} characters"));
        }
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let (protocol, usual_port) = match scheme.to_ascii_lowercase().as_str() {
            "http" => (Protocol::Http, 80),
            "https" => (Protocol::Https, 443),
            "socks4" => (Protocol::Socks4, 1080),
            "socks4a" => (Protocol::Socks4a, 1080),
            "socks5" => (Protocol::Socks5, 1080),
            "socks5h" | "socks" => (Protocol::Socks5h, 1080),
            _ => return Err(expected()),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#', '\\']) {
            return Err(expected());
        }
        let (login, address) = match rest.rsplit_once('@') {
            Some((login, address)) => (Some(Login::parse(login, protocol)?), address),
            None => (None, rest),
        };
        let (host, port) = match address.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| expected())?),
            _ => (address, usual_port),
        };
        let is_bracketed = host.starts_with('[') && host.ends_with(']');
        if port == 0 || !is_host(host) || host.contains(':') != is_bracketed {
            return Err(expected());
        }
        Ok(Self { protocol, host: bare(host).to_ascii_lowercase(), port, login, origin: None })
    }

    /// Its host and port.
    pub(crate) fn place(&self) -> String {
        let Self { host, port, .. } = self;
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }

    /// The same proxy, named by `origin`.
    pub(super) fn named_by(self, origin: &'static str) -> Self {
        Self { origin: Some(origin), ..self }
    }
}

impl Login {
    fn parse(text: &str, protocol: Protocol) -> Result<Self, String> {
        let (name, password) = text.split_once(':').unwrap_or((text, ""));
        let login = Self { name: decoded(name)?, password: decoded(password)? };
        let lengths = [login.name.expose().len(), login.password.expose().len()];
        match protocol {
            Protocol::Http | Protocol::Https if login.name.expose().contains(':') => {
                Err("the name for the proxy holds a colon, which HTTP cannot carry".to_owned())
            }
            Protocol::Socks4 | Protocol::Socks4a if !login.password.is_empty() => {
                Err("SOCKS 4 has no passwords: use socks5 or socks5h".to_owned())
            }
            Protocol::Socks5 | Protocol::Socks5h
                if login.name.is_empty() || lengths.iter().any(|length| *length > LONGEST_FOR_SOCKS) =>
            {
                Err(format!("expected a name and a password of at most {LONGEST_FOR_SOCKS} bytes each"))
            }
            _ => Ok(login),
        }
    }
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> Result<Secret, String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let byte = match byte {
            b'%' => match (digit(rest.next()), digit(rest.next())) {
                (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or_default(),
                _ => return Err("in the name or password a % is not followed by two hex digits: write %25".to_owned()),
            },
            other => other,
        };
        bytes.push(byte);
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) if !text.chars().any(char::is_control) => Ok(Secret::new(text)),
        _ => Err("the name and password must be UTF-8 without control characters".to_owned()),
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
            ("http://u:SEC/RET@h", "expected a URL"),
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
        let long = format!("socks5h://u:{}@h", "x".repeat(LONGEST_FOR_SOCKS + 1));
        assert!(Proxy::parse(&long).expect_err("too long").contains("255"));
        assert!(Proxy::parse(&"h".repeat(LONGEST + 1)).expect_err("too long").contains("2048"));
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
            assert_eq!((read.protocol, read.host.as_str(), read.port), (protocol, host, port), "{url}");
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
