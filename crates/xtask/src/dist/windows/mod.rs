//! The library and the program for Windows, 32 and 64 bit, cross-built with MinGW and checked to need nothing but Windows 7.

pub(crate) mod cpu;
mod import_library;
pub(crate) mod pe;

use super::artifacts::{Kind, work_folder};
use super::notices::Added;
use super::package::Package;
use super::sysroot::Toolchain;
use crate::command::{command, flag, is_there, run};
use crate::files::{copy, fresh, write};
use crate::package_files;
use cpu::Cpu;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

impl Cpu {
    /// Why nothing can be built for it here, and what to do about it.
    pub(crate) fn missing(&self) -> Option<String> {
        let gcc = (!is_there(&self.tool("gcc")))
            .then(|| format!("{}: {} is missing (apt-get install {})", self.name, self.tool("gcc"), self.package));
        gcc.or_else(|| Toolchain::missing(self.target))
    }

    /// Builds `zoomuser.dll` with its import libraries, and gives the folder in which they lie.
    pub(crate) fn library(&self, kind: Kind) -> Result<PathBuf, String> {
        let (place, words): (&str, &[&str]) = match kind {
            Kind::Release => ("library", &["--profile", "small", "--no-default-features"]),
            Kind::Panicking => ("panicking", &["--no-default-features", "--features", "test-panic"]),
        };
        let out = self.folder(place);
        fresh(&out)?;
        let mut cargo = self.cargo()?;
        cargo.args(["rustc", "--quiet", "--package", "zoomuser-ffi", "--crate-type", "cdylib"]).args(words);
        cargo.arg("--").args(self.link_args("zoomuser.dll", "Changes a Zoom user")?);
        run(&mut cargo)?;
        copy(&self.built(kind).join("zoomuser.dll"), &out.join("zoomuser.dll"))?;
        import_library::write_all(self, kind, &out)?;
        Ok(out)
    }

    /// Builds `zoomuser.exe`.
    pub(crate) fn program(&self) -> Result<PathBuf, String> {
        let mut cargo = self.cargo()?;
        cargo.args(["rustc", "--quiet", "--package", "zoomuser-cli", "--bin", "zoomuser", "--profile", "small", "--"]);
        run(cargo.args(self.link_args("zoomuser.exe", "The zoomuser command line")?))?;
        Ok(self.built(Kind::Release).join("zoomuser.exe"))
    }

    fn folder(&self, place: &str) -> PathBuf {
        work_folder().join("windows").join(self.name).join(place)
    }

    fn built(&self, kind: Kind) -> PathBuf {
        let profile = if kind == Kind::Release { "small" } else { "debug" };
        self.folder("target").join(self.target).join(profile)
    }

    /// cargo with MinGW's compiler and linker.
    pub(crate) fn cargo(&self) -> Result<Command, String> {
        let mut cargo = Toolchain::of(self.target)?.cargo();
        self.prepare(&mut cargo);
        cargo.env("CARGO_BUILD_TARGET", self.target).env("CARGO_TARGET_DIR", self.folder("target"));
        Ok(cargo)
    }

    /// Lets a program that calls cargo use MinGW's compiler and linker, for itself and for the build scripts that compile C.
    pub(crate) fn prepare(&self, caller: &mut Command) {
        let target = self.target.replace('-', "_");
        caller.env(format!("CC_{target}"), self.tool("gcc")).env(format!("AR_{target}"), self.tool("ar"));
        caller.env(format!("CARGO_TARGET_{}_LINKER", target.to_uppercase()), self.tool("gcc"));
    }

    /// The version resource, and a file without a link timestamp.
    fn link_args(&self, file: &str, description: &str) -> Result<[OsString; 2], String> {
        // Two builds at a time may need that of the library and that of the program.
        let source = self.folder("resource").join(format!("{file}.rc"));
        write(&source, &resource(file, description))?;
        let object = source.with_extension("o");
        run(command(self.tool("windres")).arg("--input").arg(&source).arg("--output").arg(&object))?;
        Ok([flag("-Clink-arg=", &object), "-Clink-arg=-Wl,--no-insert-timestamp".into()])
    }
}

/// What MinGW links into the library and the program.
fn linked_by_mingw() -> [Added; 2] {
    [
        (
            "the runtime of MinGW-w64: ZPL-2.1, and licenses of its parts",
            PathBuf::from("/usr/share/doc/mingw-w64-common/copyright"),
        ),
        (
            "libgcc of GCC: GPL-3.0-or-later WITH GCC-exception-3.1",
            PathBuf::from("/usr/share/doc/gcc-mingw-w64-base/copyright"),
        ),
    ]
}

/// What Windows shows as the properties of a file.
fn resource(file: &str, description: &str) -> String {
    let kind = if file.ends_with(".dll") { 2 } else { 1 };
    let numbers = format!("{},0", zoomuser::VERSION.replace('.', ","));
    let values = [
        ("CompanyName", "The zoomuser developers"),
        ("FileDescription", description),
        ("FileVersion", zoomuser::VERSION),
        ("InternalName", "zoomuser"),
        ("LegalCopyright", "MIT or Apache-2.0"),
        ("OriginalFilename", file),
        ("ProductName", "zoomuser"),
        ("ProductVersion", zoomuser::VERSION),
    ];
    let values = values.map(|(name, value)| format!("      VALUE \"{name}\", \"{value}\\0\"\n")).concat();
    // Language 0x409 is English, code page 1200 Unicode.
    format!(
        "1 VERSIONINFO\nFILEVERSION {numbers}\nPRODUCTVERSION {numbers}\nFILEOS 0x40004\nFILETYPE {kind}\nBEGIN\n  \
         BLOCK \"StringFileInfo\"\n  BEGIN\n    BLOCK \"040904B0\"\n    BEGIN\n{values}    END\n  END\n  \
         BLOCK \"VarFileInfo\"\n  BEGIN\n    VALUE \"Translation\", 0x409, 1200\n  END\nEND\n"
    )
}

/// Puts the library and the program into an archive.
pub(crate) fn archive(cpu: &Cpu) -> Result<PathBuf, String> {
    let (library, program) = (cpu.library(Kind::Release)?, cpu.program()?);
    pe::check_library(cpu, &library.join("zoomuser.dll"))?;
    pe::check_program(cpu, &program)?;
    let package = Package::new(&format!("windows-{}", cpu.name), cpu.target, &linked_by_mingw())?;
    package.add(&library.join("zoomuser.dll"), "bin/zoomuser.dll")?;
    package.add(&program, "bin/zoomuser.exe")?;
    for file in ["zoomuser.def", "zoomuser.lib", "libzoomuser.dll.a"] {
        package.add(&library.join(file), &format!("lib/{file}"))?;
    }
    // A static library is not part of it.
    package_files::write_all(package.folder(), &[], if cpu.is_32_bit() { 4 } else { 8 })?;
    package.zip()
}
