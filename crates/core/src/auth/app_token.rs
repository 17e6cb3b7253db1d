//! The token of a Server-to-Server OAuth app: kept for all clients of the process, renewed by one thread of one process.

use super::cache;
use super::oauth::TokenResponse;
use super::settings::AuthSettings;
use super::shared_tokens::{Locking, SharedTokens};
use super::token_context::{SCOPE_RETRY_S, TokenContext};
use super::token_lock::{Lock, Unlockable};
use super::token_service;
use crate::clock::Moment;
use crate::limits::call_stats::{CallStats, warn};
use crate::limits::keyed_lock;
use crate::limits::private_file::{Locked, Unlocked, shown};
use crate::limits::settings::LimitSettings;
use crate::net::base_url::BaseUrl;
use crate::process::per_process::PerProcess;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::status::Status;
use crate::secret::Secret;
use crate::text::describe;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A token is renewed this long before it expires, or after half its lifetime if that is below ten minutes.
const REFRESH_SKEW: Duration = Duration::from_secs(300);
/// How long renewing a token that is still valid may delay a call: this, and at most half of the time left to it.
const EARLY_RENEWAL_TIMEOUT: Duration = Duration::from_secs(5);
/// A renewal that failed while the token is still valid is retried after this time.
const RENEWAL_RETRY_DELAY: Duration = Duration::from_secs(30);
/// When to look again if another process is renewing a token that is still valid.
const BUSY_RETRY_DELAY: Duration = Duration::from_secs(1);
/// How long to wait for the lock of the cache before requesting a token without it.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// How often a call looks for the token that another thread is requesting.
const PAUSE: Duration = Duration::from_millis(5);
/// How often, about, a call looks for the token that another machine is requesting.
const SHARED_PAUSE: Duration = Duration::from_millis(200);
/// Apps whose tokens a process keeps.
const MAX_APPS: usize = 32;
const NO_EXPIRY: Duration = Duration::MAX;

/// The tokens of this process's apps, for all its clients. Plain data, which a forked child may use too.
static CACHED: PerProcess<Arc<CachedToken>, MAX_APPS> = PerProcess::new();
/// Why the last token request of an app failed, for the threads that waited for it.
static FAILED: PerProcess<Arc<Failed>, MAX_APPS> = PerProcess::new();
/// The cache files about which a warning was given.
static TOLD: PerProcess<u64, MAX_APPS> = PerProcess::new();

#[derive(Clone)]
struct CachedToken {
    app: u64,
    secret: Secret,
    base_url: Option<BaseUrl>,
    scopes_at_s: Option<u64>,
    /// When it came to this process, on a clock that counts the time of a suspended machine.
    since: Moment,
    /// The time from then until it is renewed.
    renew_after: Duration,
    /// The time from then until it expires.
    lifetime: Duration,
}

struct Failed {
    app: u64,
    at: Instant,
    /// For how long a response was waited for, if there was none.
    timeout: Option<Duration>,
    outcome: Outcome,
}

/// A token for a request.
#[derive(Debug)]
pub(crate) struct AccessToken {
    pub(crate) secret: Secret,
    /// The base URL of the API, if the token service named one.
    pub(crate) base_url: Option<BaseUrl>,
}

/// The tokens of one app.
pub(crate) struct AppTokens {
    pub(crate) settings: Arc<AuthSettings>,
    pub(crate) limits: Arc<LimitSettings>,
    /// What machines share, which takes the place of the cache file.
    pub(crate) shared: Option<Arc<dyn SharedTokens>>,
    app: u64,
}

impl AppTokens {
    pub(crate) fn new(
        settings: &Arc<AuthSettings>,
        limits: &Arc<LimitSettings>,
        shared: Option<Arc<dyn SharedTokens>>,
    ) -> Self {
        let app = &settings.credentials;
        let name = ["app", &app.account_id, &app.client_id, app.client_secret.expose(), settings.token_url.as_str()];
        Self { settings: settings.clone(), limits: limits.clone(), shared, app: keyed_lock::name(&name) }
    }

    /// The app's token: the cached one, or a new one that one thread of one process requests for all. A thread that finds
    /// another one renewing a token that is still valid uses that token.
    pub(crate) fn token(&self, context: &TokenContext<'_>, stats: &mut CallStats) -> Result<AccessToken, Box<Outcome>> {
        let began = Instant::now();
        let guard = loop {
            if let Some(settled) = self.settled(context, began) {
                return settled;
            }
            if let Some(guard) = keyed_lock::try_lock(self.app) {
                break Some(guard);
            }
            if let Some(old) = self.valid(context) {
                return Ok(old.token());
            }
            if keyed_lock::is_held_here(self.app) {
                break None;
            }
            let slept = stats.sleep(PAUSE, context.wait);
            slept.map_err(|stop| Outcome::from(&stop.into_error("another thread was getting a token")))?;
        };
        // Another thread may have been faster.
        if let Some(settled) = self.settled(context, began) {
            return settled;
        }
        let renewed = self.renew(context, stats);
        drop(guard);
        if let Some(warning) = self.shared.as_ref().and_then(|shared| shared.take_warning()) {
            stats.warnings.push(warning);
        }
        renewed.map(|cached| cached.token())
    }

