//! `zoomuser list`: the users of the account.

use crate::args::common_args::OutputOptions;
use crate::args::{Args, ListFormat};
use crate::exit;
use crate::output::command_result::CommandResult;
use crate::output::page::{Page, Style};
use crate::output::user_table::UserTable;
use crate::output::{Output, report};
use crate::session::Session;
use zoomuser::InputError;
use zoomuser::internal::Pages;
use zoomuser_sandbox::Sandbox;

/// Prints each page when it has come, so that after a failure the users before it stay printed.
pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    match execute(args, output).unwrap_or_else(|error| Some(error.into())) {
        // Standard output has the users, so the failure is on standard error, whatever the format.
        Some(failure) => report::show(&failure, OutputOptions::default(), output),
        None => exit::DONE,
    }
}

/// Returns the failure that ended the list.
fn execute(args: &Args, output: &mut Output<'_>) -> Result<Option<CommandResult>, InputError> {
    let lists = args.list.lists()?;
    let mut session = match args.common.sandbox {
        true => Session::with_sandbox(&args.common, Sandbox::builder(), |_, _| Ok(()), output)?,
        false => Session::with_zoom(&args.common, true, output)?,
    };
    let mut table = UserTable::new(args.list.format(output.streams.stdout_is_terminal), args.list.columns());
    table.json_has_columns = args.list.named_columns().is_some();
    table.bom = args.list.bom;
    table.color = output.colors().0;
    let mut shown = Vec::new();
    for list in lists {
        let mut pages = Pages::new(list);
        while let Some(mut result) = session.next_call(output, |client, call| pages.next(client, call)) {
            if !result.outcome.is_ok() {
                result.warnings.retain(|warning| !shown.contains(&warning.to_string()));
                return Ok(Some(result));
            }
            warn(&result, &mut shown, output);
            let text = table.page(result.outcome.page().map(|page| page.users()).unwrap_or_default(), &result.redactor);
            match table.format {
                ListFormat::Csv => output.program(&text),
                ListFormat::Table | ListFormat::Json => output.out(&text),
            }
            if output.is_broken() {
                return Ok(None);
            }
        }
    }
    Ok(None)
}

/// Prints warnings that were not shown yet.
fn warn(result: &CommandResult, shown: &mut Vec<String>, output: &mut Output<'_>) {
    let mut page = Page::new(output.colors().1, &result.redactor);
    for warning in result.warnings().map(ToString::to_string) {
        if !shown.contains(&warning) {
            page.line(Style::Plain, &format!("warning: {warning}"));
            shown.push(warning);
        }
    }
    let text = page.into_text();
    output.err(&text);
}
