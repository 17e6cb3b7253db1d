//! `zoomuser bulk apply`: changes the users of a file.

use super::forecast::Forecast;
use super::input::planning::{prepare, refuses_rows};
use super::interrupt::Interrupted;
use super::plan_text::{counted, summary, summary_json, warnings};
use super::runner::{Runner, can_ask, confirm, refuse, show_error};
use crate::args::Args;
use crate::exit;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use crate::output::{Output, report};
use crate::session::Session;
use std::path::Path;
use zoomuser::InputError;
use zoomuser_bulk::outcome::Counts;
use zoomuser_bulk::plan::saved::SavedPlan;
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::recorded::{begin, freeze, take_over};
use zoomuser_bulk::result_files::check_junit;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::{RunError, RunFolder};

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    apply(args, output).unwrap_or_else(|code| code)
}

fn apply(args: &Args, output: &mut Output<'_>) -> Result<i32, i32> {
    can_ask(args, output)?;
    let file = Path::new(&args.bulk.file);
    let refused = |error: InputError, output: &mut Output<'_>| report::show(&error.into(), args.common.output, output);
    let junit = args.bulk.run.junit.as_deref().map(Path::new);
    check_junit(junit, file, "--junit ").map_err(|error| refused(error, output))?;
    if SavedPlan::is_at(file, &args.bulk.table).map_err(|error| refused(error, output))? {
        return apply_plan(args, output);
    }
    let mut prepared = prepare(args, output)?;
    let folder = new_folder(args, "users").map_err(|error| show_error(args, &error, output))?;
    let interrupted = Interrupted::watch(output);
    let planned = prepared.plan(args, output, &interrupted, |client, rows, users, options, go_on, _| {
        freeze(client, rows, users, options, &folder, "", go_on)
    });
    let plan = planned.inspect_err(|_| folder.discard())?;
    let seats = prepared.free_seats(&plan);
    show_plan(args, &plan, seats.as_ref(), output);
    if refuses_rows(args, &plan, output) {
        folder.discard();
        return Err(exit::CHECK_FAILED);
    }
    approve(args, &plan, output).inspect_err(|_| folder.discard())?;
    let options = args.bulk.run.run.clone();
    run_plan(args, prepared.session, folder, &plan, options, &interrupted, output)
}

/// Applies a plan that was made before: users that changed since are left alone.
fn apply_plan(args: &Args, output: &mut Output<'_>) -> Result<i32, i32> {
    let folder = new_folder(args, "plan").map_err(|error| show_error(args, &error, output))?;
    let plan = take_over(Path::new(&args.bulk.file), &folder).map_err(|error| {
        folder.discard();
        show_error(args, &error, output)
    })?;
    let interrupted = Interrupted::watch(output);
    show_plan(args, &plan, None, output);
    if refuses_rows(args, &plan, output) {
        folder.discard();
        return Err(exit::CHECK_FAILED);
    }
    let session = Session::with_zoom(&args.common, true, output).map_err(|error| {
        folder.discard();
        report::show(&error.into(), args.common.output, output)
    })?;
    approve(args, &plan, output).inspect_err(|_| folder.discard())?;
    let options = RunOptions { strict: true, ..args.bulk.run.run.clone() };
    run_plan(args, session, folder, &plan, options, &interrupted, output)
}

/// Carries out the plan of a folder; returns the exit code.
pub(crate) fn run_plan(
    args: &Args,
    session: Session,
    folder: RunFolder,
    plan: &PlanSummary,
    options: RunOptions,
    interrupted: &Interrupted,
    output: &mut Output<'_>,
) -> Result<i32, i32> {
    let run = begin(session.client.clone(), &folder, options).map_err(|error| {
        folder.discard();
        show_error(args, &error, output)
    })?;
    let (redactor, forecast) = (session.redactor.clone(), Forecast::new(&session.client));
    let calls = Some(plan.changes);
    let runner = Runner { run, folder, rows: plan.rows, calls, ended: Counts::default(), redactor, forecast };
    Ok(runner.finish(args, interrupted, output))
}

/// The folder of a new run.
pub(crate) fn new_folder(args: &Args, stdin_name: &str) -> Result<RunFolder, RunError> {
    match (args.bulk.run.folder.as_deref(), args.bulk.file.as_str()) {
        (Some(folder), _) => RunFolder::create(Path::new(folder)),
        (None, "-") => RunFolder::create_beside(Path::new(stdin_name)),
        // A run in a sandbox is not the latest run of the file.
        (None, file) if args.common.sandbox => RunFolder::create_beside(Path::new(&format!("{file}.sandbox"))),
        (None, file) => RunFolder::create_for(Path::new(file)),
    }
}

pub(crate) fn show_plan(args: &Args, plan: &PlanSummary, seats: Option<&Result<i64, String>>, output: &mut Output<'_>) {
    if args.common.output.json {
        return output.out(&line(&summary_json(plan, seats)));
    }
    let redactor = Redactor::none();
    let mut page = Page::new(output.colors().1, &redactor);
    for text in warnings(&args.bulk.file, plan) {
        page.line(Style::Plain, &text);
    }
    for (i, text) in summary(plan, seats).iter().enumerate().filter(|_| !args.common.output.quiet) {
        match i {
            0 => page.line(Style::Title, &format!("{}: {text}", args.bulk.file)),
            _ => page.line(Style::Plain, &format!("  {text}")),
        }
    }
    output.err(&page.into_text());
}

/// Asks for what a plan needs: enough allowed losses, and consent. The error is the exit code.
pub(crate) fn approve(args: &Args, plan: &PlanSummary, output: &mut Output<'_>) -> Result<(), i32> {
    if let Some(why) = args.bulk.run.max_loss.unwrap_or_default().refusal(plan, "--max-loss ") {
        return Err(refuse(args, &why, exit::STOPPED, output));
    }
    match plan.changes {
        0 => Ok(()),
        changes => confirm(args, &format!("Change {}?", counted(changes, "user")), output),
    }
}
