//! The release folder as the pages of the languages mean it, with the libraries and programs that the suite compiles anyway.

use crate::command::{command, run, target_dir};
use crate::dist::package::{assemble, name};
use crate::dist::packages::{build_for_languages, natives};
use crate::files::{copy, folder as make_folder, fresh};
use crate::install::Built;
use std::path::{Path, PathBuf};

const SYSTEM: &str = "linux-x86_64";

/// Makes the archive for this machine and the packages of languages, and gives their folder, and what could not be made.
pub(super) fn make(library: &Path) -> Result<(PathBuf, Vec<String>), String> {
    let work = target_dir().join("languages-release");
    fresh(&work)?;
    let top = work.join(name(SYSTEM));
    assemble(&top, "x86_64-unknown-linux-gnu", &[])?;
    let stripped = work.join("stripped");
    make_folder(&stripped)?;
    for file in ["libzoomuser.so", "zoomuser"] {
        run(command("strip").arg("--strip-debug").arg("-o").arg(stripped.join(file)).arg(library.join(file)))?;
    }
    let built = Built { folder: stripped.clone(), static_libs: Vec::new(), pointer_bytes: usize::BITS / 8 };
    built.install_shared(&top)?;
    copy(&stripped.join("zoomuser"), &top.join("bin/zoomuser"))?;
    let release = work.join("release");
    make_folder(&release)?;
    // Not compressed: tar sees that for itself.
    let archive = release.join(format!("{}.tar.gz", name(SYSTEM)));
    run(command("tar").arg("--create").arg("--file").arg(archive).arg("-C").arg(&work).arg(name(SYSTEM)))?;
    let built = natives::at(SYSTEM, top).ok_or("this machine is no release platform")?;
    let left_out = build_for_languages(&[built], &release)?;
    Ok((release, left_out))
}
