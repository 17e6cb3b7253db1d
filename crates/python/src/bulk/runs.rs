//! Runs of files: from a file or a run folder to the results.

use super::options::FileOptions;
use super::records::{self, Records};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use zoomuser::internal::retry_after::written;
use zoomuser::internal::{FlatClient, Outcome};
use zoomuser::{CallOptions, InputError, Problem, Status};
use zoomuser_bulk::check::{CheckOptions, CheckReport, Finding, check};
use zoomuser_bulk::duplicates::{Checked, Duplicates};
use zoomuser_bulk::journal::boot_id;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::{PlanOptions, make_plan};
use zoomuser_bulk::plan::plan_file::{PlanHeader, PlanReader, PlanWriter};
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{begin, freeze, resume, take_over};
use zoomuser_bulk::report::{ReportOptions, write_report};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::row::{InputError as TableError, Layout, Rows, Source};
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::{Event, Progress};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::{Stop, exit_code};
use zoomuser_bulk::run_folder::{RunError, RunFile, RunFolder};
use zoomuser_bulk::table::{Table, TableSource, open_table};
use zoomuser_bulk::undo::UndoRows;

/// How often a run looks whether it is to end.
const SLICE: Duration = Duration::from_millis(50);

/// Why there are no records: the outcome that is raised.
pub(super) type Failure = Box<Outcome>;

/// One call of a function of `zoomuser.bulk`.
pub(super) struct Job<'a> {
    pub(super) client: &'a Arc<FlatClient>,
    pub(super) options: &'a FileOptions,
    pub(super) call: &'a CallOptions,
}

/// Judges every row; sends nothing.
pub(super) fn check_file(path: &Path, options: &FileOptions) -> CheckReport {
    match open(path, options) {
        Ok(mut table) => check(&mut table, &CheckOptions { duplicates: options.duplicates }),
        Err(why) => CheckReport::from(why),
    }
}

fn open(path: &Path, options: &FileOptions) -> Result<Table<'static>, TableError> {
    open_table(TableSource::Path(path.to_owned()), &options.table)
}

fn refused(message: String) -> Failure {
    Box::new(Outcome::from(&InputError::new(Status::InvalidArgument, message)))
}

fn of_folder(error: RunError) -> Failure {
    refused(error.to_string())
}

/// The outcome of a file with problems.
fn refused_file(path: &Path, report: &CheckReport) -> Failure {
    let at = |Finding { line, problem }: &Finding| {
        let place = if *line == 0 { path.display().to_string() } else { format!("{}:{line}", path.display()) };
        let field = if problem.field.is_empty() { place } else { format!("{place}: {}", problem.field) };
        Problem { field, message: problem.message.clone() }
    };
    let (problems, warnings) = (report.problems.iter().map(at), report.warnings.iter().map(at));
    Box::new(Outcome::refused(problems.collect(), warnings.collect()))
}

