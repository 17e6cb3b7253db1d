//! Runs for programs: apply, resume, undo.

use super::applied::Applied;
use super::given::{Given, HAS_RUNS, no_runs};
use super::running::{OnRow, Running};
use super::settings::Settings;
use crate::check::{CheckOptions, CheckReport, check};
use crate::duplicates::Checked;
use crate::outcome::RowOutcome;
use crate::plan::error::PlanError;
use crate::plan::maker::{PlanOptions, make_plan};
use crate::plan::planned_row::PlannedRow;
use crate::plan::summary::PlanSummary;
use crate::plan::users::Users;
use crate::recorded::{begin, check_account, freeze, resume as resume_run};
use crate::row::Rows;
use crate::run::clock::SystemClock;
use crate::run::engine::Run;
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
type Refusal = Box<Applied>;

impl Runner<'_> {
    /// Changes the users of these rows.
    pub fn apply(self, given: &Given, settings: &Settings) -> Applied {
        if !HAS_RUNS {
            return Outcome::from(&no_runs()).into();
        }
        self.apply_rows(given, settings).unwrap_or_else(|refusal| *refusal)
    }

    /// Goes on with the run in a folder.
    pub fn resume(self, folder: &Path, settings: &Settings) -> Applied {
        if !HAS_RUNS {
            return Outcome::from(&no_runs()).into();
        }
        self.resume_folder(folder, settings).unwrap_or_else(|refusal| *refusal)
    }

    /// Puts the values back that users had before the run in a folder, where nobody has changed them since.
    pub fn undo(self, folder: &Path, settings: &Settings) -> Applied {
        if !HAS_RUNS {
            return Outcome::from(&no_runs()).into();
        }
        self.undo_folder(folder, settings).unwrap_or_else(|refusal| *refusal)
    }

    fn apply_rows(self, given: &Given, settings: &Settings) -> Result<Applied, Refusal> {
        if settings.junit.is_some() && settings.folder.is_none() {
            let why = "junit: expected the option run too: it is made from the results in the folder";
            return Err(failed(Status::InvalidArgument, why));
        }
        let duplicates = settings.duplicates.unwrap_or(given.duplicates);
        let report = check(&mut *given.open().map_err(refused)?, &CheckOptions { duplicates });
        if !report.is_ok() && (report.is_cut_short || report.rows == 0 || !settings.skip_bad_rows) {
            return Err(checked(report));
        }
        let warnings = findings(&report.warnings).collect();
        let users = match settings.no_read {
            true => Users::Unread,
            false => {
                let cancel = self.cancel.clone();
                let mut go_on = |_| !cancel.is_cancelled();
                Users::choose(&self.client, report.rows, &report.fields, &mut go_on)
                    .map_err(|outcome| Box::new(Applied::from(*outcome)))?
            }
        };
        let options = PlanOptions { jobs: settings.run.jobs, in_order: duplicates != Default::default() };
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
        let plan = made.map_err(unplanned).and_then(|plan| approved(plan, settings));
        let plan = plan.inspect_err(|_| discard(folder.as_ref()))?;
        let mut names = Vec::new();
        let run = match &folder {
            Some(folder) => begin(self.client.clone(), folder, settings.run.clone()).map_err(unusable)?,
            None => {
                names.extend(planned.iter().map(|row| (row.line, row.user_id.clone())));
                let rows = Box::new(planned.into_iter().map(Ok));
                let clock = Box::new(SystemClock::default());
                Run::new(self.client.clone(), rows, Box::new(NoRecord), settings.run.clone(), clock)
            }
        };
        let running = Running { run, folder, rows: plan.rows, names, junit: settings.junit.clone() };
        Ok(running.finish(&self.cancel, self.on_row).with_warnings(warnings(&plan)))
    }

    fn resume_folder(self, folder: &Path, settings: &Settings) -> Result<Applied, Refusal> {
        let folder = RunFolder::open(folder).map_err(unusable)?;
        let retry = settings.retry.unwrap_or_default();
        let resumed = resume_run(self.client.clone(), &folder, retry, settings.run.clone()).map_err(unusable)?;
        let (run, rows, junit) = (resumed.run, resumed.rows, settings.junit.clone());
        Ok(Running { run, folder: Some(folder), rows, names: Vec::new(), junit }.finish(&self.cancel, self.on_row))
    }

    fn undo_folder(self, folder: &Path, settings: &Settings) -> Result<Applied, Refusal> {
        let undone = RunFolder::open(folder).map_err(unusable)?;
        let mut rows = UndoRows::new(&undone).map_err(unusable)?;
        check_account(&self.client, rows.run(), &undone).map_err(unusable)?;
        let mut warnings: Vec<Problem> = rows
            .lost()
            .iter()
            .map(|(name, rows)| {
                Problem::new(name.as_str(), format!("cannot be put back: the old value is not known ({rows} rows)"))
            })
            .collect();
        if rows.unread() > 0 {
            warnings
                .push(Problem::new("", format!("cannot be put back: {} users not read before the run", rows.unread())));
        }
        let new = match &settings.folder {
            Some(folder) => RunFolder::create(Path::new(folder)),
            None => RunFolder::create_beside(&undo_name(&undone)),
        };
        let new = new.map_err(unusable)?;
        let options = PlanOptions { jobs: settings.run.jobs, in_order: false };
        let applied = self.run(&mut rows, &Users::Each, &options, settings, Some(new), &undone.name())?;
        Ok(applied.with_warnings(warnings))
    }
}

