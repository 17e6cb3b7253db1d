//! What a journal amounts to, read from its last point on.

use super::line::checked;
use super::record::{Open, Point, Record, Stop};
use super::records::{Ending, Records, damaged};
use super::state::{MAX_ROWS, State};
use crate::outcome::Counts;
use crate::run_folder::RunError;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// How much is read at once when looking for the last point.
const STEP: u64 = 64 * 1024;
/// How a point begins, with the end of the line before.
const POINT: &[u8] = b"\n{\"e\":\"point\",";

/// A journal that was read.
pub(crate) struct Loaded {
    pub(crate) open: Open,
    pub(super) state: State,
    /// Where the last whole record ends.
    pub(crate) end: u64,
    pub(super) ending: Ending,
    /// The rows that may have been sent without being recorded as done.
    pub(crate) in_doubt: Vec<u64>,
    /// The rows that ended after the last point.
    pub(super) rows_since_point: u64,
}

impl Loaded {
    /// The rows that are done, by outcome.
    pub(crate) fn counts(&self) -> Counts {
        self.state.counts
    }

    /// Why the run ended, if it ended in order.
    pub(crate) fn stop(&self) -> Option<&Stop> {
        self.state.stop.as_ref()
    }
}

/// Reads a journal from its last point on. `boot_id` is that of this system; "" if unknown.
pub(super) fn load(file: &File, path: &Path, boot_id: &str) -> Result<Loaded, RunError> {
    let io = |error: io::Error| RunError::io("read", path, &error);
    let open = read_open(&mut Records::new(BufReader::new(from(file, 0).map_err(io)?), path, 0), path)?;
    let point = last_point(file, STEP).map_err(io)?.unwrap_or(0);
    let mut records = Records::new(BufReader::new(from(file, point).map_err(io)?), path, point);
    let (mut state, mut rows_since_point) = (State::new(&open), 0);
    if point == 0 {
        read_open(&mut records, path)?;
    }
    while let Some((offset, record)) = records.next_record()? {
        rows_since_point += u64::from(matches!(record, Record::Done(_)));
        add(&mut state, offset, &record).map_err(|problem| records.damaged(offset, problem))?;
    }
    Ok(Loaded { rows_since_point, ..finish(open, state, &records, boot_id)? })
}

/// Reads a whole journal. `visit` gets every record with its offset, the first one included.
pub(crate) fn scan(
    reader: impl BufRead,
    path: &Path,
    boot_id: &str,
    mut visit: impl FnMut(u64, &Record),
) -> Result<Loaded, RunError> {
    let mut records = Records::new(reader, path, 0);
    let open = read_open(&mut records, path)?;
    visit(0, &Record::Open(open.clone()));
    let mut state = State::new(&open);
    while let Some((offset, record)) = records.next_record()? {
        let is_right = match &record {
            Record::Point(point) => *point == Point { plan: point.plan, ..state.point(offset) },
            _ => true,
        };
        let added =
            if is_right { add(&mut state, offset, &record) } else { Err("a point contradicts the records before") };
        added.map_err(|problem| records.damaged(offset, problem))?;
        visit(offset, &record);
    }
    finish(open, state, &records, boot_id)
}

fn finish(open: Open, state: State, records: &Records<impl BufRead>, boot_id: &str) -> Result<Loaded, RunError> {
    let (end, ending) = (records.end(), records.ending());
    let in_doubt = judge(&state, ending, boot_id).map_err(|problem| records.damaged(end, problem))?;
    Ok(Loaded { open, state, end, ending, in_doubt, rows_since_point: 0 })
}

/// The first record.
fn read_open(records: &mut Records<impl BufRead>, path: &Path) -> Result<Open, RunError> {
    match records.next_record()? {
        Some((0, Record::Open(open))) if open.rows <= MAX_ROWS => Ok(open),
        Some(_) => Err(damaged(path, 0, "a journal begins with the record `open`")),
        None => Err(damaged(path, 0, "its first record is incomplete, so nothing was sent")),
    }
}

/// Adds a record to the state.
fn add(state: &mut State, offset: u64, record: &Record) -> Result<(), &'static str> {
    if matches!(record, Record::Point(point) if point.journal != offset) {
        return Err("the point was written at another offset");
    }
    state.apply(record)
}

/// The rows in doubt, at the end of a journal.
fn judge(state: &State, ending: Ending, boot_id: &str) -> Result<Vec<u64>, &'static str> {
    let is_same_boot = !boot_id.is_empty() && state.boot == boot_id;
    // If the line said that a row was sent which was not done, the row is in doubt with all others that are not. If it was done,
    // nothing else tells.
    if ending == Ending::Damaged && state.stop.is_none() && state.may_have_repeated() {
        return Err("the checksum of the last line is wrong");
    }
    Ok(state.in_doubt(is_same_boot && ending != Ending::Damaged))
}

/// The offset of the last point, found backwards.
pub(super) fn last_point(mut file: &File, step: u64) -> io::Result<Option<u64>> {
    let mut start = file.seek(SeekFrom::End(0))?;
    let mut block = Vec::new();
    while start > 0 {
        let end = start;
        start = end.saturating_sub(step);
        // A point that begins in this block may be recognized only with the first bytes of the next.
        let length = end - start + POINT.len() as u64;
        block.clear();
        from(file, start)?.take(length).read_to_end(&mut block)?;
        let found = block.windows(POINT.len()).enumerate().rev().filter(|(_, window)| *window == POINT);
        for (at, _) in found {
            let offset = start + at as u64 + 1;
            if is_point(file, offset)? {
                return Ok(Some(offset));
            }
        }
    }
    Ok(None)
}

/// Whether a point begins there that can be used.
fn is_point(file: &File, offset: u64) -> io::Result<bool> {
    let mut line = Vec::new();
    BufReader::new(from(file, offset)?).read_until(b'\n', &mut line)?;
    let text = line.strip_suffix(b"\n").and_then(checked);
    Ok(matches!(text.map(Record::of_line), Some(Ok(Some(Record::Point(point)))) if point.journal == offset))
}

fn from(mut file: &File, offset: u64) -> io::Result<&File> {
    file.seek(SeekFrom::Start(offset))?;
    Ok(file)
}
