//! From a file to a plan: check, read the users, compare.

use super::file::Spooled;
use super::sandbox_users::with_users;
use crate::args::Args;
use crate::args::bulk_args::BulkArgs;
use crate::commands::bulk::check;
use crate::commands::bulk::interrupt::Interrupted;
use crate::commands::bulk::plan_text::counted;
use crate::commands::bulk::progress::Progress;
use crate::commands::bulk::runner::refuse;
use crate::exit;
use crate::output::command_result::CommandResult;
use crate::output::{Output, report};
use crate::session::Session;
use std::cell::RefCell;
use std::sync::Arc;
use zoomuser::internal::FlatClient;
use zoomuser::{CallOptions, InputError, Status};
use zoomuser_bulk::check::{CheckReport, check as check_rows};
use zoomuser_bulk::duplicates::Checked;
use zoomuser_bulk::license::seats::free_seats;
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::row::{InputError as TableError, Rows};
use zoomuser_sandbox::Sandbox;

/// A file that was checked, and a session to plan it in.
pub(crate) struct Prepared<'a> {
    pub(crate) session: Session,
    pub(crate) input: Spooled<'a>,
    report: CheckReport,
    args: &'a BulkArgs,
}

/// Checks the file, and opens a session. The error is the exit code; the messages are printed.
pub(crate) fn prepare<'a>(args: &'a Args, output: &mut Output<'_>) -> Result<Prepared<'a>, i32> {
    let bulk = &args.bulk;
    let input = Spooled::new(bulk, output).map_err(|error| check::refuse(args, error, output))?;
    let mut table = input.open().map_err(|error| check::refuse(args, error, output))?;
    let report = check_rows(&mut table, bulk.duplicates);
    check::show_findings(&bulk.file, &report, output);
    if !report.may_be_planned(bulk.run.skip_bad_rows) {
        return Err(check::end(args, &report, output));
    }
    let session = session(args, &input, output).map_err(|error| failed(args, error.into(), output))?;
    Ok(Prepared { session, input, report, args: bulk })
}

fn session(args: &Args, input: &Spooled<'_>, output: &mut Output<'_>) -> Result<Session, InputError> {
    if !args.common.sandbox {
        return Session::with_zoom(&args.common, true, output);
    }
    let broken = |error: TableError| InputError::new(Status::InvalidArgument, error.to_string());
    let mut table = input.open().map_err(broken)?;
    let builder = with_users(Sandbox::builder(), &mut table).map_err(broken)?;
    Session::with_sandbox(&args.common, builder, |_, _| Ok(()), output)
}

/// Prints the result of a call that failed, and returns the exit code.
pub(crate) fn failed(args: &Args, result: CommandResult, output: &mut Output<'_>) -> i32 {
    report::show(&result, args.common.output, output)
}

/// Says why there is no plan; returns the exit code.
pub(crate) fn show_plan_error(args: &Args, error: PlanError, session: &mut Session, output: &mut Output<'_>) -> i32 {
    let code = error.exit_code();
    match error {
        PlanError::Input(error) => {
            check::refuse(args, error, output);
        }
        PlanError::Call(outcome) => {
            let result = session.call(output, |_, _| *outcome);
            failed(args, result, output);
        }
        PlanError::Interrupted => {
            refuse(args, "interrupted; nothing was sent", code, output);
        }
        error => {
            failed(args, InputError::new(Status::Io, error.to_string()).into(), output);
        }
    }
    code
}

impl Prepared<'_> {
    /// Makes the plan by `make`, which gets the rows, the users and the options. The error is the exit code.
    pub(crate) fn plan(
        &mut self,
        args: &Args,
        output: &mut Output<'_>,
        interrupted: &Interrupted,
        make: impl FnOnce(
            &Arc<FlatClient>,
            &mut dyn Rows,
            &Users,
            &PlanOptions,
            &mut dyn FnMut(u64) -> bool,
            &RefCell<&mut Output<'_>>,
        ) -> Result<PlanSummary, PlanError>,
    ) -> Result<PlanSummary, i32> {
        let client = self.session.client.clone();
        let progress = RefCell::new(Progress::new(output, args.common.output, self.report.rows, "planned"));
        let shared = RefCell::new(output);
        let mut go_on = |rows| {
            let line = progress.borrow_mut().at(rows, "");
            if let (Some(line), Ok(mut output)) = (line, shared.try_borrow_mut()) {
                output.err(&line);
            }
            !interrupted.is_set()
        };
        let made = self.make_plan(&client, &mut go_on, &shared, make);
        progress.into_inner().end();
        made.map_err(|error| show_plan_error(args, error, &mut self.session, shared.into_inner()))
    }

    fn make_plan(
        &self,
        client: &Arc<FlatClient>,
        go_on: &mut dyn FnMut(u64) -> bool,
        output: &RefCell<&mut Output<'_>>,
        make: impl FnOnce(
            &Arc<FlatClient>,
            &mut dyn Rows,
            &Users,
            &PlanOptions,
            &mut dyn FnMut(u64) -> bool,
            &RefCell<&mut Output<'_>>,
        ) -> Result<PlanSummary, PlanError>,
    ) -> Result<PlanSummary, PlanError> {
        let users = match self.args.run.no_read {
            true => Users::Unread,
            false => {
                let mut page = |_| go_on(0);
                Users::choose(client, self.report.rows, &self.report.fields, &mut page)?
            }
        };
        let options = PlanOptions { jobs: self.args.run.run.jobs, duplicates: self.args.duplicates };
        let mut table = self.input.open()?;
        let mut rows = Checked::new(&mut table, self.args.duplicates);
        make(client, &mut rows, &users, &options, go_on, output)
    }

    /// The free licenses, if the plan takes any.
    pub(crate) fn free_seats(&self, plan: &PlanSummary) -> Option<Result<i64, String>> {
        (plan.licenses_taken() > 0).then(|| free_seats(&self.session.client, &CallOptions::new()))
    }
}

/// Whether the plan has a row that the check of the plan refused; the message is printed.
pub(crate) fn refuses_rows(args: &Args, plan: &PlanSummary, output: &mut Output<'_>) -> bool {
    use zoomuser_bulk::outcome::RowOutcome::Refused;
    let refused = plan.ends.get(Refused);
    if refused == 0 || args.bulk.run.skip_bad_rows {
        return false;
    }
    let rows = counted(refused, "row");
    let why = format!(
        "{}: {rows} cannot be sent (see zoomuser bulk plan); nothing was sent; mend them, or leave them out with \
         --skip-bad-rows",
        args.bulk.file
    );
    refuse(args, &why, exit::CHECK_FAILED, output);
    true
}
