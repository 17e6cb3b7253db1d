//! The client: one call in, one outcome out.

use super::journey::{self, Means, Purpose};
use super::options::{CheckMode, Options};
use super::pacing::Pacer;
use super::token::{TokenSource, Tokens};
use super::transport::{Http, Transport};
use super::wait::{CancelToken, Interrupt, Wait};
use crate::answer::error::Error;
use crate::answer::outcome::{Outcome, Problem};
use crate::update::check::check;
use crate::update::export::{Format, PLACEHOLDER, export};
use crate::update::message::Sender;
use crate::update::patch::UserPatch;
use crate::update::request::Request;

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
    pub(crate) tokens: Tokens,
    pub(crate) pacer: Pacer,
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
        let outcome = self.read(user_id, &UserPatch::new(), &self.whole(call));
        note(&outcome);
        outcome
    }

    /// Reads the login of a user that a patch means.
    pub(crate) fn read(&self, user_id: &str, patch: &UserPatch, whole: &Wait) -> Outcome {
        match Request::get_user(user_id, patch, &self.options.sub_account_id) {
            Ok(request) => self.exchange(&request, Purpose::Read, whole),
            Err(error) => Outcome::from(&error),
        }
    }

    /// Sends the update of a user, which is judged already.
    pub(crate) fn patch(&self, user_id: &str, patch: &UserPatch, whole: &Wait) -> Outcome {
        match self.prepare(user_id, patch) {
            Ok(request) => self.exchange(&request, Purpose::Update, whole),
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
    /// other answers. A caller's own `Authorization` takes the place of the token, which is not asked for then.
    ///
    /// It takes a turn at the rate of the plan like an update. What the server says it has not done (a refused token, a
    /// limit per second, a redirect to another place of Zoom's) is sent again whatever the method; after a fault or a
    /// failure of the server only `GET`, `HEAD`, `PUT`, `DELETE` and `OPTIONS` are, unless nothing had been sent.
    pub fn send(&self, request: &Request) -> Outcome {
        self.send_with(request, &Call::default())
    }

    /// [`send`](Self::send) that can be ended before its time.
    pub fn send_with(&self, request: &Request, call: &Call) -> Outcome {
        let outcome = self.exchange(request, Purpose::Own, &self.whole(call));
        note(&outcome);
        outcome
    }

    /// Shows a request as [`send`](Self::send) would send it, without its credentials; sends nothing.
    pub fn render(&self, request: &Request, format: Format) -> Outcome {
        let sender = Sender { base_url: self.options.base_url(), user_agent: &self.options.user_agent };
        let export = match export(request, &sender, format) {
            Ok(export) => export,
            Err(error) => return Outcome::from(&error),
        };
        let mut text = export.text;
        let (token, client_secret) = (self.options.token(), &self.options.credentials.client_secret);
        let own = request.headers().credentials().unwrap_or_default();
        for secret in [token.expose(), client_secret.expose(), own] {
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

    fn exchange(&self, request: &Request, purpose: Purpose, whole: &Wait) -> Outcome {
        let means =
            Means { options: &self.options, transport: &*self.transport, tokens: &self.tokens, pacer: &self.pacer };
        journey::send(&means, request, purpose, whole)
    }
}

pub(crate) fn note(outcome: &Outcome) {
    if outcome.attempts() == 0 {
        log::info!("nothing was sent: {}", outcome.status().name());
    }
}
