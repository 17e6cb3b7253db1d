//! The libraries and the program for Linux: with glibc 2.17 or later, whatever this machine has, and with musl.

use super::artifacts::{Kind, work_folder};
use super::notices::Added;
use super::package::Package;
use super::sysroot::Toolchain;
use super::tools::Tools;
use super::{elf, sizes};
use crate::command::run;
use crate::environment::Environment;
use crate::files::{copy, fresh};
use crate::install::Built;
use crate::native::{ask_static_libs, static_libs};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest glibc that is built for: that of RHEL 7, and of Python's `manylinux2014`.
const GLIBC: &str = "2.17";

/// A processor and a C library.
pub(crate) struct System {
    /// As its archive is named, behind `linux-`.
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    /// As zig names the target.
    zig: &'static str,
    is_glibc: bool,
    pointer_bytes: u32,
    /// The beginning of the command line that runs its programs here.
    emulator: &'static [&'static str],
    /// Files without which they do not run, each with its package.
    run_needs: &'static [(&'static str, &'static str)],
}

pub(crate) const X86_64: System = glibc("x86_64", "x86_64-unknown-linux-gnu", "x86_64-linux-gnu.2.17", 8);

pub(crate) const AARCH64: System = System {
    emulator: &["qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"],
    run_needs: &[
        ("/usr/bin/qemu-aarch64-static", "qemu-user-static"),
        ("/usr/aarch64-linux-gnu/lib/libc.so.6", "libc6-arm64-cross"),
    ],
    ..glibc("aarch64", "aarch64-unknown-linux-gnu", "aarch64-linux-gnu.2.17", 8)
};

pub(crate) const I686: System = System {
    emulator: &["qemu-i386-static", "-L", "/usr/i686-linux-gnu"],
    run_needs: &[
        ("/usr/bin/qemu-i386-static", "qemu-user-static"),
        ("/usr/i686-linux-gnu/lib/libc.so.6", "libc6-i386-cross"),
    ],
    ..glibc("i686", "i686-unknown-linux-gnu", "x86-linux-gnu.2.17", 4)
};

pub(crate) const ARMV7: System = System {
    emulator: &["qemu-arm-static", "-L", "/usr/arm-linux-gnueabihf"],
    run_needs: &[
        ("/usr/bin/qemu-arm-static", "qemu-user-static"),
        ("/usr/arm-linux-gnueabihf/lib/libc.so.6", "libc6-armhf-cross"),
    ],
    ..glibc("armv7", "armv7-unknown-linux-gnueabihf", "arm-linux-gnueabihf.2.17", 4)
};

pub(crate) const X86_64_MUSL: System = System {
    is_glibc: false,
    run_needs: &[("/lib/ld-musl-x86_64.so.1", "musl")],
    ..glibc("x86_64-musl", "x86_64-unknown-linux-musl", "x86_64-linux-musl", 8)
};

pub(crate) const AARCH64_MUSL: System = System {
    is_glibc: false,
    emulator: &["qemu-aarch64-static"],
    // Debian has no package with musl for another processor.
    run_needs: &[("/lib/ld-musl-aarch64.so.1", "musl")],
    ..glibc("aarch64-musl", "aarch64-unknown-linux-musl", "aarch64-linux-musl", 8)
};

/// A system with glibc whose programs run here as they are.
const fn glibc(name: &'static str, target: &'static str, zig: &'static str, pointer_bytes: u32) -> System {
    System { name, target, zig, is_glibc: true, pointer_bytes, emulator: &[], run_needs: &[] }
}

// None with musl for 32 bit: time_t of Rust's targets has 32 bits there, that of musl 1.2 has 64.
pub(super) const SYSTEMS: [&System; 6] = [&X86_64, &AARCH64, &I686, &ARMV7, &X86_64_MUSL, &AARCH64_MUSL];

impl System {
    /// Why nothing can be built for it here, and what to do about it.
    pub(crate) fn missing(&self) -> Option<String> {
        Environment::missing().or_else(|| Toolchain::missing(self.target))
    }

    /// Why what was built for it does not run here, and what to do about it.
    pub(crate) fn cannot_run(&self) -> Option<String> {
        let (_, package) = self.run_needs.iter().find(|(file, _)| !Path::new(file).exists())?;
        Some(format!("{}: what runs its programs is missing (apt-get install {package})", self.name))
    }

    /// The beginning of the command line of a C compiler for it.
    pub(crate) fn c_compiler(&self) -> Result<Vec<OsString>, String> {
        // What most users have.
        if self.emulator.is_empty() && self.is_glibc {
            return Ok(vec!["gcc".into()]);
        }
        let mut compiler = Tools::get()?.c_compiler(self.zig);
        // zig's sanitizer, on by default, needs newer functions than these systems have.
        compiler.push("-fno-sanitize=undefined".into());
        // Its headers of glibc are C11, whatever the program is.
        compiler.push("-Wno-c11-extensions".into());
        if !self.is_glibc {
            compiler.push("-dynamic".into());
        }
        Ok(compiler)
    }

