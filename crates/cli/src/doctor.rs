//! `zoomuser doctor`: what an update needs, looked at one after the other, at Zoom or in a sandbox of its own.

use crate::ending::{Ending, Fault};
use crate::output::Output;
use crate::page::{Page, Style};
use crate::report;
use crate::sandbox::{APP, token_url, unstarted};
use crate::token;
use crate::update::{options, sandboxed, start_log};
use crate::veil::Veil;
use crate::way::Way;
use std::time::Instant;
use zoomuser::{Call, Check, CheckOutcome, Client, Error, Options, Status};
use zoomuser_sandbox::Sandbox;

pub(crate) fn run(way: &Way, output: &mut Output<'_>) -> i32 {
    let mut veil = Veil::none();
    let mut ending = ending(way, &mut veil, output).unwrap_or_else(Ending::from);
    if ending.status() == Some(Status::MissingToken) {
        ending.remedy = crate::way::HOW.to_owned();
    }
    report::show(&ending, way.manner, &veil, output)
}

fn ending(way: &Way, veil: &mut Veil, output: &mut Output<'_>) -> Result<Ending, Fault> {
    let mut options = options(way)?;
    if way.sandbox {
        let sandbox = sandbox(way).map_err(|why| unstarted(&why))?;
        start_log(way, veil, output);
        return Ok(call(of_app(sandboxed(options, &sandbox)?, &sandbox)?, output));
    }
    let mut warnings = Vec::new();
    *veil = Veil::of(token::set(way, &mut options, output, &mut warnings)?);
    start_log(way, veil, output);
    Ok(Ending { warnings, ..call(options, output) })
}

fn call(options: Options, output: &Output<'_>) -> Ending {
    let call = Call { interrupt: output.streams.interrupt.clone(), ..Call::default() };
    let started = Instant::now();
    let outcome = Client::new(options).doctor_with(&call);
    Ending { elapsed: started.elapsed(), ..outcome.into() }
}

/// A sandbox of an account that has the plan of the options.
fn sandbox(way: &Way) -> std::io::Result<Sandbox> {
    let given = way.options.iter().rev().find(|(name, value)| name == "plan" && !value.is_empty());
    let plan = given.map_or_else(|| "pro".to_owned(), |(_, value)| value.trim().to_ascii_lowercase());
    Sandbox::builder().plan(&plan).start()
}

/// The sandbox's app in the place of its token, since there is more to look at.
fn of_app(mut options: Options, sandbox: &Sandbox) -> Result<Options, Error> {
    options.set("token", "")?;
    options.set("token_url", &token_url(sandbox))?;
    for (option, value) in APP {
        options.set(option, value)?;
    }
    Ok(options)
}

/// Each check in a line, those of one server together.
pub(crate) fn show(checks: &[Check], page: &mut Page<'_>) {
    let mut url = "";
    for check in checks {
        if check.url != url {
            url = &check.url;
            if !url.is_empty() {
                page.line(Style::Title, url);
            }
        }
        let indent = if url.is_empty() { "" } else { "  " };
        let style = match check.outcome {
            CheckOutcome::Ok => Style::Good,
            CheckOutcome::Failed => Style::Bad,
            CheckOutcome::Warning => Style::Title,
            CheckOutcome::Skipped => Style::Plain,
        };
        let (outcome, name) = (check.outcome.name(), check.name);
        page.line(style, &format!("{indent}{outcome:7}  {name:11}  {}", check.message));
        if !check.remedy.is_empty() {
            page.line(Style::Plain, &format!("{indent}{:22}try: {}", "", check.remedy));
        }
    }
}
