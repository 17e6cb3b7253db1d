//! Access tokens: those issued so far, and how the token service behaves.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::random;

const SCOPE: &str = "user:read:user:admin user:read:list_users:admin user:update:user:admin";

/// Settings and counter of the token service.
pub(crate) struct TokenService {
    pub(crate) lifetime_s: u32,
    pub(crate) delay: Duration,
    /// The `api_url` of the response; by default the server that received the request.
    pub(crate) api_url: Option<String>,
    /// The `scope` of the response. It is not enforced.
    pub(crate) scope: String,
    /// Token requests received.
    pub(crate) requests: u64,
}

impl Default for TokenService {
    fn default() -> Self {
        Self { lifetime_s: 3_599, delay: Duration::ZERO, api_url: None, scope: SCOPE.to_owned(), requests: 0 }
    }
}

/// The tokens issued so far, with their expiry.
#[derive(Default)]
pub(crate) struct IssuedTokens(HashMap<String, Instant>);

impl IssuedTokens {
    /// Issues a token with this lifetime.
    pub(crate) fn issue(&mut self, lifetime: Duration) -> String {
        let (token, now) = (format!("sandbox-{}", random::hex()), Instant::now());
        self.0.retain(|_, expiry| now < *expiry);
        self.0.insert(token.clone(), now + lifetime);
        token
    }

    /// Whether the token was issued and has not expired.
    pub(crate) fn is_valid(&self, token: &str) -> bool {
        self.0.get(token).is_some_and(|expiry| Instant::now() < *expiry)
    }

    /// Revokes all tokens.
    pub(crate) fn revoke(&mut self) {
        self.0.clear();
    }
}
