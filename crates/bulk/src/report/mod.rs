//! report.html: how a run went, on one page that loads nothing.

mod chart;
mod failures;
mod licenses;
mod page;
mod privacy;
mod rows;
mod timeline;
mod verdict;

pub use privacy::Values;

use crate::outcome::RowOutcome;
use crate::results::Results;
use crate::run_folder::{RunError, RunFile, private_file};
use failures::Failures;
use licenses::Licenses;
use page::escape::{escaped, json_in_page};
use page::number::{duration, grouped, percent};
use page::page;
use rows::ShownRows;
use std::path::Path;
use timeline::Timeline;
use verdict::{Verdict, meaning};

/// What the report shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportOptions {
    /// The values of fields.
    pub values: Values,
    /// Whether users are called by the lines of the file.
    pub mask_users: bool,
}

/// Writes the report of a run to `path`; `exit` is the exit code of the command. The same journal gives the same bytes.
///
/// # Errors
///
/// The results cannot be read or the file cannot be written.
pub fn write_report(results: &Results, exit: i32, options: &ReportOptions, path: &Path) -> Result<(), RunError> {
    let is_beside = path.parent() == Some(results.folder().path());
    let html = html(results, exit, options, is_beside)?;
    private_file::replace(path, |file| Ok(file.write_all(html.as_bytes())?))
}

/// `is_beside` tells whether the page is in the run folder, so that it can link to the other files there.
fn html(results: &Results, exit: i32, options: &ReportOptions, is_beside: bool) -> Result<String, RunError> {
    let counts = results.counts();
    let mut shown = ShownRows::new(&counts, options.values, options.mask_users);
    let (mut failures, mut licenses) = (Failures::default(), Licenses::default());
    let mut rows = results.iter()?;
    while let Some(row) = rows.next_row() {
        let (row, plan) = row?;
        let private = shown.private(&plan);
        failures.add(&row, &private);
        licenses.add(&plan, row.done.outcome);
        shown.add(&row, &plan, &private);
    }
    let timeline = Timeline::read(results)?;
    let verdict = Verdict::of(results);
    let (run, source) = (escaped(&results.open().run), escaped(&results.plan().name));
    let next = verdict.command.as_ref().map_or_else(String::new, |command| {
        format!("<p>Go on with:</p>\n<pre class=\"command\">{}</pre>\n", escaped(command))
    });
    Ok(page(&[
        ("title", format!("{run}: report")),
        ("heading", format!("Changes of Zoom users: {source}")),
        ("verdict_class", verdict.class.to_owned()),
        ("verdict", escaped(&verdict.sentence)),
        ("next", next),
        ("facts", facts(results, &timeline)),
        ("tiles", tiles(results)),
        ("words", words(results)),
        ("failures", failures.html()),
        ("mend", mend(results, is_beside)),
        ("charts", chart::charts(&timeline, results.open().rate)),
        ("licenses", licenses.html()),
        ("rows_note", format!("{} Every row is in {}.", escaped(&shown.note()), file(RunFile::Results, is_beside))),
        ("rows", shown.html()),
        ("summary", json_in_page(&results.summary(exit).to_string())),
    ]))
}

/// The name of a file of the run folder, as a link if the page is there too.
fn file(file: RunFile, is_beside: bool) -> String {
    let name = file.name();
    if is_beside { format!("<a href=\"{name}\">{name}</a>") } else { name.to_owned() }
}

/// What to do with the rows that failed.
fn mend(results: &Results, is_beside: bool) -> String {
    let is_problem = |(outcome, rows): (RowOutcome, u64)| rows > 0 && outcome.is_problem();
    if results.stop().is_none() || !results.counts().iter().any(is_problem) {
        return String::new();
    }
    let kind = if results.plan().columns.is_empty() { RunFile::FailedJsonLines } else { RunFile::FailedCsv };
    format!("<p>To mend these rows and apply them again: {}.</p>\n", file(kind, is_beside))
}

/// What the run is.
fn facts(results: &Results, timeline: &Timeline) -> String {
    let (open, plan) = (results.open(), results.plan());
    let rate = match open.rate {
        0 => "no limit".to_owned(),
        rate => format!("{} requests a second", chart::decimal(rate as f64 / 1_000.0)),
    };
    let time = |text: &str| text.replace('T', " ").trim_end_matches('Z').to_owned();
    let (began, ended) = (time(&open.at), results.stop().map_or("not ended".to_owned(), |stop| time(&stop.at)));
    let facts = [
        ("Run", open.run.as_str()),
        ("Undoes the run", plan.undo_of.as_str()),
        ("Began (UTC)", began.as_str()),
        ("Ended (UTC)", ended.as_str()),
        ("Running time", &duration(timeline.end_ms)),
        ("Rate limit", &rate),
        ("zoomuser", open.version.as_str()),
    ];
    let known = facts.into_iter().filter(|(_, text)| !text.is_empty());
    let fact = |name: &str, text: &str| format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", escaped(text));
    let mut html: String = known.map(|(name, text)| fact(name, text)).collect();
    let plan = escaped(&open.plan);
    html.push_str(&format!("<div class=\"wide\"><dt>Hash of plan.jsonl</dt><dd><code>{plan}</code></dd></div>\n"));
    html
}

/// The number of rows by outcome.
fn tiles(results: &Results) -> String {
    let counts = results.counts();
    let tile = |outcome: &str, word: &str, rows: u64| {
        format!(
            "<button type=\"button\" class=\"tile o-{word}\" data-outcome=\"{outcome}\" aria-pressed=\"false\" \
             disabled><b>{}</b><span>{word}</span><span class=\"quiet\">{}</span></button>\n",
            grouped(rows),
            percent(rows, counts.total())
        )
    };
    let all = tile("", "all", counts.total());
    there(results).map(|(outcome, rows)| tile(outcome.word(), outcome.word(), rows)).fold(all, |all, one| all + &one)
}

/// What the outcomes mean.
fn words(results: &Results) -> String {
    let word = |(outcome, _): (RowOutcome, u64)| {
        let word = outcome.word();
        format!("<dt><i class=\"key o-{word}\"></i>{word}</dt><dd>{}</dd>\n", escaped(meaning(outcome)))
    };
    there(results).map(word).collect()
}

/// The outcomes that there are, with their rows.
fn there(results: &Results) -> impl Iterator<Item = (RowOutcome, u64)> {
    let counts: Vec<(RowOutcome, u64)> = results.counts().iter().filter(|(_, rows)| *rows > 0).collect();
    counts.into_iter()
}
