//! Why the server could not be used. Pure.

use super::resp::Reply;
use crate::limits::deadline::WaitError;
use crate::net::host::HostPort;
use crate::redact::redact_in;
use crate::secret::Secret;
use crate::text::breaks_line;

/// The longest text of the server that a message repeats, in characters.
const MAX_SAID_CHARS: usize = 160;

/// Why a command was not carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The call was stopped.
    Stopped(WaitError),
    /// It was tried a moment ago, and failed for this reason.
    Away(String),
    /// There is no connection, or no reply in time; or the server could not carry out the command.
    Unusable(String),
    /// The server does not accept the login, or the login lacks a right: nothing changes by itself.
    Refused(String),
    /// Another server may have taken over: connect again.
    Reconnect(String),
    /// The keys are on another server of the cluster.
    Moved(Move),
}

/// Where the keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    /// The host is "" for the one that says so.
    pub(crate) server: HostPort,
    /// For this command only, which is announced by `ASKING`.
    pub(crate) asks: bool,
}

impl Failure {
    /// What an error reply means. The password does not occur in the text.
    pub(crate) fn said(text: &str, password: &Secret) -> Self {
        Self::of(text, || {
            // Redacted first: what is cut could not be recognized.
            let mut text = text.to_owned();
            redact_in(&mut text, password.expose());
            let line: String =
                text.chars().take(MAX_SAID_CHARS).map(|c| if breaks_line(c) { ' ' } else { c }).collect();
            let cut = if text.chars().nth(MAX_SAID_CHARS).is_some() { "…" } else { "" };
            format!("it says \"{}\"{cut}", line.trim_end())
        })
    }

    /// What an error reply to a login means. It may repeat the login in whatever form, so the text has its code alone.
    pub(crate) fn login(text: &str) -> Self {
        let code = text
            .split(' ')
            .next()
            .filter(|code| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_uppercase()));
        let said = || code.map_or("it does not say why".to_owned(), |code| format!("it says \"{code}\""));
        match Self::of(text, said) {
            Self::Unusable(why) => Self::Unusable(format!("it refuses the login ({why})")),
            failure => failure,
        }
    }

    /// What an error reply means; `said` is what the text repeats of it.
    fn of(text: &str, said: impl Fn() -> String) -> Self {
        let mut words = text.split(' ');
        let (code, rest) = (words.next().unwrap_or_default(), words.collect::<Vec<_>>());
        // Errors inside a script may have other words in front.
        let is = |word: &str| text.contains(&format!("{word} "));
        match code {
            "MOVED" | "ASK" => match rest.get(1).and_then(|address| address_of(address)) {
                Some(server) => Self::Moved(Move { server, asks: code == "ASK" }),
                None => Self::Unusable(said()),
            },
            "READONLY" | "LOADING" | "MASTERDOWN" | "CLUSTERDOWN" | "TRYAGAIN" => Self::Reconnect(said()),
            "ERR" if text.contains("unauthenticated") => {
                Self::Refused(format!("it wants a password: set share_password ({})", said()))
            }
            "NOAUTH" => Self::Refused(format!("it wants a password: set share_password ({})", said())),
            "WRONGPASS" => Self::Refused(format!("it does not accept the name and the password of share ({})", said())),
            _ if is("NOPERM")
                || text.contains("ACL failure in script")
                || text.contains("The user executing the script can't") =>
            {
                Self::Refused(format!("the user of share lacks a right that docs/share.md lists: {}", said()))
            }
            "ERR" if text.contains("AUTH") && text.contains("password") => {
                Self::Refused(format!("share has a password, and the server wants none ({})", said()))
            }
            _ if is("READONLY") => Self::Reconnect(said()),
            _ => Self::Unusable(said()),
        }
    }

    /// A reply of another form than the script's.
    pub(crate) fn unexpected(reply: &Reply) -> Self {
        let what = match reply {
            Reply::Status(_) => "a status",
            Reply::Error(_) => "an error",
            Reply::Integer(_) => "a number",
            Reply::Text(_) => "a text",
            Reply::Nil => "nothing",
            Reply::Array(_) => "other values",
        };
        Self::Unusable(format!("its reply has {what} where other values were expected"))
    }
}

/// The address in `MOVED 3999 127.0.0.1:6381`, whose host may be "".
fn address_of(text: &str) -> Option<HostPort> {
    if let Some(port) = text.strip_prefix(':') {
        return port.parse().ok().map(|port| HostPort { host: String::new(), port });
    }
    if let Some(found) = HostPort::parse(text) {
        return Some(found);
    }
    // An IPv6 address without brackets.
    let (host, port) = text.rsplit_once(':')?;
    host.parse::<std::net::Ipv6Addr>().ok()?;
    port.parse().ok().filter(|port| *port > 0).map(|port| HostPort::new(host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Failure {
        Failure::said(text, &Secret::new("pass-WORD"))
    }

    #[test]
    fn a_cluster_names_another_server() {
        for (text, host, port, asks) in [
            ("MOVED 3999 127.0.0.1:6381", "127.0.0.1", 6381, false),
            ("ASK 3999 node-2.example:6381", "node-2.example", 6381, true),
            ("MOVED 3999 :6381", "", 6381, false),
            ("MOVED 3999 2001:db8::1:6381", "2001:db8::1", 6381, false),
        ] {
            let Failure::Moved(moved) = said(text) else { panic!("{text}") };
            assert_eq!((moved.server.host.as_str(), moved.server.port, moved.asks), (host, port, asks), "{text}");
        }
        assert!(matches!(said("MOVED 3999"), Failure::Unusable(_)));
    }

    #[test]
    fn of_the_reply_to_a_login_only_the_code_is_repeated() {
        for (text, says) in [
            ("WRONGPASS invalid pw", "it does not accept the name and the password of share (it says \"WRONGPASS\")"),
            ("ERR AUTH pw: no password is set", "share has a password, and the server wants none (it says \"ERR\")"),
            ("ERR unknown command 'AUTH', 'pw'", "it refuses the login (it says \"ERR\")"),
            ("pw is wrong", "it refuses the login (it does not say why)"),
        ] {
            assert_eq!(Failure::login(text).into_words(), says, "{text}");
        }
    }

    #[test]
    fn errors_are_told_apart() {
        let refused = [
            "NOAUTH Authentication required.",
            "WRONGPASS invalid username-password pair or user is disabled.",
            "NOPERM this user has no permissions to run the 'eval' command",
            "ERR The user executing the script can't access at least one of the keys mentioned in the script script: 1",
            "ERR Protocol error: unauthenticated multibulk length",
            "ERR ACL failure in script: User zoomuser has no permissions to run the 'time' command script: 1",
            "ERR The user executing the script can't run this command or subcommand script: 1",
            "ERR AUTH <password> called without any password configured for the default user.",
        ];
        for text in refused {
            assert!(matches!(said(text), Failure::Refused(_)), "{text}");
        }
        for text in ["READONLY You can't write against a read only replica.", "LOADING Redis is loading the dataset"] {
            assert!(matches!(said(text), Failure::Reconnect(_)), "{text}");
        }
        let long = format!("WRONGTYPE pass-WORD\n{}", "x".repeat(500));
        let Failure::Unusable(why) = said(&long) else { panic!("another") };
        assert!(why.starts_with("it says \"WRONGTYPE ********* xxx") && why.chars().count() < 200, "{why}");
        let at_the_cut = format!("ERR {}pass-WORD", "x".repeat(MAX_SAID_CHARS - 8));
        let Failure::Unusable(why) = said(&at_the_cut) else { panic!("another") };
        assert!(why.ends_with("x****\"…"), "{why}");
    }
}
