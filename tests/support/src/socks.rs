//! A SOCKS 5 proxy without authentication whose tunnels all end at one server.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

/// The proxy. It serves one connection at a time.
pub struct SocksProxy {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl SocksProxy {
    /// Starts a proxy with tunnels to the server at this URL.
    #[must_use]
    pub fn start(server_url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let address = listener.local_addr().expect("an address");
        let is_stopped = Arc::new(AtomicBool::new(false));
        let (ended, server) = (Arc::clone(&is_stopped), server_url.rsplit('/').next().expect("a host").to_owned());
        let thread = thread::spawn(move || {
            for socket in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                // Ignores clients that disconnect early.
                let _ = socket.and_then(|socket| serve(socket, &server));
            }
        });
        Self { address, is_stopped, thread: Some(thread) }
    }

    /// The address of the listener.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for SocksProxy {
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the acceptor.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves a client that offers one method and sends a host name (RFC 1928).
fn serve(mut socket: TcpStream, server: &str) -> io::Result<()> {
    let mut hello = [0; 3];
    socket.read_exact(&mut hello)?;
    socket.write_all(&[5, 0])?;
    let mut request = [0; 4];
    socket.read_exact(&mut request)?;
    let length = match request[3] {
        1 => 4,
        3 => {
            let mut length = [0];
            socket.read_exact(&mut length)?;
            usize::from(length[0])
        }
        _ => 16,
    };
    socket.read_exact(&mut vec![0; length + 2])?;
    socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    forward(socket, server);
    Ok(())
}

/// Forwards a connection to a server until both have closed.
pub fn forward(mut socket: TcpStream, server: &str) {
    let Ok(mut other) = TcpStream::connect(server) else { return };
    let (mut from, mut to) = (socket.try_clone().expect("a copy"), other.try_clone().expect("a copy"));
    let upwards = thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    let _ = io::copy(&mut other, &mut socket);
    let _ = socket.shutdown(Shutdown::Both);
    upwards.join().expect("no panic");
}
