//! What is known of the connection of an exchange: addresses, proxy, TLS.

use crate::net::tls::certificate::Certificate;
use rustls::{ClientConnection, ProtocolVersion};
use std::net::SocketAddr;

/// The connection of one exchange. Empty for a reused connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct ConnectionInfo {
    /// Whether there is a proxy, which then is what is resolved and connected to.
    pub(crate) proxied: bool,
    /// The host and port that were resolved; "" before that.
    pub(crate) server: String,
    /// The addresses found.
    pub(crate) addresses: Vec<SocketAddr>,
    /// The address that was connected to.
    pub(crate) address: Option<SocketAddr>,
    /// Whether the proxy opened the tunnel.
    pub(crate) tunnelled: bool,
    /// The TLS session with the server.
    pub(crate) session: Option<Session>,
}

/// The result of a TLS handshake.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// `TLS 1.3` or `TLS 1.2`.
    pub(crate) version: &'static str,
    /// The server's certificate.
    pub(crate) certificate: Option<Certificate>,
}

impl Session {
    pub(crate) fn of(connection: &ClientConnection) -> Self {
        let version = match connection.protocol_version() {
            Some(ProtocolVersion::TLSv1_3) => "TLS 1.3",
            Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
            _ => "TLS",
        };
        let certificate = connection.peer_certificates().and_then(|chain| Certificate::read(chain.first()?));
        Self { version, certificate }
    }
}
