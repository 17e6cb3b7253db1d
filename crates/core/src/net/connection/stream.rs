//! A stream of bytes: TCP, or TLS over another stream.

use super::progress::Progress;
use crate::response::error::Error;

/// Reads and writes, not longer than the call may wait.
pub(crate) trait Stream: Send {
    /// Reads what has arrived, waiting for the first byte. Returns how many bytes; 0 is the end.
    fn read(&mut self, room: &mut [u8], progress: &mut Progress<'_>) -> Result<usize, Error>;

    /// Writes the bytes and returns how many. Returns fewer if the peer no longer accepts data: for good, or for now while data
    /// from it waits to be read. The next read returns that data, or else the error, without waiting for long. Does not wait
    /// for the peer at all unless it `may_wait`.
    fn write(&mut self, bytes: &[u8], may_wait: bool, progress: &mut Progress<'_>) -> Result<usize, Error>;

    /// Whether all that was written has left the program.
    fn is_flushed(&self) -> bool {
        true
    }

    /// Whether it is open and nothing has arrived, so that the next exchange may begin. Does not wait.
    fn is_idle(&mut self) -> bool;
}
