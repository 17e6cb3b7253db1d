//! A server on loopback that sends a given response to any request.

use rustix::event::{PollFd, PollFlags, poll};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

/// The response to a second request on a connection, distinguishable from the bytes of the input.
pub const SECOND: &[u8] = b"HTTP/1.1 418 Second\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// What to do with the next connections.
#[derive(Clone, Default)]
struct Plan {
    bytes: Arc<[u8]>,
    hold: bool,
}

#[derive(Default)]
struct Shared {
    plan: Mutex<Plan>,
    accepted: AtomicUsize,
}

/// The one server of this process; a thread of its own serves one connection after the other.
pub struct Server {
    base_url: String,
    shared: Arc<Shared>,
}

impl Server {
    /// The server, started at the first use.
    pub fn get() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(|| {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
            let base_url = format!("http://{}/v2", listener.local_addr().expect("its address"));
            let shared = Arc::<Shared>::default();
            let of_thread = Arc::clone(&shared);
            thread::spawn(move || serve(&listener, &of_thread));
            Self { base_url, shared }
        })
    }

    /// Where it is.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// From now on every first request of a connection is answered by these bytes. After them the connection is closed,
    /// or with `hold` kept open.
    pub fn say(&self, bytes: &[u8], hold: bool) {
        *self.shared.plan.lock().expect("no panic") = Plan { bytes: bytes.into(), hold };
    }

    /// How many connections were made so far.
    pub fn accepted(&self) -> usize {
        self.shared.accepted.load(Ordering::SeqCst)
    }
}

fn serve(listener: &TcpListener, shared: &Shared) {
    let mut held: Option<TcpStream> = None;
    loop {
        let mut sockets = vec![PollFd::new(listener, PollFlags::IN)];
        sockets.extend(held.iter().map(|stream| PollFd::new(stream, PollFlags::IN)));
        if poll(&mut sockets, None).is_err() {
            continue;
        }
        let ready: Vec<bool> = sockets.iter().map(|socket| !socket.revents().is_empty()).collect();
        drop(sockets);
        if ready.get(1) == Some(&true) {
            // The client closed it, or asks once more.
            if let Some(mut stream) = held.take() {
                if read_request(&mut stream).is_ok() {
                    _ = stream.write_all(SECOND);
                }
            }
        }
        if ready[0] {
            if let Ok((stream, _)) = listener.accept() {
                shared.accepted.fetch_add(1, Ordering::SeqCst);
                let plan = shared.plan.lock().expect("no panic").clone();
                held = answer(stream, &plan).unwrap_or_default();
            }
        }
    }
}

/// Answers the first request of a connection; gives the connection back if it is to be held.
fn answer(mut stream: TcpStream, plan: &Plan) -> io::Result<Option<TcpStream>> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(5)))?;
    read_request(&mut stream)?;
    stream.write_all(&plan.bytes)?;
    if plan.hold {
        return Ok(Some(stream));
    }
    stream.shutdown(Shutdown::Write)?;
    Ok(None)
}

/// Reads a request to its end, so that closing does not reset the connection.
fn read_request(stream: &mut TcpStream) -> io::Result<()> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&part[..count]);
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut head = httparse::Request::new(&mut headers);
        match head.parse(&request) {
            Ok(httparse::Status::Complete(end)) => {
                let length = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
                let length = length.and_then(|header| std::str::from_utf8(header.value).ok()?.parse().ok());
                if request.len() >= end + length.unwrap_or(0usize) {
                    return Ok(());
                }
            }
            Ok(httparse::Status::Partial) => {}
            Err(error) => panic!("the client sent something else than HTTP: {error}"),
        }
    }
}
