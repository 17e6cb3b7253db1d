//! Test support: the sandbox and clients for it, a chaos proxy, and optional programs.
#![forbid(unsafe_code)]
#![expect(clippy::print_stderr, reason = "tests print what they skip")]

pub mod chaos_proxy;
pub mod daemon;
pub mod fault;
mod fault_injector;
pub mod folder;
pub mod lock_holder;
pub mod measure;
pub mod middleman;
#[cfg(target_os = "linux")]
pub mod network_namespace;
pub mod on_retry;
pub mod own_program;
pub mod phases;
pub mod records;
pub mod redis;
pub mod scripted_server;
pub mod socks;

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{Interrupt, UserPatch};
use zoomuser_sandbox::Sandbox;

/// Starts a sandbox.
#[must_use]
pub fn sandbox() -> Sandbox {
    Sandbox::start().expect("the sandbox starts")
}

/// Options for the sandbox over plain http, without retries and rate limiter.
#[must_use]
pub fn http_options(sandbox: &Sandbox) -> Options {
    options(&[
        ("base_url", &sandbox.http_base_url()),
        ("token", sandbox.token()),
        ("max_retries", "0"),
        ("plan", "none"),
    ])
}

/// Options for the sandbox over TLS.
#[must_use]
pub fn https_options(sandbox: &Sandbox) -> Options {
    let ca_file = sandbox.ca_file().to_str().expect("a path that is text");
    options(&[
        ("base_url", &sandbox.base_url()),
        ("token", sandbox.token()),
        ("ca_file", ca_file),
        ("system_roots", "off"),
        ("proxy", "off"),
        ("max_retries", "0"),
        ("plan", "none"),
    ])
}

/// An account id that no other sandbox has. The token cache belongs to the process, and ports are reused.
#[must_use]
pub fn account(sandbox: &Sandbox) -> String {
    format!("sandbox-account+{}", sandbox.ca_file().file_stem().expect("a name").to_string_lossy())
}

/// Options of a Server-to-Server OAuth app at the sandbox, and further options.
#[must_use]
pub fn app_options(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> Options {
    let (account, token_url) = (account(sandbox), format!("{}/oauth/token", sandbox.http_url()));
    let app = [
        ("token", ""),
        ("account_id", &account),
        ("client_id", "sandbox-client"),
        ("client_secret", "sandbox-secret"),
        ("token_url", &token_url),
    ];
    with(with(http_options(sandbox), &app), pairs)
}

/// Options from pairs.
#[must_use]
pub fn options(pairs: &[(&str, &str)]) -> Options {
    with(Options::default(), pairs)
}

/// Adds options.
#[must_use]
pub fn with(mut options: Options, pairs: &[(&str, &str)]) -> Options {
    for (name, value) in pairs {
        options.set(name, value).expect(name);
    }
    options
}

/// A client for the sandbox over plain http.
#[must_use]
pub fn client(sandbox: &Sandbox) -> Client {
    Client::new(http_options(sandbox))
}

/// A patch from a JSON object.
#[must_use]
pub fn patch(object: &str) -> UserPatch {
    let mut patch = UserPatch::new();
    patch.set_all_json(object).expect(object);
    patch
}

/// The warnings of a call.
#[must_use]
pub fn told(outcome: &Outcome) -> String {
    outcome.warnings().iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

/// A loopback port without a listener, reserved until dropped.
pub struct ClosedPort(socket2::Socket);

impl ClosedPort {
    /// Reserves a port.
    #[must_use]
    pub fn new() -> Self {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).expect("a socket");
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(&any.into()).expect("a free port");
        Self(socket)
    }

    /// Listens: from now on connections are made, and those who come have to be accepted.
    ///
    /// # Panics
    ///
    /// If the system does not allow it.
    #[must_use]
    pub fn open(self) -> std::net::TcpListener {
        self.0.listen(16).expect("it listens");
        self.0.into()
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        let address = self.0.local_addr().expect("an address").as_socket().expect("an IP address");
        format!("http://{address}")
    }
}

impl Default for ClosedPort {
    fn default() -> Self {
        Self::new()
    }
}

/// The address of the local server with this URL, which ends in a port.
pub(crate) fn local_server(url: &str) -> SocketAddr {
    let port = url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a URL that ends in a port");
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// Whether a program is installed. Panics if it is missing and `CI` is set.
#[must_use]
pub fn has(program: &str) -> bool {
    let installed = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !installed {
        assert!(std::env::var_os("CI").is_none(), "{program} is missing: apt-get install {program}");
        eprintln!("skipped: {program} is missing (apt-get install {program})");
    }
    installed
}

/// An interrupt callback that reports when its call waits for the rate limiter: it was asked before, and is asked again.
///
/// # Panics
///
/// The callback, if another one panicked.
#[must_use]
pub fn interrupt_when_waiting(waiting: &Sender<()>) -> Interrupt {
    let (asked, waiting) = (AtomicU32::new(0), Mutex::new(waiting.clone()));
    Arc::new(move || {
        if asked.fetch_add(1, Ordering::SeqCst) == 2 {
            let _ = waiting.lock().expect("no panic").send(());
        }
        false
    })
}
