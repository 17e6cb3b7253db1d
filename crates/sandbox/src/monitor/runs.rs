//! Bulk runs of zoomuser, which name themselves and their rows in a header.

use std::collections::VecDeque;
use std::time::Instant;

use crate::http::record::Recorded;
use crate::json::{Json, count, object};
use crate::monitor::meter::Meter;

const HEADER: &str = "x-zoomuser-run";
/// The runs that are kept: the newest.
const MAX_RUNS: usize = 50;

/// What a request says of its run: `row=17; rows=1000; id=4711-18; run=users.csv.run-1`.
struct Label<'a> {
    run: &'a str,
    id: &'a str,
    /// From 1.
    row: u64,
    rows: Option<u64>,
}

impl<'a> Label<'a> {
    fn of(request: &'a Recorded) -> Option<Self> {
        let (_, value) = request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(HEADER))?;
        let (parts, run) = value.split_once("run=")?;
        let part = |name: &str| parts.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
        let number = |name: &str| part(name)?.parse().ok().filter(|number| *number > 0);
        Some(Self { run, id: part("id").unwrap_or_default(), row: number("row")?, rows: number("rows") })
    }
}

struct Run {
    name: String,
    id: String,
    rows: Option<u64>,
    /// The last row that was sent. Rows that end without a request are not.
    row: u64,
    requests: u64,
    accepted: u64,
    /// Responses with status 429.
    limited: u64,
    failed: u64,
    meter: Meter,
}

impl Run {
    fn new(label: &Label<'_>, now: Instant) -> Self {
        Self {
            name: label.run.to_owned(),
            id: label.id.to_owned(),
            rows: label.rows,
            row: 0,
            requests: 0,
            accepted: 0,
            limited: 0,
            failed: 0,
            meter: Meter::new(now),
        }
    }
}

/// The runs, in the order of their first requests.
#[derive(Default)]
pub(crate) struct Runs(VecDeque<Run>);

impl Runs {
    /// Counts a request with the status of its response, if it belongs to a run.
    pub(crate) fn count(&mut self, request: &Recorded, status: Option<u16>, now: Instant) {
        let Some(label) = Label::of(request) else { return };
        let known = self.0.iter().position(|run| run.name == label.run && run.id == label.id);
        if known.is_none() {
            if self.0.len() >= MAX_RUNS {
                self.0.pop_front();
            }
            self.0.push_back(Run::new(&label, now));
        }
        let Some(run) = self.0.get_mut(known.unwrap_or(self.0.len() - 1)) else { return };
        run.row = run.row.max(label.row);
        run.requests += 1;
        match status {
            Some(200..=299) => run.accepted += 1,
            Some(429) => run.limited += 1,
            _ => run.failed += 1,
        }
        run.meter.count(now);
    }

    pub(crate) fn json(&mut self, now: Instant) -> Json {
        let row = |run: &mut Run| {
            object([
                ("run", run.name.as_str().into()),
                ("id", run.id.as_str().into()),
                ("row", count(run.row)),
                ("rows", run.rows.map_or(Json::Null, count)),
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
