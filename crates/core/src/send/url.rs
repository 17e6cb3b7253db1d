//! Where the API and the token service are: URLs that are safe to send a secret to.

use std::net::IpAddr;
use ureq::http::Uri;

/// The longest base URL, in bytes. Zoom's has 25.
const LONGEST: usize = 2048;

/// Reads a base URL: `https` and a host, or `http` and this machine; a path without `/` at its end. Scheme and host come
/// out in lower case.
pub(super) fn base_url(value: &str, example: &str) -> Result<String, String> {
    let expected = || format!("expected a URL such as {example}");
    if value.len() > LONGEST {
        return Err(format!("expected at most {LONGEST} characters"));
    }
    let url: Uri = value.parse().map_err(|_| expected())?;
    let (Some(scheme), Some(authority)) = (url.scheme_str(), url.authority()) else { return Err(expected()) };
    let (scheme, host) = (scheme.to_ascii_lowercase(), authority.host().to_ascii_lowercase());
    if authority.as_str().contains('@') {
        return Err("a name or password has no place in it".to_owned());
    }
    if !is_host(&host) {
        return Err(expected());
    }
    match scheme.as_str() {
        "https" => {}
        "http" if is_loopback(&host) => {}
        "http" => return Err("http is allowed on this machine only (127.0.0.1, ::1, localhost): use https".to_owned()),
        _ => return Err(expected()),
    }
    let has_port = authority.as_str().len() != host.len();
    let port = match (has_port, authority.port_u16()) {
        (false, _) => String::new(),
        (true, Some(port)) if port > 0 => format!(":{port}"),
        (true, _) => return Err(expected()),
    };
    if value.contains(['?', '#']) {
        return Err("expected no query and no fragment".to_owned());
    }
    let path = url.path().trim_end_matches('/');
    if !is_path(path) {
        return Err("expected a path of plain names, e.g. /v2".to_owned());
    }
    Ok(format!("{scheme}://{host}{port}{path}"))
}

/// An IP address, or labels of letters, digits, `-` and `_`.
pub(super) fn is_host(host: &str) -> bool {
    if host.parse::<IpAddr>().is_ok() || bare(host).parse::<IpAddr>().is_ok() {
        return true;
    }
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.strip_suffix('.').unwrap_or(host).split('.').all(is_label)
}

/// Segments of RFC 3986's unreserved characters, none of which is `.` or `..`.
fn is_path(path: &str) -> bool {
    path.split('/').all(|segment| {
        !matches!(segment, "." | "..")
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~@:".contains(&byte))
    })
}

/// A host without the brackets of an IPv6 address.
pub(crate) fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether this host is this machine. What `localhost` resolves to is looked at once more when connecting.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = bare(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Whether this host is one of Zoom's: zoom.us, zoomgov.com and what is below them.
pub(super) fn is_zoom(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    ["zoom.us", "zoomgov.com"]
        .iter()
        .any(|zoom| host == *zoom || host.strip_suffix(zoom).is_some_and(|front| front.ends_with('.')))
}

/// The host and port of a URL that [`base_url`] has read.
pub(crate) fn place(url: &str) -> String {
    let Ok(url) = url.parse::<Uri>() else { return String::new() };
    let usual = if url.scheme_str() == Some("http") { 80 } else { 443 };
    format!("{}:{}", url.host().unwrap_or_default(), url.port_u16().unwrap_or(usual))
}

/// The path of a URL that [`base_url`] has read, at least `/`.
pub(super) fn path(url: &str) -> String {
    url.parse().map_or_else(|_| "/".to_owned(), |url: Uri| url.path().to_owned())
}

/// The host of a URL that [`base_url`] has read; "" of any other text.
pub(crate) fn host(url: &str) -> String {
    url.parse().ok().and_then(|url: Uri| url.host().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_urls_come_out_in_one_form() {
        for (given, read) in [
            ("https://api.zoom.us/v2", "https://api.zoom.us/v2"),
            ("HTTPS://API.Zoom.US/v2/", "https://api.zoom.us/v2"),
            ("https://api-eu.zoom.us:8443/v2//", "https://api-eu.zoom.us:8443/v2"),
            ("HTTP://LocalHost:1", "http://localhost:1"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://[::1]:1/v2", "http://[::1]:1/v2"),
        ] {
            assert_eq!(base_url(given, "").as_deref(), Ok(read), "{given}");
        }
    }

    #[test]
    fn others_are_refused() {
        for url in [
            "http://api.zoom.us/v2",
            "HTTP://api.zoom.us",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://[::2]",
            "api.zoom.us",
            "ftp://x",
            "https://",
            "https://u:p@x",
            "https://x?y",
            "https://x#y",
            "https://x/?",
            "x y",
            "https://x:",
            "https://x:0",
            "https://x:99999",
            "//x",
            "https://a..b",
            "https://h/a/../b",
            "https://h/.",
            "https://h/%zz",
            "https://h/%2e%2e",
            "https://h/\\..\\",
            "https://h/v2/{userId}",
        ] {
            assert!(base_url(url, "").is_err(), "{url}");
        }
    }
}
