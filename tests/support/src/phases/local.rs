//! Waits without a peer: for another thread, another process, the rate limiter, or a pause.

use super::{Entry, Other, Stage, update};
use crate::chaos_proxy::ChaosProxy;
use crate::folder::Folder;
use crate::lock_holder::LockHolder;
use crate::{app_options, fault, http_options, patch, sandbox, with};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use zoomuser::CallOptions;
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser_sandbox::{Response, Sandbox};

const STALL: fault::Fault = fault::Fault { direction: fault::Direction::Response, kind: fault::Kind::Stall, at: 0 };

/// A call that waits while another one, whose peer does not respond, is in flight.
fn behind_another_call(
    entry: &Entry<'_>,
    sandbox: Sandbox,
    chaos_proxy: ChaosProxy,
    options: Options,
    user_id: &'static str,
) -> Stage {
    let stalls = || chaos_proxy.traffic().first().is_some_and(crate::chaos_proxy::Traffic::has_fired);
    let other = Other::start(options.clone(), user_id, stalls);
    let mut stage = Stage::new(with(options, entry.limits), || true, ());
    stage.release = Box::new(move || {
        other.end();
        Box::new((chaos_proxy, sandbox))
    });
    stage
}

pub(super) fn another_renewal(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let chaos_proxy = ChaosProxy::start(&sandbox.http_url(), Some(STALL));
    let token_url = format!("http://{}/oauth/token", chaos_proxy.address());
    let options = app_options(&sandbox, &[("token_url", &token_url)]);
    behind_another_call(entry, sandbox, chaos_proxy, options, "john@example.com")
}

pub(super) fn another_update(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let chaos_proxy = ChaosProxy::start(&sandbox.http_url(), Some(STALL));
    let base_url = format!("http://{}/v2", chaos_proxy.address());
    let options = with(http_options(&sandbox), &[("base_url", &base_url)]);
    behind_another_call(entry, sandbox, chaos_proxy, options, "jane@example.com")
}

/// The rate limiter admits the first update at once and the second after 2.5 seconds.
pub(super) fn rate_limiter(entry: &Entry<'_>) -> Stage {
    static ACCOUNTS: AtomicU32 = AtomicU32::new(0);
    let token = format!("phase-rate-{}", ACCOUNTS.fetch_add(1, Ordering::Relaxed));
    let sandbox = Sandbox::builder().token(&token).start().expect("the sandbox starts");
    let options = with(with(http_options(&sandbox), &[("plan", "free"), ("rate_share", "10")]), entry.limits);
    let stage = Stage::new(options, || true, sandbox);
    let first = update(&stage.client, &CallOptions::default());
    assert!(first.is_ok(), "{}", first.message());
    stage
}

/// A stage with a file that another process has locked.
fn locked(entry: &Entry<'_>, options: Options, sandbox: Sandbox, folder: Folder, file: &str) -> Stage {
    let holder = LockHolder::start(entry.hold_lock, file);
    let mut stage = Stage::new(with(options, entry.limits), || true, ());
    stage.release = Box::new(move || {
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

/// A stage behind a proxy without faults that counts the responses.
fn counted(entry: &Entry<'_>, sandbox: Sandbox, more: &[(&str, &str)], answers: usize) -> Stage {
    let chaos_proxy = Arc::new(ChaosProxy::start(&sandbox.http_url(), None));
    let url = format!("http://{}", chaos_proxy.address());
    let options = match more.iter().any(|(name, _)| *name == "token_url") {
        true => with(app_options(&sandbox, more), &[("token_url", &format!("{url}/oauth/token"))]),
        false => with(with(http_options(&sandbox), &[("base_url", &format!("{url}/v2"))]), more),
    };
    let observed = Arc::clone(&chaos_proxy);
    let count = move || {
        let traffic = observed.traffic();
        let heads = |bytes: &[u8]| bytes.windows(9).filter(|window| window == b"HTTP/1.1 ").count();
        traffic.iter().map(|connection| heads(&connection.answer.forwarded)).sum::<usize>()
    };
    Stage::new(with(options, entry.limits), move || count() >= answers, (chaos_proxy, sandbox))
}

fn unavailable(sandbox: &Sandbox) {
    sandbox.script(Response::http(503, &[("Retry-After", "50")], "not now"));
}

pub(super) fn retry(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    unavailable(&sandbox);
    counted(entry, sandbox, &[("max_retries", "3")], 1)
}

pub(super) fn retry_for_a_token(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    unavailable(&sandbox);
    counted(entry, sandbox, &[("max_retries", "3"), ("token_url", "")], 1)
}

/// After the fourth response the client pauses for 1.5 seconds, the longest pause before it reads the user again.
pub(super) fn read_back(entry: &Entry<'_>) -> Stage {
    let keeps = |client: &Client, call: &CallOptions| -> Outcome {
        client.update_user_with("ignores-dept@sandbox.test", &patch(r#"{"dept":"d"}"#), call)
    };
    Stage { call: keeps, ..counted(entry, sandbox(), &[("confirm", "on")], 4) }
}
