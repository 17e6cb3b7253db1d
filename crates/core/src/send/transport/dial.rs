//! Connections: made to the address that answers first, read and written without ever blocking past a limit.

use super::input::Input;
use super::link::Link;
use super::resolve::Names;
use crate::answer::error::Error;
use crate::answer::fault;
use crate::answer::status::Status;
use crate::send::wait::{READABLE, WRITABLE, Wait};
use rustix::event::PollFd;
use rustix::io::Errno;
use socket2::{Domain, Protocol, Socket, Type};
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, Either, NextTimeout, Transport};
use zeroize::Zeroize;

/// How long an address has for itself before the next one is tried beside it (RFC 8305 proposes 250 ms).
const HEAD_START: Duration = Duration::from_millis(250);

/// Whether waiting for a connection ends when it fails. On Windows before 10 version 2004 (`WSAPoll`) it does not, so the
/// sockets are asked every now and then.
const TELLS_FAILURES: bool = cfg!(not(windows));
const LOOK: Duration = Duration::from_millis(20);

/// Makes the TCP connections of a lane.
#[derive(Debug)]
pub(super) struct Dial {
    pub(super) link: Link,
    pub(super) names: Arc<Names>,
    /// Whether what is dialled is a proxy.
    pub(super) proxied: bool,
    /// Whether only addresses of this machine may be dialled.
    pub(super) loopback_only: bool,
}

impl<In: Transport> Connector<In> for Dial {
    type Out = Either<In, Tcp>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        if let Some(chained) = chained {
            return Ok(Some(Either::A(chained)));
        }
        self.link.mark_connected();
        let addresses: Vec<SocketAddr> = details.addrs.iter().copied().collect();
        if self.loopback_only && !addresses.iter().all(|address| address.ip().is_loopback()) {
            let why = "base_url: http is allowed on this machine only, and this host is another one: use https";
            return Err(self.link.fail(Error::new(Status::InvalidArgument, why)));
        }
        let wait = self.link.wait()?;
        match race(&addresses, &wait) {
            Ok(stream) => {
                let address = stream.peer_addr().ok();
                self.link.note(|way| way.address = address);
                let is_top = !details.needs_tls() && !self.proxied;
                let (input, output) = if is_top { (HTTP_INPUT, HTTP_OUTPUT) } else { (TLS_RECORD, TLS_RECORD) };
                let buffers = Input::new(input, output, self.link.clone(), is_top);
                Ok(Some(Either::B(Tcp {
                    stream,
                    link: self.link.clone(),
                    buffers,
                    unsent: Vec::new(),
                    is_top,
                    is_refused: false,
                })))
            }
            Err(Lost::Stopped(stop)) => {
                self.names.clear();
                Err(self.link.stopped(stop, "connecting"))
            }
            Err(Lost::Failed(error)) => {
                self.names.clear();
                let why = describe(&error);
                Err(self.link.fail(match self.proxied {
                    true => fault::PROXY_UNREACHABLE.error(&format!(": {why}")),
                    false => Error::new(Status::Connect, format!("no connection could be made: {why}")),
                }))
            }
        }
    }
}

/// A chain of connectors that makes a connection within the time allowed for it.
#[derive(Debug)]
pub(super) struct Bounded<C> {
    pub(super) link: Link,
    pub(super) chain: C,
}

impl<C: Connector<()>> Connector<()> for Bounded<C> {
    type Out = C::Out;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<()>) -> Result<Option<C::Out>, ureq::Error> {
        let before = self.link.set_connecting(true);
        let made = self.chain.connect(details, chained);
        self.link.set_connecting(before);
        made
    }
}

enum Lost {
    Stopped(crate::send::wait::Stop),
    Failed(io::Error),
}

/// Connects to the addresses in their order, each with a head start on the next; the first to answer wins.
fn race(addresses: &[SocketAddr], wait: &Wait) -> Result<TcpStream, Lost> {
    let mut next = addresses.iter();
    let mut running: Vec<Socket> = Vec::new();
    let mut failure = io::Error::from(ErrorKind::AddrNotAvailable);
    let mut start_next = Instant::now();
    loop {
        if running.is_empty() || Instant::now() >= start_next {
            match next.next().map(start) {
                Some(Ok(Started::Connected(socket))) => return Ok(socket.into()),
                Some(Ok(Started::Running(socket))) => running.push(socket),
                Some(Err(error)) => {
                    failure = error;
                    continue;
                }
                None if running.is_empty() => return Err(Lost::Failed(failure)),
                None => {}
            }
            start_next = Instant::now() + HEAD_START;
        }
        let mut sockets: Vec<PollFd<'_>> = running.iter().map(|socket| PollFd::new(socket, WRITABLE)).collect();
        // The last address has all the time that is left.
        let at_most = (next.len() > 0).then(|| start_next.saturating_duration_since(Instant::now()));
        let at_most = if TELLS_FAILURES { at_most } else { Some(at_most.map_or(LOOK, |length| length.min(LOOK))) };
        let ready = wait.ready(&mut sockets, at_most).map_err(Lost::Stopped)?;
        if !ready && TELLS_FAILURES {
            continue;
        }
        let mut events = sockets.iter().map(|socket| !socket.revents().is_empty()).collect::<Vec<_>>().into_iter();
        let mut still_running = Vec::new();
        for socket in running.drain(..) {
            let is_ready = events.next().unwrap_or(false);
            match socket.take_error() {
                Ok(None) if is_ready => return Ok(socket.into()),
                Ok(None) => still_running.push(socket),
                Ok(Some(error)) | Err(error) => failure = error,
            }
        }
        running = still_running;
    }
}

