//! Every phase in which a call may have to wait, each with somebody who keeps it there.

mod alone;
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
use zoomuser::{Call, CancelToken, Client, Options, Outcome, Status};

/// No phase takes longer to be reached, and no call to end.
const LONGEST: Duration = Duration::from_secs(120);

/// A call asks the host program at most every 20 ms while it waits. After so many questions since its peer had come to
/// the phase, so has the call.
const QUESTIONS: u32 = 3;

/// A phase of a call.
pub struct Phase {
    /// What the call does.
    pub name: &'static str,
    /// What a call says that is cancelled there.
    pub cancelled: &'static str,
    /// How a call ends that is at its deadline there, or would be before the phase is over.
    pub late: Status,
    enter: fn(&Entry<'_>) -> Stage,
}

/// What a stage is made with.
struct Entry<'a> {
    /// The limits of the call.
    limits: &'a [(&'a str, &'a str)],
    /// The program that holds a lock.
    hold_lock: &'a Path,
}

/// A client, and a world in which its call comes to the phase and not beyond.
struct Stage {
    client: Client,
    call: fn(&Client, &Call) -> Outcome,
    /// Whether its peer has come to the phase.
    has_come: Box<dyn Fn() -> bool>,
    /// Lets later calls pass.
    let_pass: Box<dyn FnOnce() -> Box<dyn Any>>,
}

/// A call that was cancelled in a phase.
#[derive(Debug)]
pub struct Cancelled {
    /// How it ended.
    pub outcome: Outcome,
    /// From the cancelling to the return.
    pub took: Duration,
    /// How the next call of the same client ended.
    pub next: Outcome,
}

/// A call whose time was over in a phase.
#[derive(Debug)]
pub struct Late {
    /// How it ended.
    pub outcome: Outcome,
    /// From the deadline to the return; nothing where the call did not begin to wait.
    pub overshoot: Duration,
}

impl Phase {
    /// Makes a call, cancels it in this phase, and makes another one.
    ///
    /// # Panics
    /// When the phase is not reached.
    #[must_use]
    pub fn cancel(&self, hold_lock: &Path) -> Cancelled {
        let Stage { client, call: run, has_come, let_pass } = (self.enter)(&Entry { limits: &[], hold_lock });
        let cancel = CancelToken::new();
        let questions = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&questions);
        let interrupt: zoomuser::send::wait::Interrupt = Arc::new(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            false
        });
        let call = Call { cancel: cancel.clone(), interrupt: Some(interrupt), ..Call::default() };
        let (client, running) = Running::start(client, run, call);
        wait_until(self.name, || running.is_over() || has_come());
        let before = questions.load(Ordering::SeqCst);
        wait_until(self.name, || running.is_over() || questions.load(Ordering::SeqCst) >= before + QUESTIONS);
        let at = Instant::now();
        cancel.cancel();
        let (outcome, ended) = running.end(self.name);
        let took = ended.saturating_duration_since(at);
        drop(has_come);
        let world = let_pass();
        let next = update(&client, &Call::default());
        // The connection it keeps has to end before those who pass it on.
        drop(client);
        drop(world);
        Cancelled { outcome, took, next }
    }

    /// Makes a call whose deadline comes in this phase.
    #[must_use]
    pub fn run_late(&self, deadline: Duration, hold_lock: &Path) -> Late {
        let deadline_ms = deadline.as_millis().to_string();
        let limits = [("deadline_ms", deadline_ms.as_str())];
        let Stage { client, call, let_pass, .. } = (self.enter)(&Entry { limits: &limits, hold_lock });
        let started = Instant::now();
        let (client, running) = Running::start(client, call, Call::default());
        let (outcome, ended) = running.end(self.name);
        let overshoot = ended.saturating_duration_since(started).saturating_sub(deadline);
        drop(client);
        drop(let_pass());
        Late { outcome, overshoot }
    }
}

impl Stage {
    /// An update that a peer keeps for ever, and only the first one.
    fn new(options: Options, has_come: impl Fn() -> bool + 'static, world: impl Any) -> Self {
        Self {
            client: Client::new(options),
            call: update,
            has_come: Box::new(has_come),
            let_pass: Box::new(move || Box::new(world)),
        }
    }
}

/// A call in a thread of its own.
struct Running {
    thread: JoinHandle<()>,
    ending: Receiver<(Outcome, Instant)>,
}

impl Running {
    fn start(client: Client, run: fn(&Client, &Call) -> Outcome, call: Call) -> (Arc<Client>, Self) {
        let client = Arc::new(client);
        let (ended, ending) = mpsc::channel();
        let own = Arc::clone(&client);
        let thread = thread::spawn(move || {
            let outcome = run(&own, &call);
            let at = Instant::now();
            drop(own);
            // Nobody listens any more where the test has failed.
            let _ = ended.send((outcome, at));
        });
        (client, Self { thread, ending })
    }

    fn is_over(&self) -> bool {
        self.thread.is_finished()
    }

    /// How it ended, and when.
    fn end(self, phase: &str) -> (Outcome, Instant) {
        self.ending.recv_timeout(LONGEST).unwrap_or_else(|_| panic!("{phase}: the call does not end"))
    }
}

/// A call that runs beside the one in question.
struct Other {
    cancel: CancelToken,
    thread: JoinHandle<Outcome>,
}

impl Other {
    /// Starts an update of a user, and waits until it is where it is to be.
    fn start(options: Options, user_id: &'static str, has_come: impl Fn() -> bool) -> Self {
        let cancel = CancelToken::new();
        let call = Call { cancel: cancel.clone(), ..Call::default() };
        let thread =
            thread::spawn(move || Client::new(options).update_user_with(user_id, &patch(r#"{"dept":"d"}"#), &call));
        wait_until("the other call", || thread.is_finished() || has_come());
        Self { cancel, thread }
    }

    fn end(self) {
        self.cancel.cancel();
        let outcome = self.thread.join().expect("no panic");
        assert_eq!(outcome.status(), Status::Cancelled, "the other call: {}", outcome.message());
    }
}

fn update(client: &Client, call: &Call) -> Outcome {
    client.update_user_with("jane@example.com", &patch(r#"{"dept":"d"}"#), call)
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + LONGEST;
    while !is_so() {
        assert!(Instant::now() < end, "{what}: not reached");
        thread::yield_now();
    }
}
