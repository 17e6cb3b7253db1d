//! The option vocabulary: every setting of a client, by one name in every language.

use super::secret::Secret;
use crate::VERSION;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::update::encoding::Encoding;
use crate::update::patch::{members, quoted};
use crate::update::related::nearest;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// Text.
    Text,
    /// Text that is never shown.
    Secret,
    /// An `http` or `https` URL.
    Url,
    /// The path of a file.
    File,
    /// Milliseconds from `min` to `max`.
    Milliseconds {
        /// Shortest time.
        min: u64,
        /// Longest time.
        max: u64,
    },
    /// `on` or `off` (also `true`, `false`, `1`, `0`, `yes`, `no`).
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// One name of the vocabulary.
#[derive(Debug)]
pub struct OptionInfo {
    /// The name.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// What it is where it is not set.
    pub default: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
}

impl OptionInfo {
    /// What it takes, in words.
    pub fn takes(&self) -> String {
        match self.kind {
            OptionKind::Text => "text".to_owned(),
            OptionKind::Secret => "text, never shown".to_owned(),
            OptionKind::Url => "URL".to_owned(),
            OptionKind::File => "path of a file".to_owned(),
            OptionKind::Milliseconds { min, max } => format!("milliseconds, {min} to {max}"),
            OptionKind::Switch => "on, off".to_owned(),
            OptionKind::Choice(words) => words.join(", "),
        }
    }
}

const fn option(name: &'static str, kind: OptionKind, default: &'static str, help: &'static str) -> OptionInfo {
    OptionInfo { name, kind, default, help }
}

const HOUR_MS: u64 = 3_600_000;

/// Every option.
pub const OPTIONS: &[OptionInfo] = &[
    option("token", OptionKind::Secret, "", "access token, without the word Bearer"),
    option("base_url", OptionKind::Url, "https://api.zoom.us/v2", "where the API is; http only on this machine"),
    option("encoding", OptionKind::Choice(&["json", "multipart"]), "json", "form of the body"),
    option("check", OptionKind::Choice(&["strict", "warn"]), "strict", "whether errors of the check stop the call"),
    option("timeout_ms", OptionKind::Milliseconds { min: 1, max: HOUR_MS }, "30000", "limit of one attempt"),
    option(
        "connect_timeout_ms",
        OptionKind::Milliseconds { min: 1, max: HOUR_MS },
        "10000",
        "limit of connecting, inside timeout_ms",
    ),
    option(
        "deadline_ms",
        OptionKind::Milliseconds { min: 1, max: 24 * HOUR_MS },
        "60000",
        "limit of the whole call with all waits",
    ),
    option("proxy", OptionKind::Text, "", "URL of an HTTP proxy; off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY"),
    option("ca_file", OptionKind::File, "", "PEM file of certificate authorities to trust as well"),
    option("system_roots", OptionKind::Switch, "on", "trust the system's certificate authorities"),
    option("user_agent", OptionKind::Text, "", "the header User-Agent; else zoomuser/VERSION"),
    option("sub_account_id", OptionKind::Text, "", "sub-account of the user, for tokens of a master account"),
    option("keep", OptionKind::Switch, "on", "keep the connection for the next call, for at most a minute"),
];

/// The option of this name.
pub fn option_info(name: &str) -> Option<&'static OptionInfo> {
    OPTIONS.iter().find(|option| option.name == name)
}

/// Whether errors of the check stop the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum CheckMode {
    #[default]
    Strict,
    Warn,
}

/// Which way to the API.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum ProxyChoice {
    /// As the environment says.
    #[default]
    Environment,
    /// None.
    Off,
    /// This one. The URL may hold a password.
    Url(String),
}

/// The settings of a client. Everything has a default but the token.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    token: Secret,
    pub(crate) base_url: String,
    pub(crate) encoding: Encoding,
    pub(crate) check: CheckMode,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) proxy: SecretProxy,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) system_roots: bool,
    pub(crate) user_agent: String,
    pub(crate) sub_account_id: String,
    pub(crate) keep: bool,
}

/// The proxy; it may hold a password and is therefore not shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct SecretProxy(pub(crate) ProxyChoice);

impl std::fmt::Debug for SecretProxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            ProxyChoice::Environment => "environment",
            ProxyChoice::Off => "off",
            ProxyChoice::Url(_) => "hidden",
        })
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            token: Secret::default(),
            base_url: default_of("base_url").to_owned(),
            encoding: Encoding::Json,
            check: CheckMode::Strict,
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(60),
            proxy: SecretProxy::default(),
            ca_file: None,
            system_roots: true,
            user_agent: format!("zoomuser/{VERSION}"),
            sub_account_id: String::new(),
            keep: true,
        }
    }
}

fn default_of(name: &str) -> &'static str {
    option_info(name).map_or("", |option| option.default)
}

/// The longest token that is taken, in bytes. Zoom's have some hundreds.
const LONGEST_TOKEN: usize = 16 * 1024;

