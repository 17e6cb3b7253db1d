//! The client on which the APIs of all languages are built: every call returns one flat [`Outcome`].

use super::call_options::CallOptions;
use super::execute::{self, RequestContext};
use super::list::list_users::{ListUsers, repeated};
use super::options::Options;
use crate::auth::provider::{TokenSource, Tokens};
use crate::limits::deadline::Deadline;
use crate::limits::limiter::RateLimiter;
use crate::net::host::is_loopback;
use crate::net::pool::Http;
use crate::net::transport::Transport;
use crate::request::message::{Sender, head};
use crate::request::patch::UserPatch;
use crate::request::purpose::Purpose;
use crate::request::render::{Format, PLACEHOLDER, export};
use crate::request::request::Request;
use crate::request::user_id;
use crate::request::validate::{CheckedPatch, validate};
use crate::request::value::WireField;
use crate::response::error::Error;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::rate_limit::RateLabel;
use crate::share::stores::Stores;

/// A client for one Zoom account: credentials, options and a connection pool. The C API, Python and the command line use it.
/// Any number of threads may use one client.
#[derive(Debug)]
pub struct FlatClient {
    options: Options,
    transport: Box<dyn Transport>,
    pub(crate) tokens: Tokens,
    pub(crate) limiter: RateLimiter,
}

impl FlatClient {
    /// A client with these options. No file is read and no connection is opened before the first call.
    pub fn new(options: Options) -> Self {
        Self::with_source(options, None)
    }

