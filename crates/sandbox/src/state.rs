//! Everything the connections share.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rustls::ServerConfig;

use crate::answer::Answer;
use crate::record::Log;
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
    pub(crate) connections: AtomicU64,
    pub(crate) stop: Stop,
}

impl State {
    pub(crate) fn reset(&self) {
        *lock(&self.users) = Users::start();
        lock(&self.log).clear();
        lock(&self.script).clear();
        lock(&self.met).clear();
    }

    pub(crate) fn accepts(&self, token: &str) -> bool {
        token == self.token || lock(&self.tokens).get(token).is_some_and(|end| Instant::now() < *end)
    }
}

/// The lock, whatever became of other threads that held it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
