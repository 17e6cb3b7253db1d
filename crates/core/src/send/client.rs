//! The client: one call in, one outcome out.

use super::options::{CheckMode, Options};
use super::pacing;
use super::retry::{self, Attempt, Next};
use super::secret::Secret;
use super::token::token;
use super::transport::{Broken, Http, Transport};
use super::wait::{CancelToken, Interrupt, Wait};
use crate::answer::error::Error;
use crate::answer::outcome::{Outcome, Problem};
use crate::answer::response::Response;
use crate::update::check::check;
use crate::update::export::{Format, PLACEHOLDER, export};
use crate::update::message::Sender;
use crate::update::patch::UserPatch;
use crate::update::request::Request;
use std::time::{Duration, Instant};

/// What one call may be given beside its arguments.
#[derive(Clone, Default)]
pub struct Call {
    /// Ends the call from another thread.
    pub cancel: CancelToken,
    /// Asks the host program whether to end the call, on the calling thread and at most every 20 ms.
    pub interrupt: Option<Interrupt>,
    /// Takes the place of the option `verify`.
    pub verify: Option<bool>,
    /// Takes the place of the option `only_changes`.
    pub only_changes: Option<bool>,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("cancel", &self.cancel).finish_non_exhaustive()
    }
}

/// An account's way to Zoom: options and kept connections. Any number of threads may use one client.
#[derive(Debug)]
pub struct Client {
    options: Options,
    transport: Box<dyn Transport>,
}

