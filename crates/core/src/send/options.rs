//! The option vocabulary: every setting of a client, by one name in every language.

use super::connect_to::ConnectTo;
use super::credentials::{self, Credentials};
use super::plan::Plan;
use super::proxy::ProxyChoice;
use super::secret::Secret;
use super::url::{base_url, host};
use super::values::{LONGEST_TEXT, choice, file, milliseconds, number, switch, token, too_long, user_agent};
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
    /// A whole number from `min` to `max`.
    Number {
        /// Smallest number.
        min: u64,
        /// Largest number.
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
            OptionKind::Number { min, max } => format!("whole number, {min} to {max}"),
            OptionKind::Switch => "on, off".to_owned(),
            OptionKind::Choice(words) => words.join(", "),
        }
    }
}

const fn option(name: &'static str, kind: OptionKind, default: &'static str, help: &'static str) -> OptionInfo {
    OptionInfo { name, kind, default, help }
}

const HOUR_MS: u64 = 3_600_000;

/// Where the API is, unless something else is said.
const API: &str = "https://api.zoom.us/v2";

/// Every option.
pub const OPTIONS: &[OptionInfo] = &[
    option("token", OptionKind::Secret, "", "access token, without the word Bearer"),
    option(
        "account_id",
        OptionKind::Text,
        "",
        "account of a Server-to-Server OAuth app; the app's id and secret go with it",
    ),
    option("client_id", OptionKind::Text, "", "client id of the app"),
    option("client_secret", OptionKind::Secret, "", "client secret of the app"),
    option("token_url", OptionKind::Url, "https://zoom.us/oauth/token", "where the app gets its tokens"),
    option("token_cache", OptionKind::File, "", "file by which processes share the app's token; one file an app"),
    option(
        "base_url",
        OptionKind::Url,
        "",
        "where the API is; else https://api.zoom.us/v2 or what comes with the token",
    ),
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
    option(
        "max_retries",
        OptionKind::Number { min: 0, max: 20 },
        "3",
        "repetitions of a request that failed for the moment",
    ),
    option(
        "plan",
        OptionKind::Choice(Plan::WORDS),
        "pro",
        "Zoom plan of the account, whose rate is kept; none for no pacing",
    ),
    option("rate_share", OptionKind::Number { min: 1, max: 100 }, "100", "percent of the plan's rate that may be used"),
    option("rate_file", OptionKind::File, "", "file by which processes share the rate; one file an account"),
    option(
        "proxy",
        OptionKind::Text,
        "",
        "URL of a proxy (http, https, socks5h, socks5, socks4a, socks4); off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY",
    ),
    option(
        "connect_to",
        OptionKind::Text,
        "",
        "HOST:PORT=ADDRESS:PORT, several by comma: connect there, all else stays HOST's",
    ),
    option("ca_file", OptionKind::File, "", "PEM file of certificate authorities to trust as well"),
    option(
        "system_roots",
        OptionKind::Switch,
        "on",
        "trust the system's certificate authorities; off: those of ca_file only",
    ),
    option(
        "cert_file",
        OptionKind::File,
        "",
        "PEM file of a client certificate and its chain, for servers that ask for one",
    ),
    option(
        "key_file",
        OptionKind::File,
        "",
        "PEM file of the key of cert_file, not encrypted; else it is in cert_file",
    ),
    option("user_agent", OptionKind::Text, "", "the header User-Agent; else zoomuser/VERSION"),
    option("sub_account_id", OptionKind::Text, "", "sub-account of the user, for tokens of a master account"),
    option("keep", OptionKind::Switch, "on", "keep the connection for the next call, for at most a minute"),
    option(
        "verify",
        OptionKind::Switch,
        "off",
        "read the user before and after an update; success is confirmed by reading",
    ),
    option("only_changes", OptionKind::Switch, "off", "read the user before an update and send only what differs"),
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

/// The settings of a client. Everything has a default but the token.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    token: Secret,
    pub(crate) credentials: Credentials,
    pub(crate) token_url: String,
    pub(crate) token_cache: Option<PathBuf>,
    pub(crate) base_url: Option<String>,
    pub(crate) encoding: Encoding,
    pub(crate) check: CheckMode,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) max_retries: u32,
    pub(crate) plan: Plan,
    pub(crate) rate_share: u32,
    pub(crate) rate_file: Option<PathBuf>,
    pub(crate) proxy: ProxyChoice,
    pub(crate) connect_to: ConnectTo,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) system_roots: bool,
    pub(crate) cert_file: Option<PathBuf>,
    pub(crate) key_file: Option<PathBuf>,
    pub(crate) user_agent: String,
    pub(crate) sub_account_id: String,
    pub(crate) keep: bool,
    pub(crate) verify: bool,
    pub(crate) only_changes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            token: Secret::default(),
            credentials: Credentials::default(),
            token_url: default_of("token_url").to_owned(),
            token_cache: None,
            base_url: None,
            encoding: Encoding::Json,
            check: CheckMode::Strict,
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            deadline: Duration::from_secs(60),
            max_retries: 3,
            plan: Plan::Pro,
            rate_share: 100,
            rate_file: None,
            proxy: ProxyChoice::default(),
            connect_to: ConnectTo::default(),
            ca_file: None,
            system_roots: true,
            cert_file: None,
            key_file: None,
            user_agent: format!("zoomuser/{VERSION}"),
            sub_account_id: String::new(),
            keep: true,
            verify: false,
            only_changes: false,
        }
    }
}

