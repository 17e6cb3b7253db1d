//! Checksums, as `sha256sum --check` reads them.

use crate::command::{command, output};
use crate::files::{entries, write};
use std::path::{Path, PathBuf};

/// The name of the file with the checksums of a folder.
pub(crate) const SUMS: &str = "SHA256SUMS";

/// Writes the checksums of all release artifacts of this version in a folder, whenever they were built.
pub(crate) fn sum_artifacts(folder: &Path) -> Result<(), String> {
    let all = artifacts(folder)?;
    let names: Vec<&Path> = all.iter().filter_map(|path| path.file_name().map(Path::new)).collect();
    if names.is_empty() { Ok(()) } else { write_sums(folder, &names) }
}

/// The release artifacts of this version in a folder, sorted: neither checksums nor signatures, and not what an earlier
/// version left there.
pub(crate) fn artifacts(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut all = entries(folder)?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    all.retain(|path| path.is_file() && is_of_this_version(&name(path)) && !name(path).ends_with(".minisig"));
    Ok(all)
}

/// Whether the name of an artifact has this version in it: `zoomuser-0.2.0.tgz`, `zoomuser_0.2.0_amd64.deb`.
fn is_of_this_version(name: &str) -> bool {
    let numbers = name.split(|c: char| !c.is_ascii_digit() && c != '.');
    numbers.map(|number| number.trim_matches('.')).any(|number| number == zoomuser::VERSION)
}

/// Writes the checksums of these files, given as paths below a folder.
pub(crate) fn write_sums(folder: &Path, names: &[&Path]) -> Result<(), String> {
    let sums = output(command("sha256sum").arg("--").args(names).current_dir(folder))?;
    write(&folder.join(SUMS), &sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::target_dir;
    use crate::files::{fresh, read};

    #[test]
    fn artifacts_of_other_versions_are_not_listed() {
        let folder = target_dir().join("sums-test");
        fresh(&folder).expect("made");
        let version = zoomuser::VERSION;
        let ours = [
            format!("Zoomuser.{version}.nupkg"),
            format!("libzoomuser0.2_{version}_amd64.deb"),
            format!("zoomuser-{version}-linux-x86_64.tar.gz"),
            format!("zoomuser-{version}.tgz"),
        ];
        let others = ["SHA256SUMS", "zoomuser-0.1.9.tgz", "zoomuser-0.1.9-linux-x86_64.tar.gz"].map(str::to_owned);
        let others = others.into_iter().chain([format!("zoomuser-1{version}.tgz"), format!("{}.minisig", ours[3])]);
        for file in ours.iter().cloned().chain(others) {
            write(&folder.join(file), "").expect("written");
        }
        sum_artifacts(&folder).expect("written");
        let sums = read(folder.join(SUMS)).expect("the sums");
        assert_eq!(sums.lines().filter_map(|line| line.split_whitespace().nth(1)).collect::<Vec<_>>(), ours);
    }
}
