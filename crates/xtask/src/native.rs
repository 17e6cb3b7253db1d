//! What the build of the C library is made of: system libraries and names of files.

use crate::command::{cargo, command, flag, run, rustc, target_dir};
use crate::files::{about, link, own_name, read, write};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Builds the library in both forms and gives back what a program needs beside the static one, as the compiler says:
/// `-lpthread` and others.
pub(crate) fn build_library(words: &[&str]) -> Result<Vec<String>, String> {
    let list = target_dir().join("native-static-libs");
    run(cargo().args(["rustc", "--quiet", "--package", "zoomuser-ffi"]).args(words).args(ask_static_libs(&list)))?;
    static_libs(&list)
}

/// Builds the debug libraries and programs that the steps of the suite use, and gives their folder. With all crates at once,
/// because dependencies are compiled with the features that the chosen crates need together: one choice, one compilation.
pub(crate) fn build_workspace() -> Result<PathBuf, String> {
    run(cargo().args(["build", "--quiet", "--workspace"]))?;
    Ok(target_dir().join("debug"))
}

/// What Rust's standard library needs beside a static library, as words for a linker.
pub(crate) fn std_static_libs() -> Result<Vec<String>, String> {
    // Steps run side by side: each has files of its own.
    let folder = own_name(&target_dir().join("static-libs"));
    let (list, empty) = (folder.join("list"), folder.join("empty.rs"));
    let print = flag("--print=native-static-libs=", &list);
    write(&empty, "")?;
    run(command(rustc()).args(["--crate-type=staticlib", "-o"]).arg(empty.with_extension("a")).arg(print).arg(empty))?;
    let libs = static_libs(&list)?;
    fs::remove_dir_all(&folder).map_err(about(&folder))?;
    Ok(libs)
}

/// Words behind those of `cargo rustc`: what a program needs beside the static library is written to this file.
pub(crate) fn ask_static_libs(list: &Path) -> [OsString; 3] {
    ["--".into(), "--print".into(), flag("native-static-libs=", list)]
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

/// Makes the versioned name beside `libzoomuser.so`, as an installation does.
pub(crate) fn link_soname(folder: &Path) -> Result<(), String> {
    link(Path::new("libzoomuser.so"), &folder.join(soname()))
}
