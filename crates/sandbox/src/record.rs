//! The requests that came, for tests to look at.

use std::collections::VecDeque;
use std::fmt;

/// What the judge says about a change. Faults and scripted answers do not alter it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not a change of a user.
    NotJudged,
    /// A right request. Names that Zoom ignores silently are listed.
    Accepted {
        /// Names without effect, in the order they came.
        ignored: Vec<String>,
    },
    /// A request that Zoom would refuse.
    Refused {
        /// One reason or one for each wrong field.
        reasons: Vec<String>,
    },
}

/// What came since the start or the last reset, as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Changes of users, refused ones too.
    pub updates: u64,
    /// Requests refused for the plan's limits.
    pub refused: u64,
    /// Requests let through on this day, UTC.
    pub used_today: u32,
    /// The most requests for users in any span of one second.
    pub peak_per_second: usize,
    /// Changes that came while another of the same user was under way.
    pub side_by_side: u64,
    /// Requests for tokens.
    pub token_requests: u64,
}

/// A request as it came.
#[derive(Clone)]
pub struct Recorded {
    /// The exact bytes of head and body, after TLS.
    pub raw: Vec<u8>,
    /// The method, `CONNECT` for a tunnel.
    pub method: String,
    /// The request target, not decoded.
    pub target: String,
    /// Names and values in the order they came.
    pub headers: Vec<(String, String)>,
    /// The body, joined if it came in chunks.
    pub body: Vec<u8>,
    /// How many reads of the socket it took, with TLS how many records; 1 = head and body came in one write.
    pub reads: u32,
    /// The number of the TCP connection, from 1.
    pub connection: u64,
    /// Whether it came over TLS.
    pub tls: bool,
    /// What the judge says.
    pub judged: Verdict,
}

/// Without bodies and header values, which may hold a token.
impl fmt::Debug for Recorded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Recorded")
            .field("method", &self.method)
            .field("target", &self.target)
            .field("reads", &self.reads)
            .field("connection", &self.connection)
            .field("tls", &self.tls)
            .field("judged", &self.judged)
            .finish_non_exhaustive()
    }
}

/// The newest requests.
#[derive(Default)]
pub(crate) struct Log(VecDeque<Recorded>);

const KEPT: usize = 1000;

impl Log {
    pub(crate) fn push(&mut self, request: Recorded) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(request);
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn last(&self) -> Option<&Recorded> {
        self.0.back()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