impl Options {
    /// Sets an option from text. An empty text puts it back to its default.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let Some(info) = option_info(name) else {
            let hint = match nearest(name, OPTIONS.iter().map(|option| option.name)) {
                Some(near) => format!("; the nearest is {near}"),
                None => String::new(),
            };
            return Err(Error::new(Status::UnknownName, format!("{}: no such option{hint}", quoted(name))));
        };
        let value = if value.is_empty() { info.default } else { value };
        let wrong = |why: String| Error::new(Status::InvalidArgument, format!("{name}: {why}"));
        if value.chars().any(char::is_control) {
            return Err(wrong("holds a control character, e.g. the end of a line".to_owned()));
        }
        match name {
            "token" => self.token = token(value).map_err(wrong)?,
            "base_url" => self.base_url = base_url(value).map_err(wrong)?,
            "encoding" => self.encoding = if choice(info, value)? == 0 { Encoding::Json } else { Encoding::Multipart },
            "check" => self.check = if choice(info, value)? == 0 { CheckMode::Strict } else { CheckMode::Warn },
            "timeout_ms" => self.timeout = milliseconds(info, value)?,
            "connect_timeout_ms" => self.connect_timeout = milliseconds(info, value)?,
            "deadline_ms" => self.deadline = milliseconds(info, value)?,
            "proxy" => self.proxy = SecretProxy(proxy(value).map_err(wrong)?),
            "ca_file" => self.ca_file = (!value.is_empty()).then(|| PathBuf::from(value)),
            "system_roots" => self.system_roots = switch(info, value)?,
            "user_agent" => self.user_agent = user_agent(value).map_err(wrong)?,
            "sub_account_id" => self.sub_account_id = value.to_owned(),
            "keep" => self.keep = switch(info, value)?,
            _ => return Err(Error::new(Status::Internal, format!("{name}: listed, but not handled"))),
        }
        Ok(())
    }

    /// Sets every member of a JSON object: texts, numbers, `true` and `false`; `null` puts an option to its default.
    /// On an error the options are as before.
    pub fn set_all_json(&mut self, object: &str) -> Result<(), Error> {
        let mut all = self.clone();
        for (name, value) in members(object, "options")? {
            let value = value.get();
            if value.starts_with(['{', '[']) {
                let why = format!("{}: expected text, a number, true or false", quoted(&name));
                return Err(Error::new(Status::InvalidArgument, why));
            }
            match serde_json::from_str::<Option<String>>(value) {
                Ok(text) => all.set(&name, text.as_deref().unwrap_or_default())?,
                Err(_) => all.set(&name, value)?,
            }
        }
        *self = all;
        Ok(())
    }

    /// The token; it cannot be printed.
    pub(crate) fn token(&self) -> &Secret {
        &self.token
    }

    /// Where the API is.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The form of the body.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The file of additional certificate authorities.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }

    /// Whether plain http is spoken, which is allowed on this machine only.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.base_url.starts_with("http://")
    }
}

fn choice(info: &OptionInfo, value: &str) -> Result<usize, Error> {
    let OptionKind::Choice(words) = info.kind else { return Ok(0) };
    words.iter().position(|word| word.eq_ignore_ascii_case(value)).ok_or_else(|| expected(info))
}

fn switch(info: &OptionInfo, value: &str) -> Result<bool, Error> {
    match value.to_ascii_lowercase().as_str() {
        "on" | "true" | "1" | "yes" => Ok(true),
        "off" | "false" | "0" | "no" => Ok(false),
        _ => Err(expected(info)),
    }
}

fn milliseconds(info: &OptionInfo, value: &str) -> Result<Duration, Error> {
    let OptionKind::Milliseconds { min, max } = info.kind else { return Err(expected(info)) };
    match value.trim_ascii().parse::<u64>() {
        Ok(ms) if (min..=max).contains(&ms) => Ok(Duration::from_millis(ms)),
        _ => Err(expected(info)),
    }
}

fn expected(info: &OptionInfo) -> Error {
    let takes = match info.kind {
        OptionKind::Milliseconds { min, max } => format!("a whole number of milliseconds from {min} to {max}"),
        _ => format!("one of {}", info.takes()),
    };
    Error::new(Status::InvalidArgument, format!("{}: expected {takes}", info.name))
}

fn token(value: &str) -> Result<Secret, String> {
    if value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return Err("give the token alone, without the word Bearer".to_owned());
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("expected letters, digits and signs without blanks".to_owned());
    }
    if value.len() > LONGEST_TOKEN {
        return Err(format!("expected at most {LONGEST_TOKEN} characters"));
    }
    Ok(Secret::new(value))
}

