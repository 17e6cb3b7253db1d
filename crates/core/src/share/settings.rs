//! The options `share`, `share_password`, `share_required` and `share_fallback`.

use crate::net::host::{HostPort, is_host};
use crate::percent;
use crate::secret::Secret;
use std::fmt;
use std::path::PathBuf;

/// Nothing is shared unless a server is set.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ShareSettings {
    pub(crate) server: Option<Server>,
    /// The password, unless the URL has one.
    pub(crate) password: Secret,
    /// Whether calls end if the server cannot be used.
    pub(crate) required: bool,
    /// The percentage of the rate that is used while the server is away; `None` for an equal part for each member.
    pub(crate) fallback: Option<u32>,
}

impl ShareSettings {
    /// The password of the URL, else that of the option.
    pub(crate) fn password(&self) -> &Secret {
        let of_url = self.server.as_ref().map(|server| &server.password);
        of_url.filter(|password| !password.is_empty()).unwrap_or(&self.password)
    }
}

/// The server as `share` names it. `Debug` hides name and password.
#[derive(Clone, PartialEq)]
pub(crate) struct Server {
    pub(crate) endpoint: Endpoint,
    pub(crate) user: Secret,
    pub(crate) password: Secret,
    /// The number of the database.
    pub(crate) database: u32,
}

/// Where the server listens.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Tcp { server: HostPort, is_tls: bool },
    Unix(PathBuf),
}

const DEFAULT_PORT: u16 = 6379;
/// The longest URL, in bytes.
const MAX_URL_LEN: usize = 2048;
const ESCAPES: &str = "write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25";

impl Server {
    /// Reads a URL. Errors do not repeat it, since it may hold a password.
    pub(crate) fn parse(url: &str) -> Result<Self, String> {
        if !cfg!(feature = "redis") {
            return Err(
                "this build has no share: use one with the feature redis; on one machine, rate_file and token_cache \
                        do the same"
                    .to_owned(),
            );
        }
        let expected = || {
            format!(
                "expected redis://host:port, rediss://host:port for TLS, or redis+unix:///path, with a name and a password as \
                 redis://user:password@host:port, for which {ESCAPES}"
            )
        };
        let url = url.trim_ascii();
        let (scheme, rest) = url.split_once("://").ok_or_else(expected)?;
        if url.len() > MAX_URL_LEN || rest.contains(['?', '#', '\\', ' ']) {
            return Err(expected());
        }
        let scheme = scheme.to_ascii_lowercase();
        let is_unix = match scheme.as_str() {
            "redis" | "valkey" | "rediss" | "valkeys" => false,
            "redis+unix" | "valkey+unix" | "unix" => true,
            _ => return Err(expected()),
        };
        // A `/` begins the path, so there is none in a name or a password.
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (login, address) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let (user, password) = (Secret::of_url(user)?, Secret::of_url(password)?);
        if is_unix {
            let path =
                percent::decoded(path).filter(|path| path.len() > 1 && address.is_empty()).ok_or_else(expected)?;
            if cfg!(not(unix)) {
                return Err("Unix sockets are not supported on this system: use redis://host:port".to_owned());
            }
            return Ok(Self { endpoint: Endpoint::Unix(path.into()), user, password, database: 0 });
        }
        let (host, port) = match address.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| expected())?),
            _ => (address, DEFAULT_PORT),
        };
        let is_bracketed = host.starts_with('[') && host.ends_with(']');
        if port == 0 || host.is_empty() || !is_host(host) || host.contains(':') != is_bracketed {
            return Err(expected());
        }
        let database = match path.trim_start_matches('/') {
            "" => 0,
            number => number.parse().map_err(|_| expected())?,
        };
        let is_tls = scheme.ends_with('s') && scheme != "redis";
        let endpoint = Endpoint::Tcp { server: HostPort::new(host, port), is_tls };
        Ok(Self { endpoint, user, password, database })
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({}, login hidden)", self.endpoint)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { server, .. } => write!(f, "{server}"),
            Self::Unix(path) => write!(f, "{}", path.display()),
        }
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads `share_password`.
pub(crate) fn password(text: &str) -> Result<Secret, String> {
    match text.len() {
        0..=MAX_URL_LEN => Ok(Secret::new(text)),
        _ => Err(format!("expected at most {MAX_URL_LEN} characters")),
    }
}

