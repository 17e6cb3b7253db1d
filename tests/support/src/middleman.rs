//! A TCP middleman between the library and a server, who knows what came, what went on, and one fault.
//!
//! Towards the server every connection ends in an orderly way, and [`Middleman::end`] waits until the server has closed
//! it: what the server did is then done.

use crate::fault::{Direction, Fault};
use crate::passage::{Passage, Step};
use socket2::SockRef;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a delay is.
pub const DELAY: Duration = Duration::from_millis(30);

/// No read or write takes longer; then the connection is given up.
const LONGEST: Duration = Duration::from_secs(60);

/// The bytes of one direction of a connection.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// What the sender sent.
    pub came: Vec<u8>,
    /// What the receiver was sent.
    pub went: Vec<u8>,
    /// Whether the fault has happened here.
    pub has_fired: bool,
}

/// All that was said on a connection.
#[derive(Debug, Clone, Default)]
pub struct Traffic {
    /// From the library to the server.
    pub request: Side,
    /// From the server to the library.
    pub answer: Side,
}

impl Traffic {
    /// Whether the fault has happened.
    #[must_use]
    pub fn has_fired(&self) -> bool {
        self.request.has_fired || self.answer.has_fired
    }
}

/// A connection and the threads that carry it.
type Served = (Arc<Connection>, Vec<JoinHandle<()>>);

/// The middleman. The first connection meets the fault, later ones meet none.
pub struct Middleman {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    server: SocketAddr,
    is_over: AtomicBool,
    connections: Mutex<Vec<Served>>,
}

struct Connection {
    /// None once it was reset.
    library: Mutex<Option<Arc<TcpStream>>>,
    server: TcpStream,
    is_broken: AtomicBool,
    traffic: Mutex<Traffic>,
}

impl Middleman {
    /// Listens on a port of 127.0.0.1 for connections to the server of this machine that has this URL.
    #[must_use]
    pub fn start(server_url: &str, fault: Option<Fault>) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), server_url, fault)
    }

    /// Takes the connections of a listener.
    #[must_use]
    pub fn on(listener: TcpListener, server_url: &str, fault: Option<Fault>) -> Self {
        let port = server_url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a URL that ends in a port");
        let server = SocketAddr::from(([127, 0, 0, 1], port));
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared { server, is_over: AtomicBool::new(false), connections: Mutex::default() });
        let own = Arc::clone(&shared);
        let acceptor = thread::Builder::new().name("middleman".to_owned());
        let acceptor = acceptor.spawn(move || own.accept_all(&listener, fault)).expect("a thread");
        Self { address, shared, acceptor: Some(acceptor) }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was said so far, by connections.
    #[must_use]
    pub fn traffic(&self) -> Vec<Traffic> {
        lock(&self.shared.connections).iter().map(|(connection, _)| lock(&connection.traffic).clone()).collect()
    }

    /// Ends all connections, waits until the server has ended them too, and gives all that was said.
    #[must_use]
    pub fn end(mut self) -> Vec<Traffic> {
        self.stop();
        self.traffic()
    }

    fn stop(&mut self) {
        let Some(acceptor) = self.acceptor.take() else { return };
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the acceptor.
        let _ = TcpStream::connect(self.address);
        let _ = acceptor.join();
        for (connection, pumps) in lock(&self.shared.connections).iter_mut() {
            if let Some(library) = &*lock(&connection.library) {
                let _ = library.shutdown(Shutdown::Read);
            }
            for pump in pumps.drain(..) {
                let _ = pump.join();
                // The first carries requests. All of them are with the server then, who may have been told already.
                let _ = connection.server.shutdown(Shutdown::Write);
            }
            // The library's end closes here, if it is still open.
            lock(&connection.library).take();
        }
    }
}

