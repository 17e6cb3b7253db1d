//! Runs of files: from a file or a run folder to the results.

use super::options::FileOptions;
use super::records::{self, Records};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use zoomuser::internal::{FlatClient, Outcome};
use zoomuser::{CallOptions, InputError, Problem, Status};
use zoomuser_bulk::check::{CheckReport, Finding, check};
use zoomuser_bulk::duplicates::Checked;
use zoomuser_bulk::journal::boot_id;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::{PlanOptions, make_plan};
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::plan::saved::SavedPlan;
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{InDoubt, begin, freeze, resume, take_over};
use zoomuser_bulk::report::ReportOptions;
use zoomuser_bulk::result_files::{ResultFiles, check_junit, unwritten};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::row::{InputError as TableError, Rows, Source};
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::Progress;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::exit_code;
use zoomuser_bulk::run_folder::{RunError, RunFolder};
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
        Ok(mut table) => check(&mut table, options.duplicates),
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
    Box::new(Outcome::from(&InputError::new(error.status(), error.to_string())))
}

fn of_input(error: &InputError) -> Failure {
    Box::new(Outcome::from(error))
}

fn of_results(error: RunError) -> Failure {
    of_input(&unwritten(&error))
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
        if !report.may_be_planned(self.options.skip_bad_rows) {
            return Err(refused_file(path, &report));
        }
        let mut go_on = |_| !self.is_ended();
        let users = match self.options.no_read {
            true => Users::Unread,
            false => Users::choose(self.client, report.rows, &report.fields, &mut go_on).map_err(of_plan)?,
        };
        let options = PlanOptions { jobs: self.options.run.jobs, duplicates: self.options.duplicates };
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
        let file = self.options.out.as_ref().map(|out| SavedPlan::create(out, path, "out: ")).transpose();
        let mut file = file.map_err(|error| of_input(&error))?;
        let plan = self.prepare(path, |rows, users, options, go_on| {
            let mut sink = |row: &PlannedRow, _: &Source| {
                planned.push(records::of_planned_row(row));
                file.as_mut().map_or(Ok(()), |file| file.write(row))
            };
            make_plan(self.client, rows, users, options, &mut sink, go_on)
        })?;
        file.map_or(Ok(()), SavedPlan::finish).map_err(|error| of_input(&error))?;
        Ok(Records { records: planned, summary: records::of_plan(&plan), run: String::new() })
    }

    /// Makes a plan in a run folder and carries it out.
    pub(super) fn apply(&self, path: &Path) -> Result<Records, Failure> {
        check_junit(self.options.junit.as_deref(), path, "junit: ").map_err(|error| of_input(&error))?;
        let is_plan = SavedPlan::is_at(path, &self.options.table).map_err(|error| of_input(&error))?;
        let folder = match &self.options.folder {
            Some(folder) => RunFolder::create(folder),
            None => RunFolder::create_for(path),
        };
        let folder = folder.map_err(of_folder)?;
        let frozen = match is_plan {
            true => take_over(path, &folder).map_err(of_folder),
            false => self.prepare(path, |rows, users, options, go_on| {
                freeze(self.client, rows, users, options, &folder, "", go_on)
            }),
        };
        let approved = frozen.and_then(|plan| self.approve(path, &plan).map(|()| plan));
        let plan = approved.inspect_err(|_| folder.discard())?;
        // Users may have changed since a plan of a file was made.
        let options = RunOptions { strict: is_plan || self.options.run.strict, ..self.options.run.clone() };
        let run = begin(self.client.clone(), &folder, options).inspect_err(|_| folder.discard()).map_err(of_folder)?;
        self.to_end(run, &folder, &plan.warnings_with_lines())
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
        self.approve_losses(plan)
    }

    fn approve_losses(&self, plan: &PlanSummary) -> Result<(), Failure> {
        let refused = |why| Box::new(Outcome::refused(vec![Problem::new("max_loss", why)], Vec::new()));
        self.options.max_loss.refusal(plan, "max_loss=").map_or(Ok(()), |why| Err(refused(why)))
    }

    /// Goes on with a run.
    pub(super) fn resume(&self, run: &Path) -> Result<Records, Failure> {
        let folder = RunFolder::find(run).map_err(of_folder)?;
        let resumed = resume(self.client.clone(), &folder, self.options.retry, self.options.run.clone());
        let resumed = resumed.map_err(of_folder)?;
        let again: Vec<_> = resumed.in_doubt.iter().map(InDoubt::warning).collect();
        self.to_end(resumed.run, &folder, &again)
    }

    /// Puts the old values of a run back.
    pub(super) fn undo(&self, run: &Path) -> Result<Records, Failure> {
        let undone = RunFolder::find(run).map_err(of_folder)?;
        let mut rows = UndoRows::new(self.client, &undone).map_err(of_folder)?;
        let warnings = rows.warnings();
        let folder = match &self.options.folder {
            Some(folder) => RunFolder::create(folder),
            None => undone.create_for_undo(),
        };
        let folder = folder.map_err(of_folder)?;
        let options = PlanOptions { jobs: self.options.run.jobs, ..PlanOptions::default() };
        let mut go_on = |_| !self.is_ended();
        let frozen = freeze(self.client, &mut rows, &Users::Each, &options, &folder, &undone.name(), &mut go_on);
        let approved = frozen.map_err(of_plan).and_then(|plan| self.approve_losses(&plan));
        approved.inspect_err(|_| folder.discard())?;
        let run = begin(self.client.clone(), &folder, self.options.run.clone());
        let run = run.inspect_err(|_| folder.discard()).map_err(of_folder)?;
        self.to_end(run, &folder, &warnings)
    }

    /// Runs to the end, and writes and reads the results.
    fn to_end(&self, mut run: Run, folder: &RunFolder, warnings: &[Problem]) -> Result<Records, Failure> {
        let mut interrupts = 0;
        let stop = loop {
            if self.call.cancel.is_cancelled() {
                run.cancel();
            }
            if self.call.interrupt.as_ref().is_some_and(|asks| asks()) {
                interrupts += 1;
                // The first lets the calls end that run.
                if interrupts > 1 { run.cancel() } else { run.stop() }
            }
            match run.next(SLICE) {
                Progress::Ended(stop) => break stop,
                Progress::Event(_) | Progress::Waiting => {}
            }
        };
        // Unlocks the folder.
        drop(run);
        let results = Results::read(folder, &boot_id()).map_err(of_results)?;
        let exit = exit_code(stop.reason, &results.counts());
        let junit = self.options.junit.as_deref();
        let files = ResultFiles { report: &ReportOptions::default(), report_path: None, junit };
        files.write(&results, exit).result.map_err(of_results)?;
        let path = folder.path().display().to_string();
        if self.call.cancel.is_cancelled() {
            let message = format!("cancelled; go on with zoomuser.bulk.resume(client, {path:?})");
            return Err(Box::new(Outcome::from(&InputError::new(Status::Cancelled, message))));
        }
        let rows = results.iter().map_err(of_results)?;
        let rows: Result<_, _> = rows.map(|row| row.map(|row| records::of_result(&row))).collect();
        let mut summary = results.summary(exit);
        if let Some(summary) = summary.as_object_mut() {
            summary.insert("message".to_owned(), stop.message.into());
            summary.insert("warnings".to_owned(), warnings.iter().map(Problem::to_string).collect());
        }
        Ok(Records { records: rows.map_err(of_results)?, summary, run: path })
    }
}

fn of_plan(error: PlanError) -> Failure {
    match error {
        PlanError::Call(outcome) => outcome,
        PlanError::Interrupted => {
            let message = "cancelled; nothing was sent".to_owned();
            Box::new(Outcome::from(&InputError::new(Status::Cancelled, message)))
        }
        error @ PlanError::Output(_) => of_input(&InputError::new(Status::Io, error.to_string())),
        error => refused(error.to_string()),
    }
}
