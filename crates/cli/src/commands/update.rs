//! `zoomuser update`, `plan`, `get` and `render`: one user, at Zoom or in a sandbox.

use super::user_operation::UserOperation;
use crate::args::{Args, FieldArg, short_name};
use crate::input::{fields_file, shell_quoting};
use crate::output::command_result::CommandResult;
use crate::output::sent::SentRequest;
use crate::output::user_diff::UserDiff;
use crate::output::{Output, report};
use crate::session::{Session, options};
use zoomuser::internal::FlatClient as Client;
use zoomuser::internal::user_id::looks_like_token;
use zoomuser::{Format, InputError, Status, UserPatch};
use zoomuser_sandbox::Sandbox;

pub(crate) fn run(args: &Args, operation: UserOperation, output: &mut Output<'_>) -> i32 {
    let mut result = execute(args, operation, output).unwrap_or_else(CommandResult::from);
    result.is_plan = operation == UserOperation::Plan;
    result.user = printable(args.user.id.clone());
    report::show(&result, args.common.output, output)
}

fn execute(args: &Args, operation: UserOperation, output: &mut Output<'_>) -> Result<CommandResult, InputError> {
    let common = &args.common;
    let patch = patch(args, output)?;
    if let Some(format) = &common.render {
        let client = Client::new(options(common)?);
        return Ok(client.render_update(user_id(args), &patch, Format::from_name(format)?).into());
    }
    if common.sandbox {
        return in_sandbox(args, operation, &patch, output);
    }
    let mut session = Session::with_zoom(common, true, output)?;
    let mut result = session.call(output, |client, call| operation.call(client, user_id(args), &patch, call));
    if common.output.verbose > 0 && operation == UserOperation::Update && result.outcome.attempts() > 0 {
        let prepared = session.client.prepare(user_id(args), &sent_part(patch, &result));
        result.sent = prepared.ok().map(|request| vec![SentRequest::prepared(&session.client, &request)]);
    }
    Ok(result)
}

fn in_sandbox(
    args: &Args,
    operation: UserOperation,
    patch: &UserPatch,
    output: &Output<'_>,
) -> Result<CommandResult, InputError> {
    let mut session = Session::with_sandbox(&args.common, Sandbox::builder(), |_, _| Ok(()), output)?;
    let user = |session: &Session| session.sandbox.as_ref().and_then(|sandbox| sandbox.user(user_id(args)));
    let before = user(&session);
    let mut result = session.call(output, |client, call| operation.call(client, user_id(args), patch, call));
    result.sent = session.received();
    if operation == UserOperation::Update {
        let names = patch.iter().map(|(name, _)| name.to_owned()).collect();
        result.shows_answer = true;
        result.user_diff = Some(UserDiff::new(before, user(&session), names));
    }
    Ok(result)
}

/// The part of a patch that was sent: all of it unless `only_changes` is set.
fn sent_part(mut patch: UserPatch, result: &CommandResult) -> UserPatch {
    for field in result.outcome.fields().iter().filter(|field| !field.sent) {
        patch.unset(&field.field);
    }
    patch
}

fn user_id(args: &Args) -> &str {
    args.user.id.as_deref().unwrap_or_default()
}

/// The user id for the report, unless it could be a token.
pub(super) fn printable(user_id: Option<String>) -> Option<String> {
    user_id.filter(|user_id| !looks_like_token(user_id))
}

/// The fields of the file and of the arguments.
pub(super) fn patch(args: &Args, output: &mut Output<'_>) -> Result<UserPatch, InputError> {
    const ALTERNATIVE: &str = "give text as name=value, or the fields as a JSON object with --fields FILE";
    let mut patch = match &args.fields_from {
        Some(path) => fields_file::patch(path, output)?,
        None => UserPatch::new(),
    };
    for (name, given) in &args.user.fields {
        // The arguments have each name once.
        if patch.get(name).is_some() {
            let why = format!("--fields: the field {} is set twice, in the file and as an argument", short_name(name));
            return Err(InputError::new(Status::InvalidArgument, why));
        }
        match given {
            FieldArg::Text(text) => patch.set(name, text.as_str()),
            FieldArg::Json(json) => patch.set_json(name, json).map_err(|error| {
                let advice = shell_quoting::advice(json, ALTERNATIVE);
                InputError::new(error.status(), format!("{}{advice}", error.message()))
            })?,
        }
    }
    Ok(patch)
}
