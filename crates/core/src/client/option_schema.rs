//! The option schema: every setting of a client, by one name in every language.

use super::option_value::OptionKind::{Choice, File, Milliseconds, Number, Secret, Switch, Text, Url};
use super::option_value::OptionValue;
use super::options::{API_URL, Options};
use crate::auth::{credentials, token_text};
use crate::limits::plan::Plan;
use crate::limits::settings::RateFile;
use crate::net::base_url::BaseUrl;
use crate::net::connect_to::ConnectTo;
use crate::net::proxy::ProxyChoice;
use crate::request::encoding::Encoding;
use crate::request::patch::members;
use crate::request::validate::CheckMode;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::share::settings::{Server, fallback, password};
use crate::text::{nearest, quoted};
use std::borrow::Cow;

pub use super::option_value::OptionKind;

/// One option.
#[derive(Debug)]
pub struct OptionInfo {
    /// The name.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// Its value unless it is set.
    pub default: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    set: Setter,
}

type Setter = fn(&mut Options, OptionValue<'_>) -> Result<(), String>;

impl OptionInfo {
    /// The accepted values, for help texts and tables.
    pub fn takes(&self) -> String {
        self.kind.describe()
    }

    /// Sets the option in `options`; "" is the default.
    fn set(&self, options: &mut Options, text: &str) -> Result<(), Error> {
        let value = OptionValue { kind: self.kind, text: if text.is_empty() { self.default } else { text } };
        (self.set)(options, value).map_err(|why| Error::refused(self.name, why))
    }
}

/// Name, kind, default, help and setter of each option.
macro_rules! options {
    ($($name:literal, $kind:expr, $default:expr, $help:literal, |$options:ident, $value:ident| $set:expr;)*) => {
        &[$(OptionInfo {
            name: $name,
            kind: $kind,
            default: $default,
            help: $help,
            set: |$options, $value| {
                $set;
                Ok(())
            },
        }),*]
    };
}

const HOUR_MS: u64 = 3_600_000;
const TOKEN_URL: &str = "https://zoom.us/oauth/token";

/// Options that programs read as a line of a file or of standard input, and may pass with its line end.
const LINE_OPTIONS: [&str; 5] = ["token", "account_id", "client_id", "client_secret", "share_password"];

/// Every option. A new one is a row here and a member of [`Options`] or of the settings in it.
pub const OPTIONS: &[OptionInfo] = options! {
    "token", Secret, "", "access token of 4 to 16384 characters, without the word Bearer",
        |o, v| o.auth_mut().token = token_text::token(v.text)?;
    "account_id", Text, "", "account of a Server-to-Server OAuth app; the app's id and secret go with it",
        |o, v| o.auth_mut().credentials.account_id = credentials::id(v.text)?;
    "client_id", Text, "", "client id of the app",
        |o, v| o.auth_mut().credentials.client_id = credentials::id(v.text)?;
    "client_secret", Secret, "", "client secret of the app, of 4 to 1024 characters",
        |o, v| o.auth_mut().credentials.client_secret = credentials::secret(v.text)?;
    "token_url", Url, TOKEN_URL, "URL of the token service",
        |o, v| o.auth_mut().token_url = BaseUrl::parse(v.text, TOKEN_URL)?;
    "token_cache", File, "", "file by which processes share the tokens of their apps",
        |o, v| o.auth_mut().token_cache = v.file()?;
    "base_url", Url, "", "base URL of the API; else https://api.zoom.us/v2 or the one that comes with the token",
        |o, v| o.base_url = if v.text.is_empty() { None } else { Some(BaseUrl::parse(v.text, API_URL)?) };
    "encoding", Choice(&["json", "multipart"]), "json", "encoding of the request body",
        |o, v| o.encoding = if v.choice()? == 0 { Encoding::Json } else { Encoding::Multipart };
    "check", Choice(&["strict", "warn"]), "strict", "whether validation errors stop the call",
        |o, v| o.check = if v.choice()? == 0 { CheckMode::Strict } else { CheckMode::Warn };
    "timeout_ms", Milliseconds { min: 1, max: HOUR_MS }, "30000", "timeout of one attempt",
        |o, v| o.limits_mut().timeout = v.milliseconds()?;
    "connect_timeout_ms", Milliseconds { min: 1, max: HOUR_MS }, "10000", "timeout of connecting, within timeout_ms",
        |o, v| o.net_mut().connect_timeout = v.milliseconds()?;
    "deadline_ms", Milliseconds { min: 1, max: 24 * HOUR_MS }, "60000", "deadline of the whole call with all waits",
        |o, v| o.limits_mut().deadline = v.milliseconds()?;
    "max_retries", Number { min: 0, max: 20 }, "3", "retries after a transient failure",
        |o, v| o.limits_mut().max_retries = v.number()?;
    "plan", Choice(Plan::WORDS), "pro", "Zoom plan of the account, whose rate limit is kept; none for no limit",
        |o, v| o.limits_mut().plan = Plan::ALL.get(v.choice()?).copied().unwrap_or_default();
    "rate_share", Number { min: 1, max: 100 }, "100", "percent of the plan's rate that may be used",
        |o, v| o.limits_mut().rate_share = v.number()?;
    "rate_file", File, "", "file by which processes share the rate; off for none; the command line has one by default",
        |o, v| o.limits_mut().rate_file = match v.text {
            "off" => RateFile::Off,
            _ => v.file()?.map_or(RateFile::Unset, RateFile::At),
        };
    "share", Text, "", "server by which machines share rate and token: redis://, rediss:// or redis+unix://, see docs/share.md",
        |o, v| o.share_mut().server = if v.text.is_empty() { None } else { Some(Server::parse(v.text)?) };
    "share_password", Secret, "", "password for the server of share, unless its URL has one",
        |o, v| o.share_mut().password = password(v.text)?;
    "share_required", Switch, "off", "whether a call ends if the server of share cannot be used",
        |o, v| o.share_mut().required = v.switch()?;
    "share_fallback", Text, "auto", "percent of the rate while the server of share is away; auto: an equal part for each process",
        |o, v| o.share_mut().fallback = fallback(v.text)?;
    "proxy", Text, "", "URL of a proxy (http, https, socks5h, socks5, socks4a, socks4); off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY",
        |o, v| o.net_mut().proxy = ProxyChoice::read(v.text)?;
    "connect_to", Text, "", "HOST:PORT=ADDRESS:PORT, several by comma: connect there, all else stays HOST's",
        |o, v| o.net_mut().connect_to = ConnectTo::read(v.text)?;
    "ca_file", File, "", "PEM file of additional certificate authorities to trust",
        |o, v| o.net_mut().ca_file = v.file()?;
    "system_roots", Switch, "on", "trust the system's certificate authorities; off: those of ca_file only",
        |o, v| o.net_mut().system_roots = v.switch()?;
    "cert_file", File, "", "PEM file of a client certificate and its chain, for servers that ask for one",
        |o, v| o.net_mut().cert_file = v.file()?;
    "key_file", File, "", "PEM file of the key of cert_file, not encrypted; else it is in cert_file",
        |o, v| o.net_mut().key_file = v.file()?;
    "user_agent", Text, "", "the header User-Agent; else zoomuser/VERSION",
        |o, v| o.net_mut().user_agent = v.user_agent()?;
    "sub_account_id", Text, "", "sub-account of the user, for tokens of a master account",
        |o, v| o.sub_account_id = v.short_text()?;
    "keep", Switch, "on", "keep the connection for the next call, for at most a minute",
        |o, v| o.net_mut().keep = v.switch()?;
    "confirm", Switch, "off", "read the user before and after an update; success is confirmed by reading",
        |o, v| o.confirm = v.switch()?;
    "only_changes", Switch, "off", "read the user before an update and send only what differs",
        |o, v| o.only_changes = v.switch()?;
};

/// The option of this name.
pub fn option_info(name: &str) -> Option<&'static OptionInfo> {
    OPTIONS.iter().find(|option| option.name == name)
}