/// Reads `share_fallback`.
pub(crate) fn fallback(text: &str) -> Result<Option<u32>, String> {
    let text = text.trim_ascii();
    if text.eq_ignore_ascii_case("auto") {
        return Ok(None);
    }
    let number = text.strip_suffix('%').unwrap_or(text).parse().ok();
    let number = number.filter(|number| (1..=100).contains(number));
    number.map(Some).ok_or_else(|| "expected auto, or a whole number of percent from 1 to 100".to_owned())
}

#[cfg(all(test, feature = "redis"))]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read() {
        let all = "rediss://us%40er:p%3Ass@[::1]:7000/3";
        let server = Server::parse(all).expect(all);
        assert_eq!((server.user.expose(), server.password.expose(), server.database), ("us@er", "p:ss", 3));
        assert_eq!(server.endpoint, Endpoint::Tcp { server: HostPort::new("::1", 7000), is_tls: true });
        let shown = format!("{server:?}");
        assert!(shown == "Server([::1]:7000, login hidden)", "{shown}");
        for (url, endpoint) in [
            ("redis://Cache", Endpoint::Tcp { server: HostPort::new("cache", 6379), is_tls: false }),
            ("valkeys://cache/", Endpoint::Tcp { server: HostPort::new("cache", 6379), is_tls: true }),
            ("REDIS://:pw@cache:1", Endpoint::Tcp { server: HostPort::new("cache", 1), is_tls: false }),
        ] {
            assert!(Server::parse(url).is_ok_and(|server| server.endpoint == endpoint), "{url}");
        }
        #[cfg(unix)]
        for url in ["redis+unix:///run/a%20b.sock", "redis+unix://user:pw@/run/a%20b.sock"] {
            let server = Server::parse(url).expect(url);
            assert_eq!(server.endpoint, Endpoint::Unix("/run/a b.sock".into()));
        }
    }

    #[test]
    fn a_wrong_url_is_refused_without_its_password() {
        for url in [
            "cache:6379",
            "http://:SECRET@cache",
            "redis://",
            "redis://:SECRET@",
            "redis://:SECRET@cache:0",
            "redis://:SECRET@cache:x",
            "redis://:SECRET@cache/x",
            "redis://:SEC/RET@cache",
            "redis://:SEC?RET@cache",
            "redis://a:b@c d",
            "redis+unix://",
            "redis+unix://host/path",
        ] {
            let why = Server::parse(url).expect_err(url);
            assert!(why.starts_with("expected redis://host:port") && !why.contains("SEC"), "{url}: {why}");
        }
        for url in ["redis://:SECRET%00@cache", "redis://:SECRET%@cache", "redis://SECRET%zz:@cache"] {
            let why = Server::parse(url).expect_err(url);
            assert!(why.contains("name") && why.contains("password") && !why.contains("SEC"), "{url}: {why}");
        }
    }

    #[test]
    fn the_fallback_is_a_percentage() {
        assert_eq!(fallback("Auto"), Ok(None));
        assert_eq!(fallback("25"), Ok(Some(25)));
        assert_eq!(fallback("25%"), Ok(Some(25)));
        for wrong in ["0", "101", "-1", "all", ""] {
            assert!(fallback(wrong).is_err(), "{wrong}");
        }
    }
}

#[cfg(all(test, not(feature = "redis")))]
mod tests {
    use super::*;

    #[test]
    fn a_build_without_it_says_so() {
        let why = Server::parse("redis://:SECRET@cache").expect_err("it is not there");
        assert!(why.starts_with("this build has no share: ") && !why.contains("SECRET"), "{why}");
    }
}