    /// A client that gets its tokens from `source`, if there is one.
    pub fn with_source(options: Options, source: Option<TokenSource>) -> Self {
        let transport = Box::new(Http::new(&options.net));
        let Stores { rate, tokens } = Stores::new(&options.share, &options.net);
        let tokens = Tokens::new(&options.auth, &options.limits, source, tokens);
        let limiter = RateLimiter::new(&options.limits, rate);
        Self { options, transport, tokens, limiter }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Server and account as the options name them: base URL, account and sub-account, one a line.
    pub fn account(&self) -> String {
        let (account, sub_account) = (&self.options.auth.credentials.account_id, &self.options.sub_account_id);
        format!("{}\n{account}\n{sub_account}", self.options.base_url())
    }

    /// The updates and reads of a user that the options allow in a second; `None` for no limit.
    pub fn rate_per_second(&self) -> Option<f64> {
        let rate = self.options.limits.rate(RateLabel::Light)?;
        Some(f64::from(rate.per_second) * f64::from(rate.share) / 100.0)
    }

    /// The updates and reads of a user that the options allow in a day; `None` for no limit.
    pub fn requests_per_day(&self) -> Option<u64> {
        let rate = self.options.limits.rate(RateLabel::Light)?;
        Some(u64::from(rate.per_day?) * u64::from(rate.share) / 100)
    }

    /// Whether the base URL is that of a server on this machine, as the sandbox.
    pub fn is_local(&self) -> bool {
        is_loopback(&self.options.api_url().server().host)
    }

    /// Closes the idle connections of the pool and those to the server of `share`; running calls keep theirs.
    pub fn drop_connections(&self) {
        self.transport.drop_connections();
        self.limiter.drop_connections();
    }

    /// Validates a patch without sending it.
    pub fn check(&self, patch: &UserPatch) -> Outcome {
        self.check_update("me", patch)
    }

    /// Validates the update of a user without sending it.
    pub fn check_update(&self, user_id: &str, patch: &UserPatch) -> Outcome {
        match self.validate(patch) {
            Ok(checked) => match self.request(user_id, &checked) {
                Ok(request) => Outcome::validated([&checked.warnings, request.warnings()].concat()),
                Err(error) => Outcome::refused(vec![error.problem().clone()], checked.warnings),
            },
            // An invalid id is reported together with an invalid patch.
            Err(refused) => match self.read_request(user_id, None) {
                Ok(_) => *refused,
                Err(error) => refused.with_problem(error.problem().clone()),
            },
        }
    }

    /// Reads a user: `GET /users/{user_id}`. `user_id` is an id, an e-mail address, or `me` for the token's user.
    /// Success is a complete 200 with a JSON object; see [`Outcome::user`].
    pub fn get_user(&self, user_id: &str) -> Outcome {
        self.get_user_with(user_id, &CallOptions::default())
    }

    /// [`get_user`](Self::get_user) with options for this call.
    pub fn get_user_with(&self, user_id: &str, call: &CallOptions) -> Outcome {
        let outcome = self.read(user_id, None, &self.deadline(call));
        log_unsent(&outcome);
        outcome
    }

    /// Reads one page of the users: `GET /users`. `page_token` is "" for the first page, otherwise the
    /// [`next_page_token`](crate::internal::UserPage::next_page_token) of the page before, read with the same
    /// `list`. Success is a complete 200 with a page; see [`Outcome::page`]. With a group, a page that is not the last may
    /// have no users.
    pub fn list_page(&self, list: &ListUsers, page_token: &str, call: &CallOptions) -> Outcome {
        let outcome = match list.request(page_token, &self.options.sub_account_id) {
            Ok(request) => self.exchange(&request, Purpose::List, &self.deadline(call)),
            Err(error) => Outcome::from(&error),
        };
        log_unsent(&outcome);
        let is_same = outcome.page().is_some_and(|page| !page_token.is_empty() && page.next_page_token() == page_token);
        if is_same {
            return repeated(outcome, page_token);
        }
        outcome.with_page(|page| page.retain(|user| list.wants(user)))
    }

    /// Reads a user, with the `login_type` of a patch.
    pub(crate) fn read(&self, user_id: &str, login_type: Option<&WireField<'_>>, deadline: &Deadline) -> Outcome {
        match self.read_request(user_id, login_type) {
            Ok(request) => self.exchange(&request, Purpose::Read, deadline),
            Err(error) => Outcome::from(&error),
        }
    }

    fn read_request(&self, user_id: &str, login_type: Option<&WireField<'_>>) -> Result<Request, Error> {
        self.not_the_token(user_id)?;
        Request::get_user(user_id, login_type, &self.options.sub_account_id)
    }

    /// Sends the update of a user.
    pub(crate) fn patch(
        &self,
        user_id: &str,
        patch: &CheckedPatch<'_>,
        call: &CallOptions,
        deadline: &Deadline,
    ) -> Outcome {
        match self.request(user_id, patch) {
            Ok(request) => self.exchange(&request.with_headers(&call.headers), Purpose::Update, deadline),
            Err(error) => Outcome::from(&error),
        }
    }

    /// The deadline of a call.
    pub(crate) fn deadline(&self, call: &CallOptions) -> Deadline {
        let length = self.options.limits.deadline;
        let mut deadline = Deadline::new("deadline_ms", length, call.cancel.clone(), call.interrupt.clone());
        deadline.is_bulk = call.is_bulk;
        deadline
    }

    /// The request of [`update_user`](Self::update_user), without `only_changes`; the error is the outcome of that call.
    ///
    /// # Errors
    ///
    /// [`Status::CheckFailed`](crate::Status::CheckFailed) if the patch is invalid, and
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) if the user id is, or the request would be too large.
    pub fn prepare(&self, user_id: &str, patch: &UserPatch) -> Result<Request, Box<Outcome>> {
        let checked = self.validate(patch)?;
        self.request(user_id, &checked).map_err(|error| Box::new(Outcome::from(&error).with_warnings(checked.warnings)))
    }

    /// The request of an update.
    pub(crate) fn request(&self, user_id: &str, patch: &CheckedPatch<'_>) -> Result<Request, Error> {
        self.not_the_token(user_id)?;
        Request::update_user(user_id, patch, &self.options.sub_account_id)
    }

    /// Refuses the client's own token in place of a user id.
    fn not_the_token(&self, user_id: &str) -> Result<(), Error> {
        let token = self.options.token();
        match !token.is_empty() && token.expose() == user_id.trim() {
            true => Err(Error::refused("user_id", user_id::TOKEN)),
            false => Ok(()),
        }
    }

