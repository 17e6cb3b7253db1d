//! One request, its response and what the sandbox thinks of it.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::http::record::{Recorded, Verdict};
use crate::http::response::Response;
use crate::json::{Json, count, object, texts};
use crate::monitor::mask::Mask;

/// The bytes of a response that are kept.
const MAX_KEPT: usize = 64 * 1024;

/// Where a response came from.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    /// The account answered.
    Account,
    /// A fault of this name.
    Fault(String),
    /// A queued response.
    Queued,
    /// A rate limit.
    Limit(&'static str),
}

pub(crate) struct Exchange {
    pub(crate) number: u64,
    /// Exchanges of one call have the same number of a call.
    pub(crate) call: u64,
    pub(crate) attempt: u64,
    pub(crate) request: Arc<Recorded>,
    pub(crate) client: String,
    pub(crate) at_ms: u64,
    pub(crate) took_ms: u64,
    pub(crate) cause: Cause,
    /// The number of the change of a user; 0 if nothing changed.
    pub(crate) change: u64,
    pub(crate) status: Option<u16>,
    response: Vec<u8>,
    response_len: usize,
    /// What is wrong with the way in which the response is sent.
    delivery: Vec<String>,
}

impl Exchange {
    /// An exchange without numbers, before its response is sent.
    pub(crate) fn new(request: Arc<Recorded>, client: String, cause: Cause, answer: &Response) -> Exchange {
        let mut delivery = Vec::new();
        if let Some(bytes) = answer.cut_after {
            delivery.push(format!("The connection is closed after {bytes} bytes of it."));
        }
        if let Some(pause) = answer.drip {
            delivery.push(format!("Each byte is followed by a pause of {} ms.", pause.as_millis()));
        }
        if answer.reset {
            delivery.push("The connection is reset.".to_owned());
        } else if answer.close && answer.bytes.is_empty() {
            delivery.push("The connection is closed without a response.".to_owned());
        }
        let sent = answer.bytes.len().min(answer.cut_after.unwrap_or(usize::MAX));
        Exchange {
            number: 0,
            call: 0,
            attempt: 0,
            request,
            client,
            at_ms: 0,
            took_ms: 0,
            cause,
            change: 0,
            status: status(&answer.bytes[..sent]),
            response: answer.bytes[..sent.min(MAX_KEPT)].to_vec(),
            response_len: answer.bytes.len(),
            delivery,
        }
    }

    /// Whether a client may send the request again.
    pub(crate) fn may_be_repeated(&self) -> bool {
        self.status.is_none_or(|status| status >= 400)
    }

    /// One row of the list.
    pub(crate) fn summary(&self) -> Json {
        let request = &self.request;
        let cause = match &self.cause {
            Cause::Account => Json::Null,
            Cause::Fault(name) => name.as_str().into(),
            Cause::Queued => "queued".into(),
            Cause::Limit(name) => (*name).into(),
        };
        object([
            ("exchange", count(self.number)),
            ("call", count(self.call)),
            ("attempt", count(self.attempt)),
            ("at_ms", count(self.at_ms)),
            ("took_ms", count(self.took_ms)),
            ("client", self.client.as_str().into()),
            ("connection", count(request.connection)),
            ("tls", request.tls.into()),
            ("method", request.method.as_str().into()),
            ("target", request.target.as_str().into()),
            ("status", self.status.map_or(Json::Null, |status| i64::from(status).into())),
            ("verdict", request.verdict.name().into()),
            ("answered_by", cause),
            ("change", count(self.change)),
        ])
    }

    /// Everything, with the credentials masked. Bytes are base64.
    pub(crate) fn detail(&self) -> Json {
        let mask = Mask::of(&self.request, &self.response);
        let bytes = |bytes: &[u8]| Json::from(STANDARD.encode(mask.applied(bytes)));
        let Json::Object(mut members) = self.summary() else { return Json::Null };
        let more = object([
            ("words", texts(&self.words())),
            ("reads", i64::from(self.request.reads).into()),
            ("request", bytes(&self.request.raw)),
            ("body", bytes(&self.request.body)),
            ("response", bytes(&self.response)),
            ("response_len", count(self.response_len)),
        ]);
        members.extend(more.members().unwrap_or_default().iter().cloned());
        Json::Object(members)
    }

    /// What the sandbox thinks of the request, and what it did.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        match &self.request.verdict {
            Verdict::NotValidated => {}
            Verdict::Accepted { ignored } if ignored.is_empty() => words.push("Zoom accepts this update.".to_owned()),
            Verdict::Accepted { ignored } => {
                let names = ignored.join(", ");
                words.push(format!("Zoom accepts this update and ignores names that it does not know: {names}."));
            }
            Verdict::Refused { reasons } => {
                words.extend(reasons.iter().map(|reason| format!("Zoom refuses this: {reason}")));
            }
        }
        match &self.cause {
            Cause::Account => {}
            Cause::Fault(name) => words.push(format!("The fault {name} answered; nothing was changed.")),
            Cause::Queued => words.push("A queued response answered; nothing was changed.".to_owned()),
            Cause::Limit(name) => words.push(format!("Refused by the rate limit: {name}.")),
        }
        words.extend(self.delivery.iter().cloned());
        let accepted = matches!(&self.request.verdict, Verdict::Accepted { .. });
        if accepted && matches!(&self.cause, Cause::Account) && self.status == Some(204) {
            words.push(match self.change {
                0 => "No value of the user is different now.".to_owned(),
                change => format!("The user is changed: change {change}."),
            });
        }
        words
    }
}

/// The HTTP status at the beginning of a response.
fn status(bytes: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(bytes.get(..12)?).ok()?;
    line.strip_prefix("HTTP/1.")?.get(2..)?.parse().ok()
}
