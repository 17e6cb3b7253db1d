//! Asks the server what the doctor wants to know.

use super::redis::failure::Failure;
use super::redis::link::Link;
use super::redis::resp::{Reply, push_command};
use super::scripts::{self, Call};
use super::settings::ShareSettings;
use crate::clock::Now;
use crate::limits::deadline::Deadline;
use crate::limits::quota::Quota;
use crate::net::settings::NetSettings;
use crate::text::hex;
use std::sync::Arc;

/// What a probe found.
#[derive(Debug)]
pub(crate) struct Probe {
    /// The server as `share` names it.
    pub(crate) server: String,
    pub(crate) result: Result<Facts, Trouble>,
}

/// Why the server cannot be used.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) why: String,
    /// A change of the options or of the server's settings is needed.
    pub(crate) is_refused: bool,
}

/// How a server is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// `TLS 1.3` or `TLS 1.2`; "" without TLS.
    pub(crate) tls: &'static str,
    /// Its clock minus that of this machine, in milliseconds.
    pub(crate) clock_ms: i64,
    /// Members of the account in the last minute.
    pub(crate) members: u64,
    /// The time until the next turn.
    pub(crate) waiting_ms: u64,
    /// The policy by which it drops keys that have not expired, if it does.
    pub(crate) evicts: Option<String>,
}

/// Uses the server with each command that sharing needs; `None` if nothing is shared.
pub(crate) fn probe(
    settings: &Arc<ShareSettings>,
    net: &Arc<NetSettings>,
    quota: Quota,
    wait: &Deadline,
) -> Option<Probe> {
    let link = Link::new(settings, net)?;
    let result = facts(&link, quota, wait).map_err(|failure| Trouble {
        is_refused: matches!(failure, Failure::Refused(_)),
        why: match failure {
            Failure::Stopped(stop) => stop.into_error("asking the server").message().to_owned(),
            failure => failure.into_words(),
        },
    });
    Some(Probe { server: link.endpoint().to_string(), result })
}

fn facts(link: &Link, quota: Quota, wait: &Deadline) -> Result<Facts, Failure> {
    let mut connection = link.connect(wait)?;
    let tls = connection.session.as_ref().map_or("", |session| session.version);
    let mut commands = Vec::new();
    push_command(&mut commands, &[b"INFO", b"memory"]);
    let evicts = match connection.exchange(&commands, 1, wait)?.pop() {
        Some(Reply::Text(text)) => eviction(&String::from_utf8_lossy(&text)),
        // A user with the least rights may not ask.
        _ => None,
    };
    let hash = hex(&quota.hash);
    let call = Call { script: scripts::PROBE, hash: &hash, keys: &["light", "members", "probe"], values: &[] };
    let before = Now::read();
    let reply = link.eval_now(&call, wait)?;
    let after = Now::read();
    let Reply::Array(numbers) = &reply else { return Err(Failure::unexpected(&reply)) };
    let [Reply::Integer(now_us), Reply::Integer(members), Reply::Integer(waiting_us)] = numbers.as_slice() else {
        return Err(Failure::unexpected(&reply));
    };
    let here_us = before.unix_us.midpoint(after.unix_us);
    Ok(Facts {
        tls,
        clock_ms: now_us.saturating_sub_unsigned(here_us) / 1_000,
        members: u64::try_from(*members).unwrap_or_default(),
        waiting_ms: u64::try_from(*waiting_us).unwrap_or_default() / 1_000,
        evicts,
    })
}

/// The policy in the reply to `INFO memory`, if the server has a limit and drops keys to keep it.
fn eviction(info: &str) -> Option<String> {
    let value = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let has_limit = value("maxmemory:").is_some_and(|limit| limit != "0");
    value("maxmemory_policy:").filter(|policy| has_limit && *policy != "noeviction").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_with_a_limit_and_a_policy_drops_keys() {
        let info =
            |limit: &str, policy: &str| format!("# Memory\r\nmaxmemory:{limit}\r\nmaxmemory_policy:{policy}\r\n");
        assert_eq!(eviction(&info("1048576", "allkeys-lru")).as_deref(), Some("allkeys-lru"));
        assert_eq!(eviction(&info("1048576", "noeviction")), None);
        assert_eq!(eviction(&info("0", "allkeys-lru")), None);
        assert_eq!(eviction(""), None);
    }
}
