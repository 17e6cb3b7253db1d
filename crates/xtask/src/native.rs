//! What the build of the C library is made of: system libraries and names of files.

use crate::command::{cargo, run, target_dir};
use crate::files::read;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Builds the library in both forms and gives back what a program needs beside the static one, as the compiler says:
/// `-lpthread` and others.
pub(crate) fn build_library(words: &[&str]) -> Result<Vec<String>, String> {
    let list = target_dir().join("native-static-libs");
    run(cargo().args(["rustc", "--quiet", "--package", "zoomuser-ffi"]).args(words).args(ask_static_libs(&list)))?;
    static_libs(&list)
}

/// Words behind those of `cargo rustc`: what a program needs beside the static library is written to this file.
pub(crate) fn ask_static_libs(list: &Path) -> [OsString; 3] {
    let mut print = OsString::from("native-static-libs=");
    print.push(list);
    ["--".into(), "--print".into(), print]
}

/// What the compiler wrote to this file, as words for a linker.
pub(crate) fn static_libs(list: &Path) -> Result<Vec<String>, String> {
    let listed = read(list)?;
    Ok(listed.split_whitespace().filter(|word| word.starts_with("-l")).map(str::to_owned).collect())
}

/// The name under which a program looks for the shared library: before 1.0 every minor version may change the ABI.
pub(crate) fn soname() -> String {
    let mut version = zoomuser::VERSION.split('.');
    match (version.next(), version.next()) {
        (Some("0"), Some(minor)) => format!("libzoomuser.so.0.{minor}"),
        (major, _) => format!("libzoomuser.so.{}", major.unwrap_or("0")),
    }
}

/// Makes `libzoomuser.so.0.1` beside `libzoomuser.so`, as an installation does.
pub(crate) fn link_soname(folder: &Path) -> Result<(), String> {
    let link = folder.join(soname());
    if fs::read_link(&link).is_ok_and(|target| target == Path::new("libzoomuser.so")) {
        return Ok(());
    }
    symlink("libzoomuser.so", &link).map_err(|error| format!("{}: {error}", link.display()))
}
