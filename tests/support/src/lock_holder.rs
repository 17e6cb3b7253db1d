//! A process that holds a lock.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A process that holds the lock of a file.
pub struct LockHolder(Child);

impl LockHolder {
    /// Starts `hold-lock`, whose path is `program`, and waits until it has locked the file.
    ///
    /// # Panics
    ///
    /// If it does not start or cannot lock the file.
    #[must_use]
    pub fn start(program: &Path, file: &str) -> Self {
        let mut child = Command::new(program);
        child.arg(file).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = child.spawn().expect("it runs");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        assert_eq!(line, "locked\n");
        Self(child)
    }
}

impl Drop for LockHolder {
    fn drop(&mut self) {
        // `wait` closes the standard input of the process.
        let _ = self.0.wait();
    }
}
