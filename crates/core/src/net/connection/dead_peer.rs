//! Dead peer detection: the system ends a connection whose packets are lost. Systems differ in what they offer, so errors are
//! ignored: `timeout_ms` ends a call in any case.

use socket2::{SockRef, TcpKeepalive};
use std::net::TcpStream;
use std::time::Duration;

/// How long the peer may leave data unacknowledged. A peer that acknowledges a request may take longer to respond.
const ACK_TIMEOUT: Duration = Duration::from_secs(10);

/// Probes of a connection on which nothing is unacknowledged: the last one fails when [`ACK_TIMEOUT`] is over.
const FIRST_PROBE: Duration = Duration::from_secs(4);
const PROBE_INTERVAL: Duration = Duration::from_secs(2);
const PROBES: u32 = 3;

/// Linux also ends a connection whose peer acknowledges and has no room for more data. A request of this length, in bytes,
/// fits into the first receive window of common systems (64 KiB); for a longer one the timeout is off.
const MAX_WATCHED_LEN: usize = 32 * 1024;

/// What the system watches of one connection.
#[derive(Debug, Default)]
pub(crate) struct DeadPeer {
    /// Bytes written in this exchange.
    written: usize,
}

impl DeadPeer {
    /// Watches a new connection.
    pub(crate) fn watch(stream: &TcpStream) -> Self {
        let probes = TcpKeepalive::new().with_time(FIRST_PROBE).with_interval(PROBE_INTERVAL).with_retries(PROBES);
        let _ = SockRef::from(stream).set_tcp_keepalive(&probes);
        set_ack_timeout(stream, Some(ACK_TIMEOUT));
        Self::default()
    }

    /// Bytes were written.
    pub(crate) fn wrote(&mut self, count: usize, stream: &TcpStream) {
        let before = self.written;
        self.written += count;
        if before <= MAX_WATCHED_LEN && self.written > MAX_WATCHED_LEN {
            set_ack_timeout(stream, None);
        }
    }

    /// The next exchange begins.
    pub(crate) fn restart(&mut self, stream: &TcpStream) {
        if self.written > MAX_WATCHED_LEN {
            set_ack_timeout(stream, Some(ACK_TIMEOUT));
        }
        self.written = 0;
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn set_ack_timeout(stream: &TcpStream, timeout: Option<Duration>) {
    let _ = SockRef::from(stream).set_tcp_user_timeout(timeout);
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn set_ack_timeout(_: &TcpStream, _: Option<Duration>) {}
