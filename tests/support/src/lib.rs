//! What the tests share: a sandbox, clients for it, a middleman who harms connections, and programs that may be missing.
#![forbid(unsafe_code)]
#![expect(clippy::print_stderr, reason = "tests say what they skip")]

pub mod fault;
pub mod folder;
pub mod middleman;
mod passage;
pub mod phases;
pub mod records;
pub mod socks;

use std::process::{Command, Stdio};
use zoomuser::{Client, Options, UserPatch};
use zoomuser_sandbox::Sandbox;

/// A sandbox of its own.
#[must_use]
pub fn sandbox() -> Sandbox {
    Sandbox::start().expect("the sandbox starts")
}

/// Options for the sandbox over plain http: one attempt and no pacing, so that a test sees what it asked for.
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

/// An account of this sandbox alone. Tokens are kept for the whole process, and an earlier sandbox may have had its port.
#[must_use]
pub fn account(sandbox: &Sandbox) -> String {
    format!("sandbox-account+{}", sandbox.ca_file().file_stem().expect("a name").to_string_lossy())
}

/// Options of an app at the sandbox, which has no token yet, and more of them.
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

/// Options and more of them.
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

/// A port of this machine on which nobody listens, for as long as this lives.
pub struct ClosedPort(socket2::Socket);

impl ClosedPort {
    /// Takes a port and does not listen on it.
    #[must_use]
    pub fn new() -> Self {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).expect("a socket");
        let any = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(&any.into()).expect("a free port");
        Self(socket)
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

/// Whether a program is there. Where `CI` is set it must be.
#[must_use]
pub fn has(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        assert!(std::env::var_os("CI").is_none(), "{program} is missing: apt-get install {program}");
        eprintln!("skipped: {program} is missing (apt-get install {program})");
    }
    there
}