/// `users.csv.run-1` is undone in `users.csv.run-1-undo.run-1`.
fn undo_name(undone: &RunFolder) -> std::path::PathBuf {
    let mut name = undone.path().as_os_str().to_owned();
    name.push("-undo");
    name.into()
}

/// Refuses a plan that takes away more than is allowed, or has rows that cannot be sent.
fn approved(plan: PlanSummary, settings: &Settings) -> Result<PlanSummary, Refusal> {
    /// The command line's exit code for a run that a rule stopped.
    const STOPPED: i32 = 13;
    if let Some(why) = settings.max_loss.unwrap_or_default().refusal(&plan) {
        let why = why.replace("max-loss", "max_loss");
        let outcome = Outcome::refused(vec![Problem::new("max_loss", format!("{why}; nothing was sent"))], Vec::new());
        return Err(Box::new(Applied { exit: STOPPED, ..outcome.into() }));
    }
    let refused = plan.ends.get(RowOutcome::Refused);
    if refused > 0 && !settings.skip_bad_rows {
        let problems = plan.refused.iter().map(|(line, why)| Problem::new("", format!("line {line}: {why}"))).collect();
        return Err(Box::new(Outcome::refused(problems, Vec::new()).into()));
    }
    Ok(plan)
}

/// The warnings of a plan that reading the users found; the check has reported the others.
fn warnings(plan: &PlanSummary) -> Vec<Problem> {
    let with_line = |(line, problem): &(u64, Problem)| {
        Problem::new(problem.field.as_str(), format!("line {line}: {}", problem.message))
    };
    plan.warnings.iter().map(with_line).collect()
}

/// Deletes the folder of a run that was not begun.
fn discard(folder: Option<&RunFolder>) {
    if let Some(folder) = folder {
        // If files are left, the next run refuses the folder and says so.
        let _ = std::fs::remove_dir_all(folder.path());
    }
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
    let status = if matches!(error, RunError::Running(_)) { Status::Busy } else { Status::InvalidArgument };
    let mut refusal = failed(status, error.to_string());
    if status == Status::Busy {
        refusal.exit = RUNNING;
    }
    refusal
}

fn unplanned(error: PlanError) -> Refusal {
    match error {
        PlanError::Input(error) => refused(error),
        PlanError::Call(outcome) => Box::new((*outcome).into()),
        PlanError::Interrupted => {
            failed(Status::Cancelled, "the run was cancelled while it was planned; nothing was sent")
        }
        PlanError::Output(error) => failed(Status::Io, format!("the plan cannot be written: {error}")),
    }
}
