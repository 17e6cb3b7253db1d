//! A server that accepts so many requests in a second and refuses all others, by either way of counting. It answers after
//! 100 ms, with or without `X-RateLimit` headers. On Linux a request counts when the kernel received it, so that a judge who wakes up
//! late does not count wrongly.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const SECOND: Duration = Duration::from_secs(1);
const DELAY: Duration = Duration::from_millis(100);

/// How requests are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// In any span of a second.
    Sliding,
    /// In each second of a clock.
    Clock,
}

impl Counting {
    pub(crate) fn name(self) -> &'static str {
        if self == Self::Sliding { "any second" } else { "the clock's second" }
    }
}

/// The server; its threads end with the process.
pub(crate) struct Judge {
    shared: Arc<Shared>,
    port: u16,
}

struct Shared {
    limit: usize,
    counting: Counting,
    has_headers: bool,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// When the last requests were accepted, since 1970.
    accepted: VecDeque<Duration>,
    /// Each request so far: when it came, and whether it was accepted.
    all: Vec<(Duration, bool)>,
}

impl Judge {
    pub(crate) fn start(limit: usize, counting: Counting, has_headers: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let counts = Mutex::default();
        let shared = Arc::new(Shared { limit, counting, has_headers, counts });
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let shared = Arc::clone(&own);
                // A client that is gone ends its thread.
                thread::spawn(move || shared.serve(socket));
            }
        });
        Self { shared, port }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}/v2", self.port)
    }

    /// Requests that were accepted and refused, from then on until another time, since the first one.
    pub(crate) fn between(&self, from: Duration, until: Duration) -> (usize, usize) {
        let counts = self.shared.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let first = counts.all.first().map_or(Duration::ZERO, |(at, _)| *at);
        let within = counts.all.iter().filter(|(at, _)| (from..until).contains(&at.saturating_sub(first)));
        let accepted = within.clone().filter(|(_, accepted)| *accepted).count();
        (accepted, within.count() - accepted)
    }
}

/// Reads what has come, and returns how much, and when the kernel received it, since 1970.
#[cfg(target_os = "linux")]
fn receive(socket: &TcpStream, part: &mut [u8]) -> io::Result<(usize, Duration)> {
    use nix::sys::socket::{ControlMessageOwned, MsgFlags, recvmsg};
    use std::os::fd::AsRawFd as _;
    let mut control = nix::cmsg_space!(nix::sys::time::TimeSpec);
    let mut parts = [io::IoSliceMut::new(part)];
    let message = recvmsg::<()>(socket.as_raw_fd(), &mut parts, Some(&mut control), MsgFlags::empty())?;
    let time = message.cmsgs()?.find_map(|control| match control {
        ControlMessageOwned::ScmTimestampns(time) => Some(Duration::from(time)),
        _ => None,
    });
    Ok((message.bytes, time.unwrap_or_else(now)))
}

#[cfg(not(target_os = "linux"))]
fn receive(mut socket: &TcpStream, part: &mut [u8]) -> io::Result<(usize, Duration)> {
    Ok((io::Read::read(&mut socket, part)?, now()))
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

impl Shared {
    fn serve(&self, mut socket: TcpStream) -> io::Result<()> {
        socket.set_nodelay(true)?;
        #[cfg(target_os = "linux")]
        nix::sys::socket::setsockopt(&socket, nix::sys::socket::sockopt::ReceiveTimestampns, &true)?;
        let mut at = now();
        let (mut received, mut part) = (Vec::new(), [0; 8192]);
        loop {
            while length(&received).is_none_or(|length| received.len() < length) {
                let count;
                (count, at) = receive(&socket, &mut part)?;
                if count == 0 {
                    return Ok(());
                }
                received.extend_from_slice(&part[..count]);
            }
            received.drain(..length(&received).unwrap_or_default());
            let answer = self.answer(at);
            thread::sleep(DELAY);
            socket.write_all(answer.as_bytes())?;
        }
    }

    fn answer(&self, at: Duration) -> String {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_past = |earlier: &Duration| match self.counting {
            Counting::Sliding => at.saturating_sub(*earlier) >= SECOND,
            Counting::Clock => earlier.as_secs() != at.as_secs(),
        };
        while counts.accepted.front().is_some_and(is_past) {
            counts.accepted.pop_front();
        }
        let is_accepted = counts.accepted.len() < self.limit;
        if is_accepted {
            counts.accepted.push_back(at);
        }
        counts.all.push((at, is_accepted));
        let (limit, left) = (self.limit, self.limit - counts.accepted.len());
        let headers = match self.has_headers {
            true => format!(
                "X-RateLimit-Category: Light\r\nX-RateLimit-Type: QPS\r\n\
                 X-RateLimit-Limit: {limit}\r\nX-RateLimit-Remaining: {left}\r\n"
            ),
            false => String::new(),
        };
        let status = if is_accepted { "204 No Content\r\n" } else { "429 Too Many Requests\r\nContent-Length: 0\r\n" };
        format!("HTTP/1.1 {status}{headers}\r\n")
    }
}

/// The length of the request at the beginning, if its head is there.
fn length(received: &[u8]) -> Option<usize> {
    let end = received.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&received[..end]).to_ascii_lowercase();
    let body = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    Some(end + body.unwrap_or_default())
}
