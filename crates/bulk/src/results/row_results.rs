//! How each row ended.

use crate::journal::records::Records;
use crate::journal::{Done, Record};
use crate::outcome::RowOutcome;
use crate::plan::plan_file::PlanReader;
use crate::plan::planned_row::PlannedRow;
use crate::run_folder::{RunError, RunFile, RunFolder};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use zoomuser::Status;

/// How a row ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowResult {
    /// The line of the file at which the row begins, from 1.
    pub line: u64,
    /// The user: an id or an e-mail address.
    pub user_id: String,
    /// What the journal says of the row; for one that it says nothing of, only `row` and `outcome` are set.
    pub done: Done,
}

impl RowResult {
    /// The cells of results.csv, as they are.
    pub fn cells(&self) -> [Cow<'_, str>; 11] {
        let number = |number: Option<String>| number.unwrap_or_default().into();
        let done = &self.done;
        [
            self.line.to_string().into(),
            self.user_id.as_str().into(),
            done.outcome.word().into(),
            self.status_name().into(),
            number(done.http_status.map(|status| status.to_string())),
            number(done.api_code.map(|code| code.to_string())),
            done.message.as_str().into(),
            done.hint.as_str().into(),
            done.tracking_id.as_str().into(),
            done.attempts.to_string().into(),
            done.waited_ms.to_string().into(),
        ]
    }

    /// The name of the status; "" if the row did not end.
    pub fn status_name(&self) -> String {
        match self.done.status {
            None => String::new(),
            Some(code) => Status::from_code(code).map_or_else(|| code.to_string(), |status| status.name().to_owned()),
        }
    }
}

/// Where the last record `done` of a row is, whether the row was sent after it, and whether it succeeded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place(u64);

impl Place {
    const DOUBT: u64 = 1 << 63;
    const SUCCESS: u64 = 1 << 62;

    pub(super) fn done_at(offset: u64, outcome: RowOutcome) -> Self {
        Self(if outcome.is_success() { offset | Self::SUCCESS } else { offset })
    }

    pub(super) fn is_success(self) -> bool {
        self.0 & Self::SUCCESS != 0
    }

    pub(super) fn doubt(&mut self) {
        self.0 |= Self::DOUBT;
    }

    pub(super) fn is_in_doubt(self) -> bool {
        self.0 & Self::DOUBT != 0
    }

    /// The first record, at 0, is of no row.
    pub(super) fn offset(self) -> Option<u64> {
        Some(self.0 & !Self::DOUBT & !Self::SUCCESS).filter(|offset| *offset > 0)
    }
}

/// Reads records `done` by their offsets.
pub(super) struct DoneReader {
    file: File,
    path: PathBuf,
    /// A part of the file, and its offset.
    window: Vec<u8>,
    start: u64,
}

impl DoneReader {
    const WINDOW: u64 = 256 * 1024;

    pub(super) fn open(folder: &RunFolder) -> Result<Self, RunError> {
        let (file, path) = (folder.open_file(RunFile::Journal)?, folder.file(RunFile::Journal));
        Ok(Self { file, path, window: Vec::new(), start: 0 })
    }

    pub(super) fn read(&mut self, offset: u64) -> Result<Done, RunError> {
        if self.line(offset).is_none() {
            self.fill(offset).map_err(|error| RunError::io("read", &self.path, &error))?;
        }
        let line = self.line(offset).unwrap_or_default();
        let mut records = Records::new(line, &self.path, offset);
        match records.next_record()? {
            Some((_, Record::Done(done))) => Ok(done),
            _ => Err(records.damaged(offset, "the file was changed")),
        }
    }

    /// The line at an offset, if the window has all of it.
    fn line(&self, offset: u64) -> Option<&[u8]> {
        let rest = self.window.get(usize::try_from(offset.checked_sub(self.start)?).ok()?..)?;
        rest.split_inclusive(|byte| *byte == b'\n').next().filter(|line| line.ends_with(b"\n"))
    }

    /// Reads what is around an offset: rows end nearly in the order of the file, some before those above them.
    fn fill(&mut self, offset: u64) -> io::Result<()> {
        self.start = offset.saturating_sub(Self::WINDOW / 2);
        self.window.clear();
        self.file.seek(SeekFrom::Start(self.start))?;
        (&self.file).take(Self::WINDOW).read_to_end(&mut self.window)?;
        while self.line(offset).is_none() {
            // A line that is longer than the window.
            if (&self.file).take(Self::WINDOW).read_to_end(&mut self.window)? == 0 {
                break;
            }
        }
        Ok(())
    }
}

/// The rows of a run in the order of the file.
pub struct RowResults<'a> {
    plan: PlanReader,
    done: DoneReader,
    places: std::iter::Enumerate<std::slice::Iter<'a, Place>>,
}

impl<'a> RowResults<'a> {
    pub(super) fn new(plan: PlanReader, done: DoneReader, places: &'a [Place]) -> Self {
        Self { plan, done, places: places.iter().enumerate() }
    }

    /// The next row, and its plan.
    pub(crate) fn next_row(&mut self) -> Option<Result<(RowResult, PlannedRow), RunError>> {
        let (row, place) = self.places.next()?;
        Some(self.read(row as u64, *place))
    }

    fn read(&mut self, row: u64, place: Place) -> Result<(RowResult, PlannedRow), RunError> {
        // The plan has as many rows as there are places.
        let plan = self.plan.next_row()?;
        let plan = plan.ok_or_else(|| RunError::Damaged("the plan ends early; make a new plan".to_owned()))?;
        let done = match place.offset() {
            _ if place.is_in_doubt() => in_doubt(row),
            Some(offset) => self.done.read(offset)?,
            None => Done::new(row, RowOutcome::NotTried),
        };
        let result = RowResult { line: plan.line, user_id: plan.user_id.clone(), done };
        Ok((result, plan))
    }
}

impl Iterator for RowResults<'_> {
    type Item = Result<RowResult, RunError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().map(|row| row.map(|(result, _)| result))
    }
}

fn in_doubt(row: u64) -> Done {
    let message = "the run ended between sending the request and recording the response".to_owned();
    let hint = "resume the run, or read the user to see whether it was changed".to_owned();
    Done { message, hint, ..Done::new(row, RowOutcome::InDoubt) }
}
