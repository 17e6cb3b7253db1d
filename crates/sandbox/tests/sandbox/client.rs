//! A client that shows every byte. All reads are bounded.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};
use zoomuser_sandbox::Sandbox;

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// One connection.
pub(crate) struct Client(BufReader<Box<dyn Stream>>);

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

pub(crate) fn sandbox() -> Sandbox {
    Sandbox::start().expect("the sandbox starts")
}

/// A socket to the port in a URL of the sandbox.
pub(crate) fn socket(url: &str) -> TcpStream {
    let port = url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the port is open");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    socket.set_write_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    socket.set_nodelay(true).expect("no delay");
    socket
}

pub(crate) fn tls_session(
    sandbox: &Sandbox,
    name: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> ClientConnection {
    let mut roots = RootCertStore::empty();
    let mut pem = Vec::new();
    File::open(sandbox.ca_file()).and_then(|mut file| file.read_to_end(&mut pem)).expect("the CA file");
    roots.add(CertificateDer::from_pem_slice(&pem).expect("a certificate")).expect("an authority");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).expect("a name");
    ClientConnection::new(Arc::new(config), name).expect("a session")
}

impl Client {
    pub(crate) fn plain(sandbox: &Sandbox) -> Client {
        Client::over(socket(&sandbox.http_url()))
    }

    pub(crate) fn tls(sandbox: &Sandbox) -> Client {
        let session = tls_session(sandbox, "localhost", rustls::ALL_VERSIONS);
        Client::over(StreamOwned::new(session, socket(&sandbox.https_url())))
    }

    pub(crate) fn over(stream: impl Read + Write + Send + 'static) -> Client {
        Client(BufReader::new(Box::new(stream)))
    }

    pub(crate) fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.get_mut().write_all(bytes.as_ref()).expect("writing");
        self.0.get_mut().flush().expect("writing");
    }

    /// One request in one write, with token and `Accept`.
    pub(crate) fn call(&mut self, method: &str, target: &str, headers: &str, body: &str) -> Reply {
        self.write(request(method, target, headers, body));
        self.reply()
    }

    pub(crate) fn patch(&mut self, id: &str, body: &str) -> Reply {
        self.call("PATCH", &format!("/v2/users/{id}"), "Content-Type: application/json\r\n", body)
    }

    pub(crate) fn get(&mut self, target: &str) -> Reply {
        self.call("GET", target, "", "")
    }

    /// One whole answer.
    pub(crate) fn reply(&mut self) -> Reply {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte).unwrap_or_else(|error| panic!("{error} after {head:?}"));
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let mut reply = Reply { status, head, body: Vec::new() };
        let length = reply.header("Content-Length").map_or(0, |length| length.parse().expect("a length"));
        reply.body.resize(length, 0);
        self.0.read_exact(&mut reply.body).expect("a body");
        reply
    }

    /// Everything to the end of the connection, and whether it ended without a fault.
    pub(crate) fn rest(&mut self) -> (Vec<u8>, bool) {
        let mut bytes = Vec::new();
        let clean = self.0.read_to_end(&mut bytes).is_ok();
        (bytes, clean)
    }
}

pub(crate) fn request(method: &str, target: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sandbox-token\r\n\
         Accept: application/json\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )
}
