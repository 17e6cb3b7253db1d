//! Bulk runs of zoomuser, which name themselves and their rows in a header.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::http::record::Recorded;
use crate::json::{Json, count, object};
use crate::monitor::meter::Meter;

const HEADER: &str = "x-zoomuser-run";
/// Further runs are not shown.
const MAX_RUNS: usize = 50;
/// Rows beyond are counted once for each request: 1 bit of memory for each row below.
const MAX_ROWS: u64 = 10_000_000;

/// What a request says of its run: `row=17; rows=1000; run=users.csv.run-1`.
struct Label<'a> {
    run: &'a str,
    /// From 1.
    row: u64,
    rows: Option<u64>,
}

impl<'a> Label<'a> {
    fn of(request: &'a Recorded) -> Option<Self> {
        let (_, value) = request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(HEADER))?;
        let (numbers, run) = value.split_once("run=")?;
        let number = |name: &str| {
            let part = numbers.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
            part?.parse().ok().filter(|number| *number > 0)
        };
        Some(Self { run, row: number("row")?, rows: number("rows") })
    }
}

struct Run {
    rows: Option<u64>,
    /// The rows that were sent, and a bit for each.
    begun: u64,
    begun_bits: Vec<u64>,
    requests: u64,
    accepted: u64,
    /// Responses with status 429.
    limited: u64,
    failed: u64,
    meter: Meter,
}

impl Run {
    fn new(now: Instant) -> Self {
        let (rows, begun_bits, meter) = (None, Vec::new(), Meter::new(now));
        Self { rows, begun: 0, begun_bits, requests: 0, accepted: 0, limited: 0, failed: 0, meter }
    }

    fn begin(&mut self, row: u64) {
        if row > MAX_ROWS {
            self.begun += 1;
            return;
        }
        let (word, bit) = (usize::try_from(row / 64).unwrap_or(0), 1 << (row % 64));
        if self.begun_bits.len() <= word {
            self.begun_bits.resize(word + 1, 0);
        }
        self.begun += u64::from(self.begun_bits[word] & bit == 0);
        self.begun_bits[word] |= bit;
    }
}

/// The runs, by name.
#[derive(Default)]
pub(crate) struct Runs(BTreeMap<String, Run>);

impl Runs {
    /// Counts a request with the status of its response, if it belongs to a run.
    pub(crate) fn count(&mut self, request: &Recorded, status: Option<u16>, now: Instant) {
        let Some(label) = Label::of(request) else { return };
        if self.0.len() >= MAX_RUNS && !self.0.contains_key(label.run) {
            return;
        }
        let run = self.0.entry(label.run.to_owned()).or_insert_with(|| Run::new(now));
        run.rows = label.rows;
        run.begin(label.row);
        run.requests += 1;
        match status {
            Some(200..=299) => run.accepted += 1,
            Some(429) => run.limited += 1,
            _ => run.failed += 1,
        }
        run.meter.count(now);
    }

    pub(crate) fn json(&mut self, now: Instant) -> Json {
        let row = |(name, run): (&String, &mut Run)| {
            object([
                ("run", name.as_str().into()),
                ("rows", run.rows.map_or(Json::Null, count)),
                ("begun", count(run.begun)),
                ("requests", count(run.requests)),
                ("accepted", count(run.accepted)),
                ("limited", count(run.limited)),
                ("failed", count(run.failed)),
                ("last_second", count(run.meter.last_second(now))),
            ])
        };
        Json::List(self.0.iter_mut().map(row).collect())
    }
}
