//! A plan in a file of its own, to be applied later.

use crate::plan::plan_file::{PlanHeader, PlanReader, PlanWriter};
use crate::plan::planned_row::PlannedRow;
use crate::row::Layout;
use crate::run_folder::{is_same_file, is_users};
use crate::table::TableOptions;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::NamedTempFile;
use zoomuser::internal::retry_after::written;
use zoomuser::{InputError, Status};

/// Why the options of a table are refused for a plan.
const IS_PLAN: &str = "the file is a plan, which was made with options of its own: leave out part, map and the other options for \
                       reading a table";

/// A plan in a file that only its owner may read, since it has the values of users. The file is there when it is complete.
#[derive(Debug)]
pub struct SavedPlan {
    writer: PlanWriter,
    temporary: NamedTempFile,
    path: PathBuf,
    /// The path with the option, for messages.
    name: String,
}

impl SavedPlan {
    /// Begins a plan for `users`, the file of users. `option` is what names the path, for messages.
    ///
    /// # Errors
    ///
    /// `path` is the file of users, or a file cannot be made in its folder.
    pub fn create(path: &Path, users: &Path, option: &str) -> Result<Self, InputError> {
        let name = format!("{option}{}", path.display());
        if is_same_file(path, users) {
            return Err(is_users(&name));
        }
        Self::begin(path, users, name.clone()).map_err(|error| unwritten(&name, &error))
    }

    fn begin(path: &Path, users: &Path, name: String) -> io::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = NamedTempFile::new_in(folder)?;
        let layout = Layout { name: users.display().to_string(), ..Layout::default() };
        let header = PlanHeader::new(&layout, "", &written(SystemTime::now()));
        Ok(Self { writer: PlanWriter::new(temporary.reopen()?, header)?, temporary, path: path.to_owned(), name })
    }

    /// Whether a file is a plan. A table may not be read in its place: `options` are those of a table.
    ///
    /// # Errors
    ///
    /// It is a plan, and there are options for reading a table.
    pub fn is_at(path: &Path, options: &TableOptions) -> Result<bool, InputError> {
        let is_plan = File::open(path).is_ok_and(|file| PlanReader::new(file, path).is_ok());
        match is_plan && *options != TableOptions::default() {
            true => Err(InputError::new(Status::InvalidArgument, format!("{}: {IS_PLAN}", path.display()))),
            false => Ok(is_plan),
        }
    }

    /// Adds the next row.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write(&mut self, row: &PlannedRow) -> io::Result<()> {
        self.writer.write(row)
    }

    /// Completes the plan, and puts it in the place of a file at its path.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn finish(self) -> Result<(), InputError> {
        let Self { writer, temporary, path, name } = self;
        let finished = writer.finish().and_then(|_| temporary.persist(&path).map_err(|error| error.error));
        finished.map(drop).map_err(|error| unwritten(&name, &error))
    }
}

fn unwritten(name: &str, error: &io::Error) -> InputError {
    InputError::new(Status::Io, format!("{name}: {error}"))
}
