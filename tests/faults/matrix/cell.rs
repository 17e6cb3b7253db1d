//! The cells of the matrix: an exchange and a fault.

use crate::worker::Worker;
use std::fmt;
use support::fault::{Direction, Fault, Kind};
use support::records;

/// The exchange on the connection with the fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchange {
    /// An update that Zoom answers with 204.
    Update,
    /// An update that Zoom rejects, with a body.
    Rejection,
    /// A token request. The update follows on another connection.
    Token,
}

/// An exchange and a fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) exchange: Exchange,
    pub(crate) tls: bool,
    /// Whether retries are enabled. They meet no fault.
    pub(crate) repeats: bool,
    pub(crate) fault: Option<Fault>,
    /// The number of TLS records that the server sends without a fault.
    pub(crate) answer_records: usize,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, repeats) =
            (if self.tls { "TLS" } else { "plain" }, if self.repeats { ", with retries" } else { "" });
        write!(f, "{:?} over {scheme}{repeats}", self.exchange)?;
        match self.fault {
            None => f.write_str(", no fault"),
            Some(fault) => write!(f, ", {} of the {:?} at {}", fault.kind.name(), fault.direction, fault.at),
        }
    }
}

/// The length of one direction of an exchange.
#[derive(Debug, Clone, Copy)]
struct Length {
    bytes: usize,
    records: usize,
}

/// Every cell, with at most `max_positions` for each kind, direction and exchange. They are shuffled, so that cells that
/// wait run beside cells that compute.
pub(crate) fn all(max_positions: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    for tls in [false, true] {
        let changing: &[Kind] = if tls { &Kind::OF_TLS } else { &[] };
        let kinds = [&Kind::OF_ANY, changing].concat();
        for exchange in [Exchange::Update, Exchange::Rejection, Exchange::Token] {
            let clean = Cell { exchange, tls, repeats: false, fault: None, answer_records: 0 };
            let [request, answer] = measure(&clean);
            let clean = Cell { answer_records: answer.records, ..clean };
            for kind in &kinds {
                // The request of a rejection is the same as that of an update.
                if exchange != Exchange::Rejection {
                    cells.extend(clean.with(Direction::Request, *kind, request, max_positions));
                }
                cells.extend(clean.with(Direction::Response, *kind, answer, max_positions));
            }
            if exchange == Exchange::Rejection {
                continue;
            }
            let clean = Cell { repeats: true, ..clean };
            let fewer = max_positions.div_ceil(4);
            for kind in [Kind::Cut, Kind::Stall, Kind::Reset] {
                cells.extend(clean.with(Direction::Request, kind, request, fewer));
                cells.extend(clean.with(Direction::Response, kind, answer, fewer));
            }
        }
    }
    shuffled(cells)
}

impl Cell {
    fn with(
        self,
        direction: Direction,
        kind: Kind,
        length: Length,
        max_positions: usize,
    ) -> impl Iterator<Item = Self> {
        let count = if kind.counts_records() { length.records } else { length.bytes };
        // Only a cut or a reset can come after the last byte.
        let last = if matches!(kind, Kind::Cut | Kind::Reset) { count } else { count.saturating_sub(1) };
        spread(last, max_positions).map(move |at| Self { fault: Some(Fault { direction, kind, at }), ..self })
    }
}

/// At most `max` numbers from 0 to `last`, evenly spaced, with the first and the last.
fn spread(last: usize, max: usize) -> impl Iterator<Item = usize> {
    let count = max.min(last + 1);
    (0..count).map(move |number| if count > 1 { number * last / (count - 1) } else { 0 })
}

/// The lengths of the request and the response of an exchange without a fault.
fn measure(clean: &Cell) -> [Length; 2] {
    let facts = Worker::start().run(clean);
    let outcome = facts.outcome.expect("no panic");
    assert_eq!(outcome.is_ok(), clean.exchange != Exchange::Rejection, "{clean}: {}", outcome.message());
    let traffic = facts.traffic.first().expect("a connection");
    [&traffic.request, &traffic.answer].map(|side| {
        let (records, rest) = records::split(&side.received);
        assert!(side.received == side.forwarded && (rest.is_empty() || !clean.tls), "{clean}");
        Length { bytes: side.received.len(), records: records.len() }
    })
}

/// Shuffles the cells, always in the same order.
fn shuffled(mut cells: Vec<Cell>) -> Vec<Cell> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..cells.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = (state >> 33) % (last as u64 + 1);
        cells.swap(last, usize::try_from(other).expect("an index"));
    }
    cells
}
