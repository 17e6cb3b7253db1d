//! Private files on Unix: mode 0600, and POSIX record locks (`fcntl`), which a forked child does not inherit and which do not
//! keep threads of one process apart.

use super::is_file;
use rustix::fs::{FlockOperation, Mode, OFlags, fcntl_lock, fstat, open};
use rustix::io::Errno;
use rustix::process::geteuid;
use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// Flags for every file: do not follow a link, close on exec, do not block on a pipe.
const OPEN_FLAGS: OFlags = OFlags::NOFOLLOW.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK);
const PRIVATE: Mode = Mode::RUSR.union(Mode::WUSR);

/// Opens or creates the file and locks it; `None` while another process has it locked.
pub(crate) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = File::from(open(path, OPEN_FLAGS | OFlags::RDWR | OFlags::CREATE, PRIVATE)?);
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

/// What identifies the file before it is opened, however its path is written: its folder, and its name. If a process had it open
/// twice, closing it once would unlock it.
pub(crate) fn identity(path: &Path) -> String {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match folder.metadata() {
        Ok(facts) => format!("{} {} {name}", facts.dev(), facts.ino()),
        // It cannot be opened either.
        Err(_) => path.to_string_lossy().into_owned(),
    }
}

/// Opens the file for reading if it belongs to this user and no other user can read or write it.
pub(crate) fn open_own(path: &Path) -> Option<File> {
    let file = open(path, OPEN_FLAGS | OFlags::RDONLY, Mode::empty()).ok()?;
    let stat = fstat(&file).ok()?;
    let is_own = stat.st_uid == geteuid().as_raw();
    let is_private = Mode::from_raw_mode(stat.st_mode).intersection(Mode::RWXG | Mode::RWXO).is_empty();
    Some(File::from(file)).filter(|file| is_own && is_private && is_file(file))
}

/// Creates the file; an error if it exists.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    Ok(File::from(open(path, OPEN_FLAGS | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL, PRIVATE)?))
}

/// `zoomuser` in the folder that `XDG_RUNTIME_DIR` names, else a folder of this user among the temporary files.
pub(crate) fn runtime_folder(named: &dyn Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let folder = match named("XDG_RUNTIME_DIR").filter(|folder| is_own_folder(folder)) {
        Some(folder) => folder.join("zoomuser"),
        None => {
            let temporary = named("TMPDIR").unwrap_or_else(|| PathBuf::from("/tmp"));
            temporary.join(format!("zoomuser-{}", geteuid().as_raw()))
        }
    };
    // If it cannot be made, it is not there.
    let _ = DirBuilder::new().mode(0o700).create(&folder);
    is_own_folder(&folder).then_some(folder)
}

/// Whether this is a folder, not a link, that belongs to this user and that no other user can use.
fn is_own_folder(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|facts| facts.is_dir() && facts.uid() == geteuid().as_raw() && facts.mode() & 0o077 == 0)
}

#[cfg(test)]
mod tests {
    use super::runtime_folder;
    use crate::limits::private_file::tests::{folder, wait};
    use crate::limits::private_file::{Locked, Unlocked, read_own, replace};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::time::Duration;

    #[test]
    fn a_file_is_private_and_only_a_private_one_is_read() {
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
    fn the_runtime_folder_is_the_users_alone() {
        let folder = folder("runtime");
        let found = |xdg: &Path| {
            let (xdg, temporary) = (xdg.to_owned(), folder.clone());
            runtime_folder(&move |name| Some(if name == "TMPDIR" { temporary.clone() } else { xdg.clone() }))
        };
        let session = folder.join("session");
        fs::create_dir(&session).expect("made");
        fs::set_permissions(&session, fs::Permissions::from_mode(0o700)).expect("set");
        for _ in 0..2 {
            assert_eq!(found(&session), Some(session.join("zoomuser")));
        }
        let temporary = found(&folder.join("none")).expect("a folder");
        assert!(temporary.starts_with(&folder) && temporary.is_dir(), "{temporary:?}");
        fs::set_permissions(&temporary, fs::Permissions::from_mode(0o770)).expect("set");
        assert_eq!(found(&folder.join("none")), None, "others can use it");
        fs::remove_dir(&temporary).expect("removed");
        symlink(&session, &temporary).expect("linked");
        assert_eq!(found(&folder.join("none")), None, "a link");
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn two_paths_of_a_file_have_one_lock() {
        let folder = folder("spelling");
        let (real, link) = (folder.join("real"), folder.join("link"));
        fs::create_dir(&real).expect("made");
        symlink(&real, &link).expect("linked");
        let locked = Locked::open(&real.join("file"), &wait(), Duration::from_secs(1));
        assert!(locked.is_ok());
        let again = Locked::open(&link.join("file"), &wait(), Duration::from_millis(5));
        assert!(matches!(again, Err(Unlocked::Busy)));
        drop(locked);
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
