//! Why a run folder cannot be used.

use std::fmt;
use std::io;
use std::path::Path;
use zoomuser::Status;

/// Why a run folder cannot be used, in one line: what was found, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunError {
    /// Another process is running it.
    Running(String),
    /// A file or folder cannot be made, read or written.
    Unusable(String),
    /// A file does not have the content that this library writes.
    Damaged(String),
}

impl RunError {
    /// The status of a call that fails for this reason before anything is sent.
    pub fn status(&self) -> Status {
        match self {
            Self::Running(_) => Status::Busy,
            Self::Unusable(_) | Self::Damaged(_) => Status::InvalidArgument,
        }
    }

    /// `action` a file or folder failed.
    pub(crate) fn io(action: &str, path: &Path, error: &io::Error) -> Self {
        Self::Unusable(format!("cannot {action} {}: {}", shown(path), one_line(&error.to_string())))
    }
}

/// A path in a message, on one line.
pub(crate) fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Running(message) | Self::Unusable(message) | Self::Damaged(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for RunError {}
