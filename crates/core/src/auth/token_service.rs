//! Requests a token from Zoom's token service, with retries.

use super::oauth::{self, TokenResponse};
use super::settings::AuthSettings;
use super::token_context::TokenContext;
use crate::duration::at_least;
use crate::limits::call_stats::CallStats;
use crate::limits::deadline::Deadline;
use crate::limits::retry::RetryDecision;
use crate::limits::settings::LimitSettings;
use crate::net::request_log;
use crate::net::transport::Destination;
use crate::response::error::Error;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::response::Response;
use crate::response::status::Status;
use crate::retries::{ExchangeResult, Retries, broken, interrupted};
use crate::secret::Secret;
use std::time::Instant;

/// Requests a token. The error is the outcome of the call that needs it.
pub(crate) fn request_token(
    auth: &AuthSettings,
    limits: &LimitSettings,
    context: &TokenContext<'_>,
    stats: &mut CallStats,
) -> Result<TokenResponse, Box<Outcome>> {
    let outcome = match exchange(auth, limits, context, stats) {
        Ok(response) => match (response.notes().to_vec(), oauth::read(response, &auth.token_url)) {
            (notes, Ok(issued)) => {
                stats.warnings.extend(notes.into_iter().map(|note| Problem::new("token_url", note)));
                log::info!("the token lasts {}", at_least(issued.lifetime));
                return Ok(issued);
            }
            // The outcome has the notes of the response.
            (_, Err(response)) => Outcome::without_token(*response),
        },
        Err(broken) => {
            let why = format!("no token from the token service: {}", broken.error.message());
            let error = Error::new(broken.error.status(), why).with_hint(broken.error.hint());
            match broken.response {
                Some(response) => Outcome::failed_with(&error, response.without_body()),
                None => Outcome::from(&error),
            }
        }
    };
    Err(Box::new(outcome))
}

fn exchange(
    auth: &AuthSettings,
    limits: &LimitSettings,
    context: &TokenContext<'_>,
    stats: &mut CallStats,
) -> ExchangeResult {
    let app = &auth.credentials;
    let request = oauth::request(app, &auth.token_url)?;
    let credentials = Secret::basic(&app.client_id, &app.client_secret);
    let target = Destination {
        base_url: &auth.token_url,
        credentials: &credentials,
        hidden: &app.client_secret,
        secret_body: true,
        permit: None,
    };
    let mut retries = Retries::new("the token request", limits.max_retries, context.wait);
    loop {
        let started = Instant::now();
        let wait = context.wait.within("timeout_ms", limits.timeout);
        let result =
            context.transport.exchange(&request, &target, &wait).and_then(|response| complete(response, &wait));
        request_log::token_request(&result, started.elapsed());
        if let Some(response) = result.as_ref().map_or_else(|broken| broken.response.as_ref(), Some) {
            stats.warn_of(response, "the token service: ");
        }
        match retries.next(&result, true, false, stats) {
            Ok(RetryDecision::Replace | RetryDecision::Again(_)) => {}
            // The credentials are sent to no other URL.
            Ok(RetryDecision::GiveUp | RetryDecision::Renew | RetryDecision::Follow) => return result,
            Err(stop) => return interrupted(stop, "waiting to request a token again", Some(result)),
        }
    }
}

/// The response, unless it is a successful one that is incomplete: that is a network failure.
fn complete(response: Response, wait: &Deadline) -> ExchangeResult {
    let Some(why) = response.incomplete().filter(|_| (200..300).contains(&response.http_status())) else {
        return Ok(response);
    };
    let error = match wait.left() {
        Err(stop) => stop.into_error("reading its response"),
        Ok(_) => Error::new(Status::Io, format!("its response is incomplete: {why}")),
    };
    broken(error, Some(response))
}
