//! What happened when: rows, requests and response times, in at most 60 intervals of time.

use crate::journal::records::Records;
use crate::journal::{Done, Record};
use crate::outcome::Counts;
use crate::results::Results;
use crate::run_folder::{RunError, RunFile};
use std::io::{BufReader, Read};

/// The most intervals. With more, two become one.
const MAX_INTERVALS: usize = 60;
/// The shortest interval.
const FIRST_MS: u64 = 125;

/// What happened when. A row that was tried again counts each time.
#[derive(Debug)]
pub(super) struct Timeline {
    /// The length of an interval.
    pub(super) step_ms: u64,
    pub(super) intervals: Vec<Interval>,
    /// When the last row ended.
    pub(super) end_ms: u64,
    /// When later processes took the run over. The time between the processes is left out.
    pub(super) resumed: Vec<u64>,
    /// The response times of the whole run.
    pub(super) times: Times,
}

/// One interval.
#[derive(Debug, Clone, Default)]
pub(super) struct Interval {
    /// The rows that ended, by outcome.
    pub(super) rows: Counts,
    pub(super) requests: u64,
    pub(super) times: Times,
}

impl Timeline {
    /// Reads the journal.
    pub(super) fn read(results: &Results) -> Result<Self, RunError> {
        let path = results.folder().file(RunFile::Journal);
        let journal = results.folder().open_file(RunFile::Journal)?.take(results.journal_end());
        let mut records = Records::new(BufReader::new(journal), &path, 0);
        let mut timeline = Self::new();
        let mut began = 0;
        while let Some((_, record)) = records.next_record()? {
            match record {
                Record::Resume(_) => {
                    began = timeline.end_ms;
                    timeline.resumed.push(began);
                }
                Record::Done(done) => timeline.add(&done, began.saturating_add(done.at_ms)),
                _ => {}
            }
        }
        Ok(timeline)
    }

    fn new() -> Self {
        Self { step_ms: FIRST_MS, intervals: Vec::new(), end_ms: 0, resumed: Vec::new(), times: Times::default() }
    }

    fn add(&mut self, done: &Done, at_ms: u64) {
        let at_ms = at_ms.min(u64::MAX / 8);
        self.end_ms = self.end_ms.max(at_ms);
        while at_ms / self.step_ms >= MAX_INTERVALS as u64 {
            self.halve();
        }
        let index = usize::try_from(at_ms / self.step_ms).unwrap_or_default();
        if self.intervals.len() <= index {
            self.intervals.resize_with(index + 1, Interval::default);
        }
        let Some(interval) = self.intervals.get_mut(index) else { return };
        interval.rows.add(done.outcome);
        interval.requests += u64::from(done.attempts);
        if done.attempts > 0 {
            let ms = done.took_ms.saturating_sub(done.waited_ms);
            interval.times.add(ms);
            self.times.add(ms);
        }
    }

    /// Makes the intervals twice as long.
    fn halve(&mut self) {
        self.step_ms *= 2;
        let pairs = self.intervals.chunks(2);
        self.intervals = pairs.map(|pair| pair.iter().fold(Interval::default(), Interval::plus)).collect();
    }

    /// Requests a second in an interval; `None` if too little of it had passed when the last row ended.
    pub(super) fn rate(&self, index: usize) -> Option<f64> {
        let requests = self.intervals.get(index)?.requests;
        let passed = self.end_ms.saturating_sub(index as u64 * self.step_ms).min(self.step_ms);
        if passed < self.step_ms / 2 && index > 0 {
            return None;
        }
        Some(requests as f64 * 1_000.0 / passed.max(self.step_ms / 2) as f64)
    }

    /// The time that the chart shows.
    pub(super) fn shown_ms(&self) -> u64 {
        self.step_ms * self.intervals.len() as u64
    }
}

impl Interval {
    fn plus(mut self, other: &Self) -> Self {
        for (outcome, rows) in other.rows.iter() {
            self.rows.set(outcome, self.rows.get(outcome) + rows);
        }
        self.requests += other.requests;
        self.times.merge(&other.times);
        self
    }
}

/// Response times, counted in classes whose bounds are 1/32 apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    classes: Vec<u64>,
    count: u64,
}

/// The classes of one power of two.
const CLASSES: u64 = 32;

impl Times {
    fn add(&mut self, ms: u64) {
        let class = usize::try_from(class(ms)).unwrap_or_default();
        if self.classes.len() <= class {
            self.classes.resize(class + 1, 0);
        }
        if let Some(count) = self.classes.get_mut(class) {
            *count += 1;
            self.count += 1;
        }
    }

    fn merge(&mut self, other: &Self) {
        if self.classes.len() < other.classes.len() {
            self.classes.resize(other.classes.len(), 0);
        }
        self.classes.iter_mut().zip(&other.classes).for_each(|(count, more)| *count += more);
        self.count += other.count;
    }

    /// The time within which this part of the requests was answered, to 1/32; `None` without requests.
    pub(super) fn percentile(&self, percent: u64) -> Option<u64> {
        let rank = (self.count * percent).div_ceil(100).max(1);
        let mut seen = 0;
        self.classes.iter().zip(0..).find_map(|(count, class)| {
            seen += count;
            (seen >= rank).then(|| lowest(class))
        })
    }
}

/// The class of a time: exact below 32 ms.
fn class(ms: u64) -> u64 {
    let octave = ms.checked_ilog2().map_or(0, u64::from).saturating_sub(5);
    octave * CLASSES + (ms >> octave)
}

/// The lowest time of a class.
fn lowest(class: u64) -> u64 {
    let octave = (class / CLASSES).saturating_sub(1);
    (class - octave * CLASSES) << octave
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::RowOutcome;

    #[test]
    fn a_class_holds_its_times() {
        for ms in (0..5_000).chain([1 << 20, u64::MAX]) {
            let low = lowest(class(ms));
            assert!(low <= ms && ms - low <= low / 32, "{ms}: {low}");
            assert_eq!(class(low), class(ms), "{ms}");
        }
        let mut times = Times::default();
        assert_eq!(times.percentile(50), None);
        (1..=100).for_each(|ms| times.add(ms));
        assert_eq!([50, 95, 99].map(|percent| times.percentile(percent)), [Some(50), Some(94), Some(98)]);
    }

    #[test]
    fn no_row_is_lost_when_intervals_grow() {
        let mut timeline = Timeline::new();
        for row in 0..1_000 {
            let done = Done { attempts: 1, took_ms: 30, waited_ms: 10, ..Done::new(row, RowOutcome::Sent) };
            timeline.add(&done, row * 100);
        }
        assert_eq!((timeline.step_ms, timeline.intervals.len(), timeline.end_ms), (2_000, 50, 99_900));
        let rows: Vec<u64> = timeline.intervals.iter().map(|interval| interval.rows.total()).collect();
        assert_eq!(rows, [20; 50]);
        assert_eq!((timeline.rate(0), timeline.rate(49)), (Some(10.0), Some(20_000.0 / 1_900.0)));
        assert_eq!(timeline.times.percentile(99), Some(20));
        timeline.add(&Done::new(0, RowOutcome::Failed), 100_500);
        assert_eq!((timeline.intervals.len(), timeline.rate(50), timeline.rate(51)), (51, None, None));
        timeline.add(&Done::new(0, RowOutcome::Failed), u64::MAX);
        assert_eq!(timeline.intervals.iter().map(|interval| interval.rows.total()).sum::<u64>(), 1_002);
    }
}
