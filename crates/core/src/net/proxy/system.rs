//! The proxy of the system's settings, on Windows only.

use super::url::Proxy;
use crate::net::fault::NetworkFault;
use crate::net::host::bare;
use crate::response::error::Error;
use crate::response::status::Status;

/// The user's `Internet Settings` of Windows.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// `ProxyEnable`.
    pub(crate) enabled: bool,
    /// `ProxyServer`: `host:port` for all protocols, or `http=host:port;https=host:port;socks=host:port`.
    pub(crate) server: String,
    /// `ProxyOverride`: hosts without a proxy, separated by `;`, with `*` in them, or `<local>`.
    pub(crate) bypass: String,
    /// `AutoConfigURL`: a script that chooses the proxy.
    pub(crate) script: String,
}

impl Settings {
    /// The settings of this system, empty where it has none.
    #[cfg(windows)]
    pub(crate) fn current() -> Self {
        const KEY: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
        let Ok(key) = windows_registry::CURRENT_USER.open(KEY) else { return Self::default() };
        let text = |name| key.get_string(name).unwrap_or_default();
        Self {
            enabled: key.get_u32("ProxyEnable").is_ok_and(|value| value != 0),
            server: text("ProxyServer"),
            bypass: text("ProxyOverride"),
            script: text("AutoConfigURL"),
        }
    }

    /// The settings of this system, empty where it has none.
    #[cfg(not(windows))]
    pub(crate) fn current() -> Self {
        Self::default()
    }

    /// The proxy for https to this host. A script is an error only if no proxy is named, because it cannot be run.
    pub(crate) fn proxy_for(&self, host: &str) -> Result<Option<Proxy>, Error> {
        const ORIGIN: &str = "the system's settings";
        if !self.enabled || self.server.trim().is_empty() {
            return if self.script.trim().is_empty() { Ok(None) } else { Err(NetworkFault::Script.error("")) };
        }
        if self.is_bypassed(host) {
            return Ok(None);
        }
        let Some(url) = self.server_for_https() else { return Ok(None) };
        let wrong = |why| Error::new(Status::Proxy, format!("the proxy of {ORIGIN}: {why}"));
        Proxy::parse(&url).map(|proxy| Some(proxy.named_by(ORIGIN))).map_err(wrong)
    }

    fn server_for_https(&self) -> Option<String> {
        if !self.server.contains('=') {
            return Some(self.server.clone());
        }
        let entries = self.server.split([';', ' ']).filter_map(|entry| entry.split_once('='));
        let named = |wanted: &str| {
            let mut entries = entries.clone();
            entries.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, server)| server.trim())
        };
        // Windows' own SOCKS is version 4.
        named("https").map(str::to_owned).or_else(|| {
            let server = named("socks")?;
            Some(if server.contains("://") { server.to_owned() } else { format!("socks4://{server}") })
        })
    }

    fn is_bypassed(&self, host: &str) -> bool {
        let host = bare(host).to_ascii_lowercase();
        self.bypass.split([';', ',', ' ']).map(str::trim).any(|entry| {
            let entry = entry.to_ascii_lowercase();
            let entry = entry.split_once("://").map_or(entry.as_str(), |(_, rest)| rest);
            match entry {
                "" => false,
                "<local>" => !host.contains(['.', ':']),
                _ => matches(bare(entry), &host),
            }
        })
    }
}

/// Whether a text matches a pattern in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part).and_then(|at| text.get(at + part.len()..)) {
            Some(after) => text = after,
            None => return false,
        }
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(enabled: bool, server: &str, bypass: &str, script: &str) -> Settings {
        let [server, bypass, script] = [server, bypass, script].map(str::to_owned);
        Settings { enabled, server, bypass, script }
    }

    #[test]
    fn the_values_of_the_registry_name_the_proxy() {
        for (server, expected) in [
            ("proxy.example.com:8080", Some("http://proxy.example.com:8080")),
            ("http://proxy.example.com:8080", Some("http://proxy.example.com:8080")),
            ("http=a:1;https=b:2;ftp=c:3", Some("http://b:2")),
            ("http=a:1; HTTPS=https://b:2", Some("https://b:2")),
            ("https=b:2 http=a:1", Some("http://b:2")),
            ("socks=s:1080", Some("socks4://s:1080")),
            ("socks=socks5://s:1080", Some("socks5://s:1080")),
            ("http=a:1;ftp=c:3", None),
            ("", None),
        ] {
            let chosen = settings(true, server, "", "").proxy_for("api.zoom.us").expect(server);
            let expected = expected.map(|url| Proxy::parse(url).expect(url).named_by("the system's settings"));
            assert_eq!(chosen, expected, "{server}");
            assert_eq!(settings(false, server, "", "").proxy_for("api.zoom.us").expect(server), None, "{server}");
        }
        let error = settings(true, "proxy:SECRET", "", "").proxy_for("api.zoom.us").expect_err("no port");
        assert_eq!(error.status(), Status::Proxy);
        assert!(
            error.message().starts_with("the proxy of the system's settings: ") && !error.message().contains("SECRET")
        );
    }

    #[test]
    fn hosts_may_be_left_out() {
        for (host, bypass, expected) in [
            ("api.zoom.us", "*.zoom.us", true),
            ("API.ZOOM.US", "<local>;*.Zoom.us", true),
            ("api.zoom.us", "https://api.zoom.us", true),
            ("api.zoom.us", "*", true),
            ("api.zoom.us", "a*.z*m.us", true),
            ("api.zoom.us", "zoom.us", false),
            ("zoom.us", "*.zoom.us", false),
            ("api.zoom.us", "<local>", false),
            ("api.zoom.us", ";; ;", false),
            ("api.zoom.us", "api*zoom.us.example", false),
            ("intranet", "<local>", true),
            ("10.1.2.3", "10.*", true),
            ("10.1.2.3", "<local>;11.*", false),
            ("[fe80::1]", "[fe80::1]", true),
            ("[fe80::1]", "<local>", false),
            ("aa", "a*a*a", false),
        ] {
            let chosen = settings(true, "p:1", bypass, "").proxy_for(host).expect("a proxy or none");
            assert_eq!(chosen.is_none(), expected, "{host} in {bypass}");
        }
    }

    #[test]
    fn a_script_is_reported() {
        let script = "http://wpad/wpad.dat";
        for settings in [settings(false, "p:1", "", script), settings(true, "", "", script)] {
            let error = settings.proxy_for("api.zoom.us").expect_err("a script");
            assert_eq!((error.status(), error.hint()), (Status::Proxy, NetworkFault::Script.hint()));
            assert!(error.message().contains("PAC"));
        }
        assert!(settings(true, "p:1", "", script).proxy_for("api.zoom.us").is_ok_and(|proxy| proxy.is_some()));
    }
}
