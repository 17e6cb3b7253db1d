//! Asking Zoom's token service, repeated like any request.

use super::Errand;
use super::oauth::{self, Issued};
use crate::answer::error::Error;
use crate::answer::outcome::Outcome;
use crate::answer::response::Response;
use crate::answer::status::Status;
use crate::send::effort::Effort;
use crate::send::options::Options;
use crate::send::report;
use crate::send::retry::{self, Attempt, Next, Seen};
use crate::send::secret::Secret;
use crate::send::transport::{Broken, Target};
use crate::send::wait::{Stop, Wait};
use std::time::{Instant, SystemTime};

/// Gets a token, or the outcome of the call that needs it.
pub(super) fn ask(options: &Options, errand: &Errand<'_>, effort: &mut Effort) -> Result<Issued, Box<Outcome>> {
    let outcome = match exchange(options, errand, effort) {
        Ok(response) => match oauth::read(response, &options.token_url) {
            Ok(issued) => {
                log::info!("the token lasts {} s", issued.lifetime.as_secs());
                return Ok(issued);
            }
            Err(response) => Outcome::without_token(*response),
        },
        Err(broken) => {
            let why = format!("no token from the token service: {}", broken.error.message());
            let error = Error::new(broken.error.status(), why).with_remedy(broken.error.remedy());
            match broken.response {
                Some(response) => Outcome::failed_with(&error, response.without_body()),
                None => Outcome::from(&error),
            }
        }
    };
    Err(Box::new(outcome))
}

fn exchange(options: &Options, errand: &Errand<'_>, effort: &mut Effort) -> Result<Response, Box<Broken>> {
    let app = &options.credentials;
    let request = oauth::request(app, &options.token_url)?;
    let credentials = Secret::basic(&app.client_id, &app.client_secret);
    let target = Target {
        base_url: &options.token_url,
        credentials: &credentials,
        hidden: &app.client_secret,
        secret_body: true,
        departure: None,
    };
    let (mut retries, mut replaced) = (0, false);
    loop {
        let started = Instant::now();
        let wait = errand.wait.within("timeout_ms", options.timeout);
        let ending = errand.transport.exchange(&request, &target, &wait).and_then(|answer| whole(answer, &wait));
        report::token_request(&ending, started.elapsed());
        let seen = match &ending {
            Ok(response) => Seen::of_answer(response, SystemTime::now()),
            Err(broken) => Seen::Broken { status: broken.error.status(), stale: broken.stale },
        };
        let attempt = Attempt {
            seen,
            repeatable: true,
            can_renew: false,
            replaced,
            // The credentials go nowhere else.
            hops: retry::MOST_HOPS,
            retries,
            max_retries: options.max_retries,
            left: errand.wait.left().unwrap_or_default(),
        };
        match retry::next(&attempt, effort.jitter()) {
            Next::Replace => replaced = true,
            Next::Again(pause) => {
                retries += 1;
                report::again("the token request", pause, retries, options.max_retries);
                if let Err(stop) = effort.sleep(pause, errand.wait) {
                    return stopped(stop, ending);
                }
            }
            Next::Stop | Next::Renew | Next::Follow => return ending,
        }
    }
}

/// The answer, unless it is one with a token that did not come whole: that is a fault of the connection.
fn whole(answer: Response, wait: &Wait) -> Result<Response, Box<Broken>> {
    let Some(why) = answer.incomplete().filter(|_| (200..300).contains(&answer.http_status())) else {
        return Ok(answer);
    };
    let error = match wait.left() {
        Err(stop) => stop.into_error("reading its answer"),
        Ok(_) => Error::new(Status::Io, format!("its answer is not complete: {why}")),
    };
    Err(Box::new(Broken { error, response: Some(answer), stale: false, written: true }))
}

/// Cancelled, but what came last stays readable.
fn stopped(stop: Stop, last: Result<Response, Box<Broken>>) -> Result<Response, Box<Broken>> {
    match stop {
        Stop::TimedOut { .. } => last,
        Stop::Cancelled => {
            let response = last.map_or_else(|broken| broken.response, Some);
            let error = stop.into_error("waiting to ask for a token again");
            Err(Box::new(Broken { error, response, stale: false, written: true }))
        }
    }
}
