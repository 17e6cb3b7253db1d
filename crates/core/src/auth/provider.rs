//! The token provider: access tokens from an option, from the caller's function, or from Zoom's token service.

use super::app_token::{AccessToken, AppTokens};
use super::oauth::TokenResponse;
use super::settings::AuthSettings;
use super::shared_tokens::SharedTokens;
use super::token_context::TokenContext;
use super::token_service;
use super::token_text;
use crate::limits::call_stats::CallStats;
use crate::limits::settings::LimitSettings;
use crate::response::error::Error;
use crate::response::outcome::Outcome;
use crate::response::status::Status;
use crate::secret::Secret;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The request that a token provider function receives.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TokenAsk {
    /// Zoom has just refused the last token, or said that it lacks a scope.
    pub refused: bool,
}

/// Returns an access token, or one line that says why there is none. It runs on the thread of the call that needs the token,
/// once for each call and once more if Zoom refuses the token or says that it lacks a scope. If the next token lacks the
/// scope too, the function is not called again for that reason for a minute. It must not call the same client.
pub type TokenSource = Arc<dyn Fn(TokenAsk) -> Result<String, String> + Send + Sync>;

/// Where the tokens of a client come from.
#[derive(Clone, Copy)]
pub(crate) enum TokenOrigin<'a> {
    /// The option `token`.
    Given(&'a Secret),
    /// The caller's function.
    Program(&'a TokenSource),
    /// Zoom's token service, for an app.
    App,
}

/// A token with what is known of it, for the doctor.
pub(crate) struct TokenDetails {
    pub(crate) token: AccessToken,
    /// Its lifetime, if known.
    pub(crate) lifetime: Option<Duration>,
    /// Its scopes, if known.
    pub(crate) scopes: Option<Vec<String>>,
}

/// The token provider of a client.
pub(crate) struct Tokens {
    app: AppTokens,
    source: Option<TokenSource>,
    /// When the caller's function last returned a token that still lacked the scope, in seconds since 1970; 0 for never.
    lacking_s: AtomicU64,
}

impl Tokens {
    pub(crate) fn new(
        settings: &Arc<AuthSettings>,
        limits: &Arc<LimitSettings>,
        source: Option<TokenSource>,
        shared: Option<Arc<dyn SharedTokens>>,
    ) -> Self {
        Self { app: AppTokens::new(settings, limits, shared), source, lacking_s: AtomicU64::new(0) }
    }

    /// The same provider with other limits.
    pub(crate) fn with_limits(&self, limits: &Arc<LimitSettings>) -> Self {
        Self {
            app: AppTokens::new(&self.app.settings, limits, self.app.shared.clone()),
            source: self.source.clone(),
            lacking_s: AtomicU64::new(self.lacking_s.load(Ordering::Relaxed)),
        }
    }

    /// Whether another token can be requested when one is refused.
    pub(crate) fn can_renew(&self) -> bool {
        self.source.is_some() || self.app.settings.credentials.is_given()
    }

    /// A token, within the limits of the call.
    pub(crate) fn token(&self, context: &TokenContext<'_>, stats: &mut CallStats) -> Result<AccessToken, Box<Outcome>> {
        let (token, doing) = match self.origin()? {
            TokenOrigin::Given(token) => return Ok(AccessToken { secret: token.clone(), base_url: None }),
            TokenOrigin::Program(source) => {
                context.check_scope_retry(Some(self.lacking_s.load(Ordering::Relaxed))).map_err(failed)?;
                (call_source(source, context.refused.is_some(), stats)?, "the token callback was running")
            }
            TokenOrigin::App => (self.app.token(context, stats)?, "getting a token"),
        };
        // If the time is up, the error names what took it.
        context.wait.left().map_err(|stop| failed(stop.into_error(doing)))?;
        Ok(token)
    }

    /// Records that the token which replaced one without the scope lacks it too.
    pub(crate) fn still_lacks_scope(&self, now_s: u64) {
        self.lacking_s.store(now_s, Ordering::Relaxed);
    }

    /// A token for the doctor: a new one for an app, which is not cached.
    pub(crate) fn sample(
        &self,
        context: &TokenContext<'_>,
        stats: &mut CallStats,
    ) -> Result<TokenDetails, Box<Outcome>> {
        if let TokenOrigin::App = self.origin()? {
            let TokenResponse { secret, lifetime, base_url, scopes, .. } =
                token_service::request_token(&self.app.settings, &self.app.limits, context, stats)?;
            return Ok(TokenDetails { token: AccessToken { secret, base_url }, lifetime: Some(lifetime), scopes });
        }
        self.token(context, stats).map(|token| TokenDetails { token, lifetime: None, scopes: None })
    }

    /// Where the tokens come from, if the options name exactly one source.
    pub(crate) fn origin(&self) -> Result<TokenOrigin<'_>, Box<Outcome>> {
        let (given, app) = (&self.app.settings.token, &self.app.settings.credentials);
        let twice = |names: &str| Err(failed(Error::refused(names, "give only one")));
        match &self.source {
            Some(_) if !given.is_empty() => twice("token, token source"),
            Some(_) if app.is_given() => twice("client_id with client_secret, token source"),
            Some(source) => Ok(TokenOrigin::Program(source)),
            None if app.is_given() && !given.is_empty() => twice("token, client_id with client_secret"),
            None if app.is_given() => {
                app.complete().map_err(failed)?;
                Ok(TokenOrigin::App)
            }
            None if !given.is_empty() => Ok(TokenOrigin::Given(given)),
            None => {
                // An account id by itself is the beginning of credentials.
                if !app.account_id.is_empty() {
                    app.complete().map_err(failed)?;
                }
                let why = "no access token: set the option token, or account_id, client_id and client_secret";
                Err(failed(Error::new(Status::MissingToken, why)))
            }
        }
    }
}

fn call_source(source: &TokenSource, refused: bool, stats: &mut CallStats) -> Result<AccessToken, Box<Outcome>> {
    let fail = |why: String| failed(Error::new(Status::MissingToken, format!("token source: {why}")));
    let given = zeroize::Zeroizing::new(source(TokenAsk { refused }).map_err(fail)?);
    let (text, has_line_end) = token_text::without_line_end(&given);
    let secret = token_text::token(text).map_err(fail)?;
    if secret.is_empty() {
        return Err(fail("expected a token, got an empty text".to_owned()));
    }
    if has_line_end {
        stats.warnings.extend(token_text::dropped_line_ends(&["token"]));
    }
    Ok(AccessToken { secret, base_url: None })
}

fn failed(error: Error) -> Box<Outcome> {
    Box::new(Outcome::from(&error))
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("settings", &self.app.settings).field("source", &self.source.is_some()).finish()
    }
}

#[cfg(test)]
mod tests;
