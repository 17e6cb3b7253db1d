//! The request loop: token, rate limit, exchange, and the decision to retry, until the call ends.

mod redirect;

use super::options::Options;
use crate::auth::app_token::AccessToken;
use crate::auth::provider::Tokens;
use crate::auth::token_context::{Refused, TokenContext};
use crate::clock::unix_s;
use crate::limits::call_stats::CallStats;
use crate::limits::deadline::{Deadline, WaitError};
use crate::limits::keyed_lock::{self, LockGuard};
use crate::limits::limiter::{Order, Permit, RateLimiter};
use crate::limits::no_permit::NoPermit;
use crate::limits::quota::Quota;
use crate::limits::retry::{self, MAX_REDIRECTS, RetryDecision};
use crate::net::base_url::BaseUrl;
use crate::net::error::TransportError;
use crate::net::host::is_zoom;
use crate::net::request_log;
use crate::net::transport::{Destination, Transport};
use crate::request::message::Sender;
use crate::request::purpose::Purpose;
use crate::request::request::Request;
use crate::response::error::Error;
use crate::response::error_mapping::FRONT;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::rate_limit::RateLabel;
use crate::response::response::Response;
use crate::response::status::Status;
use crate::retries::{ExchangeResult, Retries, broken, interrupted, response_of};
use crate::secret::Secret;
use std::borrow::Cow;
use std::time::Instant;

/// The parts of a client that requests use.
pub(crate) struct RequestContext<'a> {
    pub(crate) options: &'a Options,
    pub(crate) transport: &'a dyn Transport,
    pub(crate) tokens: &'a Tokens,
    pub(crate) limiter: &'a RateLimiter,
}

/// Sends a request, with retries and redirects, and returns the outcome.
pub(crate) fn send(context: &RequestContext<'_>, request: &Request, purpose: Purpose, deadline: &Deadline) -> Outcome {
    let mut requests = RequestLoop {
        context,
        request: Cow::Borrowed(request),
        purpose,
        deadline,
        stats: CallStats::default(),
        retries: Retries::new(request.method(), context.options.limits.max_retries, deadline),
        order: Order::default(),
    };
    requests.stats.warnings = context.options.warnings();
    let outcome = requests.run();
    let CallStats { attempts, waited, warnings, .. } = requests.stats;
    let notes = outcome.response().map(Response::notes).unwrap_or_default();
    let notes = notes.iter().map(|note| Problem::new("", note.as_str())).collect();
    let outcome = outcome.with_stats(attempts, waited).with_warnings(notes).with_warnings(warnings);
    outcome.with_warnings(context.transport.warnings()).with_id_warnings(request.warnings())
}

/// The quota of the account, or of the token if no account is set.
pub(crate) fn quota(options: &Options, base_url: &BaseUrl, token: &Secret, label: RateLabel) -> Quota {
    let server = Some(base_url.server()).filter(|server| !is_zoom(&server.host));
    let server = server.map(ToString::to_string).unwrap_or_default();
    let account = match options.auth.credentials.account_id.as_str() {
        "" => format!("{server} token {}", token.expose()),
        account => format!("{server} account {account}"),
    };
    Quota::new(&account, label)
}

struct RequestLoop<'a> {
    context: &'a RequestContext<'a>,
    /// The request to send next; after a redirect with another path.
    request: Cow<'a, Request>,
    purpose: Purpose,
    deadline: &'a Deadline,
    stats: CallStats,
    retries: Retries<'a>,
    /// The place among the calls that wait for the rate limiter, which a retry keeps.
    order: Order,
}

