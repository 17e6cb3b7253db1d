//! A stream that carries HTTP, and what was received of it.

use crate::net::connection::progress::{Progress, SENDING, WAITING};
use crate::net::connection::stream::Stream;
use crate::response::error::Error;
use std::ops::Range;
use zeroize::{Zeroize, Zeroizing};

/// The size of the buffer, which grows for a longer head and a longer line between chunks.
const BUFFER_LEN: usize = 16 * 1024;
const MAX_BUFFER_LEN: usize = 68 * 1024;

/// A connection to the API.
pub(crate) struct HttpStream {
    stream: Box<dyn Stream>,
    /// Wiped at the end too: a call that fails in the head of a token response leaves the token here.
    buffer: Zeroizing<Vec<u8>>,
    /// The part of the buffer that was received and not consumed.
    unconsumed: Range<usize>,
}

impl HttpStream {
    pub(crate) fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream, buffer: Zeroizing::new(vec![0; BUFFER_LEN]), unconsumed: 0..0 }
    }

    /// Writes the start of `bytes` and returns the rest, which is left if the peer accepts no more or has sent something.
    pub(crate) fn write<'a>(&mut self, bytes: &'a [u8], progress: &mut Progress<'_>) -> Result<&'a [u8], Error> {
        progress.doing = SENDING;
        let count = self.stream.write(bytes, true, progress)?;
        Ok(bytes.get(count..).unwrap_or_default())
    }

    /// Whether all that was written has left the program.
    pub(crate) fn is_flushed(&self) -> bool {
        self.stream.is_flushed()
    }

    /// What was received and not consumed.
    pub(crate) fn received(&self) -> &[u8] {
        self.buffer.get(self.unconsumed.clone()).unwrap_or_default()
    }

    /// Changes what was received and not consumed, from this byte on. `change` returns how many of these bytes are left.
    pub(crate) fn change(&mut self, from: usize, change: impl FnOnce(&mut [u8]) -> usize) {
        let start = self.unconsumed.start + from;
        let end = self.unconsumed.end;
        if let Some(bytes) = self.buffer.get_mut(start..end) {
            self.unconsumed.end = start + change(bytes).min(end - start);
        }
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.unconsumed.start += count.min(self.unconsumed.len());
    }

    /// Waits for more, and returns how many bytes came; 0 is the end. There must be room, see [`is_full`](Self::is_full).
    pub(crate) fn read_more(&mut self, progress: &mut Progress<'_>) -> Result<usize, Error> {
        let Range { start, end } = self.unconsumed;
        if start == end || end == self.buffer.len() {
            self.buffer.copy_within(start..end, 0);
            self.unconsumed = 0..end - start;
        }
        let end = self.unconsumed.end;
        if end == self.buffer.len() {
            self.buffer.resize((2 * end).min(MAX_BUFFER_LEN), 0);
        }
        progress.doing = WAITING;
        let count = self.stream.read(self.buffer.get_mut(end..).unwrap_or_default(), progress)?;
        self.unconsumed.end += count;
        Ok(count)
    }

    /// Whether there is no room for more.
    pub(crate) fn is_full(&self) -> bool {
        self.unconsumed.len() == MAX_BUFFER_LEN
    }

    /// Whether it is open and nothing has arrived beyond the last response.
    pub(crate) fn is_idle(&mut self) -> bool {
        self.unconsumed.is_empty() && self.stream.is_idle()
    }

    /// Overwrites what was received.
    pub(crate) fn wipe(&mut self) {
        self.buffer.as_mut_slice().zeroize();
    }
}
