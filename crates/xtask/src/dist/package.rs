//! The archive of one system.

use super::artifacts::{folder, work_folder};
use super::notices::Added;
use super::pack::{self, below};
use super::{notices, release};
use crate::command::{command, output, root};
use crate::files::{copy, files, fresh, write};
use crate::install::install_command_line_files;
use std::path::{Path, PathBuf};

/// What every archive has of the project, files and folders.
const COMMON: [&str; 9] = [
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "bindings",
    "docs",
    "examples",
    "include",
];

/// A folder that becomes an archive.
pub(crate) struct Package {
    name: String,
    folder: PathBuf,
}

impl Package {
    /// The package for a system, with what every archive has and the licenses of what its linker added.
    pub(crate) fn new(system: &str, target: &str, added: &[Added]) -> Result<Self, String> {
        let folder = unpacked(system);
        assemble(&folder, target, added)?;
        Ok(Self { folder, name: name(system) })
    }

    /// Where it is put together.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts a file into the package, under a path below its top.
    pub(crate) fn add(&self, from: &Path, to: &str) -> Result<(), String> {
        copy(from, &self.folder.join(to))
    }

    /// Makes a zip of it and gives its path.
    pub(crate) fn zip(&self) -> Result<PathBuf, String> {
        self.pack("zip", pack::zip)
    }

    /// Makes a tar.gz of it and gives its path.
    pub(crate) fn tar_gz(&self) -> Result<PathBuf, String> {
        self.pack("tar.gz", pack::tar_gz)
    }

    /// Writes the checksums of the files, and packs them.
    fn pack(&self, ending: &str, pack: fn(&Path, &str, &Path) -> Result<(), String>) -> Result<PathBuf, String> {
        let archive = folder().join(format!("{}.{ending}", self.name));
        let all = files(&self.folder)?;
        let regular = all.iter().filter(|file| !file.is_symlink() && !file.ends_with(release::sums::SUMS));
        let names: Vec<&Path> = regular.map(|file| below(&self.folder, file)).collect();
        release::sums::write_sums(&self.folder, &names)?;
        pack(&self.folder, &self.name, &archive)?;
        Ok(archive)
    }
}

/// Puts what every archive has into an empty folder: what belongs to the project, and the licenses of the linked libraries.
pub(crate) fn assemble(folder: &Path, target: &str, added: &[Added]) -> Result<(), String> {
    fresh(folder)?;
    // Not what compilers and interpreters left beside it.
    let files = output(command("git").args(["ls-files", "-z", "--"]).args(COMMON))?;
    for file in files.split_terminator('\0') {
        copy(&root().join(file), &folder.join(file))?;
    }
    copy(&root().join("bindings/cpp/zoomuser.hpp"), &folder.join("include/zoomuser.hpp"))?;
    install_command_line_files(folder)?;
    let licenses = notices::text(target, &["zoomuser-ffi", "zoomuser-cli"], added)?;
    write(&folder.join("LICENSES-OF-DEPENDENCIES.txt"), &licenses)
}

/// Where the archive of a system is put together.
pub(super) fn unpacked(system: &str) -> PathBuf {
    put_together().join(name(system))
}

/// Where all archives are put together.
pub(super) fn put_together() -> PathBuf {
    work_folder().join("packages")
}

/// The name of the archive of a system, without its ending.
pub(crate) fn name(system: &str) -> String {
    format!("zoomuser-{}-{system}", zoomuser::VERSION)
}
