//! The link of a process to the server: kept connections, and what is done while the server cannot be used.
//!
//! One call at a time tries a server that failed, after 1, 2, 4 … 30 s, and is delayed by at most [`MAX_DELAY`], as are those
//! behind it in the queue of the account; all others go on without it at once.

use super::connection::{Connection, Connector};
use super::failure::{Failure, Move};
use super::resp::{Reply, push_command};
use crate::clock::steady_us;
use crate::limits::deadline::{CancelToken, Deadline};
use crate::limits::keyed_lock;
use crate::net::settings::NetSettings;
use crate::process::per_process::PerProcess;
use crate::process::process_lock::ProcessLock;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::response::status::Status;
use crate::share::scripts::Call;
use crate::share::settings::{Endpoint, ShareSettings};
use std::sync::Arc;
use std::time::Duration;

/// The longest delay of a call by a server that does not reply; also at most a tenth of the time that is left to the call.
const MAX_DELAY: Duration = Duration::from_millis(250);
/// The same if calls must not go on without it: then at most a fifth of the time left.
const MAX_REQUIRED_DELAY: Duration = Duration::from_secs(5);
/// How long a notification of the server may take in any case, even if the call was stopped.
const MOMENT: Duration = Duration::from_millis(20);
/// A server is given up if it has not replied for so long, to one call or to several in succession.
const ENOUGH: Duration = Duration::from_millis(100);
/// The pauses before a server that failed is tried again.
const FIRST_PAUSE_US: u64 = 1_000_000;
const LAST_PAUSE_US: u64 = 30_000_000;
/// Idle connections of a process, to all servers.
const MAX_IDLE: usize = 16;
const MAX_IDLE_TIME: Duration = Duration::from_secs(60);
/// Servers of a cluster to which one command is sent, one after the other.
const MAX_HOPS: u32 = 3;
/// Servers of which a process knows something.
const MAX_LINKS: usize = 16;
/// Accounts whose keys are on another server of a cluster.
const MAX_MOVED: usize = 64;

static IDLE: PerProcess<Connection, MAX_IDLE> = PerProcess::new();
static STATES: ProcessLock<Vec<State>> = ProcessLock::new();

/// What this process knows of a server.
#[derive(Debug, Default)]
struct State {
    link: u64,
    /// Not tried before this time, for this reason.
    away_until_us: u64,
    pause_us: u64,
    why: String,
    is_lost: bool,
    /// How long calls have waited for replies in vain since the last one.
    waited: Duration,
    /// It does not accept the login, or the login lacks a right.
    is_refused: bool,
    /// What the next result says about it.
    warning: Option<String>,
    /// Which keys are on which server of a cluster.
    moved: Vec<(String, Endpoint)>,
}

/// The link of a client; all clients with the same options have one state and the same connections.
#[derive(Debug)]
pub(crate) struct Link {
    connector: Connector,
    endpoint: Endpoint,
    pub(crate) id: u64,
}

impl Link {
    /// `None` if nothing is shared.
    pub(crate) fn new(settings: &Arc<ShareSettings>, net: &Arc<NetSettings>) -> Option<Self> {
        let server = settings.server.as_ref()?;
        let tls = format!("{server:?} {:?} {} {:?} {:?}", net.ca_file, net.system_roots, net.cert_file, net.key_file);
        let database = server.database.to_string();
        let id = keyed_lock::name(&["share", &tls, server.user.expose(), settings.password().expose(), &database]);
        Some(Self { connector: Connector::new(settings, net), endpoint: server.endpoint.clone(), id })
    }

    pub(crate) fn settings(&self) -> &ShareSettings {
        &self.connector.settings
    }

    /// Runs a script. The call may be delayed as far as the server's failure permits. The reply is one that `fits`, or the server
    /// cannot be used.
    pub(crate) fn eval(&self, call: &Call<'_>, wait: &Deadline, fits: fn(&Reply) -> bool) -> Result<Reply, Failure> {
        let left = wait.left().map_err(Failure::Stopped)?;
        let delay = match self.settings().required {
            true => MAX_REQUIRED_DELAY.min(left / 5),
            false => MAX_DELAY.min(left / 10),
        };
        self.eval_within(delay, call, wait, fits)
    }

    /// Runs a script whose result the call does not need; returns whether it was run.
    pub(crate) fn notify(&self, call: &Call<'_>, wait: &Deadline) -> bool {
        let left = wait.uninterrupted().left().unwrap_or_default();
        let delay = MAX_DELAY.min(left / 10).max(MOMENT);
        // The deadline is later than the end of the delay, so that it is the server that takes too long and not the call.
        let own = Deadline::new("share", 2 * delay, CancelToken::new(), None);
        let wait = if left < 2 * delay { &own } else { wait };
        let result = self.eval_within(delay, call, wait, |_| true);
        result.inspect_err(|failure| log::debug!("share: the server was not notified: {failure:?}")).is_ok()
    }

