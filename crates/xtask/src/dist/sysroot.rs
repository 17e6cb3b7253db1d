//! A compiler for each target: Debian's, for which the standard library is built from Debian's sources, without what prints
//! backtraces; where it is missing, the project's own with the standard library that came with it.

use super::artifacts::work_folder;
use crate::command::{command, flag, output, root, run, rustc, target_dir};
use crate::files::{about, copy, entries, link, write};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library";

/// A compiler with a standard library for one target.
pub(crate) struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    target: String,
    /// Where the standard library was built; `None` if it came with the compiler.
    sysroot: Option<PathBuf>,
    flags: Vec<OsString>,
}

impl Toolchain {
    /// Why there can be none for this target, and what to do about it.
    pub(crate) fn missing(target: &str) -> Option<String> {
        (!has_std(&rustc(), target) && !Self::is_debian()).then(|| {
            format!(
                "{target}: a standard library to compile with is missing \
                 (apt-get install rustc-web cargo-web rust-web-src, or rustup target add {target})"
            )
        })
    }

    /// Whether Debian's compiler and the sources of its standard library are installed.
    pub(crate) fn is_debian() -> bool {
        [DEBIAN_CARGO, DEBIAN_RUSTC, DEBIAN_SOURCES].iter().all(|path| Path::new(path).exists())
    }

    /// The compiler for this target; its standard library is built first where that was not done yet.
    pub(crate) fn of(target: &str) -> Result<Self, String> {
        if let Some(missing) = Self::missing(target) {
            return Err(missing);
        }
        if !Self::is_debian() {
            let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()).into();
            return Ok(Self { cargo, rustc: rustc(), target: target.to_owned(), sysroot: None, flags: Vec::new() });
        }
        let mut debian = Self {
            cargo: DEBIAN_CARGO.into(),
            rustc: DEBIAN_RUSTC.into(),
            target: target.to_owned(),
            sysroot: None,
            flags: Vec::new(),
        };
        debian.sysroot = Some(debian.sysroot()?);
        Ok(debian)
    }

    /// `cargo`; the caller adds `--target` and other arguments.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = command(&self.cargo);
        self.prepare(&mut cargo);
        cargo
    }

    /// Gives the compiler one more flag.
    pub(crate) fn with_flag(mut self, flag: &str) -> Self {
        self.flags.push(flag.into());
        self
    }

    /// Lets a program that calls cargo use this compiler.
    pub(crate) fn prepare(&self, caller: &mut Command) {
        let mut flags = without_our_folders();
        flags.extend(self.flags.iter().cloned());
        if let Some(sysroot) = &self.sysroot {
            flags.push(flag("--sysroot=", sysroot));
        }
        caller.env("CARGO", &self.cargo).env("RUSTC", &self.rustc);
        // The debug information of compiled C code would contain paths of its sources.
        caller.env(format!("CFLAGS_{}", self.target.replace('-', "_")), "-g0");
        set_flags(caller, &flags);
    }

    /// Builds the standard library of the target, unless it is there: a folder for each version of the compiler, because
    /// cargo rebuilds what was built with another folder.
    fn sysroot(&self) -> Result<PathBuf, String> {
        let version = output(command(&self.rustc).arg("--version"))?;
        let number = version.split_whitespace().nth(1).ok_or("rustc --version names no version")?;
        let host = self.host()?;
        // The host's own folder is apart: in the other one, the host's library is a link to Debian's.
        let is_host = host == self.target;
        let name = if is_host { format!("{number}-host") } else { number.to_owned() };
        let base = work_folder().join("sysroot").join(name);
        let libraries = base.join("lib/rustlib").join(&self.target).join("lib");
        if has_library(&libraries) {
            return Ok(base);
        }
        println!("the standard library for {}", self.target);
        if !is_host {
            link(&Path::new("/usr/lib/rustlib").join(&host), &base.join("lib/rustlib").join(&host))?;
        }
        let built = self.build_std(&base)?;
        // Under another name until it is whole.
        let unfinished = libraries.with_extension("unfinished");
        let _ = fs::remove_dir_all(&unfinished);
        for file in entries(&built)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".rlib") && !name.starts_with("libnothing-") {
                copy(&file, &unfinished.join(&*name))?;
            }
        }
        if self.target.starts_with("i686-") && self.target.ends_with("-windows-gnu") {
            self.build_startup(&unfinished)?;
        }
        fs::rename(&unfinished, &libraries).map_err(about(&libraries))?;
        Ok(base)
    }

    /// This machine as a target: build scripts and procedural macros are compiled for it.
    fn host(&self) -> Result<String, String> {
        let verbose = output(command(&self.rustc).arg("-vV"))?;
        let host = verbose.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc -vV names no host")?;
        Ok(host.to_owned())
    }

    /// Builds an empty crate together with the standard library, and gives back where the libraries are then.
    fn build_std(&self, base: &Path) -> Result<PathBuf, String> {
        let empty = base.join("nothing");
        let manifest = "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
                        [profile.release]\nopt-level = \"s\"\ncodegen-units = 1\n";
        write(&empty.join("Cargo.toml"), manifest)?;
        write(&empty.join("src/lib.rs"), "#![no_std]\n")?;
        let mut cargo = command(&self.cargo);
        // Only here: whoever sees this variable believes to be on a nightly compiler.
        cargo.current_dir(&empty).env("RUSTC", &self.rustc).env("RUSTC_BOOTSTRAP", "1");
        cargo.env("CARGO_TARGET_DIR", empty.join("target"));
        // Link-time optimization needs the bitcode.
        let mut flags = without_our_folders();
        flags.push("-Cembed-bitcode=yes".into());
        set_flags(&mut cargo, &flags);
        cargo.args([
            "build",
            "--quiet",
            "--release",
            "--target",
            &self.target,
            "-Z",
            "build-std=std,panic_unwind,proc_macro,test",
        ]);
        // Without the feature for backtraces, which reads debug information and is as large as all of this project's code.
        cargo.args(["-Z", "build-std-features=panic-unwind,default"]);
        run(&mut cargo)?;
        Ok(empty.join("target").join(&self.target).join("release/deps"))
    }

    /// What MinGW's linker puts at the beginning and the end of every 32-bit program of Rust's.
    fn build_startup(&self, to: &Path) -> Result<(), String> {
        for object in ["rsbegin", "rsend"] {
            let source = Path::new(DEBIAN_SOURCES).join("rtstartup").join(object).with_extension("rs");
            let mut rustc = command(&self.rustc);
            rustc.env("RUSTC_BOOTSTRAP", "1").args(["--emit=obj", "--target", &self.target]);
            run(rustc.arg("-o").arg(to.join(object).with_extension("o")).arg(source))?;
        }
        Ok(())
    }
}