    /// What needs no request: a token that need not be renewed yet, or, without a valid token, the failure of a request that
    /// this call has waited for.
    fn settled(&self, context: &TokenContext<'_>, began: Instant) -> Option<Result<AccessToken, Box<Outcome>>> {
        if let Some(cached) = self.valid(context) {
            return cached.is_fresh(context.clock.now()).then(|| Ok(cached.token()));
        }
        // A missing scope is no reason to retry at once with a service that has just failed.
        let scopes_wait = Duration::from_secs(if context.lacks_scope() { SCOPE_RETRY_S } else { 0 });
        let counts = |other: &Failed| {
            (other.at > began || other.at.elapsed() < scopes_wait)
                && other.timeout.is_none_or(|timeout| timeout >= self.limits.timeout)
        };
        let other = FAILED.peek(NO_EXPIRY, |other| other.app == self.app && counts(other))?;
        Some(Err(Box::new(other.outcome.clone())))
    }

    /// The cached token, if it is valid and not the refused one.
    fn valid(&self, context: &TokenContext<'_>) -> Option<Arc<CachedToken>> {
        let now = context.clock.now();
        self.cached().filter(|cached| cached.is_valid(now) && context.refused_token() != Some(&cached.secret))
    }

    fn cached(&self) -> Option<Arc<CachedToken>> {
        CACHED.peek(NO_EXPIRY, |cached| cached.app == self.app)
    }

    fn cache(&self, cached: CachedToken) -> Arc<CachedToken> {
        let cached = Arc::new(cached);
        self.forget_own();
        CACHED.put(Arc::clone(&cached));
        cached
    }

    pub(crate) fn forget_own(&self) {
        CACHED.forget(|old| old.app == self.app);
    }

    /// A token from the store or a new one, or the old one if that is still valid and there is no other.
    fn renew(&self, context: &TokenContext<'_>, stats: &mut CallStats) -> Result<Arc<CachedToken>, Box<Outcome>> {
        // A token that lacks a scope serves those who do not need it.
        if let (Some(shared), Some(refused), false) = (&self.shared, context.refused_token(), context.lacks_scope()) {
            shared.drop_refused(&self.settings, refused, context.wait);
        }
        // A file is replaced atomically, so reading needs no lock.
        if let Some(cached) = self.fresh_in_store(context, stats)? {
            return Ok(cached);
        }
        let refused = self.cached().filter(|cached| context.refused_token() == Some(&cached.secret));
        let scopes_at_s = refused.and_then(|cached| cached.scopes_at_s);
        context.check_scope_retry(scopes_at_s).map_err(|error| Outcome::from(&error))?;
        let Some(old) = self.valid(context) else { return self.renew_now(context, stats) };
        let limit = EARLY_RENEWAL_TIMEOUT.min(context.wait.left().unwrap_or_default() / 2);
        let wait = context.wait.within("the time for renewing a valid token", limit);
        let outcome = match self.lock(&TokenContext { wait: &wait, ..*context }, Duration::ZERO, stats) {
            // Another process is renewing it.
            Err(_) => return Ok(self.put_off(&old, BUSY_RETRY_DELAY, context)),
            Ok(mut lock) => match self.request(&TokenContext { wait: &wait, ..*context }, &mut lock, stats) {
                Err(outcome) if outcome.status() != Status::Cancelled => outcome,
                renewed => return renewed,
            },
        };
        if old.is_valid(context.clock.now()) {
            log::warn!("the token could not be renewed and is used until it expires: {}", outcome.message());
            return Ok(self.put_off(&old, RENEWAL_RETRY_DELAY, context));
        }
        self.renew_now(context, stats)
    }

    /// A new token, if there is no valid one: within all of the time of the call.
    fn renew_now(&self, context: &TokenContext<'_>, stats: &mut CallStats) -> Result<Arc<CachedToken>, Box<Outcome>> {
        let began = Instant::now();
        let mut lock = match self.lock(context, LOCK_TIMEOUT, stats) {
            Ok(lock) => lock,
            Err(Unlockable::Stopped(stop)) => {
                return Err(Box::new(Outcome::from(&stop.into_error("another process was getting a token"))));
            }
            Err(Unlockable::Ended(outcome)) => return Err(outcome),
            Err(Unlockable::Busy) if self.shared.is_some() => {
                log::info!("another machine has not got a token in time; this process requests one by itself");
                Lock::None
            }
            Err(Unlockable::Busy) => {
                let waited = began.elapsed();
                stats.waited += waited;
                let ms = waited.as_millis();
                let why =
                    format!("another process has kept it locked for {ms} ms; this process requests a token by itself");
                self.tell(&cache::lock_path(self.cache_path()), &why, stats);
                Lock::None
            }
        };
        self.request(context, &mut lock, stats)
    }