fn default_of(name: &str) -> &'static str {
    option_info(name).map_or("", |option| option.default)
}

impl Options {
    /// Sets an option from text. An empty text puts it back to its default.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let Some(info) = option_info(name) else { return Err(unknown(name)) };
        let value = if value.is_empty() { info.default } else { value };
        let wrong = |why: String| Error::new(Status::InvalidArgument, format!("{name}: {why}"));
        if value.chars().any(char::is_control) {
            return Err(wrong("holds a control character, e.g. the end of a line".to_owned()));
        }
        match name {
            "token" => self.token = token(value).map_err(wrong)?,
            "account_id" => self.credentials.account_id = credentials::id(value).map_err(wrong)?,
            "client_id" => self.credentials.client_id = credentials::id(value).map_err(wrong)?,
            "client_secret" => self.credentials.client_secret = credentials::secret(value).map_err(wrong)?,
            "token_url" => self.token_url = base_url(value, info.default).map_err(wrong)?,
            "token_cache" => self.token_cache = file(value),
            "base_url" if value.is_empty() => self.base_url = None,
            "base_url" => self.base_url = Some(base_url(value, API).map_err(wrong)?),
            "encoding" => self.encoding = if choice(info, value)? == 0 { Encoding::Json } else { Encoding::Multipart },
            "check" => self.check = if choice(info, value)? == 0 { CheckMode::Strict } else { CheckMode::Warn },
            "timeout_ms" => self.timeout = milliseconds(info, value)?,
            "connect_timeout_ms" => self.connect_timeout = milliseconds(info, value)?,
            "deadline_ms" => self.deadline = milliseconds(info, value)?,
            "max_retries" => self.max_retries = number(info, value)?,
            "plan" => self.plan = Plan::ALL.get(choice(info, value)?).copied().unwrap_or_default(),
            "rate_share" => self.rate_share = number(info, value)?,
            "rate_file" => self.rate_file = file(value),
            "proxy" => self.proxy = ProxyChoice::read(value).map_err(wrong)?,
            "connect_to" => self.connect_to = ConnectTo::read(value).map_err(wrong)?,
            "ca_file" => self.ca_file = file(value),
            "cert_file" => self.cert_file = file(value),
            "key_file" => self.key_file = file(value),
            "system_roots" => self.system_roots = switch(info, value)?,
            "user_agent" => self.user_agent = user_agent(value).map_err(wrong)?,
            "sub_account_id" if value.len() > LONGEST_TEXT => return Err(wrong(too_long())),
            "sub_account_id" => self.sub_account_id = value.to_owned(),
            "keep" => self.keep = switch(info, value)?,
            "verify" => self.verify = switch(info, value)?,
            "only_changes" => self.only_changes = switch(info, value)?,
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
                Err(_) if value.starts_with('"') => {
                    let why = format!("{}: the text holds half a character (a lone surrogate)", quoted(&name));
                    return Err(Error::new(Status::InvalidJson, why));
                }
                Err(_) => all.set(&name, value)?,
            }
        }
        *self = all;
        Ok(())
    }

    /// The same with a token that is there already, and where the API is for it.
    pub(crate) fn holding(&self, token: Secret, base_url: Option<String>) -> Self {
        let mut options = self.clone();
        options.token = token;
        // The account stays: its rate is shared.
        options.credentials = Credentials { account_id: options.credentials.account_id, ..Credentials::default() };
        options.base_url = options.base_url.or(base_url);
        options
    }

    /// The token; it cannot be printed.
    pub(crate) fn token(&self) -> &Secret {
        &self.token
    }

    /// Where the API is, as far as that is known before a token names another place: the option `base_url`, else Zoom's
    /// API, or that for governments where the token service is theirs.
    pub fn base_url(&self) -> &str {
        match &self.base_url {
            Some(url) => url,
            None if host(&self.token_url).ends_with("zoomgov.com") => "https://api.zoomgov.com/v2",
            None => API,
        }
    }

    /// The form of the body.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether what the check complains of is sent all the same (`check=warn`).
    pub fn sends_anything(&self) -> bool {
        self.check == CheckMode::Warn
    }

    /// Whether an update reads the user before and after (`verify=on`).
    pub fn verifies(&self) -> bool {
        self.verify
    }

    /// Whether an update sends only what differs (`only_changes=on`).
    pub fn sends_only_changes(&self) -> bool {
        self.only_changes
    }

    /// The file of additional certificate authorities.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }
}

