//! Runs for programs: apply, resume, undo.

use super::applied::Applied;
use super::given::Given;
use super::running::{OnRow, Running};
use super::settings::Settings;
use crate::check::{CheckReport, check};
use crate::duplicates::Checked;
use crate::outcome::RowOutcome;
use crate::plan::error::PlanError;
use crate::plan::maker::{PlanOptions, make_plan};
use crate::plan::planned_row::PlannedRow;
use crate::plan::summary::PlanSummary;
use crate::plan::users::Users;
use crate::recorded::{InDoubt, begin, freeze, resume as resume_run};
use crate::result_files::check_junit;
use crate::row::Rows;
use crate::run::clock::SystemClock;
use crate::run::engine::Run;
use crate::run::label::{Label, NO_FOLDER};
use crate::run::recorder::NoRecord;
use crate::run_folder::{RunError, RunFolder};
use crate::undo::UndoRows;
use std::path::Path;
use std::sync::Arc;
use zoomuser::internal::{FlatClient, Outcome};
use zoomuser::{CancelToken, InputError, Problem, Status};

/// The client of a run, and what can end it.
pub struct Runner<'a> {
    /// The client.
    pub client: Arc<FlatClient>,
    /// Ends the run at once: the rows whose calls run are in doubt.
    pub cancel: CancelToken,
    /// What is called for each row; without it, [`Applied::rows`] has every row.
    pub on_row: Option<&'a mut OnRow<'a>>,
}

impl std::fmt::Debug for Runner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").finish_non_exhaustive()
    }
}

/// Why a run was not begun; nothing was sent.
pub type Refusal = Box<Applied>;

impl Runner<'_> {
    /// Changes the users of these rows.
    ///
    /// # Errors
    ///
    /// Why nothing was sent.
    pub fn apply(self, given: &Given, settings: &Settings) -> Result<Applied, Refusal> {
        if settings.junit.is_some() && settings.folder.is_none() {
            let why = "junit: expected the option run too: it is made from the results in the folder";
            return Err(failed(Status::InvalidArgument, why));
        }
        if let Some(users) = given.path() {
            let junit = settings.junit.as_deref().map(Path::new);
            check_junit(junit, users, "junit: ").map_err(|error| Box::new(Outcome::from(&error).into()))?;
        }
        let duplicates = settings.duplicates.unwrap_or(given.duplicates);
        let report = check(&mut *given.open().map_err(refused)?, duplicates);
        if !report.may_be_planned(settings.skip_bad_rows) {
            return Err(checked(report));
        }
        let warnings = findings(&report.warnings).collect();
        let users = match settings.no_read {
            true => Users::Unread,
            false => {
                let cancel = self.cancel.clone();
                let mut go_on = |_| !cancel.is_cancelled();
                Users::choose(&self.client, report.rows, &report.fields, &mut go_on).map_err(unplanned)?
            }
        };
        let options = PlanOptions { jobs: settings.run.jobs, duplicates };
        let mut rows = given.open().map_err(refused)?;
        let mut rows = Checked::new(&mut *rows, duplicates);
        let folder = match &settings.folder {
            Some(folder) => Some(RunFolder::create(Path::new(folder)).map_err(unusable)?),
            None => None,
        };
        let applied = self.run(&mut rows, &users, &options, settings, folder, "")?;
        Ok(applied.with_warnings(warnings))
    }

    /// Plans and runs rows, in a folder or without one.
    fn run(
        self,
        rows: &mut dyn Rows,
        users: &Users,
        options: &PlanOptions,
        settings: &Settings,
        folder: Option<RunFolder>,
        undo_of: &str,
    ) -> Result<Applied, Refusal> {
        let cancel = self.cancel.clone();
        let mut go_on = |_| !cancel.is_cancelled();
        let mut planned: Vec<PlannedRow> = Vec::new();
        let made = match &folder {
            Some(folder) => freeze(&self.client, rows, users, options, folder, undo_of, &mut go_on),
            None => {
                let mut sink = |row: &PlannedRow, _: &_| {
                    planned.push(row.clone());
                    Ok(())
                };
                make_plan(&self.client, rows, users, options, &mut sink, &mut go_on)
            }
        };
        // A row of an undo that the check refuses is left out.
        let skips = settings.skip_bad_rows || !undo_of.is_empty();
        let plan = made.map_err(unplanned).and_then(|plan| approved(plan, settings, skips));
        let plan = plan.inspect_err(|_| folder.iter().for_each(RunFolder::discard))?;
        let mut names = Vec::new();
        let run = match &folder {
            Some(folder) => begin(self.client.clone(), folder, settings.run.clone())
                .inspect_err(|_| folder.discard())
                .map_err(unusable)?,
            None => {
                names.extend(planned.iter().map(|row| (row.line, row.user_id.clone())));
                let label = Label::new(&self.client, NO_FOLDER, Some(plan.rows));
                let (rows, clock) = (Box::new(planned.into_iter().map(Ok)), Box::new(SystemClock::default()));
                Run::new(self.client.clone(), rows, Box::new(NoRecord), settings.run.clone(), clock).labeled(label)
            }
        };
        let running = Running { run, folder, rows: plan.rows, names, junit: settings.junit.clone() };
        Ok(running.finish(&self.cancel, self.on_row).with_warnings(plan.warnings_with_lines()))
    }

    /// Goes on with a run: `run` is its folder, or the file of which it is the latest.
    ///
    /// # Errors
    ///
    /// Why nothing was sent.
    pub fn resume(self, run: &Path, settings: &Settings) -> Result<Applied, Refusal> {
        let folder = RunFolder::find(run).map_err(unusable)?;
        let retry = settings.retry.unwrap_or_default();
        let resumed = resume_run(self.client.clone(), &folder, retry, settings.run.clone()).map_err(unusable)?;
        let (run, rows, junit) = (resumed.run, resumed.rows, settings.junit.clone());
        let running = Running { run, folder: Some(folder), rows, names: Vec::new(), junit };
        let again = resumed.in_doubt.iter().map(InDoubt::warning).collect();
        Ok(running.finish(&self.cancel, self.on_row).with_warnings(again))
    }

    /// Puts the values back that users had before a run, where nobody has changed them since. `run` is its folder, or the file
    /// of which it is the latest.
    ///
    /// # Errors
    ///
    /// Why nothing was sent.
    pub fn undo(self, run: &Path, settings: &Settings) -> Result<Applied, Refusal> {
        let undone = RunFolder::find(run).map_err(unusable)?;
        let mut rows = UndoRows::new(&self.client, &undone).map_err(unusable)?;
        let warnings = rows.warnings();
        let new = match &settings.folder {
            Some(folder) => RunFolder::create(Path::new(folder)),
            None => undone.create_for_undo(),
        };
        let new = new.map_err(unusable)?;
        let options = PlanOptions { jobs: settings.run.jobs, ..PlanOptions::default() };
        let applied = self.run(&mut rows, &Users::Each, &options, settings, Some(new), &undone.name())?;
        Ok(applied.with_warnings(warnings))
    }
}

