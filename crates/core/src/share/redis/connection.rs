//! A connection to the server: TCP, TLS or a Unix socket, and the login.

use super::failure::Failure;
use super::resp::{self, Reply, push_command};
use crate::limits::deadline::Deadline;
use crate::net::connection::connection_info::Session;
use crate::net::connection::dns::DnsCache;
use crate::net::connection::progress::Progress;
use crate::net::connection::stream::Stream;
use crate::net::connection::tcp::Tcp;
use crate::net::settings::NetSettings;
use crate::net::tls::stream::{self, Peer, Tls};
use crate::response::error::Error;
use crate::response::status::Status;
use crate::share::settings::{Endpoint, ShareSettings};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// How much is read at once.
const READ_LEN: usize = 4 * 1024;

/// How the connections of a client are made.
pub(crate) struct Connector {
    pub(crate) settings: Arc<ShareSettings>,
    tls: stream::Settings,
    dns: Arc<DnsCache>,
}

/// A connection that is logged in.
pub(crate) struct Connection {
    stream: Box<dyn Stream>,
    /// What was received and not read yet.
    input: Vec<u8>,
    /// Where it leads, and which settings it was made with.
    pub(crate) endpoint: Endpoint,
    pub(crate) link: u64,
    pub(crate) session: Option<Session>,
}

impl Connector {
    pub(crate) fn new(settings: &Arc<ShareSettings>, net: &Arc<NetSettings>) -> Self {
        Self { settings: settings.clone(), tls: stream::Settings::new(net), dns: Arc::new(DnsCache::new()) }
    }

    /// Forgets the addresses of the host.
    pub(crate) fn resolve_again(&self) {
        self.dns.clear();
    }

    /// Connects and logs in, before the deadline.
    pub(crate) fn connect(&self, endpoint: &Endpoint, link: u64, wait: &Deadline) -> Result<Connection, Failure> {
        let mut progress = Progress::new(wait);
        progress.connect = Some(wait.clone());
        let stream = self.stream(endpoint, &mut progress).map_err(|error| Failure::Unusable(in_words(&error)))?;
        progress.connect = None;
        let session = progress.info.session.take();
        let mut connection = Connection { stream, input: Vec::new(), endpoint: endpoint.clone(), link, session };
        self.log_in(&mut connection, wait)?;
        Ok(connection)
    }

    fn stream(&self, endpoint: &Endpoint, progress: &mut Progress<'_>) -> Result<Box<dyn Stream>, Error> {
        match endpoint {
            #[cfg(unix)]
            Endpoint::Unix(path) => Ok(Box::new(Tcp::connect_unix(path, progress)?)),
            #[cfg(not(unix))]
            Endpoint::Unix(_) => Err(Error::new(Status::Connect, "Unix sockets are not supported on this system")),
            Endpoint::Tcp { server, is_tls } => {
                let config = is_tls.then(|| self.tls.config(Peer::Store)).transpose()?;
                let addresses = self.dns.resolve(server, false, progress.deadline())?;
                let tcp = Box::new(Tcp::connect(&addresses, false, progress)?);
                let Some(config) = config else { return Ok(tcp) };
                Ok(Box::new(Tls::connect(tcp, Vec::new(), &config, &server.host, Peer::Store, progress)?))
            }
        }
    }

    fn log_in(&self, connection: &mut Connection, wait: &Deadline) -> Result<(), Failure> {
        let Some(server) = &self.settings.server else { return Ok(()) };
        let (user, password) = (server.user.expose().as_bytes(), self.settings.password());
        // Reserved at once, so that growing leaves no copy of the password behind.
        let mut commands = Zeroizing::new(Vec::with_capacity(256 + user.len() + password.expose().len()));
        let (mut replies, logs_in) = (0, !user.is_empty() || !password.is_empty());
        if logs_in {
            let all = [b"AUTH", user, password.expose().as_bytes()];
            let parts = if user.is_empty() { vec![all[0], all[2]] } else { all.to_vec() };
            push_command(&mut commands, &parts);
            replies += 1;
        }
        if server.database != 0 {
            push_command(&mut commands, &[b"SELECT", server.database.to_string().as_bytes()]);
            replies += 1;
        }
        for (number, reply) in connection.exchange(&commands, replies, wait)?.into_iter().enumerate() {
            if let Reply::Error(text) = reply {
                let is_login = logs_in && number == 0;
                return Err(if is_login { Failure::login(&text) } else { Failure::said(&text, password) });
            }
        }
        Ok(())
    }
}

impl Connection {
    /// Sends commands, and receives that many replies. After a failure the connection must not be used again: a reply may be
    /// on its way.
    pub(crate) fn exchange(&mut self, commands: &[u8], count: usize, wait: &Deadline) -> Result<Vec<Reply>, Failure> {
        let failed = |error: Error| Failure::Unusable(in_words(&error));
        let mut progress = Progress::new(wait);
        let mut rest = commands;
        while !rest.is_empty() {
            let written = self.stream.write(rest, true, &mut progress).map_err(failed)?;
            if written == 0 {
                break;
            }
            rest = rest.get(written..).unwrap_or_default();
        }
        let mut replies = Vec::with_capacity(count);
        while replies.len() < count {
            match resp::read(&self.input) {
                Ok(Some((reply, length))) => {
                    self.input.drain(..length);
                    replies.push(reply);
                }
                Ok(None) => self.receive(&mut progress)?,
                Err(malformed) => return Err(Failure::Unusable(format!("{malformed}: is it Redis or Valkey?"))),
            }
        }
        Ok(replies)
    }

    fn receive(&mut self, progress: &mut Progress<'_>) -> Result<(), Failure> {
        let mut room = [0; READ_LEN];
        let count = self.stream.read(&mut room, progress).map_err(|error| Failure::Unusable(in_words(&error)))?;
        if count == 0 {
            return Err(Failure::Unusable(CLOSED.to_owned()));
        }
        self.input.extend_from_slice(room.get(..count).unwrap_or_default());
        Ok(())
    }

    /// Whether it is open and the next command may be sent.
    pub(crate) fn is_idle(&mut self) -> bool {
        self.input.is_empty() && self.stream.is_idle()
    }
}

const CLOSED: &str = "the connection was closed";

/// The error of a connection, for a message that names the server.
fn in_words(error: &Error) -> String {
    match error.status() {
        Status::Timeout => "no reply in time".to_owned(),
        _ => error.message().to_owned(),
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connector").field("settings", &self.settings).finish_non_exhaustive()
    }
}
