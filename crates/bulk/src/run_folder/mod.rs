//! The folder of a run.

pub(crate) mod error;
mod hash;
mod lock;
pub(crate) mod private_file;
#[cfg(test)]
pub(crate) mod tests;

pub use error::RunError;
pub use hash::{sha256, user_hash};
pub use lock::RunLock;

use error::shown;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use zoomuser::{InputError, Status};

/// A file of a run folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunFile {
    /// `plan.jsonl`: what is sent for each row.
    Plan,
    /// `input.jsonl`: the rows as they were given.
    Input,
    /// `journal.jsonl`: what was sent and how it ended.
    Journal,
    /// `results.csv`: every row with its outcome.
    Results,
    /// `failed.csv`: the rows to mend and apply again.
    FailedCsv,
    /// `failed.jsonl`: the same, if the rows were no CSV.
    FailedJsonLines,
    /// `summary.json`: the number of rows by outcome.
    Summary,
    /// `junit.xml`: the rows as test cases.
    Junit,
    /// `report.html`: the report.
    Report,
}

impl RunFile {
    /// Every file.
    pub const ALL: [Self; 9] = [
        Self::Plan,
        Self::Input,
        Self::Journal,
        Self::Results,
        Self::FailedCsv,
        Self::FailedJsonLines,
        Self::Summary,
        Self::Junit,
        Self::Report,
    ];

    /// Its name in the folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan.jsonl",
            Self::Input => "input.jsonl",
            Self::Journal => "journal.jsonl",
            Self::Results => "results.csv",
            Self::FailedCsv => "failed.csv",
            Self::FailedJsonLines => "failed.jsonl",
            Self::Summary => "summary.json",
            Self::Junit => "junit.xml",
            Self::Report => "report.html",
        }
    }
}

/// The folder of a run: its plan, its journal and its results. Only its owner can read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFolder {
    path: PathBuf,
}

