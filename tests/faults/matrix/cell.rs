//! The cells of the matrix: one exchange with one fault.

use crate::worker::Worker;
use std::fmt;
use support::fault::{Direction, Fault, Kind};
use support::records;

/// What is said on the connection that the fault meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchange {
    /// An update that is answered by 204.
    Update,
    /// An update that is refused, with a body that says why.
    Refusal,
    /// A request for a token, with which a user is then updated on another connection.
    Token,
}

/// One exchange with one fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) exchange: Exchange,
    pub(crate) tls: bool,
    /// Whether failures of the moment are repeated, for which there is no further fault.
    pub(crate) repeats: bool,
    pub(crate) fault: Option<Fault>,
    /// How many records the server sends when nothing goes wrong.
    pub(crate) answer_records: usize,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (way, repeats) = (if self.tls { "TLS" } else { "plain" }, if self.repeats { ", repeating" } else { "" });
        write!(f, "{:?} over {way}{repeats}", self.exchange)?;
        match self.fault {
            None => f.write_str(", no fault"),
            Some(fault) => write!(f, ", {} of the {:?} at {}", fault.kind.name(), fault.direction, fault.at),
        }
    }
}

/// How long a direction of an exchange is.
#[derive(Debug, Clone, Copy)]
struct Length {
    bytes: usize,
    records: usize,
}

/// Every cell, with at most so many positions for each kind, direction and exchange. Kinds and positions are mixed, so
/// that those which wait run beside those which compute.
pub(crate) fn all(most: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    for tls in [false, true] {
        let changing: &[Kind] = if tls { &Kind::OF_TLS } else { &[] };
        let kinds = [&Kind::OF_ANY, changing].concat();
        for exchange in [Exchange::Update, Exchange::Refusal, Exchange::Token] {
            let clean = Cell { exchange, tls, repeats: false, fault: None, answer_records: 0 };
            let [request, answer] = measure(&clean);
            let clean = Cell { answer_records: answer.records, ..clean };
            for kind in &kinds {
                // Up to its answer a refusal is an update like others.
                if exchange != Exchange::Refusal {
                    cells.extend(clean.with(Direction::Request, *kind, request, most));
                }
                cells.extend(clean.with(Direction::Answer, *kind, answer, most));
            }
            if exchange == Exchange::Refusal {
                continue;
            }
            let clean = Cell { repeats: true, ..clean };
            let fewer = most.div_ceil(4);
            for kind in [Kind::Cut, Kind::Stall, Kind::Reset] {
                cells.extend(clean.with(Direction::Request, kind, request, fewer));
                cells.extend(clean.with(Direction::Answer, kind, answer, fewer));
            }
        }
    }
    mixed(cells)
}

impl Cell {
    fn with(self, direction: Direction, kind: Kind, length: Length, most: usize) -> impl Iterator<Item = Self> {
        let count = if kind.counts_records() { length.records } else { length.bytes };
        // After the last byte there is a place for an end, and for nothing else.
        let last = if matches!(kind, Kind::Cut | Kind::Reset) { count } else { count.saturating_sub(1) };
        spread(last, most).map(move |at| Self { fault: Some(Fault { direction, kind, at }), ..self })
    }
}

/// The numbers from 0 to `last`, at most `most` of them, the first and the last included.
fn spread(last: usize, most: usize) -> impl Iterator<Item = usize> {
    let count = most.min(last + 1);
    (0..count).map(move |number| if count > 1 { number * last / (count - 1) } else { 0 })
}

/// An exchange in which nothing goes wrong: the lengths of its request and its answer.
fn measure(clean: &Cell) -> [Length; 2] {
    let facts = Worker::start().run(clean);
    let outcome = facts.outcome.expect("no panic");
    assert_eq!(outcome.is_ok(), clean.exchange != Exchange::Refusal, "{clean}: {}", outcome.message());
    let traffic = facts.traffic.first().expect("a connection");
    [&traffic.request, &traffic.answer].map(|side| {
        let (records, rest) = records::split(&side.came);
        assert!(side.came == side.went && (rest.is_empty() || !clean.tls), "{clean}");
        Length { bytes: side.came.len(), records: records.len() }
    })
}

/// The same cells in another order, each time the same one.
fn mixed(mut cells: Vec<Cell>) -> Vec<Cell> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..cells.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = (state >> 33) % (last as u64 + 1);
        cells.swap(last, usize::try_from(other).expect("an index"));
    }
    cells
}
