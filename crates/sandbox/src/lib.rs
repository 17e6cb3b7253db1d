//! A mock of Zoom's user API on loopback, for demos and tests.
//!
//! [`Sandbox::start`] listens on an http and an https port. Both serve `PATCH` and `GET` `/v2/users/{id}`,
//! `GET /v2/users` and `POST /oauth/token`; the http port is also a `CONNECT` proxy whose tunnels all end in the sandbox.
//! Updates change the users, and every request is validated strictly and recorded.
//!
//! Users, unless [`Builder::users_csv`] names others: `jane@example.com` (also `me`), `john@example.com`, `zoomroom@example.com`, and `pending@example.com`, for which
//! an update returns 204 and has no effect. Tokens: `sandbox-token`, `expired-token`, `noscope-token`, and those that
//! `/oauth/token` issues for account `sandbox-account`, client `sandbox-client`, secret `sandbox-secret`.
//!
//! A user id at `sandbox.test` selects a response, without authentication and validation: an update of
//! `error-400-2034@sandbox.test` gets HTTP status 400 and Zoom code 2034, one of `rate-second@sandbox.test` a 429.
//! `docs/sandbox.md` lists the names.
//!
//! `slow-500+1@sandbox.test` and `slow-500+2@sandbox.test` are two users that select the same response. [`Sandbox::fail`] lets
//! a fault answer requests for any user.
//!
//! At the token endpoint the accounts `app-type`, `inactive-app`, `no-scope`, `limited`, `broken`, `dropped`, `page` and
//! `echo` select an error of that kind; `sandbox-account+1` and `sandbox-account+2` are two accounts like
//! `sandbox-account`. With a plan, the sandbox rejects requests above its limits per second and per day, and concurrent
//! updates of the same user; requests for the list of users have limits of their own.
//!
//! Two more user ids exist as users: the next two reads after an update of `late-2@sandbox.test` return the old values,
//! and an update of `ignores-dept@sandbox.test` returns 204 and keeps the old value of `dept`.
//!
//! `/_sandbox/` is a page that shows users, requests and responses, and asks for faults. Programs in other languages use the
//! calls that it makes; `docs/sandbox.md` lists them. Web pages of other places may not.
#![forbid(unsafe_code)]

mod account;
mod ca_file;
mod certificate;
mod clock;
mod http;
mod json;
mod monitor;
mod random;
mod server;
mod stop;
mod text;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use account::stats::{Stats, UserUpdates};
pub use ca_file::remove_temporary_files;
pub use http::record::{Recorded, Verdict};
pub use http::response::Response;

use account::limits::{LIGHT, Limits, MEDIUM};
use account::state::{State, lock};
use account::users::Users;
use account::users_file;
use ca_file::CaFile;
use json::Json;
use monitor::fault_rules::FaultRule;
use server::listeners::{Listeners, Server};

/// A running sandbox. Dropping it stops its servers, connections and threads.
pub struct Sandbox {
    state: Arc<State>,
    ca_file: CaFile,
    _server: Server,
}

