//! One TCP connection, plain or TLS: counts reads, and writes responses with their faults.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::{ServerConfig, ServerConnection, Stream};
use socket2::SockRef;

use crate::http::response::Response;
use crate::stop::Stop;

const IDLE_TIMEOUT: Duration = Duration::from_secs(60);
/// How often a delayed response checks whether the client is still connected.
const POLL_INTERVAL: Duration = Duration::from_millis(20);
/// How long to drain a closed connection, so that no RST discards the response.
const LINGER_TIMEOUT: Duration = Duration::from_secs(1);
const READ_BUFFER_SIZE: usize = 256 * 1024;
/// Do not read ahead more than the largest request.
const MAX_READ_AHEAD: usize = 2 * 1024 * 1024;

pub(crate) struct Wire {
    socket: Arc<TcpStream>,
    tls: Option<Box<Tls>>,
    /// Bytes received that do not belong to a complete request yet.
    buffer: Vec<u8>,
    scratch: Vec<u8>,
    /// Reads since the last complete request.
    reads: u32,
}

struct Tls {
    session: ServerConnection,
    records: Records,
}

impl Wire {
    pub(crate) fn new(socket: Arc<TcpStream>) -> io::Result<Wire> {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(IDLE_TIMEOUT))?;
        socket.set_write_timeout(Some(IDLE_TIMEOUT))?;
        Ok(Wire { socket, tls: None, buffer: Vec::new(), scratch: vec![0; READ_BUFFER_SIZE], reads: 0 })
    }

    /// Starts TLS, beginning with the bytes already read.
    pub(crate) fn start_tls(&mut self, config: Arc<ServerConfig>) -> io::Result<()> {
        let session = ServerConnection::new(config).map_err(io::Error::other)?;
        let ahead = std::mem::take(&mut self.buffer);
        let records = Records { socket: Arc::clone(&self.socket), ahead, head: [0; 5], head_len: 0, rest: 0 };
        self.reads = 0;
        self.tls = Some(Box::new(Tls { session, records }));
        Ok(())
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.tls.is_some()
    }

    pub(crate) fn buffer(&self) -> &[u8] {
        &self.buffer
    }

    /// Reads from the socket once; 0 at the end of the stream.
    pub(crate) fn fill(&mut self) -> io::Result<usize> {
        let count = loop {
            let read = match &mut self.tls {
                None => (&*self.socket).read(&mut self.scratch),
                Some(tls) => Stream::new(&mut tls.session, &mut tls.records).read(&mut self.scratch),
            };
            match read {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.buffer.extend_from_slice(&self.scratch[..count]);
        self.reads += u32::from(count > 0);
        Ok(count)
    }

    /// Removes a complete request from the buffer; also returns the number of reads.
    pub(crate) fn take(&mut self, length: usize) -> (Vec<u8>, u32) {
        let rest = self.buffer.split_off(length.min(self.buffer.len()));
        let taken = std::mem::replace(&mut self.buffer, rest);
        let reads = std::mem::replace(&mut self.reads, u32::from(!self.buffer.is_empty()));
        (taken, reads)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.tls {
            None => (&*self.socket).write_all(bytes),
            Some(tls) => {
                let mut stream = Stream::new(&mut tls.session, &mut tls.records);
                stream.write_all(bytes)?;
                stream.flush()
            }
        }
    }

    /// Sends the response with its faults; true if the connection stays open.
    pub(crate) fn send(&mut self, answer: &Response, stop: &Stop) -> io::Result<bool> {
        self.pause(answer.delay, stop)?;
        let end = answer.cut_after.unwrap_or(usize::MAX).min(answer.bytes.len());
        let bytes = &answer.bytes[..end];
        match answer.drip {
            None => self.write(bytes)?,
            Some(rest) => {
                for byte in bytes.chunks(1) {
                    self.write(byte)?;
                    self.pause(rest, stop)?;
                }
            }
        }
        if answer.reset {
            SockRef::from(&*self.socket).set_linger(Some(Duration::ZERO))?;
            return Ok(false);
        }
        if answer.cut_after.is_some() {
            return Ok(false);
        }
        if answer.close {
            self.close_gracefully();
        }
        Ok(!answer.close)
    }

    /// Waits. Fails if the client disconnects or the sandbox stops.
    pub(crate) fn pause(&mut self, time: Duration, stop: &Stop) -> io::Result<()> {
        let start = Instant::now();
        loop {
            let left = time.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Ok(());
            }
            if stop.wait(left.min(POLL_INTERVAL)) {
                return Err(ErrorKind::Interrupted.into());
            }
            if left > POLL_INTERVAL {
                self.check_peer()?;
            }
        }
    }

    /// Reads ahead without blocking, to detect the end of the connection.
    fn check_peer(&mut self) -> io::Result<()> {
        if self.buffer.len() > MAX_READ_AHEAD {
            return Ok(());
        }
        self.socket.set_nonblocking(true)?;
        let read = self.fill();
        self.socket.set_nonblocking(false)?;
        match read {
            Ok(0) => Err(ErrorKind::ConnectionAborted.into()),
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Closes the connection gracefully. Errors are ignored.
    fn close_gracefully(&mut self) {
        if let Some(tls) = &mut self.tls {
            tls.session.send_close_notify();
            let _ = tls.session.write_tls(&mut tls.records);
        }
        let _ = self.socket.shutdown(Shutdown::Write);
        let end = Instant::now() + LINGER_TIMEOUT;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.socket.set_read_timeout(Some(left)).is_err() {
                return;
            }
            match (&*self.socket).read(&mut self.scratch) {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }
}

/// Passes on one TLS record at a time, so that the number of reads is the number of records.
struct Records {
    socket: Arc<TcpStream>,
    /// Bytes read before TLS started.
    ahead: Vec<u8>,
    head: [u8; 5],
    head_len: usize,
    /// The rest of the payload of the current record.
    rest: usize,
}

impl Records {
    fn read_at_most(&mut self, buffer: &mut [u8], limit: usize) -> io::Result<usize> {
        let limit = limit.min(buffer.len());
        if self.ahead.is_empty() {
            return (&*self.socket).read(&mut buffer[..limit]);
        }
        let count = limit.min(self.ahead.len());
        buffer[..count].copy_from_slice(&self.ahead[..count]);
        self.ahead.drain(..count);
        Ok(count)
    }
}

impl Read for Records {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest > 0 {
            let count = self.read_at_most(buffer, self.rest)?;
            self.rest -= count;
            return Ok(count);
        }
        let count = self.read_at_most(buffer, self.head.len() - self.head_len)?;
        self.head[self.head_len..self.head_len + count].copy_from_slice(&buffer[..count]);
        self.head_len += count;
        if self.head_len == self.head.len() {
            self.head_len = 0;
            self.rest = usize::from(u16::from_be_bytes([self.head[3], self.head[4]]));
        }
        Ok(count)
    }
}

impl Write for Records {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self.socket).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
