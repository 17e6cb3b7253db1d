//! Signals remove the files of a sandbox.

use crate::program::command;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A folder for temporary files that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zoomuser-signals-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(&self.0).expect("a folder").map(|entry| entry.expect("a file").path()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("removed");
    }
}

/// A sandbox in a process of its own, which has written its file.
struct Running {
    child: Child,
    ca_file: PathBuf,
}

impl Running {
    fn start(mut command: Command, folder: &Folder) -> Self {
        command.env("TMPDIR", &folder.0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("an output")).read_line(&mut line).expect("a line");
        let started: Value = serde_json::from_str(&line).expect("JSON");
        let ca_file = PathBuf::from(started["ca_file"].as_str().expect("a path"));
        assert!(ca_file.starts_with(&folder.0) && ca_file.exists(), "{}", ca_file.display());
        Self { child, ca_file }
    }

    /// With the default action for SIGINT, which a shell lets a script's background jobs ignore.
    fn sandbox(folder: &Folder) -> Self {
        let program = command(&["sandbox", "--json"]);
        let mut command = Command::new("env");
        if cfg!(target_os = "linux") {
            command.arg("--default-signal=INT");
        }
        command.arg(program.get_program()).args(program.get_args());
        Self::start(command, folder)
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// The signal that ended the process.
    fn end(&mut self) -> Option<i32> {
        self.child.wait().expect("it ends").signal()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ends the process if the test failed; killing one that has ended is an error, which is ignored.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_signal_ends_the_sandbox_and_removes_its_file() {
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        let folder = Folder::new(name);
        let mut running = Running::sandbox(&folder);
        running.signal(name);
        assert_eq!(running.end(), Some(number), "who waits for it sees the signal");
        assert_eq!(folder.files(), Vec::<PathBuf>::new(), "{name}");
    }
}

#[test]
fn the_next_sandbox_removes_the_files_of_a_killed_one() {
    let folder = Folder::new("KILL");
    let others = folder.0.join("zoomuser-sandbox-notes.pem");
    fs::write(&others, "not a file of a sandbox").expect("written");
    let alive = Running::sandbox(&folder);
    let mut killed = Running::sandbox(&folder);
    let left = killed.ca_file.clone();
    killed.signal("KILL");
    assert_eq!(killed.end(), Some(9));
    assert!(left.exists());
    let next = Running::sandbox(&folder);
    assert!(!left.exists(), "{}", left.display());
    for kept in [&alive.ca_file, &next.ca_file, &others] {
        assert!(kept.exists(), "{}", kept.display());
    }
    for mut running in [alive, next] {
        running.signal("TERM");
        assert_eq!(running.end(), Some(15));
    }
    assert_eq!(folder.files(), [others]);
}

#[test]
fn an_ignored_signal_stays_ignored() {
    let folder = Folder::new("ignored");
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' INT; exec \"$0\" sandbox --json", env!("CARGO_BIN_EXE_zoomuser")]);
    let mut running = Running::start(shell, &folder);
    running.signal("INT");
    running.signal("TERM");
    assert_eq!(
        running.end(),
        Some(15),
        "a script that runs it in the background sends it every Ctrl-C of the terminal"
    );
    assert_eq!(folder.files(), Vec::<PathBuf>::new());
}
