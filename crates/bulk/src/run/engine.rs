//! Runs a plan: as many calls at a time as rate and latency need, each row recorded before and after.

use super::clock::Clock;
use super::event::{Event, Progress, RowResult};
use super::job::{Job, JobEnd};
use super::label::Label;
use super::options::RunOptions;
use super::recorder::Recorder;
use super::rules::Rules;
use super::second_pass::SecondPass;
use super::stop::Stop;
use super::user_queue::UserQueue;
use crate::calls::concurrency::Concurrency;
use crate::calls::fault::Fault;
use crate::calls::workers::Workers;
use crate::journal::StopReason;
use crate::outcome::{Counts, RowOutcome};
use crate::plan::planned_row::{PlannedRow, Step};
use crate::row_end::RowEnd;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use zoomuser::internal::{FlatClient, Outcome};
use zoomuser::{CancelToken, Status};

/// The longest wait for a result before the caller's stop, the time limit and the day are looked at again.
const SLICE: Duration = Duration::from_millis(50);
/// The longest wait for more than one result.
const SHORT_SLICE: Duration = Duration::from_millis(2);
/// While so many events wait to be taken, no row is begun.
const PORTION: usize = 256;

/// The rows of a plan, in order.
pub type PlannedRows = Box<dyn Iterator<Item = Result<PlannedRow, String>> + Send>;

/// A run of a plan. [`next`](Self::next) makes it go on; the calls are made on other threads.
///
/// Dropping it waits for the calls that run; [`cancel`](Self::cancel) ends them.
pub struct Run {
    workers: Workers<Job, JobEnd>,
    rows: PlannedRows,
    recorder: Box<dyn Recorder>,
    clock: Box<dyn Clock>,
    options: RunOptions,
    label: Option<Label>,
    cancel: CancelToken,
    queue: UserQueue,
    /// Rows whose call runs, by number.
    running: HashMap<u64, PlannedRow>,
    /// The calls that begin as soon as their rows are recorded.
    beginning: Vec<Job>,
    /// Rows that failed for a reason that may pass, for the second pass.
    again: SecondPass,
    is_second_pass: bool,
    is_read: bool,
    ready: VecDeque<Event>,
    concurrency: Concurrency,
    rules: Rules,
    counts: Counts,
    /// The account has no license left.
    no_license: bool,
    /// No row is begun before this time.
    held_until: Option<SystemTime>,
    /// Why no further row is begun.
    stop: Option<Stop>,
    /// Why the run has ended.
    ended: Option<Stop>,
}

impl Run {
    /// A run of these rows. Nothing is sent before the first call of [`next`](Self::next).
    pub fn new(
        client: Arc<FlatClient>,
        rows: PlannedRows,
        recorder: Box<dyn Recorder>,
        options: RunOptions,
        clock: Box<dyn Clock>,
    ) -> Self {
        let concurrency = Concurrency::new(client.rate_per_second(), options.jobs);
        let rules = Rules::new(&options, clock.steady());
        Self {
            workers: Workers::new(move |job: Job| job.run(&client)),
            rows,
            recorder,
            clock,
            options,
            label: None,
            cancel: CancelToken::new(),
            queue: UserQueue::default(),
            running: HashMap::new(),
            beginning: Vec::new(),
            again: SecondPass::default(),
            is_second_pass: false,
            is_read: false,
            ready: VecDeque::new(),
            concurrency,
            rules,
            counts: Counts::default(),
            no_license: false,
            held_until: None,
            stop: None,
            ended: None,
        }
    }

    /// Lets a sandbox show the run.
    #[must_use]
    pub fn labeled(self, label: Option<Label>) -> Self {
        Self { label, ..self }
    }

    /// How many rows ended in which way, in this run.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The calls that run.
    pub fn in_flight(&self) -> usize {
        self.running.len()
    }

    /// How many more calls may be made at a time; 0 if the run stops.
    pub fn room(&self) -> usize {
        if self.stop.is_some() || self.ended.is_some() {
            0
        } else {
            self.concurrency.target().saturating_sub(self.running.len())
        }
    }

    /// Reads on after the end of the rows: for a source to which rows are added while the run goes on. Not for a run with a second
    /// pass, which begins when the rows have ended.
    pub fn read_on(&mut self) {
        self.is_read = self.is_second_pass;
    }

    /// When rows are begun again, if the account's requests of the day are used up.
    pub fn held_until(&self) -> Option<SystemTime> {
        self.held_until
    }

    /// Begins no further row; the calls that run end.
    pub fn stop(&mut self) {
        self.stop_for(StopReason::Interrupted, "interrupted");
    }

    /// Ends the calls that run. Their rows are in doubt: Zoom may have changed the users.
    pub fn cancel(&mut self) {
        self.stop();
        self.cancel.cancel();
    }

    fn stop_for(&mut self, reason: StopReason, message: impl Into<String>) {
        if self.stop.is_none() {
            self.stop = Some(Stop::new(reason, message));
            self.held_until = None;
        }
    }

