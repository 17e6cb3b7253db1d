//! Looks at everything that an update needs, from the name of the host to the scopes of the token, and changes nothing.
//! `docs/doctor.md` explains the checks.

mod clock;
mod rate;
mod scopes;
mod token;
mod way;

use crate::answer::check::{Check, CheckOutcome};
use crate::answer::error::Error;
use crate::answer::outcome::Outcome;
use crate::send::client::{Call, Client};
use crate::send::effort::Effort;
use crate::send::journey::{self, Means, Purpose};
use crate::send::options::Options;
use crate::send::secret::Secret;
use crate::send::token::{Errand, Giver, Sample, Tokens};
use crate::send::transport::watched::{Leg, Watched};
use crate::send::transport::{Http, Target, Transport, Trust};
use crate::send::wait::Wait;
use crate::update::patch::UserPatch;
use crate::update::request::Request;
use token::Evidence;

const OPTIONS: &str = "options";

impl Client {
    /// Looks at the way to Zoom, the clock, the token, its scopes and the rate of the plan: with at most one request for a
    /// token and one `GET /users/me`, on connections of its own and never repeated. Nothing is changed.
    ///
    /// [`Outcome::checks`] says what was found, after a failure too. The outcome is that of the first check that failed,
    /// and success where none did.
    pub fn doctor(&self) -> Outcome {
        self.doctor_with(&Call::default())
    }

    /// [`doctor`](Self::doctor) that can be ended before its time.
    pub fn doctor_with(&self, call: &Call) -> Outcome {
        let mut options = self.options().clone();
        (options.keep, options.max_retries) = (false, 0);
        let http = Watched::new(Http::new(&options));
        let tokens = self.tokens.with_options(&options);
        Doctor { client: self, options, http, tokens, whole: self.whole(call) }.examine()
    }
}

/// What one examination uses.
struct Doctor<'a> {
    client: &'a Client,
    /// Those of the client, for one attempt.
    options: Options,
    http: Watched,
    tokens: Tokens,
    whole: Wait,
}

/// What became of the request for a token or of `GET /users/me`: the exchanges, and how the call ended if there was one.
struct Visit<T> {
    legs: Vec<Leg>,
    ended: T,
}

impl Doctor<'_> {
    fn examine(&self) -> Outcome {
        let is_app = matches!(self.tokens.giver(), Ok(Giver::App));
        let trust = match self.trust(is_app) {
            Ok(trust) => trust,
            Err(error) => return Outcome::examined(unusable(&error)),
        };
        let mut effort = Effort::default();
        let asked = self.ask(&mut effort);
        let read = match &asked.ended {
            Ok(sample) => self.read(sample),
            Err(_) => Visit { legs: self.knock(), ended: None },
        };
        let (sample, reading) = (asked.ended.as_ref().map_err(|refusal| &**refusal), read.ended.as_ref());

        let mut checks = vec![Check::ok(OPTIONS, "all of them can be used")];
        if is_app {
            checks.extend(way::checks(&self.options.token_url, &asked.legs, sample.err(), &trust));
        }
        let of_service = failed(&checks);
        let base_url = sample.ok().and_then(|sample| sample.grant.base_url.as_deref());
        let base_url = base_url.filter(|_| self.options.base_url.is_none()).unwrap_or(self.options.base_url());
        checks.extend(way::checks(base_url, &read.legs, reading, &trust));
        let broken = if sample.is_err() { of_service } else { failed(&checks) };
        checks.push(clock::check(asked.legs.iter().chain(&read.legs)));
        let evidence = Evidence { giver: self.tokens.giver().ok(), sample, reading, broken: broken.as_deref() };
        checks.extend([token::check(&evidence), scopes::check(&evidence, &self.options)]);
        checks.push(rate::check(self.options.plan, reading));

        let (attempts, waited) =
            reading.map_or((0, effort.waited), |read| (read.attempts(), effort.waited + read.waited()));
        let mut warnings = effort.warnings;
        warnings.extend(reading.map(Outcome::warnings).unwrap_or_default().iter().cloned());
        Outcome::examined(checks).with_effort(attempts, waited).with_warnings(warnings)
    }

    /// Whom the options trust, if they can be used.
    fn trust(&self, is_app: bool) -> Result<Trust, Error> {
        let urls = [self.options.base_url(), &self.options.token_url];
        let urls = urls.get(..1 + usize::from(is_app)).unwrap_or(&urls);
        for url in urls {
            self.http.choice(url)?;
        }
        match urls.iter().any(|url| url.starts_with("https://")) {
            true => Trust::of(&self.options),
            false => Ok(Trust::default()),
        }
    }

    fn ask(&self, effort: &mut Effort) -> Visit<Result<Sample, Box<Outcome>>> {
        let errand = Errand { transport: &self.http, wait: &self.whole, refused: None };
        let ended = self.tokens.sample(&errand, effort);
        Visit { legs: self.http.legs(), ended }
    }

    /// Reads the token's user, as any call does.
    fn read(&self, sample: &Sample) -> Visit<Option<Outcome>> {
        let options = self.options.holding(sample.grant.secret.clone(), sample.grant.base_url.clone());
        let tokens = Tokens::new(&options, None);
        let means = Means { options: &options, transport: &self.http, tokens: &tokens, pacer: &self.client.pacer };
        let ended = match me() {
            Ok(request) => journey::send(&means, &request, Purpose::Read, &self.whole),
            Err(error) => Outcome::from(&error),
        };
        Visit { legs: self.http.legs(), ended: Some(ended) }
    }

    /// Without a token there is still a way to the API, which a refusal shows as well.
    fn knock(&self) -> Vec<Leg> {
        let nobody = Secret::default();
        let target = Target {
            base_url: self.options.base_url(),
            credentials: &nobody,
            hidden: &self.options.credentials.client_secret,
            secret_body: false,
            departure: None,
        };
        if let Ok(request) = me() {
            // All that counts is in the leg.
            let _ = self.http.exchange(&request, &target, &self.whole.within("timeout_ms", self.options.timeout));
        }
        self.http.legs()
    }
}

fn me() -> Result<Request, Error> {
    Request::get_user("me", &UserPatch::new(), "")
}

/// The first check that failed.
fn failed(checks: &[Check]) -> Option<String> {
    checks.iter().find(|check| check.outcome == CheckOutcome::Failed).map(Check::subject)
}

/// Where the options cannot be used, nothing else can be looked at.
fn unusable(error: &Error) -> Vec<Check> {
    let rest = way::NAMES.into_iter().chain([clock::NAME, token::NAME, scopes::NAME, rate::NAME]);
    let rest = rest.map(|name| Check::skipped(name, "needs options, which failed"));
    [Check::failed(OPTIONS, error)].into_iter().chain(rest).collect()
}
