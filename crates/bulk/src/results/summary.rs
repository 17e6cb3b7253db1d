//! summary.json: the rows of a run by outcome.

use super::Results;
use crate::run_folder::{RunError, RunFile, private_file};
use serde_json::{Map, Value, json};

/// The format of summary.json.
const FORMAT: &str = "1.0";

impl Results {
    /// The summary. `exit` is the exit code of the command.
    pub fn summary(&self, exit: i32) -> Value {
        let outcomes: Map<String, Value> =
            self.counts.iter().map(|(outcome, rows)| (outcome.word().to_owned(), rows.into())).collect();
        json!({
            "format": FORMAT,
            "run": self.open.run,
            "source": self.header.name,
            "rows": self.header.rows,
            "outcomes": outcomes,
            "exit": exit,
            "started": self.open.at,
            "ended": self.stop.as_ref().map(|stop| stop.at.as_str()),
            "why": self.stop.as_ref().map(|stop| stop.why.word()),
        })
    }

    /// Writes summary.json. `exit` is the exit code of the command.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_summary(&self, exit: i32) -> Result<(), RunError> {
        let text = format!("{:#}\n", self.summary(exit));
        private_file::replace(&self.folder.file(RunFile::Summary), |file| Ok(file.write_all(text.as_bytes())?))
    }
}