enum Started {
    Connected(Socket),
    Running(Socket),
}

fn start(address: &SocketAddr) -> io::Result<Started> {
    let socket = Socket::new(Domain::for_address(*address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    match socket.connect(&(*address).into()) {
        Ok(()) => Ok(Started::Connected(socket)),
        Err(error)
            if error.kind() == ErrorKind::WouldBlock
                || error.raw_os_error() == Some(Errno::INPROGRESS.raw_os_error()) =>
        {
            Ok(Started::Running(socket))
        }
        Err(error) => Err(error),
    }
}

/// Room for an answer's head, which ureq limits to 64 KiB.
pub(super) const HTTP_INPUT: usize = 68 * 1024;
/// Room for the head that ureq writes in place of the request.
pub(super) const HTTP_OUTPUT: usize = 8 * 1024;
/// Room for a TLS record.
const TLS_RECORD: usize = 18 * 1024;

/// More than this is not held back to leave in one write.
const MOST_UNSENT: usize = 64 * 1024;

/// A TCP connection. What is sent is held back until an answer is awaited, so that head and body leave in one write.
pub(super) struct Tcp {
    stream: TcpStream,
    link: Link,
    buffers: Input,
    unsent: Vec<u8>,
    /// Whether HTTP is spoken on it directly.
    is_top: bool,
    /// Whether the other side takes nothing more; what it said before is still to be read.
    is_refused: bool,
}

impl Tcp {
    fn flush(&mut self, wait: &Wait) -> Result<(), ureq::Error> {
        let mut sent = 0;
        while let Some(rest) = self.unsent.get(sent..).filter(|rest| !rest.is_empty() && !self.is_refused) {
            self.go_on(wait, "sending the request")?;
            match (&self.stream).write(rest) {
                Ok(0) => break,
                Ok(count) => {
                    self.link.mark_written();
                    sent += count;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    let mut sockets = [PollFd::new(&self.stream, WRITABLE)];
                    wait.ready(&mut sockets, None).map_err(|stop| self.link.stopped(stop, "sending the request"))?;
                }
                // A server may answer and close before it has read everything: its answer counts, so look for it.
                Err(error) => {
                    self.is_refused = true;
                    if !matches!(self.receive(wait), Ok(true)) {
                        return Err(self.broken("sending the request", &error));
                    }
                }
            }
        }
        std::mem::take(&mut self.unsent).zeroize();
        Ok(())
    }

    /// Reads what is there, waiting for the first byte; says whether there was one.
    fn receive(&mut self, wait: &Wait) -> Result<bool, ureq::Error> {
        loop {
            self.go_on(wait, "waiting for the answer")?;
            let room = self.buffers.input_append_buf();
            match (&self.stream).read(room) {
                Ok(count) => {
                    if self.is_top {
                        self.link.mask(room.get_mut(..count).unwrap_or_default());
                    }
                    self.buffers.input_appended(count);
                    if count > 0 && self.is_top {
                        self.link.mark_answered();
                    }
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.await_readable(wait)?,
                Err(error) => return Err(self.broken("waiting for the answer", &error)),
            }
        }
    }

    /// Looks whether the call may go on: a server that never lets us wait must not keep us for ever.
    fn go_on(&self, wait: &Wait, doing: &'static str) -> Result<(), ureq::Error> {
        wait.left().map(drop).map_err(|stop| self.link.stopped(stop, doing))
    }

    fn await_readable(&self, wait: &Wait) -> Result<(), ureq::Error> {
        let mut sockets = [PollFd::new(&self.stream, READABLE)];
        wait.ready(&mut sockets, None).map_err(|stop| self.link.stopped(stop, "waiting for the answer"))?;
        Ok(())
    }

    fn broken(&self, doing: &'static str, error: &io::Error) -> ureq::Error {
        let why = format!("the connection broke while {}: {}", self.link.phase(doing), describe(error));
        self.link.fail(Error::new(Status::Io, why))
    }
}

impl Transport for Tcp {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), ureq::Error> {
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        let is_top = self.is_top;
        self.link.add_output(output, is_top, &mut self.unsent);
        if self.unsent.len() > MOST_UNSENT {
            let wait = self.link.wait()?;
            self.flush(&wait)?;
        }
        Ok(())
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, ureq::Error> {
        let wait = self.link.wait()?;
        let before = self.buffers.input().len();
        if !self.unsent.is_empty() {
            self.flush(&wait)?;
            if self.buffers.input().len() > before {
                return Ok(true);
            }
            // What was just sent takes its time: waiting at once saves a read that would find nothing.
            self.await_readable(&wait)?;
        }
        self.receive(&wait)
    }

    /// A kept connection on which something waits to be read was closed, or says what nobody asked for.
    ///
    /// Looked at when a call takes the connection. At the end of the call that has just read its answer there is nothing
    /// to learn yet.
    fn is_open(&mut self) -> bool {
        if self.is_refused || !self.buffers.input().is_empty() {
            return false;
        }
        if self.link.is_answered() {
            return true;
        }
        match self.stream.peek(&mut [0]) {
            Err(error) => error.kind() == ErrorKind::WouldBlock,
            Ok(_) => false,
        }
    }
}

impl fmt::Debug for Tcp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tcp").field("stream", &self.stream).finish_non_exhaustive()
    }
}

/// The operating system's words without its number, and without the full stop that Windows adds.
pub(crate) fn describe(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words);
    words.trim_end_matches('.').to_owned()
}
