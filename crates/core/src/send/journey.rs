//! One request to its end: token -> turn -> exchange -> decide, again and again, within the limits of the call.

use super::claims::{self, Claim};
use super::effort::Effort;
use super::options::Options;
use super::pacing::{Departure, NoTurn, Pacer};
use super::redirect;
use super::report;
use super::retry::{self, Attempt, MOST_HOPS, Next, Seen};
use super::secret::Secret;
use super::token::{Errand, Grant, Tokens};
use super::transport::{Broken, Target, Transport};
use super::wait::{Stop, Wait};
use crate::answer::error::Error;
use crate::answer::outcome::{Outcome, Problem};
use crate::answer::response::Response;
use crate::answer::status::Status;
use crate::update::message::Sender;
use crate::update::request::Request;
use std::borrow::Cow;
use std::time::{Instant, SystemTime};

/// What a client has for its requests.
pub(crate) struct Means<'a> {
    pub(crate) options: &'a Options,
    pub(crate) transport: &'a dyn Transport,
    pub(crate) tokens: &'a Tokens,
    pub(crate) pacer: &'a Pacer,
}

type Ending = Result<Response, Box<Broken>>;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To change a user: a 204 alone is success, and no other update of the same user runs beside it.
    Update,
    /// To read a user: a 200 with the user is success.
    Read,
    /// The caller's own: any 2xx is success.
    Own,
}

/// Sends a request until there is nothing more to be done for it.
pub(crate) fn send(means: &Means<'_>, request: &Request, purpose: Purpose, whole: &Wait) -> Outcome {
    let mut journey = Journey {
        means,
        request: Cow::Borrowed(request),
        purpose,
        whole,
        effort: Effort::default(),
        renewed: false,
        replaced: false,
        hops: 0,
        retries: 0,
    };
    let outcome = journey.run();
    let Effort { attempts, waited, warnings, .. } = journey.effort;
    outcome.with_effort(attempts, waited).with_warnings(warnings)
}

struct Journey<'a> {
    means: &'a Means<'a>,
    /// What is sent next; after a redirect the same for another URL.
    request: Cow<'a, Request>,
    purpose: Purpose,
    whole: &'a Wait,
    effort: Effort,
    renewed: bool,
    replaced: bool,
    hops: u32,
    retries: u32,
}

