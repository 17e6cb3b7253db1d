//! Access tokens and their scopes: those issued so far, and how the token service behaves.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use crate::json::{Json, count, object};
use crate::monitor::clients::token_tag;
use crate::random;

/// Permits reading a user.
pub(crate) const READ: &str = "user:read:user:admin";
/// Permits listing users.
pub(crate) const LIST: &str = "user:read:list_users:admin";
/// Permits updating a user.
pub(crate) const UPDATE: &str = "user:update:user:admin";
/// The scopes that can be taken from the app.
pub(crate) const SCOPES: [&str; 3] = [READ, LIST, UPDATE];

/// The tokens that are shown.
const MAX_SHOWN: usize = 100;

/// Settings and counter of the token service.
pub(crate) struct TokenService {
    pub(crate) lifetime_s: u32,
    pub(crate) delay: Duration,
    /// The `api_url` of the response; by default the server that received the request.
    pub(crate) api_url: Option<String>,
    /// The `scope` of the response. It is not enforced; by default the scopes that the app has.
    pub(crate) scope: Option<String>,
    /// Scopes that the app does not have.
    pub(crate) missing_scopes: BTreeSet<&'static str>,
    /// Token requests received.
    pub(crate) requests: u64,
}

impl Default for TokenService {
    fn default() -> Self {
        Self {
            lifetime_s: 3_599,
            delay: Duration::ZERO,
            api_url: None,
            scope: None,
            missing_scopes: BTreeSet::new(),
            requests: 0,
        }
    }
}

impl TokenService {
    /// Gives a scope to the app or takes it away; false if it is not one of [`SCOPES`].
    pub(crate) fn set_scope(&mut self, scope: &str, granted: bool) -> bool {
        let Some(known) = SCOPES.into_iter().find(|known| *known == scope) else { return false };
        match granted {
            true => self.missing_scopes.remove(known),
            false => self.missing_scopes.insert(known),
        };
        true
    }

    /// The `scope` of a token response.
    pub(crate) fn scope(&self) -> String {
        let granted = || SCOPES.into_iter().filter(|scope| !self.missing_scopes.contains(scope));
        self.scope.clone().unwrap_or_else(|| granted().collect::<Vec<_>>().join(" "))
    }

    /// Each of [`SCOPES`], and whether the app has it.
    pub(crate) fn scopes_json(&self) -> Json {
        object(SCOPES.map(|scope| (scope, (!self.missing_scopes.contains(scope)).into())))
    }
}

struct Issued {
    number: u64,
    expiry: Instant,
}

/// The tokens issued so far, numbered from 1.
#[derive(Default)]
pub(crate) struct IssuedTokens {
    last: u64,
    issued: HashMap<String, Issued>,
}

impl IssuedTokens {
    /// Issues a token with this lifetime.
    pub(crate) fn issue(&mut self, lifetime: Duration) -> String {
        let (token, now) = (format!("sandbox-{}", random::hex()), Instant::now());
        self.issued.retain(|_, issued| now < issued.expiry);
        self.last += 1;
        self.issued.insert(token.clone(), Issued { number: self.last, expiry: now + lifetime });
        token
    }

    /// Whether the token was issued and has not expired.
    pub(crate) fn is_valid(&self, token: &str) -> bool {
        self.issued.get(token).is_some_and(|issued| Instant::now() < issued.expiry)
    }

    /// Revokes all tokens.
    pub(crate) fn revoke_all(&mut self) {
        self.issued.clear();
    }

    /// Revokes the token of this number; false if there is none.
    pub(crate) fn revoke(&mut self, number: u64) -> bool {
        let before = self.issued.len();
        self.issued.retain(|_, issued| issued.number != number);
        self.issued.len() < before
    }

    /// The valid tokens, without their text.
    pub(crate) fn json(&self) -> Json {
        let now = Instant::now();
        let mut valid: Vec<_> = self.issued.iter().filter(|(_, issued)| now < issued.expiry).collect();
        valid.sort_by_key(|(_, issued)| issued.number);
        let row = |(token, issued): &(&String, &Issued)| {
            let left = issued.expiry.saturating_duration_since(now).as_secs();
            object([("token", count(issued.number)), ("tag", token_tag(token).into()), ("expires_in_s", count(left))])
        };
        Json::List(valid.iter().rev().take(MAX_SHOWN).map(row).collect())
    }
}
