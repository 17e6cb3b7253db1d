//! `zoomuser bulk plan`: shows what a file would change, and sends nothing.

use super::input::planning::{failed, prepare};
use super::interrupt::Interrupted;
use super::plan_text::{row, row_json, summary, summary_json, warnings};
use crate::args::Args;
use crate::output::Output;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use crate::text::escape;
use std::path::Path;
use zoomuser_bulk::plan::maker::make_plan;
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::plan::saved::SavedPlan;
use zoomuser_bulk::row::Source;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    let mut prepared = match prepare(args, output) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    let mut file = match args
        .bulk
        .run
        .out
        .as_deref()
        .map(|path| SavedPlan::create(Path::new(path), Path::new(&args.bulk.file), "--out "))
        .transpose()
    {
        Ok(file) => file,
        Err(error) => return failed(args, error.into(), output),
    };
    let interrupted = Interrupted::watch(output);
    let (name, is_json) = (&args.bulk.file, args.common.output.json);
    let made = prepared.plan(args, output, &interrupted, |client, rows, users, options, go_on, output| {
        let mut sink = |planned: &PlannedRow, _: &Source| {
            match is_json {
                true => output.borrow_mut().out(&line(&row_json(planned))),
                false => {
                    if let Some(text) = row(name, planned) {
                        output.borrow_mut().out(&format!("{}\n", escape(&text)));
                    }
                }
            }
            file.as_mut().map_or(Ok(()), |file| file.write(planned))
        };
        make_plan(client, rows, users, options, &mut sink, go_on)
    });
    let plan = match made {
        Ok(plan) => plan,
        Err(code) => return code,
    };
    if let Some(Err(error)) = file.map(SavedPlan::finish) {
        return failed(args, error.into(), output);
    }
    let seats = prepared.free_seats(&plan);
    let code = plan.exit_code();
    if is_json {
        output.out(&line(&summary_json(&plan, seats.as_ref())));
        return code;
    }
    let redactor = Redactor::none();
    let mut page = Page::new(output.colors().1, &redactor);
    warnings(name, &plan).iter().for_each(|text| page.line(Style::Plain, text));
    output.err(&page.into_text());
    let mut page = Page::new(output.colors().0, &redactor);
    for (i, text) in summary(&plan, seats.as_ref()).iter().enumerate() {
        match i {
            0 => page.line(Style::Title, &format!("{name}: {text}; nothing was sent")),
            _ => page.line(Style::Plain, &format!("  {text}")),
        }
    }
    output.out(&page.into_text());
    code
}
