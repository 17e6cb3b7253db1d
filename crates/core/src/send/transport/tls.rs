//! TLS on a connection: always verified, version 1.2 or 1.3.

use super::dial::{HTTP_INPUT, HTTP_OUTPUT};
use super::link::Link;
use super::roots;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::send::options::Options;
use crate::send::slots::Slots;
use rustls::client::Resumption;
use rustls::{AlertDescription, CertificateError, ClientConfig, ClientConnection, InvalidMessage, StreamOwned};
use rustls_pki_types::ServerName;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};
use zeroize::Zeroize;

/// Sessions that may be resumed; a client talks to one or two hosts.
const SESSIONS: usize = 8;

/// The TLS settings of a client. A child of a fork makes its own: the session store inside has a lock.
#[derive(Debug)]
pub(super) struct Settings {
    options: Options,
    made: Slots<Arc<ClientConfig>, 1>,
}

impl Settings {
    pub(super) fn new(options: &Options) -> Self {
        Self { options: options.clone(), made: Slots::new() }
    }

    fn config(&self) -> Result<Arc<ClientConfig>, Error> {
        self.made.get_or_make(|| {
            let roots = roots::trusted(&self.options)?;
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            let mut config = ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .map_err(|error| Error::new(Status::Internal, error.to_string()))?
                .with_root_certificates(roots)
                .with_no_client_auth();
            config.resumption = Resumption::in_memory_sessions(SESSIONS);
            config.alpn_protocols = vec![b"http/1.1".to_vec()];
            Ok(Arc::new(config))
        })
    }
}

/// Puts TLS on the connections of a lane.
#[derive(Debug)]
pub(super) struct Secure {
    pub(super) link: Link,
    pub(super) settings: Arc<Settings>,
    /// Whether there is a proxy on the way.
    pub(super) proxied: bool,
}

impl<In: Transport> Connector<In> for Secure {
    type Out = Either<In, Tls<In>>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        let Some(inner) = chained else { return Ok(None) };
        if !details.needs_tls() || inner.is_tls() {
            return Ok(Some(Either::A(inner)));
        }
        let host = details.uri.host().unwrap_or_default();
        // The connection to the proxy itself is made by a configuration without one.
        let to_proxy = self.proxied && details.config.proxy().is_none();
        if !to_proxy {
            self.link.mark_tunnelled();
        }
        let config = self.settings.config().map_err(|error| self.link.fail(error))?;
        let name =
            ServerName::try_from(host.trim_start_matches('[').trim_end_matches(']').to_owned()).map_err(|_| {
                self.link.fail(Error::new(Status::InvalidArgument, "base_url: expected a host name or address"))
            })?;
        let connection = ClientConnection::new(config, name)
            .map_err(|error| self.link.fail(Error::new(Status::Tls, describe(&error))))?;
        let socket = TransportAdapter::new(inner, details.current_time.clone());
        let mut stream = StreamOwned::new(connection, socket);
        stream.conn.complete_io(&mut stream.sock).map_err(|error| self.refused(&error, to_proxy))?;
        Ok(Some(Either::B(Tls {
            stream,
            link: self.link.clone(),
            buffers: LazyBuffers::new(HTTP_INPUT, HTTP_OUTPUT),
            unsent: Vec::new(),
            is_top: !to_proxy,
        })))
    }
}

impl Secure {
    fn refused(&self, error: &io::Error, to_proxy: bool) -> ureq::Error {
        // A connection that only broke may be better the next time; what TLS itself refuses will not.
        let status = match tls_error(error) {
            _ if to_proxy => Status::Proxy,
            Some(_) => Status::Tls,
            None => Status::Connect,
        };
        let whose = if to_proxy { "no TLS connection to the proxy" } else { "no TLS connection" };
        let why = match tls_error(error) {
            Some(error) => describe(error),
            None => match self.link.fault() {
                Some(fault) => fault.message().to_owned(),
                None => "the server closed it during the handshake".to_owned(),
            },
        };
        self.link.explain(Error::new(status, format!("{whose}: {why}")))
    }
}

fn tls_error(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

/// Why TLS failed, in words that say what to do.
fn describe(error: &rustls::Error) -> String {
    use rustls::Error::{AlertReceived, InvalidCertificate, PeerIncompatible};
    match error {
        InvalidCertificate(why) => format!("the server's certificate {}", certificate_fault(why)),
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            "the server does not speak TLS on this port".to_owned()
        }
        AlertReceived(AlertDescription::ProtocolVersion) | PeerIncompatible(_) => {
            "the server offers nothing that is still safe (TLS 1.2 or 1.3 is needed)".to_owned()
        }
        AlertReceived(alert) => format!("the server refused it ({alert:?})"),
        other => other.to_string(),
    }
}

fn certificate_fault(why: &CertificateError) -> String {
    use CertificateError as E;
    match why {
        E::Expired | E::ExpiredContext { .. } => "has expired, or this machine's clock is wrong".to_owned(),
        E::NotValidYet | E::NotValidYetContext { .. } => {
            "is not valid yet, or this machine's clock is wrong".to_owned()
        }
        E::NotValidForName | E::NotValidForNameContext { .. } => "is for another host name".to_owned(),
        E::UnknownIssuer => "comes from no trusted authority (for a private one set ca_file)".to_owned(),
        E::Revoked => "has been revoked".to_owned(),
        E::BadSignature => "has a wrong signature".to_owned(),
        other => {
            let text = format!("{other:?}");
            if text.contains("CaUsedAsEndEntity") {
                "is self-signed (to trust it set ca_file to its authority)".to_owned()
            } else {
                format!("cannot be accepted ({})", text.split(['{', '(']).next().unwrap_or_default().trim())
            }
        }
    }
}

/// A TLS connection. As on TCP, what is sent is held back until an answer is awaited: one record, one write.
pub(super) struct Tls<In: Transport> {
    stream: StreamOwned<ClientConnection, TransportAdapter<In>>,
    link: Link,
    buffers: LazyBuffers,
    unsent: Vec<u8>,
    /// Whether HTTP to Zoom is spoken on it.
    is_top: bool,
}

impl<In: Transport> Tls<In> {
    fn broken(&self, error: &io::Error) -> ureq::Error {
        match tls_error(error) {
            Some(error) => {
                self.link.explain(Error::new(Status::Tls, format!("the TLS connection failed: {}", describe(error))))
            }
            None => self.link.fail(Error::new(Status::Io, "the connection was closed before a complete answer")),
        }
    }

    fn flush(&mut self) -> Result<(), ureq::Error> {
        let sent = self.stream.write_all(&self.unsent);
        self.unsent.zeroize();
        sent.map_err(|error| self.broken(&error))
    }
}

impl<In: Transport> Transport for Tls<In> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), ureq::Error> {
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.link.add_output(output, self.is_top, &mut self.unsent);
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
                if self.is_top {
                    self.link.mask(room.get_mut(..count).unwrap_or_default());
                }
                self.buffers.input_appended(count);
                if count > 0 && self.is_top {
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