impl RequestLoop<'_> {
    fn run(&mut self) -> Outcome {
        // Zoom refuses concurrent updates of one user. The lock is held across retries, so that a late retry cannot undo a
        // later call.
        let _user_lock = match self.lock_user() {
            Ok(lock) => lock,
            Err(stop) => return Outcome::from(&stop.into_error("another update of the same user was running")),
        };
        let original = self.request.clone();
        let mut base_url = None;
        let mut refused: Option<Refused> = None;
        let mut last: Option<ExchangeResult> = None;
        loop {
            let token = match self.token(refused.as_ref()) {
                Ok(token) => token,
                Err(outcome) => return self.without_token(*outcome, last),
            };
            let permit = match self.permit(&token) {
                Ok(permit) => permit,
                Err(no_permit) => return self.without_permit(no_permit, last),
            };
            let target = base_url.clone().unwrap_or_else(|| self.api_base_url(&token));
            let result = self.attempt(&target, &token, permit.as_ref());
            // The usual answer needs no decision, which costs a search of the known errors and of the headers.
            if result.as_ref().is_ok_and(|response| response.http_status() == 204) {
                return self.outcome(result);
            }
            let lacks_scope = result.as_ref().is_ok_and(retry::lacks_scope);
            if lacks_scope && self.retries.renewed {
                self.context.tokens.still_lacks_scope(unix_s());
            }
            let has_own = self.request.headers().credentials().is_some();
            let can_renew = !has_own && self.context.tokens.can_renew();
            match self.retries.next(&result, self.request.is_repeatable(), can_renew, &mut self.stats) {
                Ok(RetryDecision::GiveUp) => return self.stopped_by(result),
                Ok(RetryDecision::Replace) => {}
                Ok(RetryDecision::Renew) => refused = Some(Refused { token: token.secret, lacks_scope }),
                Ok(RetryDecision::Follow) => match self.follow(&target, result.as_ref().ok()) {
                    Ok(url) => base_url = Some(url),
                    Err(error) => return self.outcome(broken(error, response_of(result))),
                },
                Ok(RetryDecision::Again(_)) => {
                    // The redirect may be gone by now.
                    base_url = None;
                    self.request = original.clone();
                }
                Err(stop) => return self.outcome(interrupted(stop, "waiting to retry", Some(result))),
            }
            last = Some(result);
        }
    }

    /// Locks the user against other updates in this process. Custom requests take no lock, since what they change is
    /// unknown.
    fn lock_user(&mut self) -> Result<Option<LockGuard>, WaitError> {
        if self.purpose != Purpose::Update {
            return Ok(None);
        }
        let options = self.context.options;
        let base_url = options.api_url();
        let whose = [options.auth.credentials.account_id.as_str(), options.token().expose(), base_url.as_str()];
        let path = self.request.path_and_query().split('?').next().unwrap_or_default().to_ascii_lowercase();
        let name = keyed_lock::name(&["user", whose[0], whose[1], whose[2], &path]);
        if let Some(lock) = keyed_lock::try_lock(name) {
            return Ok(Some(lock));
        }
        if keyed_lock::is_held_here(name) {
            return Ok(None);
        }
        let started = Instant::now();
        let lock = keyed_lock::lock(name, self.deadline);
        self.stats.waited += started.elapsed();
        lock.map(Some)
    }

    /// The credentials: the request's own, otherwise a token. `refused` is the previous token.
    fn token(&mut self, refused: Option<&Refused>) -> Result<AccessToken, Box<Outcome>> {
        if let Some(own) = self.request.headers().credentials() {
            return Ok(AccessToken { secret: Secret::new(own), base_url: None });
        }
        let context = TokenContext::new(self.context.transport, self.deadline, refused);
        self.context.tokens.token(&context, &mut self.stats)
    }

    /// The quota that the request counts toward: that of the account, or of the token if no account is set. The hosts of Zoom
    /// are one service.
    fn quota(&self, token: &AccessToken) -> Quota {
        quota(self.context.options, &self.api_base_url(token), &token.secret, self.request.rate_label())
    }

    fn permit(&mut self, token: &AccessToken) -> Result<Option<Permit>, NoPermit> {
        if !self.context.limiter.is_limited() {
            return Ok(None);
        }
        let (started, quota) = (Instant::now(), self.quota(token));
        let permit = self.context.limiter.acquire(quota, &mut self.order, self.deadline, &mut self.stats.warnings);
        self.stats.waited += started.elapsed();
        permit
    }

    /// The base URL of the API.
    fn api_base_url(&self, token: &AccessToken) -> BaseUrl {
        let options = self.context.options;
        let named = token.base_url.as_ref().filter(|_| options.base_url.is_none());
        named.cloned().unwrap_or_else(|| options.api_url().into_owned())
    }

    fn attempt(&mut self, base_url: &BaseUrl, token: &AccessToken, permit: Option<&Permit>) -> ExchangeResult {
        self.stats.attempts += 1;
        let started = Instant::now();
        let hidden = &self.context.options.auth.credentials.client_secret;
        let target = Destination { base_url, credentials: &token.secret, hidden, secret_body: false, permit };
        let wait = self.deadline.within("timeout_ms", self.context.options.limits.timeout);
        request_log::begins(&self.request, self.purpose, self.stats.attempts, [&token.secret, hidden]);
        let result = self.context.transport.exchange(&self.request, &target, &wait);
        request_log::attempt(&self.request, self.purpose, self.stats.attempts, &result, started.elapsed());
        if let Ok(response) = &result {
            self.stats.warn_of(response, "");
        }
        if let Some(permit) = permit {
            let (response, is_written) = match &result {
                Ok(response) => (Some(response), true),
                Err(broken) => (broken.response.as_ref(), broken.written),
            };
            match response {
                Some(response) => self.context.limiter.learn(permit, response, self.stats.jitter(), self.deadline),
                None if !is_written => permit.unsent(),
                None => {}
            }
        }
        result
    }

    /// Changes the request to the target of a redirect and returns its base URL.
    fn follow(&mut self, from: &BaseUrl, response: Option<&Response>) -> Result<BaseUrl, Error> {
        let location = response.and_then(|response| response.header("location")).unwrap_or_default();
        let sender = Sender { base_url: from.as_str(), user_agent: "" };
        let refused = |why: String| not_followed(response, &redirect::shown(location), &why);
        let url = redirect::target(&sender.url(&self.request), location).map_err(refused)?;
        let (origin, path_and_query) = redirect::parts(&url);
        let base_url = BaseUrl::parse(origin, "").map_err(|_| refused("it names no URL".to_owned()))?;
        request_log::redirect(&self.request, self.purpose, origin);
        self.request.to_mut().redirect(path_and_query);
        Ok(base_url)
    }

    /// Ends the call for lack of a token; the response of an earlier attempt is kept.
    fn without_token(&mut self, why: Outcome, last: Option<ExchangeResult>) -> Outcome {
        match last {
            None => why,
            Some(last) if why.status() == Status::Cancelled => {
                let error = Error::new(Status::Cancelled, why.message());
                self.outcome(broken(error, response_of(last)))
            }
            Some(last) => {
                self.stats.warnings.push(Problem::new("token", format!("not renewed: {}", why.message())));
                self.outcome(last)
            }
        }
    }

    fn without_permit(&self, why: NoPermit, last: Option<ExchangeResult>) -> Outcome {
        match (why, last) {
            (NoPermit::Stopped(stop, doing), last) => self.outcome(interrupted(stop, doing, last)),
            (NoPermit::Refused(error), None) => Outcome::from(&error),
            (NoPermit::Refused(..), Some(last)) => self.outcome(last),
        }
    }

    /// The outcome of the last attempt. For a redirect that is not followed, the message shows the target.
    fn stopped_by(&self, result: ExchangeResult) -> Outcome {
        let location = |response: &Response| response.header("location").map(redirect::shown);
        let Some(location) = result.as_ref().ok().filter(|r| (300..400).contains(&r.http_status())).and_then(location)
        else {
            return self.outcome(result);
        };
        let why = if self.retries.redirects >= MAX_REDIRECTS {
            "there were too many redirects"
        } else {
            "only 307 and 308 are"
        };
        let error = not_followed(result.as_ref().ok(), &location, why);
        self.outcome(broken(error, response_of(result)))
    }

    fn outcome(&self, result: ExchangeResult) -> Outcome {
        match (result.map_err(|broken| *broken), self.purpose) {
            (Ok(response), Purpose::Update) => Outcome::answered(response),
            (Ok(response), Purpose::Read) => Outcome::answered_with_user(response),
            (Ok(response), Purpose::List) => Outcome::answered_with_page(response),
            (Ok(response), Purpose::Own) => Outcome::answered_to(self.request.method(), response),
            (Err(TransportError { error, response: Some(response), .. }), _) => Outcome::failed_with(&error, response),
            (Err(TransportError { error, response: None, .. }), _) => Outcome::from(&error),
        }
    }
}

/// The error for a redirect that is not followed; a captive portal or proxy redirects to other hosts than Zoom.
fn not_followed(response: Option<&Response>, shown: &str, why: &str) -> Error {
    let redirect = format!("a redirect to {shown:?} is not followed: {why}");
    match response.filter(|response| !response.is_from_zoom()) {
        Some(response) => {
            let http = response.http_status();
            let message = format!("something in front of Zoom answered with HTTP {http}: {redirect}");
            Error::new(Status::Unexpected, message).with_hint(FRONT)
        }
        None => Error::new(Status::Unexpected, redirect),
    }
}
