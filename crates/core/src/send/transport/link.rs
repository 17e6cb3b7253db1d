//! What a lane's resolver, connector and transports share with the call that uses them.

use super::Target;
use super::mask::Mask;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::send::pacing::Departure;
use crate::send::secret::Authorization;
use crate::send::wait::{Stop, Wait};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Shared state of one lane. Only the thread whose call uses the lane locks it, so the lock is never waited for.
#[derive(Debug, Clone)]
pub(super) struct Link(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    waits: Option<Waits>,
    connecting: bool,
    authorization: Authorization,
    departure: Option<Departure>,
    fault: Option<Error>,
    connected: bool,
    answered: bool,
    tunnelled: bool,
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
    /// At least one byte of an answer came.
    pub(super) answered: bool,
    /// Where there is a proxy, it made the tunnel.
    pub(super) tunnelled: bool,
}

/// What ureq writes in place of the secret, so that the secret is in no buffer, header and log line of its own.
pub(super) const PLACEHOLDER: &str = "Bearer 0";

impl Link {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a call; making a connection has this much time from now.
    pub(super) fn begin(&self, wait: &Wait, connect_timeout: Duration, target: &Target<'_>) {
        let connect = wait.within("connect_timeout_ms", connect_timeout);
        let waits = Some(Waits { whole: wait.clone(), connect });
        *self.state() = State { waits, ..State::default() };
        let mut state = self.state();
        (state.authorization, state.departure) = (target.authorization.clone(), target.departure);
        state.mask = target.secret_body.then(Mask::default);
    }

    /// Ends a call.
    pub(super) fn end(&self) -> Trace {
        let state = std::mem::take(&mut *self.state());
        let State { fault, connected, answered, tunnelled, .. } = state;
        Trace { fault, connected, answered, tunnelled }
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

    pub(super) fn mark_answered(&self) {
        self.state().answered = true;
    }

    pub(super) fn mark_tunnelled(&self) {
        self.state().tunnelled = true;
    }

    /// TLS ended without its word for it.
    pub(super) fn mark_torn(&self) {
        self.state().torn = true;
    }

    pub(super) fn is_torn(&self) -> bool {
        self.state().torn
    }

    /// Adds what ureq sends to what is to go out. In a head that goes to the server the secret takes its place.
    pub(super) fn add_output(&self, output: &[u8], to_api: bool, unsent: &mut Vec<u8>) {
        const LINE: &[u8] = b"\r\nauthorization: ";
        let mut state = self.state();
        if !to_api || state.authorization.secret.is_empty() {
            unsent.extend_from_slice(output);
            return;
        }
        // Nothing but a header can stand between two ends of lines of a head.
        let ends = output.iter().enumerate().filter(|(_, byte)| **byte == b'\r').map(|(at, _)| at);
        let mut headers = ends.filter_map(|at| output.split_at_checked(at));
        let found = headers.find_map(|(before, rest)| {
            let (line, rest) = rest.split_at_checked(LINE.len())?;
            let rest = rest.strip_prefix(PLACEHOLDER.as_bytes())?;
            line.eq_ignore_ascii_case(LINE).then_some((before, rest))
        });
        let Some((before, rest)) = found else {
            unsent.extend_from_slice(output);
            return;
        };
        if let Some(departure) = state.departure {
            departure.now();
        }
        let Authorization { scheme, secret } = std::mem::take(&mut state.authorization);
        for part in [before, LINE, scheme.as_bytes(), b" ", secret.expose().as_bytes(), rest] {
            unsent.extend_from_slice(part);
        }
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
