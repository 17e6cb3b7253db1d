//! Every phase in which a call can wait, each with a peer that keeps it waiting.

mod local;
mod peers;
mod table;

use crate::patch;
use std::any::Any;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
pub use table::PHASES;
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{CallOptions, CancelToken, Status};

/// The timeout for reaching a phase and for the end of a call.
const TIMEOUT: Duration = Duration::from_secs(120);

/// A waiting call polls its interrupt callback at most every 20 ms. After this many polls since the peer reached the
/// phase, the call has reached it too.
const POLLS: u32 = 3;

/// A phase of a call.
pub struct Phase {
    /// What the call waits for.
    pub name: &'static str,
    /// The message of a call that is cancelled in this phase.
    pub cancelled: &'static str,
    /// The status of a call whose deadline passes in this phase.
    pub late: Status,
    enter: fn(&Entry<'_>) -> Stage,
}

/// The parameters of a stage.
struct Entry<'a> {
    /// Options with the time limits of the call.
    limits: &'a [(&'a str, &'a str)],
    /// The path of `hold-lock`.
    hold_lock: &'a Path,
}

/// A client, and an environment in which its call reaches the phase and stays there.
struct Stage {
    client: Client,
    call: fn(&Client, &CallOptions) -> Outcome,
    /// Whether the peer has reached the phase.
    is_reached: Box<dyn Fn() -> bool>,
    /// Removes the obstacle for later calls.
    release: Box<dyn FnOnce() -> Box<dyn Any>>,
}

/// A call that was cancelled in a phase.
#[derive(Debug)]
pub struct Cancelled {
    /// The outcome.
    pub outcome: Outcome,
    /// The time from the cancellation to the return.
    pub took: Duration,
    /// The outcome of the next call of the same client.
    pub next: Outcome,
}

/// A call whose deadline passed in a phase.
#[derive(Debug)]
pub struct Late {
    /// The outcome.
    pub outcome: Outcome,
    /// The time from the deadline to the return; zero if the call did not start to wait.
    pub overshoot: Duration,
}

impl Phase {
    /// Makes a call, cancels it in this phase, and makes another one.
    ///
    /// # Panics
    ///
    /// If the phase is not reached.
    #[must_use]
    pub fn cancel(&self, hold_lock: &Path) -> Cancelled {
        let Stage { client, call: run, is_reached, release } = (self.enter)(&Entry { limits: &[], hold_lock });
        let cancel = CancelToken::new();
        let polls = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&polls);
        let interrupt: zoomuser::Interrupt = Arc::new(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            false
        });
        let call = CallOptions { cancel: cancel.clone(), interrupt: Some(interrupt), ..CallOptions::default() };
        let (client, running) = Running::start(client, run, call);
        wait_until(self.name, || running.is_over() || is_reached());
        let before = polls.load(Ordering::SeqCst);
        wait_until(self.name, || running.is_over() || polls.load(Ordering::SeqCst) >= before + POLLS);
        let at = Instant::now();
        cancel.cancel();
        let (outcome, ended) = running.end(self.name);
        let took = ended.saturating_duration_since(at);
        drop(is_reached);
        let environment = release();
        let next = update(&client, &CallOptions::default());
        // Close the connections of the client before the proxies stop.
        drop(client);
        drop(environment);
        Cancelled { outcome, took, next }
    }

    /// Makes a call whose deadline passes in this phase.
    #[must_use]
    pub fn run_late(&self, deadline: Duration, hold_lock: &Path) -> Late {
        let deadline_ms = deadline.as_millis().to_string();
        let limits = [("deadline_ms", deadline_ms.as_str())];
        let Stage { client, call, release, .. } = (self.enter)(&Entry { limits: &limits, hold_lock });
        let started = Instant::now();
        let (client, running) = Running::start(client, call, CallOptions::default());
        let (outcome, ended) = running.end(self.name);
        let overshoot = ended.saturating_duration_since(started).saturating_sub(deadline);
        drop(client);
        drop(release());
        Late { outcome, overshoot }
    }
}

impl Stage {
    /// An update. The environment blocks only the first one.
    fn new(options: Options, is_reached: impl Fn() -> bool + 'static, environment: impl Any) -> Self {
        Self {
            client: Client::new(options),
            call: update,
            is_reached: Box::new(is_reached),
            release: Box::new(move || Box::new(environment)),
        }
    }
}

/// A call on its own thread.
struct Running {
    thread: JoinHandle<()>,
    ending: Receiver<(Outcome, Instant)>,
}

impl Running {
    fn start(client: Client, run: fn(&Client, &CallOptions) -> Outcome, call: CallOptions) -> (Arc<Client>, Self) {
        let client = Arc::new(client);
        let (ended, ending) = mpsc::channel();
        let own = Arc::clone(&client);
        let thread = thread::spawn(move || {
            let outcome = run(&own, &call);
            let at = Instant::now();
            drop(own);
            // The receiver is gone if the test has failed.
            let _ = ended.send((outcome, at));
        });
        (client, Self { thread, ending })
    }

    fn is_over(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits for the outcome, and when the call returned.
    fn end(self, phase: &str) -> (Outcome, Instant) {
        self.ending.recv_timeout(TIMEOUT).unwrap_or_else(|_| panic!("{phase}: the call does not end"))
    }
}

/// A second call, which blocks the call under test.
struct Other {
    cancel: CancelToken,
    thread: JoinHandle<Outcome>,
}

impl Other {
    /// Starts an update and waits until it has reached its phase.
    fn start(options: Options, user_id: &'static str, is_reached: impl Fn() -> bool) -> Self {
        let cancel = CancelToken::new();
        let call = CallOptions { cancel: cancel.clone(), ..CallOptions::default() };
        let thread =
            thread::spawn(move || Client::new(options).update_user_with(user_id, &patch(r#"{"dept":"d"}"#), &call));
        wait_until("the other call", || thread.is_finished() || is_reached());
        Self { cancel, thread }
    }

    fn end(self) {
        self.cancel.cancel();
        let outcome = self.thread.join().expect("no panic");
        assert_eq!(outcome.status(), Status::Cancelled, "the other call: {}", outcome.message());
    }
}

fn update(client: &Client, call: &CallOptions) -> Outcome {
    client.update_user_with("jane@example.com", &patch(r#"{"dept":"d"}"#), call)
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + TIMEOUT;
    while !is_so() {
        assert!(Instant::now() < end, "{what}: not reached");
        thread::yield_now();
    }
}
