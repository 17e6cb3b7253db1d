//! Where the access token of a call comes from: an option, the program, or Zoom's token service.

mod cache;
mod oauth;
mod service;

use super::claims;
use super::effort::Effort;
use super::options::Options;
use super::private_file::{Locked, Unlocked};
use super::secret::Secret;
use super::slots::Slots;
use super::transport::{Transport, describe};
use super::wait::Wait;
use crate::answer::error::Error;
use crate::answer::outcome::{Outcome, Problem};
use crate::answer::status::Status;
use oauth::Issued;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What is asked of a program that gives tokens itself.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TokenAsk {
    /// Zoom has just refused the token that was given last.
    pub refused: bool,
}

/// Gives an access token, or says in one line why not. Called on the thread of the call that needs the token, once for
/// each call and once more if Zoom refuses the token. It must not call the client that asks.
pub type TokenSource = Arc<dyn Fn(TokenAsk) -> Result<String, String> + Send + Sync>;

/// A token is renewed that long before its end, or at half its time if it does not last ten minutes.
const EARLY: Duration = Duration::from_secs(300);
/// A renewal that failed while the token is still good is tried again after this time.
const AFTER_FAILURE: Duration = Duration::from_secs(30);
/// How long another process may hold the lock of the cache before this one gets a token by itself.
const PATIENCE: Duration = Duration::from_secs(10);
/// Apps whose tokens a process keeps.
const APPS: usize = 32;
const FOR_EVER: Duration = Duration::MAX;

/// The tokens of this process's apps, for all its clients. Plain data, which a child of a fork may use as well.
static KEPT: Slots<Arc<Kept>, APPS> = Slots::new();
/// Why the last attempt of an app failed, for those who waited for it.
static FAILED: Slots<Arc<Failed>, APPS> = Slots::new();

struct Kept {
    app: u64,
    secret: Secret,
    base_url: Option<String>,
    renew_at: Instant,
    ends_at: Instant,
}

struct Failed {
    app: u64,
    at: Instant,
    outcome: Outcome,
}

/// A token for a request.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) secret: Secret,
    /// Where the API is, if that came with the token.
    pub(crate) base_url: Option<String>,
}

/// Who gives the tokens of a client.
#[derive(Clone, Copy)]
pub(crate) enum Giver<'a> {
    /// The option `token`.
    Given(&'a Secret),
    /// The program.
    Program(&'a TokenSource),
    /// Zoom's token service, to an app.
    App,
}

/// A token to look at.
pub(crate) struct Sample {
    pub(crate) grant: Grant,
    /// How long it lasts, where that is known.
    pub(crate) lifetime: Option<Duration>,
    /// What it permits, where that is known.
    pub(crate) scopes: Option<Vec<String>>,
}

/// The way of a client to its tokens.
pub(crate) struct Tokens {
    options: Options,
    source: Option<TokenSource>,
    app: u64,
}

/// What a token is wanted with.
pub(crate) struct Errand<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) wait: &'a Wait,
    /// The token that Zoom has just refused.
    pub(crate) refused: Option<&'a Secret>,
}

impl Tokens {
    pub(crate) fn new(options: &Options, source: Option<TokenSource>) -> Self {
        let app = &options.credentials;
        let name = ["app", &app.account_id, &app.client_id, app.client_secret.expose(), &options.token_url];
        Self { options: options.clone(), source, app: claims::name(&name) }
    }

    /// The same tokens, asked for with other options.
    pub(crate) fn with_options(&self, options: &Options) -> Self {
        Self { options: options.clone(), source: self.source.clone(), app: self.app }
    }

    /// Whether another token can be had when one is refused.
    pub(crate) fn can_renew(&self) -> bool {
        self.source.is_some() || self.options.credentials.is_given()
    }

