//! The folder of a run: `zoomuser bulk report` and `forget`, and which folder an argument means.

use super::runner::{finish, show_error};
use crate::args::Args;
use crate::exit;
use crate::output::Output;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use zoomuser::internal::retry_after::written;
use zoomuser_bulk::journal::{StopReason, boot_id};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::stop::exit_code;
use zoomuser_bulk::run_folder::{RunError, RunFile, RunFolder};

/// The run that the argument means: a folder, or the latest run of a file, or without an argument the latest run here.
pub(crate) fn open(argument: &str) -> Result<RunFolder, RunError> {
    if argument.is_empty() {
        return match latest_here() {
            Some(path) => RunFolder::open(&path),
            None => Err(RunError::Unusable("there is no run in this folder: name the folder of the run".to_owned())),
        };
    }
    RunFolder::find(Path::new(argument))
}

/// The run in the current folder whose journal was written last.
fn latest_here() -> Option<PathBuf> {
    let changed =
        |path: &PathBuf| fs::metadata(path.join(RunFile::Journal.name())).and_then(|file| file.modified()).ok();
    let folders = fs::read_dir(".").ok()?.flatten().map(|entry| PathBuf::from(entry.file_name()));
    folders.filter_map(|path| Some((changed(&path)?, path))).max().map(|(_, path)| path)
}

/// `zoomuser bulk report`: writes the results of a run again, also while it runs.
pub(crate) fn report(args: &Args, output: &mut Output<'_>) -> i32 {
    let written = open(&args.bulk.file).and_then(|folder| {
        let results = Results::read(&folder, &boot_id())?;
        let reason = results.stop().map_or(StopReason::Interrupted, |stop| stop.why);
        let code = exit_code(reason, &results.counts());
        finish(args, &results, code, "", output)?;
        Ok(exit::DONE)
    });
    written.unwrap_or_else(|error| show_error(args, &error, output))
}

/// `zoomuser bulk forget`: deletes the folder of a run.
pub(crate) fn forget(args: &Args, output: &mut Output<'_>) -> i32 {
    let deleted = open(&args.bulk.file).and_then(|folder| folder.forget(&written(SystemTime::now())));
    match deleted {
        Ok(()) => exit::DONE,
        Err(error) => show_error(args, &error, output),
    }
}
