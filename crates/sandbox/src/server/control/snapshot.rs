//! The state of the sandbox at one moment.

use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::account::state::{State, lock};
use crate::account::stats::Stats;
use crate::json::{Json, count, object};

/// Everything that the page shows besides users and requests.
pub(crate) fn snapshot(state: &State) -> Json {
    let (users, licenses, licenses_used, last_change) = {
        let users = lock(&state.users);
        (users.all().len(), users.licenses(), users.licenses_used(), users.changes.last())
    };
    let (last_exchange, resets) = {
        let exchanges = lock(&state.exchanges);
        (exchanges.last(), exchanges.resets())
    };
    let (scopes, lifetime_s) = {
        let service = lock(&state.service);
        (service.scopes_json(), service.lifetime_s)
    };
    object([
        ("users", count(users)),
        ("licenses", count(licenses)),
        ("licenses_used", count(licenses_used)),
        ("last_change", count(last_change)),
        ("last_exchange", count(last_exchange)),
        ("resets", count(resets)),
        ("limits", limits(state)),
        ("stats", stats(&state.stats())),
        ("clients", clients(state)),
        ("runs", runs(state)),
        ("faults", lock(&state.fault_rules).json()),
        ("queued", count(lock(&state.script).len())),
        ("tokens", lock(&state.tokens).json()),
        ("token_lifetime_s", count(lifetime_s)),
        ("scopes", scopes),
        ("connections", connections(state)),
        ("https_url", state.https_url.as_str().into()),
    ])
}

/// The limits of requests for one user, and of those for the list.
pub(super) fn limits(state: &State) -> Json {
    let now = Instant::now();
    object([("light", lock(&state.limits).json(now)), ("medium", lock(&state.list_limits).json(now))])
}

pub(super) fn clients(state: &State) -> Json {
    lock(&state.clients).json(Instant::now())
}

pub(super) fn runs(state: &State) -> Json {
    lock(&state.runs).json(Instant::now())
}

pub(super) fn connections(state: &State) -> Json {
    lock(&state.open_connections).json(state.connections.load(Ordering::Relaxed))
}

pub(super) fn stats(stats: &Stats) -> Json {
    object([
        ("updates", count(stats.updates)),
        ("refused", count(stats.refused)),
        ("used_today", count(stats.used_today)),
        ("peak_per_second", count(stats.peak_per_second)),
        ("concurrent_updates", count(stats.concurrent_updates)),
        ("token_requests", count(stats.token_requests)),
        ("peak_lists_per_second", count(stats.peak_lists_per_second)),
        ("refused_lists", count(stats.refused_lists)),
    ])
}
