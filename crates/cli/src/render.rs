//! `zoomuser render`: the request that `update` would send, in another form; sends nothing.

use crate::ending::{Ending, Fault};
use crate::output::Output;
use crate::report;
use crate::update::{options, patch};
use crate::veil::Veil;
use crate::words::Change;
use zoomuser::Client;
use zoomuser::update::export::{Format, export};

/// The form where none is asked for.
const USUAL: Format = Format::Curl;

pub(crate) fn run(change: Change, output: &mut Output<'_>) -> i32 {
    let mut ending = ending(&change).unwrap_or_else(Ending::from);
    ending.user = change.user;
    report::show(&ending, change.manner, &Veil::none(), output)
}

fn ending(change: &Change) -> Result<Ending, Fault> {
    let format = change.format.as_deref().map_or(Ok(USUAL), Format::from_name)?;
    let patch = patch(change)?;
    let client = Client::new(options(change)?);
    let checked = client.check(&patch);
    if !checked.is_ok() {
        return Ok(checked.into());
    }
    let request = client.request(change.user.as_deref().unwrap_or_default(), &patch)?;
    let text = export(&request, client.options().base_url(), format)?;
    Ok(Ending { rendered: Some(text), ..checked.into() })
}
