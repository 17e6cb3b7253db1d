//! Waits in which nobody is asked: for another thread, another process, a turn, or a time.

use super::{Entry, Other, Stage, update};
use crate::folder::Folder;
use crate::middleman::Middleman;
use crate::{app_options, fault, http_options, patch, sandbox, with};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use zoomuser::{Call, Client, Options, Outcome};
use zoomuser_sandbox::{Answer, Sandbox};

const STALL: fault::Fault = fault::Fault { direction: fault::Direction::Answer, kind: fault::Kind::Stall, at: 0 };

/// A client's call that waits while another one, for which a peer does not answer, is in flight.
fn beside_another(
    entry: &Entry<'_>,
    sandbox: Sandbox,
    middleman: Middleman,
    options: Options,
    user_id: &'static str,
) -> Stage {
    let stalls = || middleman.traffic().first().is_some_and(crate::middleman::Traffic::has_fired);
    let other = Other::start(options.clone(), user_id, stalls);
    let mut stage = Stage::new(with(options, entry.limits), || true, ());
    stage.let_pass = Box::new(move || {
        other.end();
        Box::new((middleman, sandbox))
    });
    stage
}

pub(super) fn another_renewal(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let middleman = Middleman::start(&sandbox.http_url(), Some(STALL));
    let token_url = format!("http://{}/oauth/token", middleman.address());
    let options = app_options(&sandbox, &[("token_url", &token_url)]);
    beside_another(entry, sandbox, middleman, options, "john@example.com")
}

pub(super) fn another_update(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let middleman = Middleman::start(&sandbox.http_url(), Some(STALL));
    let base_url = format!("http://{}/v2", middleman.address());
    let options = with(http_options(&sandbox), &[("base_url", &base_url)]);
    beside_another(entry, sandbox, middleman, options, "jane@example.com")
}

/// The first update has its turn at once, the second after two and a half seconds.
pub(super) fn turn(entry: &Entry<'_>) -> Stage {
    static ACCOUNTS: AtomicU32 = AtomicU32::new(0);
    let token = format!("phase-turn-{}", ACCOUNTS.fetch_add(1, Ordering::Relaxed));
    let sandbox = Sandbox::builder().token(&token).start().expect("the sandbox starts");
    let options = with(with(http_options(&sandbox), &[("plan", "free"), ("rate_share", "10")]), entry.limits);
    let stage = Stage::new(options, || true, sandbox);
    let first = update(&stage.client, &Call::default());
    assert!(first.is_ok(), "{}", first.message());
    stage
}

/// A process that holds the lock of a file.
struct Holder(Child);

impl Holder {
    fn start(program: &Path, file: &str) -> Self {
        let mut child = Command::new(program);
        child.arg(file).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = child.spawn().expect("it runs");
        let mut said = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut said).expect("a line");
        assert_eq!(said, "locked\n");
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // Its standard input ends with this.
        let _ = self.0.wait();
    }
}

/// A stage whose file another process has locked.
fn locked(entry: &Entry<'_>, options: Options, sandbox: Sandbox, folder: Folder, file: &str) -> Stage {
    let holder = Holder::start(entry.hold_lock, file);
    let mut stage = Stage::new(with(options, entry.limits), || true, ());
    stage.let_pass = Box::new(move || {
        drop(holder);
        Box::new((folder, sandbox))
    });
    stage
}

pub(super) fn locked_token_cache(entry: &Entry<'_>) -> Stage {
    let (sandbox, folder) = (sandbox(), Folder::new());
    let options = app_options(&sandbox, &[("token_cache", &folder.file("token"))]);
    let lock = folder.file("token.lock");
    locked(entry, options, sandbox, folder, &lock)
}

pub(super) fn locked_rate_file(entry: &Entry<'_>) -> Stage {
    let (sandbox, folder) = (sandbox(), Folder::new());
    let file = folder.file("rate");
    let options = with(http_options(&sandbox), &[("plan", "pro"), ("rate_file", &file)]);
    locked(entry, options, sandbox, folder, &file)
}

/// A stage behind somebody who changes nothing, and tells how many answers he has passed on.
fn watched(entry: &Entry<'_>, sandbox: Sandbox, more: &[(&str, &str)], answers: usize) -> Stage {
    let middleman = Arc::new(Middleman::start(&sandbox.http_url(), None));
    let place = format!("http://{}", middleman.address());
    let options = match more.iter().any(|(name, _)| *name == "token_url") {
        true => with(app_options(&sandbox, more), &[("token_url", &format!("{place}/oauth/token"))]),
        false => with(with(http_options(&sandbox), &[("base_url", &format!("{place}/v2"))]), more),
    };
    let seen = Arc::clone(&middleman);
    let count = move || {
        let traffic = seen.traffic();
        let heads = |went: &[u8]| went.windows(9).filter(|bytes| bytes == b"HTTP/1.1 ").count();
        traffic.iter().map(|connection| heads(&connection.answer.went)).sum::<usize>()
    };
    Stage::new(with(options, entry.limits), move || count() >= answers, (middleman, sandbox))
}

fn unavailable(sandbox: &Sandbox) {
    sandbox.script(Answer::http(503, &[("Retry-After", "50")], "not now"));
}

pub(super) fn retry(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    unavailable(&sandbox);
    watched(entry, sandbox, &[("max_retries", "3")], 1)
}

pub(super) fn retry_for_a_token(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    unavailable(&sandbox);
    watched(entry, sandbox, &[("max_retries", "3"), ("token_url", "")], 1)
}

/// After the fourth answer there is a pause of a second and a half, the longest before a reading.
pub(super) fn reading_again(entry: &Entry<'_>) -> Stage {
    let keeps = |client: &Client, call: &Call| -> Outcome {
        client.update_user_with("ignores-dept@sandbox.test", &patch(r#"{"dept":"d"}"#), call)
    };
    Stage { call: keeps, ..watched(entry, sandbox(), &[("verify", "on")], 4) }
}