impl Sandbox {
    /// Starts on free ports with the token `sandbox-token`.
    ///
    /// # Errors
    ///
    /// If no port can be opened or the CA file cannot be written.
    pub fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start()
    }

    /// Configures a sandbox.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `http://127.0.0.1:PORT`
    #[must_use]
    pub fn http_url(&self) -> String {
        self.state.http_url.clone()
    }

    /// `https://localhost:PORT`
    #[must_use]
    pub fn https_url(&self) -> String {
        self.state.https_url.clone()
    }

    /// The URL of the page that shows users, requests and responses, and asks for faults.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("{}{}", self.state.http_url, server::PAGE)
    }

    /// The https URL of the API, with `/v2`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("{}/v2", self.state.https_url)
    }

    /// The http URL of the API, with `/v2`.
    #[must_use]
    pub fn http_base_url(&self) -> String {
        format!("{}/v2", self.state.http_url)
    }

    /// The PEM file of the CA that signed the certificate of the sandbox.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.ca_file.path
    }

    /// The bearer token that the sandbox accepts.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.state.token
    }

    /// A user as JSON, as GET would return it.
    #[must_use]
    pub fn user(&self, id_or_email: &str) -> Option<String> {
        lock(&self.state.users).find_or_create(id_or_email).map(|user| user.shown().to_string())
    }

    /// Adds a user or updates one. `members` is a JSON object; returns the user as JSON, or `None` if `members` is not an
    /// object.
    pub fn put_user(&self, id: &str, members: &str) -> Option<String> {
        let Some(Json::Object(members)) = Json::parse(members.as_bytes()) else { return None };
        Some(lock(&self.state.users).put(id, &members).0.to_string())
    }

    /// The last 1000 requests, oldest first, without those to the control endpoint.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.state.log).all()
    }

    /// Queues a response for the next request that is not for the control endpoint.
    pub fn script(&self, answer: Response) {
        lock(&self.state.script).push_back(answer);
    }

    /// Lets a fault answer the next `times` requests, or all of them until the next reset; with `user` only those for this
    /// user, by id or e-mail address. False if there is no fault of this name.
    pub fn fail(&self, fault: &str, times: Option<u64>, user: Option<&str>) -> bool {
        let rule = FaultRule { fault: fault.to_owned(), user: user.map(str::to_owned), times, percent: 100 };
        server::is_fault(&self.state, fault) && lock(&self.state.fault_rules).add(rule).is_some()
    }

    /// Gives one of the scopes that users need to the app, or takes it away; requests that need it get error 4711. False if
    /// the sandbox does not know the scope.
    pub fn set_granted(&self, scope: &str, granted: bool) -> bool {
        lock(&self.state.service).set_scope(scope, granted)
    }

    /// Restores the initial users, limits and scopes, and clears recorded requests, queued responses and faults.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// Counters since the start or the last reset.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.state.stats()
    }

    /// Applies the limits of a Zoom plan: `free`, `pro`, `business`, `none`. False for an unknown plan.
    pub fn set_plan(&self, plan: &str) -> bool {
        self.state.set_plan(plan)
    }

    /// Applies custom limits to requests for one user, and sets the number of requests admitted today.
    pub fn set_limits(&self, per_second: Option<u32>, per_day: Option<u32>, used_today: u32) {
        let mut limits = lock(&self.state.limits);
        (limits.per_second, limits.per_day) = (per_second, per_day);
        limits.set_used_today(used_today);
    }

    /// Sets the paid licenses of the account. An update to type 2 is refused when all are used.
    pub fn set_licenses(&self, licenses: usize) {
        lock(&self.state.users).set_licenses(licenses);
    }

    /// Sets the lifetime of tokens issued from now on, and the delay of the token service.
    pub fn set_tokens(&self, lifetime: Duration, delay: Duration) {
        let mut service = lock(&self.state.service);
        service.lifetime_s = u32::try_from(lifetime.as_secs()).unwrap_or(u32::MAX);
        service.delay = delay;
    }

    /// Sets the `api_url` of token responses.
    pub fn set_api_url(&self, url: &str) {
        lock(&self.state.service).api_url = Some(url.to_owned());
    }

    /// Sets the `scope` of token responses, names separated by spaces. The sandbox does not enforce it.
    pub fn set_scope(&self, scope: &str) {
        lock(&self.state.service).scope = Some(scope.to_owned());
    }

    /// The updates of each user who has been updated, with those of them that changed a value.
    #[must_use]
    pub fn updates(&self) -> Vec<UserUpdates> {
        lock(&self.state.users).updates()
    }

    /// Lets the tokens of all pages of a list expire, as after 15 minutes.
    pub fn expire_page_tokens(&self) {
        self.state.expire_page_tokens();
    }

    /// Revokes all issued tokens.
    pub fn revoke_tokens(&self) {
        lock(&self.state.tokens).revoke_all();
    }

    /// The number of TCP connections accepted so far, on both ports.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.state.connections.load(Ordering::Relaxed)
    }
}

