//! Wheels of the Python package for the systems that most users have; one for every Python from 3.9 on.

use super::artifacts::{folder, work_folder};
use super::linux::{AARCH64, AARCH64_MUSL, System, X86_64, X86_64_MUSL};
use super::sysroot::Toolchain;
use super::tools::Tools;
use super::windows::cpu::{Cpu, X64, X86};
use super::{elf, notices, sizes};
use crate::command::{output, root, run};
use crate::environment::Environment;
use crate::files::{copy, entries, files, fresh, read, write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The platform tag of a wheel, and how to build for it.
pub(crate) struct Wheel {
    pub(super) tag: &'static str,
    platform: Platform,
}

enum Platform {
    Linux(&'static System),
    Windows(&'static Cpu),
}

pub(crate) const MANYLINUX: Wheel = Wheel { tag: "manylinux2014_x86_64", platform: Platform::Linux(&X86_64) };
pub(crate) const MANYLINUX_ARM: Wheel = Wheel { tag: "manylinux2014_aarch64", platform: Platform::Linux(&AARCH64) };

pub(super) const WHEELS: [&Wheel; 6] = [
    &MANYLINUX,
    &MANYLINUX_ARM,
    &Wheel { tag: "musllinux_1_2_x86_64", platform: Platform::Linux(&X86_64_MUSL) },
    &Wheel { tag: "musllinux_1_2_aarch64", platform: Platform::Linux(&AARCH64_MUSL) },
    &Wheel { tag: "win_amd64", platform: Platform::Windows(&X64) },
    &Wheel { tag: "win32", platform: Platform::Windows(&X86) },
];

impl Wheel {
    /// Why it cannot be built here, and what to do about it.
    pub(crate) fn missing(&self) -> Option<String> {
        match self.platform {
            Platform::Linux(system) => system.missing(),
            Platform::Windows(cpu) => Environment::missing().or_else(|| cpu.missing()),
        }
    }

    /// Builds and checks it; returns its path.
    pub(crate) fn build(&self) -> Result<PathBuf, String> {
        let tools = Tools::get()?;
        let place = work_folder().join("wheels").join(self.tag);
        let built = self.compile(&tools, &place)?;
        let wheel = self.with_licenses(&tools, &built, &place)?;
        self.check(&tools, &wheel, &place)?;
        if self.tag == MANYLINUX.tag && Toolchain::is_debian() {
            sizes::WHEEL.check(&wheel)?;
        }
        let name = wheel.file_name().ok_or("a wheel without a name")?;
        copy(&wheel, &folder().join(name))?;
        println!("{}", folder().join(name).display());
        Ok(folder().join(name))
    }

    pub(super) fn target(&self) -> &'static str {
        match self.platform {
            Platform::Linux(system) => system.target,
            Platform::Windows(cpu) => cpu.target,
        }
    }

    fn compile(&self, tools: &Tools, place: &Path) -> Result<PathBuf, String> {
        let out = place.join("built");
        fresh(&out)?;
        let mut maturin = self.maturin(tools)?;
        maturin.args(["build", "--quiet", "--release", "--manifest-path", "crates/python/Cargo.toml", "--target"]);
        maturin.arg(self.target()).arg("--out").arg(&out).env("CARGO_TARGET_DIR", place.join("target"));
        if let Platform::Linux(system) = self.platform {
            let policy = if system.glibc().is_some() { "manylinux2014" } else { "musllinux_1_2" };
            maturin.args(["--zig", "--compatibility", policy]);
        }
        run(&mut maturin)?;
        only_wheel(&out)
    }

    fn maturin(&self, tools: &Tools) -> Result<Command, String> {
        Ok(match self.platform {
            Platform::Linux(system) => tools.builder("maturin", &system.shared_toolchain()?),
            Platform::Windows(cpu) => {
                let mut maturin = tools.builder("maturin", &Toolchain::of(cpu.target)?);
                cpu.prepare(&mut maturin);
                maturin
            }
        })
    }

    /// Puts the licenses of the project, and of what is linked in, where Python looks for them.
    fn with_licenses(&self, tools: &Tools, built: &Path, place: &Path) -> Result<PathBuf, String> {
        let (unpacked, out) = (place.join("unpacked"), place.join("whole"));
        fresh(&unpacked)?;
        fresh(&out)?;
        run(tools.wheel(&["unpack", "--dest"]).arg(&unpacked).arg(built))?;
        let top = unpacked.join(format!("zoomuser-{}", zoomuser::VERSION));
        let licenses = top.join(format!("zoomuser-{}.dist-info/licenses", zoomuser::VERSION));
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            copy(&root().join(license), &licenses.join(license))?;
        }
        let text = notices::text(self.target(), &["zoomuser-python"], &[])?;
        write(&licenses.join("LICENSES-OF-DEPENDENCIES.txt"), &text)?;
        for file in files(&top)? {
            // The list of components contains paths of the project.
            if file.to_string_lossy().ends_with(".cyclonedx.json") {
                write(&file, &read(&file)?.replace(&root().display().to_string(), "/zoomuser"))?;
            }
            elf::check_paths(&file)?;
        }
        let time = super::pack::time().to_string();
        run(tools.wheel(&["pack", "--dest-dir"]).arg(&out).arg(&top).env("SOURCE_DATE_EPOCH", time))?;
        only_wheel(&out)
    }

    /// The native module uses nothing that its tag does not promise: not of Python, and not of the C library.
    fn check(&self, tools: &Tools, wheel: &Path, place: &Path) -> Result<(), String> {
        run(tools.program("abi3audit").arg("--strict").arg(wheel).env("XDG_CACHE_HOME", place))?;
        let Platform::Linux(system) = self.platform else { return Ok(()) };
        let module = format!("unpacked/zoomuser-{}/zoomuser/_zoomuser.abi3.so", zoomuser::VERSION);
        elf::check_program(&place.join(module), system.glibc())?;
        // Of musl auditwheel knows nothing where the machine itself has glibc.
        let Some((_, cpu)) = self.tag.split_once("manylinux2014_") else { return Ok(()) };
        let said = output(tools.program("auditwheel").arg("show").arg(wheel))?;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = format!("is consistent with the following platform tag: \"manylinux_2_17_{cpu}\"");
        if !said.contains(&fits) {
            return Err(format!("{}: auditwheel does not say that it {fits}, but {said}", wheel.display()));
        }
        Ok(())
    }
}

/// The one wheel in a folder.
fn only_wheel(folder: &Path) -> Result<PathBuf, String> {
    let mut wheels = entries(folder)?;
    wheels.retain(|path| path.extension().is_some_and(|end| end == "whl"));
    match wheels.as_slice() {
        [wheel] => Ok(wheel.clone()),
        _ => Err(format!("{}: expected one wheel, found {}", folder.display(), wheels.len())),
    }
}
