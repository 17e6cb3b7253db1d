//! What the packages of languages have in common.

use super::natives::Built;
use crate::command::root;
use crate::files::{copy, files, fresh};
use std::path::{Path, PathBuf};

/// Where the packages of a folder are put together: beside it, since several folders may be filled at the same time.
pub(super) fn place(to: &Path, name: &str) -> PathBuf {
    let mut beside = to.as_os_str().to_owned();
    beside.push("-assembled");
    Path::new(&beside).join(name)
}

/// An empty folder in which a package is put together, with the licenses of the project and of what is linked in.
pub(super) fn begin(to: &Path, name: &str, built: &[Built]) -> Result<PathBuf, String> {
    let folder = place(to, name);
    fresh(&folder)?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(license), &folder.join(license))?;
    }
    // The crates are the same on all processors.
    for (system, name) in [("linux-", "LICENSES-OF-DEPENDENCIES"), ("windows-", "LICENSES-OF-DEPENDENCIES-WINDOWS")] {
        if let Some(one) = built.iter().find(|one| one.native.system.starts_with(system)) {
            copy(&one.folder.join("LICENSES-OF-DEPENDENCIES.txt"), &folder.join(format!("{name}.txt")))?;
        }
    }
    Ok(folder)
}

/// Copies the files of a binding that have one of these endings.
pub(super) fn copy_binding(from: &Path, to: &Path, endings: &[&str]) -> Result<(), String> {
    for file in files(from)? {
        let is_wanted = file.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
        if is_wanted && !file.iter().any(|part| part == "node_modules") {
            copy(&file, &to.join(file.strip_prefix(from).unwrap_or(&file)))?;
        }
    }
    Ok(())
}
