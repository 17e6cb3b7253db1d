//! Private files on Windows: who may read a file is inherited from its folder, and one that is opened without sharing is
//! locked, for other threads and processes alike.

use super::is_file;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;

/// Opens a link as itself.
const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
/// What opening ends with while somebody else has the file open.
const ERROR_SHARING_VIOLATION: i32 = 32;

/// The file, made if it is not there, and locked; `None` while somebody else has it open.
pub(super) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let mut options = as_itself();
    match options.read(true).write(true).create(true).truncate(false).share_mode(0).open(path) {
        Ok(file) if is_file(&file) => Ok(Some(file)),
        Ok(_) => Err(io::Error::other("it is not a file")),
        Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The file, for reading.
pub(super) fn open_own(path: &Path) -> Option<File> {
    as_itself().read(true).open(path).ok().filter(is_file)
}

/// A file that was not there before.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    as_itself().write(true).create_new(true).open(path)
}

fn as_itself() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    options
}

#[cfg(test)]
mod tests {
    use super::super::tests::folder;
    use super::*;
    use std::fs;

    #[test]
    fn who_has_it_open_has_it_alone() {
        let folder = folder("shared");
        let path = folder.join("file");
        let first = try_lock(&path).expect("usable").expect("free");
        assert!(try_lock(&path).expect("usable").is_none());
        assert!(open_own(&path).is_none());
        drop(first);
        let reader = open_own(&path).expect("readable");
        assert!(try_lock(&path).expect("usable").is_none(), "somebody reads it");
        drop(reader);
        assert!(try_lock(&path).expect("usable").is_some());
        assert!(create_new(&path).is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists));
        fs::remove_dir_all(folder).expect("removed");
    }
}
