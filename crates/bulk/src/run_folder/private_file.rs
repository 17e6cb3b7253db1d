//! Files and folders that only their owner may read. Nothing is made through a link.

use super::error::RunError;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Makes a new folder.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode to set"))]
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
    let failed = |error| RunError::io("write", path, &error);
    let (beside, file) = create_beside(path).map_err(failed)?;
    let mut file = BufWriter::new(file);
    let written = write(&mut file).and_then(|()| Ok(file.flush()?));
    drop(file);
    let written = written.and_then(|()| Ok(fs::rename(&beside, path)?));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        match error {
            ReplaceError::Io(error) => failed(error),
            ReplaceError::Run(error) => error,
        }
    })
}

/// Makes a new file beside `path`, with a name that [`replaced_name`] recognizes.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    const MAX_TRIES: u32 = 100;
    let name = path.file_name().ok_or_else(|| io::Error::other("it has no name"))?.to_string_lossy();
    for turn in 0..MAX_TRIES {
        let beside = path.with_file_name(format!(".{name}.{}-{turn}{TEMPORARY}", std::process::id()));
        match create(&beside) {
            Ok(file) => return Ok((beside, file)),
            // Left by a process that was killed; in a container, all have the same number.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The end of the name of a file that is still being written.
const TEMPORARY: &str = ".tmp";

/// The name of the file that a file with this name was to replace, if it is such a file.
pub(super) fn replaced_name(name: &str) -> Option<&str> {
    let (name, mark) = name.strip_prefix('.')?.strip_suffix(TEMPORARY)?.rsplit_once('.')?;
    mark.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
}

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
