//! `zoomuser bulk resume`: goes on with a run that was interrupted or killed.

use super::folder;
use super::forecast::Forecast;
use super::interrupt::Interrupted;
use super::plan_text::counted;
use super::runner::{Runner, can_ask, confirm, show_error};
use crate::args::Args;
use crate::output::json::line;
use crate::output::{Output, report};
use crate::session::Session;
use serde_json::json;
use zoomuser_bulk::recorded::{InDoubt, resume};

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    go_on(args, output).unwrap_or_else(|code| code)
}

fn go_on(args: &Args, output: &mut Output<'_>) -> Result<i32, i32> {
    can_ask(args, output)?;
    let folder = folder::open(&args.bulk.file).map_err(|error| show_error(args, &error, output))?;
    confirm(args, &format!("Go on with {}?", folder.path().display()), output)?;
    let session = Session::with_zoom(&args.common, true, output);
    let session = session.map_err(|error| report::show(&error.into(), args.common.output, output))?;
    let interrupted = Interrupted::watch(output);
    let retry = args.bulk.run.retry.unwrap_or_default();
    let resumed = resume(session.client.clone(), &folder, retry, args.bulk.run.run.clone());
    let resumed = resumed.map_err(|error| show_error(args, &error, output))?;
    if args.common.output.json {
        let rows: Vec<_> = resumed.in_doubt.iter().map(|row| json!({"row": row.row, "line": row.line})).collect();
        let message = format!("{} may have been sent before, and are sent again", counted(rows.len() as u64, "row"));
        output.out(&line(&json!({"event": "in_doubt", "message": message, "rows": rows})));
    } else if !resumed.in_doubt.is_empty() {
        output.err(&format!(
            "{} may have been sent before, and are sent again: {}\n",
            counted(resumed.in_doubt.len() as u64, "row"),
            lines(&resumed.in_doubt)
        ));
    }
    let (redactor, forecast) = (session.redactor.clone(), Forecast::new(&session.client));
    let runner =
        Runner { run: resumed.run, folder, rows: resumed.rows, calls: None, ended: resumed.ended, redactor, forecast };
    Ok(runner.finish(args, &interrupted, output))
}

/// `lines 3, 7, ...`
fn lines(rows: &[InDoubt]) -> String {
    const MAX_LINES: usize = 20;
    let lines: Vec<String> = rows.iter().filter_map(|row| row.line).map(|line| line.to_string()).collect();
    let shown = lines.iter().take(MAX_LINES).cloned().collect::<Vec<_>>().join(", ");
    let more = if rows.len() > MAX_LINES.min(lines.len()) { ", ..." } else { "" };
    format!("lines {shown}{more}")
}