impl RunFolder {
    /// Makes a folder beside `file`: `FILE.run-1`, or the number after the highest one that is there.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub fn create_beside(file: &Path) -> Result<Self, RunError> {
        const MAX_TRIES: u64 = 100;
        let last = numbers(file)?.last().copied().unwrap_or(0);
        for number in (last..).skip(1).take(MAX_TRIES as usize) {
            let path = numbered(file, number);
            match private_file::create_folder(&path) {
                Ok(()) => return Self { path }.synced(),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(RunError::io("make the folder", &path, &error)),
            }
        }
        Err(RunError::Unusable(format!("{}: no number is free for a folder beside it", shown(file))))
    }

    /// Makes the folder of the next run of `file`. A file in a run folder, such as failed.csv, has its runs beside that
    /// folder, as the file has that it came from.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub fn create_for(file: &Path) -> Result<Self, RunError> {
        Self::create_beside(&Self::source(file))
    }

    /// The file beside which the runs of `file` are.
    fn source(file: &Path) -> PathBuf {
        let of_run = || {
            let run = Self::open(parent(file)).ok()?;
            let path = run.named_path().ok()?;
            let (name, number) = path.file_name()?.to_str()?.rsplit_once(".run-")?;
            number.parse::<u64>().is_ok().then(|| path.with_file_name(name))
        };
        of_run().unwrap_or_else(|| file.to_owned())
    }

    /// Makes the folder of the run that undoes this one: `users.csv.run-1-undo.run-1` for `users.csv.run-1`.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub fn create_for_undo(&self) -> Result<Self, RunError> {
        let path = self.named_path()?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push("-undo");
        Self::create_beside(&path.with_file_name(name))
    }

    /// The path, with the name of the folder at its end: `.` has none.
    fn named_path(&self) -> Result<PathBuf, RunError> {
        match self.path.file_name() {
            Some(_) => Ok(self.path.clone()),
            None => self.path.canonicalize().map_err(|error| RunError::io("find", &self.path, &error)),
        }
    }

    /// Makes a folder at `path`.
    ///
    /// # Errors
    ///
    /// There is something at `path`, or the folder cannot be made.
    pub fn create(path: &Path) -> Result<Self, RunError> {
        match private_file::create_folder(path) {
            Ok(()) => Self { path: path.to_owned() }.synced(),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(RunError::Unusable(format!(
                "{} exists; a new run needs a new folder, and a run that was stopped is resumed",
                shown(path)
            ))),
            Err(error) => Err(RunError::io("make the folder", path, &error)),
        }
    }

    /// Waits until the disk knows the name of the folder.
    fn synced(self) -> Result<Self, RunError> {
        let parent = parent(&self.path);
        private_file::sync_folder(parent).map_err(|error| RunError::io("write", parent, &error))?;
        Ok(self)
    }

    /// The run folder at `path`.
    ///
    /// # Errors
    ///
    /// It is not a run folder.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        let folder = Self { path: path.to_owned() };
        match fs::metadata(folder.file(RunFile::Plan)) {
            Ok(facts) if facts.is_file() => Ok(folder),
            Ok(_) => Err(RunError::Unusable(format!("{} is not a run folder", shown(path)))),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Err(
                RunError::Unusable(format!("{} is not a run folder: it has no {}", shown(path), RunFile::Plan.name())),
            ),
            Err(error) => Err(RunError::io("read", path, &error)),
        }
    }

    /// The run that a path names: a run folder, or the latest run of a file. A file in a run folder means the file that it came
    /// from.
    ///
    /// # Errors
    ///
    /// It is not a run folder, or a file without a run.
    pub fn find(path: &Path) -> Result<Self, RunError> {
        if !path.is_file() {
            return Self::open(path);
        }
        let none = || RunError::Unusable(format!("{}: there is no run of this file", shown(path)));
        Self::latest_of(&Self::source(path))?.ok_or_else(none)
    }

    /// The run folder beside `file` with the highest number of those that were begun: they have a journal.
    ///
    /// # Errors
    ///
    /// The folder of `file` cannot be read.
    pub(crate) fn latest_of(file: &Path) -> Result<Option<Self>, RunError> {
        let mut folders = numbers(file)?.into_iter().rev().map(|number| Self { path: numbered(file, number) });
        Ok(folders.find(|folder| folder.file(RunFile::Journal).exists()))
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the folder, by which a run is called.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// Where a file of the folder is, be it there or not.
    pub fn file(&self, file: RunFile) -> PathBuf {
        self.path.join(file.name())
    }

    /// Makes a file of the folder, for writing.
    ///
    /// # Errors
    ///
    /// It exists or cannot be made.
    pub fn create_file(&self, file: RunFile) -> Result<File, RunError> {
        let path = self.file(file);
        private_file::create(&path).map_err(|error| RunError::io("make", &path, &error))
    }

    /// Opens a file of the folder, for reading.
    ///
    /// # Errors
    ///
    /// It cannot be opened.
    pub fn open_file(&self, file: RunFile) -> Result<File, RunError> {
        let path = self.file(file);
        File::open(&path).map_err(|error| RunError::io("read", &path, &error))
    }

    /// Locks the folder, so that no other process runs it. `now` is the time in RFC 3339, for the message that the other
    /// process gets.
    ///
    /// # Errors
    ///
    /// [`RunError::Running`] if another process, or another part of this one, has it locked.
    pub fn lock(&self, now: &str) -> Result<RunLock, RunError> {
        RunLock::take(&self.path, now)
    }

    /// Deletes the folder of a run that was not begun.
    pub fn discard(&self) {
        // If files are left, the next run takes another number, or refuses the folder and says so.
        let _ = fs::remove_dir_all(&self.path);
    }

    /// Deletes the folder, if nothing but the files of a run is in it.
    ///
    /// # Errors
    ///
    /// A process is running it, something else is in it, or it cannot be deleted.
    pub fn forget(self, now: &str) -> Result<(), RunError> {
        Self::open(&self.path)?;
        let lock = self.lock(now)?;
        let failed = |error: io::Error| RunError::io("delete", &self.path, &error);
        let mut paths = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if !is_of_a_run(&path) {
                let message = format!("{} is not a file of a run; nothing was deleted", shown(&path));
                return Err(RunError::Unusable(message));
            }
            paths.push(path);
        }
        // Without a plan it is no run folder: a deletion that fails half-way can be repeated. The lock goes last.
        paths.sort_by_key(|path| (path.ends_with(RunFile::Plan.name()), path.ends_with(lock::LOCK)));
        let lock_file = self.path.join(lock::LOCK);
        for path in paths.iter().filter(|path| **path != lock_file) {
            fs::remove_file(path).map_err(failed)?;
        }
        drop(lock);
        fs::remove_file(lock_file).and_then(|()| fs::remove_dir(&self.path)).map_err(failed)
    }
}

fn is_of_a_run(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = private_file::replaced_name(&name).unwrap_or(&name);
    let is_known = RunFile::ALL.iter().any(|file| file.name() == name) || [lock::LOCK, lock::OWNER].contains(&name);
    is_known && fs::symlink_metadata(path).is_ok_and(|facts| !facts.is_dir())
}

/// Whether two paths name one file, which is there.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// The error of a file that would be written in the place of the file of users; `name` is the path with its option.
pub(crate) fn is_users(name: &str) -> InputError {
    InputError::new(Status::InvalidArgument, format!("{name}: it is the file of users: name another file"))
}

/// The folder of a file.
fn parent(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn prefix(file: &Path) -> OsString {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".run-");
    name
}

fn numbered(file: &Path, number: u64) -> PathBuf {
    let mut name = prefix(file);
    name.push(number.to_string());
    file.with_file_name(name)
}

/// The numbers of the run folders beside a file, ascending.
fn numbers(file: &Path) -> Result<Vec<u64>, RunError> {
    let folder = parent(file);
    let failed = |error: io::Error| RunError::io("read the folder", folder, &error);
    let (prefix, mut numbers) = (prefix(file), Vec::new());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let Some(digits) = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes()) else { continue };
        let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        numbers.extend(number.filter(|number: &u64| is_folder && number.to_string().as_bytes() == digits));
    }
    numbers.sort_unstable();
    Ok(numbers)
}
