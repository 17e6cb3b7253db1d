//! What a lane's resolver, connector and transports share with the call that uses them.

use super::Target;
use super::mask::Mask;
use super::way::Way;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::send::pacing::Departure;
use crate::send::wait::{Stop, Wait};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::{Zeroize, Zeroizing};

/// Shared state of one lane. Only the thread whose call uses the lane locks it, so the lock is never waited for.
#[derive(Debug, Clone)]
pub(super) struct Link(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    waits: Option<Waits>,
    connecting: bool,
    /// The request until it is on its way.
    message: Option<Zeroizing<Vec<u8>>>,
    /// To be told when it is.
    departure: Option<Departure>,
    /// What the HTTP library took for a head last; more than one where interim answers come first.
    head: Vec<u8>,
    /// What comes now belongs to the body.
    in_body: bool,
    fault: Option<Error>,
    connected: bool,
    written: bool,
    answered: bool,
    way: Way,
    torn: bool,
    mask: Option<Mask>,
}

#[derive(Debug)]
struct Waits {
    whole: Wait,
    connect: Wait,
}

/// What became of a call on a lane.
#[derive(Debug)]
pub(super) struct Trace {
    /// The first thing that went wrong below HTTP.
    pub(super) fault: Option<Error>,
    /// A new connection was made.
    pub(super) connected: bool,
    /// At least one byte was written, so that the request may have arrived.
    pub(super) written: bool,
    /// At least one byte of an answer came.
    pub(super) answered: bool,
    /// How far the way to the server came.
    pub(super) way: Way,
}

impl Link {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a call with the bytes of its request; making a connection has this much time from now.
    pub(super) fn begin(
        &self,
        wait: &Wait,
        connect_timeout: Duration,
        target: &Target<'_>,
        message: Zeroizing<Vec<u8>>,
    ) {
        let connect = wait.within("connect_timeout_ms", connect_timeout);
        let waits = Some(Waits { whole: wait.clone(), connect });
        let mask = target.secret_body.then(Mask::default);
        let (message, departure) = (Some(message), target.departure);
        *self.state() = State { waits, message, departure, mask, ..State::default() };
    }

    /// Ends a call.
    pub(super) fn end(&self) -> Trace {
        let state = std::mem::take(&mut *self.state());
        let State { fault, connected, written, answered, way, .. } = state;
        Trace { fault, connected, written, answered, way }
    }

    /// What the waits of the call obey now.
    pub(super) fn wait(&self) -> Result<Wait, ureq::Error> {
        let state = self.state();
        let wait = state.waits.as_ref().map(|w| if state.connecting { w.connect.clone() } else { w.whole.clone() });
        drop(state);
        wait.ok_or_else(|| self.fail(Error::new(Status::Internal, "a connection was used outside a call")))
    }

    /// Says whether a connection is being made; gives back what was said before.
    pub(super) fn set_connecting(&self, connecting: bool) -> bool {
        std::mem::replace(&mut self.state().connecting, connecting)
    }

    pub(super) fn mark_connected(&self) {
        self.state().connected = true;
    }

    pub(super) fn mark_written(&self) {
        self.state().written = true;
    }

    pub(super) fn mark_answered(&self) {
        self.state().answered = true;
    }

    /// Notes what the way to the server is like.
    pub(super) fn note(&self, note: impl FnOnce(&mut Way)) {
        note(&mut self.state().way);
    }

    /// TLS ended without its word for it.
    pub(super) fn mark_torn(&self) {
        self.state().torn = true;
    }

    pub(super) fn is_torn(&self) -> bool {
        self.state().torn
    }

    /// Adds what ureq sends to what is to go out. On the way to the API that is a stand-in, whose place the request takes.
    pub(super) fn add_output(&self, output: &[u8], to_api: bool, unsent: &mut Vec<u8>) {
        if !to_api {
            unsent.extend_from_slice(output);
            return;
        }
        let mut state = self.state();
        if let Some(mut message) = state.message.take() {
            if let Some(departure) = state.departure {
                departure.now();
            }
            if unsent.is_empty() {
                *unsent = std::mem::take(&mut *message);
            } else {
                unsent.extend_from_slice(&message);
                message.zeroize();
            }
        }
    }

    /// Notes what the HTTP library has read of an answer: until a body begins, whole heads.
    pub(super) fn consumed(&self, bytes: &[u8]) {
        let mut state = self.state();
        if !state.in_body {
            state.head = bytes.to_vec();
        }
    }

    /// The head of the answer, which is whole; what comes from now on is its body.
    pub(super) fn take_head(&self) -> Vec<u8> {
        let mut state = self.state();
        state.in_body = true;
        std::mem::take(&mut state.head)
    }

    /// Makes what comes from the server unreadable, if a secret may stand in it.
    pub(super) fn mask(&self, input: &mut [u8]) {
        if let Some(mask) = &mut self.state().mask {
            mask.put_on(input);
        }
    }

    /// Makes the body readable again.
    pub(super) fn unmask(&self, body: &mut [u8]) {
        if let Some(mask) = &self.state().mask {
            mask.take_off(body);
        }
    }

    /// Whether an answer has begun in this call.
    pub(super) fn is_answered(&self) -> bool {
        self.state().answered
    }

    /// Keeps the first fault of the call and makes an error of ureq's of it, which only has to travel up.
    pub(super) fn fail(&self, error: Error) -> ureq::Error {
        let text = error.message().to_owned();
        self.state().fault.get_or_insert(error);
        ureq::Error::Io(io::Error::other(text))
    }

    /// A wait that was stopped while `doing` something.
    pub(super) fn stopped(&self, stop: Stop, doing: &'static str) -> ureq::Error {
        self.fail(stop.into_error(self.phase(doing)))
    }

    /// What the call is doing: `otherwise`, unless a connection is being made.
    pub(super) fn phase(&self, otherwise: &'static str) -> &'static str {
        if self.state().connecting { "connecting" } else { otherwise }
    }

    /// The fault so far.
    pub(super) fn fault(&self) -> Option<Error> {
        self.state().fault.clone()
    }

    /// Replaces the fault by one that says more, unless the call was stopped.
    pub(super) fn explain(&self, error: Error) -> ureq::Error {
        let mut state = self.state();
        if !matches!(&state.fault, Some(fault) if matches!(fault.status(), Status::Timeout | Status::Cancelled)) {
            state.fault = Some(error.clone());
        }
        ureq::Error::Io(io::Error::other(error.message().to_owned()))
    }
}