    /// Becomes the one who requests a token for all who share the store, if there is one.
    fn lock(
        &self,
        context: &TokenContext<'_>,
        timeout: Duration,
        stats: &mut CallStats,
    ) -> Result<Lock<'_>, Unlockable> {
        if let Some(shared) = &self.shared {
            return self.lock_shared(&**shared, context, timeout, stats);
        }
        let (Some(cache), wait) = (&self.settings.token_cache, context.wait) else { return Ok(Lock::None) };
        let lock_path = cache::lock_path(cache);
        match Locked::open(&lock_path, wait, timeout) {
            Ok(lock) => Ok(Lock::File(lock)),
            Err(Unlocked::Stopped(stop)) => Err(Unlockable::Stopped(stop)),
            Err(Unlocked::Busy) => Err(Unlockable::Busy),
            Err(Unlocked::Unusable(error)) => {
                self.tell(&lock_path, &format!("the lock file cannot be used: {}", describe(&error)), stats);
                Ok(Lock::None)
            }
        }
    }

    /// The same with other machines. Who waits for one looks for its token, at most for a fifth of the time left.
    fn lock_shared<'a>(
        &'a self,
        tokens: &'a dyn SharedTokens,
        context: &TokenContext<'_>,
        timeout: Duration,
        stats: &mut CallStats,
    ) -> Result<Lock<'a>, Unlockable> {
        let (wait, app) = (context.wait, &*self.settings);
        let end = Instant::now() + timeout.min(wait.left().map_err(Unlockable::Stopped)? / 5);
        loop {
            match tokens.lock(app, wait).map_err(|error| Unlockable::Ended(Box::new(Outcome::from(&*error))))? {
                Locking::Locked(value) => return Ok(Lock::Shared { tokens, app, value, wait: wait.clone() }),
                Locking::Alone => return Ok(Lock::None),
                Locking::Busy => {}
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Unlockable::Busy);
            }
            let pause = SHARED_PAUSE.mul_f64(0.5 + stats.jitter());
            stats.sleep(pause.min(left), wait).map_err(Unlockable::Stopped)?;
            if self.fresh_in_store(context, stats).map_err(Unlockable::Ended)?.is_some() {
                return Ok(Lock::None);
            }
        }
    }

    /// Requests a token from the service, unless another process was faster. Keeps an error for the threads that wait.
    fn request(
        &self,
        context: &TokenContext<'_>,
        lock: &mut Lock<'_>,
        stats: &mut CallStats,
    ) -> Result<Arc<CachedToken>, Box<Outcome>> {
        if let Some(cached) = self.fresh_in_store(context, stats)? {
            return Ok(cached);
        }
        // Each caller waits under its own deadline.
        let is_own = |outcome: &Outcome| match outcome.status() {
            Status::Cancelled => true,
            Status::Timeout => context.wait.left().is_err(),
            _ => false,
        };
        let issued = match token_service::request_token(&self.settings, &self.limits, context, stats) {
            Err(outcome) if is_own(&outcome) => return Err(outcome),
            issued => issued,
        };
        FAILED.forget(|other| other.app == self.app);
        let mut issued = issued.inspect_err(|outcome| {
            let timeout = (outcome.status() == Status::Timeout).then_some(self.limits.timeout);
            let outcome = Outcome::clone(outcome);
            FAILED.put(Arc::new(Failed { app: self.app, at: Instant::now(), timeout, outcome }));
        })?;
        let now = context.clock.now();
        issued.scopes_at_s = context.lacks_scope().then_some(now.unix_s());
        if let Some(shared) = &self.shared {
            shared.store(&self.settings, &issued, &lock.take(), context.wait);
        } else if let Some(cache) = &self.settings.token_cache {
            match cache::write(cache, &self.settings, &issued, now.unix_s()) {
                Ok(()) => TOLD.forget(|told| *told == self.cache_name()),
                Err(error) => self.tell(cache, &format!("it cannot be written: {}", describe(&error)), stats),
            }
        }
        Ok(self.cache(self.cache_entry(issued, Duration::ZERO, now)))
    }

    /// A token that need not be renewed yet: the own one, which may have been found while the lock was waited for, or that in the
    /// store. One that is only valid takes the place of an older one.
    fn fresh_in_store(
        &self,
        context: &TokenContext<'_>,
        stats: &mut CallStats,
    ) -> Result<Option<Arc<CachedToken>>, Box<Outcome>> {
        if let Some(own) = self.valid(context).filter(|own| own.is_fresh(context.clock.now())) {
            return Ok(Some(own));
        }
        let stored = match &self.shared {
            Some(shared) => {
                shared.read(&self.settings, context.wait).map_err(|error| Box::new(Outcome::from(&*error)))?
            }
            None => self.read_file(context, stats),
        };
        Ok(stored.and_then(|(issued, age)| self.take(issued, age, context)))
    }

    /// The token in the cache file.
    fn read_file(&self, context: &TokenContext<'_>, stats: &mut CallStats) -> Option<(TokenResponse, Duration)> {
        let cache = self.settings.token_cache.as_deref()?;
        cache::read(cache, &self.settings, context.clock.now().unix_s()).unwrap_or_else(|why| {
            self.tell(cache, why, stats);
            None
        })
    }

    /// Takes a token from the store, unless the own one is better.
    fn take(&self, issued: TokenResponse, age: Duration, context: &TokenContext<'_>) -> Option<Arc<CachedToken>> {
        let now = context.clock.now();
        let found = Some(self.cache_entry(issued, age, now)).filter(|found| {
            context.refused_token() != Some(&found.secret)
                && self.valid(context).is_none_or(|old| old.secret != found.secret && found.left(now) > old.left(now))
        })?;
        log::info!("the token was taken from the cache");
        Some(self.cache(found)).filter(|found| found.is_fresh(now))
    }

    /// An entry for a token that was issued `age` ago.
    fn cache_entry(&self, issued: TokenResponse, age: Duration, now: Moment) -> CachedToken {
        let early = REFRESH_SKEW.min(issued.lifetime / 2);
        CachedToken {
            app: self.app,
            secret: issued.secret,
            base_url: issued.base_url,
            scopes_at_s: issued.scopes_at_s,
            since: now,
            renew_after: (issued.lifetime - early).saturating_sub(age),
            lifetime: issued.lifetime.saturating_sub(age),
        }
    }

    /// Keeps a valid token, to be renewed after `delay`.
    fn put_off(&self, old: &CachedToken, delay: Duration, context: &TokenContext<'_>) -> Arc<CachedToken> {
        let renew_after = context.clock.now().since(old.since) + delay;
        self.cache(CachedToken { renew_after, ..old.clone() })
    }

    fn cache_path(&self) -> &Path {
        self.settings.token_cache.as_deref().unwrap_or(Path::new(""))
    }

    fn cache_name(&self) -> u64 {
        keyed_lock::name(&["token_cache", &self.cache_path().to_string_lossy()])
    }

    /// Tells what is wrong with a file of the cache: once, until the cache can be written again.
    fn tell(&self, file: &Path, why: &str, stats: &mut CallStats) {
        let problem = Problem::new("token_cache", format!("{}: {why}", shown(file)));
        let name = self.cache_name();
        if TOLD.peek(NO_EXPIRY, |told| *told == name).is_some() {
            log::debug!("{problem}");
            return;
        }
        TOLD.put(name);
        warn(&mut stats.warnings, problem);
    }
}

