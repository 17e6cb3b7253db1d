//! Everything the connections share.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rustls::ServerConfig;

use crate::answer::Answer;
use crate::limits::Limits;
use crate::oauth::Service;
use crate::record::{Books, Log};
use crate::stop::Stop;
use crate::users::Users;

pub(crate) struct State {
    pub(crate) token: String,
    /// `user:password` that a tunnel needs.
    pub(crate) proxy_password: Option<String>,
    pub(crate) http_url: String,
    pub(crate) https_url: String,
    pub(crate) ca_pem: String,
    pub(crate) tls: Arc<ServerConfig>,
    pub(crate) users: Mutex<Users>,
    pub(crate) log: Mutex<Log>,
    pub(crate) script: Mutex<VecDeque<Answer>>,
    /// How often each user id that asks for faults was met.
    pub(crate) met: Mutex<HashMap<String, u32>>,
    /// Tokens that were handed out, and when they end.
    pub(crate) tokens: Mutex<HashMap<String, Instant>>,
    /// The plan at the start.
    pub(crate) plan: String,
    pub(crate) limits: Mutex<Limits>,
    pub(crate) service: Mutex<Service>,
    /// Users whose change is under way, and how often another came meanwhile.
    pub(crate) changing: Mutex<(HashSet<String>, u64)>,
    /// Changes that came.
    pub(crate) updates: AtomicU64,
    pub(crate) connections: AtomicU64,
    pub(crate) stop: Stop,
}

impl State {
    pub(crate) fn reset(&self) {
        *lock(&self.users) = Users::start();
        lock(&self.log).clear();
        lock(&self.script).clear();
        lock(&self.met).clear();
        *lock(&self.limits) = Limits::of_plan(&self.plan).unwrap_or_default();
        *lock(&self.service) = Service::default();
        lock(&self.changing).1 = 0;
        self.updates.store(0, Ordering::SeqCst);
    }

    /// What came so far.
    pub(crate) fn books(&self) -> Books {
        let token_requests = lock(&self.service).requests;
        let side_by_side = lock(&self.changing).1;
        let limits = lock(&self.limits);
        Books {
            updates: self.updates.load(Ordering::SeqCst),
            refused: limits.refused,
            used_today: limits.used_today,
            peak_per_second: limits.peak,
            side_by_side,
            token_requests,
        }
    }

    pub(crate) fn accepts(&self, token: &str) -> bool {
        token == self.token || lock(&self.tokens).get(token).is_some_and(|end| Instant::now() < *end)
    }
}

/// A change of a user that is under way.
pub(crate) struct Changing<'a> {
    state: &'a State,
    id: String,
}

impl<'a> Changing<'a> {
    /// Begins a change; nothing if another of the same user is under way.
    pub(crate) fn begin(state: &'a State, id: &str) -> Option<Self> {
        let mut changing = lock(&state.changing);
        let id = id.to_ascii_lowercase();
        if !changing.0.insert(id.clone()) {
            changing.1 += 1;
            return None;
        }
        Some(Self { state, id })
    }
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        lock(&self.state.changing).0.remove(&self.id);
    }
}

/// The lock, whatever became of other threads that held it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
