//! `zoomuser check`: judges what `update` would send; sends nothing.

use crate::ending::{Ending, Fault};
use crate::output::Output;
use crate::report;
use crate::update::{options, patch};
use crate::veil::Veil;
use crate::words::Change;
use zoomuser::answer::outcome::Problem;
use zoomuser::{Client, Outcome};

pub(crate) fn run(change: Change, output: &mut Output<'_>) -> i32 {
    let mut ending = ending(&change).unwrap_or_else(Ending::from);
    ending.user = change.user;
    report::show(&ending, change.way.manner, &Veil::none(), output)
}

fn ending(change: &Change) -> Result<Ending, Fault> {
    let patch = patch(change)?;
    let client = Client::new(options(&change.way)?);
    let checked = client.check(&patch);
    // The request is made even of a bad patch, so that a bad user id is told along with it.
    let Some(Err(error)) = change.user.as_ref().map(|user| client.prepare(user, &patch)) else {
        return Ok(checked.into());
    };
    let (field, message) = error.message().split_once(": ").unwrap_or(("user_id", error.message()));
    let problem = Problem { field: field.to_owned(), message: message.to_owned() };
    let mut ending = if checked.is_ok() {
        Ending { warnings: checked.warnings().to_vec(), ..Outcome::from(&error).into() }
    } else {
        checked.into()
    };
    ending.problems.push(problem);
    Ok(ending)
}
