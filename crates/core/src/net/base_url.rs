//! Base URLs of the API and of the token service, to which secrets may be sent.

use super::host::{HostPort, is_host, is_loopback};
use std::fmt;
use ureq_proto::http::Uri;

/// The longest base URL, in bytes. Zoom's has 25.
const MAX_URL_LEN: usize = 2048;

/// A base URL: `https`, or `http` to this machine.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    text: String,
    is_https: bool,
    server: HostPort,
    /// Where the path begins in the text.
    path_start: usize,
}

impl BaseUrl {
    /// Reads a base URL: `https` and a host, or `http` and this machine. Scheme and host become lower case, and `/` at the
    /// end of the path goes. `example` is for the message.
    pub(crate) fn parse(value: &str, example: &str) -> Result<Self, String> {
        let expected = || format!("expected a URL such as {example}");
        if value.len() > MAX_URL_LEN {
            return Err(format!("expected at most {MAX_URL_LEN} characters"));
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
        let is_https = match scheme.as_str() {
            "https" => true,
            "http" if is_loopback(&host) => false,
            "http" => {
                return Err("http is allowed on this machine only (127.0.0.1, ::1, localhost): use https".to_owned());
            }
            _ => return Err(expected()),
        };
        let has_port = authority.as_str().len() != host.len();
        let port = match (has_port, authority.port_u16()) {
            (false, _) => None,
            (true, Some(port)) if port > 0 => Some(port),
            (true, _) => return Err(expected()),
        };
        if value.contains(['?', '#']) {
            return Err("expected no query and no fragment".to_owned());
        }
        let path = url.path().trim_end_matches('/');
        if !is_path(path) {
            return Err("expected a path of plain names, e.g. /v2".to_owned());
        }
        Ok(Self::of_parts(is_https, &host, port, path))
    }

    /// The base URL of a host that is known when this is compiled.
    pub(crate) fn https(host: &'static str, path: &'static str) -> Self {
        Self::of_parts(true, host, None, path)
    }

    fn of_parts(is_https: bool, host: &str, port: Option<u16>, path: &str) -> Self {
        let (scheme, default_port) = if is_https { ("https", 443) } else { ("http", 80) };
        let mut text = format!("{scheme}://{host}");
        if let Some(port) = port {
            text.push_str(&format!(":{port}"));
        }
        let path_start = text.len();
        text.push_str(path);
        Self { text, is_https, server: HostPort::new(host, port.unwrap_or(default_port)), path_start }
    }

    /// The URL, without `/` at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_https(&self) -> bool {
        self.is_https
    }

    /// Scheme, host, and the port if the URL names one.
    pub(crate) fn origin(&self) -> &str {
        self.text.get(..self.path_start).unwrap_or_default()
    }

    /// The host and the port, which is the scheme's unless the URL names one.
    pub(crate) fn server(&self) -> &HostPort {
        &self.server
    }

    /// The path, without `/` at its end.
    pub(crate) fn path(&self) -> &str {
        self.text.get(self.path_start..).unwrap_or_default()
    }

    /// Why the API is probably not below this URL.
    pub(crate) fn doubt(&self) -> Option<&'static str> {
        let segments = || self.path().split('/');
        match segments().filter(|segment| *segment == "v2").count() {
            _ if segments().next_back().is_some_and(|last| last.eq_ignore_ascii_case("users")) => {
                Some("ends in /users, which is added to it: leave /users out, as in https://api.zoom.us/v2")
            }
            0 => Some("has no /v2 in its path, which Zoom's API has: write it as in https://api.zoom.us/v2"),
            1 => None,
            _ => Some("has /v2 more than once: write it as in https://api.zoom.us/v2"),
        }
    }
}

/// Zoom's API.
impl Default for BaseUrl {
    fn default() -> Self {
        Self::https("api.zoom.us", "/v2")
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// Whether every segment has only unreserved characters of RFC 3986, `@` and `:`, and none is `.` or `..`.
fn is_path(path: &str) -> bool {
    path.split('/').all(|segment| {
        !matches!(segment, "." | "..")
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~@:".contains(&byte))
    })
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
            let url = BaseUrl::parse(given, "").expect(given);
            assert_eq!(url.as_str(), read, "{given}");
            assert_eq!(BaseUrl::parse(read, ""), Ok(url), "{given}");
        }
    }

    #[test]
    fn the_parts_are_known() {
        for (url, is_https, origin, server, path) in [
            ("https://api.zoom.us/v2", true, "https://api.zoom.us", "api.zoom.us:443", "/v2"),
            ("http://localhost", false, "http://localhost", "localhost:80", ""),
            ("http://[::1]:8080/v2", false, "http://[::1]:8080", "[::1]:8080", "/v2"),
        ] {
            let read = BaseUrl::parse(url, "").expect(url);
            assert_eq!((read.is_https(), read.origin(), read.path()), (is_https, origin, path), "{url}");
            assert_eq!(read.server().to_string(), server, "{url}");
        }
        assert_eq!(BaseUrl::parse("https://api.zoom.us/v2", ""), Ok(BaseUrl::default()));
    }

    #[test]
    fn doubtful_urls_are_reported() {
        for (url, part) in [
            ("https://api.zoom.us/v2", None),
            ("https://gateway.example.com/zoom/v2", None),
            ("https://gateway.example.com/v2/zoom", None),
            ("https://api.zoom.us", Some("no /v2")),
            ("https://api.zoom.us/v1", Some("no /v2")),
            ("https://api.zoom.us/v2/users", Some("ends in /users")),
            ("https://api.zoom.us/users", Some("ends in /users")),
            ("https://api.zoom.us/v2/v2", Some("more than once")),
        ] {
            let read = BaseUrl::parse(url, "").expect(url);
            assert_eq!(read.doubt().map(|doubt| doubt.contains(part.unwrap_or("?"))), part.map(|_| true), "{url}");
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
            assert!(BaseUrl::parse(url, "").is_err(), "{url}");
        }
    }
}
