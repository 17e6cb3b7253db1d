//! A run on its way to its end.

use super::applied::Applied;
use crate::journal::{Done, StopReason, boot_id};
use crate::outcome::{Counts, RowOutcome};
use crate::report::ReportOptions;
use crate::result_files::{ResultFiles, unwritten};
use crate::results::{Results, RowResult};
use crate::run::engine::Run;
use crate::run::event::{Event, Progress};
use crate::run::stop::{Stop, exit_code};
use crate::run_folder::{RunError, RunFolder};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use zoomuser::internal::Outcome;
use zoomuser::{CancelToken, Status};

/// How often the run looks whether it is cancelled.
const SLICE: Duration = Duration::from_millis(20);

/// What is called for each row that has ended; false ends the run in order.
pub type OnRow<'a> = dyn FnMut(&RowResult) -> bool + 'a;

/// A run, and what is known of its rows.
pub(super) struct Running {
    pub(super) run: Run,
    pub(super) folder: Option<RunFolder>,
    pub(super) rows: u64,
    /// Line and user of every row, if there is no folder.
    pub(super) names: Vec<(u64, String)>,
    /// Where JUnit XML is written, from the results of the folder.
    pub(super) junit: Option<String>,
}

impl Running {
    /// Runs to the end.
    pub(super) fn finish(mut self, cancel: &CancelToken, mut on_row: Option<&mut OnRow<'_>>) -> Applied {
        let collects = on_row.is_none();
        let (mut collected, mut untried) = (BTreeMap::new(), None);
        let stop = loop {
            if cancel.is_cancelled() {
                self.run.cancel();
            }
            match self.run.next(SLICE) {
                Progress::Event(Event::Row(row)) => {
                    if row.end.outcome == RowOutcome::NotTried {
                        untried = Some(row.end.status);
                    }
                    let row = RowResult::from(&row);
                    if on_row.as_mut().is_some_and(|on_row| !on_row(&row)) {
                        self.run.stop();
                    }
                    if collects && self.folder.is_none() {
                        collected.insert(row.done.row, row);
                    }
                }
                Progress::Event(_) | Progress::Waiting => {}
                Progress::Ended(stop) => break stop,
            }
        };
        let (counts, names, junit) = (self.counts(), self.names, self.junit);
        // Unlocks the folder.
        drop(self.run);
        let written = match &self.folder {
            Some(folder) => write_results(folder, &stop, junit.as_deref(), collects),
            None => Ok((counts, if collects { all(names, collected) } else { Vec::new() })),
        };
        match written {
            Ok((counts, rows)) => Applied {
                folder: self.folder.map(|folder| folder.path().to_owned()),
                rows,
                ..ended(&stop, untried, counts)
            },
            Err(error) => {
                let outcome = Outcome::from(&unwritten(&error));
                let folder = self.folder.map(|folder| folder.path().to_owned());
                Applied { counts, folder, why: Some(stop.reason), ..outcome.into() }
            }
        }
    }

    /// All rows by outcome, if there is no folder.
    fn counts(&self) -> Counts {
        let mut counts = *self.run.counts();
        let untried = self.rows.saturating_sub(counts.total());
        counts.set(RowOutcome::NotTried, counts.get(RowOutcome::NotTried) + untried);
        counts
    }
}

/// Writes the files of the results; returns the rows if they are wanted.
fn write_results(
    folder: &RunFolder,
    stop: &Stop,
    junit: Option<&str>,
    collects: bool,
) -> Result<(Counts, Vec<RowResult>), RunError> {
    let results = Results::read(folder, &boot_id())?;
    let counts = results.counts();
    let files = ResultFiles { report: &ReportOptions::default(), report_path: None, junit: junit.map(Path::new) };
    files.write(&results, exit_code(stop.reason, &counts)).result?;
    let rows = if collects { results.iter()?.collect::<Result<_, _>>()? } else { Vec::new() };
    Ok((counts, rows))
}

/// Every row, also those that were not tried.
fn all(names: Vec<(u64, String)>, mut collected: BTreeMap<u64, RowResult>) -> Vec<RowResult> {
    let named = |(row, (line, user_id)): (u64, (u64, String))| {
        let ended = collected.remove(&row);
        ended.unwrap_or_else(|| RowResult { line, user_id, done: Done::new(row, RowOutcome::NotTried) })
    };
    (0..).zip(names).map(named).collect()
}

/// The result; `untried` is the status of a row that ended the run for all rows.
fn ended(stop: &Stop, untried: Option<Status>, counts: Counts) -> Applied {
    let exit = exit_code(stop.reason, &counts);
    let status = match stop.reason {
        _ if exit == 0 => Status::Ok,
        StopReason::Interrupted => Status::Cancelled,
        StopReason::Day => Status::RateLimited,
        StopReason::Time => Status::Timeout,
        StopReason::Token => untried.unwrap_or(Status::Unauthorized),
        _ => Status::RowsFailed,
    };
    Applied::ended(status, &stop.message, exit, stop.reason, counts)
}
