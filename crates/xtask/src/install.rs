//! `cargo xtask install --prefix DIR`: installs the libraries, the headers, their package files, shell completions and the
//! man page.

use crate::command::{root, target_dir};
use crate::files::{copy, link, write};
use crate::native::{build_library, soname};
use crate::package_files;
use std::path::{Path, PathBuf};
use zoomuser_cli::{Shell, completions, man_page};

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
        copy(&self.folder.join("libzoomuser.a"), &prefix.join("lib/libzoomuser.a"))?;
        self.install_shared(prefix)
    }

    /// The same without the static library.
    pub(crate) fn install_shared(&self, prefix: &Path) -> Result<(), String> {
        let (lib, include) = (prefix.join("lib"), prefix.join("include"));
        let real = format!("libzoomuser.so.{}", zoomuser::VERSION);
        copy(&self.folder.join("libzoomuser.so"), &lib.join(&real))?;
        link(real.as_ref(), &lib.join(soname()))?;
        link(soname().as_ref(), &lib.join("libzoomuser.so"))?;
        copy(&root().join("include/zoomuser.h"), &include.join("zoomuser.h"))?;
        copy(&root().join("bindings/cpp/zoomuser.hpp"), &include.join("zoomuser.hpp"))?;
        package_files::write_all(prefix, &self.static_libs, self.pointer_bytes)
    }
}

/// Installs the release build for this machine below `prefix`.
pub(crate) fn install(prefix: &Path) -> Result<(), String> {
    let prefix = std::path::absolute(prefix).map_err(|error| error.to_string())?;
    let static_libs = build_library(&["--release"])?;
    install_built(target_dir().join("release"), static_libs, &prefix)
}

/// Installs what was built for this machine below `prefix`.
pub(crate) fn install_built(folder: PathBuf, static_libs: Vec<String>, prefix: &Path) -> Result<(), String> {
    Built { folder, static_libs, pointer_bytes: usize::BITS / 8 }.install(prefix)?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root().join(license), &prefix.join("share/doc/zoomuser").join(license))?;
    }
    install_command_line_files(prefix)?;
    println!("installed below {}", prefix.display());
    Ok(())
}

/// Where a shell looks for completions, below a prefix. PowerShell has no such folder: a profile loads the file.
fn completion_file(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => "share/bash-completion/completions/zoomuser",
        Shell::Zsh => "share/zsh/site-functions/_zoomuser",
        Shell::Fish => "share/fish/vendor_completions.d/zoomuser.fish",
        Shell::PowerShell => "share/zoomuser/completions/zoomuser.ps1",
    }
}

/// Writes the completions and the man page of the program `zoomuser`.
pub(crate) fn install_command_line_files(prefix: &Path) -> Result<(), String> {
    for shell in Shell::ALL {
        write(&prefix.join(completion_file(*shell)), &completions(*shell))?;
    }
    write(&prefix.join("share/man/man1/zoomuser.1"), &man_page())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn bash_loads_the_installed_completions() {
        let prefix = target_dir().join("installed-command-line-files");
        install_command_line_files(&prefix).expect("written");
        for shell in Shell::ALL {
            assert!(prefix.join(completion_file(*shell)).is_file(), "{}", shell.name());
        }
        let script = "source \"$1\" && COMP_WORDS=(zoomuser upd) COMP_CWORD=1 && _zoomuser && echo \"${COMPREPLY[@]}\"";
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-c", script, "bash"]).arg(prefix.join(completion_file(Shell::Bash)));
        let output = bash.output().expect("bash runs");
        assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (&b"update\n"[..], &b""[..]));
        let page = std::fs::read_to_string(prefix.join("share/man/man1/zoomuser.1")).expect("the man page");
        assert_eq!(page, man_page());
    }
}
