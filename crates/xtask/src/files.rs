//! Writing files; folders are made where they are missing, and what is there already is replaced.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// Says which file an error is about.
pub(crate) fn about(file: &Path) -> impl FnOnce(io::Error) -> String + '_ {
    move |error| format!("{}: {error}", file.display())
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    make_folder(to)?;
    fs::copy(from, to).map(drop).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

pub(crate) fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(about(file))
}

pub(crate) fn write(to: &Path, text: &str) -> Result<(), String> {
    make_folder(to)?;
    fs::write(to, text).map_err(about(to))
}

pub(crate) fn link(target: &Path, at: &Path) -> Result<(), String> {
    make_folder(at)?;
    if fs::symlink_metadata(at).is_ok() {
        fs::remove_file(at).map_err(about(at))?;
    }
    symlink(target, at).map_err(about(at))
}

/// An empty folder.
pub(crate) fn fresh(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(about(folder))?;
    }
    fs::create_dir_all(folder).map_err(about(folder))
}

/// All files and links below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(about(&folder))? {
            let entry = entry.map_err(about(&folder))?;
            match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                true => folders.push(entry.path()),
                false => found.push(entry.path()),
            }
        }
    }
    found.sort();
    Ok(found)
}

fn make_folder(of: &Path) -> Result<(), String> {
    of.parent().map_or(Ok(()), |folder| fs::create_dir_all(folder).map_err(about(folder)))
}
