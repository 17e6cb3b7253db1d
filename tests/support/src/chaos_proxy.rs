//! A TCP proxy between the library and a server that records the traffic and injects one fault.
//!
//! It closes every connection to the server gracefully, and [`ChaosProxy::finish`] waits until the server has closed it,
//! so that the server has then processed everything.

use crate::fault::{Direction, Fault};
use crate::fault_injector::{FaultInjector, Step};
use socket2::SockRef;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The duration of a delay.
pub const DELAY: Duration = Duration::from_millis(30);

/// The timeout of a read or write.
const IO_TIMEOUT: Duration = Duration::from_secs(60);

/// The bytes of one direction of a connection.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// The bytes received from the sender.
    pub received: Vec<u8>,
    /// The bytes forwarded to the receiver.
    pub forwarded: Vec<u8>,
    /// Whether the fault was injected in this direction.
    pub has_fired: bool,
}

/// The traffic of one connection.
#[derive(Debug, Clone, Default)]
pub struct Traffic {
    /// From the library to the server.
    pub request: Side,
    /// From the server to the library.
    pub answer: Side,
}

impl Traffic {
    /// Whether the fault was injected.
    #[must_use]
    pub fn has_fired(&self) -> bool {
        self.request.has_fired || self.answer.has_fired
    }
}

/// A connection and its threads.
type Served = (Arc<Connection>, Vec<JoinHandle<()>>);

/// The proxy. It injects the fault into the first connection only.
pub struct ChaosProxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    server: SocketAddr,
    is_stopped: AtomicBool,
    connections: Mutex<Vec<Served>>,
}

struct Connection {
    /// `None` after a reset.
    library: Mutex<Option<Arc<TcpStream>>>,
    server: TcpStream,
    is_broken: AtomicBool,
    traffic: Mutex<Traffic>,
}

impl ChaosProxy {
    /// Listens on a free port of 127.0.0.1 and forwards connections to the local server with this URL.
    #[must_use]
    pub fn start(server_url: &str, fault: Option<Fault>) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), server_url, fault)
    }

    /// Accepts the connections of a listener.
    #[must_use]
    pub fn on(listener: TcpListener, server_url: &str, fault: Option<Fault>) -> Self {
        let server = crate::local_server(server_url);
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared { server, is_stopped: AtomicBool::new(false), connections: Mutex::default() });
        let own = Arc::clone(&shared);
        let acceptor = thread::Builder::new().name("chaos-proxy".to_owned());
        let acceptor = acceptor.spawn(move || own.accept_all(&listener, fault)).expect("a thread");
        Self { address, shared, acceptor: Some(acceptor) }
    }

    /// The address of the listener.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The traffic so far, per connection.
    #[must_use]
    pub fn traffic(&self) -> Vec<Traffic> {
        lock(&self.shared.connections).iter().map(|(connection, _)| lock(&connection.traffic).clone()).collect()
    }

    /// Closes all connections, waits until the server has closed them too, and returns the traffic.
    #[must_use]
    pub fn finish(mut self) -> Vec<Traffic> {
        self.stop();
        self.traffic()
    }

    fn stop(&mut self) {
        let Some(acceptor) = self.acceptor.take() else { return };
        self.shared.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the acceptor.
        let _ = TcpStream::connect(self.address);
        let _ = acceptor.join();
        for (connection, pumps) in lock(&self.shared.connections).iter_mut() {
            if let Some(library) = &*lock(&connection.library) {
                let _ = library.shutdown(Shutdown::Read);
            }
            for pump in pumps.drain(..) {
                let _ = pump.join();
                // The first pump forwards requests; the server has received all of them now.
                let _ = connection.server.shutdown(Shutdown::Write);
            }
            // Closes the connection to the library if it is still open.
            lock(&connection.library).take();
        }
    }
}

