//! Small files by which processes share a state: locked while they are read and changed, never followed as a link.
//!
//! How a file is locked and kept from others is the system's matter. No lock survives its process. That threads of one
//! process keep apart is what the claim is for that a locked file holds.

#[cfg(unix)]
#[path = "unix.rs"]
mod system;
#[cfg(windows)]
#[path = "windows.rs"]
mod system;

use super::claims::{self, Claim};
use super::wait::{Stop, Wait};
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
    /// Opens a file, made for its owner only if it is not there, and locks it; gives up after `patience`.
    pub(crate) fn open(path: &Path, wait: &Wait, patience: Duration) -> Result<Self, Unlocked> {
        let end = Instant::now() + patience;
        let name = claims::name(&["file", &path.to_string_lossy()]);
        let claim = until(end, wait, || Ok(claims::try_claim(name)))?;
        let file = until(end, wait, || system::try_lock(path))?;
        Ok(Self { file, _claim: claim })
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

/// Tries until something is had, or until `end`.
fn until<T>(end: Instant, wait: &Wait, mut try_once: impl FnMut() -> io::Result<Option<T>>) -> Result<T, Unlocked> {
    loop {
        match try_once().map_err(Unlocked::Unusable)? {
            Some(had) => return Ok(had),
            None if Instant::now() > end => return Err(Unlocked::Busy),
            None => wait.sleep(PAUSE).map_err(Unlocked::Stopped)?,
        }
    }
}

/// The text of a file that belongs to this user and that nobody else can read or write; `None` of any other. On Windows
/// the folder decides who may read its files, and any file counts.
pub(crate) fn read_own(path: &Path) -> Option<String> {
    let mut text = String::new();
    system::open_own(path)?.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

fn is_file(file: &File) -> bool {
    file.metadata().is_ok_and(|facts| facts.is_file())
}

/// Puts a file of this text, readable by its owner only, in the place of whatever stands at `path`, in one step.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (beside, mut file) = make_beside(path)?;
    let written = file.write_all(text.as_bytes());
    drop(file);
    let written = written.and_then(|()| fs::rename(&beside, path));
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
    use crate::send::wait::CancelToken;

    pub(super) fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("zoomuser-private-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        folder
    }

    pub(super) fn wait() -> Wait {
        Wait::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None)
    }

    #[test]
    fn a_replaced_file_is_whole() {
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
        assert!(matches!(Locked::open(&folder, &wait(), Duration::from_secs(1)), Err(Unlocked::Unusable(_))));
        fs::remove_dir_all(folder).expect("removed");
    }
}
