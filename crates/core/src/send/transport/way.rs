//! How far the way of an exchange to its server came, and what it was like.

use super::certificate::Certificate;
use rustls::{ClientConnection, ProtocolVersion};
use std::net::SocketAddr;

/// The way of one exchange. On a kept connection nothing of it is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Way {
    /// Whether there is a proxy on it, which is then what is looked up and connected to.
    pub(crate) proxied: bool,
    /// The host and port that were looked up; "" before that.
    pub(crate) place: String,
    /// The addresses found.
    pub(crate) addresses: Vec<SocketAddr>,
    /// The one that was connected to.
    pub(crate) address: Option<SocketAddr>,
    /// Whether the proxy made the tunnel.
    pub(crate) tunnelled: bool,
    /// TLS with the server.
    pub(crate) session: Option<Session>,
}

/// What was agreed on in a TLS handshake.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// `TLS 1.3` or `TLS 1.2`.
    pub(crate) version: &'static str,
    /// The certificate that the server showed.
    pub(crate) certificate: Option<Certificate>,
}

impl Session {
    pub(super) fn of(connection: &ClientConnection) -> Self {
        let version = match connection.protocol_version() {
            Some(ProtocolVersion::TLSv1_3) => "TLS 1.3",
            Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
            _ => "TLS",
        };
        let certificate = connection.peer_certificates().and_then(|chain| Certificate::read(chain.first()?));
        Self { version, certificate }
    }
}
