//! The way through a proxy: what is said to it before TLS with the API begins.

use super::link::Link;
use super::resolve::Lookup;
use super::socks::{self, Target};
use crate::answer::error::Error;
use crate::answer::fault;
use crate::send::proxy::{Login, Protocol, Proxy};
use crate::send::secret::Secret;
use crate::send::url::bare;
use std::net::{IpAddr, SocketAddr};
use ureq::unversioned::transport::{ConnectionDetails, Connector, NextTimeout, Transport};
use zeroize::Zeroize;

/// Makes the connections of a lane to its proxy connections to the API.
#[derive(Debug)]
pub(super) struct Tunnel {
    pub(super) link: Link,
    pub(super) proxy: Option<Proxy>,
    pub(super) user_agent: String,
    /// Resolves the API's host, where the proxy does not.
    pub(super) lookup: Lookup,
}

impl<In: Transport> Connector<In> for Tunnel {
    type Out = In;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<In>, ureq::Error> {
        let Some(mut transport) = chained else { return Ok(None) };
        let Some(proxy) = &self.proxy else { return Ok(Some(transport)) };
        let host = bare(details.uri.host().unwrap_or_default());
        let port = details.uri.port_u16().unwrap_or(443);
        let mut line = Line { transport: &mut transport, link: &self.link, timeout: details.timeout };
        let login = proxy.login.as_ref();
        match proxy.protocol {
            Protocol::Http | Protocol::Https => line.connect(host, port, &self.user_agent, login)?,
            Protocol::Socks4 | Protocol::Socks4a => {
                socks::version4(&mut line, login, self.target(proxy, host, port)?, port)?;
            }
            Protocol::Socks5 | Protocol::Socks5h => {
                socks::version5(&mut line, login, self.target(proxy, host, port)?, port)?;
            }
        }
        self.link.note(|way| way.tunnelled = true);
        Ok(Some(transport))
    }
}

impl Tunnel {
    /// What a SOCKS proxy is asked to connect to.
    fn target<'a>(&self, proxy: &Proxy, host: &'a str, port: u16) -> Result<Target<'a>, ureq::Error> {
        if let Ok(address) = host.parse() {
            return Ok(Target::Address(address));
        }
        if matches!(proxy.protocol, Protocol::Socks4a | Protocol::Socks5h) {
            return Ok(Target::Name(host));
        }
        let found = usable(proxy.protocol, &self.lookup.addresses(host, port)?);
        found.map(Target::Address).ok_or_else(|| self.link.fail(fault::SOCKS4_NEEDS_IPV4.error("")))
    }
}

/// The first address that this protocol can carry: SOCKS 4 knows those of IPv4 only.
fn usable(protocol: Protocol, addresses: &[SocketAddr]) -> Option<IpAddr> {
    addresses.iter().map(SocketAddr::ip).find(|address| protocol == Protocol::Socks5 || address.is_ipv4())
}

/// A connection to a proxy that is not a tunnel yet.
pub(super) struct Line<'a, T> {
    transport: &'a mut T,
    link: &'a Link,
    timeout: NextTimeout,
}

/// The longest head of a proxy's answer, in bytes, and its most lines.
const LONGEST_HEAD: usize = 16 * 1024;
const MOST_LINES: usize = 128;

