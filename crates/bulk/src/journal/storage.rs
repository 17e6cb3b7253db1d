//! The file that a journal is written to.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

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
        self.seek(SeekFrom::Start(end))?;
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn truncate(&mut self, end: u64) -> io::Result<()> {
        self.set_len(end)
    }
}
