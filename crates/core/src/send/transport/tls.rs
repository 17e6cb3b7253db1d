//! TLS on a connection: always verified, version 1.2 or 1.3.

use super::dial::{HTTP_INPUT, HTTP_OUTPUT};
use super::identity::identity;
use super::input::Input;
use super::link::Link;
use super::roots;
use super::verify::{Verifier, explain};
use super::way::Session;
use crate::answer::error::Error;
use crate::answer::fault::{self, Fault};
use crate::answer::status::Status;
use crate::send::options::Options;
use crate::send::slots::Slots;
use crate::send::url::bare;
use rustls::client::Resumption;
use rustls::sign::SingleCertAndKey;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use rustls_pki_types::ServerName;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, NextTimeout, Transport, TransportAdapter,
};
use zeroize::Zeroize;

/// Sessions that may be resumed; a client talks to one or two hosts.
const SESSIONS: usize = 8;

/// The TLS settings of a client. A child of a fork makes its own: the session store inside has a lock.
#[derive(Debug)]
pub(super) struct Settings {
    options: Options,
    to_api: Slots<Arc<ClientConfig>, 1>,
    to_proxy: Slots<Arc<ClientConfig>, 1>,
}

/// Who is at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    Api,
    Proxy,
}

impl Settings {
    pub(super) fn new(options: &Options) -> Self {
        Self { options: options.clone(), to_api: Slots::new(), to_proxy: Slots::new() }
    }

    /// The settings for connections to this peer. Trust is the same for both; the client certificate is the API's alone.
    /// The files are read here, the first time.
    pub(super) fn config(&self, peer: Peer) -> Result<Arc<ClientConfig>, Error> {
        match peer {
            Peer::Api => self.to_api.get_or_make(|| self.make(true)),
            Peer::Proxy => self.to_proxy.get_or_make(|| self.make(false)),
        }
    }

    fn make(&self, with_identity: bool) -> Result<Arc<ClientConfig>, Error> {
        let internal = |why: String| Error::new(Status::Internal, why);
        let verifier = Verifier::new(roots::trusted(&self.options)?).map_err(internal)?;
        let identity = if with_identity { identity(&self.options)? } else { None };
        let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| internal(error.to_string()))?
            // What rustls calls dangerous is a verifier of one's own. This one leaves the verdict to rustls's.
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = match identity {
            Some(identity) => builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity))),
            None => builder.with_no_client_auth(),
        };
        config.resumption = Resumption::in_memory_sessions(SESSIONS);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// Puts TLS on the connections of a lane, to the API or to its proxy.
#[derive(Debug)]
pub(super) struct Secure {
    pub(super) link: Link,
    pub(super) peer: Peer,
    /// Whose certificate is wanted: the host of the API, whatever the connection is made to, or of the proxy.
    pub(super) host: Option<String>,
    /// None where there is no TLS.
    pub(super) config: Option<Arc<ClientConfig>>,
}

impl<In: Transport> Connector<In> for Secure {
    type Out = Either<In, Tls<In>>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        let Some(inner) = chained else { return Ok(None) };
        let Some(config) = &self.config else { return Ok(Some(Either::A(inner))) };
        let host = self.host.as_deref().unwrap_or_default();
        let name = ServerName::try_from(bare(host).to_owned()).map_err(|_| {
            let (status, what) = match self.peer {
                Peer::Api => (Status::InvalidArgument, "base_url"),
                Peer::Proxy => (Status::Proxy, "the proxy's URL"),
            };
            self.link.fail(Error::new(status, format!("{what}: expected a host name or address")))
        })?;
        let connection = ClientConnection::new(config.clone(), name)
            .map_err(|error| self.link.fail(Error::new(Status::Tls, error.to_string())))?;
        let socket = TransportAdapter::new(inner, details.current_time.clone());
        let mut tls = Tls {
            stream: StreamOwned::new(connection, socket),
            link: self.link.clone(),
            buffers: Input::new(HTTP_INPUT, HTTP_OUTPUT, self.link.clone(), self.peer == Peer::Api),
            unsent: Vec::new(),
            peer: self.peer,
            has_identity: config.client_auth_cert_resolver.has_certs(),
        };
        match tls.stream.conn.complete_io(&mut tls.stream.sock) {
            Ok(_) => {
                if self.peer == Peer::Api {
                    let session = Session::of(&tls.stream.conn);
                    self.link.note(|way| way.session = Some(session));
                }
                Ok(Some(Either::B(tls)))
            }
            Err(error) => Err(tls.refused(&error)),
        }
    }
}

