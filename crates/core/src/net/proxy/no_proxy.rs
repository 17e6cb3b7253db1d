//! `NO_PROXY`: which hosts are reached without the proxy.

use crate::net::host::bare;
use std::net::IpAddr;

/// Whether a `NO_PROXY` list names this host, by the rules of curl 7.86 and later: entries are separated by commas; a
/// name stands for itself and everything below it, with or without a dot before or after it; an address may have the
/// length of a network (`10.0.0.0/8`); `*` stands for every host. Beyond curl's rules, blanks separate too, `*.` may
/// stand before a name, `*` may stand beside others, and an entry may end in a port, which then must be the one called.
pub(crate) fn is_excluded(host: &str, port: u16, list: &str) -> bool {
    let host = bare(host);
    let host = host.strip_suffix('.').unwrap_or(host);
    list.split([',', ' ', '\t']).filter(|entry| !entry.is_empty()).any(|entry| match host.parse::<IpAddr>() {
        Ok(address) => entry == "*" || names_address(entry, address, port),
        Err(_) => names_host(entry, host, port),
    })
}

fn names_host(entry: &str, host: &str, port: u16) -> bool {
    let (name, entry_port) = match entry.rsplit_once(':') {
        Some((name, digits)) => (name, Some(digits)),
        None => (entry, None),
    };
    if entry_port.is_some_and(|digits| digits.parse() != Ok(port)) {
        return false;
    }
    if name == "*" {
        return true;
    }
    let name = name.strip_prefix('*').filter(|rest| rest.starts_with('.')).unwrap_or(name);
    let name = name.strip_prefix('.').unwrap_or(name);
    let name = name.strip_suffix('.').unwrap_or(name);
    let Some(front) = host.len().checked_sub(name.len()) else { return false };
    let Some((front, end)) = host.split_at_checked(front) else { return false };
    !name.is_empty() && end.eq_ignore_ascii_case(name) && (front.is_empty() || front.ends_with('.'))
}

fn names_address(entry: &str, address: IpAddr, port: u16) -> bool {
    let (network, bits) = match entry.split_once('/') {
        // Without a valid length nothing matches; curl treats 0 as no length.
        Some((network, digits)) => match digits.parse::<u32>() {
            Ok(0) => (network, None),
            Ok(bits) => (network, Some(bits)),
            Err(_) => return false,
        },
        None => (entry, None),
    };
    // A colon belongs to a port after an IPv4 address or after brackets, and to an IPv6 address otherwise.
    let network = match network.rsplit_once(':') {
        Some((front, digits)) if !front.contains(':') || front.ends_with(']') => {
            if digits.parse() != Ok(port) {
                return false;
            }
            front
        }
        _ => network,
    };
    match (address, bare(network).parse()) {
        (IpAddr::V4(address), Ok(IpAddr::V4(network))) => {
            same_start(u32::from(address).into(), u32::from(network).into(), 32, bits)
        }
        (IpAddr::V6(address), Ok(IpAddr::V6(network))) => same_start(address.into(), network.into(), 128, bits),
        _ => false,
    }
}

/// Whether two addresses of `width` bits agree in their first `bits`, or in all.
fn same_start(one: u128, other: u128, width: u32, bits: Option<u32>) -> bool {
    let bits = bits.unwrap_or(width);
    match width.checked_sub(bits) {
        Some(rest) => (one ^ other).checked_shr(rest).unwrap_or(0) == 0,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_curl_reads_them() {
        for (host, list, expected) in [
            ("api.zoom.us", "*", true),
            ("10.1.2.3", "*", true),
            ("[::1]", "*", true),
            ("api.zoom.us", "", false),
            ("api.zoom.us", ",", false),
            ("api.zoom.us", ".", false),
            ("api.zoom.us", "*.", false),
            ("api.zoom.us", "zoom.us", true),
            ("api.zoom.us", ".zoom.us", true),
            ("zoom.us", ".zoom.us", true),
            ("zoom.us.", ".zoom.us", true),
            ("api.zoom.us.", "localhost,.zoom.us,.example.com", true),
            ("api.zoom.us", ".zoom.us.,example.com", true),
            ("api.zoom.us", "api.zoom.us.", true),
            ("API.Zoom.us", "aPI.zoom.US", true),
            ("notzoom.us", "zoom.us", false),
            ("api.zoom.us", "oom.us", false),
            ("api.zoom.us", "zoom.us.example.com", false),
            ("api.zoom.us", "us.zoom.api", false),
            ("zoom.us", "api.zoom.us", false),
            ("api.zoom.us", "api.zoom.us.api.zoom.us", false),
            ("bar", "foo,,,,,   bar, ::1/64", true),
            ("bar", "foo, barfoo", false),
            ("localhost", "127.0.0.1,localhost,", true),
            ("127.0.0.1", "localhost,127.0.0.1", true),
            ("127.0.0.1", "0.0.1", false),
            ("127.0.0.1", ".0.0.1", false),
            ("127.0.0.1", "127.0.0.1.127.0.0.1", false),
            ("127.0.0.1", "127.0.0.1/28", true),
            ("192.168.0.1", "192.168.0.0/16", true),
            ("192.168.0.1", "192.168.0.0/24", true),
            ("192.168.1.1", "192.168.0.0/24", false),
            ("192.168.1.1", "foo, bar, 192.168.0.0/16", true),
            ("192.168.0.1", "192.168.0.0/32", false),
            ("192.168.0.1", "192.168.0.0", false),
            ("192.160.0.1", "192.160.0.1/33", false),
            ("192.160.0.1", "192.160.0.1/0", true),
            ("192.160.0.1", "10.0.0.1/0", false),
            ("192.160.0.1", "10.0.0.1/8", false),
            ("192.160.0.1", "128.0.0.0/1", true),
            ("92.160.0.1", "128.0.0.0/1", false),
            ("192.160.0.1", "192.160.0.1/x", false),
            ("192.160.0.1", "192.160.0.1/", false),
            ("[::1]", "::1", true),
            ("[::1]", "[::1]", true),
            ("[::1]", "0:0::1/128", true),
            ("[::1]", "0:0::1/129", false),
            ("[::1]", "foo, bar, ::1/64", true),
            ("[::1]", "127.0.0.1/8", false),
            ("[fe80::1:2]", "fe80::/64", true),
            ("[fe80::1:2]", "fe81::/64", false),
            ("[fe80::1:2]", "fe80::/10", true),
            ("[ff80::1:2]", "fe80::/10", false),
            ("10.0.0.1", "zoom.us", false),
        ] {
            assert_eq!(is_excluded(host, 443, list), expected, "{host} in {list:?}");
        }
    }

    #[test]
    fn beyond_curl_there_are_ports_and_stars() {
        for (host, port, list, expected) in [
            ("api.zoom.us", 443, "api.zoom.us:443", true),
            ("api.zoom.us", 443, "api.zoom.us:80", false),
            ("api.zoom.us", 443, "api.zoom.us:443x", false),
            ("api.zoom.us", 443, "*.zoom.us", true),
            ("api.zoom.us", 443, "*zoom.us", false),
            ("api.zoom.us", 443, "example.com *", true),
            ("10.0.0.1", 8443, "10.0.0.1:8443", true),
            ("10.0.0.1", 8443, "10.0.0.1:443", false),
            ("[::1]", 8, "[::1]:8", true),
            ("[::1]", 8, "[::1]:9", false),
        ] {
            assert_eq!(is_excluded(host, port, list), expected, "{host}:{port} in {list:?}");
        }
    }
}