/// Refuses a plan that takes away more than is allowed, or has rows that cannot be sent.
fn approved(plan: PlanSummary, settings: &Settings, skips: bool) -> Result<PlanSummary, Refusal> {
    /// The command line's exit code for a run that a rule stopped.
    const STOPPED: i32 = 13;
    if let Some(why) = settings.max_loss.unwrap_or_default().refusal(&plan, "max_loss ") {
        let outcome = Outcome::refused(vec![Problem::new("max_loss", why)], Vec::new());
        return Err(Box::new(Applied { exit: STOPPED, ..outcome.into() }));
    }
    if plan.ends.get(RowOutcome::Refused) > 0 && !skips {
        let problems = plan.refused.iter().map(|(line, why)| Problem::new("", format!("line {line}: {why}"))).collect();
        return Err(Box::new(Outcome::refused(problems, Vec::new()).into()));
    }
    Ok(plan)
}

fn findings(findings: &[crate::check::Finding]) -> impl Iterator<Item = Problem> {
    findings.iter().map(|finding| match finding.line {
        0 => finding.problem.clone(),
        line => Problem::new(finding.problem.field.as_str(), format!("line {line}: {}", finding.problem.message)),
    })
}

fn checked(report: CheckReport) -> Refusal {
    let (problems, warnings) = (findings(&report.problems).collect(), findings(&report.warnings).collect());
    Box::new(Outcome::refused(problems, warnings).into())
}

fn refused(error: crate::row::InputError) -> Refusal {
    checked(error.into())
}

fn failed(status: Status, message: impl Into<String>) -> Refusal {
    Box::new(Outcome::from(&InputError::new(status, message)).into())
}

fn unusable(error: RunError) -> Refusal {
    /// The command line's exit code for a run that another process has.
    const RUNNING: i32 = 15;
    let mut refusal = failed(error.status(), error.to_string());
    if error.status() == Status::Busy {
        refusal.exit = RUNNING;
    }
    refusal
}

fn unplanned(error: PlanError) -> Refusal {
    let exit = error.exit_code();
    let refusal = match error {
        PlanError::Input(error) => refused(error),
        PlanError::Call(outcome) => Box::new((*outcome).into()),
        PlanError::Interrupted => {
            failed(Status::Cancelled, "the run was cancelled while it was planned; nothing was sent")
        }
        error @ PlanError::Output(_) => failed(Status::Io, error.to_string()),
    };
    Box::new(Applied { exit, ..*refusal })
}
