//! The built libraries, and how package managers name their systems.

use crate::dist::package::unpacked;
use std::path::PathBuf;

/// A system, as the archives and the package managers name it; `None` where one knows no such system.
pub(crate) struct Native {
    pub(crate) system: &'static str,
    pub(super) node: Option<&'static str>,
    pub(super) jna: Option<&'static str>,
    pub(super) dotnet: &'static str,
}

pub(crate) const NATIVES: [Native; 8] = [
    native("linux-x86_64", Some("linux-x64"), Some("linux-x86-64"), "linux-x64"),
    native("linux-aarch64", Some("linux-arm64"), Some("linux-aarch64"), "linux-arm64"),
    native("linux-i686", Some("linux-ia32"), Some("linux-x86"), "linux-x86"),
    native("linux-armv7", Some("linux-arm"), Some("linux-arm"), "linux-arm"),
    // JNA has one name for both C libraries.
    native("linux-x86_64-musl", Some("linux-x64-musl"), None, "linux-musl-x64"),
    native("linux-aarch64-musl", Some("linux-arm64-musl"), None, "linux-musl-arm64"),
    native("windows-x64", Some("win32-x64"), Some("win32-x86-64"), "win-x64"),
    native("windows-x86", Some("win32-ia32"), Some("win32-x86"), "win-x86"),
];

const fn native(
    system: &'static str,
    node: Option<&'static str>,
    jna: Option<&'static str>,
    dotnet: &'static str,
) -> Native {
    Native { system, node, jna, dotnet }
}

/// What is in the archive of a system.
pub(crate) struct Built {
    pub(crate) native: &'static Native,
    /// Where the archive was put together.
    pub(crate) folder: PathBuf,
}

impl Built {
    /// The shared library.
    pub(super) fn library(&self) -> PathBuf {
        self.folder.join(if self.is_windows() { "bin/zoomuser.dll" } else { "lib/libzoomuser.so" })
    }

    /// The name of the shared library for a program that loads it by its path.
    pub(super) fn file(&self) -> &'static str {
        if self.is_windows() { "zoomuser.dll" } else { "libzoomuser.so" }
    }

    fn is_windows(&self) -> bool {
        self.native.system.starts_with("windows-")
    }
}

/// Every system whose archive was put together in the folder of builds.
pub(crate) fn built() -> Vec<Built> {
    let all = NATIVES.iter().map(|native| Built { native, folder: unpacked(native.system) });
    all.filter(|built| built.library().exists()).collect()
}

/// What was put together elsewhere for a system.
pub(crate) fn at(system: &str, folder: PathBuf) -> Option<Built> {
    NATIVES.iter().find(|native| native.system == system).map(|native| Built { native, folder })
}

/// The system of this name, if its archive was put together.
pub(crate) fn built_for(system: &str) -> Option<Built> {
    built().into_iter().find(|built| built.native.system == system)
}
