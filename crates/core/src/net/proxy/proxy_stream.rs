//! The connection to a proxy during the handshake, before it is a tunnel.

use crate::net::connection::progress::Progress;
use crate::net::connection::stream::Stream;
use crate::net::fault::NetworkFault;
use crate::response::error::Error;

/// How much is read at once.
const READ_LEN: usize = 4096;

pub(crate) struct ProxyStream<'a, 'p> {
    stream: Box<dyn Stream>,
    /// What the proxy has sent and nothing has consumed.
    received: Vec<u8>,
    pub(crate) progress: &'a mut Progress<'p>,
}

impl<'a, 'p> ProxyStream<'a, 'p> {
    pub(crate) fn new(stream: Box<dyn Stream>, progress: &'a mut Progress<'p>) -> Self {
        Self { stream, received: Vec::new(), progress }
    }

    /// The connection, and what was received beyond the handshake.
    pub(crate) fn into_parts(self) -> (Box<dyn Stream>, Vec<u8>) {
        (self.stream, self.received)
    }

    /// Writes a request. If the proxy does not accept all of it, it has responded or closed, which the next read finds.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.stream.write(bytes, true, self.progress).map(drop)
    }

    pub(crate) fn received(&self) -> &[u8] {
        &self.received
    }

    /// Waits for more bytes.
    pub(crate) fn read_more(&mut self) -> Result<(), Error> {
        let mut room = [0; READ_LEN];
        let count = self.stream.read(&mut room, self.progress)?;
        self.received.extend_from_slice(room.get(..count).unwrap_or_default());
        if count > 0 { Ok(()) } else { Err(NetworkFault::ProxyClosed.error("")) }
    }

    /// Reads and consumes the next `N` bytes.
    pub(crate) fn read<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        loop {
            if let Some(bytes) = self.received.first_chunk::<N>() {
                let bytes = *bytes;
                self.consume(N);
                return Ok(bytes);
            }
            self.read_more()?;
        }
    }

    pub(crate) fn consume(&mut self, count: usize) {
        self.received.drain(..count.min(self.received.len()));
    }
}