impl<T: Transport> Line<'_, T> {
    /// Sends. Nothing stays in the buffers, for it may be a password.
    pub(super) fn say(&mut self, mut bytes: &[u8]) -> Result<(), ureq::Error> {
        while !bytes.is_empty() {
            let output = self.transport.buffers().output();
            let count = output.len().min(bytes.len());
            let (Some(room), Some((now, later))) = (output.get_mut(..count), bytes.split_at_checked(count)) else {
                break;
            };
            room.copy_from_slice(now);
            self.transport.transmit_output(count, self.timeout)?;
            self.transport.buffers().output().zeroize();
            bytes = later;
        }
        Ok(())
    }

    /// What the proxy has said so far.
    fn heard(&mut self) -> &[u8] {
        self.transport.buffers().input()
    }

    /// Waits for more.
    fn hear(&mut self) -> Result<(), ureq::Error> {
        if self.transport.await_input(self.timeout)? { Ok(()) } else { Err(self.fail(fault::PROXY_CLOSED.error(""))) }
    }

    /// The next bytes of the proxy.
    pub(super) fn next<const N: usize>(&mut self) -> Result<[u8; N], ureq::Error> {
        loop {
            if let Some(bytes) = self.heard().first_chunk::<N>() {
                let bytes = *bytes;
                self.transport.buffers().input_consume(N);
                return Ok(bytes);
            }
            self.hear()?;
        }
    }

    pub(super) fn fail(&self, error: Error) -> ureq::Error {
        self.link.fail(error)
    }

    /// Asks an HTTP proxy for a tunnel.
    fn connect(&mut self, host: &str, port: u16, user_agent: &str, login: Option<&Login>) -> Result<(), ureq::Error> {
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        self.say(
            format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\nUser-Agent: {user_agent}\r\n").as_bytes(),
        )?;
        if let Some(login) = login {
            let credentials = Secret::basic(login.name.expose(), &login.password);
            for part in ["Proxy-Authorization: Basic ", credentials.expose(), "\r\n"] {
                self.say(part.as_bytes())?;
            }
        }
        self.say(b"Proxy-Connection: Keep-Alive\r\n\r\n")?;
        loop {
            match read_head(self.heard()) {
                Head::Whole { length, status, schemes } => {
                    self.transport.buffers().input_consume(length);
                    return judge(status, &schemes, login.is_some()).map_err(|error| self.fail(error));
                }
                Head::Begun => self.hear()?,
                Head::Wrong(error) => return Err(self.fail(error)),
            }
        }
    }
}

/// The head of a proxy's answer, as far as it came.
enum Head {
    Begun,
    Whole { length: usize, status: u16, schemes: Vec<&'static str> },
    Wrong(Error),
}

/// The kinds of login that a proxy may ask for.
const SCHEMES: [&str; 6] = ["Basic", "NTLM", "Negotiate", "Kerberos", "Digest", "Bearer"];

fn read_head(bytes: &[u8]) -> Head {
    let mut headers = [httparse::EMPTY_HEADER; MOST_LINES];
    let mut answer = httparse::Response::new(&mut headers);
    match (answer.parse(bytes), answer.code) {
        (Ok(httparse::Status::Complete(length)), Some(status)) => {
            let asked = answer.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("proxy-authenticate"));
            let asked = asked.map(|header| String::from_utf8_lossy(header.value)).collect::<Vec<_>>().join(",");
            let words: Vec<&str> = asked.split(',').filter_map(|part| part.split_ascii_whitespace().next()).collect();
            let is_asked = |scheme: &&str| words.iter().any(|word| word.eq_ignore_ascii_case(scheme));
            Head::Whole { length, status, schemes: SCHEMES.into_iter().filter(is_asked).collect() }
        }
        (Ok(_), _) if bytes.len() < LONGEST_HEAD => Head::Begun,
        (Ok(_), _) => Head::Wrong(fault::PROXY_NOT_HTTP.error(": its head is longer than 16 KiB")),
        (Err(httparse::Error::TooManyHeaders), _) => {
            Head::Wrong(fault::PROXY_NOT_HTTP.error(": its head has more than 128 lines"))
        }
        // An alert, or a handshake.
        (Err(_), _) if bytes.starts_with(&[0x15, 3]) || bytes.starts_with(&[0x16, 3]) => {
            Head::Wrong(fault::PROXY_SPEAKS_TLS.error(""))
        }
        (Err(_), _) => Head::Wrong(fault::PROXY_NOT_HTTP.error("")),
    }
}

