//! Runs in a folder: begun, recorded and resumed.

mod recorder;
mod retry;
mod rows;

pub use retry::Retry;

use crate::journal::{Journal, Open, Progress, StopReason, boot_id};
use crate::outcome::Counts;
use crate::plan::error::PlanError;
use crate::plan::maker::{PlanOptions, make_plan};
use crate::plan::plan_file::{PlanHeader, PlanReader, PlanWriter};
use crate::plan::planned_row::PlannedRow;
use crate::plan::summary::PlanSummary;
use crate::plan::users::Users;
use crate::results::InputWriter;
use crate::row::{Layout, Rows, Source};
use crate::run::clock::SystemClock;
use crate::run::engine::Run;
use crate::run::label::Label;
use crate::run::options::RunOptions;
use crate::run_folder::{RunError, RunFile, RunFolder, sha256};
use recorder::JournalRecorder;
use rows::{Again, Ended, FolderRows, Positions};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use zoomuser::Problem;
use zoomuser::internal::FlatClient;
use zoomuser::internal::retry_after::written;

/// A plan that is being made in a run folder: plan.jsonl and input.jsonl.
#[derive(Debug)]
pub struct NewPlan {
    plan: PlanWriter,
    input: InputWriter,
}

impl NewPlan {
    /// Begins the plan of a new folder. `undo_of` is the run that is undone, or "".
    ///
    /// # Errors
    ///
    /// A file cannot be made or written.
    pub fn create(folder: &RunFolder, layout: &Layout, undo_of: &str) -> Result<Self, RunError> {
        let header = PlanHeader::new(layout, undo_of, &written(SystemTime::now()));
        let file = folder.create_file(RunFile::Plan)?;
        let plan = PlanWriter::new(file, header);
        let plan = plan.map_err(|error| RunError::io("write", &folder.file(RunFile::Plan), &error))?;
        Ok(Self { plan, input: InputWriter::create(folder)? })
    }

    /// Adds a row, and the row as it was given.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub fn add(&mut self, row: &PlannedRow, source: &Source) -> io::Result<()> {
        self.plan.write(row)?;
        self.input.write(source).map_err(io::Error::other)
    }

    /// Completes the plan.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.plan.finish()?;
        self.input.finish().map_err(io::Error::other)
    }
}

/// Makes a plan in a run folder. `undo_of` is the run that is undone, or "".
///
/// # Errors
///
/// [`PlanError`]; nothing was sent.
pub fn freeze(
    client: &Arc<FlatClient>,
    rows: &mut dyn Rows,
    users: &Users,
    options: &PlanOptions,
    folder: &RunFolder,
    undo_of: &str,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<PlanSummary, PlanError> {
    let plan = NewPlan::create(folder, rows.layout(), undo_of);
    let mut plan = plan.map_err(|error| PlanError::Output(io::Error::other(error)))?;
    let mut sink = |row: &_, source: &_| plan.add(row, source);
    let summary = make_plan(client, rows, users, options, &mut sink, go_on)?;
    plan.finish().map_err(PlanError::Output)?;
    Ok(summary)
}

/// Takes over a plan that is in a file: plan.jsonl, and an input.jsonl without the rows as they were given.
///
/// # Errors
///
/// The file is no plan, or cannot be copied.
pub fn take_over(plan: &Path, folder: &RunFolder) -> Result<PlanSummary, RunError> {
    let open = || File::open(plan).map_err(|error| RunError::io("read", plan, &error));
    let summary = PlanSummary::of_file(&mut PlanReader::new(open()?, plan)?)?;
    let mut copy = folder.create_file(RunFile::Plan)?;
    io::copy(&mut open()?, &mut copy).map_err(|error| RunError::io("write", &folder.file(RunFile::Plan), &error))?;
    let mut input = InputWriter::create(folder)?;
    for _ in 0..summary.rows {
        input.write(&Source::Program)?;
    }
    input.finish()?;
    Ok(summary)
}

/// Begins the run of a folder with a plan.
///
/// # Errors
///
/// The folder has been run before, another process runs it, or a file cannot be read or written.
pub fn begin(client: Arc<FlatClient>, folder: &RunFolder, options: RunOptions) -> Result<Run, RunError> {
    let (reader, now) = (PlanReader::open(folder)?, SystemTime::now());
    let rows = reader.header().rows;
    let open = Open {
        run: folder.name(),
        plan: plan_hash(folder)?,
        rows,
        account: account_hash(&client),
        options: kept_options(&options),
        boot: boot_id(),
        at: written(now),
        version: zoomuser::VERSION.to_owned(),
        // A rate is positive; the conversion saturates.
        rate: client.rate_per_second().map_or(0, |rate| (rate * 1000.0).round() as u64),
    };
    let journal = Journal::create(folder, open)?;
    let positions = Positions::default();
    let source = FolderRows::new(reader, positions.clone());
    let recorder = JournalRecorder::new(journal, positions, Ended::default(), Vec::new(), now);
    let label = Label::new(&client, &folder.name(), Some(rows));
    let run = Run::new(client, Box::new(source), Box::new(recorder), options, Box::new(SystemClock::default()));
    Ok(run.labeled(label))
}

/// A run that goes on.
pub struct Resumed {
    /// The run.
    pub run: Run,
    /// What the rows amount to that have ended before. Some of them may be tried again at the end.
    pub ended: Counts,
    /// The number of rows.
    pub rows: u64,
    /// The rows that may have been sent without their outcome being known. They are sent again.
    pub in_doubt: Vec<InDoubt>,
}

/// A row that may have been sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InDoubt {
    /// The position of the row, from 0.
    pub row: u64,
    /// Its line; `None` for a row that was being tried again.
    pub line: Option<u64>,
}

