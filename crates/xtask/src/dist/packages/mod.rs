//! Packages of other package managers, made from what is in the archives.

mod deb;
mod gem;
mod jar;
pub(crate) mod natives;
mod npm;
mod nuget;

use crate::command::root;
use crate::dist::artifacts::work_folder;
use crate::files::{copy, files, fresh};
use natives::Built;
use std::path::{Path, PathBuf};

pub(crate) use deb::DEBIANS;

/// Makes all packages in a folder from what was built, and returns what could not be made.
pub(crate) fn build(built: &[Built], to: &Path) -> Result<Vec<String>, String> {
    if built.is_empty() {
        return Ok(vec!["no archive was built".to_owned()]);
    }
    let mut left_out: Vec<String> = natives::NATIVES
        .iter()
        .filter(|native| built.iter().all(|one| one.native.system != native.system))
        .map(|native| format!("without the library for {}, which was not built", native.system))
        .collect();
    left_out.extend(build_for_languages(built, to)?);
    left_out.extend(deb::build(built, to)?);
    Ok(left_out)
}

/// The packages of languages.
pub(crate) fn build_for_languages(built: &[Built], to: &Path) -> Result<Vec<String>, String> {
    npm::build(built, to)?;
    let made = [gem::build(built, to)?, jar::build(built, to)?, nuget::build(built, to)?];
    Ok(made.into_iter().flatten().collect())
}

/// An empty folder in which a package is put together, with the licenses of the project and of what is linked in.
fn begin(name: &str, built: &[Built]) -> Result<PathBuf, String> {
    let folder = work_folder().join("assembled").join(name);
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
fn copy_binding(from: &Path, to: &Path, endings: &[&str]) -> Result<(), String> {
    for file in files(from)? {
        let is_wanted = file.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
        if is_wanted && !file.iter().any(|part| part == "node_modules") {
            copy(&file, &to.join(file.strip_prefix(from).unwrap_or(&file)))?;
        }
    }
    Ok(())
}
