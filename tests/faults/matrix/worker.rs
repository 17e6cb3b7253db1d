//! Runs cells, one after the other, against a sandbox of its own.

use crate::books;
use crate::cell::{Cell, Exchange};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::fault::Kind;
use support::middleman::{Middleman, Traffic};
use support::{https_options, patch, with};
use zoomuser::{Client, Options, Outcome};
use zoomuser_sandbox::Sandbox;

/// What can be known of a call that is over.
pub(crate) struct Facts {
    /// None after a panic.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) elapsed: Duration,
    /// The limit of the call.
    pub(crate) limit: Duration,
    /// Whether the user has the new value.
    pub(crate) changed: bool,
    /// Updates that came to the sandbox.
    pub(crate) updates: u64,
    /// What was said on each connection.
    pub(crate) traffic: Vec<Traffic>,
}

/// Repetitions in a cell that repeats.
pub(crate) const REPETITIONS: u32 = 3;

/// A time in which a call comes to its end if nothing keeps it.
const AMPLE: Duration = Duration::from_secs(30);
/// A time in which a call most probably comes to where a fault keeps it. The machine may be busy: a call that was not
/// kept, and yet did not end in time, is made once more with more time.
const SHORT: Duration = Duration::from_millis(250);

static CELLS: AtomicU64 = AtomicU64::new(0);

/// A sandbox and the way to it.
pub(crate) struct Worker {
    sandbox: Sandbox,
}

impl Worker {
    pub(crate) fn start() -> Self {
        Self { sandbox: support::sandbox() }
    }

    /// Runs a cell until its result does not depend on how busy the machine is.
    pub(crate) fn run(&self, cell: &Cell) -> Facts {
        let mut limit = match cell.fault.map(|fault| fault.kind) {
            Some(Kind::Stall | Kind::Corrupt | Kind::Duplicate | Kind::Reorder) => SHORT,
            Some(Kind::DuplicateRecord | Kind::ReorderRecord) => SHORT,
            _ => AMPLE,
        };
        loop {
            let facts = self.call(cell, limit);
            if limit >= AMPLE || !books::is_open(cell, &facts) {
                return facts;
            }
            limit *= 4;
        }
    }

    fn call(&self, cell: &Cell, limit: Duration) -> Facts {
        let url = if cell.tls { self.sandbox.https_url() } else { self.sandbox.http_url() };
        let middleman = Middleman::start(&url, cell.fault);
        let value = format!("cell+{:09}", CELLS.fetch_add(1, Ordering::Relaxed));
        let patch = patch(&format!(r#"{{"dept":"{value}"}}"#));
        let user = if cell.exchange == Exchange::Refusal { "error-400-300@sandbox.test" } else { "jane@example.com" };
        let client = Client::new(self.options(cell, &value, middleman.address(), limit));
        let before = self.sandbox.books().updates;
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| client.update_user(user, &patch))).ok();
        let elapsed = started.elapsed();
        drop(client);
        // Afterwards the sandbox has done all that it will do.
        let traffic = middleman.end();
        let jane = self.sandbox.user("jane@example.com").expect("she is there");
        Facts {
            outcome,
            elapsed,
            limit: if cell.repeats { AMPLE } else { limit },
            changed: jane.contains(&format!("\"dept\":\"{value}\"")),
            updates: self.sandbox.books().updates - before,
            traffic,
        }
    }

    fn options(&self, cell: &Cell, name: &str, place: SocketAddr, limit: Duration) -> Options {
        let scheme = if cell.tls { "https" } else { "http" };
        let ms = |length: Duration| length.as_millis().to_string();
        let (attempt, whole) = if cell.repeats { (limit, AMPLE) } else { (AMPLE, limit) };
        let retries = if cell.repeats { REPETITIONS } else { 0 };
        let options = with(
            https_options(&self.sandbox),
            &[
                ("base_url", &format!("{scheme}://{place}/v2")),
                ("keep", "off"),
                ("timeout_ms", &ms(attempt)),
                ("deadline_ms", &ms(whole)),
                ("max_retries", &retries.to_string()),
            ],
        );
        if cell.exchange != Exchange::Token {
            return options;
        }
        // An account of its own has no token yet.
        let app = [
            ("token", ""),
            ("account_id", &name.replace("cell", "sandbox-account")),
            ("client_id", "sandbox-client"),
            ("client_secret", "sandbox-secret"),
            ("token_url", &format!("{scheme}://{place}/oauth/token")),
            ("base_url", &self.sandbox.http_base_url()),
        ];
        with(options, &app)
    }
}
