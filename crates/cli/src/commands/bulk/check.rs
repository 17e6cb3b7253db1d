//! `zoomuser bulk check`: judges every row of a file and sends nothing.

use super::file;
use crate::args::bulk_args::BulkArgs;
use crate::args::common_args::OutputOptions;
use crate::exit;
use crate::output::Output;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use serde_json::{Value, json};
use zoomuser_bulk::check::{CheckOptions, CheckReport, Finding, check};

pub(crate) fn run(args: &BulkArgs, options: OutputOptions, output: &mut Output<'_>) -> i32 {
    let report = match file::open(args, output) {
        Ok(mut table) => check(&mut table, &CheckOptions { duplicates: args.duplicates }),
        Err(why) => CheckReport::from(why),
    };
    let code = if report.is_ok() { exit::DONE } else { exit::CHECK_FAILED };
    if options.json {
        output.out(&line(&json(&args.file, &report, code)));
    } else if !(options.quiet && report.is_ok()) {
        show(&args.file, &report, output);
    }
    code
}

fn show(file: &str, report: &CheckReport, output: &mut Output<'_>) {
    let colors = output.colors();
    let redactor = Redactor::none();
    let (mut out, mut err) = (Page::new(colors.0, &redactor), Page::new(colors.1, &redactor));
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
    let CheckReport { rows, bad_rows, problem_count, warning_count, .. } = report;
    let hidden = (problem_count - report.problems.len() as u64) + (warning_count - report.warnings.len() as u64);
    if hidden > 0 {
        err.line(Style::Plain, &format!("{file}: {hidden} more problems and warnings are not shown"));
    }
    let summary = format!(
        "{file}: {}, {bad_rows} bad; {}, {}; nothing was sent",
        counted(*rows, "row"),
        counted(*problem_count, "problem"),
        counted(*warning_count, "warning")
    );
    if report.is_ok() {
        out.line(Style::Good, &summary);
    } else {
        err.line(Style::Bad, &summary);
    }
    output.err(&err.into_text());
    output.out(&out.into_text());
}

/// `1 row`, `2 rows`
fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
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
