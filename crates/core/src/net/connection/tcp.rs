//! TCP connections: made to the address that answers first (RFC 8305), read and written without blocking past a deadline.

use super::dead_peer::DeadPeer;
use super::progress::Progress;
use super::stream::Stream;
use crate::limits::deadline::{Deadline, READABLE, SLICE, WRITABLE, WaitError};
use crate::net::fault::NetworkFault;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::text::describe;
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::slice;
use std::time::{Duration, Instant};

/// The delay before the next address is tried in parallel (RFC 8305 proposes 250 ms).
const HEAD_START: Duration = Duration::from_millis(250);

/// Whether poll reports a failed connection attempt. On Windows before 10 version 2004 `WSAPoll` does not, so the sockets are
/// checked periodically.
const POLL_REPORTS_FAILURES: bool = cfg!(not(windows));
const CHECK_INTERVAL: Duration = Duration::from_millis(20);

/// Whether a read blocks, which saves the system call that waits for it. On Windows a socket whose read has timed out
/// must not be used any more.
const BLOCKS: bool = cfg!(unix);
/// How long it blocks. The kernel may round this up by two timer ticks; 15 ms keeps a read within [`SLICE`] (20 ms).
const BLOCKING_TIME: Duration = Duration::from_millis(15);

enum ConnectError {
    Stopped(WaitError),
    Failed(io::Error),
}