impl Client {
    /// A client with these options. Nothing is read or connected before the first call.
    pub fn new(options: Options) -> Self {
        let transport = Box::new(Http::new(&options));
        Self { options, transport }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Drops the connections that are kept for later calls; calls in flight are not touched.
    pub fn drop_connections(&self) {
        self.transport.drop_connections();
    }

    /// Judges a patch; sends nothing.
    pub fn check(&self, patch: &UserPatch) -> Outcome {
        match self.judge(patch) {
            Ok(warnings) => Outcome::checked(warnings),
            Err(refused) => *refused,
        }
    }

    /// Reads a user: `GET /users/{user_id}`. `user_id` is an id, an e-mail address, or `me` for the token's user.
    /// Success is a complete 200 with a JSON object, which is [`Outcome::user`].
    pub fn get_user(&self, user_id: &str) -> Outcome {
        self.get_user_with(user_id, &Call::default())
    }

    /// [`get_user`](Self::get_user) that can be ended before its time.
    pub fn get_user_with(&self, user_id: &str, call: &Call) -> Outcome {
        let started = Instant::now();
        let outcome = self.read(user_id, &UserPatch::new(), &self.whole(call));
        log("GET /users/{userId}", &outcome, started.elapsed());
        log::debug!("GET /users/{{userId}}: the user id is {user_id:?}");
        outcome
    }

    /// Reads the login of a user that a patch means.
    pub(crate) fn read(&self, user_id: &str, patch: &UserPatch, whole: &Wait) -> Outcome {
        match Request::get_user(user_id, patch, &self.options.sub_account_id) {
            Ok(request) => self.exchange(&request, whole, Outcome::answered_with_user),
            Err(error) => Outcome::from(&error),
        }
    }

    /// Sends the update of a user, which is judged already.
    pub(crate) fn patch(&self, user_id: &str, patch: &UserPatch, whole: &Wait) -> Outcome {
        match self.prepare(user_id, patch) {
            Ok(request) => {
                let body = request.body().map(|body| String::from_utf8_lossy(&body.bytes));
                log::trace!("PATCH /users/{{userId}}: the body is {:?}", body.unwrap_or_default());
                self.exchange(&request, whole, Outcome::answered)
            }
            Err(error) => Outcome::from(&error),
        }
    }

    /// What every wait of a call obeys.
    pub(crate) fn whole(&self, call: &Call) -> Wait {
        Wait::new("deadline_ms", self.options.deadline, call.cancel.clone(), call.interrupt.clone())
    }

    /// The request that [`update_user`](Self::update_user) sends unless it leaves something out, whatever the check says of the patch.
    pub fn prepare(&self, user_id: &str, patch: &UserPatch) -> Result<Request, Error> {
        Request::update_user(user_id, patch, self.options.encoding, &self.options.sub_account_id)
    }

    /// Sends a request as it is. Success is any 2xx, completely received; the table that reads Zoom's refusals reads all
    /// other answers. A caller's own `Authorization` takes the place of the token, which is not needed then.
    pub fn send(&self, request: &Request) -> Outcome {
        self.send_with(request, &Call::default())
    }

    /// [`send`](Self::send) that can be ended before its time.
    pub fn send_with(&self, request: &Request, call: &Call) -> Outcome {
        let started = Instant::now();
        let answered = |response| Outcome::answered_to(request.method(), response);
        let outcome = self.exchange(request, &self.whole(call), answered);
        log(request.method(), &outcome, started.elapsed());
        outcome
    }

    /// Shows a request as [`send`](Self::send) would send it, with `<access_token>` for the credentials; sends nothing.
    pub fn render(&self, request: &Request, format: Format) -> Outcome {
        let sender = Sender { base_url: &self.options.base_url, user_agent: &self.options.user_agent };
        let export = export(request, &sender, format);
        let mut text = export.text;
        for secret in [self.options.token().expose(), request.headers().credentials().unwrap_or_default()] {
            // Wherever else the caller put it.
            if !secret.is_empty() && secret != PLACEHOLDER {
                text = text.replace(secret, PLACEHOLDER);
            }
        }
        let mut warnings = Vec::new();
        if !export.is_exact {
            warnings.push(Problem::new("body", "holds bytes that are not text; U+FFFD stands for them"));
        }
        Outcome::rendered_as(text, warnings)
    }

    /// Shows the request of an update as [`update_user`](Self::update_user) would send it, if the check lets it; sends
    /// nothing.
    pub fn render_update(&self, user_id: &str, patch: &UserPatch, format: Format) -> Outcome {
        match self.judge(patch) {
            Err(refused) => *refused,
            Ok(warnings) => match self.prepare(user_id, patch) {
                Ok(request) => self.render(&request, format).with_warnings(warnings),
                Err(error) => Outcome::from(&error).with_warnings(warnings),
            },
        }
    }

    /// The warnings, or the outcome of a call that the check stops.
    pub(crate) fn judge(&self, patch: &UserPatch) -> Result<Vec<Problem>, Box<Outcome>> {
        let mut report = check(patch, self.options.encoding);
        let stops =
            !report.blocking.is_empty() || (self.options.check == CheckMode::Strict && !report.errors.is_empty());
        if stops {
            report.blocking.append(&mut report.errors);
            return Err(Box::new(Outcome::refused(report.blocking, report.warnings)));
        }
        report.errors.append(&mut report.warnings);
        Ok(report.errors)
    }

    /// Sends a request and reads its answer; `answered` says what an answer means.
    fn exchange(&self, request: &Request, whole: &Wait, answered: impl FnOnce(Response) -> Outcome) -> Outcome {
        let mut attempts = 0;
        let mut waited = Duration::ZERO;
        loop {
            match pacing::turn(whole) {
                Ok(turn) => waited += turn,
                Err(stop) => {
                    return Outcome::from(&stop.into_error("waiting for its turn")).with_effort(attempts, waited);
                }
            }
            let credentials = match request.headers().credentials() {
                Some(own) => Ok(Secret::new(own)),
                None => token(&self.options, whole),
            };
            let credentials = match credentials {
                Ok(credentials) => credentials,
                Err(error) => return Outcome::from(&error).with_effort(attempts, waited),
            };
            attempts += 1;
            let wait = whole.within("timeout_ms", self.options.timeout);
            let ending = self.transport.exchange(request, &credentials, &wait);
            let (stale, written) = ending.as_ref().err().map_or((false, true), |broken| (broken.stale, broken.written));
            let repeatable = request.is_repeatable() || !written;
            match retry::next(Attempt { number: attempts, stale, repeatable }) {
                Next::Again(pause) if whole.sleep(pause).is_ok() => waited += pause,
                // Nothing more comes, or there is no time for it: what came last is the result.
                _ => return outcome(ending, answered).with_effort(attempts, waited),
            }
        }
    }
}

fn outcome(ending: Result<Response, Box<Broken>>, answered: impl FnOnce(Response) -> Outcome) -> Outcome {
    match ending.map_err(|broken| *broken) {
        Ok(response) => answered(response),
        Err(Broken { error, response: Some(response), .. }) => Outcome::failed_with(&error, response),
        Err(Broken { error, response: None, .. }) => Outcome::from(&error),
    }
}

/// One line a call, without user ids and paths.
pub(crate) fn log(what: &str, outcome: &Outcome, took: Duration) {
    let http = outcome.response().map_or(0, Response::http_status);
    let tracking_id = outcome.response().map_or("", Response::tracking_id);
    log::info!(
        "{what}: {} (HTTP {http}) in {} ms, tracking id {tracking_id:?}",
        outcome.status().name(),
        took.as_millis()
    );
}
