//! `zoomuser bulk check`: judges every row of a file and sends nothing.

use super::input::file;
use super::plan_text::counted;
use crate::args::Args;
use crate::exit;
use crate::output::Output;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use serde_json::{Value, json};
use zoomuser_bulk::check::{CheckReport, Finding, check};
use zoomuser_bulk::row::InputError;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    let bulk = &args.bulk;
    let report = match file::open(bulk, output) {
        Ok(mut table) => check(&mut table, bulk.duplicates),
        Err(why) => CheckReport::from(why),
    };
    let options = args.common.output;
    if !(options.json || (options.quiet && report.is_ok())) {
        show_findings(&bulk.file, &report, output);
    }
    end(args, &report, output)
}

/// Ends a command whose file cannot be read; returns the exit code.
pub(crate) fn refuse(args: &Args, why: InputError, output: &mut Output<'_>) -> i32 {
    let report = CheckReport::from(why);
    if !args.common.output.json {
        show_findings(&args.bulk.file, &report, output);
    }
    end(args, &report, output)
}

/// Shows problems, warnings and notes.
pub(crate) fn show_findings(file: &str, report: &CheckReport, output: &mut Output<'_>) {
    let redactor = Redactor::none();
    let mut err = Page::new(output.colors().1, &redactor);
    for note in &report.notes {
        err.line(Style::Plain, &format!("{file}: {note}"));
    }
    let place = |Finding { line, .. }: &Finding| if *line == 0 { file.to_owned() } else { format!("{file}:{line}") };
    for finding in &report.problems {
        err.line(Style::Plain, &format!("{}: {}", place(finding), finding.problem));
    }
    for finding in &report.warnings {
        err.line(Style::Plain, &format!("{}: warning: {}", place(finding), finding.problem));
    }
    let shown = (report.problems.len() + report.warnings.len()) as u64;
    let hidden = (report.problem_count + report.warning_count).saturating_sub(shown);
    if hidden > 0 {
        err.line(Style::Plain, &format!("{file}: {hidden} more problems and warnings are not shown"));
    }
    output.err(&err.into_text());
}

/// Prints the summary or the JSON; returns the exit code.
pub(crate) fn end(args: &Args, report: &CheckReport, output: &mut Output<'_>) -> i32 {
    let (file, options) = (&args.bulk.file, args.common.output);
    let code = if report.is_ok() { exit::DONE } else { exit::CHECK_FAILED };
    if options.json {
        output.out(&line(&json(file, report, code)));
        return code;
    }
    let CheckReport { rows, bad_rows, problem_count, warning_count, .. } = report;
    let summary = format!(
        "{file}: {}, {bad_rows} bad; {}, {}; nothing was sent",
        counted(*rows, "row"),
        counted(*problem_count, "problem"),
        counted(*warning_count, "warning")
    );
    let redactor = Redactor::none();
    if !report.is_ok() {
        let mut page = Page::new(output.colors().1, &redactor);
        page.line(Style::Bad, &summary);
        output.err(&page.into_text());
    } else if !options.quiet {
        let mut page = Page::new(output.colors().0, &redactor);
        page.line(Style::Good, &summary);
        output.out(&page.into_text());
    }
    code
}

fn json(file: &str, report: &CheckReport, code: i32) -> Value {
    let findings = |findings: &[Finding]| -> Value {
        let object = |Finding { line, problem }: &Finding| json!({"line": line, "field": problem.field, "message": problem.message});
        findings.iter().map(object).collect()
    };
    json!({
        "ok": report.is_ok(),
        "exit_code": code,
        "file": file,
        "rows": report.rows,
        "bad_rows": report.bad_rows,
        "problem_count": report.problem_count,
        "problems": findings(&report.problems),
        "warning_count": report.warning_count,
        "warnings": findings(&report.warnings),
        "notes": report.notes,
    })
}
