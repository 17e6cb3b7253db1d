//! `cargo xtask install --prefix DIR`: library, header and `zoomuser.pc` in their places, and the test of it.

use crate::command::{cargo, command, is_there, output, root, run, target_dir};
use crate::files::{copy, link, write};
use crate::native::{soname, static_libs};
use std::path::Path;

/// Installs the release build below `prefix`.
pub(crate) fn install(prefix: &Path) -> Result<(), String> {
    let prefix = std::path::absolute(prefix).map_err(|error| error.to_string())?;
    let system_libs = static_libs(&["--release"])?;
    run(cargo().args(["build", "--quiet", "--release", "--package", "zoomuser-ffi"]))?;
    let built = target_dir().join("release");
    let (lib, include) = (prefix.join("lib"), prefix.join("include"));
    let real = format!("libzoomuser.so.{}", zoomuser::VERSION);
    copy(&built.join("libzoomuser.so"), &lib.join(&real))?;
    link(real.as_ref(), &lib.join(soname()))?;
    link(soname().as_ref(), &lib.join("libzoomuser.so"))?;
    copy(&built.join("libzoomuser.a"), &lib.join("libzoomuser.a"))?;
    copy(&root().join("include/zoomuser.h"), &include.join("zoomuser.h"))?;
    copy(&root().join("bindings/cpp/zoomuser.hpp"), &include.join("zoomuser.hpp"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(licence), &prefix.join("share/doc/zoomuser").join(licence))?;
    }
    write(&lib.join("pkgconfig/zoomuser.pc"), &pkg_config(&prefix, &system_libs))?;
    println!("installed below {}", prefix.display());
    Ok(())
}

fn pkg_config(prefix: &Path, system_libs: &[String]) -> String {
    format!(
        "prefix={}\nlibdir=${{prefix}}/lib\nincludedir=${{prefix}}/include\n\n\
         Name: zoomuser\nDescription: Changes a Zoom user\nVersion: {}\n\
         Libs: -L${{libdir}} -lzoomuser\nLibs.private: {}\nCflags: -I${{includedir}}\n",
        prefix.display(),
        zoomuser::VERSION,
        system_libs.join(" ")
    )
}

/// The step of the suite: a program built by what pkg-config says of an installation, shared and static.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let prefix = target_dir().join("installed");
    install(&prefix)?;
    if !is_there("pkg-config") {
        return Ok(vec![
            "programs built by zoomuser.pc: pkg-config is missing (apt-get install pkg-config)".to_owned(),
        ]);
    }
    let lib = prefix.join("lib");
    let source = prefix.join("version.c");
    write(
        &source,
        "#include <stdio.h>\n#include <string.h>\n#include <zoomuser.h>\n\
         int main(void)\n{\n    puts(zoom_version());\n\
         return strcmp(zoom_version(), ZOOM_VERSION) != 0 || zoom_abi_version() != ZOOM_ABI_VERSION;\n}\n",
    )?;
    for form in ["shared", "static"] {
        let mut asked = command("pkg-config");
        asked.args(["--cflags", "--libs"]).env("PKG_CONFIG_PATH", lib.join("pkgconfig"));
        if form == "static" {
            asked.arg("--static");
        }
        let said = output(asked.arg("zoomuser"))?;
        // For a static link the archive is named itself, because the linker takes the shared library where it finds both.
        let archive = lib.join("libzoomuser.a").display().to_string();
        let words = said.split_whitespace().map(|word| match word {
            "-lzoomuser" if form == "static" => archive.clone(),
            word => word.to_owned(),
        });
        let program = prefix.join(format!("version-{form}"));
        run(command("gcc").args(["-Wall", "-Wextra", "-Werror"]).arg(&source).arg("-o").arg(&program).args(words))?;
        let mut program = command(&program);
        if form == "shared" {
            program.env("LD_LIBRARY_PATH", &lib);
        }
        run(&mut program)?;
    }
    Ok(Vec::new())
}
