//! The handshakes of SOCKS 4, 4a and 5 (RFC 1928, RFC 1929).

use super::Login;
use super::proxy_stream::ProxyStream;
use crate::net::fault::NetworkFault;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::secret::Secret;
use std::net::{IpAddr, Ipv4Addr};
use zeroize::Zeroizing;

/// What the proxy connects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    Name(&'a str),
    Address(IpAddr),
}

impl<'a> Target<'a> {
    /// An address, or else a name, which the proxy resolves.
    pub(crate) fn of(host: &'a str) -> Self {
        host.parse().map_or(Self::Name(host), Self::Address)
    }
}

/// The longest host name that SOCKS can carry, in bytes.
const MAX_HOST_LEN: usize = 255;

/// Greets a proxy of version 5 and logs in.
pub(crate) fn greet5(stream: &mut ProxyStream<'_, '_>, login: Option<&Login>) -> Result<(), Error> {
    const NONE: u8 = 0;
    const PASSWORD: u8 = 2;
    const REFUSED: u8 = 255;
    stream.write(if login.is_some() { &[5, 2, NONE, PASSWORD] } else { &[5, 1, NONE] })?;
    match (stream.read()?, login) {
        ([5, NONE], _) => Ok(()),
        ([5, PASSWORD], Some(login)) => {
            stream.write(&password_request5(login))?;
            let [_, answer] = stream.read()?;
            if answer == 0 { Ok(()) } else { Err(NetworkFault::LoginRefused.error("")) }
        }
        ([5, PASSWORD | REFUSED], None) => Err(NetworkFault::LoginWanted.error("")),
        ([5, _], _) => Err(NetworkFault::LoginUnsupported.error("")),
        _ => Err(NetworkFault::ProxyNotSocks.error("")),
    }
}

/// Asks a proxy of version 5 for a connection.
pub(crate) fn request5(stream: &mut ProxyStream<'_, '_>, target: Target<'_>, port: u16) -> Result<(), Error> {
    stream.write(&connect_request5(target, port)?)?;
    let [version, reply, _, kind] = stream.read()?;
    if version != 5 {
        return Err(NetworkFault::ProxyNotSocks.error(""));
    }
    if reply != 0 {
        return Err(reply_error5(reply));
    }
    // The address from which the proxy connects is not used.
    match kind {
        1 => stream.read::<6>().map(drop),
        4 => stream.read::<18>().map(drop),
        3 => {
            let [length] = stream.read()?;
            (0..usize::from(length) + 2).try_for_each(|_| stream.read::<1>().map(drop))
        }
        _ => Err(NetworkFault::ProxyNotSocks.error("")),
    }
}

