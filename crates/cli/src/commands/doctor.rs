//! `zoomuser doctor`: checks everything that an update needs.

use super::sandbox::{APP, token_url};
use crate::args::common_args::CommonArgs;
use crate::output::command_result::CommandResult;
use crate::output::{Output, report};
use crate::session::Session;
use zoomuser::InputError;
use zoomuser::internal::Options;
use zoomuser_sandbox::{Builder, Sandbox};

pub(crate) fn run(args: &CommonArgs, output: &mut Output<'_>) -> i32 {
    let result = execute(args, output).unwrap_or_else(CommandResult::from);
    report::show(&result, args.output, output)
}

fn execute(args: &CommonArgs, output: &mut Output<'_>) -> Result<CommandResult, InputError> {
    let mut session = match args.sandbox {
        true => Session::with_sandbox(args, sandbox(args), use_app, output)?,
        false => Session::with_zoom(args, true, output)?,
    };
    Ok(session.call(output, |client, call| client.doctor_with(call)))
}

/// A sandbox with the plan of the options.
fn sandbox(args: &CommonArgs) -> Builder {
    let given = args.options.iter().rev().find(|(name, value)| name == "plan" && !value.is_empty());
    let plan = given.map_or_else(|| "pro".to_owned(), |(_, value)| value.trim().to_ascii_lowercase());
    Sandbox::builder().plan(&plan)
}

/// Uses the sandbox's app instead of its token, so that the token service is checked too.
fn use_app(options: &mut Options, sandbox: &Sandbox) -> Result<(), InputError> {
    options.set("token", "")?;
    options.set("token_url", &token_url(sandbox))?;
    APP.into_iter().try_for_each(|(option, value)| options.set(option, value))
}
