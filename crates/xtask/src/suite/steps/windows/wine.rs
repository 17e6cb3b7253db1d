//! Running programs for Windows under Wine.

use crate::command::{command, output, run, target_dir, timed};
use crate::dist::windows::cpu::Cpu;
use crate::files::{self, write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names a folder with a Debian for i386 in which `wine32` is installed, for machines that cannot install it beside 64 bit.
const ROOT: &str = "WINE32_ROOT";

/// A Wine that runs programs for one processor.
pub(crate) struct Wine {
    /// Where programs and files for them lie; it has the same path inside.
    folder: PathBuf,
    /// The Debian that it is in, if not this one.
    root: Option<PathBuf>,
    is_32_bit: bool,
}

impl Wine {
    /// The one for a processor, or why there is none and what to do about it.
    pub(crate) fn of(cpu: &Cpu) -> Result<Result<Self, String>, String> {
        let folder = target_dir().join("wine").join(cpu.name);
        files::folder(&folder)?;
        let root = std::env::var_os(ROOT).filter(|_| cpu.is_32_bit()).map(PathBuf::from);
        let wine = Self { folder, root, is_32_bit: cpu.is_32_bit() };
        let probe = wine.folder.join("probe.exe");
        let source = probe.with_extension("c");
        write(&source, "int main(void)\n{\n    return 0;\n}\n")?;
        run(command(cpu.tool("gcc")).arg(&source).arg("-o").arg(&probe))?;
        let runs = output(wine.program(&probe).stderr(Stdio::null())).is_ok();
        Ok(if runs { Ok(wine) } else { Err(wine.missing(cpu)) })
    }

    fn missing(&self, cpu: &Cpu) -> String {
        let get = match self.is_32_bit {
            true => format!(
                "dpkg --add-architecture i386 && apt-get update && apt-get install wine32:i386, or, as root, \
                 debootstrap --arch=i386 --variant=minbase --include=ca-certificates,wine,wine32 bookworm DIR and {ROOT}=DIR"
            ),
            false => "apt-get install wine wine64".to_owned(),
        };
        format!("{}: Wine runs no program of {} bit ({get})", cpu.name, if self.is_32_bit { 32 } else { 64 })
    }

    /// Where programs and files for them lie.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A program in [`folder`](Self::folder), with five minutes to end.
    pub(crate) fn program(&self, program: &Path) -> Command {
        let mut timed = timed(300);
        if let Some(root) = &self.root {
            // Mounts of its own, which end with it.
            let script = "mkdir -p \"$1$2\" && mount --bind \"$2\" \"$1$2\" && mount --bind /dev \"$1/dev\" && \
                          mount -t proc proc \"$1/proc\" && cp /etc/hosts \"$1/etc/hosts\" && cd \"$2\" && \
                          root=$1 folder=$2 && shift 2 && \
                          exec chroot \"$root\" env PATH=/usr/bin:/bin \"--chdir=$folder\" \"$@\"";
            timed.args(["unshare", "--mount", "sh", "-c", script, "wine"]).arg(root).arg(&self.folder);
        }
        timed.arg("wine").arg(program).current_dir(&self.folder);
        timed.env("WINEPREFIX", self.folder.join("prefix")).env("WINEDEBUG", "-all").env("LC_ALL", "C.UTF-8");
        timed.env("WINEARCH", if self.is_32_bit { "win32" } else { "win64" });
        // They would replace the certificate store of Windows.
        timed.env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR");
        // It asks for nothing and puts nothing into menus.
        timed.env("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=");
        timed
    }
}

/// A path of this machine as Windows' programs name it.
pub(crate) fn windows_path(path: &Path) -> String {
    format!("Z:{}", path.display().to_string().replace('/', "\\"))
}
