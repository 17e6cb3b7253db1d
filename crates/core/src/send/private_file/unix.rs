//! Private files on Unix: mode 0600, and the locks of POSIX records (`fcntl`), which a child of a fork does not inherit
//! and which do not keep threads of one process apart.

use super::is_file;
use rustix::fs::{FlockOperation, Mode, OFlags, fcntl_lock, fstat, open};
use rustix::io::Errno;
use std::fs::File;
use std::io;
use std::path::Path;

/// What every file here is opened with: as itself, for this program only, without waiting for the other end of a pipe.
const ALWAYS: OFlags = OFlags::NOFOLLOW.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK);
const PRIVATE: Mode = Mode::RUSR.union(Mode::WUSR);

/// The file, made if it is not there, and locked; `None` while another process has it locked.
pub(super) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = File::from(open(path, ALWAYS | OFlags::RDWR | OFlags::CREATE, PRIVATE)?);
    if !is_file(&file) {
        return Err(io::Error::other("it is not a file"));
    }
    loop {
        match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(Some(file)),
            Err(Errno::INTR) => {}
            Err(Errno::ACCESS | Errno::AGAIN) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
}

/// The file, for reading, if it is this user's and nobody else can read or write it.
pub(super) fn open_own(path: &Path) -> Option<File> {
    let file = open(path, ALWAYS | OFlags::RDONLY, Mode::empty()).ok()?;
    let facts = fstat(&file).ok()?;
    let is_own = facts.st_uid == rustix::process::geteuid().as_raw();
    let is_private = Mode::from_raw_mode(facts.st_mode).intersection(Mode::RWXG | Mode::RWXO).is_empty();
    Some(File::from(file)).filter(|file| is_own && is_private && is_file(file))
}

/// A file that was not there before.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    Ok(File::from(open(path, ALWAYS | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL, PRIVATE)?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{folder, wait};
    use super::super::{Locked, Unlocked, read_own, replace};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::time::Duration;

    #[test]
    fn a_file_is_private_and_only_a_private_one_is_believed() {
        let folder = folder("mode");
        let path = folder.join("file");
        replace(&path, "one").expect("written");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        for mode in [0o640, 0o604, 0o660, 0o610] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            assert_eq!(read_own(&path), None, "{mode:o}");
        }
        replace(&path, "two").expect("written");
        assert_eq!(read_own(&path).as_deref(), Some("two"));
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn links_are_not_followed() {
        let folder = folder("links");
        let (other, link) = (folder.join("other"), folder.join("link"));
        fs::write(&other, "theirs").expect("written");
        fs::set_permissions(&other, fs::Permissions::from_mode(0o600)).expect("set");
        symlink(&other, &link).expect("linked");
        assert_eq!(read_own(&link), None);
        assert!(matches!(Locked::open(&link, &wait(), Duration::from_secs(1)), Err(Unlocked::Unusable(_))));
        replace(&link, "ours").expect("written");
        assert_eq!(fs::read_to_string(&other).expect("there"), "theirs");
        assert_eq!(read_own(&link).as_deref(), Some("ours"));
        fs::remove_dir_all(folder).expect("removed");
    }
}
