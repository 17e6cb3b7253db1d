//! The lock of a run, which the system takes back when its process ends.

use super::error::{RunError, shown};
use super::private_file;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The locked file. It stays empty, since Windows lets nobody read a locked file.
pub(super) const LOCK: &str = "lock";
/// Who has the lock, for a message only.
pub(super) const OWNER: &str = "owner";

/// How long a process needs at most to run another program, and how often it is looked for the end of that.
const START_TIME: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(5);

/// A lock on a run folder, until it is dropped or the process ends.
#[derive(Debug)]
pub struct RunLock {
    _file: File,
}

impl RunLock {
    /// Locks the folder. It waits only if this process had the lock last, for [`START_TIME`] at most.
    pub(super) fn take(folder: &Path, now: &str) -> Result<Self, RunError> {
        let path = folder.join(LOCK);
        let unusable = |error: &io::Error| RunError::io("lock", &path, error);
        let file = match private_file::create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => private_file::open(&path),
            made => made,
        };
        let file = file.map_err(|error| unusable(&error))?;
        let began = Instant::now();
        loop {
            match fs4::FileExt::try_lock(&file) {
                Ok(()) => break,
                // A process that this one has just started has its open files until it runs its own program.
                Err(fs4::TryLockError::WouldBlock) if began.elapsed() < START_TIME && is_own(folder) => {
                    thread::sleep(PAUSE);
                }
                Err(fs4::TryLockError::WouldBlock) => return Err(RunError::Running(running(folder))),
                Err(fs4::TryLockError::Error(error)) => return Err(unusable(&error)),
            }
        }
        let owner = json!({"pid": std::process::id(), "since": now}).to_string();
        private_file::replace(&folder.join(OWNER), |file| Ok(file.write_all(owner.as_bytes())?))?;
        Ok(Self { _file: file })
    }
}

/// Whether this process had the lock last.
fn is_own(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join(OWNER)).unwrap_or_default();
    let owner: Value = serde_json::from_str(&text).unwrap_or_default();
    owner.get("pid").and_then(Value::as_u64) == Some(std::process::id().into())
}

/// The message for a folder that another process has locked.
fn running(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join(OWNER)).unwrap_or_default();
    let owner: Value = serde_json::from_str(&text).unwrap_or_default();
    let who = match (owner.get("pid").and_then(Value::as_u64), owner.get("since").and_then(Value::as_str)) {
        (Some(pid), Some(since)) => format!("process {pid} has been running it since {}", shown(Path::new(since))),
        _ => "another process is running it".to_owned(),
    };
    format!("{}: {who}; wait until it has ended", shown(folder))
}
