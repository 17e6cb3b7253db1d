//! Diagnoses everything that an update needs, from the host name to the token's scopes, without changing anything.
//! `docs/doctor.md` explains the checks.

mod clock;
mod connectivity;
mod files;
mod rate;
mod recorder;
mod scopes;
#[cfg(feature = "redis")]
mod share;
mod token;

use crate::auth::provider::{TokenDetails, TokenOrigin, Tokens};
use crate::auth::token_context::TokenContext;
use crate::client::call_options::CallOptions;
use crate::client::client::Client;
use crate::client::execute::{self, RequestContext};
use crate::client::flat_client::FlatClient;
use crate::client::options::Options;
use crate::doctor::recorder::{Leg, Recorder};
use crate::limits::call_stats::CallStats;
use crate::limits::deadline::Deadline;
#[cfg(feature = "redis")]
use crate::net::base_url::BaseUrl;
use crate::net::pool::Http;
use crate::net::tls::roots::{Trust, VARIABLE_HINT};
use crate::net::transport::{Destination, Transport};
use crate::request::purpose::Purpose;
use crate::request::request::Request;
use crate::response::doctor_check::{Check, CheckOutcome};
use crate::response::error::Error;
use crate::response::outcome::Outcome;
#[cfg(feature = "redis")]
use crate::response::rate_limit::RateLabel;
use crate::secret::Secret;
#[cfg(feature = "redis")]
use crate::share::probe;
use token::Evidence;

const OPTIONS: &str = "options";

const NEEDS_OPTIONS: &str = "needs options, which failed";

const BASE_URL: &str = "set base_url to the URL to which /users/{userId} is added; Zoom's is https://api.zoom.us/v2";

impl Client {
    /// Diagnoses why updates fail: checks the options, host name, connection, proxy, certificate, response, clock, token,
    /// scopes and rate limit, without changing anything. `docs/doctor.md` explains each check.
    ///
    /// ```no_run
    /// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// for check in client.doctor() {
    ///     println!("{}: {} {}", check.name, check.message, check.hint);
    /// }
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn doctor(&self) -> Vec<Check> {
        self.flat.doctor().checks().to_vec()
    }
}

impl FlatClient {
    /// Checks the connection to Zoom, the clock, the token, its scopes and the plan's rate limit, with at most one token
    /// request and one `GET /users/me`, on new connections and without retries. Nothing is changed.
    ///
    /// [`Outcome::checks`] has the results, after a failure too. The status is that of the first failed check, or success.
    pub fn doctor(&self) -> Outcome {
        self.doctor_with(&CallOptions::default())
    }

    /// [`doctor`](Self::doctor) with options for this call.
    pub fn doctor_with(&self, call: &CallOptions) -> Outcome {
        let mut options = self.options().clone();
        options.net_mut().keep = false;
        options.limits_mut().max_retries = 0;
        let http = Recorder::new(Http::new(&options.net));
        let tokens = self.tokens.with_limits(&options.limits);
        Doctor { client: self, options, http, tokens, deadline: self.deadline(call) }.diagnose()
    }
}

/// The parts that one diagnosis uses.
struct Doctor<'a> {
    client: &'a FlatClient,
    /// The client's options, without retries.
    options: Options,
    http: Recorder,
    tokens: Tokens,
    deadline: Deadline,
}

/// The exchanges of the token request or of `GET /users/me`, and the result of the call.
struct Recorded<T> {
    legs: Vec<Leg>,
    result: T,
}

