//! Lets a run go on to its end, shows what happens, and writes the results.

use super::forecast::Forecast;
use super::interrupt::Asking;
use super::interrupt::Interrupted;
use super::plan_text::counted;
use super::progress::Progress;
use crate::args::Args;
use crate::exit;
use crate::output::json::line;
use crate::output::page::{Page, Style};
use crate::output::redactor::Redactor;
use crate::output::{Output, report};
use crate::text::escape;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::Duration;
use zoomuser::internal::duration::at_most;
use zoomuser::internal::retry_after::written_up;
use zoomuser::{InputError, Status};
use zoomuser_bulk::journal::{StopReason, boot_id};
use zoomuser_bulk::outcome::{Counts, RowOutcome};
use zoomuser_bulk::result_files::{ResultFiles, Written, unwritten};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::{Event, Progress as Going, RowResult};
use zoomuser_bulk::run::stop::{Stop, exit_code};
use zoomuser_bulk::run_folder::{RunError, RunFile, RunFolder};

/// How often the program looks for Ctrl-C.
const SLICE: Duration = Duration::from_millis(100);

/// A run, and what there was before it.
pub(crate) struct Runner {
    pub(crate) run: Run,
    pub(crate) folder: RunFolder,
    /// The rows of the plan.
    pub(crate) rows: u64,
    /// The rows that need a call; `None` if that is not known.
    pub(crate) calls: Option<u64>,
    /// The rows that ended in earlier processes.
    pub(crate) ended: Counts,
    pub(crate) redactor: Redactor,
    pub(crate) forecast: Forecast,
}

impl Runner {
    /// Runs to the end; returns the exit code.
    pub(crate) fn finish(mut self, args: &Args, interrupted: &Interrupted, output: &mut Output<'_>) -> i32 {
        let mut progress = Progress::new(output, args.common.output, self.rows, "done");
        let stop = loop {
            if interrupted.is_set() {
                self.run.stop();
            }
            match self.run.next(SLICE) {
                Going::Event(event) => {
                    let texts = self.texts(args, &event);
                    progress.suspend(|| show(&texts, output));
                    if matches!(event, Event::CanaryPassed(_)) && !progress.suspend(|| goes_on(args, output)) {
                        self.run.stop();
                    }
                }
                Going::Waiting => {}
                Going::Ended(stop) => break stop,
            }
            let more = self.more();
            if let Some(text) = progress.at((self.ended.total() + self.run.counts().total()).min(self.rows), &more) {
                output.err(&text);
            }
        };
        progress.end();
        let Self { run, folder, .. } = self;
        // Unlocks the run.
        drop(run);
        end(args, &folder, &stop, output)
    }

    /// What else there is to say beside the number of rows.
    fn more(&self) -> String {
        let counts = self.run.counts();
        let failed = counts.get(RowOutcome::Failed) + counts.get(RowOutcome::Ignored);
        let mut more = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        if let Some(until) = self.run.held_until() {
            more.push_str(&format!(", the day is full until {}", written_up(until)));
        }
        let rows_left = self.rows.saturating_sub(self.ended.total() + counts.total());
        let done = counts.total() - counts.get(RowOutcome::Already);
        let left = self.calls.map_or(rows_left, |calls| calls.saturating_sub(done).min(rows_left));
        if let Some(time) = self.forecast.time(left).filter(|_| left > 0) {
            more.push_str(&format!(", about {} left", at_most(time)));
        }
        more
    }

