//! `zoomuser bulk undo`: puts the old values of a run back, where nobody changed them since.

use super::apply::{approve, run_plan, show_plan};
use super::folder;
use super::input::planning::show_plan_error;
use super::interrupt::Interrupted;
use super::plan_text::counted;
use super::progress::Progress;
use super::runner::{can_ask, show_error};
use crate::args::Args;
use crate::output::json::line;
use crate::output::{Output, report};
use crate::session::Session;
use serde_json::json;
use std::path::Path;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::freeze;
use zoomuser_bulk::run_folder::RunFolder;
use zoomuser_bulk::undo::UndoRows;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    undo(args, output).unwrap_or_else(|code| code)
}

fn undo(args: &Args, output: &mut Output<'_>) -> Result<i32, i32> {
    can_ask(args, output)?;
    let undone = folder::open(&args.bulk.file).map_err(|error| show_error(args, &error, output))?;
    let mut session = Session::with_zoom(&args.common, true, output)
        .map_err(|error| report::show(&error.into(), args.common.output, output))?;
    let rows = UndoRows::new(&session.client, &undone);
    let mut rows = rows.map_err(|error| show_error(args, &error, output))?;
    show_lost(args, &rows, output);
    let folder = match &args.bulk.run.folder {
        Some(folder) => RunFolder::create(Path::new(folder)),
        None => undone.create_for_undo(),
    };
    let folder = folder.map_err(|error| show_error(args, &error, output))?;
    let interrupted = Interrupted::watch(output);
    let options = PlanOptions { jobs: args.bulk.run.run.jobs, ..PlanOptions::default() };
    let mut progress = Progress::new(output, args.common.output, rows.count(), "read");
    let mut go_on = |rows| {
        if let Some(line) = progress.at(rows, "") {
            output.err(&line);
        }
        !interrupted.is_set()
    };
    let planned = freeze(&session.client, &mut rows, &Users::Each, &options, &folder, &undone.name(), &mut go_on);
    progress.end();
    let plan = planned.map_err(|error| {
        folder.discard();
        show_plan_error(args, error, &mut session, output)
    })?;
    show_plan(args, &plan, None, output);
    approve(args, &plan, output).inspect_err(|_| folder.discard())?;
    run_plan(args, session, folder, &plan, args.bulk.run.run.clone(), &interrupted, output)
}

/// Says what cannot be put back.
fn show_lost(args: &Args, rows: &UndoRows, output: &mut Output<'_>) {
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
