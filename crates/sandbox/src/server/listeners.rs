//! Listeners and threads: one thread per listener and per connection, all stopped together.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::account::state::{State, lock};
use crate::http::wire::Wire;
use crate::server::connection;

/// The running listeners. Dropping them closes every connection.
pub(crate) struct Server {
    state: Arc<State>,
    open: Arc<Open>,
    acceptors: Vec<(SocketAddr, JoinHandle<()>)>,
}

/// The open connections by number, with their threads.
type Open = Mutex<HashMap<u64, (Arc<TcpStream>, Option<JoinHandle<()>>)>>;

const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(10);

impl Server {
    pub(crate) fn start(state: Arc<State>, listeners: Listeners) -> io::Result<Server> {
        let mut server = Server { state, open: Arc::default(), acceptors: Vec::new() };
        server.accept(listeners.http, false)?;
        for listener in listeners.https {
            server.accept(listener, true)?;
        }
        Ok(server)
    }

    fn accept(&mut self, listener: TcpListener, tls: bool) -> io::Result<()> {
        let address = listener.local_addr()?;
        let (state, open) = (Arc::clone(&self.state), Arc::clone(&self.open));
        let acceptor = thread::Builder::new().name("sandbox-accept".to_owned());
        let thread = acceptor.spawn(move || accept_all(&state, &open, &listener, tls))?;
        self.acceptors.push((address, thread));
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop.set();
        for (address, acceptor) in self.acceptors.drain(..) {
            // The connection wakes the acceptor. If it fails, do not wait for the thread.
            if TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() || acceptor.is_finished() {
                let _ = acceptor.join();
            }
        }
        let open: Vec<_> = lock(&self.open).drain().collect();
        for (_, (socket, _)) in &open {
            let _ = socket.shutdown(Shutdown::Both);
        }
        for (_, (_, thread)) in open {
            let _ = thread.map(JoinHandle::join);
        }
    }
}

fn accept_all(state: &Arc<State>, open: &Arc<Open>, listener: &TcpListener, tls: bool) {
    loop {
        let accepted = listener.accept();
        if state.stop.is_set() {
            return;
        }
        let spawned = accepted.and_then(|(socket, _)| spawn(state, open, socket, tls));
        if spawned.is_err() {
            state.stop.wait(ACCEPT_RETRY_DELAY);
        }
    }
}

/// Serves a connection in its own thread.
fn spawn(state: &Arc<State>, open: &Arc<Open>, socket: TcpStream, tls: bool) -> io::Result<()> {
    let socket = Arc::new(socket);
    let number = connection::number(state);
    lock(&state.open_connections).opened(number);
    let (state, own, all) = (Arc::clone(state), Arc::clone(&socket), Arc::clone(open));
    // Hold the lock until the entry exists, because the thread removes it at its end.
    let mut entries = lock(open);
    let thread = thread::Builder::new().name("sandbox-connection".to_owned()).spawn(move || {
        let _entry = Entry { state: Arc::clone(&state), open: all, number };
        let Ok(mut wire) = Wire::new(own) else { return };
        if !tls || wire.start_tls(Arc::clone(&state.tls)).is_ok() {
            connection::serve(&state, &mut wire, number);
        }
    });
    let thread = thread?;
    entries.insert(number, (socket, Some(thread)));
    Ok(())
}

/// Removes the connection from the open ones when dropped, which closes its socket.
struct Entry {
    state: Arc<State>,
    open: Arc<Open>,
    number: u64,
}

impl Drop for Entry {
    fn drop(&mut self) {
        lock(&self.state.open_connections).closed(self.number);
        lock(&self.open).remove(&self.number);
    }
}

/// The listening sockets: http on 127.0.0.1, https on 127.0.0.1 and, if IPv6 is available, on ::1.
pub(crate) struct Listeners {
    pub(crate) http: TcpListener,
    pub(crate) https: Vec<TcpListener>,
}

impl Listeners {
    pub(crate) fn bind(http_port: u16, https_port: u16) -> io::Result<Listeners> {
        let http = TcpListener::bind(("127.0.0.1", http_port))?;
        Ok(Listeners { http, https: bind_localhost(https_port)? })
    }

    pub(crate) fn http_port(&self) -> io::Result<u16> {
        Ok(self.http.local_addr()?.port())
    }

    pub(crate) fn https_port(&self) -> io::Result<u16> {
        Ok(self.https[0].local_addr()?.port())
    }
}

fn bind_localhost(port: u16) -> io::Result<Vec<TcpListener>> {
    const MAX_TRIES: usize = 16;
    for _ in 0..MAX_TRIES {
        let first = TcpListener::bind(("127.0.0.1", port))?;
        match TcpListener::bind((Ipv6Addr::LOCALHOST, first.local_addr()?.port())) {
            Ok(second) => return Ok(vec![first, second]),
            // Another process has this port on ::1, to which `localhost` may resolve: try another port.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port == 0 => {}
            Err(_) => return Ok(vec![first]),
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}