impl Job<'_> {
    fn is_ended(&self) -> bool {
        self.call.cancel.is_cancelled() || self.call.interrupt.as_ref().is_some_and(|asks| asks())
    }

    /// Checks the file, reads the users and compares; `make` makes the plan.
    fn prepare(
        &self,
        path: &Path,
        make: impl FnOnce(
            &mut dyn Rows,
            &Users,
            &PlanOptions,
            &mut dyn FnMut(u64) -> bool,
        ) -> Result<PlanSummary, PlanError>,
    ) -> Result<PlanSummary, Failure> {
        let report = check_file(path, self.options);
        let is_unreadable = report.rows == 0 || report.is_cut_short;
        if is_unreadable || !(report.is_ok() || self.options.skip_bad_rows) {
            return Err(refused_file(path, &report));
        }
        let mut go_on = |_| !self.is_ended();
        let users = match self.options.no_read {
            true => Users::Unread,
            false => Users::choose(self.client, report.rows, &report.fields, &mut go_on)?,
        };
        let in_order = self.options.duplicates == Duplicates::InOrder;
        let options = PlanOptions { jobs: self.options.run.jobs, in_order };
        let of_table = |why: TableError| refused_file(path, &CheckReport::from(why));
        let mut table = open(path, self.options).map_err(of_table)?;
        let mut rows = Checked::new(&mut table, self.options.duplicates);
        make(&mut rows, &users, &options, &mut go_on).map_err(|error| match error {
            PlanError::Input(why) => of_table(why),
            error => of_plan(error),
        })
    }

    /// Makes a plan; sends nothing.
    pub(super) fn plan(&self, path: &Path) -> Result<Records, Failure> {
        let mut planned = Vec::new();
        let file = self.options.out.as_ref().map(|out| writer(out, path).map_err(|error| unwritten(out, &error)));
        let mut file = file.transpose()?;
        let plan = self.prepare(path, |rows, users, options, go_on| {
            let mut sink = |row: &PlannedRow, _: &Source| {
                planned.push(records::of_planned_row(row));
                file.as_mut().map_or(Ok(()), |file| file.write(row))
            };
            make_plan(self.client, rows, users, options, &mut sink, go_on)
        })?;
        if let (Some(file), Some(out)) = (file, &self.options.out) {
            file.finish().map_err(|error| unwritten(out, &error))?;
        }
        Ok(Records { records: planned, summary: records::of_plan(&plan), run: String::new() })
    }

    /// Makes a plan in a run folder and carries it out.
    pub(super) fn apply(&self, path: &Path) -> Result<Records, Failure> {
        let folder = match &self.options.folder {
            Some(folder) => RunFolder::create(folder),
            None => RunFolder::create_beside(path),
        };
        let folder = folder.map_err(of_folder)?;
        let is_plan = File::open(path).is_ok_and(|file| PlanReader::new(file, path).is_ok());
        let frozen = match is_plan {
            true => take_over(path, &folder).map_err(of_folder),
            false => self.prepare(path, |rows, users, options, go_on| {
                freeze(self.client, rows, users, options, &folder, "", go_on)
            }),
        };
        let approved = frozen.and_then(|plan| self.approve(path, &plan));
        approved.inspect_err(|_| discard(&folder))?;
        // Users may have changed since a plan of a file was made.
        let options = RunOptions { strict: is_plan || self.options.run.strict, ..self.options.run.clone() };
        let run = begin(self.client.clone(), &folder, options).map_err(of_folder)?;
        self.to_end(run, &folder, |code| code)
    }

    fn approve(&self, path: &Path, plan: &PlanSummary) -> Result<(), Failure> {
        let bad = plan.ends.get(RowOutcome::Refused);
        if bad > 0 && !self.options.skip_bad_rows {
            let path = path.display();
            return Err(refused(format!(
                "{path}: {bad} of {} rows cannot be sent (see zoomuser.bulk.plan); nothing was sent; mend them, or leave \
                 them out with skip_bad_rows=True",
                plan.rows
            )));
        }
        match self.options.max_loss.refusal(plan) {
            Some(why) => Err(refused(format!("{}; nothing was sent", why.replace("max-loss ", "max_loss=")))),
            None => Ok(()),
        }
    }

    /// Goes on with a run.
    pub(super) fn resume(&self, run: &Path) -> Result<Records, Failure> {
        let folder = folder(run)?;
        let resumed = resume(self.client.clone(), &folder, self.options.retry, self.options.run.clone());
        self.to_end(resumed.map_err(of_folder)?.run, &folder, |code| code)
    }

    /// Puts the old values of a run back.
    pub(super) fn undo(&self, run: &Path) -> Result<Records, Failure> {
        let undone = folder(run)?;
        let mut rows = UndoRows::new(&undone).map_err(of_folder)?;
        let folder = match &self.options.folder {
            Some(folder) => RunFolder::create(folder),
            None => RunFolder::create_beside(&beside(&undone)),
        };
        let folder = folder.map_err(of_folder)?;
        let options = PlanOptions { jobs: self.options.run.jobs, in_order: false };
        let mut go_on = |_| !self.is_ended();
        let frozen = freeze(self.client, &mut rows, &Users::Each, &options, &folder, &undone.name(), &mut go_on);
        let approved = frozen.map_err(of_plan).and_then(|plan| match self.options.max_loss.refusal(&plan) {
            Some(why) => Err(refused(format!("{}; nothing was sent", why.replace("max-loss ", "max_loss=")))),
            None => Ok(plan),
        });
        let plan = approved.inspect_err(|_| discard(&folder))?;
        let run = begin(self.client.clone(), &folder, self.options.run.clone()).map_err(of_folder)?;
        let kept = plan.ends.get(RowOutcome::Kept);
        self.to_end(run, &folder, |code| if code == 0 && kept > 0 { 12 } else { code })
    }

    /// Runs to the end, and writes and reads the results.
    fn to_end(&self, mut run: Run, folder: &RunFolder, code: impl FnOnce(i32) -> i32) -> Result<Records, Failure> {
        let mut interrupts = 0;
        let stop: Option<Stop> = loop {
            if self.call.cancel.is_cancelled() {
                run.cancel();
            }
            if self.call.interrupt.as_ref().is_some_and(|asks| asks()) {
                interrupts += 1;
                // The first lets the calls end that run.
                if interrupts > 1 { run.cancel() } else { run.stop() }
            }
            match run.next(SLICE) {
                Progress::Event(Event::Ended(stop)) => break Some(stop),
                Progress::Ended => break None,
                Progress::Event(_) | Progress::Waiting => {}
            }
        };
        // Unlocks the folder.
        drop(run);
        let results = Results::read(folder, &boot_id()).map_err(of_folder)?;
        let exit = code(stop.as_ref().map_or(1, |stop| exit_code(stop.reason, &results.counts())));
        let written = || {
            results.write_results()?;
            results.write_failed()?;
            results.write_summary(exit)?;
            write_report(&results, exit, &ReportOptions::default(), &folder.file(RunFile::Report))?;
            self.options.junit.as_ref().map_or(Ok(()), |path| results.write_junit(path))
        };
        written().map_err(of_folder)?;
        let path = folder.path().display().to_string();
        if self.call.cancel.is_cancelled() {
            let message = format!("cancelled; go on with zoomuser.bulk.resume(client, {path:?})");
            return Err(Box::new(Outcome::from(&InputError::new(Status::Cancelled, message))));
        }
        let rows = results.iter().map_err(of_folder)?;
        let rows: Result<_, _> = rows.map(|row| row.map(|row| records::of_result(&row))).collect();
        let mut summary = results.summary(exit);
        if let (Some(stop), Some(summary)) = (stop, summary.as_object_mut()) {
            summary.insert("message".to_owned(), stop.message.into());
        }
        Ok(Records { records: rows.map_err(of_folder)?, summary, run: path })
    }
}