impl InDoubt {
    /// The row as a warning of the resumed run.
    pub fn warning(&self) -> Problem {
        let line = self.line.map_or_else(|| format!("row {}", self.row + 1), |line| format!("line {line}"));
        Problem::new("", format!("{line}: may have been sent before, and is sent again"))
    }
}

/// Goes on with a run that was interrupted or killed.
///
/// # Errors
///
/// There is no run, another process runs it, it belongs to another account, its plan was changed, or a file is damaged.
pub fn resume(
    client: Arc<FlatClient>,
    folder: &RunFolder,
    retry: Retry,
    options: RunOptions,
) -> Result<Resumed, RunError> {
    let mut reader = PlanReader::open(folder)?;
    let now = SystemTime::now();
    // Locks the run: from here on nobody else adds to the journal.
    let (journal, progress) = Journal::resume(folder, &boot_id(), &written(now))?;
    check_account(&client, &progress.open, folder)?;
    if progress.open.plan != plan_hash(folder)? {
        let why = "the plan was changed after the run had begun; apply the file again";
        return Err(RunError::Damaged(format!("{}: {why}", folder.path().display())));
    }
    let options = resumed_options(options, &progress);
    reader.go_to(progress.plan.row, progress.plan.offset)?;
    let in_doubt = with_lines(folder, &progress)?;
    let (rows, ended) = (reader.header().rows, progress.counts);
    let (positions, repeated) = (Positions::from(progress.plan), Ended::default());
    let recorder = JournalRecorder::new(journal, positions.clone(), repeated.clone(), progress.in_doubt.clone(), now);
    let again = Again { folder: folder.clone(), retry, rows: repeated };
    let source = FolderRows::new(reader, positions).resumed(progress, again);
    let label = Label::new(&client, &folder.name(), Some(rows));
    let run = Run::new(client, Box::new(source), Box::new(recorder), options, Box::new(SystemClock::default()));
    Ok(Resumed { run: run.labeled(label), ended, rows, in_doubt })
}

/// The rows in doubt with their lines, as far as the part of the plan has them that is not done.
fn with_lines(folder: &RunFolder, progress: &Progress) -> Result<Vec<InDoubt>, RunError> {
    let mut reader = PlanReader::open(folder)?;
    reader.go_to(progress.plan.row, progress.plan.offset)?;
    let mut in_doubt: Vec<InDoubt> = progress.in_doubt.iter().map(|row| InDoubt { row: *row, line: None }).collect();
    let mut planned = None;
    for doubt in in_doubt.iter_mut().filter(|doubt| doubt.row >= progress.plan.row) {
        while planned.as_ref().is_none_or(|planned: &PlannedRow| planned.row < doubt.row) {
            planned = reader.next_row()?;
            if planned.is_none() {
                break;
            }
        }
        doubt.line = planned.as_ref().filter(|planned| planned.row == doubt.row).map(|planned| planned.line);
    }
    Ok(in_doubt)
}

fn plan_hash(folder: &RunFolder) -> Result<String, RunError> {
    let path = folder.file(RunFile::Plan);
    sha256(folder.open_file(RunFile::Plan)?).map_err(|error| RunError::io("read", &path, &error))
}

/// A hash of the server and, as far as the options name it, the account.
fn account_hash(client: &FlatClient) -> String {
    // Reading from memory cannot fail.
    sha256(client.account().as_bytes()).unwrap_or_default()
}

/// Checks that a run was made with this server and account.
///
/// # Errors
///
/// It was made with others, or its journal cannot be read.
pub(crate) fn check_account(client: &FlatClient, run: &Open, folder: &RunFolder) -> Result<(), RunError> {
    if run.account.is_empty() || run.account == account_hash(client) {
        return Ok(());
    }
    let why =
        "the run belongs to another server or account; give the base_url, account_id and sub_account_id of that run";
    Err(RunError::Unusable(format!("{}: {why}", folder.path().display())))
}

/// The options that a resumed run takes over, as they are in the journal.
fn kept_options(options: &RunOptions) -> String {
    let strict = if options.strict { "strict" } else { "" };
    let canary = if options.canary > 0 { format!("canary={}", options.canary) } else { String::new() };
    [strict, &canary].iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The options of a resumed run: it checks users again if the run did, and has its canary again if that stopped it.
fn resumed_options(mut options: RunOptions, progress: &Progress) -> RunOptions {
    let mut words = progress.open.options.split(' ');
    options.strict |= words.clone().any(|word| word == "strict");
    let is_canary = progress.stop.as_ref().is_some_and(|stop| stop.why == StopReason::Canary);
    if let Some(rows) = words.find_map(|word| word.strip_prefix("canary=")?.parse().ok()).filter(|_| is_canary) {
        options.canary = rows;
    }
    options
}
