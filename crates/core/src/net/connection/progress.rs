//! How far a call has got with its connection, and how long it may wait.

use super::connection_info::ConnectionInfo;
use crate::clock::steady_us;
use crate::limits::deadline::{Deadline, WaitError};
use crate::response::error::Error;
use crate::response::status::Status;
use crate::text::describe;
use std::io;
use std::time::Duration;

/// What a call does, for errors.
pub(crate) const SENDING: &str = "sending the request";
pub(crate) const WAITING: &str = "waiting for the response";

/// Warnings of one exchange; further ones are dropped.
const MAX_WARNINGS: usize = 32;

/// One exchange.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    /// The deadline of the call.
    pub(crate) call: &'a Deadline,
    /// The deadline of the connection that is being made.
    pub(crate) connect: Option<Deadline>,
    /// What the call does once it has a connection.
    pub(crate) doing: &'static str,
    /// What is known of the connection.
    pub(crate) info: ConnectionInfo,
    /// When the first byte of the request was written, on the steady clock: since then it may have arrived.
    pub(crate) written_us: Option<u64>,
    /// At least one byte of a response came.
    pub(crate) answered: bool,
    /// TLS ended without close_notify.
    pub(crate) truncated: bool,
    /// Warnings about malformed lines in heads before the final one.
    pub(crate) warnings: Vec<String>,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(call: &'a Deadline) -> Self {
        Self {
            call,
            connect: None,
            doing: SENDING,
            info: ConnectionInfo::default(),
            written_us: None,
            answered: false,
            truncated: false,
            warnings: Vec::new(),
        }
    }

    /// The deadline of the current phase.
    pub(crate) fn deadline(&self) -> &Deadline {
        self.connect.as_ref().unwrap_or(self.call)
    }

    /// The time left; an error if the deadline has passed or the call was cancelled.
    pub(crate) fn left(&self) -> Result<Duration, Error> {
        self.deadline().left().map_err(|stop| self.stopped(stop))
    }

    /// Bytes were written.
    pub(crate) fn mark_written(&mut self) {
        if self.connect.is_none() {
            self.written_us.get_or_insert_with(steady_us);
        }
    }

    /// Adds warnings about a head before the final one. A server may send any number of them.
    pub(crate) fn warn(&mut self, warnings: Vec<String>) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.extend(warnings);
        }
    }

    /// The error of a wait that ended early.
    pub(crate) fn stopped(&self, stop: WaitError) -> Error {
        stop.into_error(self.phase())
    }

    /// The error of a read or write that failed.
    pub(crate) fn broken(&self, error: &io::Error) -> Error {
        Error::new(Status::Io, format!("the connection broke while {}: {}", self.phase(), describe(error)))
    }

    fn phase(&self) -> &'static str {
        if self.connect.is_some() { "connecting" } else { self.doing }
    }
}