impl Default for Options {
    fn default() -> Self {
        let mut options = Self::unset();
        for info in OPTIONS {
            let set = info.set(&mut options, "");
            debug_assert!(set.is_ok(), "{set:?}");
        }
        options
    }
}

impl Options {
    /// Sets an option from text. An empty text puts it back to its default.
    ///
    /// # Errors
    ///
    /// [`Status::UnknownName`] or [`Status::InvalidArgument`].
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let Some(info) = option_info(name) else { return Err(unknown(name)) };
        let (value, has_line_end) = match LINE_OPTIONS.contains(&name) {
            true => token_text::without_line_end(value),
            false => (value, false),
        };
        if value.chars().any(char::is_control) {
            return Err(Error::refused(name, "holds a control character, e.g. the end of a line"));
        }
        info.set(self, value)?;
        self.mark_line_end(info.name, has_line_end);
        Ok(())
    }

    /// Sets every member of a JSON object: texts, numbers, `true` and `false`; `null` puts an option to its default.
    ///
    /// # Errors
    ///
    /// As [`set`](Self::set), and [`Status::InvalidJson`]; the options are unchanged then.
    pub fn set_all_json(&mut self, object: &str) -> Result<(), Error> {
        let mut all = self.clone();
        for (name, value) in members(object, "options")? {
            let value = value.get();
            if value.starts_with(['{', '[']) {
                return Err(Error::refused(quoted(&name), "expected text, a number, true or false"));
            }
            match serde_json::from_str::<Option<String>>(value) {
                Ok(text) => all.set(&name, text.as_deref().unwrap_or_default())?,
                Err(_) if value.starts_with('"') => {
                    let why = "the text contains an unpaired surrogate";
                    return Err(Error::of(Status::InvalidJson, quoted(&name), why));
                }
                Err(_) => all.set(&name, value)?,
            }
        }
        *self = all;
        Ok(())
    }
}

