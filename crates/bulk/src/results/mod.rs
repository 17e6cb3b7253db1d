//! The results of a run: every row with its outcome, from the plan and the journal.

mod csv;
mod failed;
mod input_copy;
mod junit;
mod row_results;
mod summary;
#[cfg(test)]
mod tests;

pub use csv::COLUMNS;
pub use input_copy::InputWriter;
pub use row_results::{RowResult, RowResults};

use crate::journal::{Done, Open, Record, Stop, resume};
use crate::outcome::{Counts, RowOutcome};
use crate::plan::plan_file::{PlanHeader, PlanReader};
use crate::run_folder::error::shown;
use crate::run_folder::{RunError, RunFile, RunFolder};
use row_results::{DoneReader, Place};
use std::io::{BufReader, Read};

/// The results of a run, also of one that is running or was killed. It needs 8 bytes for each row.
#[derive(Debug)]
pub struct Results {
    folder: RunFolder,
    open: Open,
    stop: Option<Stop>,
    header: PlanHeader,
    places: Vec<Place>,
    counts: Counts,
    /// The length of the journal that was read.
    end: u64,
}

impl Results {
    /// Reads the journal. `boot_id` is that of this system ([`crate::journal::boot_id`]).
    ///
    /// # Errors
    ///
    /// A file is missing, damaged, or cannot be read.
    pub fn read(folder: &RunFolder, boot_id: &str) -> Result<Self, RunError> {
        let header = PlanReader::open(folder)?.header().clone();
        let path = folder.file(RunFile::Journal);
        let file = folder.open_file(RunFile::Journal)?;
        // What a running process adds meanwhile may be seen in parts.
        let length = file.metadata().map_err(|error| RunError::io("read", &path, &error))?.len();
        let reader = BufReader::new(file.take(length));
        let mut places = Vec::new();
        let loaded = resume::scan(reader, &path, boot_id, |offset, record| match record {
            Record::Open(open) => places.resize(index(open.rows.min(header.rows)), Place::default()),
            Record::Done(done) => set(&mut places, done.row, |place| *place = Place::done_at(offset, done.outcome)),
            _ => {}
        })?;
        if header.rows != loaded.open.rows {
            let (found, expected) = (header.rows, loaded.open.rows);
            let message =
                format!("the plan has {found} rows, the journal is of one with {expected}; the plan was changed");
            return Err(RunError::Damaged(format!("{}: {message}", shown(folder.path()))));
        }
        let (mut counts, stop) = (loaded.counts(), loaded.stop().cloned());
        let mut done = DoneReader::open(folder)?;
        for row in &loaded.in_doubt {
            // A row that had failed and was sent again is in doubt, whatever became of it the first time.
            let before = places.get(index(*row)).and_then(|place| place.offset());
            if let Some(offset) = before {
                counts.remove(done.read(offset)?.outcome);
            }
            counts.add(RowOutcome::InDoubt);
            set(&mut places, *row, Place::doubt);
        }
        let unknown = header.rows.saturating_sub(counts.total());
        counts.set(RowOutcome::NotTried, counts.get(RowOutcome::NotTried) + unknown);
        let end = loaded.end;
        Ok(Self { folder: folder.clone(), open: loaded.open, stop, header, places, counts, end })
    }

    /// What the run is.
    pub fn open(&self) -> &Open {
        &self.open
    }

    /// The run folder.
    pub fn folder(&self) -> &RunFolder {
        &self.folder
    }

    /// The length of the journal that was read.
    pub(crate) fn journal_end(&self) -> u64 {
        self.end
    }

    /// What the plan is.
    pub(crate) fn plan(&self) -> &PlanHeader {
        &self.header
    }

    /// Why the run ended; `None` if it is running or did not end in order.
    pub fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    /// All rows, by outcome.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The rows in the order of the file.
    ///
    /// # Errors
    ///
    /// The plan or the journal cannot be read.
    pub fn iter(&self) -> Result<RowResults<'_>, RunError> {
        Ok(RowResults::new(PlanReader::open(&self.folder)?, DoneReader::open(&self.folder)?, &self.places))
    }
}

impl Results {
    /// The last records of the rows that were done and did not succeed, in the order of the file, also of those that were sent
    /// again since. It reads no others.
    ///
    /// # Errors
    ///
    /// The journal cannot be read.
    pub fn unsuccessful(&self) -> Result<impl Iterator<Item = Result<Done, RunError>>, RunError> {
        let mut done = DoneReader::open(&self.folder)?;
        let places = self.places.iter().filter(|place| !place.is_success());
        Ok(places.filter_map(|place| place.offset()).map(move |offset| done.read(offset)))
    }
}

fn index(row: u64) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

fn set(places: &mut [Place], row: u64, change: impl FnOnce(&mut Place)) {
    if let Some(place) = places.get_mut(index(row)) {
        change(place);
    }
}
