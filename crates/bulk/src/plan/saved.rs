//! A plan in a file of its own, to be applied later.

use crate::plan::plan_file::{PlanHeader, PlanWriter};
use crate::plan::planned_row::PlannedRow;
use crate::row::Layout;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::NamedTempFile;
use zoomuser::internal::retry_after::written;

/// A plan in a file that only its owner may read, since it has the values of users. The file is there when it is complete.
#[derive(Debug)]
pub struct SavedPlan {
    writer: PlanWriter,
    temporary: NamedTempFile,
    path: PathBuf,
}

impl SavedPlan {
    /// Begins a plan for `users`, the file of users.
    ///
    /// # Errors
    ///
    /// `path` is the file of users, or a file cannot be made in its folder.
    pub fn create(path: &Path, users: &Path) -> io::Result<Self> {
        if path.canonicalize().is_ok_and(|path| users.canonicalize().is_ok_and(|users| path == users)) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is the file of users: name another file"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = NamedTempFile::new_in(folder)?;
        let layout = Layout { name: users.display().to_string(), ..Layout::default() };
        let header = PlanHeader::new(&layout, "", &written(SystemTime::now()));
        Ok(Self { writer: PlanWriter::new(temporary.reopen()?, header)?, temporary, path: path.to_owned() })
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
    pub fn finish(self) -> io::Result<()> {
        self.writer.finish()?;
        self.temporary.persist(&self.path).map(drop).map_err(|error| error.error)
    }
}
