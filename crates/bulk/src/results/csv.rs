//! results.csv, and text in CSV that no spreadsheet takes for a formula.

use super::Results;
use crate::formula::guarded;
use crate::run_folder::{RunError, RunFile, private_file};
use std::io;

const COLUMNS: [&str; 11] = [
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
                let done = &row.done;
                let cells = [
                    row.line.to_string(),
                    guarded(&row.user_id).into_owned(),
                    done.outcome.word().to_owned(),
                    row.status_name(),
                    number(done.http_status),
                    number(done.api_code),
                    guarded(&done.message).into_owned(),
                    guarded(&done.hint).into_owned(),
                    guarded(&done.tracking_id).into_owned(),
                    done.attempts.to_string(),
                    done.waited_ms.to_string(),
                ];
                csv.write_record(cells).map_err(io::Error::from)?;
            }
            Ok(csv.flush()?)
        })
    }
}

fn number(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