fn tls_error(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

/// A TLS connection. As on TCP, what is sent is held back until an answer is awaited: one record, one write.
pub(super) struct Tls<In: Transport> {
    stream: StreamOwned<ClientConnection, TransportAdapter<In>>,
    link: Link,
    buffers: Input,
    unsent: Vec<u8>,
    /// HTTP to Zoom is spoken on it if that is the other end.
    peer: Peer,
    /// Whether a client certificate is shown if it is asked for.
    has_identity: bool,
}

impl<In: Transport> Tls<In> {
    /// The handshake failed.
    fn refused(&self, error: &io::Error) -> ureq::Error {
        const WHAT: &str = "no TLS connection";
        match (tls_error(error), self.link.fault()) {
            (Some(error), _) => self.explained(WHAT, error),
            // What stopped it has a status of its own: no time left, cancelled, the proxy.
            (None, Some(fault)) if fault.status() != Status::Io => self.link.fail(fault),
            (None, Some(fault)) => self.link.explain(self.error(WHAT, &fault::TLS_CLOSED, &format!(" ({fault})"))),
            (None, None) => self.link.explain(self.error(WHAT, &fault::TLS_CLOSED, "")),
        }
    }

    fn broken(&self, error: &io::Error) -> ureq::Error {
        match tls_error(error) {
            Some(error) => self.explained("the TLS connection failed", error),
            None => self.link.fail(Error::new(Status::Io, "the connection was closed before a complete answer")),
        }
    }

    fn explained(&self, what: &str, error: &rustls::Error) -> ureq::Error {
        let (fault, detail) = explain(error, self.has_identity);
        self.link.explain(self.error(what, fault, &detail))
    }

    fn error(&self, what: &str, fault: &Fault, detail: &str) -> Error {
        match self.peer {
            Peer::Api => Error::new(fault.status, format!("{what}: {}{detail}", fault.what)).with_remedy(fault.remedy),
            Peer::Proxy if std::ptr::eq(fault, &fault::CERTIFICATE_WANTED) => fault::PROXY_WANTS_CERTIFICATE.error(""),
            Peer::Proxy => {
                let message = format!("{what} to the proxy: {}{detail}", fault.what);
                Error::new(Status::Proxy, message).with_remedy(fault.remedy)
            }
        }
    }

    fn flush(&mut self) -> Result<(), ureq::Error> {
        let sent = self.stream.write_all(&self.unsent);
        std::mem::take(&mut self.unsent).zeroize();
        sent.map_err(|error| self.broken(&error))
    }
}

impl<In: Transport> Transport for Tls<In> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), ureq::Error> {
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.link.add_output(output, self.peer == Peer::Api, &mut self.unsent);
        if self.unsent.len() > HTTP_INPUT {
            self.flush()?;
        }
        Ok(())
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, ureq::Error> {
        self.flush()?;
        let room = self.buffers.input_append_buf();
        let read = match self.stream.read(room) {
            // What was decrypted before the fault is the server's own word, and may be the whole answer.
            Err(error) if tls_error(&error).is_some() => match self.stream.conn.reader().read(room) {
                Ok(count @ 1..) => Ok(count),
                _ => Err(error),
            },
            read => read,
        };
        match read {
            Ok(count) => {
                if self.peer == Peer::Api {
                    self.link.mask(room.get_mut(..count).unwrap_or_default());
                }
                self.buffers.input_appended(count);
                if count > 0 && self.peer == Peer::Api {
                    self.link.mark_answered();
                }
                Ok(count > 0)
            }
            // Closed without the word of TLS for it. What came before is whole or not; HTTP knows.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                self.link.mark_torn();
                Ok(false)
            }
            Err(error) => Err(self.broken(&error)),
        }
    }

    fn is_open(&mut self) -> bool {
        // What came beyond the answer may wait here in three places: decrypted, encrypted, and in the socket.
        let state = self.stream.conn.process_new_packets();
        let is_silent = state.is_ok_and(|state| !state.peer_has_closed() && state.plaintext_bytes_to_read() == 0);
        is_silent && self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl<In: Transport> fmt::Debug for Tls<In> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("inner", &self.stream.sock.inner()).finish_non_exhaustive()
    }
}
