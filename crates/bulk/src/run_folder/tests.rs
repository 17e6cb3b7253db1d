//! Tests of run folders, with other processes where a lock is meant.

use super::*;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// An empty folder, removed with what is in it.
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zoomuser-bulk-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).expect("made");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A run folder in it.
    pub(crate) fn run(&self) -> RunFolder {
        RunFolder::create_beside(&self.0.join("users.csv")).expect("made")
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes a file of a run folder.
pub(crate) fn put(folder: &RunFolder, file: RunFile, text: &str) {
    folder.create_file(file).expect("new").write_all(text.as_bytes()).expect("written");
}

fn message<T>(result: Result<T, RunError>) -> String {
    result.err().expect("an error").to_string()
}

#[test]
fn the_next_number_is_after_the_highest() {
    let folder = Temporary::new("numbers");
    let file = folder.path().join("users.csv");
    assert_eq!(RunFolder::latest_of(&file), Ok(None));
    assert_eq!(folder.run().name(), "users.csv.run-1");
    for name in ["users.csv.run-09", "users.csv.run-x", "users.csv.run-", "users.csv.run-12", "other.csv.run-40"] {
        fs::create_dir(folder.path().join(name)).expect("made");
    }
    fs::write(folder.path().join("users.csv.run-13"), "a file").expect("written");
    assert_eq!(folder.run().name(), "users.csv.run-14");
    assert_eq!(RunFolder::latest_of(&file), Ok(None), "none of them was begun");
    for name in ["users.csv.run-12", "users.csv.run-14"] {
        fs::write(folder.path().join(name).join("journal.jsonl"), "").expect("written");
    }
    assert_eq!(folder.run().name(), "users.csv.run-15");
    assert_eq!(RunFolder::latest_of(&file).expect("read").expect("there").name(), "users.csv.run-14");
    let inside = folder.path().join("users.csv.run-13").join("x.csv");
    assert!(message(RunFolder::create_beside(&inside)).starts_with("cannot read the folder "));
}

#[test]
fn a_run_of_failed_rows_and_an_undo_are_beside_the_run() {
    let folder = Temporary::new("beside");
    let run = folder.run();
    let failed = run.file(RunFile::FailedCsv);
    assert_eq!(RunFolder::create_for(&failed).expect("made").path(), failed.with_file_name("failed.csv.run-1"));
    put(&run, RunFile::Plan, "");
    assert_eq!(RunFolder::create_for(&failed).expect("made").path(), folder.path().join("users.csv.run-2"));
    assert_eq!(RunFolder::create_for(&folder.path().join("x.csv")).expect("made").name(), "x.csv.run-1");
    for (path, expected) in [(run.path().to_owned(), 1), (run.path().join(""), 2), (run.path().join("."), 3)] {
        let undo = RunFolder::open(&path).expect("a run").create_for_undo().expect("made");
        assert_eq!(undo.path(), folder.path().join(format!("users.csv.run-1-undo.run-{expected}")));
    }
    let plain = RunFolder::create(&folder.path().join("plain")).expect("made");
    assert_eq!(plain.create_for_undo().expect("made").path(), folder.path().join("plain-undo.run-1"));
    plain.discard();
    assert!(!plain.path().exists());
}

#[test]
fn a_file_names_its_latest_run() {
    let folder = Temporary::new("find");
    let file = folder.path().join("users.csv");
    fs::write(&file, "").expect("written");
    assert!(message(RunFolder::find(&file)).ends_with("users.csv: there is no run of this file"));
    let run = folder.run();
    put(&run, RunFile::Plan, "");
    put(&run, RunFile::Journal, "");
    assert_eq!(RunFolder::find(&file), Ok(run.clone()));
    assert_eq!(RunFolder::find(run.path()), Ok(run.clone()));
    // The failed rows of a run are applied beside it.
    let failed = run.file(RunFile::FailedCsv);
    put(&run, RunFile::FailedCsv, "");
    let second = RunFolder::create_for(&failed).expect("made");
    put(&second, RunFile::Plan, "");
    put(&second, RunFile::Journal, "");
    assert_eq!((second.name().as_str(), RunFolder::find(&failed)), ("users.csv.run-2", Ok(second.clone())));
    assert!(message(RunFolder::find(&folder.path().join("none"))).contains("is not a run folder"));
}

#[test]
fn a_folder_is_made_once_and_opened_only_if_it_is_of_a_run() {
    let folder = Temporary::new("once");
    let path = folder.path().join("run");
    let run = RunFolder::create(&path).expect("made");
    assert!(
        message(RunFolder::create(&path))
            .ends_with("exists; a new run needs a new folder, and a run that was stopped is resumed")
    );
    assert!(message(RunFolder::open(&path)).ends_with("is not a run folder: it has no plan.jsonl"));
    put(&run, RunFile::Plan, "");
    assert_eq!(RunFolder::open(&path), Ok(run.clone()));
    assert!(message(run.create_file(RunFile::Plan)).starts_with("cannot make "));
    assert!(message(RunFolder::open(&run.file(RunFile::Plan))).contains("is not a run folder"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it_and_links_are_not_followed() {
    use std::os::unix::fs::{MetadataExt, symlink};
    let folder = Temporary::new("private");
    let run = folder.run();
    let other = folder.path().join("other");
    fs::write(&other, "theirs").expect("written");
    symlink(&other, run.file(RunFile::Input)).expect("linked");
    assert!(message(run.create_file(RunFile::Input)).starts_with("cannot make "));
    symlink(&other, run.path().join(lock::LOCK)).expect("linked");
    assert!(message(run.lock("now")).ends_with("it is not a file"));
    fs::remove_file(run.path().join(lock::LOCK)).expect("removed");
    symlink(&other, run.file(RunFile::Summary)).expect("linked");
    private_file::replace(&run.file(RunFile::Summary), |file| Ok(file.write_all(b"ours")?)).expect("replaced");
    put(&run, RunFile::Plan, "");
    drop(run.lock("now").expect("free"));
    assert_eq!(fs::read_to_string(&other).expect("there"), "theirs");
    assert_eq!(fs::metadata(run.path()).expect("there").mode() & 0o777, 0o700);
    for name in ["plan.jsonl", "summary.json", "lock", "owner"] {
        let facts = fs::symlink_metadata(run.path().join(name)).expect("there");
        assert_eq!((facts.mode() & 0o777, facts.is_file()), (0o600, true), "{name}");
    }
}

#[test]
fn forgetting_deletes_what_belongs_to_a_run_and_nothing_else() {
    let folder = Temporary::new("forget");
    let run = folder.run();
    assert!(message(run.clone().forget("now")).contains("is not a run folder"));
    for file in RunFile::ALL {
        put(&run, file, "");
    }
    fs::write(run.path().join(".results.csv.17-0.tmp"), "").expect("written");
    for other in ["notes.txt", ".results.csv.tmp", "x.tmp", ".results.csv.17-x.tmp"] {
        fs::write(run.path().join(other), "").expect("written");
        assert!(message(run.clone().forget("now")).ends_with("is not a file of a run; nothing was deleted"), "{other}");
        fs::remove_file(run.path().join(other)).expect("still there");
    }
    let lock = run.lock("2026-11-30T10:00:00Z").expect("free");
    let expected = format!(
        "process {} has been running it since 2026-11-30T10:00:00Z; wait until it has ended",
        std::process::id()
    );
    let refused = run.clone().forget("now");
    assert!(matches!(&refused, Err(RunError::Running(message)) if message.ends_with(&expected)), "{refused:?}");
    drop(lock);
    run.clone().forget("now").expect("deleted");
    assert!(!run.path().exists());
}

/// The environment variable that makes [`a_killed_process_has_no_lock`] the process that is killed.
const HOLD: &str = "ZOOM_TEST_HOLD_LOCK";

#[test]
fn a_killed_process_has_no_lock() {
    if let Some(path) = std::env::var_os(HOLD) {
        let _lock = RunFolder { path: path.into() }.lock("2026-11-30T10:00:00Z").expect("free");
        writeln!(io::stdout(), "\nlocked").expect("written");
        // Until the other process kills this one, or ends and thereby closes the pipe.
        let _ = io::stdin().read_line(&mut String::new());
        return;
    }
    let folder = Temporary::new("killed");
    let run = folder.run();
    let mut holder = Command::new(std::env::current_exe().expect("known"))
        .args(["--exact", "run_folder::tests::a_killed_process_has_no_lock", "--nocapture"])
        .env(HOLD, run.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let lines = BufReader::new(holder.stdout.take().expect("piped")).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "locked"));
    let refused = message(run.lock("now"));
    holder.kill().and_then(|()| holder.wait().map(drop)).expect("killed");
    assert!(refused.contains(&format!("process {} has been running it since 2026-", holder.id())), "{refused}");
    run.lock("now").expect("free again");
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = Temporary::new("replace");
    let path = folder.path().join("results.csv");
    private_file::replace(&path, |file| Ok(file.write_all(b"one")?)).expect("written");
    let broken = private_file::replace(&path, |file| {
        file.write_all(b"two")?;
        Err(io::Error::other("disk full").into())
    });
    assert!(message(broken).ends_with("results.csv: disk full"));
    assert_eq!(fs::read_to_string(&path).expect("there"), "one");
    assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1, "nothing is left beside it");
    assert_eq!(private_file::replaced_name(".results.csv.17-0.tmp"), Some("results.csv"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Temporary::new("read-only");
    let run = folder.run();
    fs::set_permissions(run.path(), fs::Permissions::from_mode(0o500)).expect("set");
    // Permissions do not bind root.
    if let Err(error) = run.lock("now") {
        assert!(error.to_string().starts_with("cannot lock ") && error.to_string().contains("ermission"), "{error}");
    }
    fs::set_permissions(run.path(), fs::Permissions::from_mode(0o700)).expect("set");
}
