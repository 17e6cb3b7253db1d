//! Files and folders that only their owner may read. Nothing is made through a link.

use super::error::RunError;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Makes a new folder.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a new file. `create_new` never follows a link.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens a file that is there, for reading and writing.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    OpenOptions::new().read(true).write(true).open(path)
}

/// Atomically replaces the file at `path` by what `write` writes.
pub(crate) fn replace(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ReplaceError>,
) -> Result<(), RunError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(TEMPORARY);
    let beside = path.with_file_name(name);
    // A process that was killed may have left one.
    let _ = fs::remove_file(&beside);
    let written = create(&beside).map_err(ReplaceError::Io).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        drop(file);
        Ok(fs::rename(&beside, path)?)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        match error {
            ReplaceError::Io(error) => RunError::io("write", path, &error),
            ReplaceError::Run(error) => error,
        }
    })
}

/// The end of the name of a file that is still being written.
pub(super) const TEMPORARY: &str = ".tmp";

/// Why a file is not replaced.
pub(crate) enum ReplaceError {
    /// It cannot be written.
    Io(io::Error),
    /// What it is made from cannot be read.
    Run(RunError),
}

impl From<io::Error> for ReplaceError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<RunError> for ReplaceError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

/// Waits until the disk has the names in a folder, where the system can.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