    /// Runs a script, with this limit for the delay.
    fn eval_within(
        &self,
        delay: Duration,
        call: &Call<'_>,
        wait: &Deadline,
        fits: fn(&Reply) -> bool,
    ) -> Result<Reply, Failure> {
        let settings = self.settings();
        if let Some(why) = self.change(|state| state.begin(settings.required)) {
            return Err(Failure::Away(why));
        }
        // No code of the host program runs meanwhile: a call that it makes would wait for this one.
        let limited = wait.uninterrupted().within("share", delay);
        let result = match self.eval_now(call, &limited) {
            Ok(reply) if !fits(&reply) => Err(Failure::unexpected(&reply)),
            result => result,
        };
        if let (Err(_), Err(stop)) = (&result, wait.uninterrupted().left()) {
            return Err(Failure::Stopped(stop));
        }
        match result {
            // A call that had hardly any time proves nothing by itself.
            Err(Failure::Unusable(why)) if limited.left().is_err() && self.change(|state| state.is_patient(delay)) => {
                Err(Failure::Away(why))
            }
            result => {
                self.note(&result);
                result
            }
        }
    }

    /// Runs a script although the server could not be used a moment ago.
    pub(crate) fn eval_now(&self, call: &Call<'_>, wait: &Deadline) -> Result<Reply, Failure> {
        let words = call.words();
        let command: Vec<&[u8]> = words.iter().map(AsRef::as_ref).collect();
        self.follow(call.hash, &command, wait)
    }

    /// Carries out a command, as often as a cluster names another server, or one that has just taken over is to be found.
    fn follow(&self, hash: &str, command: &[&[u8]], wait: &Deadline) -> Result<Reply, Failure> {
        let mut endpoint = self.change(|state| state.endpoint(hash)).unwrap_or_else(|| self.endpoint.clone());
        let (mut asks, mut hops, mut reconnected) = (false, 0, false);
        loop {
            match self.exchange(&endpoint, command, asks, wait) {
                Err(Failure::Moved(Move { server, asks: asks_there })) => {
                    hops += 1;
                    if hops > MAX_HOPS {
                        return Err(Failure::Unusable("its cluster names one server after the other".to_owned()));
                    }
                    let Endpoint::Tcp { server: here, is_tls } = &endpoint else {
                        return Err(Failure::Unusable("a cluster behind a Unix socket is not supported".to_owned()));
                    };
                    let mut there = server;
                    if there.host.is_empty() {
                        there.host.clone_from(&here.host);
                    }
                    (endpoint, asks) = (Endpoint::Tcp { server: there, is_tls: *is_tls }, asks_there);
                    if !asks {
                        self.change(|state| state.move_to(hash, &endpoint));
                    }
                }
                Err(failure @ (Failure::Reconnect(_) | Failure::Unusable(_))) => {
                    let is_elsewhere = endpoint != self.endpoint;
                    self.change(|state| state.moved.clear());
                    self.drop_idle();
                    self.connector.resolve_again();
                    if reconnected || !(is_elsewhere || matches!(failure, Failure::Reconnect(_))) {
                        return Err(failure);
                    }
                    (endpoint, asks, reconnected) = (self.endpoint.clone(), false, true);
                }
                other => return other,
            }
        }
    }

    /// One command over an idle connection, or over a new one if there is none or it turns out to be closed.
    fn exchange(&self, endpoint: &Endpoint, command: &[&[u8]], asks: bool, wait: &Deadline) -> Result<Reply, Failure> {
        let mut commands = Vec::new();
        if asks {
            push_command(&mut commands, &[b"ASKING"]);
        }
        push_command(&mut commands, command);
        let count = 1 + usize::from(asks);
        let mut idle = self.idle(endpoint);
        loop {
            let is_reused = idle.is_some();
            let mut connection = match idle.take() {
                Some(idle) => idle,
                None => self.connector.connect(endpoint, self.id, wait)?,
            };
            match connection.exchange(&commands, count, wait) {
                Ok(mut replies) => {
                    let reply = replies.pop().unwrap_or(Reply::Nil);
                    IDLE.put(connection);
                    return match reply {
                        Reply::Error(text) => Err(Failure::said(&text, self.settings().password())),
                        reply => Ok(reply),
                    };
                }
                // The server was restarted, perhaps: the others are closed too.
                Err(Failure::Unusable(_)) if is_reused && wait.left().is_ok() => self.drop_idle(),
                Err(failure) => return Err(failure),
            }
        }
    }

    fn idle(&self, endpoint: &Endpoint) -> Option<Connection> {
        let fits = |idle: &Connection| idle.link == self.id && idle.endpoint == *endpoint;
        std::iter::from_fn(|| IDLE.take(MAX_IDLE_TIME, fits)).find_map(|mut idle| idle.is_idle().then_some(idle))
    }

    /// Closes its idle connections.
    pub(crate) fn drop_idle(&self) {
        while IDLE.take(MAX_IDLE_TIME, |idle| idle.link == self.id).is_some() {}
    }

