//! Where release artifacts are, and which library is built.

use crate::command::target_dir;
use std::path::PathBuf;

/// If this variable is set, everything is built below a folder of this name in the target folder: for a second build, whose
/// bytes are compared with those of the first one.
pub(super) const AGAIN: &str = "ZOOMUSER_DIST_AGAIN";

/// Which library is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// The released one.
    Release,
    /// One with the feature for tests of panics.
    Panicking,
}

/// The folder of all release artifacts, which has nothing else.
pub(crate) fn folder() -> PathBuf {
    base().join("dist")
}

/// Where they are built and put together.
pub(crate) fn work_folder() -> PathBuf {
    base().join("dist-work")
}

fn base() -> PathBuf {
    std::env::var_os(AGAIN).map_or_else(target_dir, |name| target_dir().join(name))
}
