//! `cargo xtask install --prefix DIR`: the libraries, the headers and what tells other builds of them, in their places.

use crate::command::{root, target_dir};
use crate::files::{copy, link};
use crate::native::{build_library, soname};
use crate::package_files;
use std::path::{Path, PathBuf};

/// The C library in both forms, built for some system other than Windows.
pub(crate) struct Built {
    pub(crate) folder: PathBuf,
    /// What the static library needs, as words for a linker.
    pub(crate) static_libs: Vec<String>,
    pub(crate) pointer_bytes: u32,
}

impl Built {
    /// Puts libraries and headers below a prefix, which may be moved as a whole.
    pub(crate) fn install(&self, prefix: &Path) -> Result<(), String> {
        let (lib, include) = (prefix.join("lib"), prefix.join("include"));
        let real = format!("libzoomuser.so.{}", zoomuser::VERSION);
        copy(&self.folder.join("libzoomuser.so"), &lib.join(&real))?;
        link(real.as_ref(), &lib.join(soname()))?;
        link(soname().as_ref(), &lib.join("libzoomuser.so"))?;
        copy(&self.folder.join("libzoomuser.a"), &lib.join("libzoomuser.a"))?;
        copy(&root().join("include/zoomuser.h"), &include.join("zoomuser.h"))?;
        copy(&root().join("bindings/cpp/zoomuser.hpp"), &include.join("zoomuser.hpp"))?;
        package_files::write_all(prefix, &self.static_libs, self.pointer_bytes)
    }
}

/// Installs the release build for this machine below `prefix`.
pub(crate) fn install(prefix: &Path) -> Result<(), String> {
    let prefix = std::path::absolute(prefix).map_err(|error| error.to_string())?;
    let static_libs = build_library(&["--release"])?;
    let built = Built { folder: target_dir().join("release"), static_libs, pointer_bytes: usize::BITS / 8 };
    built.install(&prefix)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(licence), &prefix.join("share/doc/zoomuser").join(licence))?;
    }
    println!("installed below {}", prefix.display());
    Ok(())
}
