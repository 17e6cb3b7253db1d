//! Runs in a folder: begun, recorded and resumed.

mod recorder;
mod rows;

use crate::journal::{Journal, Open, boot_id};
use crate::outcome::{Counts, RowOutcome};
use crate::plan::error::PlanError;
use crate::plan::maker::{PlanOptions, make_plan};
use crate::plan::plan_file::{PlanHeader, PlanReader, PlanWriter};
use crate::plan::summary::PlanSummary;
use crate::results::{InputWriter, Results};
use crate::row::Rows;
use crate::run::clock::SystemClock;
use crate::run::engine::Run;
use crate::run::options::RunOptions;
use crate::run_folder::{RunError, RunFile, RunFolder, sha256};
use crate::users::Users;
use recorder::JournalRecorder;
use rows::{FolderRows, Positions};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;
use zoomuser::internal::FlatClient;
use zoomuser::internal::retry_after::written;

/// Makes a plan in a run folder: plan.jsonl and input.jsonl. `undo_of` is the run that is undone, or "".
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
    let header = PlanHeader::new(rows.layout(), undo_of, &written(SystemTime::now()));
    let file = folder.create_file(RunFile::Plan).map_err(output)?;
    let mut plan = PlanWriter::new(file, header).map_err(PlanError::Output)?;
    let mut input = InputWriter::create(folder).map_err(output)?;
    let mut sink = |row: &_, source: &_| {
        plan.write(row)?;
        input.write(source).map_err(io::Error::other)
    };
    let summary = make_plan(client, rows, users, options, &mut sink, go_on)?;
    plan.finish().map_err(PlanError::Output)?;
    input.finish().map_err(output)?;
    Ok(summary)
}

fn output(error: RunError) -> PlanError {
    PlanError::Output(io::Error::other(error))
}

/// Begins the run of a folder with a plan.
///
/// # Errors
///
/// The folder has been run before, another process runs it, or a file cannot be read or written.
pub fn begin(client: Arc<FlatClient>, folder: &RunFolder, options: RunOptions) -> Result<Run, RunError> {
    let (reader, now) = (plan(folder)?, SystemTime::now());
    let open = Open {
        run: folder.name(),
        plan: plan_hash(folder)?,
        rows: reader.header().rows,
        account: account_hash(&client),
        options: String::new(),
        boot: boot_id(),
        at: written(now),
        version: zoomuser::VERSION.to_owned(),
        // A rate is positive; the conversion saturates.
        rate: client.rate_per_second().map_or(0, |rate| (rate * 1000.0).round() as u64),
    };
    let journal = Journal::create(folder, open)?;
    let positions = Positions::default();
    let rows = FolderRows::new(reader, positions.clone());
    let recorder = JournalRecorder::new(journal, positions, BTreeMap::new(), Vec::new(), now);
    Ok(Run::new(client, Box::new(rows), Box::new(recorder), options, Box::new(SystemClock::default())))
}

/// Which rows that have ended are tried again when a run is resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retry {
    /// None.
    Nothing,
    /// Those that failed for a reason that may pass.
    #[default]
    Retryable,
    /// All that failed.
    Failed,
}

impl Retry {
    /// The words of the command line, in the order of the variants.
    pub const WORDS: [&str; 3] = ["nothing", "retryable", "failed"];

    /// The value of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Nothing, Self::Retryable, Self::Failed];
        Self::WORDS.iter().zip(all).find(|(known, _)| **known == word).map(|(_, retry)| retry)
    }

    fn wants(self, outcome: RowOutcome, is_retryable: bool) -> bool {
        match outcome {
            RowOutcome::NotTried => true,
            RowOutcome::Failed => self == Self::Failed || (self == Self::Retryable && is_retryable),
            RowOutcome::Ignored | RowOutcome::Drifted => self == Self::Failed,
            _ => false,
        }
    }
}

/// A run that goes on.
pub struct Resumed {
    /// The run.
    pub run: Run,
    /// What the rows amount to that have ended and are not tried again.
    pub ended: Counts,
    /// The number of rows.
    pub rows: u64,
    /// The rows that may have been sent without their outcome being known. They are sent again.
    pub in_doubt: Vec<u64>,
    /// The rows that ended and are tried again.
    pub again: u64,
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
    let mut reader = plan(folder)?;
    let mut again = rows_to_repeat(folder, retry)?;
    rows::without_overtaken(|| plan(folder), &mut again)?;
    let now = SystemTime::now();
    let (journal, progress) = Journal::resume(folder, &boot_id(), &written(now))?;
    let account = account_hash(&client);
    if !account.is_empty() && !progress.open.account.is_empty() && account != progress.open.account {
        let why = "the run belongs to another account; give the account and app with which it was begun";
        return Err(RunError::Unusable(format!("{}: {why}", folder.path().display())));
    }
    if progress.open.plan != plan_hash(folder)? {
        let why = "the plan was changed after the run had begun; apply the file again";
        return Err(RunError::Damaged(format!("{}: {why}", folder.path().display())));
    }
    let mut ended = progress.counts;
    for outcome in again.values() {
        ended.remove(*outcome);
    }
    reader.go_to(progress.plan.row, progress.plan.offset)?;
    let (rows, in_doubt) = (reader.header().rows, progress.in_doubt.clone());
    let positions = Positions::default();
    let source = FolderRows::new(reader, positions.clone()).without(progress).and(plan(folder)?, again.clone());
    let tried_again = again.len() as u64;
    let recorder = JournalRecorder::new(journal, positions, again, in_doubt.clone(), now);
    let run = Run::new(client, Box::new(source), Box::new(recorder), options, Box::new(SystemClock::default()));
    Ok(Resumed { run, ended, rows, in_doubt, again: tried_again })
}

/// The rows that have ended and are tried again, with their outcomes.
fn rows_to_repeat(folder: &RunFolder, retry: Retry) -> Result<BTreeMap<u64, RowOutcome>, RunError> {
    let mut again = BTreeMap::new();
    for row in Results::read(folder, &boot_id())?.iter()? {
        let row = row?;
        let is_retryable = row.done.status.and_then(zoomuser::Status::from_code).is_some_and(|s| s.is_retryable());
        if row.done.status.is_some() && retry.wants(row.done.outcome, is_retryable) {
            again.insert(row.done.row, row.done.outcome);
        }
    }
    Ok(again)
}

fn plan(folder: &RunFolder) -> Result<PlanReader, RunError> {
    PlanReader::new(folder.open_file(RunFile::Plan)?, &folder.file(RunFile::Plan))
}

fn plan_hash(folder: &RunFolder) -> Result<String, RunError> {
    let path = folder.file(RunFile::Plan);
    sha256(folder.open_file(RunFile::Plan)?).map_err(|error| RunError::io("read", &path, &error))
}

/// A hash of the account; "" if the options name none.
fn account_hash(client: &FlatClient) -> String {
    match client.account().as_str() {
        "" => String::new(),
        // Reading from memory cannot fail.
        account => sha256(account.as_bytes()).unwrap_or_default(),
    }
}