    /// What an event prints on standard output and on standard error.
    fn texts(&self, args: &Args, event: &Event) -> [String; 2] {
        if args.common.output.json {
            return [line(&event_json(event)), String::new()].map(|text| self.redactor.redact(&text).into_owned());
        }
        let text = match event {
            Event::Row(row) if row.end.outcome.is_success() => String::new(),
            Event::Row(row) => format!("{}:{}: {}", args.bulk.file, row.line, row_text(row)),
            Event::CanaryPassed(rows) => {
                format!("the first {} are applied, as reading confirms", counted(*rows, "row"))
            }
            Event::SecondPass(rows) => {
                format!("{} failed for a reason that may pass, and are tried again", counted(*rows, "row"))
            }
        };
        let text = if text.is_empty() { text } else { format!("{}\n", escape(&self.redactor.redact(&text))) };
        [String::new(), text]
    }
}

fn row_text(row: &RowResult) -> String {
    let hint = if row.end.hint.is_empty() { String::new() } else { format!("; {}", row.end.hint) };
    format!("{}: {}: {}{hint}", row.user_id, row.end.outcome.word(), row.end.message)
}

fn show([out, err]: &[String; 2], output: &mut Output<'_>) {
    output.out(out);
    if !err.is_empty() {
        output.err(err);
    }
}

fn event_json(event: &Event) -> Value {
    match event {
        Event::Row(row) => json!({
            "event": "row",
            "row": row.row,
            "line": row.line,
            "user_id": row.user_id,
            "outcome": row.end.outcome.word(),
            "status": row.end.status.code(),
            "name": row.end.status.name(),
            "http_status": row.end.http_status,
            "api_code": row.end.api_code,
            "message": row.end.message,
            "hint": row.end.hint,
            "tracking_id": row.end.tracking_id,
            "attempts": row.end.attempts,
            "waited_ms": u64::try_from(row.end.waited.as_millis()).unwrap_or(u64::MAX),
        }),
        Event::CanaryPassed(rows) => json!({"event": "canary", "message": "the first rows are applied", "rows": rows}),
        Event::SecondPass(rows) => json!({"event": "second_pass", "message": "rows are tried again", "rows": rows}),
    }
}

/// Whether the run goes on after the canary.
fn goes_on(args: &Args, output: &mut Output<'_>) -> bool {
    args.bulk.run.yes
        || args.common.sandbox
        || !output.streams.stdin_is_terminal
        || ask("Go on with the other rows?", output)
}

/// Asks a question on the terminal. Ctrl-C ends the program then.
pub(crate) fn ask(question: &str, output: &mut Output<'_>) -> bool {
    output.err(&format!("{question} [y/N] "));
    let _asking = Asking::begin();
    let mut answer = Vec::new();
    let mut byte = [0];
    while let Ok(1) = output.streams.stdin.read(&mut byte) {
        if byte == *b"\n" {
            break;
        }
        answer.extend(byte);
    }
    matches!(String::from_utf8_lossy(&answer).trim().to_lowercase().as_str(), "y" | "yes")
}

/// Refuses a command that would have to ask and cannot; the error is the exit code.
pub(crate) fn can_ask(args: &Args, output: &mut Output<'_>) -> Result<(), i32> {
    let needs_terminal = !args.bulk.run.yes && !args.common.sandbox;
    if needs_terminal && (!output.streams.stdin_is_terminal || args.bulk.file == "-") {
        let why = "standard input is no terminal to ask on: give --yes to go on without a question; nothing was sent";
        return Err(refuse(args, why, exit::COMMAND_LINE, output));
    }
    Ok(())
}

/// Says why nothing is sent; returns the exit code.
pub(crate) fn refuse(args: &Args, why: &str, code: i32, output: &mut Output<'_>) -> i32 {
    fail(args, "refused", why, code, output)
}

/// Says why the command ends here, with `--json` as an event of this name; returns the exit code.
fn fail(args: &Args, event: &str, why: &str, code: i32, output: &mut Output<'_>) -> i32 {
    match args.common.output.json {
        true => output.out(&line(&json!({"event": event, "message": why, "exit": code}))),
        false => output.err(&format!("zoomuser: {why}\n")),
    }
    code
}

