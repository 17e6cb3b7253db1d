//! The client: one call in, one outcome out.

use super::options::{CheckMode, Options};
use super::pacing;
use super::retry::{self, Attempt, Next};
use super::token::token;
use super::transport::{Broken, Http, Transport};
use super::wait::{CancelToken, Interrupt, Wait};
use crate::answer::error::Error;
use crate::answer::outcome::{Outcome, Problem};
use crate::answer::response::Response;
use crate::update::check::check;
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

    /// Changes a user: `PATCH /users/{user_id}`. `user_id` is an id, an e-mail address, or `me` for the token's user.
    pub fn update_user(&self, user_id: &str, patch: &UserPatch) -> Outcome {
        self.update_user_with(user_id, patch, &Call::default())
    }

    /// [`update_user`](Self::update_user) that can be ended before its time.
    pub fn update_user_with(&self, user_id: &str, patch: &UserPatch, call: &Call) -> Outcome {
        let started = Instant::now();
        let outcome = match self.judge(patch) {
            Err(refused) => *refused,
            Ok(warnings) => self.send(user_id, patch, call).with_warnings(warnings),
        };
        log(user_id, &outcome, started.elapsed());
        outcome
    }

    /// The request as it would be sent.
    pub fn request(&self, user_id: &str, patch: &UserPatch) -> Result<Request, Error> {
        Request::update_user(user_id, patch, self.options.encoding, &self.options.sub_account_id)
    }

    /// The warnings, or the outcome of a call that the check stops.
    fn judge(&self, patch: &UserPatch) -> Result<Vec<Problem>, Box<Outcome>> {
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

    fn send(&self, user_id: &str, patch: &UserPatch, call: &Call) -> Outcome {
        let request = match self.request(user_id, patch) {
            Ok(request) => request,
            Err(error) => return Outcome::from(&error),
        };
        let whole = Wait::new("deadline_ms", self.options.deadline, call.cancel.clone(), call.interrupt.clone());
        log::trace!("PATCH /users/{{userId}}: the body is {:?}", String::from_utf8_lossy(&request.body.bytes));
        let mut attempts = 0;
        let mut waited = Duration::ZERO;
        loop {
            match pacing::turn(&whole) {
                Ok(turn) => waited += turn,
                Err(stop) => {
                    return Outcome::from(&stop.into_error("waiting for its turn")).with_effort(attempts, waited);
                }
            }
            let token = match token(&self.options, &whole) {
                Ok(token) => token,
                Err(error) => return Outcome::from(&error).with_effort(attempts, waited),
            };
            attempts += 1;
            let wait = whole.within("timeout_ms", self.options.timeout);
            let ending = self.transport.exchange(&request, &token, &wait);
            let stale = ending.as_ref().is_err_and(|broken| broken.stale);
            match retry::next(Attempt { number: attempts, stale }) {
                Next::Again(pause) if whole.sleep(pause).is_ok() => waited += pause,
                // Nothing more comes, or there is no time for it: what came last is the result.
                _ => return outcome(ending).with_effort(attempts, waited),
            }
        }
    }
}

fn outcome(ending: Result<Response, Box<Broken>>) -> Outcome {
    match ending.map_err(|broken| *broken) {
        Ok(response) => Outcome::answered(response),
        Err(Broken { error, response: Some(response), .. }) => Outcome::failed_with(&error, response),
        Err(Broken { error, response: None, .. }) => Outcome::from(&error),
    }
}

/// One line a call: without the user id for those who keep logs, with it for those who look for a fault.
fn log(user_id: &str, outcome: &Outcome, took: Duration) {
    let http = outcome.response().map_or(0, Response::http_status);
    let tracking_id = outcome.response().map_or("", Response::tracking_id);
    log::info!(
        "PATCH /users/{{userId}}: {} (HTTP {http}) in {} ms, tracking id {tracking_id:?}",
        outcome.status().name(),
        took.as_millis()
    );
    log::debug!("PATCH /users/{{userId}}: the user id is {user_id:?}");
}