    /// Records whether the server could be used; says in the log when it is lost and when it is found.
    fn note(&self, result: &Result<Reply, Failure>) {
        let settings = self.settings();
        match result {
            Ok(_) => {
                if self.change(State::found) {
                    log::info!("share: the server {} can be used again", self.endpoint);
                }
            }
            Err(Failure::Unusable(why) | Failure::Reconnect(why) | Failure::Refused(why)) => {
                let pause_us = match result {
                    // Only a change of settings helps.
                    Err(Failure::Refused(_)) => Some(LAST_PAUSE_US),
                    // A call that must have it does not go on without it, so it does not wait for the next attempt.
                    _ if settings.required => Some(FIRST_PAUSE_US),
                    _ => None,
                };
                let why = format!("the server {} cannot be used: {why}", self.endpoint);
                let is_refused = matches!(result, Err(Failure::Refused(_)));
                if self.change(|state| state.lost(&why, pause_us, is_refused)) {
                    log::warn!("share: {why}");
                }
            }
            Err(Failure::Stopped(_) | Failure::Away(_) | Failure::Moved(_)) => {}
        }
    }

    /// The warning for a result: once, until the server could be used again. `goes_on` says how.
    pub(crate) fn take_warning(&self, goes_on: &str) -> Option<Problem> {
        let why = self.change(|state| state.warning.take())?;
        Some(Problem::new("share", format!("{why}; {goes_on}")))
    }

    /// The error of a call that must not go on without the server.
    pub(crate) fn error(&self, failure: Failure) -> Error {
        let words = failure.into_words();
        // The error says what the warning would.
        let (why, is_refused) = self.change(|state| {
            state.warning = None;
            (if state.is_lost { state.why.clone() } else { words }, state.is_refused)
        });
        let status = if is_refused { Status::InvalidArgument } else { Status::Connect };
        Error::of(status, "share", format!("{why}; nothing was sent, since share_required is on"))
            .with_hint("share_required=off lets calls go on with a part of the rate")
    }

    /// A new connection.
    pub(crate) fn connect(&self, wait: &Deadline) -> Result<Connection, Failure> {
        self.connector.connect(&self.endpoint, self.id, wait)
    }

    /// Where the server is, as the option names it.
    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    fn change<T: Default>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let (mut change, mut changed) = (Some(change), T::default());
        self.visit(&mut |state| changed = change.take().map(|change| change(state)).unwrap_or_default());
        changed
    }

    /// Uses what is known of the server. Not generic, since it is used in many places.
    fn visit(&self, visitor: &mut dyn FnMut(&mut State)) {
        STATES.with(|states, _| {
            let known = states.iter().position(|state| state.link == self.id);
            let mut state = known.map(|place| states.remove(place)).unwrap_or_default();
            state.link = self.id;
            visitor(&mut state);
            if states.len() >= MAX_LINKS {
                states.remove(0);
            }
            states.push(state);
        });
    }
}

/// Closes the idle connections of this process to all servers.
pub(crate) fn drop_all_idle() {
    IDLE.clear();
}

impl State {
    /// Why the server is not tried now; if it is tried again, other calls go on without it meanwhile.
    fn begin(&mut self, is_required: bool) -> Option<String> {
        let now_us = steady_us();
        if self.away_until_us > now_us {
            return Some(self.why.clone());
        }
        if self.is_lost && !is_required {
            self.away_until_us = now_us + FIRST_PAUSE_US;
        }
        None
    }

    /// Counts a wait in vain; returns whether the server may still reply to one who has more time.
    fn is_patient(&mut self, waited: Duration) -> bool {
        self.waited += waited;
        self.waited < ENOUGH
    }

    /// Returns whether it was lost.
    fn found(&mut self) -> bool {
        (self.away_until_us, self.pause_us, self.warning, self.is_refused) = (0, 0, None, false);
        self.waited = Duration::ZERO;
        std::mem::take(&mut self.is_lost)
    }

    /// Returns whether this is news.
    fn lost(&mut self, why: &str, pause_us: Option<u64>, is_refused: bool) -> bool {
        self.is_refused = is_refused;
        self.pause_us = pause_us.unwrap_or_else(|| (self.pause_us * 2).clamp(FIRST_PAUSE_US, LAST_PAUSE_US));
        self.away_until_us = steady_us() + self.pause_us;
        why.clone_into(&mut self.why);
        if self.is_lost {
            return false;
        }
        (self.is_lost, self.warning) = (true, Some(why.to_owned()));
        true
    }

    fn endpoint(&self, hash: &str) -> Option<Endpoint> {
        self.moved.iter().find(|(other, _)| other == hash).map(|(_, endpoint)| endpoint.clone())
    }

    fn move_to(&mut self, hash: &str, endpoint: &Endpoint) {
        self.moved.retain(|(other, _)| other != hash);
        if self.moved.len() >= MAX_MOVED {
            self.moved.remove(0);
        }
        self.moved.push((hash.to_owned(), endpoint.clone()));
    }
}

impl Failure {
    /// Why a command was not carried out, in words.
    pub(crate) fn into_words(self) -> String {
        match self {
            Self::Away(why) | Self::Unusable(why) | Self::Refused(why) | Self::Reconnect(why) => why,
            Self::Moved(moved) => format!("its cluster names {}", moved.server),
            Self::Stopped(_) => "the call was stopped".to_owned(),
        }
    }
}
