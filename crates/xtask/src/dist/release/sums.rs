//! Checksums, as `sha256sum --check` reads them.

use crate::command::{command, output};
use crate::files::{entries, write};
use std::path::{Path, PathBuf};

/// The name of the file with the checksums of a folder.
pub(crate) const SUMS: &str = "SHA256SUMS";

/// Writes the checksums of all release artifacts in a folder, whenever they were built.
pub(crate) fn sum_artifacts(folder: &Path) -> Result<(), String> {
    let all = artifacts(folder)?;
    let names: Vec<&Path> = all.iter().filter_map(|path| path.file_name().map(Path::new)).collect();
    if names.is_empty() { Ok(()) } else { write_sums(folder, &names) }
}

/// The release artifacts in a folder, sorted: neither checksums nor signatures.
pub(crate) fn artifacts(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut all = entries(folder)?;
    let is_signature = |path: &Path| path.extension().is_some_and(|ending| ending == "minisig");
    all.retain(|path| path.is_file() && !path.ends_with(SUMS) && !is_signature(path));
    Ok(all)
}

/// Writes the checksums of these files, given as paths below a folder.
pub(crate) fn write_sums(folder: &Path, names: &[&Path]) -> Result<(), String> {
    let sums = output(command("sha256sum").arg("--").args(names).current_dir(folder))?;
    write(&folder.join(SUMS), &sums)
}
