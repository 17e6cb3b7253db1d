//! Faults of `rate_file`: no call fails, one result says so if the file cannot be used, and the process keeps the rate by itself.

use std::any::Any;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::lock_holder::LockHolder;
use support::{http_options, patch, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Sandbox;

/// Calls in a row, and the least time that they take at four a second, which the plan permits.
const CALLS: u32 = 8;
const LEAST: Duration = Duration::from_millis(7 * 250);

/// What is wrong with the file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// The disk is full when the file is made.
    FullDisk,
    /// The disk is full, but the file is there.
    FullLater,
    ReadOnlyFile,
    ReadOnlyFolder,
    /// Another process has it locked all the time.
    Locked,
    /// It is deleted before each call.
    Deleted,
    /// It is emptied before each call.
    Emptied,
    /// It is put back to what it was in the beginning.
    PutBack,
    /// It becomes a folder.
    Folder,
}

const FAULTS: [Fault; 9] = [
    Fault::FullDisk,
    Fault::FullLater,
    Fault::ReadOnlyFile,
    Fault::ReadOnlyFolder,
    Fault::Locked,
    Fault::Deleted,
    Fault::Emptied,
    Fault::PutBack,
    Fault::Folder,
];

/// A mounted file system, unmounted when dropped.
struct Mount(PathBuf);

impl Mount {
    /// An empty one of four pages at this folder; `None` with a message if that needs root.
    fn new(folder: &Path) -> Option<Self> {
        let made = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16k", "zoomuser-test"]).arg(folder).status();
        if made.is_ok_and(|status| status.success()) {
            return Some(Self(folder.to_owned()));
        }
        assert!(std::env::var_os("CI").is_none(), "a file system could not be mounted");
        eprintln!("skipped: mounting a file system needs root");
        None
    }

    /// Leaves no room.
    fn fill(&self) {
        // It ends with an error when there is no room left.
        let _ = fs::write(self.0.join("filler"), [0; 64 * 1024]);
    }

    fn make_read_only(&self) {
        let made = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0).status();
        assert!(made.is_ok_and(|status| status.success()), "it is mounted");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // A failure shows as a folder that cannot be removed.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::FullDisk => "cannot be made on a full disk",
            Self::FullLater => "is there on a full disk",
            Self::ReadOnlyFile => "on a read-only file system",
            Self::ReadOnlyFolder => "missing on a read-only file system",
            Self::Locked => "locked by another process",
            Self::Deleted => "deleted between calls",
            Self::Emptied => "emptied between calls",
            Self::PutBack => "put back between calls",
            Self::Folder => "became a folder",
        }
    }

    /// Whether the file cannot be used, which one result has to say.
    fn is_reported(self) -> bool {
        !matches!(self, Self::FullLater | Self::Deleted | Self::Emptied | Self::PutBack)
    }

    /// Makes the fault before the first call, and returns what keeps it up; `None` if that needs root.
    fn prepare(self, folder: &Path, file: &str) -> Option<Box<dyn Any>> {
        let kept: Box<dyn Any> = match self {
            Self::FullDisk | Self::FullLater | Self::ReadOnlyFile | Self::ReadOnlyFolder => {
                let mount = Mount::new(folder)?;
                if matches!(self, Self::FullLater | Self::ReadOnlyFile) {
                    fs::write(file, "").expect("room");
                }
                match self {
                    // A page belongs to the file from its first byte on.
                    Self::FullLater => fs::write(file, "-").expect("room"),
                    Self::FullDisk => {}
                    _ => mount.make_read_only(),
                }
                if matches!(self, Self::FullDisk | Self::FullLater) {
                    mount.fill();
                }
                Box::new(mount)
            }
            Self::Locked => Box::new(LockHolder::start(Path::new(env!("CARGO_BIN_EXE_hold-lock")), file)),
            Self::Deleted | Self::Emptied | Self::PutBack | Self::Folder => Box::new(()),
        };
        Some(kept)
    }

    /// Before each call but the first.
    fn disturb(self, file: &str, first: &[u8]) {
        match self {
            Self::Deleted => fs::remove_file(file).expect("there"),
            Self::Emptied => fs::write(file, "").expect("written"),
            Self::PutBack => fs::write(file, first).expect("written"),
            Self::Folder if Path::new(file).is_file() => {
                fs::remove_file(file).expect("there");
                fs::create_dir(file).expect("made");
            }
            _ => {}
        }
    }
}

/// What is wrong with the calls of a fault, if something is; `None` if it cannot be made here.
fn run_fault(fault: Fault) -> Option<Result<(), String>> {
    let folder = Folder::new();
    let file = folder.file("rate");
    let _kept = fault.prepare(folder.path(), &file)?;
    let sandbox = Sandbox::builder().token(&format!("rate-file-{fault:?}")).start().expect("the sandbox starts");
    let client = Client::new(with(http_options(&sandbox), &[("plan", "free"), ("rate_file", &file)]));
    let (started, mut told, mut first) = (Instant::now(), 0, Vec::new());
    for number in 0..CALLS {
        match number {
            0 => {}
            1 => first = fs::read(&file).unwrap_or_default(),
            _ => fault.disturb(&file, &first),
        }
        let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        if !outcome.is_ok() {
            return Some(Err(format!("{:?}: {}", outcome.status(), outcome.message())));
        }
        told += outcome.warnings().iter().filter(|warning| warning.field == "rate_file").count();
    }
    let took = started.elapsed();
    Some(match (told == usize::from(fault.is_reported()), took >= LEAST) {
        (true, true) => Ok(()),
        (false, _) => Err(format!("{told} warnings")),
        (_, false) => Err(format!("{CALLS} calls in {took:?}")),
    })
}

/// The faults, and what is wrong with the calls of each.
pub(crate) struct Totals(Vec<(Fault, Option<Result<(), String>>)>);

/// All faults.
pub(crate) fn run() -> Totals {
    Totals(thread::scope(|scope| {
        let runs: Vec<_> = FAULTS.into_iter().map(|fault| (fault, scope.spawn(move || run_fault(fault)))).collect();
        runs.into_iter().map(|(fault, run)| (fault, run.join().expect("no panic"))).collect()
    }))
}

impl Totals {
    pub(crate) fn is_balanced(&self) -> bool {
        self.0.iter().all(|(_, result)| !matches!(result, Some(Err(_))))
    }

    pub(crate) fn print(&self) {
        println!("| rate_file | calls | wrong |");
        println!("|{}", " --- |".repeat(3));
        for (fault, result) in &self.0 {
            let (calls, wrong) = match result {
                None => ("skipped".to_owned(), "0"),
                Some(Ok(())) => (CALLS.to_string(), "0"),
                Some(Err(why)) => (CALLS.to_string(), why.as_str()),
            };
            println!("| {} | {calls} | {wrong} |", fault.name());
        }
    }
}
