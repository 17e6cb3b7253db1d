//! The file that a journal is written to.

use std::fs::File;
use std::io;
#[cfg(not(unix))]
use std::io::{Seek, SeekFrom, Write};

/// A file that only grows.
pub(super) trait Storage: Send {
    /// Adds to the end, which is at `end`.
    fn append(&mut self, bytes: &[u8], end: u64) -> io::Result<()>;
    /// Waits until the disk has it.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts it off.
    fn truncate(&mut self, end: u64) -> io::Result<()>;
}

impl Storage for File {
    fn append(&mut self, bytes: &[u8], end: u64) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::write_all_at(self, bytes, end);
        #[cfg(not(unix))]
        return self.seek(SeekFrom::Start(end)).and_then(|_| self.write_all(bytes));
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn truncate(&mut self, end: u64) -> io::Result<()> {
        self.set_len(end)
    }
}
