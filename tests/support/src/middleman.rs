//! A TCP forwarder whose connections can fall silent: they stay open, and nothing is forwarded any more.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// The forwarder.
pub struct Middleman {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    server: SocketAddr,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Both sides of each connection: client and server.
    connections: Vec<[TcpStream; 2]>,
    /// The first connections, which are silent.
    silent: usize,
    /// The first connections, on which no answer is forwarded.
    mute: usize,
    /// Nothing is forwarded before there are so many connections.
    gathered: usize,
    /// Reads so far.
    reads: usize,
    is_stopped: bool,
}

impl Middleman {
    /// Listens on a free port of 127.0.0.1 and forwards to the local server with this URL.
    #[must_use]
    pub fn start(server_url: &str) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), server_url)
    }

    /// Accepts the connections of a listener.
    #[must_use]
    pub fn on(listener: TcpListener, server_url: &str) -> Self {
        let server = crate::local_server(server_url);
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared { server, state: Mutex::default(), changed: Condvar::new() });
        let own = Arc::clone(&shared);
        let acceptor = Some(thread::spawn(move || own.accept_all(&listener)));
        Self { address, shared, acceptor }
    }

    /// The address of the listener.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Forwards nothing before there are `count` connections.
    pub fn gather(&self, count: usize) {
        self.shared.state().gathered = count;
    }

    /// From now on nothing is forwarded on the connections that there are.
    pub fn silence(&self) {
        let mut state = self.shared.state();
        state.silent = state.connections.len();
    }

    /// From now on no answer is forwarded on the connections that there are.
    pub fn silence_answers(&self) {
        let mut state = self.shared.state();
        state.mute = state.connections.len();
    }

    /// Closes the connections that there are.
    pub fn close(&self) {
        self.shared.state().close();
    }

    /// The addresses of the clients of all connections so far.
    #[must_use]
    pub fn clients(&self) -> Vec<SocketAddr> {
        self.shared.state().connections.iter().map(|[client, _]| client.peer_addr().expect("connected")).collect()
    }

    /// Waits until something is read after `begin`, and acknowledges it at once.
    #[cfg(target_os = "linux")]
    pub fn acknowledge_next(&self, begin: impl FnOnce()) {
        let reads = self.shared.state().reads;
        begin();
        let state = self.shared.state();
        let state = self.shared.changed.wait_while(state, |state| state.reads == reads);
        for [client, _] in &state.unwrap_or_else(PoisonError::into_inner).connections {
            rustix::net::sockopt::set_tcp_quickack(client, true).expect("set");
        }
    }
}

impl State {
    fn close(&self) {
        self.connections.iter().flatten().for_each(|stream| drop(stream.shutdown(Shutdown::Both)));
    }
}

impl Drop for Middleman {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.is_stopped = true;
        state.close();
        drop(state);
        self.shared.changed.notify_all();
        // Wakes the acceptor.
        drop(TcpStream::connect(self.address));
        if let Some(acceptor) = self.acceptor.take() {
            let ended = acceptor.join();
            assert!(thread::panicking() || ended.is_ok(), "the middleman panicked");
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn accept_all(&self, listener: &TcpListener) {
        thread::scope(|scope| {
            for client in listener.incoming() {
                let client = client.expect("a connection");
                if self.state().is_stopped {
                    return;
                }
                let server = TcpStream::connect(self.server).expect("the server listens");
                let copy = |stream: &TcpStream| {
                    stream.set_nodelay(true).expect("set");
                    stream.try_clone().expect("a copy")
                };
                let (number, copies) = {
                    let mut state = self.state();
                    state.connections.push([copy(&client), copy(&server)]);
                    (state.connections.len() - 1, [copy(&client), copy(&server)])
                };
                self.changed.notify_all();
                let [client_copy, server_copy] = copies;
                scope.spawn(move || self.pump(number, false, client, server_copy));
                scope.spawn(move || self.pump(number, true, server, client_copy));
            }
        });
    }

    /// Forwards one direction of a connection until its end.
    fn pump(&self, number: usize, is_answer: bool, mut from: TcpStream, mut to: TcpStream) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            let mut state = self.state();
            state.reads += 1;
            self.changed.notify_all();
            let is_early = |state: &mut State| state.connections.len() < state.gathered && !state.is_stopped;
            let state = self.changed.wait_while(state, is_early).unwrap_or_else(PoisonError::into_inner);
            let is_silent = number < state.silent || (is_answer && number < state.mute);
            drop(state);
            if !is_silent && to.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    }
}