impl Journey<'_> {
    fn run(&mut self) -> Outcome {
        // One after the other for each user, as Zoom wants it; held over repetitions, so that none comes late and undoes
        // what a later call has done.
        let _alone = match self.alone() {
            Ok(claim) => claim,
            Err(stop) => return Outcome::from(&stop.into_error("another update of the same user was running")),
        };
        let original = self.request.clone();
        let mut base_url = None;
        let mut refused: Option<Secret> = None;
        let mut last: Option<Ending> = None;
        loop {
            let grant = match self.grant(refused.as_ref()) {
                Ok(grant) => grant,
                Err(outcome) => return self.without_token(*outcome, last),
            };
            let account = self.account(&grant);
            let departure = match self.turn(account) {
                Ok(departure) => departure,
                Err(no_turn) => return self.without_turn(no_turn, last),
            };
            let place = base_url.clone().unwrap_or_else(|| self.place(&grant));
            let ending = self.attempt(&place, &grant, account, departure);
            match retry::next(&self.facts(&ending), self.effort.jitter()) {
                Next::Stop => return self.stopped_by(ending),
                Next::Replace => self.replaced = true,
                Next::Renew => {
                    self.renewed = true;
                    refused = Some(grant.secret);
                }
                Next::Follow => match self.follow(&place, ending.as_ref().ok()) {
                    Ok(url) => base_url = Some(url),
                    Err(error) => return self.outcome(refuse(ending, &error)),
                },
                Next::Again(pause) => {
                    self.retries += 1;
                    report::again(self.request.method(), pause, self.retries, self.means.options.max_retries);
                    // A redirect may be over by then.
                    (self.hops, base_url) = (0, None);
                    self.request = original.clone();
                    if let Err(stop) = self.effort.sleep(pause, self.whole) {
                        return self.interrupted(stop, "waiting to try again", Some(ending));
                    }
                }
            }
            last = Some(ending);
        }
    }

    /// Nobody else of this process changes the same user at the same time. What a caller's own request does is not known
    /// here, so that it waits for nobody.
    fn alone(&mut self) -> Result<Option<Claim>, Stop> {
        if self.purpose != Purpose::Update {
            return Ok(None);
        }
        let options = self.means.options;
        let whose = [options.credentials.account_id.as_str(), options.token().expose(), options.base_url()];
        let path = self.request.path_and_query().split('?').next().unwrap_or_default().to_ascii_lowercase();
        let name = claims::name(&["user", whose[0], whose[1], whose[2], &path]);
        if claims::is_mine(name) {
            return Ok(None);
        }
        if let Some(claim) = claims::try_claim(name) {
            return Ok(Some(claim));
        }
        let started = Instant::now();
        let claim = claims::claim(name, self.whole);
        self.effort.waited += started.elapsed();
        claim.map(Some)
    }

    /// What proves whose request it is: the caller's own credentials, else a token. `refused` is the one before.
    fn grant(&mut self, refused: Option<&Secret>) -> Result<Grant, Box<Outcome>> {
        if let Some(own) = self.request.headers().credentials() {
            return Ok(Grant { secret: Secret::new(own), base_url: None });
        }
        let errand = Errand { transport: self.means.transport, wait: self.whole, refused };
        self.means.tokens.grant(&errand, &mut self.effort)
    }

    /// Whose rate is used: the account's, or that of the token where no account is named.
    fn account(&self, grant: &Grant) -> u64 {
        match self.means.options.credentials.account_id.as_str() {
            "" => claims::name(&["rate of a token", grant.secret.expose()]),
            account => claims::name(&["rate of an account", account]),
        }
    }

    fn turn(&mut self, account: u64) -> Result<Option<Departure>, NoTurn> {
        let started = Instant::now();
        let turn = self.means.pacer.turn(account, self.whole, &mut self.effort.warnings);
        if self.means.pacer.paces() {
            self.effort.waited += started.elapsed();
        }
        turn
    }

    /// Where the API is.
    fn place(&self, grant: &Grant) -> String {
        let options = self.means.options;
        let named = grant.base_url.as_deref().filter(|_| options.base_url.is_none());
        named.unwrap_or_else(|| options.base_url()).to_owned()
    }

    fn attempt(&mut self, place: &str, grant: &Grant, account: u64, departure: Option<Departure>) -> Ending {
        self.effort.attempts += 1;
        let started = Instant::now();
        let hidden = &self.means.options.credentials.client_secret;
        let target = Target { base_url: place, credentials: &grant.secret, hidden, secret_body: false, departure };
        let wait = self.whole.within("timeout_ms", self.means.options.timeout);
        let ending = self.means.transport.exchange(&self.request, &target, &wait);
        let secrets = [&grant.secret, hidden];
        report::attempt(&self.request, self.purpose, self.effort.attempts, &ending, started.elapsed(), secrets);
        match &ending {
            Ok(response) => self.means.pacer.learn(account, response, self.whole),
            Err(broken) if matches!(broken.error.status(), Status::Dns | Status::Connect | Status::Tls) => {
                self.means.pacer.unsent(account, self.whole);
            }
            Err(_) => {}
        }
        ending
    }

    fn facts(&self, ending: &Ending) -> Attempt {
        let (seen, written) = match ending {
            Ok(response) => (Seen::of_answer(response, SystemTime::now()), true),
            Err(broken) => (Seen::Broken { status: broken.error.status(), stale: broken.stale }, broken.written),
        };
        let has_own = self.request.headers().credentials().is_some();
        Attempt {
            seen,
            repeatable: self.request.is_repeatable() || !written,
            can_renew: !self.renewed && !has_own && self.means.tokens.can_renew(),
            replaced: self.replaced,
            hops: self.hops,
            retries: self.retries,
            max_retries: self.means.options.max_retries,
            left: self.whole.left().unwrap_or_default(),
        }
    }

    /// Makes it a request for the place that a redirect leads to, which is given back.
    fn follow(&mut self, place: &str, response: Option<&Response>) -> Result<String, Error> {
        let location = response.and_then(|response| response.header("location")).unwrap_or_default();
        let sender = Sender { base_url: place, user_agent: "" };
        let url = redirect::target(&sender.url(&self.request), location).map_err(|why| {
            let shown = redirect::shown(location);
            Error::new(Status::Unexpected, format!("a redirect to {shown:?} is not followed: {why}"))
        })?;
        self.hops += 1;
        let (origin, path_and_query) = redirect::parts(&url);
        report::redirect(&self.request, self.purpose, origin);
        self.request.to_mut().redirect(path_and_query);
        Ok(origin.to_owned())
    }

    /// Without a token there is no further attempt; what Zoom said before is not lost.
    fn without_token(&mut self, why: Outcome, last: Option<Ending>) -> Outcome {
        match last {
            None => why,
            Some(last) if why.status() == Status::Cancelled => {
                let error = Error::new(Status::Cancelled, why.message());
                self.outcome(broken(error, response_of(last)))
            }
            Some(last) => {
                self.effort.warnings.push(Problem::new("token", format!("not renewed: {}", why.message())));
                self.outcome(last)
            }
        }
    }

    fn without_turn(&self, why: NoTurn, last: Option<Ending>) -> Outcome {
        match (why, last) {
            (NoTurn::Stopped(stop), last) => self.interrupted(stop, "waiting for its turn", last),
            (NoTurn::TooLate(error, at), None) => Outcome::not_before(&error, at),
            (NoTurn::TooLate(..), Some(last)) => self.outcome(last),
        }
    }

    /// A wait was stopped. The last attempt's answer stays readable, and counts where only the time was over.
    fn interrupted(&self, stop: Stop, doing: &str, last: Option<Ending>) -> Outcome {
        match (stop, last) {
            (Stop::TimedOut { .. }, Some(last)) => self.outcome(last),
            (stop, last) => self.outcome(broken(stop.into_error(doing), last.and_then(response_of))),
        }
    }

    /// An attempt after which nothing comes. Of a redirect it is said where it led.
    fn stopped_by(&self, ending: Ending) -> Outcome {
        let location = |response: &Response| response.header("location").map(redirect::shown);
        let Some(location) = ending.as_ref().ok().filter(|r| (300..400).contains(&r.http_status())).and_then(location)
        else {
            return self.outcome(ending);
        };
        let why = if self.hops >= MOST_HOPS { "that would be too many" } else { "only 307 and 308 are" };
        let error = Error::new(Status::Unexpected, format!("a redirect to {location:?} is not followed: {why}"));
        self.outcome(refuse(ending, &error))
    }

    fn outcome(&self, ending: Ending) -> Outcome {
        match (ending.map_err(|broken| *broken), self.purpose) {
            (Ok(response), Purpose::Update) => Outcome::answered(response),
            (Ok(response), Purpose::Read) => Outcome::answered_with_user(response),
            (Ok(response), Purpose::Own) => Outcome::answered_to(self.request.method(), response),
            (Err(Broken { error, response: Some(response), .. }), _) => Outcome::failed_with(&error, response),
            (Err(Broken { error, response: None, .. }), _) => Outcome::from(&error),
        }
    }
}

fn refuse(ending: Ending, error: &Error) -> Ending {
    broken(error.clone(), response_of(ending))
}

fn broken(error: Error, response: Option<Response>) -> Ending {
    Err(Box::new(Broken { error, response, stale: false, written: true }))
}

fn response_of(ending: Ending) -> Option<Response> {
    ending.map_or_else(|broken| broken.response, Some)
}
