//! `zoomuser bulk undo`: puts the old values of a run back, where nobody changed them since.

use super::apply::{approve, discard, show_plan};
use super::folder;
use super::forecast::Forecast;
use super::input::planning::failed;
use super::interrupt::Interrupted;
use super::plan_text::counted;
use super::progress::Progress;
use super::runner::{Runner, can_ask, show_error};
use crate::args::Args;
use crate::exit;
use crate::output::json::line;
use crate::output::{Output, report};
use crate::session::Session;
use serde_json::json;
use std::path::{Path, PathBuf};
use zoomuser::{InputError, Status};
use zoomuser_bulk::outcome::Counts;
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{begin, check_account, freeze};
use zoomuser_bulk::run_folder::{RunError, RunFolder};
use zoomuser_bulk::undo::UndoRows;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    undo(args, output).unwrap_or_else(|code| code)
}

fn undo(args: &Args, output: &mut Output<'_>) -> Result<i32, i32> {
    can_ask(args, output)?;
    let (undone, mut rows) = open(&args.bulk.file).map_err(|error| show_error(args, &error, output))?;
    tell_lost(args, &rows, output);
    let mut session = Session::with_zoom(&args.common, true, output)
        .map_err(|error| report::show(&error.into(), args.common.output, output))?;
    check_account(&session.client, rows.run(), &undone).map_err(|error| show_error(args, &error, output))?;
    let folder = match &args.bulk.run.folder {
        Some(folder) => RunFolder::create(Path::new(folder)),
        None => RunFolder::create_beside(&undo_name(&undone)),
    };
    let folder = folder.map_err(|error| show_error(args, &error, output))?;
    let interrupted = Interrupted::watch(output);
    let options = PlanOptions { jobs: args.bulk.run.run.jobs, in_order: false };
    let mut progress = Progress::new(output, args.common.output, rows.count(), "read");
    let mut go_on = |rows| {
        let _ = progress.at(rows, "");
        !interrupted.is_set()
    };
    let planned = freeze(&session.client, &mut rows, &Users::Each, &options, &folder, &undone.name(), &mut go_on);
    progress.end();
    let plan = planned.map_err(|error| {
        discard(&folder);
        match error {
            PlanError::Call(outcome) => {
                let result = session.call(output, |_, _| *outcome);
                failed(args, result, output)
            }
            PlanError::Interrupted => {
                output.err("zoomuser: interrupted; nothing was sent\n");
                exit::RESUMABLE
            }
            error => failed(args, InputError::new(Status::Io, error.to_string()).into(), output),
        }
    })?;
    show_plan(args, &plan, None, output);
    approve(args, &plan, output).inspect_err(|_| discard(&folder))?;
    let run = begin(session.client.clone(), &folder, args.bulk.run.run.clone());
    let run = run.map_err(|error| show_error(args, &error, output))?;
    let (redactor, forecast) = (session.redactor.clone(), Forecast::new(&session.client));
    let calls = Some(plan.changes);
    let runner = Runner { run, folder, rows: plan.rows, calls, ended: Counts::default(), redactor, forecast };
    Ok(runner.finish(args, &interrupted, output))
}

fn open(argument: &str) -> Result<(RunFolder, UndoRows), RunError> {
    let folder = folder::open(argument)?;
    let rows = UndoRows::new(&folder)?;
    Ok((folder, rows))
}

/// `users.csv.run-1` is undone in `users.csv.run-1-undo.run-1`.
fn undo_name(undone: &RunFolder) -> PathBuf {
    // A relative path such as `.` has no name.
    let path = undone.path().canonicalize().unwrap_or_else(|_| undone.path().to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match undone.path().file_name() {
        Some(_) => undone.path().with_file_name(format!("{name}-undo")),
        None => path.with_file_name(format!("{name}-undo")),
    }
}

/// Says what cannot be put back.
fn tell_lost(args: &Args, rows: &UndoRows, output: &mut Output<'_>) {
    if args.common.output.json {
        let message = "fields and users that cannot be put back, since their old values are not known";
        return output
            .out(&line(&json!({"event": "lost", "message": message, "fields": rows.lost(), "unread": rows.unread()})));
    }
    let fields: Vec<String> = rows.lost().iter().map(|(name, rows)| format!("{name} ({rows})")).collect();
    if !fields.is_empty() {
        output.err(&format!("cannot be put back, since the old value is not known: {}\n", fields.join(", ")));
    }
    if rows.unread() > 0 {
        let users = counted(rows.unread(), "user");
        output.err(&format!("cannot be put back: {users} not read before the run\n"));
    }
}