impl Doctor<'_> {
    fn diagnose(&self) -> Outcome {
        let is_app = matches!(self.tokens.origin(), Ok(TokenOrigin::App));
        let trust = match self.trust(is_app) {
            Ok(trust) => trust,
            Err(error) => {
                let mut checks = unusable(&error);
                checks.extend(self.options.share.server.is_some().then(|| Check::skipped("share", NEEDS_OPTIONS)));
                return Outcome::diagnosed(checks);
            }
        };
        let mut stats = CallStats::default();
        let token = self.request_token(&mut stats);
        let read = match &token.result {
            Ok(sample) => self.read(sample),
            Err(_) => Recorded { legs: self.probe(), result: None },
        };
        let (sample, reading) = (token.result.as_ref().map_err(|refusal| &**refusal), read.result.as_ref());

        let mut checks = vec![usable(&self.options, is_app, &trust)];
        if is_app {
            checks.extend(connectivity::checks(&self.options.auth.token_url, &token.legs, sample.err(), &trust));
        }
        let of_service = failed(&checks);
        let base_url = sample.ok().and_then(|sample| sample.token.base_url.clone());
        let base_url =
            base_url.filter(|_| self.options.base_url.is_none()).unwrap_or_else(|| self.options.api_url().into_owned());
        checks.extend(connectivity::checks(&base_url, &read.legs, reading, &trust));
        let broken = if sample.is_err() { of_service } else { failed(&checks) };
        checks.push(clock::check(token.legs.iter().chain(&read.legs)));
        let evidence = Evidence { origin: self.tokens.origin().ok(), sample, reading, broken: broken.as_deref() };
        checks.extend([token::check(&evidence), scopes::check(&evidence, &self.options)]);
        checks.push(rate::check(self.options.limits.plan, reading));
        #[cfg(feature = "redis")]
        checks.extend(self.share(&base_url, sample.ok()));

        let (attempts, waited) =
            reading.map_or((0, stats.waited), |read| (read.attempts(), stats.waited + read.waited()));
        let mut warnings = self.options.warnings();
        warnings.extend(stats.warnings);
        warnings.extend(reading.map(Outcome::warnings).unwrap_or_default().iter().cloned());
        Outcome::diagnosed(checks).with_stats(attempts, waited).with_warnings(warnings)
    }

    /// The trust anchors from the options, if they can be loaded.
    fn trust(&self, is_app: bool) -> Result<Trust, Error> {
        let urls = [&self.options.api_url(), &self.options.auth.token_url];
        let urls = urls.get(..1 + usize::from(is_app)).unwrap_or(&urls);
        for url in urls {
            self.http.choice(url)?;
        }
        match urls.iter().any(|url| url.is_https()) {
            true => Trust::of(&self.options.net),
            false => Ok(Trust::default()),
        }
    }

    /// The check of the server of `share`, if one is set.
    #[cfg(feature = "redis")]
    fn share(&self, base_url: &BaseUrl, sample: Option<&TokenDetails>) -> Option<Check> {
        let token = sample.map_or_else(Secret::default, |sample| sample.token.secret.clone());
        let quota = execute::quota(&self.options, base_url, &token, RateLabel::Light);
        let wait = self.deadline.within("connect_timeout_ms", self.options.net.connect_timeout);
        probe::probe(&self.options.share, &self.options.net, quota, &wait).map(|found| share::check(&found))
    }

    fn request_token(&self, stats: &mut CallStats) -> Recorded<Result<TokenDetails, Box<Outcome>>> {
        let context = TokenContext::new(&self.http, &self.deadline, None);
        let result = self.tokens.sample(&context, stats);
        Recorded { legs: self.http.legs(), result }
    }

    /// Reads the token's user.
    fn read(&self, sample: &TokenDetails) -> Recorded<Option<Outcome>> {
        let options = self.options.holding(sample.token.secret.clone(), sample.token.base_url.clone());
        let tokens = Tokens::new(&options.auth, &options.limits, None, None);
        let context =
            RequestContext { options: &options, transport: &self.http, tokens: &tokens, limiter: &self.client.limiter };
        let outcome = match me() {
            Ok(request) => execute::send(&context, &request, Purpose::Read, &self.deadline),
            Err(error) => Outcome::from(&error),
        };
        Recorded { legs: self.http.legs(), result: Some(outcome) }
    }

    /// Sends a request without a token, whose refusal shows that the API can be reached.
    fn probe(&self) -> Vec<Leg> {
        let no_credentials = Secret::default();
        let target = Destination {
            base_url: &self.options.api_url(),
            credentials: &no_credentials,
            hidden: &self.options.auth.credentials.client_secret,
            secret_body: false,
            permit: None,
        };
        if let Ok(request) = me() {
            // The recorder has the result.
            let _ =
                self.http.exchange(&request, &target, &self.deadline.within("timeout_ms", self.options.limits.timeout));
        }
        self.http.legs()
    }
}

fn me() -> Result<Request, Error> {
    Request::get_user("me", None, "")
}

/// The first check that failed.
fn failed(checks: &[Check]) -> Option<String> {
    checks.iter().find(|check| check.outcome == CheckOutcome::Failed).map(Check::subject)
}

/// The check of options that can be used, with warnings about files and the environment.
fn usable(options: &Options, is_app: bool, trust: &Trust) -> Check {
    let doubt = options.base_url_doubt().map(|doubt| (format!("base_url {doubt}"), BASE_URL));
    let trust = trust.problems.iter().map(|problem| (problem.to_string(), VARIABLE_HINT));
    let found: Vec<_> = doubt.into_iter().chain(trust).chain(files::problem(options, is_app)).collect();
    let Some((_, hint)) = found.first() else { return Check::ok(OPTIONS, "all usable") };
    let said: Vec<_> = found.iter().map(|(what, _)| what.as_str()).collect();
    Check::warning(OPTIONS, &said.join("; "), hint)
}

/// The checks if the options cannot be used: all others are skipped.
fn unusable(error: &Error) -> Vec<Check> {
    let rest = connectivity::NAMES.into_iter().chain([clock::NAME, token::NAME, scopes::NAME, rate::NAME]);
    let rest = rest.map(|name| Check::skipped(name, NEEDS_OPTIONS));
    [Check::failed(OPTIONS, error)].into_iter().chain(rest).collect()
}
