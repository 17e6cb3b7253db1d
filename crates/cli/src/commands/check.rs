//! `zoomuser check`: validates an update without sending it.

use super::update::{patch, printable};
use crate::args::Args;
use crate::output::command_result::CommandResult;
use crate::output::{Output, report};
use crate::session::options;
use zoomuser::InputError;
use zoomuser::internal::FlatClient as Client;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    let mut result = execute(args, output).unwrap_or_else(CommandResult::from);
    result.user = printable(args.user.id.clone());
    report::show(&result, args.common.output, output)
}

fn execute(args: &Args, output: &mut Output<'_>) -> Result<CommandResult, InputError> {
    let patch = patch(args, output)?;
    let client = Client::new(options(&args.common)?);
    Ok(match &args.user.id {
        Some(user) => client.check_update(user, &patch).into(),
        None => client.check(&patch).into(),
    })
}