impl Drop for Middleman {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn accept_all(&self, listener: &TcpListener, fault: Option<Fault>) {
        let mut fault = fault;
        for library in listener.incoming() {
            if self.is_over.load(Ordering::SeqCst) {
                return;
            }
            let library = library.expect("a connection");
            let server = TcpStream::connect(self.server).expect("the server listens");
            for stream in [&library, &server] {
                stream.set_nodelay(true).expect("set");
                stream.set_read_timeout(Some(LONGEST)).expect("set");
                stream.set_write_timeout(Some(LONGEST)).expect("set");
            }
            let library = Arc::new(library);
            let connection = Arc::new(Connection {
                library: Mutex::new(Some(Arc::clone(&library))),
                server,
                is_broken: AtomicBool::new(false),
                traffic: Mutex::default(),
            });
            let fault = fault.take();
            let passage = |direction| {
                Passage::new(fault.filter(|fault| fault.direction == direction).map(|fault| (fault.kind, fault.at)))
            };
            let (there, back) = (Arc::clone(&connection), Arc::clone(&connection));
            let (requests, answers) = (passage(Direction::Request), passage(Direction::Answer));
            let pumps = vec![
                thread::spawn(move || there.pump(Direction::Request, &library, requests)),
                thread::spawn(move || back.pump(Direction::Answer, &back.server, answers)),
            ];
            lock(&self.connections).push((connection, pumps));
        }
    }
}

impl Connection {
    /// Carries one direction to its end.
    fn pump(&self, direction: Direction, mut from: &TcpStream, mut passage: Passage) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            self.note(direction, |side| side.came.extend_from_slice(&buffer[..count]));
            let steps = passage.pass(&buffer[..count]);
            self.note(direction, |side| side.has_fired = passage.has_fired());
            for step in steps {
                self.take(step, direction);
            }
            if passage.is_blocked() {
                return;
            }
        }
        if !passage.is_silent() {
            self.close(direction);
        }
        if direction == Direction::Request {
            // Nobody listens any more: a server that is not told so would wait for ever.
            let _ = self.server.shutdown(Shutdown::Write);
        }
    }

    fn take(&self, step: Step, direction: Direction) {
        if self.is_broken.load(Ordering::SeqCst) {
            return;
        }
        match step {
            Step::Send(bytes) => {
                let sent = match (direction, self.library()) {
                    (Direction::Request, _) => (&self.server).write_all(&bytes),
                    (Direction::Answer, Some(library)) => (&*library).write_all(&bytes),
                    (Direction::Answer, None) => return,
                };
                if sent.is_ok() {
                    self.note(direction, |side| side.went.extend(bytes));
                }
            }
            Step::Pause => thread::sleep(DELAY),
            Step::Cut => {
                self.is_broken.store(true, Ordering::SeqCst);
                self.close(Direction::Answer);
                self.close(Direction::Request);
            }
            Step::Reset => {
                self.is_broken.store(true, Ordering::SeqCst);
                if let Some(library) = lock(&self.library).take() {
                    SockRef::from(&*library).set_linger(Some(Duration::ZERO)).expect("set");
                    // Ends the other thread's read, who drops the last of it.
                    let _ = library.shutdown(Shutdown::Read);
                }
                self.close(Direction::Request);
            }
        }
    }

    /// The end of one direction, told to the receiver.
    fn close(&self, direction: Direction) {
        let _ = match (direction, self.library()) {
            (Direction::Request, _) => self.server.shutdown(Shutdown::Write),
            (Direction::Answer, Some(library)) => library.shutdown(Shutdown::Write),
            (Direction::Answer, None) => Ok(()),
        };
    }

    fn library(&self) -> Option<Arc<TcpStream>> {
        lock(&self.library).clone()
    }

    fn note(&self, direction: Direction, note: impl FnOnce(&mut Side)) {
        let mut traffic = lock(&self.traffic);
        note(match direction {
            Direction::Request => &mut traffic.request,
            Direction::Answer => &mut traffic.answer,
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
