//! results.csv, and text in CSV that no spreadsheet takes for a formula.

use super::Results;
use crate::formula::guarded;
use crate::run_folder::{RunError, RunFile, private_file};
use std::io;

/// The columns.
pub const COLUMNS: [&str; 11] = [
    "line",
    "user_id",
    "outcome",
    "status",
    "http_status",
    "api_code",
    "message",
    "hint",
    "tracking_id",
    "attempts",
    "waited_ms",
];

impl Results {
    /// Writes results.csv: every row with its outcome.
    ///
    /// # Errors
    ///
    /// The results cannot be read or the file cannot be written.
    pub fn write_results(&self) -> Result<(), RunError> {
        private_file::replace(&self.folder.file(RunFile::Results), |file| {
            let mut csv = csv::Writer::from_writer(file);
            csv.write_record(COLUMNS).map_err(io::Error::from)?;
            for row in self.iter()? {
                let row = row?;
                let cells = row.cells();
                let cells = cells.iter().map(|cell| guarded(cell).into_owned());
                csv.write_record(cells).map_err(io::Error::from)?;
            }
            Ok(csv.flush()?)
        })
    }
}
