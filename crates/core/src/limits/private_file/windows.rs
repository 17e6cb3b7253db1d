//! Private files on Windows: a file inherits the access rights of its folder, and opening it without sharing locks it for
//! other threads and processes.

use super::is_file;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Opens a link itself, not its target.
const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
/// The error of opening a file that another handle has open.
const ERROR_SHARING_VIOLATION: i32 = 32;

/// Opens or creates the file and locks it; `None` while another handle has it open.
pub(crate) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let mut options = without_following_links();
    match options.read(true).write(true).create(true).truncate(false).share_mode(0).open(path) {
        Ok(file) if is_file(&file) => Ok(Some(file)),
        Ok(_) => Err(io::Error::other("it is not a file")),
        Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What identifies the file. Two paths of one file do no harm: it is opened without sharing.
pub(crate) fn identity(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Opens the file for reading.
pub(crate) fn open_own(path: &Path) -> Option<File> {
    without_following_links().read(true).open(path).ok().filter(is_file)
}

/// Creates the file; an error if it exists.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    without_following_links().write(true).create_new(true).open(path)
}

/// `zoomuser` in the folder of the user's local data.
pub(crate) fn runtime_folder(named: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let folder = named("LOCALAPPDATA")?.join("zoomuser");
    // If it cannot be made, it is not there.
    let _ = std::fs::create_dir(&folder);
    folder.is_dir().then_some(folder)
}

fn without_following_links() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::private_file::tests::folder;
    use std::fs;

    #[test]
    fn an_open_file_is_locked() {
        let folder = folder("shared");
        let path = folder.join("file");
        let first = try_lock(&path).expect("usable").expect("free");
        assert!(try_lock(&path).expect("usable").is_none());
        assert!(open_own(&path).is_none());
        drop(first);
        let reader = open_own(&path).expect("readable");
        assert!(try_lock(&path).expect("usable").is_none(), "a reader has it open");
        drop(reader);
        assert!(try_lock(&path).expect("usable").is_some());
        assert!(create_new(&path).is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists));
        fs::remove_dir_all(folder).expect("removed");
    }
}
