//! The archive of one system. The same sources give the same bytes: order, times and owners are fixed.

use super::artifacts::{folder, work_folder};
use super::notices;
use crate::command::{command, output, root, run};
use crate::files::{about, copy, entries, files, folder as make_folder, fresh, write};
use crate::install::install_command_line_files;
use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

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

/// Sums of files, as `sha256sum --check` reads them.
const SUMS: &str = "SHA256SUMS";

/// A folder that becomes an archive.
pub(crate) struct Package {
    name: String,
    folder: PathBuf,
}

impl Package {
    /// The package for a system, with the parts common to all packages and the licenses of the linked libraries.
    pub(crate) fn new(system: &str, target: &str) -> Result<Self, String> {
        let name = format!("zoomuser-{}-{system}", zoomuser::VERSION);
        let package = Self { folder: work_folder().join("packages").join(&name), name };
        fresh(&package.folder)?;
        // Only what belongs to the project, not what compilers and interpreters left beside it.
        let files = output(command("git").args(["ls-files", "-z", "--"]).args(COMMON))?;
        for file in files.split_terminator('\0') {
            package.add(&root().join(file), file)?;
        }
        package.add(&root().join("bindings/cpp/zoomuser.hpp"), "include/zoomuser.hpp")?;
        install_command_line_files(&package.folder)?;
        write(
            &package.folder.join("LICENSES-OF-DEPENDENCIES.txt"),
            &notices::text(target, &["zoomuser-ffi", "zoomuser-cli"])?,
        )?;
        Ok(package)
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
        let mut zip = command("zip");
        self.pack("zip", zip.args(["-q", "-X", "-9"]).env("TZ", "UTC"))
    }

    /// Makes a tar.gz of it and gives its path.
    pub(crate) fn tar_gz(&self) -> Result<PathBuf, String> {
        let mut tar = command("tar");
        tar.args(["--format=ustar", "--owner=0", "--group=0", "--numeric-owner"]).arg(format!("--mtime=@{}", time()));
        self.pack("tar.gz", tar.args(["--use-compress-program=gzip --no-name -9", "--create", "--file"]))
    }

    /// Runs a command, whose last words become the archive and its files.
    fn pack(&self, ending: &str, packer: &mut Command) -> Result<PathBuf, String> {
        let (archive, files) = self.prepare(ending)?;
        run(packer.arg(&archive).args(files).current_dir(work_folder().join("packages")))?;
        println!("{}", archive.display());
        Ok(archive)
    }

    /// Writes the sums of the files, gives all of them their time and mode, and gives the archive's path and theirs.
    fn prepare(&self, ending: &str) -> Result<(PathBuf, Vec<PathBuf>), String> {
        let archive = folder().join(format!("{}.{ending}", self.name));
        make_folder(&folder())?;
        let _ = fs::remove_file(&archive);
        let regular: Vec<PathBuf> =
            files(&self.folder)?.into_iter().filter(|file| !file.is_symlink() && !file.ends_with(SUMS)).collect();
        sum(&self.folder, &regular)?;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(time());
        let all = files(&self.folder)?;
        for path in all.iter().filter(|path| !path.is_symlink()) {
            let file = File::open(path).map_err(about(path))?;
            let is_program = file.metadata().is_ok_and(|facts| facts.permissions().mode() & 0o100 != 0);
            let mode = Permissions::from_mode(if is_program { 0o755 } else { 0o644 });
            file.set_permissions(mode).and_then(|()| file.set_modified(time)).map_err(about(path))?;
        }
        Ok((archive, all.iter().map(|path| Path::new(&self.name).join(below(&self.folder, path))).collect()))
    }
}

/// Writes the checksums of all archives in the folder of release artifacts, wherever they were built.
pub(crate) fn sum_archives() -> Result<(), String> {
    let mut archives = entries(&folder())?;
    let is_archive = |ending: &OsStr| ["zip", "gz", "whl"].iter().any(|known| ending == *known);
    archives.retain(|path| path.extension().is_some_and(is_archive));
    if archives.is_empty() { Ok(()) } else { sum(&folder(), &archives) }
}

fn sum(folder: &Path, files: &[PathBuf]) -> Result<(), String> {
    let names = files.iter().map(|file| below(folder, file));
    let sums = output(command("sha256sum").arg("--").args(names).current_dir(folder))?;
    write(&folder.join(SUMS), &sums)
}

fn below<'a>(folder: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(folder).unwrap_or(path)
}

/// The time of all files, in seconds since 1970: `SOURCE_DATE_EPOCH`, or that of the last commit.
pub(super) fn time() -> u64 {
    // Zip knows no time before 1980.
    const FIRST: u64 = 315_532_800;
    let asked = || output(command("git").args(["log", "-1", "--format=%ct"]).stderr(Stdio::null()));
    let time = std::env::var("SOURCE_DATE_EPOCH").or_else(|_| asked());
    time.ok().and_then(|time| time.trim().parse().ok()).unwrap_or(FIRST).max(FIRST)
}