/// Whether the proxy made the tunnel, or why not.
fn judge(status: u16, schemes: &[&str], has_login: bool) -> Result<(), Error> {
    match status {
        200..=299 => Ok(()),
        407 if !schemes.is_empty() && !schemes.contains(&"Basic") => {
            Err(fault::LOGIN_UNSUPPORTED.error(&format!(" ({})", schemes.join(", "))))
        }
        // Some answer a wrong password as a server would.
        401 | 407 if has_login => Err(fault::LOGIN_REFUSED.error("")),
        401 | 407 => Err(fault::LOGIN_WANTED.error("")),
        500..=599 => Err(fault::PROXY_FAILED.error(&format!(" (HTTP {status})"))),
        _ => Err(fault::PROXY_REFUSED.error(&format!(" (HTTP {status})"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(answer: &str, has_login: bool) -> String {
        match read_head(answer.as_bytes()) {
            Head::Whole { length, status, schemes } => {
                assert_eq!(length, answer.len());
                judge(status, &schemes, has_login)
                    .map_or_else(|error| error.message().to_owned(), |()| "tunnel".to_owned())
            }
            Head::Begun => "begun".to_owned(),
            Head::Wrong(error) => error.message().to_owned(),
        }
    }

    #[test]
    fn answers_to_connect_are_understood() {
        let unsupported = |schemes: &str| format!("{} ({schemes})", fault::LOGIN_UNSUPPORTED.what);
        for (answer, has_login, expected) in [
            ("HTTP/1.1 200 Connection established\r\n\r\n", false, "tunnel".to_owned()),
            ("HTTP/1.0 200\r\nX: y\r\n\r\n", true, "tunnel".to_owned()),
            ("HTTP/1.1 200 OK\r\n", false, "begun".to_owned()),
            ("", false, "begun".to_owned()),
            ("HTTP/1.1 407 x\r\n\r\n", false, fault::LOGIN_WANTED.what.to_owned()),
            ("HTTP/1.1 407 x\r\n\r\n", true, fault::LOGIN_REFUSED.what.to_owned()),
            ("HTTP/1.1 401 x\r\n\r\n", true, fault::LOGIN_REFUSED.what.to_owned()),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: basic realm=\"NTLM, x\"\r\n\r\n",
                true,
                fault::LOGIN_REFUSED.what.to_owned(),
            ),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM\r\nproxy-authenticate: Basic realm=x\r\n\r\n",
                false,
                fault::LOGIN_WANTED.what.to_owned(),
            ),
            ("HTTP/1.1 407 x\r\nProxy-Authenticate: Negotiate, ntlm\r\n\r\n", false, unsupported("NTLM, Negotiate")),
            ("HTTP/1.1 407 x\r\nProxy-Authenticate: Kerberos\r\n\r\n", true, unsupported("Kerberos")),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n\r\n",
                true,
                unsupported("Digest"),
            ),
            ("HTTP/1.1 403 x\r\n\r\n", false, format!("{} (HTTP 403)", fault::PROXY_REFUSED.what)),
            ("HTTP/1.1 503 x\r\n\r\n", false, format!("{} (HTTP 503)", fault::PROXY_FAILED.what)),
            ("SSH-2.0\r\n\r\n", false, fault::PROXY_NOT_HTTP.what.to_owned()),
            ("\u{15}\u{3}\u{3}\0\u{2}\u{2}\u{16}", false, fault::PROXY_SPEAKS_TLS.what.to_owned()),
        ] {
            assert_eq!(said(answer, has_login), expected, "{answer}");
        }
    }

    #[test]
    fn socks4_takes_an_address_of_ipv4() {
        let both = [SocketAddr::from(([0u16; 8], 1)), SocketAddr::from(([192, 0, 2, 1], 1))];
        assert_eq!(usable(Protocol::Socks5, &both), Some(both[0].ip()));
        assert_eq!(usable(Protocol::Socks4, &both), Some(both[1].ip()));
        assert_eq!(usable(Protocol::Socks4, &both[..1]), None);
    }

    #[test]
    fn a_head_is_bounded() {
        let lines = |count| format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(count));
        assert_eq!(said(&lines(MOST_LINES), false), "tunnel");
        assert!(said(&lines(MOST_LINES + 1), false).contains("128 lines"));
        let endless = format!("HTTP/1.1 200 OK\r\nX: {}", "y".repeat(LONGEST_HEAD));
        assert!(said(&endless, false).contains("16 KiB"));
    }
}