/// Connects to the addresses in their order, each with a head start on the next; the first to answer wins.
fn race(addresses: &[SocketAddr], wait: &Deadline) -> Result<TcpStream, ConnectError> {
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
                None if running.is_empty() => return Err(ConnectError::Failed(failure)),
                None => {}
            }
            start_next = Instant::now() + HEAD_START;
        }
        let mut sockets: Vec<PollFd<'_>> = running.iter().map(|socket| PollFd::new(socket, WRITABLE)).collect();
        // The last address gets the remaining time.
        let at_most = (next.len() > 0).then(|| start_next.saturating_duration_since(Instant::now()));
        let at_most = if POLL_REPORTS_FAILURES {
            at_most
        } else {
            Some(at_most.map_or(CHECK_INTERVAL, |length| length.min(CHECK_INTERVAL)))
        };
        let ready = wait.ready(&mut sockets, at_most).map_err(ConnectError::Stopped)?;
        if !ready && POLL_REPORTS_FAILURES {
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

/// A TCP connection.
pub(crate) struct Tcp {
    stream: TcpStream,
    dead_peer: DeadPeer,
    /// Whether the peer accepts no more output.
    is_write_closed: bool,
    /// The error of a failed write, until something is read.
    write_error: Option<Error>,
}

impl Tcp {
    /// Connects to the address that answers first.
    pub(crate) fn connect(
        addresses: &[SocketAddr],
        is_proxy: bool,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Error> {
        let stream = race(addresses, progress.deadline()).map_err(|error| match error {
            ConnectError::Stopped(stop) => progress.stopped(stop),
            ConnectError::Failed(error) if is_proxy => {
                NetworkFault::ProxyUnreachable.error(&format!(": {}", describe(&error)))
            }
            ConnectError::Failed(error) => {
                Error::new(Status::Connect, format!("no connection could be made: {}", describe(&error)))
            }
        })?;
        progress.info.address = stream.peer_addr().ok();
        Self::over(stream, progress)
    }

    /// Connects to a Unix socket. What is different about such a socket only concerns connecting.
    #[cfg(all(unix, feature = "redis"))]
    pub(crate) fn connect_unix(path: &std::path::Path, progress: &Progress<'_>) -> Result<Self, Error> {
        let connect = || {
            let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
            // If the queue of the server is full, this fails instead of waiting.
            socket.set_nonblocking(true)?;
            socket.connect(&socket2::SockAddr::unix(path)?)?;
            Ok(TcpStream::from(socket))
        };
        let stream = connect().map_err(|error: io::Error| {
            Error::new(Status::Connect, format!("no connection could be made: {}", describe(&error)))
        })?;
        Self::over(stream, progress)
    }

    fn over(stream: TcpStream, progress: &Progress<'_>) -> Result<Self, Error> {
        if BLOCKS {
            block(&stream).map_err(|error| progress.broken(&error))?;
        }
        let dead_peer = DeadPeer::watch(&stream);
        Ok(Self { stream, dead_peer, is_write_closed: false, write_error: None })
    }

    /// Waits for one of these events, and returns which came.
    fn wait_for(&self, events: PollFlags, progress: &Progress<'_>) -> Result<PollFlags, Error> {
        let mut socket = PollFd::new(&self.stream, events);
        let ready = progress.deadline().ready(slice::from_mut(&mut socket), None);
        ready.map(|_| socket.revents()).map_err(|stop| progress.stopped(stop))
    }
}

impl Stream for Tcp {
    fn read(&mut self, room: &mut [u8], progress: &mut Progress<'_>) -> Result<usize, Error> {
        loop {
            // A read that blocks may end after the deadline.
            if progress.left()? < SLICE || !BLOCKS {
                self.wait_for(READABLE, progress)?;
            }
            let failed = match self.stream.read(room) {
                Ok(0) => None,
                Ok(count) => {
                    self.write_error = None;
                    return Ok(count);
                }
                Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => continue,
                Err(error) => Some(progress.broken(&error)),
            };
            return self.write_error.take().or(failed).map_or(Ok(0), Err);
        }
    }

    fn write(&mut self, bytes: &[u8], may_wait: bool, progress: &mut Progress<'_>) -> Result<usize, Error> {
        let mut rest = bytes;
        while !rest.is_empty() && !self.is_write_closed {
            progress.left()?;
            match send(&self.stream, rest) {
                Ok(count) => {
                    progress.mark_written();
                    self.dead_peer.wrote(count, &self.stream);
                    rest = rest.get(count..).unwrap_or_default();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if !may_wait || !self.wait_for(WRITABLE | READABLE, progress)?.contains(WRITABLE) {
                        break;
                    }
                }
                // A server may respond and close before it has read everything: that response counts.
                Err(error) => {
                    self.is_write_closed = true;
                    self.write_error = Some(progress.broken(&error));
                }
            }
        }
        Ok(bytes.len() - rest.len())
    }

    fn is_idle(&mut self) -> bool {
        self.dead_peer.restart(&self.stream);
        // With something to read, the server has closed it, or it has a response to no request.
        !self.is_write_closed && peek(&self.stream).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    }
}

/// Makes reads block for a slice at most.
fn block(stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(BLOCKING_TIME))?;
    stream.set_nonblocking(false)
}

/// Writes what the system takes without waiting.
#[cfg(unix)]
fn send(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    use rustix::net::SendFlags;
    // Apple's systems have an option of the socket for this instead, which socket2 sets.
    #[cfg(target_vendor = "apple")]
    const NO_SIGNAL: SendFlags = SendFlags::empty();
    #[cfg(not(target_vendor = "apple"))]
    const NO_SIGNAL: SendFlags = SendFlags::NOSIGNAL;
    Ok(rustix::net::send(stream, bytes, SendFlags::DONTWAIT | NO_SIGNAL)?)
}

/// Writes what the system takes; the socket does not block.
#[cfg(windows)]
fn send(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    io::Write::write(&mut stream, bytes)
}

/// Looks for a byte to read without waiting.
#[cfg(unix)]
fn peek(stream: &TcpStream) -> io::Result<usize> {
    use rustix::net::{RecvFlags, recv};
    Ok(recv(stream, &mut [0], RecvFlags::PEEK | RecvFlags::DONTWAIT)?.1)
}

/// Looks for a byte to read; the socket does not block.
#[cfg(windows)]
fn peek(stream: &TcpStream) -> io::Result<usize> {
    stream.peek(&mut [0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::options::Options;
    use crate::limits::deadline::CancelToken;
    use crate::net::pool::Http;
    use crate::net::transport::{Destination, Transport as _};
    use crate::request::headers::Headers;
    use crate::request::request::{Content, Request};
    use crate::secret::Secret;
    use std::io::Write as _;
    use std::net::{Ipv6Addr, TcpListener};
    use std::thread;

    /// An address at which connections are neither made nor refused: its queue is full.
    fn dead(addresses: &[SocketAddr]) -> Vec<(Socket, Vec<TcpStream>)> {
        let fill = |address: &SocketAddr| {
            let socket = Socket::new(Domain::for_address(*address), Type::STREAM, None).expect("a socket");
            socket.bind(&(*address).into()).expect("a free port");
            socket.listen(0).expect("it listens");
            let mut queue = Vec::new();
            while let Ok(stream) = TcpStream::connect_timeout(address, Duration::from_millis(200)) {
                queue.push(stream);
                assert!(queue.len() < 1_000, "the queue has an end");
            }
            (socket, queue)
        };
        addresses.iter().map(fill).collect()
    }

    #[test]
    fn a_write_ends_at_the_deadline() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let address = listener.local_addr().expect("an address");
        let wait = |length| Deadline::new("deadline_ms", length, CancelToken::new(), None);
        let long = wait(Duration::from_secs(60));
        let mut tcp = Tcp::connect(&[address], false, &mut Progress::new(&long)).expect("connected");
        let bytes = vec![0; 1024 * 1024];
        let late = (0..20).map(|_| {
            let (started, short) = (Instant::now(), wait(Duration::from_millis(1)));
            // The first ones fill the buffers.
            while tcp.write(&bytes, true, &mut Progress::new(&short)).is_ok() {}
            started.elapsed()
        });
        // A busy machine adds to some.
        assert!(late.min().expect("some") < BLOCKING_TIME / 2);
    }

    #[test]
    fn a_dead_family_costs_one_head_start() {
        // One port for both families, as a host has.
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let sixth = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
        if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
            return;
        }
        let _dead = dead(&[sixth]);
        let found = [vec![sixth; 8], vec![listener.local_addr().expect("an address")]].concat();

        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut some = [0; 4096];
            let _ = stream.read(&mut some).expect("a request");
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("written");
        });
        let mut options = Options::default();
        options.set("base_url", &format!("http://localhost:{port}")).expect("valid");
        let http = Http::new(&options.net);
        http.dns.insert(&format!("localhost:{port}"), found);
        let request = Request::new("GET", "users/me", Headers::new(), Content::None).expect("valid");
        let (nobody, wait) =
            (Secret::default(), Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None));
        let target = Destination {
            base_url: &options.api_url(),
            credentials: &nobody,
            hidden: &nobody,
            secret_body: false,
            permit: None,
        };
        let started = Instant::now();
        let answer = http.exchange(&request, &target, &wait).expect("an answer");
        // One head start, and what a busy machine adds; eight of them are two seconds.
        assert!(started.elapsed() < HEAD_START * 5, "{:?}", started.elapsed());
        assert_eq!(answer.http_status(), 204);
        server.join().expect("no panic");
    }
}
