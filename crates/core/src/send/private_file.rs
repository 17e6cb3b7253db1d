//! Small files by which processes share a state: locked while they are read and changed, never followed as a link.
//!
//! The locks are those of POSIX records (`fcntl`): a child of a fork does not inherit them, and they end with their
//! process. They do not keep threads of one process apart, which is what the claim is for that a caller holds.

use super::claims::{self, Claim};
use super::wait::{Stop, Wait};
use rustix::fs::{FlockOperation, Mode, OFlags, fcntl_lock, fstat, open};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// No file here is longer.
const LONGEST: u64 = 64 * 1024;
/// How long to wait between two looks at a lock.
const PAUSE: Duration = Duration::from_millis(1);

/// A file that no other process and no other thread of this library has locked.
pub(crate) struct Locked {
    file: File,
    _claim: Claim,
}

/// Why a file is not locked.
pub(crate) enum Unlocked {
    /// The call was stopped.
    Stopped(Stop),
    /// Others hold it for too long.
    Busy,
    /// It cannot be used.
    Unusable(io::Error),
}

impl Locked {
    /// Opens a file, made with mode 0600 if it is not there, and locks it; gives up after `patience`.
    pub(crate) fn open(path: &Path, wait: &Wait, patience: Duration) -> Result<Self, Unlocked> {
        let end = Instant::now() + patience;
        let name = claims::name(&["file", &path.to_string_lossy()]);
        let claim = loop {
            match claims::try_claim(name) {
                Some(claim) => break claim,
                None if Instant::now() > end => return Err(Unlocked::Busy),
                None => wait.sleep(PAUSE).map_err(Unlocked::Stopped)?,
            }
        };
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let file = open(path, flags, Mode::RUSR | Mode::WUSR).map_err(|error| Unlocked::Unusable(error.into()))?;
        let file = File::from(file);
        if !file.metadata().is_ok_and(|facts| facts.is_file()) {
            return Err(Unlocked::Unusable(io::Error::other("it is not a file")));
        }
        loop {
            match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self { file, _claim: claim }),
                Err(Errno::INTR) => {}
                Err(Errno::ACCESS | Errno::AGAIN) if Instant::now() > end => return Err(Unlocked::Busy),
                Err(Errno::ACCESS | Errno::AGAIN) => wait.sleep(PAUSE).map_err(Unlocked::Stopped)?,
                Err(error) => return Err(Unlocked::Unusable(error.into())),
            }
        }
    }

    /// The text of the file; "" of one that is too long or no text.
    pub(crate) fn read(&mut self) -> String {
        let mut text = String::new();
        let read =
            self.file.seek(SeekFrom::Start(0)).and_then(|_| (&self.file).take(LONGEST).read_to_string(&mut text));
        if read.is_ok() { text } else { String::new() }
    }

    /// Replaces the text of the file.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(text.as_bytes())?;
        self.file.set_len(text.len() as u64)
    }
}

/// The text of a file that belongs to this user and that nobody else can read or write; `None` of any other.
pub(crate) fn read_own(path: &Path) -> Option<String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = open(path, flags, Mode::empty()).ok()?;
    let facts = fstat(&file).ok()?;
    let is_own = facts.st_uid == rustix::process::geteuid().as_raw();
    let is_private = Mode::from_raw_mode(facts.st_mode).intersection(Mode::RWXG | Mode::RWXO).is_empty();
    let file = File::from(file);
    if !is_own || !is_private || !file.metadata().is_ok_and(|facts| facts.is_file()) {
        return None;
    }
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Puts a file of this text, readable by its owner only, in the place of whatever stands at `path`, in one step.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (beside, mut file) = make_beside(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // It is of no use to anybody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file with a name of its own in the folder of `path`.
fn make_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    const TRIES: u32 = 16;
    let name = path.file_name().ok_or_else(|| io::Error::other("it has no name"))?.to_string_lossy();
    for turn in 0..TRIES {
        let mark = claims::name(&[&name, &format!("{:?} {turn}", Instant::now())]);
        let beside = path.with_file_name(format!(".{name}.{}-{mark:016x}", std::process::id()));
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        match open(&beside, flags, Mode::RUSR | Mode::WUSR) {
            Ok(file) => return Ok((beside, File::from(file))),
            Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::send::wait::CancelToken;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("zoomuser-private-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        folder
    }

    fn wait() -> Wait {
        Wait::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None)
    }

    #[test]
    fn a_replaced_file_is_whole_and_private() {
        let folder = folder("replaced");
        let path = folder.join("file");
        replace(&path, "one").expect("written");
        assert_eq!(read_own(&path).as_deref(), Some("one"));
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        for mode in [0o640, 0o604, 0o660, 0o610] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            assert_eq!(read_own(&path), None, "{mode:o}");
        }
        replace(&path, "two").expect("written");
        assert_eq!(read_own(&path).as_deref(), Some("two"));
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 1, "nothing is left beside it");
        assert!(replace(&folder.join("no/such/folder"), "x").is_err());
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
        assert!(matches!(Locked::open(&folder, &wait(), Duration::from_secs(1)), Err(Unlocked::Unusable(_))));
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn one_at_a_time_has_it_locked() {
        let folder = folder("locked");
        let path = folder.join("file");
        let mut locked = Locked::open(&path, &wait(), Duration::from_secs(1)).unwrap_or_else(|_| panic!("free"));
        locked.write("a longer text").expect("written");
        locked.write("short").expect("written");
        assert_eq!(locked.read(), "short");
        assert!(matches!(Locked::open(&path, &wait(), Duration::from_millis(5)), Err(Unlocked::Busy)));
        drop(locked);
        assert!(Locked::open(&path, &wait(), Duration::from_secs(1)).is_ok());
        fs::remove_dir_all(folder).expect("removed");
    }
}