/// Why a name is no option; `names` are the options in the caller's language.
pub fn no_such_option<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Cow<'static, str> {
    match nearest(name, names) {
        // Other libraries have this name for TLS verification, which is always on here.
        _ if name == "verify" => {
            "no such option; use confirm to read the user back after an update, or ca_file to trust a \
                                  certificate authority (TLS is always verified)"
                .into()
        }
        Some(near) => format!("no such option; the nearest is {near}").into(),
        None => UNKNOWN.into(),
    }
}

const UNKNOWN: &str = "no such option";

/// The message repeats the name only where it looks like one: the caller may have swapped name and value.
fn unknown(name: &str) -> Error {
    let looks_like_one = name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let why = no_such_option(name, OPTIONS.iter().map(|option| option.name));
    let name = if looks_like_one || why != UNKNOWN { quoted(name) } else { String::new() };
    Error::of(Status::UnknownName, name, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn refused(name: &str, value: &str) -> String {
        let mut options = Options::default();
        let error = options.set(name, value).expect_err(value);
        assert!(error.message().starts_with(&format!("{name}: ")), "{error}");
        error.message().to_owned()
    }

    #[test]
    fn an_option_set_to_its_default_is_unchanged() {
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
        assert_eq!(error.problem().field, "baseurl");
        let error = Options::default().set("verify", "off").expect_err("unknown");
        assert!(error.message().starts_with("verify: no such option; use confirm"), "{error}");
        assert!(error.message().contains("ca_file"), "{error}");
        let error = Options::default().set("TOKEN-1234", "token").expect_err("swapped");
        assert_eq!(error.message(), "no such option");
    }

    #[test]
    fn bad_values_are_refused() {
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
        assert!(!options.net.keep);
    }

    #[test]
    fn paths_are_made_absolute_when_they_are_set() {
        let names: Vec<_> = OPTIONS.iter().filter(|info| info.kind == File).map(|info| info.name).collect();
        assert_eq!(names, ["token_cache", "rate_file", "ca_file", "cert_file", "key_file"]);
        for name in names {
            for path in [
                "~",
                "~/x",
                "~\\x",
                "~ada/x",
                "$HOME/x",
                "${HOME}/x",
                "$env:HOME/x",
                "%APPDATA%\\x",
                "\"/x\"",
                "'/x'",
                "file:///x",
            ] {
                let why = refused(name, path);
                assert!(why.contains("write the whole path") || why.contains("leave"), "{why}");
            }
            for path in ["./~", "x/~", "$5", "%5", "a b"] {
                let mut options = Options::default();
                options.set(name, path).expect(path);
                let shown = format!("{options:?}");
                let whole = std::path::absolute(path).expect("a path");
                assert!(shown.contains(&format!("({whole:?})")), "{shown}");
                options.set(name, "").expect("none");
                assert_eq!(format!("{options:?}"), format!("{:?}", Options::default()));
            }
        }
    }

    #[test]
    fn json_sets_all_or_nothing() {
        let mut options = Options::default();
        options
            .set_all_json(r#"{"timeout_ms": 5, "keep": false, "check": "warn", "user_agent": null}"#)
            .expect("valid");
        assert_eq!((options.limits.timeout, options.net.keep), (Duration::from_millis(5), false));
        for bad in [
            r#"{"timeout_ms":7,"keep":3}"#,
            r#"{"timeout_ms":7,"x":3}"#,
            r#"{"timeout_ms":[7]}"#,
            "7",
            r#"{"timeout_ms":7.0}"#,
        ] {
            options.set_all_json(bad).expect_err(bad);
            assert_eq!(options.limits.timeout, Duration::from_millis(5));
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
