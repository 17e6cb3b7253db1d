//! The target of a redirect, and whether the token may be sent there.

use crate::net::host::{is_host, is_loopback, is_zoom};
use ureq_proto::http::Uri;

/// The longest `Location` that is followed, in bytes.
const MAX_LOCATION_LEN: usize = 8 * 1024;

/// The URL that a redirect from `from` leads to, or why it is not followed.
///
/// The token is sent only over https to the same host or one of Zoom's, or over http from a loopback host to the same.
pub(crate) fn target(from: &str, location: &str) -> Result<String, String> {
    let unusable = || "it names no URL".to_owned();
    let location = location.split('#').next().unwrap_or_default();
    if location.len() > MAX_LOCATION_LEN || !location.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(unusable());
    }
    let from: Uri = from.parse().map_err(|_| unusable())?;
    let (Some(scheme), Some(authority)) = (from.scheme_str(), from.authority()) else { return Err(unusable()) };
    let absolute = if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else {
        location.to_owned()
    };
    let to: Uri = absolute.parse().map_err(|_| unusable())?;
    let (Some(to_scheme), Some(to_authority)) = (to.scheme_str(), to.authority()) else { return Err(unusable()) };
    let host = to_authority.host();
    if to_authority.as_str().contains('@') || !is_host(host) {
        return Err(unusable());
    }
    let is_same_host = host.eq_ignore_ascii_case(authority.host());
    match (to_scheme, is_same_host) {
        ("https", true) => Ok(absolute),
        ("https", false) if is_zoom(host) => Ok(absolute),
        ("http", true) if scheme == "http" && is_loopback(host) => Ok(absolute),
        ("https" | "http", false) => Err("it leads to a host that is neither the same nor Zoom's".to_owned()),
        _ => Err("it leads away from https".to_owned()),
    }
}

/// The origin of a URL from [`target`], and its path and query.
pub(crate) fn parts(url: &str) -> (&str, String) {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(start..).and_then(|rest| rest.find(['/', '?'])).map_or(url.len(), |at| start + at);
    let (origin, rest) = url.split_at(end);
    (origin, if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") })
}

/// A location for a message, without user info and query, which may contain secrets.
pub(crate) fn shown(location: &str) -> String {
    const MAX_SHOWN_CHARS: usize = 200;
    let front = location.split(['?', '#']).next().unwrap_or_default();
    let without_user = match front.split_once("//") {
        Some((scheme, rest)) => {
            let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
            format!("{scheme}//{}{path}", authority.rsplit('@').next().unwrap_or_default())
        }
        None => front.to_owned(),
    };
    without_user.chars().take(MAX_SHOWN_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_goes_to_the_same_host_and_to_zoom() {
        const FROM: &str = "https://api.zoom.us/v2/users/a";
        for (from, location, to) in [
            (FROM, "/v2/users/b?x=1#y", "https://api.zoom.us/v2/users/b?x=1"),
            (FROM, "https://api-eu.zoom.us/v2/users/a", "https://api-eu.zoom.us/v2/users/a"),
            (FROM, "https://api.zoomgov.com/v2", "https://api.zoomgov.com/v2"),
            (FROM, "//api-eu.zoom.us/v2", "https://api-eu.zoom.us/v2"),
            (FROM, "https://API.zoom.US/v2", "https://API.zoom.US/v2"),
            ("https://proxy.example.com/zoom", "https://proxy.example.com/z", "https://proxy.example.com/z"),
            ("http://127.0.0.1:8000/v2/x", "http://127.0.0.1:8000/y", "http://127.0.0.1:8000/y"),
            ("http://127.0.0.1:8000/v2/x", "https://127.0.0.1:8443/y", "https://127.0.0.1:8443/y"),
        ] {
            assert_eq!(target(from, location).as_deref(), Ok(to), "{location}");
        }
    }

    #[test]
    fn and_nowhere_else() {
        for (from, location) in [
            ("https://api.zoom.us/v2", "https://evil.example.com/v2"),
            ("https://api.zoom.us/v2", "https://zoom.us.evil.example.com/"),
            ("https://api.zoom.us/v2", "https://evilzoom.us/"),
            ("https://api.zoom.us/v2", "https://zoom.us@evil.example.com/"),
            ("https://api.zoom.us/v2", "https://evil.example.com\\@zoom.us/"),
            ("https://api.zoom.us/v2", "https://user@api.zoom.us/"),
            ("https://api.zoom.us/v2", "http://api.zoom.us/v2"),
            ("https://api.zoom.us/v2", "//evil.example.com/"),
            ("https://api.zoom.us/v2", "ftp://api.zoom.us/"),
            ("https://api.zoom.us/v2", ""),
            ("https://api.zoom.us/v2", "users/b"),
            ("https://api.zoom.us/v2", "https://"),
            ("https://localhost:1/v2", "http://localhost:1/v2"),
            ("http://127.0.0.1:1/v2", "http://localhost:1/v2"),
            ("http://localhost:1/v2", "https://127.0.0.1:1/v2"),
            ("http://127.0.0.1:1/v2", "http://[::1]:1/v2"),
        ] {
            assert!(target(from, location).is_err(), "{location}");
        }
    }

    #[test]
    fn a_url_has_two_parts() {
        for (url, origin, path_and_query) in [
            ("https://h:1/p/q?x=/", "https://h:1", "/p/q?x=/"),
            ("https://h?x=a/b", "https://h", "/?x=a/b"),
            ("https://h", "https://h", "/"),
            ("http://[::1]:1/", "http://[::1]:1", "/"),
        ] {
            assert_eq!(parts(url), (origin, path_and_query.to_owned()), "{url}");
        }
    }

    #[test]
    fn a_message_shows_no_query_and_no_password() {
        assert_eq!(shown("https://u:SECRET@h/p?t=SECRET#SECRET"), "https://h/p");
        assert_eq!(shown("https://h/users/a@b?t=SECRET"), "https://h/users/a@b");
        assert_eq!(shown("/p?t=SECRET"), "/p");
    }
}
