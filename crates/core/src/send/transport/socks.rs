//! SOCKS 4, 4a and 5 (RFC 1928, RFC 1929): what is said before the connection is one to the API.

use super::tunnel::Line;
use crate::answer::error::Error;
use crate::answer::fault;
use crate::answer::status::Status;
use crate::send::proxy::Login;
use crate::send::secret::Secret;
use std::net::{IpAddr, Ipv4Addr};
use ureq::unversioned::transport::Transport;
use zeroize::Zeroizing;

/// What the proxy is to connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target<'a> {
    Name(&'a str),
    Address(IpAddr),
}

/// The longest host name that SOCKS can carry, in bytes.
const LONGEST_NAME: usize = 255;

pub(super) fn version5<T: Transport>(
    line: &mut Line<'_, T>,
    login: Option<&Login>,
    target: Target<'_>,
    port: u16,
) -> Result<(), ureq::Error> {
    const NONE: u8 = 0;
    const PASSWORD: u8 = 2;
    const REFUSED: u8 = 255;
    let request = request5(target, port).map_err(|error| line.fail(error))?;
    line.say(if login.is_some() { &[5, 2, NONE, PASSWORD] } else { &[5, 1, NONE] })?;
    match (line.next()?, login) {
        ([5, NONE], _) => {}
        ([5, PASSWORD], Some(login)) => {
            line.say(&login5(login))?;
            let [_, answer] = line.next()?;
            if answer != 0 {
                return Err(line.fail(fault::LOGIN_REFUSED.error("")));
            }
        }
        ([5, PASSWORD | REFUSED], None) => return Err(line.fail(fault::LOGIN_WANTED.error(""))),
        ([5, _], _) => return Err(line.fail(fault::LOGIN_UNSUPPORTED.error(""))),
        _ => return Err(line.fail(fault::PROXY_NOT_SOCKS.error(""))),
    }
    line.say(&request)?;
    let [version, reply, _, kind] = line.next()?;
    if version != 5 {
        return Err(line.fail(fault::PROXY_NOT_SOCKS.error("")));
    }
    if reply != 0 {
        return Err(line.fail(refused5(reply)));
    }
    // The address from which the proxy connects, which is of no use here.
    match kind {
        1 => line.next::<6>().map(drop),
        4 => line.next::<18>().map(drop),
        3 => {
            let [length] = line.next()?;
            (0..usize::from(length) + 2).try_for_each(|_| line.next::<1>().map(drop))
        }
        _ => Err(line.fail(fault::PROXY_NOT_SOCKS.error(""))),
    }
}

fn login5(login: &Login) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(3 + 2 * LONGEST_NAME));
    bytes.push(1);
    for part in [&login.name, &login.password] {
        // Their lengths were judged when the URL was read.
        bytes.push(u8::try_from(part.expose().len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(part.expose().as_bytes());
    }
    bytes
}

fn request5(target: Target<'_>, port: u16) -> Result<Vec<u8>, Error> {
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
    let why = format!("base_url: a SOCKS proxy takes host names of at most {LONGEST_NAME} bytes");
    Error::new(Status::InvalidArgument, why)
}

fn refused5(reply: u8) -> Error {
    match reply {
        1 => fault::PROXY_FAILED.error(": general failure"),
        2 => fault::PROXY_REFUSED.error(": its rules forbid it"),
        3 => fault::PROXY_FAILED.error(": network unreachable"),
        4 => fault::PROXY_FAILED.error(": host unreachable"),
        5 => fault::PROXY_FAILED.error(": connection refused"),
        6 => fault::PROXY_FAILED.error(": too many hops"),
        7 => fault::PROXY_REFUSED.error(": it knows no CONNECT"),
        8 => fault::PROXY_REFUSED.error(": it knows no addresses of this kind"),
        other => fault::PROXY_REFUSED.error(&format!(" (SOCKS reply {other})")),
    }
}

pub(super) fn version4<T: Transport>(
    line: &mut Line<'_, T>,
    login: Option<&Login>,
    target: Target<'_>,
    port: u16,
) -> Result<(), ureq::Error> {
    let request = request4(login.map(|login| &login.name), target, port).map_err(|error| line.fail(error))?;
    line.say(&request)?;
    match line.next::<8>()? {
        [0, 90, ..] => Ok(()),
        [0, 91, ..] => Err(line.fail(fault::PROXY_FAILED.error(" or refused to (SOCKS reply 91)"))),
        [0, 92 | 93, ..] => Err(line.fail(fault::LOGIN_REFUSED.error(" (it asks this machine's identd)"))),
        _ => Err(line.fail(fault::PROXY_NOT_SOCKS.error(""))),
    }
}

fn request4(user: Option<&Secret>, target: Target<'_>, port: u16) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (address, name) = match target {
        Target::Address(IpAddr::V4(address)) => (address, None),
        Target::Address(IpAddr::V6(_)) => return Err(fault::SOCKS4_NEEDS_IPV4.error("")),
        Target::Name(name) if name.len() > LONGEST_NAME => return Err(too_long()),
        // An address that is none says that a name follows.
        Target::Name(name) => (Ipv4Addr::new(0, 0, 0, 1), Some(name)),
    };
    let user = user.map(Secret::expose).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(10 + user.len() + LONGEST_NAME));
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

    #[test]
    fn requests_have_the_form_of_the_standard() {
        let name = Target::Name("api.zoom.us");
        let v4 = Target::Address(IpAddr::from([192, 0, 2, 1]));
        let v6 = Target::Address(IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]));
        assert_eq!(request5(name, 443).expect("short"), b"\x05\x01\x00\x03\x0bapi.zoom.us\x01\xbb");
        assert_eq!(request5(v4, 80).expect("short"), b"\x05\x01\x00\x01\xc0\x00\x02\x01\x00\x50");
        assert_eq!(
            request5(v6, 443).expect("short"),
            b"\x05\x01\x00\x04\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\x01\xbb"
        );
        let user = Secret::new("me");
        assert_eq!(*request4(Some(&user), v4, 443).expect("v4"), b"\x04\x01\x01\xbb\xc0\x00\x02\x01me\0");
        assert_eq!(*request4(None, name, 443).expect("4a"), b"\x04\x01\x01\xbb\0\0\0\x01\0api.zoom.us\0");
        assert_eq!(request4(None, v6, 443).expect_err("v6").status(), Status::Proxy);
        let long = "x".repeat(LONGEST_NAME + 1);
        assert_eq!(request5(Target::Name(&long), 1).expect_err("long").status(), Status::InvalidArgument);
        assert_eq!(request4(None, Target::Name(&long), 1).expect_err("long").status(), Status::InvalidArgument);
        let login = Login { name: Secret::new("user"), password: Secret::new("") };
        assert_eq!(*login5(&login), b"\x01\x04user\x00");
    }
}
