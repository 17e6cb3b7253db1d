//! TLS on a connection: always verified, version 1.2 or 1.3.

use super::client_cert::identity;
use super::provider::provider;
use super::roots;
use super::verifier::{Verifier, explain};
use crate::net::connection::connection_info::Session;
use crate::net::connection::progress::Progress;
use crate::net::connection::stream::Stream;
use crate::net::fault::NetworkFault;
use crate::net::settings::NetSettings;
use crate::process::per_process::PerProcess;
use crate::response::error::Error;
use crate::response::status::Status;
use rustls::client::Resumption;
use rustls::sign::SingleCertAndKey;
use rustls::{ClientConfig, ClientConnection};
use rustls_pki_types::ServerName;
use std::io::{BufRead, ErrorKind, Read, Write};
use std::ops::Range;
use std::sync::Arc;

/// TLS sessions kept for resumption; a client has one or two hosts.
const MAX_SESSIONS: usize = 8;

/// The TLS settings of a client. A forked child makes its own, because the session store has a lock.
#[derive(Debug)]
pub(crate) struct Settings {
    settings: Arc<NetSettings>,
    to_api: PerProcess<Arc<ClientConfig>, 1>,
    to_proxy: PerProcess<Arc<ClientConfig>, 1>,
    #[cfg(feature = "redis")]
    to_store: PerProcess<Arc<ClientConfig>, 1>,
}

/// The peer of a TLS connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    Api,
    Proxy,
    /// The server of the option `share`.
    #[cfg(feature = "redis")]
    Store,
}

impl Settings {
    pub(crate) fn new(settings: &Arc<NetSettings>) -> Self {
        Self {
            settings: settings.clone(),
            to_api: PerProcess::new(),
            to_proxy: PerProcess::new(),
            #[cfg(feature = "redis")]
            to_store: PerProcess::new(),
        }
    }

    /// The settings for connections to this peer. All trust the same authorities; a proxy does not get the client certificate.
    /// The first call reads the files.
    pub(crate) fn config(&self, peer: Peer) -> Result<Arc<ClientConfig>, Error> {
        match peer {
            Peer::Api => self.to_api.get_or_make(|| self.make(true, &[b"http/1.1"])),
            Peer::Proxy => self.to_proxy.get_or_make(|| self.make(false, &[b"http/1.1"])),
            #[cfg(feature = "redis")]
            Peer::Store => self.to_store.get_or_make(|| self.make(true, &[])),
        }
    }

    /// Whether there are settings, for which the authorities were read.
    pub(crate) fn are_made(&self) -> bool {
        self.to_api.is_filled() || self.to_proxy.is_filled()
    }

    fn make(&self, with_identity: bool, protocols: &[&[u8]]) -> Result<Arc<ClientConfig>, Error> {
        let internal = |why: String| Error::new(Status::Internal, why);
        let more = if self.settings.system_roots { roots::whole_system } else { || None };
        let verifier = Verifier::new(roots::trusted(&self.settings)?, more).map_err(internal)?;
        let identity = if with_identity { identity(&self.settings)? } else { None };
        let builder = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| internal(error.to_string()))?
            // rustls calls any custom verifier dangerous. This one delegates the verification to that of rustls.
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = match identity {
            Some(identity) => builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity))),
            None => builder.with_no_client_auth(),
        };
        config.resumption = Resumption::in_memory_sessions(MAX_SESSIONS);
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        Ok(Arc::new(config))
    }
}

/// How much of the stream is read at once: a record of TLS, at most.
const READ_LEN: usize = 18 * 1024;

/// Why a connection does not go on.
enum Failure {
    Tls(rustls::Error),
    /// Reading or writing failed, or the call was stopped.
    Stream(Error),
    Closed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Stream(error)
    }
}

/// A TLS connection over another stream.
pub(crate) struct Tls {
    tls: ClientConnection,
    stream: Box<dyn Stream>,
    /// What was read of the stream and TLS has not taken: this part of the buffer.
    records: Vec<u8>,
    untaken: Range<usize>,
    /// What TLS writes to the stream, and the stream has not taken.
    output: Vec<u8>,
    peer: Peer,
    /// Whether there is a client certificate for a server that asks for one.
    has_identity: bool,
}