/// The name is repeated only where it looks like one: somebody may have exchanged name and value.
fn unknown(name: &str) -> Error {
    let looks_like_one = name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let message = match nearest(name, OPTIONS.iter().map(|option| option.name)) {
        Some(near) => format!("{}: no such option; the nearest is {near}", quoted(name)),
        None if looks_like_one => format!("{}: no such option", quoted(name)),
        None => "no such option".to_owned(),
    };
    Error::new(Status::UnknownName, message)
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
        options.set("base_url", "https://api-eu.zoom.us/v2/").expect("good");
        assert_eq!(options.base_url(), "https://api-eu.zoom.us/v2");
        refused("base_url", "http://api.zoom.us/v2");
        for token in ["abc", "a b c", "a\r\nX: y", "Bearer abc", "bearer abc", "ü", "a\0b"] {
            assert!(!refused("token", token).contains(token));
        }
        for time in ["0", "-1", "1.5", "x", "3600001", "99999999999999999999"] {
            refused("timeout_ms", time);
        }
        for number in ["-1", "1.5", "x", "21", "99999999999999999999"] {
            refused("max_retries", number);
        }
        for (name, value) in [
            ("rate_share", "0"),
            ("rate_share", "101"),
            ("plan", "gratis"),
            ("token_url", "http://zoom.us/oauth/token"),
            ("account_id", "a b"),
            ("client_id", "a:b"),
            ("client_secret", "a b"),
            ("client_secret", "abc"),
        ] {
            refused(name, value);
        }
        for agent in [" a", "ü", "a\nb"] {
            refused("user_agent", agent);
        }
        refused("encoding", "xml");
        refused("keep", "perhaps");
        refused("connect_to", "api.zoom.us=127.0.0.1:1");
        for proxy in ["socks6://x:1", "pac:http://x", "x y", "http://", "ftp://x"] {
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
        options.set("client_secret", "app-secret").expect("valid");
        options.set("proxy", "http://user:pass-secret@localhost:1").expect("valid");
        assert!(!format!("{options:?} {options:#?}").contains("-secret"));
    }
}
