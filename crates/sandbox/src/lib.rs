//! A stand-in for Zoom's user API on loopback, for trying out and for tests.
//!
//! [`Sandbox::start`] opens an http and an https port of this machine. Both serve `PATCH` and `GET`
//! `/v2/users/{id}`, `GET /v2/users` and `POST /oauth/token`; the http port is also a `CONNECT` proxy whose tunnels
//! all end in the sandbox. Users really change, and every request is judged strictly and recorded.
//!
//! Users: `jane@example.com` (also `me`), `john@example.com`, `zoomroom@example.com`, and `pending@example.com`, who
//! answers 204 and does not change. Tokens: `sandbox-token`, `expired-token`, `noscope-token`, and what
//! `/oauth/token` hands out for account `sandbox-account`, client `sandbox-client`, secret `sandbox-secret`.
//!
//! A user id at `sandbox.test` asks for an answer, without any token and past the judge:
//!
//! | id | answer |
//! | --- | --- |
//! | `error-400-2033` | that HTTP status and Zoom code |
//! | `fields-error`, `oauth-error`, `echo-token` | field errors, an error of the token endpoint, the token said back |
//! | `status-503`, `html-502`, `xml-404`, `binary-400` | that status with no body, a page, XML, all byte values |
//! | `rate-second`, `rate-daily`, `rate-concurrent` | the three kinds of 429 |
//! | `rate-seconds`, `rate-date` | 429 with `Retry-After` in seconds or as a date |
//! | `slow-500`, `drip-5` | 204 after so many ms, one byte every so many ms |
//! | `flaky-2-503` | twice that status, then 204 |
//! | `drop`, `reset`, `garbage`, `truncate-9`, `truncate-body` | no answer, RST, no HTTP, a part of an answer |
//! | `big-9000`, `head-9000`, `lines-90` | a body, a head of that size, a head of so many headers |
//! | `early`, `http10-204` | 413 before the body is read, HTTP/1.0 |
//! | `redirect-307`, `absolute-307`, `loop-307` | a redirect to Jane by path, by URL, to itself |
//! | `elsewhere-307`, `plain-307`, `outside-307` | to the other name of this machine, to http, to another host |
//!
//! `slow-500+1@sandbox.test` and `slow-500+2@sandbox.test` are two users that ask for the same.
//!
//! At the token endpoint the accounts `app-type`, `inactive-app`, `no-scope`, `limited`, `broken`, `dropped`, `page` and
//! `echo` ask for a refusal of that kind; `sandbox-account+1` and `sandbox-account+2` are two accounts like
//! `sandbox-account`. With a plan, requests are refused that are more than it allows in any second or
//! on a day, and changes of a user while another is under way.
//!
//! Two more are users who really change, with something odd: of `late-2@sandbox.test` the next two readings after a change
//! show the user as before, and `ignores-dept@sandbox.test` answers 204 and keeps that field.
//!
//! Programs in other languages look and steer through `GET /_sandbox/requests`, `/_sandbox/requests/last`,
//! `/_sandbox/connections`, `/_sandbox/books`, `/_sandbox/ca`, `GET` and `PUT` `/_sandbox/users/{id}`,
//! `PUT /_sandbox/limits` (`plan` or `per_second`, `per_day`, `used_today`), `PUT /_sandbox/oauth` (`lifetime_s`,
//! `delay_ms`, `api_url`, `scope`), `POST /_sandbox/oauth/revoke`, `POST /_sandbox/script` and `POST /_sandbox/reset`.
#![forbid(unsafe_code)]

mod answer;
mod api;
mod certificate;
mod clock;
mod connection;
mod control;
mod errors;
mod fault;
mod fields;
mod fresh;
mod json;
mod judge;
mod limits;
mod oauth;
mod proxy;
mod record;
mod reply;
mod request;
mod server;
mod state;
mod stop;
mod text;
mod users;
mod wire;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use answer::Answer;
pub use record::{Books, Recorded, Verdict};

use limits::Limits;
use server::{Listeners, Server};
use state::{State, lock};
use users::Users;

/// The running sandbox. Dropping it ends its servers, connections and threads.
pub struct Sandbox {
    state: Arc<State>,
    ca_file: CaFile,
    _server: Server,
}