fn has_std(rustc: &Path, target: &str) -> bool {
    let asked = output(command(rustc).args(["--print", "target-libdir", "--target", target]).stderr(Stdio::null()));
    asked.is_ok_and(|folder| has_library(Path::new(folder.trim())))
}

fn has_library(folder: &Path) -> bool {
    let is_std = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libstd-"));
    entries(folder).is_ok_and(|files| files.iter().any(is_std))
}

/// Paths of this machine that are replaced in what is built, each with its replacement.
fn places() -> Vec<(PathBuf, &'static str)> {
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let known = [
        (cargo_home, "/cargo"),
        (Some(root()), "/zoomuser"),
        (Some(target_dir()), "/target"),
        (Some(work_folder()), "/build"),
    ];
    known.into_iter().filter_map(|(from, to)| Some((from?, to))).collect()
}

/// Paths of this machine that must not be in a release artifact.
pub(super) fn our_folders() -> Vec<PathBuf> {
    places().into_iter().map(|(folder, _)| folder).collect()
}

fn without_our_folders() -> Vec<OsString> {
    let mut places = places();
    let sources = Path::new("/usr/lib/rustlib/src/rust");
    places.extend([sources.to_owned()].into_iter().chain(sources.canonicalize()).map(|sources| (sources, "/rust")));
    // Of two that fit, the later one counts.
    let flags = places.iter().map(|(from, to)| {
        let mut flag = flag("--remap-path-prefix=", from);
        flag.push("=");
        flag.push(to);
        flag
    });
    flags.collect()
}

/// In the one variable that allows spaces in a flag; it goes before `RUSTFLAGS`.
fn set_flags(command: &mut Command, flags: &[OsString]) {
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}".as_ref()));
}
