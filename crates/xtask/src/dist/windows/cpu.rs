//! The processors that Windows runs on.

/// A processor that Windows runs on.
pub(crate) struct Cpu {
    /// As Windows' own programs name it.
    pub(crate) name: &'static str,
    /// Begins the names of MinGW's programs: `i686-w64-mingw32-gcc`.
    pub(crate) mingw: &'static str,
    pub(crate) target: &'static str,
    pub(super) package: &'static str,
}

pub(crate) const X86: Cpu = Cpu {
    name: "x86",
    mingw: "i686-w64-mingw32",
    target: "i686-win7-windows-gnu",
    package: "gcc-mingw-w64-i686-win32",
};

pub(crate) const X64: Cpu = Cpu {
    name: "x64",
    mingw: "x86_64-w64-mingw32",
    target: "x86_64-win7-windows-gnu",
    package: "gcc-mingw-w64-x86-64-win32",
};

pub(crate) const CPUS: [&Cpu; 2] = [&X86, &X64];

impl Cpu {
    pub(crate) fn is_32_bit(&self) -> bool {
        self.name == "x86"
    }

    /// The name of one of MinGW's programs for it.
    pub(crate) fn tool(&self, name: &str) -> String {
        format!("{}-{name}", self.mingw)
    }
}
