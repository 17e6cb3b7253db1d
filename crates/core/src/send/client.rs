//! The client: one call in, one outcome out.

use super::journey::{self, Means};
use super::options::{CheckMode, Options};
use super::pacing::Pacer;
use super::token::{TokenSource, Tokens};
use super::transport::{Http, Transport};
use super::wait::{CancelToken, Interrupt, Wait};
use crate::answer::error::Error;
use crate::answer::outcome::{Outcome, Problem};
use crate::update::check::check;
use crate::update::patch::UserPatch;
use crate::update::request::Request;

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
    tokens: Tokens,
    pacer: Pacer,
}

impl Client {
    /// A client with these options. Nothing is read or connected before the first call.
    pub fn new(options: Options) -> Self {
        Self::with(options, None)
    }

    /// A client that asks `source` for its tokens; the options give none.
    pub fn with_token_source(options: Options, source: TokenSource) -> Self {
        Self::with(options, Some(source))
    }

    fn with(options: Options, source: Option<TokenSource>) -> Self {
        let transport = Box::new(Http::new(&options));
        let (tokens, pacer) = (Tokens::new(&options, source), Pacer::new(&options));
        Self { options, transport, tokens, pacer }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
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
        let outcome = match self.judge(patch) {
            Err(refused) => *refused,
            Ok(warnings) => self.send(user_id, patch, call).with_warnings(warnings),
        };
        if outcome.attempts() == 0 {
            log::info!("nothing was sent: {}", outcome.status().name());
        }
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
        let means =
            Means { options: &self.options, transport: &*self.transport, tokens: &self.tokens, pacer: &self.pacer };
        // A patch sets absolute values: sent twice it does what it does once.
        journey::send(&means, &request, true, &whole)
    }
}