impl Drop for ChaosProxy {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn accept_all(&self, listener: &TcpListener, fault: Option<Fault>) {
        let mut fault = fault;
        for library in listener.incoming() {
            if self.is_stopped.load(Ordering::SeqCst) {
                return;
            }
            let library = library.expect("a connection");
            let server = TcpStream::connect(self.server).expect("the server listens");
            for stream in [&library, &server] {
                stream.set_nodelay(true).expect("set");
                stream.set_read_timeout(Some(IO_TIMEOUT)).expect("set");
                stream.set_write_timeout(Some(IO_TIMEOUT)).expect("set");
            }
            let library = Arc::new(library);
            let connection = Arc::new(Connection {
                library: Mutex::new(Some(Arc::clone(&library))),
                server,
                is_broken: AtomicBool::new(false),
                traffic: Mutex::default(),
            });
            let fault = fault.take();
            let injector = |direction| {
                FaultInjector::new(
                    fault.filter(|fault| fault.direction == direction).map(|fault| (fault.kind, fault.at)),
                )
            };
            let (upstream, downstream) = (Arc::clone(&connection), Arc::clone(&connection));
            let (requests, answers) = (injector(Direction::Request), injector(Direction::Response));
            let pumps = vec![
                thread::spawn(move || upstream.pump(Direction::Request, &library, requests)),
                thread::spawn(move || downstream.pump(Direction::Response, &downstream.server, answers)),
            ];
            lock(&self.connections).push((connection, pumps));
        }
    }
}

impl Connection {
    /// Forwards one direction until its end.
    fn pump(&self, direction: Direction, mut from: &TcpStream, mut injector: FaultInjector) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            self.record(direction, |side| side.received.extend_from_slice(&buffer[..count]));
            let steps = injector.process(&buffer[..count]);
            self.record(direction, |side| side.has_fired = injector.has_fired());
            for step in steps {
                self.run(step, direction);
            }
            if injector.is_blocked() {
                return;
            }
        }
        if !injector.is_silent() {
            self.close(direction);
        }
        if direction == Direction::Request {
            // The library has closed the connection; without this the server would wait forever.
            let _ = self.server.shutdown(Shutdown::Write);
        }
    }

    fn run(&self, step: Step, direction: Direction) {
        if self.is_broken.load(Ordering::SeqCst) {
            return;
        }
        match step {
            Step::Send(bytes) => {
                let sent = match (direction, self.library()) {
                    (Direction::Request, _) => (&self.server).write_all(&bytes),
                    (Direction::Response, Some(library)) => (&*library).write_all(&bytes),
                    (Direction::Response, None) => return,
                };
                if sent.is_ok() {
                    self.record(direction, |side| side.forwarded.extend(bytes));
                }
            }
            Step::Pause => thread::sleep(DELAY),
            Step::Cut => {
                self.is_broken.store(true, Ordering::SeqCst);
                self.close(Direction::Response);
                self.close(Direction::Request);
            }
            Step::Reset => {
                self.is_broken.store(true, Ordering::SeqCst);
                if let Some(library) = lock(&self.library).take() {
                    SockRef::from(&*library).set_linger(Some(Duration::ZERO)).expect("set");
                    // Ends the read of the other thread, which drops the last reference.
                    let _ = library.shutdown(Shutdown::Read);
                }
                self.close(Direction::Request);
            }
        }
    }

    /// Closes one direction towards its receiver.
    fn close(&self, direction: Direction) {
        let _ = match (direction, self.library()) {
            (Direction::Request, _) => self.server.shutdown(Shutdown::Write),
            (Direction::Response, Some(library)) => library.shutdown(Shutdown::Write),
            (Direction::Response, None) => Ok(()),
        };
    }

    fn library(&self) -> Option<Arc<TcpStream>> {
        lock(&self.library).clone()
    }

    fn record(&self, direction: Direction, record: impl FnOnce(&mut Side)) {
        let mut traffic = lock(&self.traffic);
        record(match direction {
            Direction::Request => &mut traffic.request,
            Direction::Response => &mut traffic.answer,
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
