//! Small files by which processes share state: locked while they are read and changed; links are not followed.
//!
//! The operating system locks the file for the process and unlocks it when the process ends; a keyed lock keeps the threads
//! of one process apart.

#[cfg(unix)]
#[path = "unix.rs"]
mod system;
#[cfg(windows)]
#[path = "windows.rs"]
mod system;

use super::deadline::{Deadline, WaitError};
use super::keyed_lock::{self, LockGuard};
use crate::text::breaks_line;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The longest file, in bytes.
const MAX_FILE_LEN: u64 = 64 * 1024;
/// The pause between two attempts to lock.
const PAUSE: Duration = Duration::from_millis(1);

/// A file that no other process and no other thread of this library has locked.
pub(crate) struct Locked {
    file: File,
    _guard: LockGuard,
}

/// Why a file is not locked.
pub(crate) enum Unlocked {
    /// The call was stopped.
    Stopped(WaitError),
    /// Others held it too long.
    Busy,
    /// It cannot be used.
    Unusable(io::Error),
}

impl Locked {
    /// Opens and locks a file, creating it with access for its owner only; gives up after `timeout`, or a fifth of the
    /// call's remaining time.
    pub(crate) fn open(path: &Path, wait: &Deadline, timeout: Duration) -> Result<Self, Unlocked> {
        let end = Instant::now() + timeout.min(wait.left().map_err(Unlocked::Stopped)? / 5);
        let name = keyed_lock::name(&["file", &system::identity(path)]);
        let guard = until(end, wait, || Ok(keyed_lock::try_lock(name)))?;
        let file = until(end, wait, || system::try_lock(path))?;
        Ok(Self { file, _guard: guard })
    }

    /// The text of the file; "" if it is too long or not UTF-8.
    pub(crate) fn read(&mut self) -> io::Result<String> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        let length = (&self.file).take(MAX_FILE_LEN + 1).read_to_end(&mut bytes)?;
        let text = String::from_utf8(bytes).unwrap_or_default();
        Ok(if length as u64 > MAX_FILE_LEN { String::new() } else { text })
    }

    /// Replaces the text of the file.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(text.as_bytes())?;
        self.file.set_len(text.len() as u64)
    }
}

/// Retries until there is a result, or until `end`.
fn until<T>(end: Instant, wait: &Deadline, mut try_once: impl FnMut() -> io::Result<Option<T>>) -> Result<T, Unlocked> {
    loop {
        match try_once().map_err(Unlocked::Unusable)? {
            Some(result) => return Ok(result),
            None if Instant::now() > end => return Err(Unlocked::Busy),
            None => wait.sleep(PAUSE).map_err(Unlocked::Stopped)?,
        }
    }
}

/// The text of a file that belongs to this user and that no other user can read or write; `None` for any other file. On
/// Windows the folder decides who may read its files, and any file is accepted.
pub(crate) fn read_own(path: &Path) -> Option<String> {
    let mut text = String::new();
    system::open_own(path)?.take(MAX_FILE_LEN).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The folder for files that live no longer than the user's session, made if it is not there; `None` if there is no such folder
/// that belongs to the user alone. `env` returns environment variables.
pub(crate) fn runtime_folder(env: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let named = |name: &str| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
    system::runtime_folder(&named)
}

/// A path for a message: on one line, and bounded.
pub(crate) fn shown(path: &Path) -> String {
    const MAX_SHOWN_LEN: usize = 255;
    let text: String = path.to_string_lossy().chars().map(|c| if breaks_line(c) { '?' } else { c }).collect();
    if text.len() > MAX_SHOWN_LEN { "the file".to_owned() } else { text }
}

fn is_file(file: &File) -> bool {
    file.metadata().is_ok_and(|facts| facts.is_file())
}

/// Atomically replaces the file at `path` by one with this text, readable by its owner only.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (beside, mut file) = create_beside(path)?;
    let written = file.write_all(text.as_bytes());
    drop(file);
    let written = written.and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // If it cannot be removed either, the first error is still the one to report.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Creates a new file with a unique name in the folder of `path`.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    const MAX_TRIES: u32 = 16;
    let name = path.file_name().ok_or_else(|| io::Error::other("it has no name"))?.to_string_lossy();
    for turn in 0..MAX_TRIES {
        let mark = keyed_lock::name(&[&name, &format!("{:?} {turn}", Instant::now())]);
        let beside = path.with_file_name(format!(".{name}.{}-{mark:016x}", std::process::id()));
        match system::create_new(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::deadline::CancelToken;

    pub(crate) fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("zoomuser-private-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        folder
    }

    pub(crate) fn wait() -> Deadline {
        Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None)
    }

    #[test]
    fn a_replaced_file_is_complete() {
        let folder = folder("replaced");
        let path = folder.join("file");
        for text in ["one", "two"] {
            replace(&path, text).expect("written");
            assert_eq!(read_own(&path).as_deref(), Some(text));
        }
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 1, "nothing is left beside it");
        assert!(replace(&folder.join("no/such/folder"), "x").is_err());
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn only_one_holds_the_lock() {
        let folder = folder("locked");
        let path = folder.join("file");
        let mut locked = Locked::open(&path, &wait(), Duration::from_secs(1)).unwrap_or_else(|_| panic!("free"));
        locked.write("a longer text").expect("written");
        locked.write("short").expect("written");
        assert_eq!(locked.read().expect("readable"), "short");
        assert!(matches!(Locked::open(&path, &wait(), Duration::from_millis(5)), Err(Unlocked::Busy)));
        drop(locked);
        assert!(Locked::open(&path, &wait(), Duration::from_secs(1)).is_ok());
        assert!(matches!(Locked::open(&folder, &wait(), Duration::from_secs(1)), Err(Unlocked::Unusable(_))));
        fs::remove_dir_all(folder).expect("removed");
    }
}