/// A plan in a file that only its owner may read: it has the values of users.
fn writer(out: &Path, source: &Path) -> io::Result<PlanWriter> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let layout = Layout { name: source.display().to_string(), ..Layout::default() };
    PlanWriter::new(options.open(out)?, PlanHeader::new(&layout, "", &written(SystemTime::now())))
}

fn unwritten(out: &Path, error: &io::Error) -> Failure {
    Box::new(Outcome::from(&InputError::new(Status::Io, format!("out: {}: {error}", out.display()))))
}

fn of_plan(error: PlanError) -> Failure {
    match error {
        PlanError::Call(outcome) => outcome,
        PlanError::Interrupted => {
            let message = "cancelled; nothing was sent".to_owned();
            Box::new(Outcome::from(&InputError::new(Status::Cancelled, message)))
        }
        PlanError::Output(error) => Box::new(Outcome::from(&InputError::new(Status::Io, error.to_string()))),
        error => refused(error.to_string()),
    }
}

/// The run that a path means: a folder, or the latest run of a file.
fn folder(path: &Path) -> Result<RunFolder, Failure> {
    if !path.is_file() {
        return RunFolder::open(path).map_err(of_folder);
    }
    let latest = RunFolder::latest_of(path).map_err(of_folder)?;
    latest.ok_or_else(|| refused(format!("{}: there is no run of this file", path.display())))
}

/// `users.csv.run-1` is undone in `users.csv.run-1-undo.run-1`.
fn beside(undone: &RunFolder) -> std::path::PathBuf {
    let name = undone.name();
    let extension = name.rsplit('.').next().unwrap_or_default();
    undone.path().with_extension(format!("{extension}-undo"))
}

/// Deletes the folder of a run that was not begun. If files are left, the next run takes another number.
fn discard(folder: &RunFolder) {
    let _ = std::fs::remove_dir_all(folder.path());
}