    fn stop_unrecorded(&mut self, error: &io::Error) {
        self.stop_for(StopReason::Error, unrecorded(error));
    }

    /// Makes the run go on, and returns after an event or after `timeout`.
    pub fn next(&mut self, timeout: Duration) -> Progress {
        let end = self.clock.steady() + timeout;
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Progress::Event(event);
            }
            if let Some(stop) = &self.ended {
                return Progress::Ended(stop.clone());
            }
            self.check_time();
            self.begin_rows();
            if !self.ready.is_empty() {
                continue;
            }
            if self.running.is_empty() && self.held_until.is_none() {
                self.end_pass();
                continue;
            }
            let left = end.saturating_sub(self.clock.steady());
            if left.is_zero() && !timeout.is_zero() {
                return Progress::Waiting;
            }
            self.take_results(left.min(SLICE));
            // What ended is recorded together with what begins.
            self.begin_rows();
            if timeout.is_zero() && self.ready.is_empty() {
                return Progress::Waiting;
            }
        }
    }

    /// Takes back the rows whose call has not begun, so that they begin again under other conditions.
    fn recall(&mut self) {
        let why = "the call was not begun";
        for job in self.workers.recall().into_iter().rev() {
            let Some(row) = self.running.remove(&job.row) else { continue };
            self.rules.put_back(job.is_canary);
            self.queue.leave(&row);
            let end = RowEnd::without_call(RowOutcome::NotTried, Status::Cancelled, why);
            // Otherwise the row would be in doubt. What is not recorded stays so.
            let _: io::Result<()> = self.recorder.ended(&row, &end, self.clock.now());
            self.queue.put_back(row);
        }
    }

    fn check_time(&mut self) {
        if self.rules.is_time_over(self.clock.steady()) {
            self.stop_for(StopReason::Time, "the time for the run is over");
        }
        if self.held_until.is_some_and(|until| until <= self.clock.now()) {
            self.held_until = None;
        }
    }

    /// Begins rows while calls may be made, and records them and those that ended before.
    fn begin_rows(&mut self) {
        self.choose_rows();
        let jobs = std::mem::take(&mut self.beginning);
        let rows: Vec<u64> = jobs.iter().map(|job| job.row).collect();
        let committed = self.recorder.commit();
        let begun = committed.and_then(|()| match jobs.is_empty() {
            true => Ok(()),
            false => self.workers.give(jobs, self.concurrency.calls()),
        });
        if let Err(error) = begun {
            rows.iter().for_each(|row| drop(self.running.remove(row)));
            self.stop_unrecorded(&error);
        }
    }

    fn choose_rows(&mut self) {
        while self.stop.is_none() && self.held_until.is_none() && self.ready.len() < PORTION {
            if self.running.len() >= self.concurrency.target() || self.rules.waits_for_canary() {
                return;
            }
            let Some(row) = self.next_row() else { return };
            if let Err(error) = self.begin(row) {
                self.stop_unrecorded(&error);
            }
        }
    }

    /// The next row that may begin: `None` if there is none at present.
    fn next_row(&mut self) -> Option<PlannedRow> {
        if let Some(row) = self.queue.next() {
            return Some(row);
        }
        while !self.queue.is_full() {
            let row = self.read_row()?;
            let entered = match &row.step {
                Step::End(_) => Some(row),
                Step::Send(_) => self.queue.enter(row),
            };
            if entered.is_some() {
                return entered;
            }
        }
        None
    }

    fn read_row(&mut self) -> Option<PlannedRow> {
        if self.is_second_pass {
            return self.again.next();
        }
        if self.is_read {
            return None;
        }
        match self.rows.next() {
            Some(Ok(row)) => Some(row),
            Some(Err(why)) => {
                self.stop_for(StopReason::Error, why);
                None
            }
            None => {
                self.is_read = true;
                None
            }
        }
    }

    fn begin(&mut self, row: PlannedRow) -> io::Result<()> {
        let change = match &row.step {
            Step::End(end) => {
                let end = end.clone();
                return self.end_row(&row, end, None);
            }
            Step::Send(change) => change,
        };
        if self.no_license && change.takes_license {
            self.queue.leave(&row);
            let why = "an earlier row found that the account has no license left; nothing was sent";
            return self.end_row(&row, RowEnd::without_call(RowOutcome::NotTried, Status::Rejected, why), None);
        }
        // A row of the second pass would undo what a later row of its user does.
        if let Some((earlier, end)) = self.again.overtaken_by(&row) {
            self.report(&earlier, end, None);
        }
        self.recorder.sending(&row, self.clock.now())?;
        let job = Job {
            row: row.row,
            user_id: row.user_id.clone(),
            patch: change.patch(),
            headers: self.label.as_ref().map(|label| label.headers(row.row)).unwrap_or_default(),
            cancel: self.cancel.clone(),
            is_canary: self.rules.begin_row(),
            confirm: self.options.confirm,
            expected: if self.options.strict { change.old.clone() } else { None },
        };
        self.beginning.push(job);
        self.running.insert(row.row, row);
        Ok(())
    }

    /// Waits for the end of a call, and takes what else has ended.
    fn take_results(&mut self, timeout: Duration) {
        if self.running.is_empty() {
            return self.clock.sleep(timeout);
        }
        // The threads have rows for a while: they are let alone until half of these have ended.
        let is_ahead = self.running.len() > self.concurrency.calls();
        let wanted = if is_ahead { self.running.len() / 2 } else { 1 };
        let mut timeout = if is_ahead { timeout.min(SHORT_SLICE) } else { timeout };
        while let Some(ended) = self.workers.next(wanted, timeout) {
            timeout = Duration::ZERO;
            let Some(row) = self.running.remove(&ended.row) else { continue };
            if let Err(error) = self.finish(row, ended) {
                self.stop_unrecorded(&error);
            }
        }
    }

    fn finish(&mut self, row: PlannedRow, ended: JobEnd) -> io::Result<()> {
        self.queue.leave(&row);
        let mut end = ended.row_end();
        self.concurrency.learn(ended.took.saturating_sub(end.waited));
        match Fault::of(&ended.call, self.clock.now()) {
            Fault::Row => {}
            Fault::Token => {
                self.stop_for(StopReason::Token, end.message.clone());
                end.outcome = RowOutcome::NotTried;
            }
            Fault::Day(until) if self.options.wait_day && self.stop.is_none() => {
                self.held_until = Some(until);
                // Zoom refused it, so that it is not in doubt if the process ends while it waits.
                end.outcome = RowOutcome::NotTried;
                let recorded = self.recorder.ended(&row, &end, self.clock.now());
                self.rules.put_back(ended.is_canary);
                self.queue.put_back(row);
                return recorded;
            }
            Fault::Day(_) => {
                self.stop_for(StopReason::Day, end.message.clone());
                end.outcome = RowOutcome::NotTried;
            }
            Fault::NoLicense if !self.no_license => {
                self.no_license = true;
                self.recall();
            }
            Fault::NoLicense => {}
        }
        if end.status == Status::Cancelled {
            // Without a record of its end, the row stays in doubt.
            end.outcome = RowOutcome::InDoubt;
            self.report(&row, end, Some(ended.call));
            return Ok(());
        }
        if let (true, Step::Send(change)) = (end.outcome.is_success(), &row.step) {
            self.no_license &= !change.frees_license;
            if !change.kept.is_empty() {
                end.outcome = RowOutcome::Kept;
                end.message = format!("{}; {}", end.message, change.kept_message());
            }
        }
        if let Some(reason) = self.rules.ended(end.outcome, ended.is_canary) {
            self.stop_for(reason, self.rules.message(reason));
        }
        if end.is_retryable() && self.options.second_pass && !self.is_second_pass && !self.again.is_full() {
            let recorded = self.recorder.ended(&row, &end, self.clock.now());
            self.again.add(row, end);
            return recorded;
        }
        self.end_row(&row, end, Some(ended.call))
    }

    fn end_row(&mut self, row: &PlannedRow, end: RowEnd, call: Option<Box<Outcome>>) -> io::Result<()> {
        let recorded = self.recorder.ended(row, &end, self.clock.now());
        self.report(row, end, call);
        recorded
    }

    fn report(&mut self, row: &PlannedRow, end: RowEnd, call: Option<Box<Outcome>>) {
        self.counts.add(end.outcome);
        let (row, line, user_id) = (row.row, row.line, row.user_id.clone());
        self.ready.push_back(Event::Row(RowResult { row, line, user_id, end, call }));
    }

    /// No call runs: the canary has passed, the second pass begins, or the run ends.
    fn end_pass(&mut self) {
        if let Some(rows) = self.rules.pass_canary().filter(|_| self.stop.is_none()) {
            self.ready.push_back(Event::CanaryPassed(rows));
            return;
        }
        let is_more = !self.is_second_pass && !self.again.is_empty();
        if self.stop.is_none() && is_more {
            self.is_second_pass = true;
            self.ready.push_back(Event::SecondPass(self.again.len()));
            return;
        }
        while let Some((row, end)) = self.again.give_up() {
            self.report(&row, end, None);
        }
        let mut stop = self.stop.clone().unwrap_or_else(|| self.all_handled());
        if let Err(error) = self.recorder.stopped(stop.reason, self.clock.now()) {
            if stop.reason == StopReason::Finished {
                stop = Stop::new(StopReason::Error, unrecorded(&error));
            }
        }
        self.ended = Some(stop);
    }

    /// Why a run ends that nothing stopped.
    fn all_handled(&self) -> Stop {
        match self.counts.get(RowOutcome::NotTried) {
            0 => Stop::new(StopReason::Finished, "every row was handled"),
            _ => Stop::new(StopReason::License, "the account has no license left: free one or buy more"),
        }
    }
}

fn unrecorded(error: &io::Error) -> String {
    format!("the run cannot be recorded: {error}")
}
