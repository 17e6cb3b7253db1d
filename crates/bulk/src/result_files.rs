//! The files that are written when a run has ended.

use crate::report::{ReportOptions, write_report};
use crate::results::Results;
use crate::run_folder::{RunError, RunFile, is_same_file, is_users};
use std::path::{Path, PathBuf};
use zoomuser::{InputError, Status};

/// What is written besides results.csv, failed.csv and summary.json.
#[derive(Debug, Clone, Copy)]
pub struct ResultFiles<'a> {
    /// The options of the report.
    pub report: &'a ReportOptions,
    /// Where the report is written; `None` for report.html in the folder.
    pub report_path: Option<&'a Path>,
    /// Where JUnit XML is written, if it is.
    pub junit: Option<&'a Path>,
}

/// The files that were written.
#[derive(Debug)]
pub struct Written {
    /// The rows to mend and apply again, if there are any.
    pub failed: Option<PathBuf>,
    /// The report.
    pub report: PathBuf,
    /// The first file that could not be written; the others were.
    pub result: Result<(), RunError>,
}

/// Refuses the file of users as the file for JUnit XML. `option` is what names that, for the message.
///
/// # Errors
///
/// It is that file.
pub fn check_junit(junit: Option<&Path>, users: &Path, option: &str) -> Result<(), InputError> {
    match junit.filter(|path| is_same_file(path, users)) {
        Some(path) => Err(is_users(&format!("{option}{}", path.display()))),
        None => Ok(()),
    }
}

/// The error of a run that has ended and whose results cannot be read or written. Something was sent: the call is not to be
/// repeated.
pub fn unwritten(error: &RunError) -> InputError {
    let message = format!("the run has ended, but its results cannot be written: {error}");
    InputError::new(Status::RowsFailed, message)
        .with_hint("free space or permit writing, then resume the run: it writes the results anew")
}

impl ResultFiles<'_> {
    /// Writes the files. `exit` is the exit code of the command line for this run.
    pub fn write(&self, results: &Results, exit: i32) -> Written {
        let report = self.report_path.map_or_else(|| results.folder().file(RunFile::Report), Path::to_owned);
        let (failed, mut result) = match results.write_failed() {
            Ok(failed) => (failed, Ok(())),
            Err(error) => (None, Err(error)),
        };
        for written in [
            results.write_summary(exit),
            results.write_results(),
            self.junit.map_or(Ok(()), |path| results.write_junit(path)),
            write_report(results, exit, self.report, &report),
        ] {
            result = result.and(written);
        }
        Written { failed, report, result }
    }
}
