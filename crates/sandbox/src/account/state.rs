//! The state that all connections share.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::ServerConfig;

use crate::account::limits::{LIGHT, Limits, MEDIUM};
use crate::account::list;
use crate::account::stats::Stats;
use crate::account::tokens::{IssuedTokens, TokenService};
use crate::account::users::Users;
use crate::clock;
use crate::http::record::Log;
use crate::http::response::Response;
use crate::monitor::clients::Clients;
use crate::monitor::connections::Connections;
use crate::monitor::exchanges::Exchanges;
use crate::monitor::fault_rules::FaultRules;
use crate::monitor::runs::Runs;
use crate::stop::Stop;

pub(crate) struct State {
    pub(crate) token: String,
    /// The `user:password` that a tunnel requires.
    pub(crate) proxy_password: Option<String>,
    pub(crate) http_url: String,
    pub(crate) https_url: String,
    pub(crate) ca_pem: String,
    pub(crate) tls: Arc<ServerConfig>,
    /// The users at the start.
    pub(crate) initial_users: Users,
    pub(crate) users: Mutex<Users>,
    /// Seconds by which the clock is ahead that page tokens expire by.
    pub(crate) page_clock_ahead: AtomicU64,
    pub(crate) log: Mutex<Log>,
    pub(crate) script: Mutex<VecDeque<Response>>,
    /// The number of requests for each `flaky` user id.
    pub(crate) flaky_counts: Mutex<HashMap<String, u32>>,
    pub(crate) tokens: Mutex<IssuedTokens>,
    /// The initial plan.
    pub(crate) plan: String,
    /// The limits of requests for one user.
    pub(crate) limits: Mutex<Limits>,
    /// The limits of requests for the list of users.
    pub(crate) list_limits: Mutex<Limits>,
    pub(crate) service: Mutex<TokenService>,
    pub(crate) in_progress: Mutex<InProgress>,
    /// The number of updates received.
    pub(crate) updates: AtomicU64,
    pub(crate) connections: AtomicU64,
    pub(crate) open_connections: Mutex<Connections>,
    pub(crate) exchanges: Mutex<Exchanges>,
    pub(crate) fault_rules: Mutex<FaultRules>,
    pub(crate) clients: Mutex<Clients>,
    pub(crate) runs: Mutex<Runs>,
    pub(crate) stop: Stop,
}

impl State {
    pub(crate) fn reset(&self) {
        lock(&self.users).replace(self.initial_users.clone());
        lock(&self.exchanges).clear();
        lock(&self.fault_rules).clear();
        *lock(&self.clients) = Clients::default();
        *lock(&self.runs) = Runs::default();
        lock(&self.log).clear();
        lock(&self.script).clear();
        lock(&self.flaky_counts).clear();
        for (limits, category) in [(&self.limits, LIGHT), (&self.list_limits, MEDIUM)] {
            if let Some(new) = Limits::of_plan(&self.plan, category) {
                *lock(limits) = new;
            }
        }
        *lock(&self.service) = TokenService::default();
        lock(&self.in_progress).concurrent = 0;
        self.updates.store(0, Ordering::SeqCst);
    }

    pub(crate) fn stats(&self) -> Stats {
        let token_requests = lock(&self.service).requests;
        let concurrent_updates = lock(&self.in_progress).concurrent;
        let (peak_lists_per_second, refused_lists) = {
            let limits = lock(&self.list_limits);
            (limits.peak, limits.refused)
        };
        let limits = lock(&self.limits);
        Stats {
            updates: self.updates.load(Ordering::SeqCst),
            refused: limits.refused,
            used_today: limits.used_today,
            peak_per_second: limits.peak,
            concurrent_updates,
            token_requests,
            peak_lists_per_second,
            refused_lists,
        }
    }

    /// Applies the limits of a plan; false if there is no such plan.
    pub(crate) fn set_plan(&self, plan: &str) -> bool {
        lock(&self.limits).set_plan(plan) && lock(&self.list_limits).set_plan(plan)
    }

    /// Seconds since 1970, by the clock that page tokens expire by.
    pub(crate) fn page_clock(&self) -> u64 {
        clock::now() + self.page_clock_ahead.load(Ordering::SeqCst)
    }

    /// Lets all page tokens expire.
    pub(crate) fn expire_page_tokens(&self) {
        self.page_clock_ahead.fetch_add(list::TOKEN_LIFETIME_S, Ordering::SeqCst);
    }

    pub(crate) fn accepts(&self, token: &str) -> bool {
        token == self.token || lock(&self.tokens).is_valid(token)
    }
}

/// The updates in progress.
#[derive(Default)]
pub(crate) struct InProgress {
    /// The ids of the users that are being updated, in lower case.
    user_ids: HashSet<String>,
    /// The number of updates received while another of the same user was in progress.
    concurrent: u64,
}

/// An update in progress.
pub(crate) struct UpdateGuard<'a> {
    state: &'a State,
    id: String,
}

impl<'a> UpdateGuard<'a> {
    /// Begins an update; `None` if another update of the same user is in progress.
    pub(crate) fn begin(state: &'a State, id: &str) -> Option<Self> {
        let mut in_progress = lock(&state.in_progress);
        let id = id.to_ascii_lowercase();
        if !in_progress.user_ids.insert(id.clone()) {
            in_progress.concurrent += 1;
            return None;
        }
        Some(Self { state, id })
    }
}

impl Drop for UpdateGuard<'_> {
    fn drop(&mut self) {
        lock(&self.state.in_progress).user_ids.remove(&self.id);
    }
}

/// Locks a mutex, even if another thread panicked while holding it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
