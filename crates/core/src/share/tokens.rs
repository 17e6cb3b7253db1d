//! The tokens of apps on the server.

use super::redis::failure::Failure;
use super::redis::link::{Link, MAX_DELAY};
use super::redis::resp::Reply;
use super::scripts;
use super::sealed_token::{app_hash, open, seal};
use super::turns::{hex, key};
use crate::auth::oauth::TokenResponse;
use crate::auth::settings::AuthSettings;
use crate::auth::shared_tokens::{Locking, SharedTokens};
use crate::limits::deadline::{CancelToken, Deadline};
use crate::limits::quota::hash;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::secret::Secret;
use ring::rand::{SecureRandom, SystemRandom};
use std::sync::Arc;
use std::time::Duration;

/// The lock of one who was killed ends by itself.
const LOCK_MS: &str = "15000";
/// The length of what identifies a token before it.
const ID_LEN: usize = 32;

/// The tokens of apps, sealed.
#[derive(Debug)]
pub(crate) struct ServerTokens {
    pub(crate) link: Arc<Link>,
}

/// The keys of an app.
struct Keys {
    hash: String,
    token: String,
    lock: String,
}

impl Keys {
    fn of(app: &AuthSettings) -> Self {
        let hash = hex(&app_hash(app));
        Self { token: key(&hash, "token"), lock: key(&hash, "lock"), hash }
    }
}

impl ServerTokens {
    /// Runs the script; `delay` is the limit of its own that it has after a call has what it needs.
    fn run(&self, keys: &Keys, values: &[&[u8]], wait: &Deadline, delay: Option<Duration>) -> Result<Reply, Failure> {
        let script = scripts::TOKEN.concat();
        let mut parts: Vec<&[u8]> = vec![b"EVAL", script.as_bytes(), b"2", keys.token.as_bytes(), keys.lock.as_bytes()];
        parts.extend_from_slice(values);
        let fits = |reply: &Reply| matches!(reply, Reply::Array(_) | Reply::Integer(_));
        match delay {
            None => self.link.call(&keys.hash, &parts, wait, fits),
            Some(delay) => self.link.call_within(delay, &keys.hash, &parts, wait, fits),
        }
    }

    /// Runs the script after the call has what it needs. A failure only means that others find no token.
    fn tell(&self, keys: &Keys, values: &[&[u8]]) {
        let wait = Deadline::new("share", MAX_DELAY, CancelToken::new(), None);
        if let Err(failure) = self.run(keys, values, &wait, Some(MAX_DELAY)) {
            log::debug!("share: a token was not stored: {}", failure.into_words());
        }
    }

    /// What a call does after a failure: it goes on without the server, unless it needs it. One that was stopped finds out.
    fn goes_on<T>(&self, failure: Failure, without: T) -> Result<T, Box<Error>> {
        match failure {
            Failure::Stopped(_) => Ok(without),
            failure if self.link.settings().required => Err(Box::new(self.link.error(failure))),
            _ => Ok(without),
        }
    }
}

impl SharedTokens for ServerTokens {
    fn read(&self, app: &AuthSettings, wait: &Deadline) -> Result<Option<(TokenResponse, Duration)>, Box<Error>> {
        let keys = Keys::of(app);
        let reply = match self.run(&keys, &[b"read"], wait, None) {
            Ok(reply) => reply,
            Err(failure) => return self.goes_on(failure, None),
        };
        let Reply::Array(parts) = reply else { return Ok(None) };
        let [Reply::Text(stored), Reply::Integer(left_ms)] = parts.as_slice() else { return Ok(None) };
        let left = Duration::from_millis(u64::try_from(*left_ms).unwrap_or_default());
        let found = stored.get(ID_LEN..).and_then(|sealed| open(app, sealed, &keys.token, left));
        if found.is_none() {
            log::debug!("share: the stored token cannot be opened; it is replaced");
        }
        Ok(found)
    }

    fn lock(&self, app: &AuthSettings, wait: &Deadline) -> Result<Locking, Box<Error>> {
        let keys = Keys::of(app);
        let mut random = [0; 16];
        if SystemRandom::new().fill(&mut random).is_err() {
            return Ok(Locking::Alone);
        }
        let value = hex(&random);
        let parts = [b"SET", keys.lock.as_bytes(), value.as_bytes(), b"NX", b"PX", LOCK_MS.as_bytes()];
        match self.link.call(&keys.hash, &parts, wait, |_| true) {
            Ok(Reply::Nil) => Ok(Locking::Busy),
            Ok(_) => Ok(Locking::Locked(value)),
            Err(failure) => self.goes_on(failure, Locking::Alone),
        }
    }

    fn store(&self, app: &AuthSettings, issued: &TokenResponse, lock: &str) {
        let keys = Keys::of(app);
        let Some(sealed) = seal(app, issued, &keys.token) else { return };
        let stored = [id(&issued.secret).as_bytes(), &sealed].concat();
        let lifetime_ms = issued.lifetime.as_millis().to_string();
        self.tell(&keys, &[b"store", &stored, lifetime_ms.as_bytes(), lock.as_bytes()]);
    }

    fn unlock(&self, app: &AuthSettings, lock: &str) {
        self.tell(&Keys::of(app), &[b"unlock", lock.as_bytes()]);
    }

    fn drop_refused(&self, app: &AuthSettings, refused: &Secret, wait: &Deadline) {
        // If it fails, reading finds the refused token and does not use it.
        let _ = self.run(&Keys::of(app), &[b"drop", id(refused).as_bytes()], wait, None);
    }

    fn take_warning(&self) -> Option<Problem> {
        self.link.take_warning("calls go on with a part of the rate and a token of their own")
    }
}

/// What identifies a token: a hash of a text that nobody can guess.
fn id(token: &Secret) -> String {
    hex(&hash(token.expose()))
}