/// An origin and a path without the `/` at its end.
fn base_url(value: &str) -> Result<String, String> {
    let expected = || "expected a URL such as https://api.zoom.us/v2".to_owned();
    let url: ureq::http::Uri = value.parse().map_err(|_| expected())?;
    let host = url.host().filter(|host| !host.is_empty()).ok_or_else(expected)?;
    match url.scheme_str() {
        Some("https") => {}
        Some("http") if is_loopback(host) => {}
        Some("http") => {
            return Err("http is allowed on this machine only (127.0.0.1, ::1, localhost): use https".to_owned());
        }
        _ => return Err(expected()),
    }
    if url.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err("a name or password has no place in it".to_owned());
    }
    if url.query().is_some() || value.contains(['?', '#']) {
        return Err("expected no query and no fragment".to_owned());
    }
    let has_port = url.authority().is_some_and(|authority| authority.as_str() != host);
    if has_port && url.port_u16().is_none_or(|port| port == 0) {
        return Err(expected());
    }
    Ok(value.trim_end_matches('/').to_owned())
}

/// Whether this host is this machine. What `localhost` resolves to is looked at once more when connecting.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn proxy(value: &str) -> Result<ProxyChoice, String> {
    match value {
        "" => Ok(ProxyChoice::Environment),
        _ if value.eq_ignore_ascii_case("off") => Ok(ProxyChoice::Off),
        _ => super::transport::proxy::parse(value).map(|_| ProxyChoice::Url(value.to_owned())),
    }
}

fn user_agent(value: &str) -> Result<String, String> {
    if value.is_empty() {
        return Ok(format!("zoomuser/{VERSION}"));
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') || value.trim_ascii() != value {
        return Err("expected printable ASCII characters, no blank at either end".to_owned());
    }
    Ok(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, value: &str) -> String {
        let mut options = Options::default();
        let error = options.set(name, value).expect_err(value);
        assert!(error.message().starts_with(&format!("{name}: ")), "{error}");
        error.message().to_owned()
    }

    #[test]
    fn every_listed_option_is_handled_and_its_default_is_true() {
        let defaults = format!("{:?}", Options::default());
        for info in OPTIONS {
            let mut options = Options::default();
            options.set(info.name, "").expect(info.name);
            options.set(info.name, info.default).expect(info.name);
            assert_eq!(format!("{options:?}"), defaults, "{}", info.name);
        }
    }

    #[test]
    fn an_unknown_option_names_the_nearest() {
        let error = Options::default().set("timeout", "1").expect_err("unknown");
        assert_eq!(error.status(), Status::UnknownName);
        let error = Options::default().set("baseurl", "1").expect_err("unknown");
        assert_eq!(error.message(), "baseurl: no such option; the nearest is base_url");
    }

    #[test]
    fn values_are_judged() {
        let mut options = Options::default();
        for url in [
            "https://api.zoom.us/v2",
            "https://api-eu.zoom.us/v2/",
            "http://127.0.0.1:1/v2",
            "http://[::1]:1",
            "http://localhost",
        ] {
            options.set("base_url", url).expect(url);
            assert!(!options.base_url().ends_with('/'));
        }
        for url in [
            "http://api.zoom.us/v2",
            "api.zoom.us",
            "ftp://x",
            "https://",
            "https://u:p@x",
            "https://x?y",
            "https://x#y",
            "x y",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "https://x:",
            "https://x:0",
            "https://x:99999",
            "//x",
        ] {
            refused("base_url", url);
        }
        for token in ["a b", "a\r\nX: y", "Bearer abc", "bearer abc", "ü", "a\0b"] {
            assert!(!refused("token", token).contains(token));
        }
        for time in ["0", "-1", "1.5", "x", "3600001", "99999999999999999999"] {
            refused("timeout_ms", time);
        }
        for agent in [" a", "ü", "a\nb"] {
            refused("user_agent", agent);
        }
        refused("encoding", "xml");
        refused("keep", "perhaps");
        for proxy in ["socks5://x:1", "x y", "http://", "ftp://x"] {
            refused("proxy", proxy);
        }
        options.set("timeout_ms", " 5 ").expect("blanks of BASIC's Str()");
        options.set("keep", "FALSE").expect("a switch");
        assert!(!options.keep);
    }

    #[test]
    fn json_sets_all_or_nothing() {
        let mut options = Options::default();
        options
            .set_all_json(r#"{"timeout_ms": 5, "keep": false, "check": "warn", "user_agent": null}"#)
            .expect("valid");
        assert_eq!((options.timeout, options.keep), (Duration::from_millis(5), false));
        for bad in [
            r#"{"timeout_ms":7,"keep":3}"#,
            r#"{"timeout_ms":7,"x":3}"#,
            r#"{"timeout_ms":[7]}"#,
            "7",
            r#"{"timeout_ms":7.0}"#,
        ] {
            options.set_all_json(bad).expect_err(bad);
            assert_eq!(options.timeout, Duration::from_millis(5));
        }
    }

    #[test]
    fn nothing_secret_is_shown() {
        let mut options = Options::default();
        options.set("token", "tok-secret").expect("valid");
        options.set("proxy", "http://user:pass-secret@localhost:1").expect("valid");
        assert!(!format!("{options:?} {options:#?}").contains("secret"));
    }
}
