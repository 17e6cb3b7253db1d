//! A program of this package under a name of its own: a build that runs beside the tests may replace the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a build may take to put the program back.
const PATIENCE: Duration = Duration::from_secs(60);

/// A link to the program, removed when dropped.
pub struct OwnProgram(PathBuf);

impl OwnProgram {
    /// Links to the program that is at this path, or will soon be.
    ///
    /// # Panics
    ///
    /// If there is no program.
    #[must_use]
    pub fn of(program: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let link = PathBuf::from(format!("{program}.{}-{number}", std::process::id()));
        // May be left from an earlier process with the same id.
        let _ = fs::remove_file(&link);
        let started = Instant::now();
        while let Err(error) = fs::hard_link(program, &link) {
            assert!(started.elapsed() < PATIENCE, "{program}: {error}");
            thread::yield_now();
        }
        Self(link)
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for OwnProgram {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
