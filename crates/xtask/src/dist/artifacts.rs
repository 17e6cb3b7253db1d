//! Where release artifacts are, and which library is built.

use crate::command::target_dir;
use std::path::PathBuf;

/// Which library is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// The released one.
    Release,
    /// One with the feature for tests of panics.
    Panicking,
}

/// The folder of all release artifacts.
pub(crate) fn folder() -> PathBuf {
    target_dir().join("dist")
}