impl CachedToken {
    /// Whether it need not be renewed yet.
    fn is_fresh(&self, now: Moment) -> bool {
        now.since(self.since) < self.renew_after
    }

    /// Whether it has not expired.
    fn is_valid(&self, now: Moment) -> bool {
        now.since(self.since) < self.lifetime
    }

    fn left(&self, now: Moment) -> Duration {
        self.lifetime.saturating_sub(now.since(self.since))
    }

    fn token(&self) -> AccessToken {
        AccessToken { secret: self.secret.clone(), base_url: self.base_url.clone() }
    }
}

/// Drops all cached tokens.
pub(crate) fn forget() {
    CACHED.clear();
    FAILED.clear();
    TOLD.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_ends_when_either_clock_says_so() {
        let tokens = AppTokens::new(&Arc::default(), &Arc::default(), None);
        let lifetime = Duration::from_secs(3_600);
        let secret = Secret::new("tok-12345");
        let issued = TokenResponse { secret, lifetime, base_url: None, scopes: None, scopes_at_s: None };
        let now = Moment::now();
        let kept = tokens.cache_entry(issued, Duration::ZERO, now);
        let (short, early) = (Duration::from_secs(60), lifetime - REFRESH_SKEW);
        for (steady, calendar, is_fresh, is_valid) in [
            (short, short, true, true),
            (short, early + short, false, true),
            (short, lifetime + short, false, false),
            (early + short, short, false, true),
            (lifetime + short, short, false, false),
        ] {
            let later = now.after(steady, calendar);
            assert_eq!((kept.is_fresh(later), kept.is_valid(later)), (is_fresh, is_valid), "{steady:?} {calendar:?}");
        }
    }
}
