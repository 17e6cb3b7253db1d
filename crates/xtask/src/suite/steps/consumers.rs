//! Programs that are built against an installed library, by pkg-config and by CMake, and run against the sandbox.

use crate::command::{command, is_there, output, root, run, start_sandbox, target_dir};
use crate::dist::elf;
use crate::files::{about, fresh};
use crate::install::install_built;
use crate::native::{build_workspace, std_static_libs};
use crate::sandboxed::Sandboxed;
use std::fs;
use std::path::{Path, PathBuf};
use zoomuser_sandbox::Sandbox;

/// The step of the suite: an installation, and one that was moved.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let prefix = target_dir().join("installed");
    // The debug build is there already; the step `dist-linux` uses a release build in the same way.
    install_built(build_workspace()?, std_static_libs()?, &prefix)?;
    let out = target_dir().join("consumers");
    let left_out = check_prefix(&prefix, &out)?;
    let moved = target_dir().join("installed and moved");
    if moved.exists() {
        fs::remove_dir_all(&moved).map_err(about(&moved))?;
    }
    fs::rename(&prefix, &moved).map_err(about(&moved))?;
    check_prefix(&moved, &out)?;
    Ok(left_out)
}

/// Builds programs in all ways in a folder, against what lies below a prefix, and runs them; gives the ways for which
/// something is missing.
pub(crate) fn check_prefix(prefix: &Path, out: &Path) -> Result<Vec<String>, String> {
    let sandbox = start_sandbox()?;
    let mut left_out = Vec::new();
    for (tool, build) in [("pkg-config", by_pkg_config as fn(&Path, &Path) -> _), ("cmake", by_cmake)] {
        if !is_there(tool) {
            left_out.push(format!("programs built by {tool}: {tool} is missing (apt-get install {tool})"));
            continue;
        }
        for program in build(prefix, &out.join(tool))? {
            execute(&program, prefix, tool, &sandbox)?;
        }
    }
    Ok(left_out)
}

/// The programs, shared and static, built with the flags from pkg-config.
fn by_pkg_config(prefix: &Path, folder: &Path) -> Result<Vec<PathBuf>, String> {
    let lib = prefix.join("lib");
    fresh(folder)?;
    let mut programs = Vec::new();
    for form in ["shared", "static"] {
        let mut asked = command("pkg-config");
        asked.args(["--cflags", "--libs"]).env("PKG_CONFIG_PATH", lib.join("pkgconfig"));
        if form == "static" {
            asked.arg("--static");
        }
        let said = output(asked.arg(format!("zoomuser = {}", zoomuser::VERSION)))?;
        // The shell takes the words apart as it does in a Makefile. For a static link the archive is named, because the
        // linker takes the shared library where it finds both.
        let said = if form == "static" { said.replace("-lzoomuser", "-l:libzoomuser.a") } else { said };
        let program = folder.join(format!("program-{form}"));
        let build = format!("gcc -Wall -Wextra -Werror tests/install/program.c -o \"$1\" {}", said.trim());
        run(command("sh").args(["-c", &build, "sh"]).arg(&program))?;
        programs.push(program);
    }
    Ok(programs)
}

/// The same by `find_package`, and the versions that it takes the package for.
fn by_cmake(prefix: &Path, folder: &Path) -> Result<Vec<PathBuf>, String> {
    fresh(folder)?;
    let configure = |source: &str, build: &Path| {
        let mut cmake = command("cmake");
        cmake.arg("-S").arg(root().join("tests/install").join(source)).arg("-B").arg(build).arg("-Werror=dev");
        cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()));
        cmake
    };
    let version = format!("-DVERSION={}", zoomuser::VERSION);
    // A success prints much to the standard output.
    output(configure("versions", &folder.join("versions")).arg(version))?;
    let build = folder.join("program");
    output(configure("", &build).arg("-DCMAKE_C_FLAGS=-Wall -Wextra -Werror"))?;
    output(command("cmake").arg("--build").arg(&build))?;
    Ok(["program-shared", "program-static"].map(|program| build.join(program)).to_vec())
}

/// The program changes a user to what no other program changes it to, and uses the library in its own form.
fn execute(program: &Path, prefix: &Path, tool: &str, sandbox: &Sandbox) -> Result<(), String> {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let dept = format!("{tool} {name}");
    let is_shared = elf::needed(program)?.iter().any(|library| library.starts_with("libzoomuser"));
    if is_shared != name.ends_with("shared") {
        return Err(format!("{}: linked in the wrong form", program.display()));
    }
    let mut started = command(program);
    started.arg(&dept);
    if tool == "pkg-config" {
        // CMake writes the folder into the program.
        started.env("LD_LIBRARY_PATH", prefix.join("lib"));
    }
    let sandboxed = Sandboxed::here(sandbox);
    run(sandboxed.show(&mut started))?;
    sandboxed.expect_dept(&program.display().to_string(), &dept)
}
