//! Writing files; folders are made where they are missing, and what is there already is replaced.

use crate::command::root;
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

/// A text file; a relative path is one below the project's folder.
pub(crate) fn read(file: impl AsRef<Path>) -> Result<String, String> {
    let file = file.as_ref();
    fs::read_to_string(root().join(file)).map_err(about(file))
}

pub(crate) fn write(to: &Path, text: &str) -> Result<(), String> {
    make_folder(to)?;
    fs::write(to, text).map_err(about(to))
}

/// A symbolic link, made or replaced in one step: another process may use it or make it too.
pub(crate) fn link(target: &Path, at: &Path) -> Result<(), String> {
    if fs::read_link(at).is_ok_and(|old| old == target) {
        return Ok(());
    }
    make_folder(at)?;
    let new = own_name(at);
    symlink(target, &new).map_err(about(&new))?;
    fs::rename(&new, at).map_err(about(at))
}

/// A name beside this one that no other process uses.
pub(crate) fn own_name(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}", std::process::id()));
    name.into()
}

/// A folder that is made unless it is there.
pub(crate) fn folder(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(about(folder))
}

/// An empty folder.
pub(crate) fn fresh(empty: &Path) -> Result<(), String> {
    if empty.exists() {
        fs::remove_dir_all(empty).map_err(about(empty))?;
    }
    folder(empty)
}

/// What is in a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(about(folder))?.map(|entry| Ok(entry.map_err(about(folder))?.path()));
    let mut found = entries.collect::<Result<Vec<_>, String>>()?;
    found.sort();
    Ok(found)
}

/// All files and links below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            let is_folder = path.is_dir() && !path.is_symlink();
            if is_folder { &mut folders } else { &mut found }.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Copies what is in a folder, without what is hidden there: cargo and npm keep notes of their own.
pub(crate) fn copy_all(from: &Path, to: &Path) -> Result<(), String> {
    for file in files(from)? {
        let name = file.strip_prefix(from).unwrap_or(&file);
        if !name.to_string_lossy().starts_with('.') {
            copy(&file, &to.join(name))?;
        }
    }
    Ok(())
}

fn make_folder(of: &Path) -> Result<(), String> {
    of.parent().map_or(Ok(()), folder)
}