    /// A token, within the limits of the call.
    pub(crate) fn grant(&self, errand: &Errand<'_>, effort: &mut Effort) -> Result<Grant, Box<Outcome>> {
        match self.giver()? {
            Giver::Given(token) => Ok(Grant { secret: token.clone(), base_url: None }),
            Giver::Program(source) => ask(source, errand.refused.is_some()),
            Giver::App => self.of_app(errand, effort),
        }
    }

    /// A token to look at: of an app a new one, which is not kept.
    pub(crate) fn sample(&self, errand: &Errand<'_>, effort: &mut Effort) -> Result<Sample, Box<Outcome>> {
        if let Giver::App = self.giver()? {
            let Issued { secret, lifetime, base_url, scopes } = service::ask(&self.options, errand, effort)?;
            return Ok(Sample { grant: Grant { secret, base_url }, lifetime: Some(lifetime), scopes });
        }
        self.grant(errand, effort).map(|grant| Sample { grant, lifetime: None, scopes: None })
    }

    /// Who gives the tokens, if exactly one does.
    pub(crate) fn giver(&self) -> Result<Giver<'_>, Box<Outcome>> {
        let (given, app) = (self.options.token(), &self.options.credentials);
        let twice = |names: &str| Err(failed(Error::new(Status::InvalidArgument, format!("{names}: give only one"))));
        match &self.source {
            Some(_) if !given.is_empty() => twice("token, token source"),
            Some(_) if app.is_given() => twice("client_id with client_secret, token source"),
            Some(source) => Ok(Giver::Program(source)),
            None if app.is_given() && !given.is_empty() => twice("token, client_id with client_secret"),
            None if app.is_given() => {
                app.complete().map_err(failed)?;
                Ok(Giver::App)
            }
            None if !given.is_empty() => Ok(Giver::Given(given)),
            None => {
                // An account alone is the beginning of credentials.
                if !app.account_id.is_empty() {
                    app.complete().map_err(failed)?;
                }
                let why = "no access token: set the option token, or account_id, client_id and client_secret";
                Err(failed(Error::new(Status::MissingToken, why)))
            }
        }
    }

    /// The app's token: the one at hand, or a new one that one thread of one process gets for all.
    fn of_app(&self, errand: &Errand<'_>, effort: &mut Effort) -> Result<Grant, Box<Outcome>> {
        let began = Instant::now();
        if let Some(kept) = self.kept(errand.refused).filter(|kept| began < kept.renew_at) {
            return Ok(kept.grant());
        }
        let claim = match claims::try_claim(self.app) {
            None if !claims::is_mine(self.app) => {
                let claim = claims::claim(self.app, errand.wait);
                effort.waited += began.elapsed();
                Some(claim.map_err(|stop| failed(stop.into_error("another thread was getting a token")))?)
            }
            claim => claim,
        };
        // Another thread may have come before.
        let kept = self.kept(errand.refused);
        if let Some(kept) = kept.as_ref().filter(|kept| Instant::now() < kept.renew_at) {
            return Ok(kept.grant());
        }
        if let Some(other) = FAILED.peek(FOR_EVER, |other| other.app == self.app && other.at > began) {
            return Err(Box::new(other.outcome.clone()));
        }
        let renewed = self.renew(errand, effort);
        drop(claim);
        match (renewed, kept) {
            (Ok(kept), _) => Ok(kept.grant()),
            // The old one lasts a while longer.
            (Err(outcome), Some(old)) if Instant::now() < old.ends_at && outcome.status() != Status::Cancelled => {
                log::warn!("the token could not be renewed and is used to its end: {}", outcome.message());
                let renew_at = Instant::now() + AFTER_FAILURE;
                Ok(self
                    .keep(Kept { renew_at, secret: old.secret.clone(), base_url: old.base_url.clone(), ..*old })
                    .grant())
            }
            (Err(outcome), _) => Err(outcome),
        }
    }

    fn kept(&self, refused: Option<&Secret>) -> Option<Arc<Kept>> {
        let now = Instant::now();
        KEPT.peek(FOR_EVER, |kept| kept.app == self.app && now < kept.ends_at && refused != Some(&kept.secret))
    }

    fn keep(&self, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        while KEPT.take(FOR_EVER, |old| old.app == self.app).is_some() {}
        KEPT.park(Arc::clone(&kept));
        kept
    }

    /// A new token: from the cache, if another process was faster, or from the service.
    fn renew(&self, errand: &Errand<'_>, effort: &mut Effort) -> Result<Arc<Kept>, Box<Outcome>> {
        let cache = self.options.token_cache.as_deref();
        let _lock = match cache.map(|cache| Locked::open(&cache::lock_path(cache), errand.wait, PATIENCE)) {
            None => None,
            Some(Ok(lock)) => Some(lock),
            Some(Err(Unlocked::Stopped(stop))) => {
                return Err(failed(stop.into_error("another process was getting a token")));
            }
            Some(Err(Unlocked::Busy)) => None,
            Some(Err(Unlocked::Unusable(error))) => {
                warn(effort, &format!("its lock file cannot be used: {}", describe(&error)));
                None
            }
        };
        let others = cache.and_then(|cache| cache::read(cache, &self.options));
        let others = others.filter(|issued| errand.refused != Some(&issued.secret)).map(|issued| self.kept_of(issued));
        if let Some(kept) = others.filter(|kept| Instant::now() < kept.renew_at) {
            log::info!("the token was taken from the cache");
            return Ok(self.keep(kept));
        }
        let issued = self.request(errand, effort)?;
        if let Some(Err(error)) = cache.map(|cache| cache::write(cache, &self.options, &issued)) {
            warn(effort, &format!("it cannot be written: {}", describe(&error)));
        }
        Ok(self.keep(self.kept_of(issued)))
    }

    fn kept_of(&self, issued: Issued) -> Kept {
        let now = Instant::now();
        let early = EARLY.min(issued.lifetime / 2);
        Kept {
            app: self.app,
            secret: issued.secret,
            base_url: issued.base_url,
            renew_at: now + (issued.lifetime - early),
            ends_at: now + issued.lifetime,
        }
    }

    /// Asks the service, and keeps a refusal for those who wait.
    fn request(&self, errand: &Errand<'_>, effort: &mut Effort) -> Result<Issued, Box<Outcome>> {
        let issued = service::ask(&self.options, errand, effort);
        if let Err(outcome) = &issued {
            // Another's limits are not one's own.
            if !matches!(outcome.status(), Status::Cancelled | Status::Timeout) {
                while FAILED.take(FOR_EVER, |other| other.app == self.app).is_some() {}
                let outcome = Outcome::clone(outcome);
                FAILED.park(Arc::new(Failed { app: self.app, at: Instant::now(), outcome }));
            }
        }
        issued
    }
}

impl Kept {
    fn grant(&self) -> Grant {
        Grant { secret: self.secret.clone(), base_url: self.base_url.clone() }
    }
}

/// Forgets all tokens.
pub(crate) fn forget() {
    KEPT.clear();
    FAILED.clear();
}

fn ask(source: &TokenSource, refused: bool) -> Result<Grant, Box<Outcome>> {
    let fail = |why: String| failed(Error::new(Status::MissingToken, format!("token source: {why}")));
    let given = zeroize::Zeroizing::new(source(TokenAsk { refused }).map_err(fail)?);
    let secret = super::values::token(&given).map_err(fail)?;
    if secret.is_empty() {
        return Err(fail("expected a token, got an empty text".to_owned()));
    }
    Ok(Grant { secret, base_url: None })
}

fn failed(error: Error) -> Box<Outcome> {
    Box::new(Outcome::from(&error))
}

fn warn(effort: &mut Effort, message: &str) {
    let problem = Problem::new("token_cache", message);
    log::warn!("{problem}");
    effort.warnings.push(problem);
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("options", &self.options).field("source", &self.source.is_some()).finish()
    }
}