/// The configuration of a sandbox.
#[derive(Default)]
pub struct Builder {
    http_port: u16,
    https_port: u16,
    ca_file: Option<PathBuf>,
    token: Option<String>,
    proxy_password: Option<String>,
    plan: Option<String>,
    users: Option<String>,
}

impl Builder {
    /// The http port; 0, the default, is any free one.
    #[must_use]
    pub fn http_port(mut self, port: u16) -> Builder {
        self.http_port = port;
        self
    }

    /// The https port; 0, the default, is any free one.
    #[must_use]
    pub fn https_port(mut self, port: u16) -> Builder {
        self.https_port = port;
        self
    }

    /// Where to write the CA certificate; by default a file in the temporary directory, which is removed at the end.
    #[must_use]
    pub fn ca_file(mut self, path: impl Into<PathBuf>) -> Builder {
        self.ca_file = Some(path.into());
        self
    }

    /// The bearer token to accept, instead of `sandbox-token`.
    #[must_use]
    pub fn token(mut self, token: &str) -> Builder {
        self.token = Some(token.to_owned());
        self
    }

    /// Requires this `user:password` for tunnels (`CONNECT`).
    #[must_use]
    pub fn proxy_password(mut self, user_and_password: &str) -> Builder {
        self.proxy_password = Some(user_and_password.to_owned());
        self
    }

    /// The Zoom plan whose limits apply: `free`, `pro`, `business`; `none` is the default.
    #[must_use]
    pub fn plan(mut self, plan: &str) -> Builder {
        self.plan = Some(plan.to_owned());
        self
    }

    /// The users, as the text of a CSV file, instead of the four that the sandbox has otherwise. The header has names of
    /// fields and of what else `GET` returns, `email` among them; without an `id` the sandbox invents one. The first user is
    /// also `me`.
    #[must_use]
    pub fn users_csv(mut self, text: &str) -> Builder {
        self.users = Some(text.to_owned());
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// If a port cannot be opened, the CA file cannot be written, the plan is unknown or the users are not valid.
    pub fn start(self) -> io::Result<Sandbox> {
        let plan = self.plan.unwrap_or_else(|| "none".to_owned());
        let invalid = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
        let limits = |category| Limits::of_plan(&plan, category).ok_or_else(|| invalid("unknown plan".to_owned()));
        let (limits, list_limits) = (limits(LIGHT)?, limits(MEDIUM)?);
        let initial_users = match &self.users {
            Some(text) => users_file::users(text).map_err(|why| invalid(format!("users: {why}")))?,
            None => Users::initial(),
        };
        let identity = certificate::identity()?;
        let listeners = Listeners::bind(self.http_port, self.https_port)?;
        let state = Arc::new(State {
            token: self.token.unwrap_or_else(|| "sandbox-token".to_owned()),
            proxy_password: self.proxy_password,
            http_url: format!("http://127.0.0.1:{}", listeners.http_port()?),
            https_url: format!("https://localhost:{}", listeners.https_port()?),
            ca_pem: identity.ca_pem,
            tls: identity.tls,
            users: Mutex::new(initial_users.clone()),
            initial_users,
            page_clock_ahead: AtomicU64::new(0),
            log: Mutex::default(),
            script: Mutex::default(),
            flaky_counts: Mutex::default(),
            tokens: Mutex::default(),
            plan,
            limits: Mutex::new(limits),
            list_limits: Mutex::new(list_limits),
            service: Mutex::default(),
            in_progress: Mutex::default(),
            updates: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            open_connections: Mutex::default(),
            exchanges: Mutex::default(),
            fault_rules: Mutex::default(),
            clients: Mutex::default(),
            runs: Mutex::default(),
            stop: stop::Stop::default(),
        });
        let ca_file = CaFile::write(self.ca_file, &state.ca_pem)?;
        let server = Server::start(Arc::clone(&state), listeners)?;
        Ok(Sandbox { state, ca_file, _server: server })
    }
}
