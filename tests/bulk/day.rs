//! A run on a computer that sleeps: its time limit counts the time that it was awake, the day ends by the calendar.

use crate::support_bulk::{Bench, departments, to_end};
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use zoomuser_bulk::journal::StopReason;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::plan_file::PlanReader;
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::row_end::RowEnd;
use zoomuser_bulk::run::clock::Clock;
use zoomuser_bulk::run::engine::{PlannedRows, Run};
use zoomuser_bulk::run::event::{Event, Progress};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::recorder::{NoRecord, Recorder};
use zoomuser_bulk::run_folder::RunFile;

/// How far the calendar goes on while the run waits for a moment, because the computer sleeps.
const NAP: Duration = Duration::from_secs(600);
const ROWS: usize = 60;

/// The calendar and the steady time of a computer that sleeps.
#[derive(Clone)]
struct Naps(Arc<Mutex<(SystemTime, Duration)>>);

impl Naps {
    fn new() -> Self {
        Self(Arc::new(Mutex::new((SystemTime::now(), Duration::ZERO))))
    }

    fn pass(&self, calendar: Duration, steady: Duration) {
        let mut times = self.0.lock().expect("no panic");
        *times = (times.0 + calendar, times.1 + steady);
    }
}

impl Clock for Naps {
    fn now(&self) -> SystemTime {
        self.0.lock().expect("no panic").0
    }

    fn steady(&self) -> Duration {
        self.0.lock().expect("no panic").1
    }

    fn sleep(&self, duration: Duration) {
        self.pass(NAP, duration);
    }
}

/// What was recorded of each row: `None` for its sending.
#[derive(Clone, Default)]
struct Records(Arc<Mutex<HashMap<u64, Vec<Option<RowOutcome>>>>>);

impl Records {
    fn add(&self, row: &PlannedRow, outcome: Option<RowOutcome>) -> io::Result<()> {
        self.0.lock().expect("no panic").entry(row.row).or_default().push(outcome);
        Ok(())
    }
}

impl Recorder for Records {
    fn sending(&mut self, row: &PlannedRow, _: SystemTime) -> io::Result<()> {
        self.add(row, None)
    }

    fn ended(&mut self, row: &PlannedRow, end: &RowEnd, _: SystemTime) -> io::Result<()> {
        self.add(row, Some(end.outcome))
    }

    fn stopped(&mut self, _: StopReason, _: SystemTime) -> io::Result<()> {
        Ok(())
    }
}

/// The rows of a plan for the first users of the sandbox.
fn rows(bench: &Bench) -> PlannedRows {
    let folder = bench.run_folder("run");
    bench.freeze(&departments(ROWS, "New"), &Users::Unread, &folder).expect("a plan");
    let path = folder.file(RunFile::Plan);
    let mut reader = PlanReader::new(File::open(&path).expect("a plan"), &path).expect("a plan");
    Box::new(std::iter::from_fn(move || reader.next_row().map_err(|error| error.to_string()).transpose()))
}

#[test]
fn a_run_waits_for_the_next_day() {
    let bench = Bench::new("crash-day", ROWS);
    let (clock, records) = (Naps::new(), Records::default());
    let options = RunOptions { wait_day: true, max_time: Some(Duration::from_secs(3_600)), ..RunOptions::default() };
    bench.sandbox.set_limits(None, Some(30), 0);
    let mut run =
        Run::new(bench.client.clone(), rows(&bench), Box::new(records.clone()), options, Box::new(clock.clone()));
    let (mut waited_from, mut is_next_day) = (None, false);
    let stop = loop {
        match run.next(Duration::from_millis(50)) {
            Progress::Ended(stop) => break stop,
            Progress::Event(_) => {}
            Progress::Waiting => {
                // The account's day ends with the day of the run's calendar.
                if let (Some(until), 0) = (run.held_until(), run.in_flight()) {
                    waited_from.get_or_insert_with(|| (clock.now(), bench.sandbox.stats().updates));
                    assert!(until > clock.now() && run.counts().total() == 30, "{:?}", run.counts());
                    if until <= clock.now() + NAP && !is_next_day {
                        let asked = waited_from.map(|(_, updates)| updates);
                        assert_eq!(Some(bench.sandbox.stats().updates), asked, "nothing is sent while it waits");
                        bench.sandbox.set_limits(None, Some(30), 0);
                        is_next_day = true;
                    }
                }
            }
        }
    };
    assert_eq!((stop.reason, run.counts().get(RowOutcome::Sent), bench.updates()), (StopReason::Finished, 60, 60));
    assert!(is_next_day && waited_from.is_some(), "it waited");
    // Rows that the full day refused are not in doubt while the run waits.
    let records = records.0.lock().expect("no panic");
    let put_back = [None, Some(RowOutcome::NotTried), None, Some(RowOutcome::Sent)];
    assert!(records.values().any(|record| *record == put_back), "{records:?}");
    assert!(records.values().all(|record| *record == put_back || *record == put_back[2..]), "{records:?}");
}

#[test]
fn a_time_limit_counts_the_time_awake() {
    let bench = Bench::new("crash-awake", ROWS);
    let clock = Naps::new();
    let options = RunOptions { jobs: Some(4), max_time: Some(Duration::from_secs(60)), ..RunOptions::default() };
    let mut run = Run::new(bench.client.clone(), rows(&bench), Box::new(NoRecord), options, Box::new(clock.clone()));
    assert!(matches!(run.next(Duration::from_secs(10)), Progress::Event(Event::Row(_))));
    // A night with the lid closed.
    clock.pass(Duration::from_secs(28_800), Duration::from_secs(1));
    assert!(matches!(run.next(Duration::from_secs(10)), Progress::Event(Event::Row(_))));
    clock.pass(Duration::ZERO, Duration::from_secs(60));
    let ran = to_end(run);
    assert_eq!(ran.stop.reason, StopReason::Time);
    assert!(ran.counts.total() < ROWS as u64, "{:?}", ran.counts);
}
