//! `zoomuser check`: judges what `update` would send; sends nothing.

use crate::ending::Ending;
use crate::output::Output;
use crate::report;
use crate::update::{options, patch};
use crate::veil::Veil;
use crate::words::Change;
use zoomuser::answer::outcome::Problem;
use zoomuser::{Client, Error, Status};

pub(crate) fn run(change: Change, output: &mut Output<'_>) -> i32 {
    let mut ending = ending(&change).unwrap_or_else(Ending::from);
    ending.user = change.user;
    report::show(&ending, change.manner, &Veil::none(), output)
}

fn ending(change: &Change) -> Result<Ending, Error> {
    let patch = patch(change)?;
    let client = Client::new(options(change)?);
    let mut ending = Ending::of(&client.check(&patch));
    let Some(user) = &change.user else { return Ok(ending) };
    // The request is made even of a bad patch, so that a bad user id is told along with it.
    if let Err(error) = client.request(user, &patch) {
        if ending.is_ok() {
            ending.status = Some(error.status());
            ending.message = error.message().to_owned();
        } else {
            ending.status = Some(Status::CheckFailed);
        }
        let (field, message) = error.message().split_once(": ").unwrap_or(("user_id", error.message()));
        ending.problems.insert(0, Problem { field: field.to_owned(), message: message.to_owned() });
    }
    Ok(ending)
}