    /// The beginning of the command line that runs its programs here.
    pub(crate) fn emulator(&self) -> Vec<OsString> {
        self.emulator.iter().map(OsString::from).collect()
    }

    /// Builds the library in both forms.
    pub(crate) fn library(&self, kind: Kind) -> Result<Built, String> {
        let (place, words): (&str, &[&str]) = match kind {
            Kind::Release => ("library", &[]),
            Kind::Panicking => ("panicking", &["--features", "test-panic"]),
        };
        let out = self.folder(place);
        fresh(&out)?;
        // Beside what cargo keeps: the compiler writes it, which does not run again if nothing changed.
        let list = self.folder("target").join(place).with_extension("static-libs");
        let mut build = self.cargo("rustc", kind, &self.shared_toolchain()?)?;
        run(build.args(["--package", "zoomuser-ffi"]).args(words).args(ask_static_libs(&list)))?;
        for file in ["libzoomuser.so", "libzoomuser.a"] {
            copy(&self.built(file, kind), &out.join(file))?;
        }
        Ok(Built { static_libs: static_libs(&list)?, folder: out, pointer_bytes: self.pointer_bytes })
    }

    /// Builds the program `zoomuser`.
    fn program(&self) -> Result<PathBuf, String> {
        let mut build = self.cargo("build", Kind::Release, &self.program_toolchain()?)?;
        run(build.args(["--package", "zoomuser-cli"]))?;
        Ok(self.built("zoomuser", Kind::Release))
    }

    /// Puts the library and the program into an archive.
    pub(crate) fn archive(&self, library: &Built) -> Result<PathBuf, String> {
        let program = self.program()?;
        let shared = library.folder.join("libzoomuser.so");
        // The standard library of the project's own compiler prints backtraces.
        if self.target == X86_64.target && Toolchain::is_debian() {
            sizes::LINUX.check(&shared)?;
        }
        elf::check_library(&shared, self.glibc())?;
        elf::check_paths(&library.folder.join("libzoomuser.a"))?;
        elf::check_program(&program, self.glibc())?;
        let package = Package::new(&format!("linux-{}", self.name), self.target, &self.linked_by_zig()?)?;
        library.install(package.folder())?;
        package.add(&program, "bin/zoomuser")?;
        package.tar_gz()
    }

    /// What zig links into the library and the program.
    fn linked_by_zig(&self) -> Result<Vec<Added>, String> {
        const ALWAYS: [(&str, &str); 2] = [
            ("the compiler runtime of zig: MIT", "LICENSE"),
            ("libunwind of LLVM: Apache-2.0 WITH LLVM-exception", "lib/libunwind/LICENSE.TXT"),
        ];
        let of_libc = match self.is_glibc {
            true => (
                "the start files of glibc, in the program zoomuser: LGPL-2.1-or-later with an exception for programs",
                "lib/libc/glibc/LICENSES",
            ),
            false => ("musl, the C library in the program zoomuser: MIT", "lib/libc/musl/COPYRIGHT"),
        };
        let folder = Tools::get()?.zig_folder()?;
        Ok(ALWAYS.into_iter().chain([of_libc]).map(|(what, file)| (what, folder.join(file))).collect())
    }

    /// The glibc that it needs, if it is not musl that it needs.
    pub(crate) fn glibc(&self) -> Option<&'static str> {
        self.is_glibc.then_some(GLIBC)
    }

    fn folder(&self, place: &str) -> PathBuf {
        work_folder().join("linux").join(self.name).join(place)
    }

    fn built(&self, file: &str, kind: Kind) -> PathBuf {
        let profile = if kind == Kind::Release { "release" } else { "debug" };
        self.folder("target").join(self.target).join(profile).join(file)
    }

    /// A compiler for shared libraries. They cannot have their own copy of musl.
    pub(crate) fn shared_toolchain(&self) -> Result<Toolchain, String> {
        let toolchain = Toolchain::of(self.target)?;
        Ok(if self.is_glibc { toolchain } else { toolchain.with_flag("-Ctarget-feature=-crt-static") })
    }

    /// A compiler for programs. With musl they have it in them; zig brings what such a program begins with.
    fn program_toolchain(&self) -> Result<Toolchain, String> {
        let toolchain = Toolchain::of(self.target)?;
        Ok(if self.is_glibc { toolchain } else { toolchain.with_flag("-Clink-self-contained=no") })
    }

    /// cargo with zig as C compiler and linker.
    fn cargo(&self, word: &str, kind: Kind, toolchain: &Toolchain) -> Result<Command, String> {
        let mut cargo = Tools::get()?.builder("cargo-zigbuild", toolchain);
        let profile = if kind == Kind::Release { "release" } else { "dev" };
        cargo.arg(word).args(["--quiet", "--profile", profile, "--target"]);
        cargo.env("CARGO_TARGET_DIR", self.folder("target"));
        cargo.arg(match self.glibc() {
            Some(version) => format!("{}.{version}", self.target),
            None => self.target.to_owned(),
        });
        Ok(cargo)
    }
}