impl Sandbox {
    /// Starts on free ports with the token `sandbox-token`.
    ///
    /// # Errors
    /// When no port can be opened or the CA file cannot be written.
    pub fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start()
    }

    /// Starts differently.
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

    /// The PEM file of the authority that signed the sandbox's certificate.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.ca_file.path
    }

    /// The bearer token that is accepted.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.state.token
    }

    /// A user as compact JSON, as GET would answer.
    #[must_use]
    pub fn user(&self, id_or_email: &str) -> Option<String> {
        lock(&self.state.users).meet(id_or_email).map(|user| user.shown().to_string())
    }

    /// The 1000 newest requests, oldest first. Those to the control endpoint are not among them.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.state.log).all()
    }

    /// Queues an answer: the next request that is not for the control endpoint gets it, whatever it asks for.
    pub fn script(&self, answer: Answer) {
        lock(&self.state.script).push_back(answer);
    }

    /// Puts users, recorded requests and queued answers back to the start.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// What came so far, as numbers.
    #[must_use]
    pub fn books(&self) -> Books {
        self.state.books()
    }

    /// Limits by a plan of Zoom's from now on: `free`, `pro`, `business`, `none`; false for any other word.
    pub fn set_plan(&self, plan: &str) -> bool {
        lock(&self.state.limits).set_plan(plan)
    }

    /// Limits of one's own from now on, and how many requests were let through today.
    pub fn set_limits(&self, per_second: Option<u32>, per_day: Option<u32>, used_today: u32) {
        let mut limits = lock(&self.state.limits);
        (limits.per_second, limits.per_day) = (per_second, per_day);
        limits.set_used_today(used_today);
    }

    /// How long tokens last that are handed out from now on, and how long the token service takes for one.
    pub fn set_tokens(&self, lifetime: Duration, delay: Duration) {
        let mut service = lock(&self.state.service);
        service.lifetime_s = u32::try_from(lifetime.as_secs()).unwrap_or(u32::MAX);
        service.delay = delay;
    }

    /// Where the token service says that the API is.
    pub fn set_api_url(&self, url: &str) {
        lock(&self.state.service).api_url = Some(url.to_owned());
    }

    /// What the token service says that its tokens permit, names with blanks between. They permit everything all the same.
    pub fn set_scope(&self, scope: &str) {
        lock(&self.state.service).scope = scope.to_owned();
    }

    /// Ends all tokens that were handed out.
    pub fn revoke_tokens(&self) {
        lock(&self.state.tokens).clear();
    }

    /// How many TCP connections were accepted so far, on both ports.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.state.connections.load(Ordering::Relaxed)
    }
}

/// How a sandbox is to start.
#[derive(Default)]
pub struct Builder {
    http_port: u16,
    https_port: u16,
    ca_file: Option<PathBuf>,
    token: Option<String>,
    proxy_password: Option<String>,
    plan: Option<String>,
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

    /// Where to write the CA certificate. Without it a fresh file is made in the temporary directory and removed
    /// at the end.
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

    /// Tunnels (`CONNECT`) need this `user:password`.
    #[must_use]
    pub fn proxy_password(mut self, user_and_password: &str) -> Builder {
        self.proxy_password = Some(user_and_password.to_owned());
        self
    }

    /// The plan of Zoom's by whose limits requests are refused: `free`, `pro`, `business`; `none` is the default.
    #[must_use]
    pub fn plan(mut self, plan: &str) -> Builder {
        self.plan = Some(plan.to_owned());
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    /// When a port cannot be opened, the CA file cannot be written or there is no such plan.
    pub fn start(self) -> io::Result<Sandbox> {
        let plan = self.plan.unwrap_or_else(|| "none".to_owned());
        let no_plan = || io::Error::new(io::ErrorKind::InvalidInput, "there is no such plan");
        let limits = Limits::of_plan(&plan).ok_or_else(no_plan)?;
        let identity = certificate::identity()?;
        let listeners = Listeners::bind(self.http_port, self.https_port)?;
        let state = Arc::new(State {
            token: self.token.unwrap_or_else(|| "sandbox-token".to_owned()),
            proxy_password: self.proxy_password,
            http_url: format!("http://127.0.0.1:{}", listeners.http_port()?),
            https_url: format!("https://localhost:{}", listeners.https_port()?),
            ca_pem: identity.ca_pem,
            tls: identity.tls,
            users: Mutex::new(Users::start()),
            log: Mutex::default(),
            script: Mutex::default(),
            met: Mutex::default(),
            tokens: Mutex::default(),
            plan,
            limits: Mutex::new(limits),
            service: Mutex::default(),
            changing: Mutex::default(),
            updates: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            stop: stop::Stop::default(),
        });
        let ca_file = CaFile::write(self.ca_file, &state.ca_pem)?;
        let server = Server::start(Arc::clone(&state), listeners)?;
        Ok(Sandbox { state, ca_file, _server: server })
    }
}

/// The CA certificate on disk; a file of our own choosing is removed at the end.
struct CaFile {
    path: PathBuf,
    temporary: bool,
}

impl CaFile {
    fn write(path: Option<PathBuf>, pem: &str) -> io::Result<CaFile> {
        if let Some(path) = path {
            fs::write(&path, pem)?;
            return Ok(CaFile { path, temporary: false });
        }
        let path = std::env::temp_dir().join(format!("zoomuser-sandbox-{}.pem", fresh::hex()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        let ca_file = CaFile { path, temporary: true };
        file.write_all(pem.as_bytes())?;
        Ok(ca_file)
    }
}

impl Drop for CaFile {
    fn drop(&mut self) {
        if self.temporary {
            let _ = fs::remove_file(&self.path);
        }
    }
}