fn password_request5(login: &Login) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(3 + 2 * MAX_HOST_LEN));
    bytes.push(1);
    for part in [&login.name, &login.password] {
        // The URL's parser has checked the lengths.
        bytes.push(u8::try_from(part.expose().len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(part.expose().as_bytes());
    }
    bytes
}

fn connect_request5(target: Target<'_>, port: u16) -> Result<Vec<u8>, Error> {
    let mut bytes = vec![5, 1, 0];
    match target {
        Target::Address(IpAddr::V4(address)) => {
            bytes.push(1);
            bytes.extend_from_slice(&address.octets());
        }
        Target::Address(IpAddr::V6(address)) => {
            bytes.push(4);
            bytes.extend_from_slice(&address.octets());
        }
        Target::Name(name) => {
            bytes.extend_from_slice(&[3, u8::try_from(name.len()).map_err(|_| too_long())?]);
            bytes.extend_from_slice(name.as_bytes());
        }
    }
    bytes.extend_from_slice(&port.to_be_bytes());
    Ok(bytes)
}

fn too_long() -> Error {
    let why = format!("base_url: a SOCKS proxy takes host names of at most {MAX_HOST_LEN} bytes");
    Error::new(Status::InvalidArgument, why)
}

fn reply_error5(reply: u8) -> Error {
    match reply {
        1 => NetworkFault::ProxyFailed.error(": general failure"),
        2 => NetworkFault::ProxyRefused.error(": its rules forbid it"),
        3 => NetworkFault::ProxyFailed.error(": network unreachable"),
        4 => NetworkFault::ProxyFailed.error(": host unreachable"),
        5 => NetworkFault::ProxyFailed.error(": connection refused"),
        6 => NetworkFault::ProxyFailed.error(": too many redirects"),
        7 => NetworkFault::ProxyRefused.error(": it knows no CONNECT"),
        8 => NetworkFault::ProxyRefused.error(": it knows no addresses of this kind"),
        other => NetworkFault::ProxyRefused.error(&format!(" (SOCKS reply {other})")),
    }
}

/// Asks a proxy of version 4 for a connection.
pub(crate) fn request4(
    stream: &mut ProxyStream<'_, '_>,
    login: Option<&Login>,
    target: Target<'_>,
    port: u16,
) -> Result<(), Error> {
    stream.write(&connect_request4(login.map(|login| &login.name), target, port)?)?;
    match stream.read::<8>()? {
        [0, 90, ..] => Ok(()),
        [0, 91, ..] => Err(NetworkFault::ProxyFailed.error(" or refused to (SOCKS reply 91)")),
        [0, 92 | 93, ..] => Err(NetworkFault::LoginRefused.error(" (it asks this machine's identd)")),
        _ => Err(NetworkFault::ProxyNotSocks.error("")),
    }
}

fn connect_request4(user: Option<&Secret>, target: Target<'_>, port: u16) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (address, name) = match target {
        Target::Address(IpAddr::V4(address)) => (address, None),
        Target::Address(IpAddr::V6(_)) => return Err(NetworkFault::Socks4NeedsIpv4.error("")),
        Target::Name(name) if name.len() > MAX_HOST_LEN => return Err(too_long()),
        // 0.0.0.x marks SOCKS 4a: the host name follows.
        Target::Name(name) => (Ipv4Addr::new(0, 0, 0, 1), Some(name)),
    };
    let user = user.map(Secret::expose).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(10 + user.len() + MAX_HOST_LEN));
    bytes.extend_from_slice(&[4, 1]);
    bytes.extend_from_slice(&port.to_be_bytes());
    bytes.extend_from_slice(&address.octets());
    bytes.extend_from_slice(user.as_bytes());
    bytes.push(0);
    if let Some(name) = name {
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(0);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::options::Options;
    use crate::limits::deadline::{CancelToken, Deadline};
    use crate::net::pool::Http;
    use crate::net::transport::{Destination, Transport as _};
    use crate::request::headers::Headers;
    use crate::request::request::{Content, Request};
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::sync::mpsc::{Sender, channel};
    use std::thread;
    use std::time::{Duration, Instant};

    /// What the proxy does with a request for an address.
    #[derive(Clone, Copy)]
    enum Act {
        Say(u8),
        Close,
        Hang,
        /// Wants a login.
        Login,
    }

    /// Hears a hello, of version 5 with its answer, and a request, and acts on it.
    fn serve(mut stream: TcpStream, acts: &[(&str, Act)], asked: &Sender<IpAddr>) -> Option<()> {
        let mut head = [0; 4];
        let mut version = [0; 1];
        stream.read_exact(&mut version).ok()?;
        let is_5 = version == [5];
        let address = if is_5 {
            stream.read_exact(&mut head[..2]).ok()?;
            if acts.iter().any(|(_, act)| matches!(act, Act::Login)) {
                asked.send(IpAddr::from([0; 4])).ok()?;
                return stream.write_all(&[5, 255]).ok();
            }
            stream.write_all(&[5, 0]).ok()?;
            stream.read_exact(&mut head).ok()?;
            match head {
                [_, _, _, 1] => IpAddr::from(read::<6>(&mut stream)?.first_chunk::<4>().copied()?),
                _ => IpAddr::from(read::<18>(&mut stream)?.first_chunk::<16>().copied()?),
            }
        } else {
            let rest = read::<8>(&mut stream)?;
            IpAddr::from(rest.get(3..7)?.first_chunk::<4>().copied()?)
        };
        asked.send(address).ok()?;
        let act = acts.iter().find(|(known, _)| known.parse() == Ok(address)).map_or(Act::Close, |(_, act)| *act);
        match act {
            Act::Say(reply) if is_5 => stream.write_all(&[5, reply, 0, 1, 0, 0, 0, 0, 0, 0]).ok()?,
            Act::Say(reply) => stream.write_all(&[0, reply, 0, 0, 0, 0, 0, 0]).ok()?,
            Act::Close | Act::Login => {}
            // Until the other side gives up.
            Act::Hang => drop(stream.read(&mut [0])),
        }
        Some(())
    }

    fn read<const N: usize>(stream: &mut TcpStream) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        stream.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What a proxy is asked for by a client whose server has these addresses, and how the exchange ends.
    fn asked(scheme: &str, acts: &[(&str, Act)]) -> (Vec<String>, Error) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let proxy = listener.local_addr().expect("an address");
        let (sender, receiver) = channel();
        let mut options = Options::default();
        for (name, value) in [
            ("base_url", "https://zoom.test/v2".to_owned()),
            ("proxy", format!("{scheme}://{proxy}")),
            ("connect_timeout_ms", "4000".to_owned()),
        ] {
            options.set(name, &value).expect("valid");
        }
        let http = Http::new(&options.net);
        let addresses = acts.iter().map(|(ip, _)| SocketAddr::new(ip.parse().expect("an address"), 443)).collect();
        http.dns.insert("zoom.test:443", addresses);
        let request = Request::new("GET", "users/me", Headers::new(), Content::None).expect("valid");
        let nobody = Secret::default();
        let destination = Destination {
            base_url: &options.api_url(),
            credentials: &nobody,
            hidden: &nobody,
            secret_body: false,
            permit: None,
        };
        let wait = Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None);
        let error = thread::scope(|scope| {
            scope.spawn(|| {
                for stream in listener.incoming().take(acts.len() + 1) {
                    let _ = serve(stream.expect("a connection"), acts, &sender);
                }
            });
            let broken = http.exchange(&request, &destination, &wait).expect_err("no server is behind the proxy");
            // The proxy waits for no more.
            for _ in 0..=acts.len() {
                drop(TcpStream::connect(proxy));
            }
            broken.error
        });
        drop(sender);
        (receiver.iter().map(|address| address.to_string()).collect(), error)
    }

    /// Whether the exchange came through the proxy, behind which nobody speaks TLS.
    fn is_tunnelled(error: &Error) -> bool {
        error.message().starts_with("no TLS connection: the server closed the connection during the handshake")
    }

    #[test]
    fn the_next_address_is_tried_where_names_are_resolved_here() {
        const SIXTH: &str = "2001:db8::1";
        const NEXT_SIXTH: &str = "2001:db8::2";
        const FOURTH: &str = "192.0.2.1";
        const NEXT_FOURTH: &str = "192.0.2.2";
        for failure in [Act::Say(1), Act::Say(2), Act::Say(3), Act::Say(4), Act::Say(5), Act::Say(8), Act::Close] {
            let acts = [(SIXTH, failure), (NEXT_SIXTH, failure), (FOURTH, failure), (NEXT_FOURTH, Act::Say(0))];
            let (asked, error) = asked("socks5", &acts);
            assert_eq!(asked, [SIXTH, FOURTH, NEXT_SIXTH, NEXT_FOURTH]);
            assert!(is_tunnelled(&error), "{error}");
        }
        // SOCKS 4 has addresses of IPv4 only.
        let acts = [(SIXTH, Act::Close), (FOURTH, Act::Say(91)), (NEXT_FOURTH, Act::Say(90))];
        let (tried, error) = asked("socks4", &acts);
        assert_eq!(tried, [FOURTH, NEXT_FOURTH]);
        assert!(is_tunnelled(&error), "{error}");
        // A login that the proxy refuses is none of an address.
        let (tried, error) = asked("socks5", &[(SIXTH, Act::Login), (FOURTH, Act::Login)]);
        assert_eq!((tried.len(), error.message()), (1, NetworkFault::LoginWanted.what()));
        // The error is that of the last attempt.
        let (tried, error) = asked("socks5", &[(SIXTH, Act::Say(3)), (FOURTH, Act::Say(5))]);
        assert_eq!((tried.len(), error.status()), (2, Status::Proxy));
        assert!(error.message().contains("connection refused"), "{error}");
    }

    #[test]
    fn an_address_that_hangs_leaves_time_for_the_next() {
        let started = Instant::now();
        let (tried, error) = asked("socks5", &[("2001:db8::1", Act::Hang), ("192.0.2.1", Act::Say(0))]);
        assert_eq!(tried, ["2001:db8::1", "192.0.2.1"]);
        assert!(is_tunnelled(&error), "{error}");
        assert!(started.elapsed() < Duration::from_secs(4), "within connect_timeout_ms");
        let (tried, error) = asked("socks5", &[("2001:db8::1", Act::Hang), ("192.0.2.1", Act::Hang)]);
        assert_eq!((tried.len(), error.status()), (2, Status::Timeout));
        assert_eq!(error.message(), "timed out while connecting: connect_timeout_ms is 4000 ms");
    }

    #[test]
    fn requests_have_the_form_of_the_standard() {
        let name = Target::Name("api.zoom.us");
        let v4 = Target::Address(IpAddr::from([192, 0, 2, 1]));
        let v6 = Target::Address(IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]));
        assert_eq!(connect_request5(name, 443).expect("short"), b"\x05\x01\x00\x03\x0bapi.zoom.us\x01\xbb");
        assert_eq!(connect_request5(v4, 80).expect("short"), b"\x05\x01\x00\x01\xc0\x00\x02\x01\x00\x50");
        assert_eq!(
            connect_request5(v6, 443).expect("short"),
            b"\x05\x01\x00\x04\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\x01\xbb"
        );
        let user = Secret::new("me");
        assert_eq!(*connect_request4(Some(&user), v4, 443).expect("v4"), b"\x04\x01\x01\xbb\xc0\x00\x02\x01me\0");
        assert_eq!(*connect_request4(None, name, 443).expect("4a"), b"\x04\x01\x01\xbb\0\0\0\x01\0api.zoom.us\0");
        assert_eq!(connect_request4(None, v6, 443).expect_err("v6").status(), Status::Proxy);
        let long = "x".repeat(MAX_HOST_LEN + 1);
        assert_eq!(connect_request5(Target::Name(&long), 1).expect_err("long").status(), Status::InvalidArgument);
        assert_eq!(connect_request4(None, Target::Name(&long), 1).expect_err("long").status(), Status::InvalidArgument);
        let login = Login { name: Secret::new("user"), password: Secret::new("") };
        assert_eq!(*password_request5(&login), b"\x01\x04user\x00");
    }
}
