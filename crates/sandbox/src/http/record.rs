//! Recorded requests, for tests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

/// The result of validating an update. Faults and scripted responses do not affect it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The request is not an update.
    NotValidated,
    /// A valid request.
    Accepted {
        /// The names that Zoom ignores silently, in the order received.
        ignored: Vec<String>,
    },
    /// A request that Zoom would reject.
    Refused {
        /// One reason, or one for each invalid field.
        reasons: Vec<String>,
    },
}

impl Verdict {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Verdict::NotValidated => "none",
            Verdict::Accepted { .. } => "accepted",
            Verdict::Refused { .. } => "refused",
        }
    }
}

/// A request as received.
#[derive(Clone)]
pub struct Recorded {
    /// The exact bytes of head and body, after decryption.
    pub raw: Vec<u8>,
    /// The method, `CONNECT` for a tunnel.
    pub method: String,
    /// The request target, not decoded.
    pub target: String,
    /// Names and values in the order received.
    pub headers: Vec<(String, String)>,
    /// The body, with the chunks joined.
    pub body: Vec<u8>,
    /// The number of socket reads, or of records with TLS; 1 if head and body were sent in one write.
    pub reads: u32,
    /// The number of the TCP connection, from 1.
    pub connection: u64,
    /// Whether it was received over TLS.
    pub tls: bool,
    /// The result of the validation.
    pub verdict: Verdict,
}

/// Omits bodies and header values, which may contain a token.
impl fmt::Debug for Recorded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Recorded")
            .field("method", &self.method)
            .field("target", &self.target)
            .field("reads", &self.reads)
            .field("connection", &self.connection)
            .field("tls", &self.tls)
            .field("verdict", &self.verdict)
            .finish_non_exhaustive()
    }
}

/// The most recent requests.
#[derive(Default)]
pub(crate) struct Log(VecDeque<Arc<Recorded>>);

const MAX_RECORDED: usize = 1000;

impl Log {
    pub(crate) fn push(&mut self, request: Arc<Recorded>) {
        if self.0.len() == MAX_RECORDED {
            self.0.pop_front();
        }
        self.0.push_back(request);
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.0.iter().map(|request| Recorded::clone(request)).collect()
    }

    pub(crate) fn last(&self) -> Option<&Recorded> {
        self.0.back().map(|request| &**request)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
