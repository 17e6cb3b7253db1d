//! `zoomuser update`, `plan` and `get`: one user, at Zoom or in a sandbox of its own.

use crate::ending::{Ending, Fault};
use crate::job::Job;
use crate::output::Output;
use crate::report;
use crate::sandbox::unstarted;
use crate::sent::Sent;
use crate::token;
use crate::users::Users;
use crate::veil::Veil;
use crate::way::Way;
use crate::words::{Change, Given};
use log::LevelFilter;
use std::time::Instant;
use zoomuser::{Call, Client, Error, Format, Options, Status, UserPatch};
use zoomuser_sandbox::Sandbox;

pub(crate) fn run(change: Change, job: Job, output: &mut Output<'_>) -> i32 {
    let mut veil = Veil::none();
    let mut ending = ending(&change, job, &mut veil, output).unwrap_or_else(Ending::from);
    if ending.status() == Some(Status::MissingToken) {
        ending.remedy = crate::way::HOW.to_owned();
    }
    ending.is_plan = job == Job::Plan;
    ending.user = change.user;
    report::show(&ending, change.way.manner, &veil, output)
}

fn ending(change: &Change, job: Job, veil: &mut Veil, output: &mut Output<'_>) -> Result<Ending, Fault> {
    let patch = patch(change)?;
    let mut options = options(&change.way)?;
    if let Some(format) = &change.way.render {
        return Ok(Client::new(options).render_update(user(change), &patch, Format::from_name(format)?).into());
    }
    if change.way.sandbox {
        return in_sandbox(change, job, &patch, options, veil, output);
    }
    let mut warnings = Vec::new();
    *veil = Veil::of(token::set(&change.way, &mut options, output, &mut warnings)?);
    start_log(&change.way, veil, output);
    let client = Client::new(options);
    let mut ending = call(change, job, &client, &patch, output);
    ending.warnings = warnings;
    if change.way.manner.verbose > 0 && job == Job::Update && ending.attempts() > 0 {
        let prepared = client.prepare(user(change), &sent(patch, &ending));
        ending.sent = prepared.ok().map(|request| vec![Sent::prepared(&client, &request)]);
    }
    Ok(ending)
}

/// The same call, to a sandbox that lives as long as it.
fn in_sandbox(
    change: &Change,
    job: Job,
    patch: &UserPatch,
    options: Options,
    veil: &mut Veil,
    output: &Output<'_>,
) -> Result<Ending, Fault> {
    let sandbox = Sandbox::start().map_err(|why| unstarted(&why))?;
    *veil = Veil::of(vec![sandbox.token().to_owned()]);
    start_log(&change.way, veil, output);
    let client = Client::new(sandboxed(options, &sandbox)?);
    let before = sandbox.user(user(change));
    let mut ending = call(change, job, &client, patch, output);
    ending.sent = Some(sandbox.requests().iter().map(Sent::recorded).collect());
    let names = patch.iter().map(|(name, _)| name.to_owned()).collect();
    ending.in_sandbox = true;
    ending.shows_answer = job == Job::Update;
    if job == Job::Update {
        ending.users = Some(Users::new(before, sandbox.user(user(change)), names));
    }
    Ok(ending)
}

/// The options of a call to a sandbox.
pub(crate) fn sandboxed(mut options: Options, sandbox: &Sandbox) -> Result<Options, Error> {
    options.set("base_url", &sandbox.base_url())?;
    options.set("ca_file", &sandbox.ca_file().to_string_lossy())?;
    options.set("system_roots", "off")?;
    options.set("proxy", "off")?;
    options.set("token", sandbox.token())?;
    Ok(options)
}

/// Shows the library's log as far as it was asked for.
pub(crate) fn start_log(way: &Way, veil: &Veil, output: &Output<'_>) {
    let level = match way.manner.verbose {
        0 => return,
        1 => LevelFilter::Info,
        2 => LevelFilter::Debug,
        _ => LevelFilter::Trace,
    };
    let veil = veil.clone();
    (output.streams.start_log)(level, Box::new(move |line| veil.hide(line).into_owned()));
}

fn call(change: &Change, job: Job, client: &Client, patch: &UserPatch, output: &Output<'_>) -> Ending {
    let call = Call { interrupt: output.streams.interrupt.clone(), ..Call::default() };
    let started = Instant::now();
    let outcome = job.call(client, user(change), patch, &call);
    Ending { elapsed: started.elapsed(), ..outcome.into() }
}

/// What of a patch was sent, where only what differs was.
fn sent(mut patch: UserPatch, ending: &Ending) -> UserPatch {
    for field in ending.fields().iter().filter(|field| !field.sent) {
        patch.unset(&field.field);
    }
    patch
}

fn user(change: &Change) -> &str {
    change.user.as_deref().unwrap_or_default()
}

/// The fields as the library takes them.
pub(crate) fn patch(change: &Change) -> Result<UserPatch, Error> {
    let mut patch = UserPatch::new();
    for (name, given) in &change.fields {
        match given {
            Given::Text(text) => patch.set(name, text.as_str()),
            Given::Json(json) => patch.set_json(name, json)?,
        }
    }
    Ok(patch)
}

/// The options as the library takes them.
pub(crate) fn options(way: &Way) -> Result<Options, Error> {
    let mut options = Options::default();
    for (name, value) in &way.options {
        options.set(name, value)?;
    }
    Ok(options)
}
