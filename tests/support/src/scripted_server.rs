//! A server with a scripted first response. It rejects every later request.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The response to every request but the first.
pub const REJECTION: &str = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 35\r\n\r\n\
                           {\"code\":2034,\"message\":\"No seats.\"}";

/// The read timeout.
const READ_TIMEOUT: Duration = Duration::from_secs(20);

/// The bytes that the server sends on the first connection.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// The response to the first request.
    pub first: Vec<u8>,
    /// Sent between the requests, when the test calls `send_idle`.
    pub idle: Vec<u8>,
    /// Sent before the response to the second request, if that arrives on the same connection.
    pub late: Vec<u8>,
}

struct Shared {
    script: Script,
    config: Option<Arc<ServerConfig>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
    /// The first connection waits here for the test, and reports on `sent` when it has sent the idle bytes.
    go: Mutex<Option<Receiver<()>>>,
    sent: Sender<()>,
}

/// The running server.
pub struct ScriptedServer {
    address: SocketAddr,
    pem: String,
    shared: Arc<Shared>,
    go: Option<Sender<()>>,
    sent: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

/// A CA certificate as PEM, and a TLS configuration with a `localhost` certificate that it signed.
///
/// # Panics
///
/// If no certificate can be made.
#[must_use]
pub fn identity() -> (String, Arc<ServerConfig>) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let leaf = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    let leaf = leaf.signed_by(&key, &authority).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .expect("a certificate and its key");
    (authority.pem(), Arc::new(config))
}

impl ScriptedServer {
    /// Starts on loopback: TLS with this identity, or plain http.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    #[must_use]
    pub fn start(script: Script, identity: Option<&(String, Arc<ServerConfig>)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let address = listener.local_addr().expect("an address");
        let ((go, on_go), (on_sent, sent)) = (channel(), channel());
        let shared = Arc::new(Shared {
            script,
            config: identity.map(|(_, config)| Arc::clone(config)),
            connections: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            go: Mutex::new(Some(on_go)),
            sent: on_sent,
        });
        let acceptor = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            let mut running = Vec::new();
            for socket in listener.incoming() {
                if acceptor.stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (number, shared) = (acceptor.connections.fetch_add(1, Ordering::SeqCst), Arc::clone(&acceptor));
                running.push(thread::spawn(move || shared.serve(socket.expect("a connection"), number == 0)));
            }
            running.into_iter().for_each(|thread| thread.join().expect("no panic"));
        });
        let pem = identity.map(|(pem, _)| pem.clone()).unwrap_or_default();
        Self { address, pem, shared, go: Some(go), sent, thread: Some(thread) }
    }

    /// `http://127.0.0.1:PORT` or `https://localhost:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        let host = if self.pem.is_empty() { "http://127.0.0.1" } else { "https://localhost" };
        format!("{host}:{}", self.address.port())
    }

    /// Sends the idle bytes on the first connection and waits until they are sent.
    pub fn send_idle(&self) {
        let is_open = self.go.as_ref().is_some_and(|go| go.send(()).is_ok());
        assert!(!is_open || self.sent.recv_timeout(READ_TIMEOUT).is_ok(), "the first connection does not go on");
    }

    /// Lets the first connection send the idle bytes directly after its response.
    pub fn allow_idle(&self) {
        let is_open = self.go.as_ref().is_some_and(|go| go.send(()).is_ok());
        assert!(is_open, "the first connection has ended");
    }

    /// The number of connections accepted so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for ScriptedServer {
    /// Drop the client first, so that its connections are closed.
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.go = None;
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(thread::panicking() || ended.is_ok(), "the server panicked");
        }
    }
}

impl Shared {
    fn serve(&self, socket: TcpStream, is_first: bool) {
        socket.set_read_timeout(Some(READ_TIMEOUT)).expect("a limit");
        socket.set_nodelay(true).expect("an option");
        match &self.config {
            None => self.talk(socket, is_first),
            Some(config) => {
                let tls = ServerConnection::new(Arc::clone(config)).expect("a connection");
                self.talk(StreamOwned::new(tls, socket), is_first);
            }
        }
    }

    fn talk(&self, mut stream: impl Read + Write, is_first: bool) {
        if !read_request(&mut stream) {
            return;
        }
        let Script { first, idle, late } = &self.script;
        let mut before_next: &[u8] = &[];
        let mut sent;
        if is_first {
            let go = self.go.lock().expect("no panic").take().expect("one connection is the first");
            sent = send(&mut stream, first);
            // `recv` fails when the server is dropped.
            if go.recv().is_err() {
                return;
            }
            sent = sent && send(&mut stream, idle);
            _ = self.sent.send(());
            before_next = late;
        } else {
            sent = send(&mut stream, REJECTION.as_bytes());
        }
        while sent && read_request(&mut stream) {
            sent = send(&mut stream, before_next) && send(&mut stream, REJECTION.as_bytes());
            before_next = &[];
        }
    }
}

/// Sends in one write; `false` if the client has disconnected.
fn send(stream: &mut impl Write, bytes: &[u8]) -> bool {
    bytes.is_empty() || (stream.write_all(bytes).is_ok() && stream.flush().is_ok())
}

/// Reads one request; `false` at the end of the stream.
fn read_request(stream: &mut impl Read) -> bool {
    let (mut all, mut part) = (Vec::new(), [0; 4096]);
    loop {
        if let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(all.get(..end).unwrap_or_default()).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.trim().parse().expect("the client counts"));
            if all.len() >= end + 4 + length {
                return true;
            }
        }
        match stream.read(&mut part) {
            Ok(count) if count > 0 => all.extend_from_slice(part.get(..count).unwrap_or_default()),
            _ => return false,
        }
    }
}