/// Asks whether a plan is carried out, unless `--yes` says so; the error is the exit code.
pub(crate) fn confirm(args: &Args, question: &str, output: &mut Output<'_>) -> Result<(), i32> {
    if args.bulk.run.yes || args.common.sandbox || ask(question, output) {
        return Ok(());
    }
    Err(refuse(args, "nothing was sent", exit::code(Status::Cancelled), output))
}

/// Writes the results of a run that has ended; returns the exit code.
fn end(args: &Args, folder: &RunFolder, stop: &Stop, output: &mut Output<'_>) -> i32 {
    let finished = Results::read(folder, &boot_id()).and_then(|results| {
        let code = exit_code(stop.reason, &results.counts());
        // Rows that an earlier process left are no reason for the end of this one.
        let why = if stop.reason == StopReason::Finished { "" } else { stop.message.as_str() };
        finish(args, &results, code, why, output).map(|()| code)
    });
    finished.unwrap_or_else(|error| fail(args, "error", unwritten(&error).message(), exit::DEFECT, output))
}

/// Writes the results, and says in one sentence how the run ended.
pub(crate) fn finish(
    args: &Args,
    results: &Results,
    code: i32,
    why: &str,
    output: &mut Output<'_>,
) -> Result<(), RunError> {
    let folder = results.folder();
    let run = &args.bulk.run;
    let files = ResultFiles {
        report: &run.report,
        report_path: run.out.as_deref().map(Path::new),
        junit: run.junit.as_deref().map(Path::new),
    };
    // The sentence is said also if a file cannot be written.
    let Written { failed, report, result } = files.write(results, code);
    let counts = results.counts();
    let sentence = sentence(&counts, why, folder, failed.as_deref(), &report);
    if args.common.output.json {
        let outcomes: Map<String, Value> =
            counts.iter().map(|(outcome, rows)| (outcome.word().to_owned(), rows.into())).collect();
        output.out(&line(&json!({
            "event": "summary",
            "message": sentence,
            "run": folder.path().to_string_lossy(),
            "report": report.to_string_lossy(),
            "rows": counts.total(),
            "outcomes": outcomes,
            "exit": code,
        })));
    } else if code != exit::DONE || !args.common.output.quiet {
        let redactor = Redactor::none();
        let mut page = Page::new(output.colors().0, &redactor);
        page.line(if code == exit::DONE { Style::Good } else { Style::Bad }, &sentence);
        output.out(&page.into_text());
    }
    result
}

/// A path as a shell takes it.
fn shell_word(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

fn sentence(counts: &Counts, why: &str, folder: &RunFolder, failed: Option<&Path>, report: &Path) -> String {
    let outcomes = counts.iter().filter(|(_, rows)| *rows > 0);
    let parts: Vec<String> = outcomes.map(|(outcome, rows)| format!("{rows} {}", outcome.word())).collect();
    let mut text = format!("{}: {}", counted(counts.total(), "row"), parts.join(", "));
    let is_open = counts.get(RowOutcome::NotTried) + counts.get(RowOutcome::InDoubt) > 0;
    if is_open && !why.is_empty() {
        text.push_str(&format!("; stopped: {why}"));
    }
    match failed {
        Some(failed) => text.push_str(&format!("; mend and apply again: {}", failed.display())),
        None => text.push_str(&format!("; results: {}", folder.file(RunFile::Results).display())),
    }
    text.push_str(&format!("; report: {}", report.display()));
    if is_open {
        text.push_str(&format!("; go on with: zoomuser bulk resume {}", shell_word(folder.path())));
    }
    text
}

/// Shows why a run folder cannot be used; returns the exit code.
pub(crate) fn show_error(args: &Args, error: &RunError, output: &mut Output<'_>) -> i32 {
    if let RunError::Running(why) = error {
        return refuse(args, why, exit::RUNNING, output);
    }
    let shown = InputError::new(error.status(), error.to_string());
    report::show(&shown.into(), args.common.output, output)
}
