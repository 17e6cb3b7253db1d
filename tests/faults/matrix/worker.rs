//! Runs cells sequentially against its own sandbox.

use crate::cell::{Cell, Exchange};
use crate::violations;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::chaos_proxy::{ChaosProxy, Traffic};
use support::fault::Kind;
use support::{https_options, patch, with};
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser_sandbox::Sandbox;

/// What is known about a finished call.
pub(crate) struct Facts {
    /// `None` after a panic.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) elapsed: Duration,
    /// The time limit of the call.
    pub(crate) limit: Duration,
    /// Whether the user has the new value.
    pub(crate) changed: bool,
    /// The number of updates that the sandbox received.
    pub(crate) updates: u64,
    /// The traffic of each connection.
    pub(crate) traffic: Vec<Traffic>,
}

/// The number of retries in a cell with retries.
pub(crate) const MAX_RETRIES: u32 = 3;

/// Enough time for a call that no fault blocks.
const LONG_LIMIT: Duration = Duration::from_secs(30);
/// Usually enough time for a call to reach the fault that blocks it. On a busy machine an inconclusive call is repeated
/// with more time.
const SHORT_LIMIT: Duration = Duration::from_millis(250);

static CELLS: AtomicU64 = AtomicU64::new(0);

/// Runs calls against a sandbox.
pub(crate) struct Worker {
    sandbox: Sandbox,
}

impl Worker {
    pub(crate) fn start() -> Self {
        Self { sandbox: support::sandbox() }
    }

    /// Runs a cell until the result is conclusive.
    pub(crate) fn run(&self, cell: &Cell) -> Facts {
        let mut limit = match cell.fault.map(|fault| fault.kind) {
            Some(Kind::Stall | Kind::Corrupt | Kind::Duplicate | Kind::Reorder) => SHORT_LIMIT,
            Some(Kind::DuplicateRecord | Kind::ReorderRecord) => SHORT_LIMIT,
            _ => LONG_LIMIT,
        };
        loop {
            let facts = self.call(cell, limit);
            if limit >= LONG_LIMIT || !violations::is_inconclusive(cell, &facts) {
                return facts;
            }
            limit *= 4;
        }
    }

    fn call(&self, cell: &Cell, limit: Duration) -> Facts {
        let url = if cell.tls { self.sandbox.https_url() } else { self.sandbox.http_url() };
        let proxy = ChaosProxy::start(&url, cell.fault);
        let value = format!("cell+{:09}", CELLS.fetch_add(1, Ordering::Relaxed));
        let patch = patch(&format!(r#"{{"dept":"{value}"}}"#));
        let user = if cell.exchange == Exchange::Rejection { "error-400-300@sandbox.test" } else { "jane@example.com" };
        let client = Client::new(self.options(cell, &value, proxy.address(), limit));
        let before = self.sandbox.stats().updates;
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| client.update_user(user, &patch))).ok();
        let elapsed = started.elapsed();
        drop(client);
        // After this the sandbox has processed everything.
        let traffic = proxy.finish();
        let jane = self.sandbox.user("jane@example.com").expect("a user");
        Facts {
            outcome,
            elapsed,
            limit: if cell.repeats { LONG_LIMIT } else { limit },
            changed: jane.contains(&format!("\"dept\":\"{value}\"")),
            updates: self.updates(cell, before, &value),
            traffic,
        }
    }

    /// The number of updates received since `before`. With a token request the update bypasses the proxy, so that a late one of
    /// an earlier call may arrive now: count only those with the value of this call.
    fn updates(&self, cell: &Cell, before: u64, value: &str) -> u64 {
        let received = self.sandbox.stats().updates - before;
        if received == 0 || (received == 1 && cell.exchange != Exchange::Token) {
            return received;
        }
        let has_value = |body: &[u8]| body.windows(value.len()).any(|part| part == value.as_bytes());
        let requests = self.sandbox.requests();
        let own = requests.iter().filter(|request| request.method == "PATCH" && has_value(&request.body)).count();
        u64::try_from(own).expect("a number")
    }

    fn options(&self, cell: &Cell, name: &str, address: SocketAddr, limit: Duration) -> Options {
        let scheme = if cell.tls { "https" } else { "http" };
        let ms = |length: Duration| length.as_millis().to_string();
        let (attempt, whole) = if cell.repeats { (limit, LONG_LIMIT) } else { (LONG_LIMIT, limit) };
        let retries = if cell.repeats { MAX_RETRIES } else { 0 };
        let options = with(
            https_options(&self.sandbox),
            &[
                ("base_url", &format!("{scheme}://{address}/v2")),
                ("keep", "off"),
                ("timeout_ms", &ms(attempt)),
                ("deadline_ms", &ms(whole)),
                ("max_retries", &retries.to_string()),
            ],
        );
        if cell.exchange != Exchange::Token {
            return options;
        }
        // A new account has no token yet.
        let app = [
            ("token", ""),
            ("account_id", &name.replace("cell", "sandbox-account")),
            ("client_id", "sandbox-client"),
            ("client_secret", "sandbox-secret"),
            ("token_url", &format!("{scheme}://{address}/oauth/token")),
            ("base_url", &self.sandbox.http_base_url()),
        ];
        with(options, &app)
    }
}
