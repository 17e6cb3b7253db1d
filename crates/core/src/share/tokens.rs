//! The tokens of apps on the server.

use super::redis::failure::Failure;
use super::redis::link::Link;
use super::redis::resp::Reply;
use super::scripts::{self, Call, key};
use super::sealed_token::{open, seal};
use crate::auth::oauth::TokenResponse;
use crate::auth::settings::AuthSettings;
use crate::auth::shared_tokens::{Locking, SharedTokens};
use crate::limits::deadline::Deadline;
use crate::limits::quota::hash;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::secret::Secret;
use crate::text::hex;
use ring::rand::{SecureRandom, SystemRandom};
use std::sync::Arc;
use std::time::Duration;

/// The lock of one who was killed ends by itself.
const LOCK_MS: &[u8] = b"15000";
/// The length of what identifies a token before it.
const ID_LEN: usize = 32;

/// The tokens of apps, sealed.
#[derive(Debug)]
pub(crate) struct ServerTokens {
    pub(crate) link: Arc<Link>,
}

/// The hash of an app, which tells nothing of it.
fn hash_of(app: &AuthSettings) -> String {
    hex(&hash(&app.identity()))
}

/// The script with these values.
fn call<'a>(hash: &'a str, values: &'a [&'a [u8]]) -> Call<'a> {
    Call { script: scripts::TOKEN, hash, keys: &["token", "lock"], values }
}

impl ServerTokens {
    fn eval(&self, app: &AuthSettings, values: &[&[u8]], wait: &Deadline) -> Result<Reply, Failure> {
        let fits = |reply: &Reply| matches!(reply, Reply::Array(_) | Reply::Integer(_));
        self.link.eval(&call(&hash_of(app), values), wait, fits)
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
        let reply = match self.eval(app, &[b"read"], wait) {
            Ok(reply) => reply,
            Err(failure) => return self.goes_on(failure, None),
        };
        let Reply::Array(parts) = reply else { return Ok(None) };
        let [Reply::Text(stored), Reply::Integer(left_ms)] = parts.as_slice() else { return Ok(None) };
        let left = Duration::from_millis(u64::try_from(*left_ms).unwrap_or_default());
        let stored_at = key(&hash_of(app), "token");
        let found = stored.get(ID_LEN..).and_then(|sealed| open(app, sealed, &stored_at, left));
        if found.is_none() {
            log::debug!("share: the stored token cannot be opened; it is replaced");
        }
        Ok(found)
    }

    fn lock(&self, app: &AuthSettings, wait: &Deadline) -> Result<Locking, Box<Error>> {
        let mut random = [0; 16];
        if SystemRandom::new().fill(&mut random).is_err() {
            return Ok(Locking::Alone);
        }
        let value = hex(&random);
        match self.eval(app, &[b"lock", value.as_bytes(), LOCK_MS], wait) {
            Ok(Reply::Integer(0)) => Ok(Locking::Busy),
            Ok(_) => Ok(Locking::Locked(value)),
            Err(failure) => self.goes_on(failure, Locking::Alone),
        }
    }

    fn store(&self, app: &AuthSettings, issued: &TokenResponse, lock: &str, wait: &Deadline) {
        let hash = hash_of(app);
        let Some(sealed) = seal(app, issued, &key(&hash, "token")) else { return };
        let stored = [id(&issued.secret).as_bytes(), &sealed].concat();
        let lifetime_ms = issued.lifetime.as_millis().to_string();
        self.link.notify(&call(&hash, &[b"store", &stored, lifetime_ms.as_bytes(), lock.as_bytes()]), wait);
    }

    fn unlock(&self, app: &AuthSettings, lock: &str, wait: &Deadline) {
        self.link.notify(&call(&hash_of(app), &[b"unlock", lock.as_bytes()]), wait);
    }

    fn drop_refused(&self, app: &AuthSettings, refused: &Secret, wait: &Deadline) {
        // If it fails, reading finds the refused token and does not use it.
        let _ = self.eval(app, &[b"drop", id(refused).as_bytes()], wait);
    }

    fn take_warning(&self) -> Option<Problem> {
        self.link.take_warning("calls go on with a part of the rate and a token of their own")
    }
}

/// What identifies a token: a hash of a text that nobody can guess.
fn id(token: &Secret) -> String {
    hex(&hash(token.expose()))
}