impl Tls {
    /// Makes a TLS connection to `host` over a stream of which `early` was already read.
    pub(crate) fn connect(
        stream: Box<dyn Stream>,
        early: Vec<u8>,
        config: &Arc<ClientConfig>,
        host: &str,
        peer: Peer,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Error> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| {
            let (status, what) = match peer {
                Peer::Api => (Status::InvalidArgument, "base_url"),
                Peer::Proxy => (Status::Proxy, "the proxy's URL"),
                #[cfg(feature = "redis")]
                Peer::Store => (Status::InvalidArgument, "share"),
            };
            Error::new(status, format!("{what}: expected a host name or address"))
        })?;
        let tls =
            ClientConnection::new(config.clone(), name).map_err(|error| Error::new(Status::Tls, error.to_string()))?;
        let has_identity = config.client_auth_cert_resolver.has_certs();
        let (untaken, mut records) = (0..early.len(), early);
        records.resize(READ_LEN.max(records.len()), 0);
        let mut made = Self { tls, stream, records, untaken, output: Vec::new(), peer, has_identity };
        while made.tls.is_handshaking() {
            made.fetch(progress).map_err(|failure| made.handshake_error(failure))?;
        }
        if peer != Peer::Proxy {
            progress.info.session = Some(Session::of(&made.tls));
        }
        Ok(made)
    }

    /// Writes what TLS has to send, in one piece. A part is left if the peer accepts no more now.
    fn flush(&mut self, may_wait: bool, progress: &mut Progress<'_>) -> Result<(), Error> {
        while self.tls.wants_write() {
            // Writing to memory does not fail.
            let _ = self.tls.write_tls(&mut self.output);
        }
        if self.output.is_empty() {
            return Ok(());
        }
        let count = self.stream.write(&self.output, may_wait, progress)?;
        self.output.drain(..count);
        Ok(())
    }

    /// [`fetch`](Self::fetch) after the handshake.
    fn advance(&mut self, progress: &mut Progress<'_>) -> Result<(), Error> {
        match self.fetch(progress) {
            Ok(()) => Ok(()),
            // What was decrypted before the error comes from the server and may be the complete response.
            Err(Failure::Tls(_)) if self.tls.reader().fill_buf().is_ok_and(|text| !text.is_empty()) => Ok(()),
            Err(Failure::Tls(error)) => Err(self.explained("the TLS connection failed", &error)),
            Err(Failure::Stream(error)) => Err(error),
            Err(Failure::Closed) => Err(closed()),
        }
    }

    /// Passes what was read to TLS, which decrypts it. If there is nothing, first writes what TLS has to send, and reads.
    fn fetch(&mut self, progress: &mut Progress<'_>) -> Result<(), Failure> {
        // Data that is already here is taken without a wait that would check the deadline.
        progress.left()?;
        if self.untaken.is_empty() {
            self.flush(true, progress)?;
            self.untaken = 0..self.stream.read(&mut self.records, progress)?;
        }
        let mut rest = self.records.get(self.untaken.clone()).unwrap_or_default();
        // It fails if a message is too long.
        let taken = self.tls.read_tls(&mut rest).map_err(|_| Failure::Closed)?;
        self.untaken.start += taken;
        if let Err(error) = self.tls.process_new_packets() {
            // Sends the alert that says why, if the peer still reads.
            let _ = self.flush(false, progress);
            return Err(Failure::Tls(error));
        }
        if taken == 0 && self.tls.is_handshaking() { Err(Failure::Closed) } else { Ok(()) }
    }

    /// Whether there is something to read without waiting, or the end.
    fn is_readable(&mut self) -> bool {
        self.tls.reader().fill_buf().err().is_none_or(|error| error.kind() != ErrorKind::WouldBlock)
    }

    /// The error of a failed handshake.
    fn handshake_error(&self, failure: Failure) -> Error {
        const WHAT: &str = "no TLS connection";
        match failure {
            Failure::Tls(error) => self.explained(WHAT, &error),
            Failure::Stream(error) if error.status() == Status::Io => {
                self.error(WHAT, NetworkFault::TlsClosed, &format!(" ({error})"))
            }
            // The cause has a status of its own: timeout, cancelled, proxy.
            Failure::Stream(error) => error,
            Failure::Closed => self.error(WHAT, NetworkFault::TlsClosed, ""),
        }
    }

    fn explained(&self, what: &str, error: &rustls::Error) -> Error {
        let (fault, detail) = explain(error, self.has_identity);
        self.error(what, fault, &detail)
    }

    fn error(&self, what: &str, fault: NetworkFault, detail: &str) -> Error {
        match self.peer {
            Peer::Proxy if fault == NetworkFault::CertificateWanted => NetworkFault::ProxyWantsCertificate.error(""),
            Peer::Proxy => {
                let message = format!("{what} to the proxy: {}{detail}", fault.what());
                Error::new(Status::Proxy, message).with_hint(fault.hint()).transient(fault.is_transient())
            }
            _ => Error::new(fault.status(), format!("{what}: {}{detail}", fault.what())).with_hint(fault.hint()),
        }
    }
}

fn closed() -> Error {
    Error::new(Status::Io, "the connection was closed before a complete response")
}

impl Stream for Tls {
    fn read(&mut self, room: &mut [u8], progress: &mut Progress<'_>) -> Result<usize, Error> {
        loop {
            match self.tls.reader().read(room) {
                Ok(count) => return Ok(count),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                // Closed without close_notify. Whether the response is complete is decided by HTTP framing.
                Err(_) => {
                    progress.truncated = true;
                    return Ok(0);
                }
            }
            self.advance(progress)?;
        }
    }

    fn write(&mut self, bytes: &[u8], may_wait: bool, progress: &mut Progress<'_>) -> Result<usize, Error> {
        let mut rest = bytes;
        loop {
            // The stream below does not report data that was already read from it.
            let is_data_here = !self.untaken.is_empty() || self.is_readable();
            self.flush(may_wait && !is_data_here, progress)?;
            if !self.output.is_empty() {
                if !may_wait || self.is_readable() {
                    break;
                }
                // What has arrived may be for TLS alone, such as a session ticket: then the peer goes on reading.
                self.advance(progress)?;
            } else if rest.is_empty() {
                break;
            } else {
                // As much as its buffer takes.
                match self.tls.writer().write(rest) {
                    Ok(count @ 1..) => rest = rest.get(count..).unwrap_or_default(),
                    _ => return Err(closed()),
                }
            }
        }
        Ok(bytes.len() - rest.len())
    }

    fn is_flushed(&self) -> bool {
        self.output.is_empty() && self.stream.is_flushed()
    }

    fn is_idle(&mut self) -> bool {
        // Data beyond the response may be in three places: decrypted, encrypted, and in the socket.
        let state = self.tls.process_new_packets();
        let is_silent = state.is_ok_and(|state| !state.peer_has_closed() && state.plaintext_bytes_to_read() == 0);
        is_silent && self.is_flushed() && self.untaken.is_empty() && self.stream.is_idle()
    }
}