    /// Sends a custom request unchanged. Any completely received 2xx is success; other responses are mapped by the table of
    /// Zoom's errors. If the request has its own `Authorization`, no token is requested.
    ///
    /// It counts toward the rate limit like an update, or if it lists users (`GET /users`), like a page of a list. A request that the server did not process (refused token, limit per
    /// second, redirect within Zoom) is sent again with any method. After a network or server error only `GET`, `HEAD`,
    /// `PUT`, `DELETE` and `OPTIONS` are retried, unless nothing had been sent.
    pub fn send(&self, request: &Request) -> Outcome {
        self.send_with(request, &CallOptions::default())
    }

    /// [`send`](Self::send) with options for this call.
    pub fn send_with(&self, request: &Request, call: &CallOptions) -> Outcome {
        let user_id = user_id::in_path(request.path_and_query()).unwrap_or_default();
        let outcome = match self.not_the_token(&user_id) {
            Ok(()) => self.exchange(request, Purpose::Own, &self.deadline(call)),
            Err(error) => Outcome::from(&error),
        };
        log_unsent(&outcome);
        outcome
    }

    /// Renders a request as [`send`](Self::send) would send it, without credentials.
    pub fn render(&self, request: &Request, format: Format) -> Outcome {
        let base_url = self.options.base_url();
        let export = match export(request, &self.sender(&base_url), format) {
            Ok(export) => export,
            Err(error) => return Outcome::from(&error),
        };
        let text = self.without_secrets(request, export.text);
        let mut warnings = Vec::new();
        if !export.is_exact {
            warnings.push(Problem::new("body", "contains binary data, replaced by U+FFFD"));
        }
        warnings.extend_from_slice(request.warnings());
        Outcome::rendered_as(text, warnings)
    }

    /// The request line and the headers that [`send`](Self::send) sends, without the credentials.
    pub fn request_head(&self, request: &Request) -> (String, Vec<(String, String)>) {
        let base_url = self.options.base_url();
        let (line, headers) = head(request, &self.sender(&base_url));
        let headers = headers.into_iter().map(|(name, value)| (name, self.without_secrets(request, value)));
        (self.without_secrets(request, line), headers.collect())
    }

    fn sender<'a>(&'a self, base_url: &'a str) -> Sender<'a> {
        Sender { base_url, user_agent: &self.options.net.user_agent }
    }

    /// A text with the placeholder in place of every secret, wherever the caller put it.
    fn without_secrets(&self, request: &Request, mut text: String) -> String {
        let (token, client_secret) = (self.options.token(), &self.options.auth.credentials.client_secret);
        let own = request.headers().credentials().unwrap_or_default();
        for secret in [token.expose(), client_secret.expose(), own] {
            if !secret.is_empty() && secret != PLACEHOLDER {
                text = text.replace(secret, PLACEHOLDER);
            }
        }
        text
    }

    /// Renders the request of [`update_user`](Self::update_user) if the patch is valid.
    pub fn render_update(&self, user_id: &str, patch: &UserPatch, format: Format) -> Outcome {
        match self.validate(patch) {
            Err(refused) => *refused,
            Ok(checked) => match self.request(user_id, &checked) {
                Ok(request) => self.render(&request, format).with_warnings(checked.warnings),
                Err(error) => Outcome::from(&error).with_warnings(checked.warnings),
            },
        }
    }

    /// Validates a patch; the error is the outcome of the call.
    pub(crate) fn validate<'a>(&self, patch: &'a UserPatch) -> Result<CheckedPatch<'a>, Box<Outcome>> {
        let mut checked = validate(patch, self.options.encoding).checked(self.options.check)?;
        checked.warnings.extend(self.options.base_url_doubt().map(|doubt| Problem::new("base_url", doubt)));
        Ok(checked)
    }

    fn exchange(&self, request: &Request, purpose: Purpose, deadline: &Deadline) -> Outcome {
        let context = RequestContext {
            options: &self.options,
            transport: &*self.transport,
            tokens: &self.tokens,
            limiter: &self.limiter,
        };
        execute::send(&context, request, purpose, deadline)
    }
}

/// Logs a call that ended before a request was sent.
pub(crate) fn log_unsent(outcome: &Outcome) {
    if outcome.attempts() == 0 {
        log::info!("nothing was sent: {}", outcome.status().name());
    }
}
