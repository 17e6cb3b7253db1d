//! The programs that send requests, told apart by `User-Agent` and token.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

use crate::http::record::Recorded;
use crate::json::{Json, count, object};
use crate::monitor::meter::Meter;

/// More clients are counted as one.
const MAX_CLIENTS: usize = 50;
/// The name of the clients beyond the maximum.
const OTHERS: &str = "others";

struct Client {
    requests: u64,
    updates: u64,
    /// Responses with status 429.
    limited: u64,
    failed: u64,
    meter: Meter,
}

#[derive(Default)]
pub(crate) struct Clients(BTreeMap<String, Client>);

/// The name of the client that sent a request: its program and its token.
pub(crate) fn name(request: &Recorded) -> String {
    let header = |name: &str| request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    let program = header("user-agent").map_or("no User-Agent", |(_, program)| program.as_str());
    let token = header("authorization").and_then(|(_, value)| value.split_once(' '));
    token.map_or_else(|| program.to_owned(), |(_, token)| format!("{program}, token {}", token_tag(token)))
}

/// Four hexadecimal digits that tell tokens apart and do not reveal them.
pub(crate) fn token_tag(token: &str) -> String {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    format!("{:04x}", hasher.finish() & 0xffff)
}

impl Clients {
    /// Counts a request with the status of its response.
    pub(crate) fn count(&mut self, name: &str, is_update: bool, status: Option<u16>, now: Instant) {
        let known = self.0.len() < MAX_CLIENTS || self.0.contains_key(name);
        let client = self.0.entry(if known { name } else { OTHERS }.to_owned()).or_insert_with(|| Client {
            requests: 0,
            updates: 0,
            limited: 0,
            failed: 0,
            meter: Meter::new(now),
        });
        client.requests += 1;
        client.updates += u64::from(is_update);
        client.limited += u64::from(status == Some(429));
        client.failed += u64::from(status.is_none_or(|status| status >= 400 && status != 429));
        client.meter.count(now);
    }

    pub(crate) fn json(&mut self, now: Instant) -> Json {
        let row = |(name, client): (&String, &mut Client)| {
            object([
                ("client", name.as_str().into()),
                ("requests", count(client.requests)),
                ("updates", count(client.updates)),
                ("limited", count(client.limited)),
                ("failed", count(client.failed)),
                ("last_second", count(client.meter.last_second(now))),
            ])
        };
        Json::List(self.0.iter_mut().map(row).collect())
    }
}
